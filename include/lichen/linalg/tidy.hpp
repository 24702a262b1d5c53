#pragma once

/// @file
/// Sparse matrices from outside, brought into the form that the algorithms rely on.

#include <cmath>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// What the algorithms rely on in a matrix, found in one pass.
struct Form {
  bool sorted = true;         ///< each column, without repeated rows
  bool finite = true;         ///< every entry
  bool moderate = true;       ///< no entry whose halves would leave the range of a double
  bool full_diagonal = true;  ///< no zero on it
};

/// Magnitudes whose squares are numbers of full precision, with room for sums.
inline constexpr double largest_moderate = 0x1p480;

[[nodiscard]] inline Form form_of(const SparseRef& a) {
  Form form;
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    Index last = -1;
    bool sorted = true;
    bool own = false;
    double largest = 0.;
    bool finite = true;
    for (SparseRef::InnerIterator it(a, j); it; ++it) {
      const auto row = static_cast<Index>(it.row());
      const double size = std::abs(it.value());
      sorted = sorted && row > last;
      own = own || (row == j && size > 0.);
      finite = finite && std::isfinite(size);
      largest = size > largest ? size : largest;
      last = row;
    }
    form.sorted = form.sorted && sorted;
    form.finite = form.finite && finite;
    form.moderate = form.moderate && largest < largest_moderate;
    form.full_diagonal = form.full_diagonal && own;
  }
  return form;
}

[[nodiscard]] inline bool is_tidy(const SparseRef& a) { return form_of(a).sorted; }

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
