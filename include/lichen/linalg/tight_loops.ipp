#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/scaling.hpp"
#include "lichen/linalg/tight_loops.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline constexpr double tight_gain = 0.3;
inline constexpr Index tight_length = 3;         // links of a cycle
inline constexpr std::size_t most_members = 16;  // where cycles hang together

/// Finds the cycles of a component by walks from each activity to its suppliers. A walk
/// ends where the product of its links is below `tight_gain`: of the places where a cycle
/// may be entered, one keeps all products on the way above that of the whole.
class TightCycles {
 public:
  TightCycles(const OrderedMatrix& m, Index block)
      : m_(m), first_(m.block_start[at(block)]), size_(m.block_size(block)) {
    set_sizes();
    leader_.resize(at(size_));
    std::iota(leader_.begin(), leader_.end(), 0);
    for (root_ = 0; root_ < size_; ++root_) {
      path_.assign(1, root_);
      walk(root_, 1.);
    }
  }

  /// Members of cycles that hang together, as positions, ascending.
  [[nodiscard]] std::vector<std::vector<Index>> groups() {
    std::vector<std::vector<Index>> all(at(size_));
    for (Index i = 0; i < size_; ++i) all[at(leader(i))].push_back(first_ + i);
    std::erase_if(all, [](const std::vector<Index>& group) {
      return group.size() < 2 || group.size() > most_members;
    });
    return all;
  }

 private:
  template <class Visit>
  void each_supplier(Index i, Visit visit) const {
    const auto p = at(first_ + i);
    for (Index k = m_.inner.start[p]; k < m_.inner.start[p + 1]; ++k) {
      const Index row = m_.inner.row[at(k)];
      visit(row - first_, std::abs(m_.inner.value[at(k)] / m_.diagonal[at(row)]));
    }
  }

  /// Sizes of the unknowns that bring links near one (Ruiz 2001): they change no product
  /// of a cycle, but end most walks at once.
  void set_sizes() {
    size_of_.assign(at(size_), 1.);
    Vector row(at(size_), 1.);
    for (int round = 0; round < 4; ++round) {
      Vector largest_row = row;
      for (std::size_t i = 0; i < row.size(); ++i) largest_row[i] *= size_of_[i];
      Vector largest_column = largest_row;
      for (Index j = 0; j < size_; ++j) {
        each_supplier(j, [&](Index i, double link) {
          const double scaled = link * row[at(i)] * size_of_[at(j)];
          largest_row[at(i)] = std::max(largest_row[at(i)], scaled);
          largest_column[at(j)] = std::max(largest_column[at(j)], scaled);
        });
      }
      for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] *= half_way_to_one(largest_row[i]);
        size_of_[i] *= half_way_to_one(largest_column[i]);
      }
    }
  }

  void walk(Index from, double product) {
    each_supplier(from, [&](Index i, double link) {
      const double next = product * link * size_of_[at(from)] / size_of_[at(i)];
      if (!(next >= tight_gain)) return;
      if (i == root_) {
        for (const Index member : path_) leader_[at(leader(member))] = leader(root_);
        return;
      }
      const bool known = std::find(path_.begin(), path_.end(), i) != path_.end();
      if (known || static_cast<Index>(path_.size()) == tight_length) return;
      path_.push_back(i);
      walk(i, next);
      path_.pop_back();
    });
  }

  Index leader(Index i) {
    while (leader_[at(i)] != i) i = leader_[at(i)] = leader_[at(leader_[at(i)])];
    return i;
  }

  const OrderedMatrix& m_;
  Index first_, size_;
  Index root_ = 0;
  Vector size_of_;
  std::vector<Index> leader_, path_;
};

/// Rows `members` of b = M b, M by columns or, where `transposed`, by rows.
inline void multiply(const std::vector<Index>& members, const Vector& matrix,
                     bool transposed, double* b, Index width, Index from) {
  const std::size_t n = members.size();
  Vector old(n);
  for (std::ptrdiff_t lane = 0; lane < width; ++lane) {
    for (std::size_t i = 0; i < n; ++i) {
      old[i] = b[std::ptrdiff_t{members[i] - from} * width + lane];
    }
    for (std::size_t i = 0; i < n; ++i) {
      double sum = 0.;
      for (std::size_t j = 0; j < n; ++j) {
        sum += matrix[transposed ? i * n + j : j * n + i] * old[j];
      }
      b[std::ptrdiff_t{members[i] - from} * width + lane] = sum;
    }
  }
}

}  // namespace detail

LICHEN_INLINE TightLoops::TightLoops(const OrderedMatrix& m, Index block)
    : first_(m.block_start[detail::at(block)]),
      loop_of_(detail::at(m.block_size(block)), -1),
      place_of_(loop_of_.size(), 0) {
  for (std::vector<Index>& group : detail::TightCycles(m, block).groups()) {
    add(m, std::move(group));
  }
}

