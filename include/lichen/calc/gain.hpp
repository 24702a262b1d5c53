#pragma once

/// @file
/// Loops that use more than they make: solvable, but by running backwards.

#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// The strongly connected groups of activities that use more of their own products than
/// they make, as columns in ascending order.
///
/// Looked for among those without credits and treatments, where all outputs are positive
/// and all inputs negative: there a solution is nonnegative for every nonnegative demand
/// exactly where some amounts y ≥ 0 leave something of each product over (A y = 1;
/// Berman and Plemmons 1994, chapter 6). Groups of up to 512 are examined; larger ones
/// that are swept converge only where this holds.
[[nodiscard]] LICHEN_API std::vector<std::vector<Index>> loops_above_one(
    const OrderedMatrix& m);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/gain.ipp"
#endif
