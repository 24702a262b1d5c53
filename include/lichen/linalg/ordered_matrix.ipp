#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/strong_components.ipp"
#include "lichen/linalg/sweep_order.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

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

/// Columns are visited in an order that no processor foresees: their entries are asked
/// for some columns ahead.
class ColumnsAhead {
 public:
  ColumnsAhead(const SparseRef& a, const std::vector<Index>& columns)
      : start_(a.outerIndexPtr()),
        row_(a.innerIndexPtr()),
        value_(a.valuePtr()),
        columns_(columns) {}

  void at_column(std::size_t p) const {
    if (p + 2 * distance < columns_.size()) {
      __builtin_prefetch(start_ + columns_[p + 2 * distance]);
    }
    if (p + distance >= columns_.size()) return;
    const Index begin = start_[columns_[p + distance]];
    const Index end = start_[columns_[p + distance] + 1];
    for (Index k = begin; k < end; k += 16) __builtin_prefetch(row_ + k);
    for (Index k = begin; k < end; k += 8) __builtin_prefetch(value_ + k);
  }

 private:
  static constexpr std::size_t distance = 6;
  const Index *start_, *row_;
  const double* value_;
  const std::vector<Index>& columns_;
};

/// Components up to this size are solved directly: their order does not matter.
inline constexpr Index smallest_swept = 65;

/// Who uses whom in one block, members by their positions in it.
[[nodiscard]] inline MemberUses uses_in_block(const SparseRef& a, const OrderedMatrix& m,
                                              const std::vector<Index>& position,
                                              Index block) {
  const Index first = m.block_start[at(block)];
  const Index size = m.block_size(block);
  std::vector<Index> count(at(size) + 1, 0);  // of users
  LargeArray<Index> supplier;  // all entries one after the other, positions found once
  LargeArray<float> amount;
  std::vector<std::size_t> last(at(size));
  supplier.resize(static_cast<std::size_t>(a.nonZeros()) + 1);
  amount.resize(supplier.size());
  std::size_t entries = 0;
  const ColumnsAhead ahead(a, m.column_at);
  for (Index i = 0; i < size; ++i) {
    ahead.at_column(at(first + i));
    const Index column = m.column_at[at(first + i)];
    const std::size_t begin = entries;
    double own = 1.;
    for (Index k = a.outerIndexPtr()[column]; k < a.outerIndexPtr()[column + 1]; ++k) {
      const Index j = position[at(a.innerIndexPtr()[k])] - first;
      const double value = std::abs(a.valuePtr()[k]);
      if (j == i) own = value;
      supplier[entries] = j;  // kept where it counts, without a branch
      amount[entries] = static_cast<float>(value);
      entries += static_cast<std::size_t>((j >= 0) & (j < size) & (j != i));
    }
    const auto scale = static_cast<float>(1. / own);
    for (std::size_t e = begin; e < entries; ++e) amount[e] *= scale;
    last[at(i)] = entries;
  }
  for (std::size_t e = 0; e < entries; ++e) ++count[at(supplier[e]) + 1];
  for (std::size_t j = 0; j < at(size); ++j) count[j + 1] += count[j];
  MemberUses uses;
  uses.start.assign(count.begin(), count.end());
  uses.use.resize(entries);
  std::size_t e = 0;
  for (Index i = 0; i < size; ++i) {
    for (; e < last[at(i)]; ++e) {
      uses.use[at(count[at(supplier[e])]++)] = {i, amount[e]};
    }
  }
  return uses;
}

/// Orders the members of components that are swept.
inline void order_within(const SparseRef& a, std::vector<Index>& position,
                         OrderedMatrix& m) {
  for (Index block = 0; block < m.blocks(); ++block) {
    const Index size = m.block_size(block);
    if (size < smallest_swept) continue;
    const std::vector<Index> order =
        least_dependent_first(uses_in_block(a, m, position, block));
    const auto first = static_cast<std::ptrdiff_t>(m.block_start[at(block)]);
    const std::vector<Index> columns(m.column_at.begin() + first,
                                     m.column_at.begin() + first + size);
    const std::vector<Index> rows(m.row_at.begin() + first,
                                  m.row_at.begin() + first + size);
    for (Index i = 0; i < size; ++i) {
      const std::size_t p = at(m.block_start[at(block)] + i);
      m.column_at[p] = columns[at(order[at(i)])];
      m.row_at[p] = rows[at(order[at(i)])];
      position[at(m.row_at[p])] = static_cast<Index>(p);
    }
  }
}

/// The position of each row, -1 for those left out.
[[nodiscard]] inline std::vector<Index> row_positions(const SparseRef& a,
                                                      const OrderedMatrix& m) {
  std::vector<Index> position(static_cast<std::size_t>(a.rows()), -1);
  for (std::size_t p = 0; p < m.row_at.size(); ++p) {
    position[at(m.row_at[p])] = static_cast<Index>(p);
  }
  return position;
}

/// Where the entries of one part go: each is written, and kept where it counts, without a
/// branch on what no processor foresees.
class PackedEnd {
 public:
  PackedEnd(PackedColumns& part, std::size_t columns, std::size_t entries) : part_(part) {
    part.start.resize(columns + 1);
    part.start[0] = 0;
    part.row.resize(entries + 1);  // not touched where there are fewer
    part.value.resize(entries + 1);
    row_ = part.row.data();
    value_ = part.value.data();
  }
  void add(Index row, double value, bool counts) {
    row_[count_] = row;
    value_[count_] = value;
    count_ += static_cast<std::size_t>(counts);
  }
  void end_column(std::size_t column) {
    part_.start[column + 1] = static_cast<Index>(count_);
  }
  void finish() {
    part_.row.resize(count_);
    part_.value.resize(count_);
  }

