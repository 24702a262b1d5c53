#pragma once

/// @file
/// Sparse matrices from outside, brought into the form that the algorithms rely on.

#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

[[nodiscard]] inline bool is_tidy(const SparseRef& a) {
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    Index last = -1;
    for (SparseRef::InnerIterator it(a, j); it; ++it) {
      if (static_cast<Index>(it.row()) <= last) return false;
      last = static_cast<Index>(it.row());
    }
  }
  return true;
}

/// A compressed copy, each column sorted and without repeated rows (NumPy's memory may
/// hold either); repeated entries add.
[[nodiscard]] inline SparseMatrix tidy(const SparseRef& a) {
  if (is_tidy(a)) {
    SparseMatrix copy = a;
    copy.makeCompressed();
    return copy;
  }
  std::vector<Eigen::Triplet<double, Index>> entries;
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    for (SparseRef::InnerIterator it(a, j); it; ++it) {
      entries.emplace_back(static_cast<Index>(it.row()), j, it.value());
    }
  }
  SparseMatrix copy(a.rows(), a.cols());
  copy.setFromTriplets(entries.begin(), entries.end());
  return copy;
}

}  // namespace lichen::inline LICHEN_ABI::detail
