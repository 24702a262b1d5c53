#pragma once

// Several fields of one object, found in one pass: looking each up walks through the
// object again, which takes most of the time of a package with many small objects.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "io/json/value.hpp"

namespace lichen::detail::json {

/// The fields of an object that `names` lists, by their place in the list.
template <std::size_t Count>
class Fields {
 public:
  Fields(Element element, const std::array<std::string_view, Count>& names) {
    simdjson::dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return;
    for (const auto& [key, value] : object) {
      for (std::size_t i = 0; i < Count; ++i) {
        if (names[i] != key) continue;
        if (!found_[i] && !value.is_null()) found_[i] = value;
        break;
      }
    }
  }

  /// A field; empty where it is absent or null.
  [[nodiscard]] const std::optional<Element>& operator[](std::size_t at) const {
    return found_[at];
  }
  /// The first of two that is there: an old name and its successor.
  [[nodiscard]] const std::optional<Element>& either(std::size_t at,
                                                     std::size_t other) const {
    return found_[at] ? found_[at] : found_[other];
  }

 private:
  std::array<std::optional<Element>, Count> found_;
};

}  // namespace lichen::detail::json
