#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/ordered_matrix.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Strongly connected components of the graph "column uses the column that makes a row"
/// (Tarjan 1972, with the one array of Pearce 2016): a column that is not finished holds
/// the first number that it reaches, a finished one its component above all numbers.
class Components {
 public:
  Components(const SparseMatrix& a, const Matching& matching)
      : start_(a.outerIndexPtr()),
        row_(a.innerIndexPtr()),
        value_(a.valuePtr()),
        column_of_row_(matching.column_of_row.data()),
        columns_(static_cast<Index>(matching.row_of_column.size())),
        reach_(at(columns_), 0),
        is_root_(at(columns_), 1) {
    finished_.reserve(at(columns_));
    path_.reserve(at(columns_));
    for (Index j = 0; j < columns_; ++j) {
      if (matching.row_of_column[at(j)] >= 0 && reach_[at(j)] == 0) search(j);
    }
  }

  [[nodiscard]] Index components() const { return components_; }
  [[nodiscard]] Index component(Index column) const {
    return static_cast<Index>(reach_[at(column)] - above());
  }
  /// Columns in the order in which the search left them: suppliers first.
  [[nodiscard]] const std::vector<Index>& finished() const { return finished_; }

 private:
  struct Frame {
    Index column;
    Index entry;  ///< the next one to follow
  };

  /// More than any number; the first component.
  [[nodiscard]] std::uint32_t above() const {
    return static_cast<std::uint32_t>(columns_) + 1U;
  }

  void enter(Index column) {
    reach_[at(column)] = ++count_;
    path_.push_back({column, start_[column]});
  }

  void search(Index root) {
    enter(root);
    while (!path_.empty()) {
      const Index next = advance(path_.back());
      if (next >= 0) {
        enter(next);
        continue;
      }
      leave(path_.back().column);
      path_.pop_back();
    }
  }

  /// The next supplier that the search has not met, or -1 at the end of the column.
  Index advance(Frame& frame) {
    std::uint32_t& own = reach_[at(frame.column)];
    const Index last = start_[frame.column + 1];
    for (; frame.entry < last; ++frame.entry) {
      const Index supplier = column_of_row_[row_[frame.entry]];
      if (supplier < 0 || value_[frame.entry] == 0.) continue;
      const std::uint32_t reached = reach_[at(supplier)];
      if (reached == 0) return supplier;
      if (reached < own) {
        own = reached;
        is_root_[at(frame.column)] = 0;
      }
    }
    return -1;
  }

  void leave(Index column) {
    finished_.push_back(column);
    if (is_root_[at(column)] == 0) {
      open_.push_back(column);
      return;
    }
    const std::uint32_t own = reach_[at(column)];
    const std::uint32_t component = above() + static_cast<std::uint32_t>(components_++);
    while (!open_.empty() && reach_[at(open_.back())] >= own) {
      reach_[at(open_.back())] = component;
      open_.pop_back();
    }
    reach_[at(column)] = component;
  }

  const Index *start_, *row_;
  const double* value_;
  const Index* column_of_row_;
  Index columns_;
  std::vector<std::uint32_t> reach_;
  std::vector<char> is_root_;
  std::vector<Index> open_, finished_;
  std::vector<Frame> path_;
  std::uint32_t count_ = 0;
  Index components_ = 0;
};

/// Positions by component, then by the end of the search.
inline void place(const Components& search, const Matching& matching, OrderedMatrix& m) {
  m.block_start.assign(at(search.components()) + 1, 0);
  for (const Index column : search.finished()) {
    ++m.block_start[at(search.component(column)) + 1];
  }
  for (std::size_t k = 1; k < m.block_start.size(); ++k) {
    m.block_start[k] += m.block_start[k - 1];
  }
  std::vector<Index> next = m.block_start;
  m.column_at.resize(search.finished().size());
  m.row_at.resize(search.finished().size());
  for (const Index column : search.finished()) {
    const Index position = next[at(search.component(column))]++;
    m.column_at[at(position)] = column;
    m.row_at[at(position)] = matching.row_of_column[at(column)];
  }
}

/// Copies the entries to their places, without sorting.
inline void pack(const SparseMatrix& a, OrderedMatrix& m) {
  std::vector<Index> position(static_cast<std::size_t>(a.rows()), -1);
  for (std::size_t p = 0; p < m.row_at.size(); ++p) {
    position[at(m.row_at[p])] = static_cast<Index>(p);
  }
  const Index* const start = a.outerIndexPtr();
  const Index* const row = a.innerIndexPtr();
  const double* const value = a.valuePtr();
  m.diagonal.assign(m.row_at.size(), 0.);
  for (PackedColumns* part : {&m.inner, &m.outer}) {
    part->start.reserve(m.row_at.size() + 1);
    part->start.push_back(0);
    part->row.reserve(static_cast<std::size_t>(a.nonZeros()));
    part->value.reserve(static_cast<std::size_t>(a.nonZeros()));
  }
  for (Index block = 0; block < m.blocks(); ++block) {
    const Index first = m.block_start[at(block)];
    for (Index p = first; p < m.block_start[at(block) + 1]; ++p) {
      const Index column = m.column_at[at(p)];
      for (Index k = start[column]; k < start[column + 1]; ++k) {
        const Index q = position[at(row[k])];
        if (q < 0 || value[k] == 0.) continue;
        if (q == p) {
          m.diagonal[at(p)] += value[k];
          continue;
        }
        PackedColumns& part = q >= first ? m.inner : m.outer;
        part.row.push_back(q);
        part.value.push_back(value[k]);
      }
      m.inner.start.push_back(static_cast<Index>(m.inner.row.size()));
      m.outer.start.push_back(static_cast<Index>(m.outer.row.size()));
    }
  }
}

}  // namespace detail

LICHEN_INLINE OrderedMatrix order(const SparseMatrix& a, const Matching& matching) {
  if (!a.isCompressed()) {
    SparseMatrix copy = a;
    copy.makeCompressed();
    return order(copy, matching);
  }
  const detail::Components search(a, matching);
  OrderedMatrix m;
  detail::place(search, matching, m);
  detail::pack(a, m);
  return m;
}

LICHEN_INLINE OrderedMatrix pack_in_order(const SparseRef& a, std::vector<Index> row_at,
                                          std::vector<Index> column_at,
                                          std::vector<Index> block_start) {
  OrderedMatrix m;
  m.row_at = std::move(row_at);
  m.column_at = std::move(column_at);
  m.block_start = std::move(block_start);
  detail::pack(a, m);
  return m;
}

LICHEN_INLINE std::vector<Index> members(const OrderedMatrix& m, Index block) {
  const auto first = m.column_at.begin() + m.block_start[detail::at(block)];
  std::vector<Index> found(first, first + m.block_size(block));
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace lichen::inline LICHEN_ABI