LICHEN_INLINE void TightLoops::add(const OrderedMatrix& m, std::vector<Index> members) {
  const std::size_t n = members.size();
  Vector own(n * n, 0.);
  for (std::size_t j = 0; j < n; ++j) {
    const auto p = detail::at(members[j]);
    own[j * n + j] = m.diagonal[p];
    for (Index k = m.inner.start[p]; k < m.inner.start[p + 1]; ++k) {
      const Index row = m.inner.row[detail::at(k)];
      const auto found = std::lower_bound(members.begin(), members.end(), row);
      if (found == members.end() || *found != row) continue;
      own[j * n + static_cast<std::size_t>(found - members.begin())] +=
          m.inner.value[detail::at(k)];
    }
  }
  const DenseLu lu(static_cast<Index>(n), own);
  if (lu.singular()) return;  // left to the solvers of the whole component
  Loop loop{std::move(members), Vector(n * n, 0.), std::move(own)};
  for (std::size_t j = 0; j < n; ++j) {
    Vector column(n, 0.);
    column[j] = 1.;
    lu.solve(column);
    for (std::size_t i = 0; i < n; ++i) {
      loop.combine[j * n + i] = m.diagonal[detail::at(loop.members[i])] * column[i];
      loop.separate[j * n + i] /= m.diagonal[detail::at(loop.members[j])];
    }
    const auto member = detail::at(loop.members[j] - first_);
    loop_of_[member] = static_cast<Index>(loops_.size());
    place_of_[member] = static_cast<Index>(j);
  }
  loops_.push_back(std::move(loop));
}

// Entries in rows of a loop are combined; those of its own columns become the diagonal.
LICHEN_INLINE void TightLoops::loosen_column(const OrderedMatrix& m, Index column,
                                             PackedColumns& into) const {
  const Index own = loop_of_[detail::at(column - first_)];
  std::vector<std::pair<Index, Vector>> touched;
  const auto p = detail::at(column);
  for (Index k = m.inner.start[p]; k < m.inner.start[p + 1]; ++k) {
    const Index row = m.inner.row[detail::at(k)];
    const Index loop = loop_of_[detail::at(row - first_)];
    if (loop < 0) {
      into.row.push_back(row);
      into.value.push_back(m.inner.value[detail::at(k)]);
      continue;
    }
    if (loop == own) continue;
    auto found = std::find_if(touched.begin(), touched.end(),
                              [&](const auto& part) { return part.first == loop; });
    if (found == touched.end()) {
      touched.emplace_back(loop, Vector(loops_[detail::at(loop)].members.size(), 0.));
      found = touched.end() - 1;
    }
    found->second[detail::at(place_of_[detail::at(row - first_)])] +=
        m.inner.value[detail::at(k)];
  }
  for (const auto& [number, values] : touched) {
    const Loop& loop = loops_[detail::at(number)];
    const std::size_t n = values.size();
    for (std::size_t i = 0; i < n; ++i) {
      double sum = 0.;
      for (std::size_t j = 0; j < n; ++j) sum += loop.combine[j * n + i] * values[j];
      if (sum == 0.) continue;
      into.row.push_back(loop.members[i]);
      into.value.push_back(sum);
    }
  }
}

LICHEN_INLINE std::shared_ptr<const OrderedMatrix> TightLoops::loosened(
    const OrderedMatrix& m) const {
  auto result = std::make_shared<OrderedMatrix>();
  result->row_at = m.row_at;
  result->column_at = m.column_at;
  result->block_start = m.block_start;
  result->diagonal = m.diagonal;
  result->outer.start.assign(m.outer.start.size(), 0);
  PackedColumns& inner = result->inner;
  inner.row.reserve(m.inner.row.size());
  inner.value.reserve(m.inner.row.size());
  inner.start.assign(1, 0);
  const auto last = first_ + static_cast<Index>(loop_of_.size());
  for (Index p = 0; p < m.size(); ++p) {
    if (p >= first_ && p < last) loosen_column(m, p, inner);
    inner.start.push_back(static_cast<Index>(inner.row.size()));
  }
  return result;
}

LICHEN_INLINE void TightLoops::combine(double* b, Index width, Index from) const {
  for (const Loop& loop : loops_) {
    detail::multiply(loop.members, loop.combine, false, b, width, from);
  }
}

LICHEN_INLINE void TightLoops::separate(double* b, Index width, Index from) const {
  for (const Loop& loop : loops_) {
    detail::multiply(loop.members, loop.separate, false, b, width, from);
  }
}

LICHEN_INLINE void TightLoops::combine_transposed(double* z, Index width,
                                                  Index from) const {
  for (const Loop& loop : loops_) {
    detail::multiply(loop.members, loop.combine, true, z, width, from);
  }
}

}  // namespace lichen::inline LICHEN_ABI