 private:
  PackedColumns& part_;
  Index* row_;
  double* value_;
  std::size_t count_ = 0;
};

/// Copies the entries to their places, without sorting.
inline void pack(const SparseRef& a, const std::vector<Index>& position,
                 OrderedMatrix& m) {
  const Index* const start = a.outerIndexPtr();
  const Index* const row = a.innerIndexPtr();
  const double* const value = a.valuePtr();
  m.diagonal.resize(m.row_at.size());
  const auto entries = static_cast<std::size_t>(a.nonZeros());
  PackedEnd inner(m.inner, m.row_at.size(), entries);
  PackedEnd outer(m.outer, m.row_at.size(), entries);
  const ColumnsAhead ahead(a, m.column_at);
  for (Index block = 0; block < m.blocks(); ++block) {
    const Index first = m.block_start[at(block)];
    for (Index p = first; p < m.block_start[at(block) + 1]; ++p) {
      ahead.at_column(at(p));
      const Index column = m.column_at[at(p)];
      double diagonal = 0.;
      for (Index k = start[column]; k < start[column + 1]; ++k) {
        const Index q = position[at(row[k])];
        const bool other = (q >= 0) & (value[k] != 0.) & (q != p);
        inner.add(q, value[k], other & (q >= first));
        outer.add(q, value[k], other & (q < first));
        diagonal += q == p ? value[k] : 0.;
      }
      m.diagonal[at(p)] = diagonal;
      inner.end_column(at(p));
      outer.end_column(at(p));
    }
  }
  inner.finish();
  outer.finish();
}

}  // namespace detail

LICHEN_INLINE OrderedMatrix order(const SparseRef& a, const Matching& matching,
                                  SweepOrder sweeps) {
  if (!a.isCompressed()) {
    SparseMatrix copy = a;
    copy.makeCompressed();
    return order(copy, matching, sweeps);
  }
  const detail::Components search(a, matching);
  OrderedMatrix m;
  detail::place(search, matching, m);
  std::vector<Index> position = detail::row_positions(a, m);
  if (sweeps == SweepOrder::least_dependent) detail::order_within(a, position, m);
  detail::pack(a, position, m);
  return m;
}

namespace detail {

/// Where each number stands; empty where one is missing or stands twice.
[[nodiscard]] inline std::vector<Index> places(std::span<const Index> order) {
  std::vector<Index> place(order.size(), -1);
  for (std::size_t p = 0; p < order.size(); ++p) {
    const Index i = order[p];
    if (i < 0 || at(i) >= place.size() || place[at(i)] >= 0) return {};
    place[at(i)] = static_cast<Index>(p);
  }
  return place;
}

[[nodiscard]] inline bool starts_blocks(std::span<const Index> start, Index size) {
  if (start.size() < 2 || start.front() != 0 || start.back() != size) return false;
  return std::adjacent_find(start.begin(), start.end(), std::greater_equal<>()) ==
         start.end();
}

}  // namespace detail

LICHEN_INLINE bool is_in_order(const SparseRef& a, const ComponentOrder& known) {
  const auto size = static_cast<Index>(known.row_at.size());
  if (size != a.rows() || size != a.cols()) return false;
  if (!detail::starts_blocks(known.block_start, size)) return false;
  const std::vector<Index> position = detail::places(known.row_at);
  if (position.empty() || detail::places(known.column_at).empty()) return false;
  bool good = true;
  for (std::size_t k = 0; k + 1 < known.block_start.size(); ++k) {
    const Index end = known.block_start[k + 1];
    for (Index p = known.block_start[k]; p < end; ++p) {
      bool paired = false;
      detail::for_each_entry(a, known.column_at[detail::at(p)], [&](Index row, double) {
        const Index q = position[detail::at(row)];
        good &= q < end;
        paired |= q == p;
      });
      good &= paired;
    }
  }
  return good;
}

LICHEN_INLINE OrderedMatrix pack_in_order(const SparseRef& a, std::vector<Index> row_at,
                                          std::vector<Index> column_at,
                                          std::vector<Index> block_start) {
  OrderedMatrix m;
  m.row_at = std::move(row_at);
  m.column_at = std::move(column_at);
  m.block_start = std::move(block_start);
  detail::pack(a, detail::row_positions(a, m), m);
  return m;
}

LICHEN_INLINE SparseMatrix unordered(const OrderedMatrix& m) {
  const std::vector<Index> position = detail::positions(m.column_at);
  SparseMatrix a(m.size(), m.size());
  a.reserve(static_cast<Eigen::Index>(position.size() + m.inner.row.size() +
                                      m.outer.row.size()));
  std::vector<std::pair<Index, double>> column;
  for (Index j = 0; j < m.size(); ++j) {
    const std::size_t p = detail::at(position[detail::at(j)]);
    column.clear();
    if (m.diagonal[p] != 0.) column.emplace_back(m.row_at[p], m.diagonal[p]);
    for (const PackedColumns* part : {&m.outer, &m.inner}) {
      for (std::size_t k = detail::at(part->start[p]); k < detail::at(part->start[p + 1]);
           ++k) {
        column.emplace_back(m.row_at[detail::at(part->row[k])], part->value[k]);
      }
    }
    std::sort(column.begin(), column.end());
    a.startVec(j);
    for (const auto& [row, value] : column) a.insertBack(row, j) = value;
  }
  a.finalize();
  return a;
}

LICHEN_INLINE std::vector<Index> members(const OrderedMatrix& m, Index block) {
  const auto first = m.column_at.begin() + m.block_start[detail::at(block)];
  std::vector<Index> found(first, first + m.block_size(block));
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace lichen::inline LICHEN_ABI
