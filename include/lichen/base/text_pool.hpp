#pragma once

/// @file
/// Interned strings: a row of a table holds four bytes, the text stands once.

#include <compare>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// A text in a `TextPool`; the default is the empty text.
struct Text {
  std::uint32_t value = 0;
  [[nodiscard]] constexpr bool empty() const { return value == 0; }
  friend constexpr auto operator<=>(Text, Text) = default;
};

/// Strings, each kept once. Equal texts have equal handles.
class TextPool {
 public:
  TextPool() { texts_.emplace_back(); }
  TextPool(TextPool&&) noexcept = default;
  TextPool& operator=(TextPool&&) noexcept = default;
  TextPool(const TextPool&) = delete;  // handles of `index_` point into `texts_`
  TextPool& operator=(const TextPool&) = delete;
  ~TextPool() = default;

  /// The handle of a text, added where it is new.
  [[nodiscard]] LICHEN_API Text add(std::string_view text);
  /// The text of a handle; valid while the pool lives.
  [[nodiscard]] std::string_view view(Text text) const { return texts_[text.value]; }
  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }

 private:
  std::deque<std::string> texts_;  // a deque: views stay valid as it grows
  std::unordered_map<std::string_view, std::uint32_t> index_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/base/text_pool.ipp"
#endif
