#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <tuple>

#include "lichen/study/near_names.hpp"
#include "lichen/study/words.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// The Levenshtein distance of two texts.
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, substituted});
    }
  }
  return row.back();
}

}  // namespace detail

LICHEN_INLINE std::vector<std::string> near_names(
    std::string_view sought, const std::vector<std::string_view>& names,
    std::size_t count) {
  using Rank = std::tuple<int, std::size_t, std::string_view>;
  const std::string lower = detail::folded(sought);
  const auto words = detail::words_of(sought);
  const std::size_t limit = std::max<std::size_t>(2, lower.size() / 3);
  std::vector<Rank> ranks;
  for (const std::string_view name : names) {
    const std::string candidate = detail::folded(name);
    const bool holds = !words.empty() && detail::holds_all(candidate, words);
    const std::size_t longer = std::max(candidate.size(), lower.size());
    const std::size_t apart = longer - std::min(candidate.size(), lower.size());
    if (!holds && apart > limit) continue;  // the distance is at least that
    const std::size_t distance = detail::edit_distance(lower, candidate);
    if (holds || distance <= limit) ranks.emplace_back(holds ? 0 : 1, distance, name);
  }
  std::sort(ranks.begin(), ranks.end());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  std::vector<std::string> nearest;
  for (std::size_t i = 0; i < ranks.size() && i < count; ++i) {
    nearest.emplace_back(std::get<2>(ranks[i]));
  }
  return nearest;
}

}  // namespace lichen::inline LICHEN_ABI
