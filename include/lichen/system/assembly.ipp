#pragma once

#include <cstddef>
#include <string>

#include "lichen/base/error.hpp"
#include "lichen/system/assembler.ipp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// All obstacles and errors, one a line.
inline std::string errors_of(const std::vector<Obstacle>& obstacles,
                             const Findings& findings) {
  std::string text;
  for (const Obstacle& obstacle : obstacles) {
    text += "\n" + obstacle.kind + ": " + obstacle.message;
  }
  for (const Finding& finding : findings.items()) {
    if (finding.severity != Severity::error) continue;
    text += "\n" + finding.kind + ": " + finding.data_set + ": " + finding.message;
  }
  return text;
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
