#pragma once

// Obstacles as text: by kind, the way out once for each kind, one obstacle a line.

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Lines that begin with a line break each: of every kind how many there are and the way
/// out, below it the first few. What several columns share counts once.
inline std::string obstacle_lines(const std::vector<Obstacle>& obstacles) {
  constexpr std::size_t most = 3;
  struct Kind {
    std::set<std::string> seen;
    std::vector<std::string> first;
    std::string way_out;
  };
  std::map<std::string, Kind> kinds;
  for (const Obstacle& obstacle : obstacles) {
    Kind& kind = kinds[obstacle.kind];
    if (!kind.seen.insert(obstacle.message).second) continue;
    if (kind.first.size() < most) kind.first.push_back(obstacle.message);
    if (kind.way_out.empty()) kind.way_out = obstacle.way_out;
  }
  std::string text;
  for (const auto& [word, kind] : kinds) {
    text += "\n" + std::to_string(kind.seen.size()) + " x " + word +
            (kind.way_out.empty() ? "" : ": " + kind.way_out);
    for (const std::string& message : kind.first) text += "\n  " + message;
    if (kind.seen.size() > most) {
      text += "\n  and " + std::to_string(kind.seen.size() - most) + " more";
    }
  }
  return text;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
