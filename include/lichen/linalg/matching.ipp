#pragma once

#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/matching.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline void pair(Matching& m, Index row, Index column) {
  m.row_of_column[at(column)] = row;
  m.column_of_row[at(row)] = column;
}

/// Pairs what is obvious: the diagonal, then the only positive entry of a column.
inline void match_obvious(const SparseRef& a, Matching& m) {
  const auto columns = static_cast<Index>(a.cols());
  std::vector<Index> producer(at(columns), -1);
  for (Index j = 0; j < columns; ++j) {
    int positive = 0;
    for_each_entry(a, j, [&](Index row, double value) {
      if (row == j) pair(m, row, j);
      if (value > 0.) {
        ++positive;
        producer[at(j)] = row;
      }
    });
    if (positive != 1) producer[at(j)] = -1;
  }
  for (Index j = 0; j < columns; ++j) {
    const Index row = producer[at(j)];
    if (row < 0 || m.row_of_column[at(j)] >= 0 || m.column_of_row[at(row)] >= 0) continue;
    pair(m, row, j);
  }
}

/// Looks for an alternating path from a column without partner to a row without one,
/// depth first and without recursion (Duff 1981), and swaps the pairs along it.
class Augmenter {
 public:
  Augmenter(const SparseRef& a, Matching& m)
      : a_(a), m_(m), seen_(at(static_cast<Index>(a.rows())), -1) {}

  void augment(Index start) {
    path_.assign(1, {start, SparseRef::InnerIterator(a_, start), -1});
    while (!path_.empty()) {
      Step& step = path_.back();
      if (finish_at_free_row(step.column, start)) return;
      const Index row = next_row(step, start);
      if (row < 0) {
        path_.pop_back();
        continue;
      }
      step.row = row;
      const Index next = m_.column_of_row[at(row)];
      path_.push_back({next, SparseRef::InnerIterator(a_, next), -1});
    }
  }

 private:
  struct Step {
    Index column;
    SparseRef::InnerIterator entries;
    Index row;  ///< the row through which the path goes on
  };

  /// The next row not yet seen in this search, or -1.
  Index next_row(Step& step, Index start) {
    for (; step.entries; ++step.entries) {
      const auto row = static_cast<Index>(step.entries.row());
      if (step.entries.value() == 0. || seen_[at(row)] == start) continue;
      seen_[at(row)] = start;
      return row;
    }
    return -1;
  }

  bool finish_at_free_row(Index column, Index start) {
    Index free = -1;
    for_each_entry(a_, column, [&](Index row, double) {
      if (free < 0 && m_.column_of_row[at(row)] < 0 && seen_[at(row)] != start)
        free = row;
    });
    if (free < 0) return false;
    path_.back().row = free;
    for (const Step& step : path_) pair(m_, step.row, step.column);
    return true;
  }

  const SparseRef& a_;
  Matching& m_;
  std::vector<Index> seen_;
  std::vector<Step> path_;
};

/// Rows reached from `rows` by alternating paths: row, its columns' partners, and so on.
inline std::vector<Index> alternate(const SparseRef& a, const std::vector<Index>& partner,
                                    std::vector<Index> starts) {
  std::vector<char> seen(at(static_cast<Index>(a.cols())), 0);
  for (const Index j : starts) seen[at(j)] = 1;
  for (std::size_t k = 0; k < starts.size(); ++k) {
    for_each_entry(a, starts[k], [&](Index row, double) {
      const Index next = partner[at(row)];
      if (next < 0 || seen[at(next)] != 0) return;
      seen[at(next)] = 1;
      starts.push_back(next);
    });
  }
  std::vector<Index> found;
  for (std::size_t j = 0; j < seen.size(); ++j) {
    if (seen[j] != 0) found.push_back(static_cast<Index>(j));
  }
  return found;
}

}  // namespace detail

LICHEN_INLINE Matching match(const SparseRef& a) {
  const auto columns = static_cast<Index>(a.cols());
  Matching m{std::vector<Index>(detail::at(columns), -1),
             std::vector<Index>(static_cast<std::size_t>(a.rows()), -1), 0};
  detail::match_obvious(a, m);
  detail::Augmenter augmenter(a, m);
  for (Index j = 0; j < columns; ++j) {
    if (m.row_of_column[detail::at(j)] < 0) augmenter.augment(j);
    if (m.row_of_column[detail::at(j)] >= 0) ++m.size;
  }
  return m;
}

LICHEN_INLINE Matching diagonal_matching(Index size) {
  Matching m{std::vector<Index>(detail::at(size)), {}, size};
  std::iota(m.row_of_column.begin(), m.row_of_column.end(), Index{0});
  m.column_of_row = m.row_of_column;
  return m;
}

LICHEN_INLINE Imbalance imbalance(const SparseRef& a, const Matching& matching) {
  const SparseMatrix transposed = a.transpose();
  return {detail::alternate(transposed, matching.row_of_column,
                            without_partner(matching.column_of_row)),
          detail::alternate(a, matching.column_of_row,
                            without_partner(matching.row_of_column))};
}

}  // namespace lichen::inline LICHEN_ABI
