#pragma once

// How far a mistyped word is from one that there is.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

/// How many letters may be wrong in a word of some length.
constexpr std::size_t tolerated(std::size_t length) {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/// How many letters are to be changed, added, left out, or swapped with the next one to
/// make one word of another (the restricted Damerau-Levenshtein distance, by bytes);
/// `limit + 1` where it is more than `limit`, or a word is longer than any.
inline std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  constexpr std::size_t longest = 64;
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > limit || longer >= longest) {
    return limit + 1;
  }
  std::array<std::array<std::size_t, longest>, 3> rows;  // of the table, the last three
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const auto& before = rows[(i + 1) % 3];
    const auto& last = rows[(i + 2) % 3];
    auto& now = rows[i % 3];
    now[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min(
          {last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        now[j] = std::min(now[j], before[j - 2] + 1);
      }
      least = std::min(least, now[j]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
