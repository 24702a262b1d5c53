#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/swept_block.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline constexpr Index most_sweeps = 800;   // 0.95^800 = 2e-18
inline constexpr double swept_out = 4e-16;  // ω at which a sweep changes only last bits

}  // namespace detail

LICHEN_INLINE SweptBlock::SweptBlock(const OrderedMatrix& m, Index block) {
  const Index first = m.block_start[detail::at(block)];
  const Index n = m.block_size(block);
  const auto begin = m.diagonal.begin() + first;
  diagonal_.assign(begin, begin + n);
  by_column_.start.assign(1, 0);
  for (Index p = first; p < first + n; ++p) {
    for (Index k = m.inner.start[detail::at(p)]; k < m.inner.start[detail::at(p) + 1];
         ++k) {
      by_column_.column.push_back(m.inner.row[detail::at(k)] - first);
      by_column_.value.push_back(m.inner.value[detail::at(k)]);
    }
    by_column_.start.push_back(static_cast<Index>(by_column_.column.size()));
  }
  by_row_ = transposed(by_column_, n);
  contraction_ = measure();
}

LICHEN_INLINE SweptBlock::Rows SweptBlock::transposed(const Rows& rows, Index n) {
  Rows result;
  result.start.assign(detail::at(n) + 1, 0);
  for (const Index j : rows.column) ++result.start[detail::at(j) + 1];
  for (std::size_t j = 1; j < result.start.size(); ++j) {
    result.start[j] += result.start[j - 1];
  }
  result.column.resize(rows.column.size());
  result.value.resize(rows.value.size());
  std::vector<Index> next = result.start;
  for (Index i = 0; i < n; ++i) {
    for (Index k = rows.start[detail::at(i)]; k < rows.start[detail::at(i) + 1]; ++k) {
      const auto place = detail::at(next[detail::at(rows.column[detail::at(k)])]++);
      result.column[place] = i;
      result.value[place] = rows.value[detail::at(k)];
    }
  }
  return result;
}

LICHEN_INLINE SweptBlock::Sweep SweptBlock::sweep(const Rows& rows, Direction direction,
                                                  const double* b, double* x) const {
  Sweep result;
  double largest = 0.;
  const Index n = size();
  for (Index step = 0; step < n; ++step) {
    const Index i = direction == Direction::suppliers_first ? step : n - 1 - step;
    double sum = b[i];
    double magnitude = std::abs(sum);
    for (Index k = rows.start[detail::at(i)]; k < rows.start[detail::at(i) + 1]; ++k) {
      const double term = rows.value[detail::at(k)] * x[rows.column[detail::at(k)]];
      sum -= term;
      magnitude += std::abs(term);
    }
    const double own = diagonal_[detail::at(i)] * x[i];
    magnitude += std::abs(own);
    if (magnitude != 0.) {
      result.backward_error =
          std::max(result.backward_error, std::abs(sum - own) / magnitude);
    }
    const double value = sum / diagonal_[detail::at(i)];
    result.change = std::max(result.change, std::abs(value - x[i]));
    largest = std::max(largest, std::abs(value));
    x[i] = value;
  }
  if (!std::isfinite(largest)) result.backward_error = result.change = largest;
  if (largest > 0.) result.change /= largest;
  return result;
}

LICHEN_INLINE Index SweptBlock::iterate(const Rows& rows, Direction direction,
                                        std::span<double> x) const {
  if (std::all_of(x.begin(), x.end(), [](double value) { return value == 0.; })) return 0;
  const Vector b(x.begin(), x.end());
  for (Index i = 0; i < size(); ++i) x[detail::at(i)] /= diagonal_[detail::at(i)];
  double best = std::numeric_limits<double>::infinity();
  Index stalled = 0;
  for (Index count = 1; count <= detail::most_sweeps; ++count) {
    const double error = sweep(rows, direction, b.data(), x.data()).backward_error;
    if (!std::isfinite(error)) return -1;
    if (error <= detail::swept_out) return count;
    ++stalled;
    if (error < 0.9 * best) {
      best = error;
      stalled = 0;
    }
    if (stalled >= 6 && best < 1e-13) return count;  // rounding, not the iteration
    if (stalled >= 30) return -1;
  }
  return best < 1e-13 ? detail::most_sweeps : -1;
}

