#pragma once

// Which columns supply each other in a circle, and an order in which suppliers come
// first.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Strongly connected components of the graph "column uses the column that makes a row"
/// (Tarjan 1972, with the one array of Pearce 2016): a column that is not finished holds
/// the first number that it reaches, a finished one its component above all numbers.
class Components {
 public:
  Components(const SparseRef& a, const Matching& matching)
      : start_(a.outerIndexPtr()),
        row_(a.innerIndexPtr()),
        value_(holds_zeros(a) ? a.valuePtr() : nullptr),
        column_of_row_(on_diagonal(matching) ? nullptr : matching.column_of_row.data()),
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
    __builtin_prefetch(row_ + start_[column]);
    __builtin_prefetch(row_ + start_[column] + 16);
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
      Index supplier = row_[frame.entry];
      if (column_of_row_ != nullptr) supplier = column_of_row_[supplier];
      if (supplier < 0 || (value_ != nullptr && value_[frame.entry] == 0.)) continue;
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

  /// Without values and partners to look at, the search reads half as much memory, all of
  /// it in no order.
  [[nodiscard]] static bool holds_zeros(const SparseRef& a) {
    const double* const last = a.valuePtr() + a.nonZeros();
    return std::find(a.valuePtr(), last, 0.) != last;
  }
  [[nodiscard]] static bool on_diagonal(const Matching& matching) {
    for (std::size_t i = 0; i < matching.column_of_row.size(); ++i) {
      if (matching.column_of_row[i] != static_cast<Index>(i)) return false;
    }
    return true;
  }

  const Index *start_, *row_;
  const double* value_;         ///< null where none is zero
  const Index* column_of_row_;  ///< null where each row is the partner of its column
  Index columns_;
  std::vector<std::uint32_t> reach_;
  std::vector<char> is_root_;
  std::vector<Index> open_, finished_;
  std::vector<Frame> path_;
  std::uint32_t count_ = 0;
  Index components_ = 0;
};

}  // namespace lichen::inline LICHEN_ABI::detail
