#pragma once

#include <set>
#include <string>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/system/assembler.ipp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/obstacle_text.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Obstacles, and findings of severity error that tell of something else, by kind.
inline std::string errors_of(const std::vector<Obstacle>& obstacles,
                             const Findings& findings) {
  std::set<std::string> kinds;
  for (const Obstacle& obstacle : obstacles) kinds.insert(obstacle.kind);
  std::vector<Obstacle> all = obstacles;
  for (const Finding& finding : findings.items()) {
    if (finding.severity != Severity::error || kinds.count(finding.kind) > 0) continue;
    all.push_back({{}, finding.kind, finding.data_set + ": " + finding.message, {}});
  }
  return obstacle_lines(all);
}

template <class Matrices>
Matrices strict_or_not(Matrices matrices, const LinkOptions& options) {
  if (!options.strict) return matrices;
  const std::string errors = errors_of(matrices.obstacles, matrices.findings);
  if (!errors.empty()) throw DataError("strict linking refuses this database:" + errors);
  return matrices;
}

}  // namespace detail

LICHEN_INLINE Assembly assemble(const Database& database, const LinkOptions& options) {
  return detail::strict_or_not(detail::Assembler(database, options).square(), options);
}

LICHEN_INLINE RectangularAssembly assemble_rectangular(const Database& database,
                                                       const LinkOptions& options) {
  return detail::strict_or_not(detail::Assembler(database, options).rectangular(),
                               options);
}

}  // namespace lichen::inline LICHEN_ABI