LICHEN_INLINE Index SweptBlock::solve(std::span<double> x) const {
  return iterate(by_row_, Direction::users_first, x);
}

LICHEN_INLINE Index SweptBlock::solve_transposed(std::span<double> x) const {
  return iterate(by_column_, Direction::suppliers_first, x);
}

// Sweeps on A x = 0 from a start of mixed signs: what is left shrinks by the contraction.
// A measurement that is too good is found out by the sweeps themselves, one that is too
// bad costs only time.
LICHEN_INLINE double SweptBlock::measure() const {
  const Index n = size();
  const Vector zero(detail::at(n), 0.);
  Vector x(detail::at(n));
  std::uint32_t state = 12345;
  for (double& value : x) {
    state =
        state * 1664525u + 1013904223u;  // Numerical Recipes' generator: a fixed start
    value = (state >> 31) != 0u ? 1. : -1.;
  }
  const auto norm = [&] {
    double largest = 0.;
    for (const double value : x) largest = std::max(largest, std::abs(value));
    return largest;
  };
  double before = norm();
  double rate = 0.;
  for (int count = 1; count <= 8; ++count) {
    static_cast<void>(
        sweep(by_column_, Direction::suppliers_first, zero.data(), x.data()));
    const double after = norm();
    if (!std::isfinite(after)) return std::numeric_limits<double>::infinity();
    if (after == 0.) return 0.;
    if (count > 5) rate = std::max(rate, after / before);
    before = after;
    if (count >= 5 && after < 1e-250) break;
  }
  return rate;
}

LICHEN_INLINE Vector SweptBlock::bound(const Rows& rows, Direction direction,
                                       std::span<const double> t) const {
  const Index n = size();
  Vector v(detail::at(n), 0.);
  const auto row_of = [&](Index i) {
    double sum = 0.;
    for (Index k = rows.start[detail::at(i)]; k < rows.start[detail::at(i) + 1]; ++k) {
      sum +=
          std::abs(rows.value[detail::at(k)]) * v[detail::at(rows.column[detail::at(k)])];
    }
    return sum;
  };
  // v grows from below towards a solution with the off-diagonal entries 1 % larger, so
  // that one that nearly stands still passes the test after it with t to spare.
  for (Index count = 0;; ++count) {
    double change = 0.;
    for (Index step = 0; step < n; ++step) {
      const Index i = direction == Direction::suppliers_first ? step : n - 1 - step;
      const double sum = t[detail::at(i)] + 1.01 * row_of(i);
      const double next = sum / std::abs(diagonal_[detail::at(i)]);
      if (!(next < 1e300)) return {};
      change = std::max(change, (next - v[detail::at(i)]) / std::max(next, 1e-300));
      v[detail::at(i)] = next;
    }
    if (change < 0.005) break;
    if (count == detail::most_sweeps) return {};
  }
  // ⟨A⟩ v ≥ t / raise, row by row, with room for the rounding of sums of n positive
  // terms.
  const double room = 1. + 4. * static_cast<double>(n + 4) * 0x1p-53;
  double raise = 1.;
  for (Index i = 0; i < n; ++i) {
    const double own = std::abs(diagonal_[detail::at(i)]) * v[detail::at(i)];
    const double w = own / room - row_of(i) * room;
    if (t[detail::at(i)] == 0. && v[detail::at(i)] == 0.) continue;
    if (!(w > 0.)) return {};
    raise = std::max(raise, t[detail::at(i)] / w * room);
  }
  for (double& value : v) value *= raise * room;
  return v;
}

LICHEN_INLINE Vector SweptBlock::bound(std::span<const double> t) const {
  return bound(by_row_, Direction::users_first, t);
}

LICHEN_INLINE Vector SweptBlock::bound_transposed(std::span<const double> t) const {
  return bound(by_column_, Direction::suppliers_first, t);
}

}  // namespace lichen::inline LICHEN_ABI
