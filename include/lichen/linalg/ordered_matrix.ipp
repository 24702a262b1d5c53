#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/ordered_matrix.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Strongly connected components of the graph "column uses the column that makes a row".
class Tarjan {
 public:
  Tarjan(const SparseRef& a, const Matching& matching)
      : a_(a),
        matching_(matching),
        number_(matching.row_of_column.size(), -1),
        low_(number_.size(), 0),
        component_(number_.size(), -1) {
    finished_.reserve(number_.size());
    for (Index j = 0; j < static_cast<Index>(number_.size()); ++j) {
      if (matching.row_of_column[at(j)] >= 0 && number_[at(j)] < 0) search(j);
    }
  }

  [[nodiscard]] Index components() const { return components_; }
  [[nodiscard]] Index component(Index column) const { return component_[at(column)]; }
  /// Columns in the order in which the search left them: suppliers first.
  [[nodiscard]] const std::vector<Index>& finished() const { return finished_; }

 private:
  struct Frame {
    Index column;
    SparseRef::InnerIterator entries;
  };

  void enter(Index column) {
    number_[at(column)] = low_[at(column)] = count_++;
    open_.push_back(column);
    frames_.push_back({column, SparseRef::InnerIterator(a_, column)});
  }

  void search(Index root) {
    enter(root);
    while (!frames_.empty()) {
      const Index column = frames_.back().column;
      const Index next = advance(frames_.back());
      if (next >= 0) {
        enter(next);
        continue;
      }
      leave(column);
    }
  }

  /// The next supplier that the search has not met, or -1 at the end of the column.
  Index advance(Frame& frame) {
    for (; frame.entries; ++frame.entries) {
      if (frame.entries.value() == 0.) continue;
      const auto row = static_cast<Index>(frame.entries.row());
      const Index supplier = matching_.column_of_row[at(row)];
      if (supplier < 0) continue;
      if (number_[at(supplier)] < 0) return supplier;
      if (component_[at(supplier)] < 0) {
        low_[at(frame.column)] = std::min(low_[at(frame.column)], low_[at(supplier)]);
      }
    }
    return -1;
  }

  void leave(Index column) {
    frames_.pop_back();
    finished_.push_back(column);
    if (!frames_.empty()) {
      Index& low = low_[at(frames_.back().column)];
      low = std::min(low, low_[at(column)]);
    }
    if (low_[at(column)] != number_[at(column)]) return;
    Index member = -1;
    do {
      member = open_.back();
      open_.pop_back();
      component_[at(member)] = components_;
    } while (member != column);
    ++components_;
  }

  const SparseRef& a_;
  const Matching& matching_;
  std::vector<Index> number_, low_, component_, open_, finished_;
  std::vector<Frame> frames_;
  Index count_ = 0;
  Index components_ = 0;
};

/// Positions by component, then by the end of the search.
inline void place(const Tarjan& search, const Matching& matching, OrderedMatrix& m) {
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
inline void pack(const SparseRef& a, OrderedMatrix& m) {
  std::vector<Index> position(static_cast<std::size_t>(a.rows()), -1);
  for (std::size_t p = 0; p < m.row_at.size(); ++p) {
    position[at(m.row_at[p])] = static_cast<Index>(p);
  }
  m.diagonal.assign(m.row_at.size(), 0.);
  for (PackedColumns* part : {&m.inner, &m.outer}) {
    part->start.reserve(m.row_at.size() + 1);
    part->start.push_back(0);
    part->row.resize(static_cast<std::size_t>(a.nonZeros()));
    part->value.resize(part->row.size());
  }
  Index inner = 0;
  Index outer = 0;
  for (Index block = 0; block < m.blocks(); ++block) {
    const Index first = m.block_start[at(block)];
    for (Index p = first; p < m.block_start[at(block) + 1]; ++p) {
      for_each_entry(a, m.column_at[at(p)], [&](Index row, double value) {
        const Index q = position[at(row)];
        if (q < 0) return;
        if (q == p) {
          m.diagonal[at(p)] += value;
          return;
        }
        PackedColumns& part = q >= first ? m.inner : m.outer;
        const auto place = at(q >= first ? inner++ : outer++);
        part.row[place] = q;
        part.value[place] = value;
      });
      m.inner.start.push_back(inner);
      m.outer.start.push_back(outer);
    }
  }
  m.inner.row.resize(at(inner));
  m.inner.value.resize(at(inner));
  m.outer.row.resize(at(outer));
  m.outer.value.resize(at(outer));
}

}  // namespace detail

LICHEN_INLINE OrderedMatrix order(const SparseRef& a, const Matching& matching) {
  const detail::Tarjan search(a, matching);
  OrderedMatrix m;
  detail::place(search, matching, m);
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
