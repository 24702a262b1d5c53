#pragma once

// Numbers that JSON does not have, and writers write all the same.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "lichen/base/finding.hpp"

namespace lichen::detail::json {

/// A text with its bad numbers replaced.
struct RepairedNumbers {
  std::string text;  ///< `null` in their place; whole numbers over 64 bits become "….0"
  std::int64_t absent = 0;       ///< how many are `null` now
  std::size_t first_absent = 0;  ///< where the first of them stood, in bytes
};

/// Replaces NaN, Infinity and numbers that no double holds (1e400), outside of texts.
RepairedNumbers repair_numbers(std::string_view text);

/// What is said of a file whose bad numbers were read as absent.
Finding absent_numbers(const RepairedNumbers& repaired, const std::string& file);

}  // namespace lichen::detail::json
