#pragma once

#include <algorithm>

#include "lichen/study/reachability.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Some columns of a matrix, rows renamed by `new_row` (-1 leaves a row out).
inline SparseMatrix chosen_part(const SparseRef& from, const std::vector<Index>& columns,
                                Index rows, const std::vector<Index>& new_row) {
  SparseMatrix part(rows, static_cast<Index>(columns.size()));
  Index count = 0;
  for (const Index j : columns) {
    for (SparseRef::InnerIterator entry(from, j); entry; ++entry) {
      count += new_row.empty() || new_row[static_cast<std::size_t>(entry.row())] >= 0;
    }
  }
  part.reserve(count);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const auto column = static_cast<Index>(k);
    part.startVec(column);
    for (SparseRef::InnerIterator entry(from, columns[k]); entry; ++entry) {
      const auto row = static_cast<Index>(entry.row());
      const Index at = new_row.empty() ? row : new_row[static_cast<std::size_t>(row)];
      if (at >= 0) part.insertBack(at, column) = entry.value();
    }
  }
  part.finalize();
  return part;
}

}  // namespace detail

LICHEN_INLINE std::vector<Index> reached_columns(const SparseRef& a,
                                                 const std::vector<Index>& from) {
  std::vector<char> seen(static_cast<std::size_t>(a.cols()), 0);
  std::vector<Index> reached;
  const auto visit = [&](Index column) {
    char& mark = seen[static_cast<std::size_t>(column)];
    if (mark == 0) reached.push_back(column);
    mark = 1;
  };
  for (const Index column : from) visit(column);
  for (std::size_t next = 0; next < reached.size(); ++next) {
    for (SparseRef::InnerIterator entry(a, reached[next]); entry; ++entry) {
      if (entry.value() != 0.) visit(static_cast<Index>(entry.row()));
    }
  }
  std::sort(reached.begin(), reached.end());
  return reached;
}

LICHEN_INLINE SparseMatrix square_part(const SparseRef& a,
                                       const std::vector<Index>& positions) {
  std::vector<Index> new_row(static_cast<std::size_t>(a.rows()), -1);
  for (std::size_t k = 0; k < positions.size(); ++k) {
    new_row[static_cast<std::size_t>(positions[k])] = static_cast<Index>(k);
  }
  return detail::chosen_part(a, positions, static_cast<Index>(positions.size()), new_row);
}

LICHEN_INLINE SparseMatrix column_part(const SparseRef& b,
                                       const std::vector<Index>& positions) {
  return detail::chosen_part(b, positions, static_cast<Index>(b.rows()), {});
}

}  // namespace lichen::inline LICHEN_ABI
