#pragma once

/// @file
/// Loops that use more than they make: solvable, but by running backwards.

#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Groups of activities that use more of their own products than they make, as columns in
/// ascending order.
///
/// Looked for in strongly connected components without credits and treatments, where all
/// outputs are positive and all inputs negative: there a solution is nonnegative for
/// every nonnegative demand exactly where some amounts y ≥ 0 leave something of each
/// product over (A y = 1; Berman and Plemmons 1994, chapter 6). Components of up to 512
/// activities are solved for y. Of larger ones sweeps prove that they make more than they
/// use, or the power method that some members (those with a hundredth of the largest part
/// in it, or all) use more; where the gain is within about 1e-3 of 1 neither may succeed,
/// and nothing is told. Where credits or treatments stand in a component negative amounts
/// may be right: nothing is told either.
[[nodiscard]] LICHEN_API std::vector<std::vector<Index>> loops_above_one(
    const OrderedMatrix& m);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/gain.ipp"
#endif
