#pragma once

// Large loops for tests: random links of a given gain, in units that differ by decades.

#include <cstdint>

#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::test {

/// I - P⁻¹ Z P: each of n activities uses `links` others anywhere, so that nothing is
/// left of a triangle (an expander graph). Z has the spectral radius `gain` by magnitude;
/// P are units over some eight decades. With `credits`, three in ten links are negative.
[[nodiscard]] SparseMatrix random_loop(Index n, Index links, double gain,
                                       std::uint64_t seed, bool credits = false);

/// The component with most members.
[[nodiscard]] Index largest_loop(const OrderedMatrix& m);

}  // namespace lichen::test
