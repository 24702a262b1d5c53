#pragma once

/// @file
/// What an approximate solution leaves over, accumulated with twice the digits.

#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// A vector of pairs `high + low`; `low` empty stands for zeros.
struct ExtendedView {
  VectorView high;
  VectorView low = {};
};

/// r = b - A x and the magnitudes it is to be compared with.
struct Residual {
  Vector values;      ///< r, each rounded once
  Vector magnitudes;  ///< |A| |x| + |b|

  /// ω = max_i |r|_i / (|A| |x| + |b|)_i (Oettli and Prager 1964), 0 where all is zero;
  /// not a number where a value is not.
  [[nodiscard]] double backward_error() const;
};

/// b - A x; error of each entry: its own rounding and γ₂ times the magnitude.
[[nodiscard]] LICHEN_API Residual residual(const SparseMatrix& a, ExtendedView x,
                                           ExtendedView b);
/// b - Aᵀ x.
[[nodiscard]] LICHEN_API Residual residual_transposed(const SparseMatrix& a,
                                                      ExtendedView x, ExtendedView b);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/residual.ipp"
#endif
