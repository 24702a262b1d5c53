#pragma once

/// @file
/// Which columns a demand reaches: what it asks for, and what that needs, and so on.

#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// The columns of a square A that are reached from some of them, ascending, each once:
/// row i of A is the product of column i, so that an entry (i, j) other than 0 leads from
/// j to i. No other column can run in A s = f where f asks for products of the first ones
/// only, so that a defect elsewhere does not matter.
[[nodiscard]] LICHEN_API std::vector<Index> reached_columns(
    const SparseRef& a, const std::vector<Index>& from);

/// The rows and columns of a square A at some positions, ascending.
[[nodiscard]] LICHEN_API SparseMatrix square_part(const SparseRef& a,
                                                  const std::vector<Index>& positions);

/// The columns of a matrix at some positions, ascending.
[[nodiscard]] LICHEN_API SparseMatrix column_part(const SparseRef& b,
                                                  const std::vector<Index>& positions);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/reachability.ipp"
#endif
