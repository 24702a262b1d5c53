#pragma once

/// @file
/// Which row belongs to which column: a maximum matching of the entries of a matrix.

#include <cstddef>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Rows and columns in pairs, each with a stored entry that is not zero.
struct Matching {
  std::vector<Index> row_of_column;  ///< -1 where a column has no partner
  std::vector<Index> column_of_row;  ///< -1 where a row has no partner
  Index size = 0;                    ///< number of pairs: the structural rank
};

/// Rows and columns that compete where no full matching exists (Dulmage and Mendelsohn
/// 1958): more rows than columns that could serve them, and the other way round.
struct Imbalance {
  std::vector<Index> rows;     ///< reached from rows without partner
  std::vector<Index> columns;  ///< reached from columns without partner
};

/// Finds a maximum matching. Pairs on the diagonal are kept where they can be; next comes
/// the only positive entry of a column, its product in life cycle assessment.
[[nodiscard]] LICHEN_API Matching match(const SparseRef& a);

/// Every row with the column of its number. @pre no entry of the diagonal is zero.
[[nodiscard]] LICHEN_API Matching diagonal_matching(Index size);

/// Positions without partner on one side of a matching.
[[nodiscard]] inline std::vector<Index> without_partner(
    const std::vector<Index>& partner) {
  std::vector<Index> alone;
  for (std::size_t i = 0; i < partner.size(); ++i) {
    if (partner[i] < 0) alone.push_back(static_cast<Index>(i));
  }
  return alone;
}

/// The over- and the under-determined part of a matrix under a maximum matching.
[[nodiscard]] LICHEN_API Imbalance imbalance(const SparseRef& a,
                                             const Matching& matching);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/matching.ipp"
#endif
