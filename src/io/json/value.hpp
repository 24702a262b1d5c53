#pragma once

// Looking into JSON that may be anything: what is not there, or of another kind, is
// empty.

#include <optional>
#include <string_view>

#include <simdjson.h>

namespace lichen::detail::json {

using Element = simdjson::dom::element;
using Array = simdjson::dom::array;

/// The value of an object's field; empty too where it is null.
inline std::optional<Element> field(std::optional<Element> object,
                                    std::string_view name) {
  Element value;
  if (!object || (*object)[name].get(value) != simdjson::SUCCESS || value.is_null()) {
    return std::nullopt;
  }
  return value;
}

/// The value of the first of two names that is there: an old one and its successor.
inline std::optional<Element> field(std::optional<Element> object, std::string_view name,
                                    std::string_view other) {
  const auto found = field(object, name);
  return found ? found : field(object, other);
}

inline std::optional<Array> array_of(std::optional<Element> element) {
  Array array;
  if (!element || element->get(array) != simdjson::SUCCESS) return std::nullopt;
  return array;
}

inline std::optional<std::string_view> text_of(std::optional<Element> element) {
  std::string_view text;
  if (!element || element->get(text) != simdjson::SUCCESS) return std::nullopt;
  return text;
}

inline std::optional<double> number_of(std::optional<Element> element) {
  double number = 0.;
  if (!element || element->get(number) != simdjson::SUCCESS) return std::nullopt;
  return number;
}

/// True for `true`, also where it is written as a text ("TRUE"), as some packages do.
inline bool is_true(std::optional<Element> element) {
  bool value = false;
  if (element && element->get(value) == simdjson::SUCCESS) return value;
  const auto text = text_of(element);
  return text == "true" || text == "TRUE" || text == "True";
}

/// The text of a field, "" where it has none.
inline std::string_view text(std::optional<Element> object, std::string_view name) {
  return text_of(field(object, name)).value_or("");
}

}  // namespace lichen::detail::json
