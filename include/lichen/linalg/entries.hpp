#pragma once

/// @file
/// How the algorithms of this layer subscript vectors and walk over sparse columns.

#include <cstddef>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// A position as a subscript of a vector.
[[nodiscard]] inline std::size_t at(Index i) { return static_cast<std::size_t>(i); }

/// The position of each row or column.
[[nodiscard]] inline std::vector<Index> positions(const std::vector<Index>& at_position) {
  std::vector<Index> of(at_position.size());
  for (std::size_t p = 0; p < of.size(); ++p) {
    of[at(at_position[p])] = static_cast<Index>(p);
  }
  return of;
}

/// Calls `visit(row, value)` for the entries of a column that are not zero.
template <class Visit>
void for_each_entry(const SparseRef& a, Index column, Visit visit) {
  for (SparseRef::InnerIterator it(a, column); it; ++it) {
    if (it.value() != 0.) visit(static_cast<Index>(it.row()), it.value());
  }
}

/// True where some numbers in a row are all zero.
[[nodiscard]] inline bool all_zero(const double* x, std::ptrdiff_t count) {
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    if (x[i] != 0.) return false;
  }
  return true;
}

/// A fixed order of summation that still leaves the processor four sums to work on.
[[nodiscard]] inline double dot(const double* a, const double* b, Index n) {
  double sum[4] = {0., 0., 0., 0.};
  Index i = 0;
  for (; i + 4 <= n; i += 4) {
    for (int k = 0; k < 4; ++k) sum[k] += a[i + k] * b[i + k];
  }
  for (; i < n; ++i) sum[0] += a[i] * b[i];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/// y -= factor x, element by element.
inline void subtract(double* y, double factor, const double* x, Index n) {
  for (Index i = 0; i < n; ++i) y[i] -= factor * x[i];
}

}  // namespace lichen::inline LICHEN_ABI::detail
