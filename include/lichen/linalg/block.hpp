#pragma once

/// @file
/// One diagonal block of a matrix in block triangular form, taken out of it.

#include <cstddef>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Calls `visit(row, column, value)` for the entries of a block, numbered from 0.
template <class Visit>
void for_each_in_block(const OrderedMatrix& m, Index block, Visit visit) {
  const Index first = m.block_start[at(block)];
  for (Index p = first; p < m.block_start[at(block) + 1]; ++p) {
    visit(p - first, p - first, m.diagonal[at(p)]);
    for (Index k = m.inner.start[at(p)]; k < m.inner.start[at(p) + 1]; ++k) {
      visit(m.inner.row[at(k)] - first, p - first, m.inner.value[at(k)]);
    }
  }
}

/// A block as a dense matrix, by columns.
[[nodiscard]] inline Vector dense_block(const OrderedMatrix& m, Index block) {
  const auto n = at(m.block_size(block));
  Vector entries(n * n, 0.);
  for_each_in_block(m, block, [&](Index row, Index column, double value) {
    entries[at(column) * n + at(row)] += value;
  });
  return entries;
}

/// A block as a sparse matrix.
[[nodiscard]] inline SparseMatrix sparse_block(const OrderedMatrix& m, Index block) {
  std::vector<Eigen::Triplet<double, Index>> entries;
  for_each_in_block(m, block, [&](Index row, Index column, double value) {
    entries.emplace_back(row, column, value);
  });
  SparseMatrix result(m.block_size(block), m.block_size(block));
  result.setFromTriplets(entries.begin(), entries.end());
  return result;
}

}  // namespace lichen::inline LICHEN_ABI::detail
