#pragma once

// What the errors of scores have in common.

#include <string>

#include "lichen/base/error.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Room for the roundings of the error terms themselves: sums of positive numbers.
[[nodiscard]] inline double rounded_up(double value, double roundings) {
  return value * (1. + 4. * (roundings + 16.) * unit_roundoff);
}

inline void require_fit(const Technosphere& technosphere, const SparseRef& b) {
  if (static_cast<Index>(b.cols()) == technosphere.size()) return;
  throw ShapeError("the biosphere matrix has " + std::to_string(b.cols()) +
                   " activities, the technosphere " +
                   std::to_string(technosphere.size()));
}

}  // namespace lichen::inline LICHEN_ABI::detail
