#pragma once

/// @file
/// Interned strings: a row of a table holds four bytes, the text stands once.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

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
  TextPool() : texts_(1) {}
  TextPool(TextPool&&) noexcept = default;
  TextPool& operator=(TextPool&&) noexcept = default;
  TextPool(const TextPool&) = delete;  // `texts_` point into the blocks
  TextPool& operator=(const TextPool&) = delete;
  ~TextPool() = default;

  /// The handle of a text, added where it is new.
  [[nodiscard]] LICHEN_API Text add(std::string_view text);
  /// The text of a handle; valid while the pool lives.
  [[nodiscard]] std::string_view view(Text text) const { return texts_[text.value]; }
  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }

 private:
  std::string_view keep(std::string_view text);

  // Texts stand behind each other in blocks that never move: a string each would take
  // as much again.
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0;                             // of the last block
  std::vector<std::unique_ptr<char[]>> long_texts_;  // each in a block of its own
  std::vector<std::string_view> texts_;
  std::unordered_map<std::string_view, std::uint32_t> index_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/base/text_pool.ipp"
#endif
