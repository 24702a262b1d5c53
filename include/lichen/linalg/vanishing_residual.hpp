#pragma once

/// @file
/// Whether a matrix has an inverse as far as a solver of 53 bits can tell.

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "lichen/config.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Corrections by factors of a matrix that has an inverse make a residual this small in
/// so many steps; 1e-8 is far below what chance leaves of one that has none.
inline constexpr double vanished = 1e-8;
inline constexpr int most_corrections = 6;

/// Numbers of the sizes that rows have in use, |A||x| where A x = 1, with any signs.
template <class Solve>
[[nodiscard]] Vector right_hand_side_at_random(const SparseMatrix& a,
                                               const Solve& solve) {
  const Vector ones(static_cast<std::size_t>(a.rows()), 1.);
  Vector x = ones;
  solve(x);
  Vector b = residual(a, {x}, {ones}).magnitudes;
  std::uint32_t state = 12345;
  for (double& value : b) {
    state = state * 1664525U + 1013904223U;  // Numerical Recipes' generator
    value *= 1. + (state >> 8 & 0xffffU) * 0x1p-16;
    if ((state >> 31) != 0U) value = -value;
  }
  return b;
}

/// Whether corrections make a residual vanish, entry by entry against |A||x|. Where
/// yᵀ A = 0 no correction changes yᵀ r, which is not zero for a right-hand side at
/// random. A pivot does not tell: what rounding leaves of it may be large where rounding
/// has grown on its way, and what units leave of it may be small.
/// @param solve  replaces a right-hand side by a solution of A x = b, near enough
template <class Solve>
[[nodiscard]] bool residuals_vanish(const SparseMatrix& a, const Solve& solve) {
  const Vector b = right_hand_side_at_random(a, solve);
  Vector r = b;
  Vector high(b.size(), 0.);
  Vector low(b.size(), 0.);
  for (int step = 0; step < most_corrections; ++step) {
    solve(r);
    for (std::size_t i = 0; i < r.size(); ++i) {
      DoubleDouble x{high[i], low[i]};
      x.add(r[i]);
      x = x.normalised();
      high[i] = x.high;
      low[i] = x.low;
    }
    r = residual(a, {high, low}, {b}).values;
    double largest = 0.;
    for (std::size_t i = 0; i < r.size(); ++i) {
      const double size = std::abs(r[i] / b[i]);
      if (!(size <= largest)) largest = size;  // also where it is not a number
    }
    if (largest < vanished) return true;
  }
  return false;
}

}  // namespace lichen::inline LICHEN_ABI::detail
