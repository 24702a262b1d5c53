#pragma once

/// @file
/// A square matrix in block triangular form: strongly connected components in order.

#include <cstdint>
#include <span>
#include <vector>

#include "lichen/base/large_array.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Entries of a sparse matrix by column, packed for reading.
struct PackedColumns {
  LargeArray<Index> start;  ///< one more than columns
  LargeArray<Index> row;
  LargeArray<double> value;
};

/// A matrix whose rows and columns are ordered by strongly connected components.
///
/// Position p stands for row `row_at[p]` and column `column_at[p]`, a pair of a matching.
/// Suppliers come before those that use them, in and among components: entries outside
/// the diagonal blocks stand above them.
struct OrderedMatrix {
  std::vector<Index> row_at;
  std::vector<Index> column_at;
  std::vector<Index> block_start;  ///< first position of each component, and the size
  Vector diagonal;
  PackedColumns inner;  ///< within a block, without the diagonal
  PackedColumns outer;  ///< above the blocks

  [[nodiscard]] Index size() const { return static_cast<Index>(row_at.size()); }
  [[nodiscard]] Index blocks() const {
    return static_cast<Index>(block_start.size()) - 1;
  }
  [[nodiscard]] Index block_size(Index block) const {
    const auto k = static_cast<std::size_t>(block);
    return block_start[k + 1] - block_start[k];
  }
  [[nodiscard]] Index largest_block() const;
};

/// What the members of a component that is swept are ordered by.
enum class SweepOrder : std::uint8_t {
  depth_first,      ///< the end of a depth-first search: quick to find
  least_dependent,  ///< a quarter fewer sweeps, for many right-hand sides (decision 13)
};

/// Orders the pairs of a matching: components (Tarjan 1972, without recursion), suppliers
/// first; within a large one as `sweeps` says, within a small one depth first. Entries
/// that are zero are left out. Rows and columns without partner are left out, with all
/// their entries.
[[nodiscard]] LICHEN_API OrderedMatrix
order(const SparseRef& a, const Matching& matching,
      SweepOrder sweeps = SweepOrder::least_dependent);

/// An order by components in memory that somebody else keeps, as `order` found it.
struct ComponentOrder {
  std::span<const Index> row_at, column_at;
  std::span<const Index> block_start;

  [[nodiscard]] bool empty() const { return row_at.empty(); }
};

/// True where a matrix is in block triangular form in this order, with no zero on its
/// diagonal.
[[nodiscard]] LICHEN_API bool is_in_order(const SparseRef& a,
                                          const ComponentOrder& known);

/// The same for an order that is known: `row_at`, `column_at`, `block_start` as `order`
/// gave them for a matrix of this pattern.
/// @pre no entry other than zero stands below the diagonal blocks.
[[nodiscard]] LICHEN_API OrderedMatrix pack_in_order(const SparseRef& a,
                                                     std::vector<Index> row_at,
                                                     std::vector<Index> column_at,
                                                     std::vector<Index> block_start);

/// The matrix that was ordered, without its zeros, rows sorted.
[[nodiscard]] LICHEN_API SparseMatrix unordered(const OrderedMatrix& m);

/// The members of one component, as columns of the matrix in ascending order.
[[nodiscard]] LICHEN_API std::vector<Index> members(const OrderedMatrix& m, Index block);

inline Index OrderedMatrix::largest_block() const {
  Index largest = 0;
  for (Index k = 0; k < blocks(); ++k) {
    largest = block_size(k) > largest ? block_size(k) : largest;
  }
  return largest;
}

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/ordered_matrix.ipp"
#endif
