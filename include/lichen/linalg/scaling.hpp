#pragma once

/// @file
/// Rows and columns of a sparse matrix scaled by powers of two, so that units do not
/// decide on pivots; nothing is rounded.

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "lichen/config.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// A power of two near 1 / sqrt(magnitude): what both sides of a scaling take each.
[[nodiscard]] inline double half_way_to_one(double magnitude) {
  return magnitude == 0. ? 1. : std::ldexp(1., -(std::ilogb(magnitude) / 2));
}

/// A = Dr⁻¹ `matrix` Dc⁻¹ with powers of two on the diagonals.
struct Scaled {
  SparseMatrix matrix;
  Vector rows;
  Vector columns;

  /// Dr b or Dc x, into a new vector.
  [[nodiscard]] static Vector times(const Vector& scale, VectorView b) {
    Vector result(b.begin(), b.end());
    for (std::size_t i = 0; i < result.size(); ++i) result[i] *= scale[i];
    return result;
  }
};

/// Equilibrates (Ruiz 2001): the largest entry of every row and column comes near 1.
[[nodiscard]] inline Scaled scaled(const SparseMatrix& a) {
  Scaled s{a, Vector(at(static_cast<Index>(a.rows())), 1.),
           Vector(at(static_cast<Index>(a.cols())), 1.)};
  s.matrix.prune([](const auto&, const auto&, double value) { return value != 0.; });
  bool changed = true;
  for (int round = 0; round < 16 && changed; ++round) {
    changed = false;
    Vector row(s.rows.size(), 0.);
    Vector column(s.columns.size(), 0.);
    const auto each = [&](auto visit) {
      for (Index j = 0; j < static_cast<Index>(s.matrix.cols()); ++j) {
        for (SparseMatrix::InnerIterator it(s.matrix, j); it; ++it) {
          visit(it.valueRef(), at(static_cast<Index>(it.row())), at(j));
        }
      }
    };
    each([&](double value, std::size_t i, std::size_t j) {
      row[i] = std::max(row[i], std::abs(value));
      column[j] = std::max(column[j], std::abs(value));
    });
    for (std::size_t i = 0; i < row.size(); ++i) {
      s.rows[i] *= row[i] = half_way_to_one(row[i]);
      changed = changed || row[i] != 1.;
    }
    for (std::size_t j = 0; j < column.size(); ++j) {
      s.columns[j] *= column[j] = half_way_to_one(column[j]);
      changed = changed || column[j] != 1.;
    }
    each([&](double& value, std::size_t i, std::size_t j) {
      value *= row[i] * column[j];
    });
  }
  return s;
}

}  // namespace lichen::inline LICHEN_ABI::detail
