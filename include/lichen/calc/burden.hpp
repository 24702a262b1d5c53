#pragma once

/// @file
/// What one unit of each activity scores by its own exchanges: p = Bᵀ c.

#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// The direct score of one unit of each activity in one category, to twice the digits.
struct Burden {
  Vector high;
  Vector low;
  Vector magnitude;   ///< |B|ᵀ |c|
  double terms = 0.;  ///< most products summed into one entry

  [[nodiscard]] ExtendedView view() const { return {high, low}; }
};

/// p = Bᵀ c for every row c of C (categories × flows, B: flows × activities).
/// @throws ShapeError  where C does not have one column per row of B, or an entry of
///                     either is not a finite number.
[[nodiscard]] LICHEN_API std::vector<Burden> burdens(const SparseRef& b,
                                                     const SparseRef& c);

/// g = B s: what leaves to nature or is taken from it, one entry per row of B.
/// @throws ShapeError  where `s` does not have one entry per column.
[[nodiscard]] LICHEN_API Vector inventory(const SparseRef& b, VectorView s);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/burden.ipp"
#endif
