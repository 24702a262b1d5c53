#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "lichen/base/interruption.hpp"
#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/scaling.hpp"

namespace lichen::inline LICHEN_ABI {
LICHEN_INLINE DenseLu::DenseLu(Index n, Vector by_column)
    : n_(n),
      lu_(std::move(by_column)),
      row_scale_(detail::at(n), 1.),
      column_scale_(detail::at(n), 1.),
      row_at_(detail::at(n)) {
  std::iota(row_at_.begin(), row_at_.end(), 0);
  scale();
  factorise();
}

// Ruiz's equilibration (2001), rounded to powers of two: rows and columns both tend to a
// largest entry near 1 within a few rounds.
LICHEN_INLINE void DenseLu::scale() {
  Vector row(detail::at(n_));
  for (int round = 0; round < 16; ++round) {
    bool changed = false;
    std::fill(row.begin(), row.end(), 0.);
    for (Index j = 0; j < n_; ++j) {
      double* values = column(j);
      double largest = 0.;
      for (Index i = 0; i < n_; ++i) largest = std::max(largest, std::abs(values[i]));
      const double factor = detail::half_way_to_one(largest);
      column_scale_[detail::at(j)] *= factor;
      changed = changed || factor != 1.;
      for (Index i = 0; i < n_; ++i) {
        values[i] *= factor;
        row[detail::at(i)] = std::max(row[detail::at(i)], std::abs(values[i]));
      }
    }
    for (Index i = 0; i < n_; ++i) {
      row[detail::at(i)] = detail::half_way_to_one(row[detail::at(i)]);
      row_scale_[detail::at(i)] *= row[detail::at(i)];
      changed = changed || row[detail::at(i)] != 1.;
    }
    if (!changed) return;
    for (Index j = 0; j < n_; ++j) {
      for (Index i = 0; i < n_; ++i) column(j)[i] *= row[detail::at(i)];
    }
  }
}

LICHEN_INLINE void DenseLu::eliminate_column(Index j) {
  double* target = column(j);
  for (Index k = 0; k < j; ++k) {
    if (target[k] == 0.) continue;
    detail::subtract(target + k + 1, target[k], column(k) + k + 1, n_ - k - 1);
  }
}

LICHEN_INLINE Index DenseLu::best_pivot(Index j) const {
  const double* values = column(j);
  const double* best = std::max_element(values + j, values + n_, [](double x, double y) {
    return std::abs(x) < std::abs(y);
  });
  return static_cast<Index>(best - values);
}

// What eliminating has left of an entry to rounding is measured by the terms that it was
// summed from: sizes of rows and columns do not matter then.
LICHEN_INLINE bool DenseLu::is_significant(Index i, Index j) const {
  const double* values = column(j);
  double size = 0.;
  for (Index k = 0; k < j; ++k) size += std::abs(values[k] * column(k)[i]);
  return std::abs(values[i]) > static_cast<double>(n_) * 0x1p-52 * size;
}

LICHEN_INLINE Index DenseLu::significant_pivot(Index j) const {
  const double* values = column(j);
  Index best = -1;
  for (Index i = j; i < n_; ++i) {
    if (best >= 0 && std::abs(values[i]) <= std::abs(values[best])) continue;
    if (is_significant(i, j)) best = i;
  }
  return best;
}

LICHEN_INLINE void DenseLu::swap_rows(Index i, Index j) {
  std::swap(row_at_[detail::at(i)], row_at_[detail::at(j)]);
  for (Index k = 0; k < n_; ++k) std::swap(column(k)[i], column(k)[j]);
}

// Columns from left to right: each is finished while it is in the cache.
LICHEN_INLINE void DenseLu::factorise() {
  for (Index j = 0; j < n_; ++j) {
    look_for_interruption();
    eliminate_column(j);
    Index pivot = best_pivot(j);
    if (!is_significant(pivot, j)) pivot = significant_pivot(j);
    if (pivot < 0) {
      singular_at_ = j;
      return;
    }
    const double value = column(j)[pivot];
    if (pivot != j) swap_rows(pivot, j);
    for (Index i = j + 1; i < n_; ++i) column(j)[i] /= value;
  }
}

LICHEN_INLINE void DenseLu::solve(std::span<double> x, Vector& work) const {
  Vector& y = work;
  y.resize(detail::at(n_));
  for (std::size_t i = 0; i < y.size(); ++i) {
    const auto row = detail::at(row_at_[i]);
    y[i] = x[row] * row_scale_[row];
  }
  for (Index j = 0; j < n_; ++j) {
    const double value = y[detail::at(j)];
    if (value == 0.) continue;
    detail::subtract(y.data() + j + 1, value, column(j) + j + 1, n_ - j - 1);
  }
  for (Index j = n_ - 1; j >= 0; --j) {
    const double value = y[detail::at(j)] / column(j)[j];
    y[detail::at(j)] = value;
    if (value != 0.) detail::subtract(y.data(), value, column(j), j);
  }
  for (std::size_t j = 0; j < y.size(); ++j) x[j] = y[j] * column_scale_[j];
}

LICHEN_INLINE void DenseLu::solve_transposed(std::span<double> x, Vector& work) const {
  Vector& y = work;
  y.resize(detail::at(n_));
  for (std::size_t j = 0; j < y.size(); ++j) y[j] = x[j] * column_scale_[j];
  for (Index j = 0; j < n_; ++j) {
    double& value = y[detail::at(j)];
    value = (value - detail::dot(column(j), y.data(), j)) / column(j)[j];
  }
  for (Index j = n_ - 2; j >= 0; --j) {
    y[detail::at(j)] -= detail::dot(column(j) + j + 1, y.data() + j + 1, n_ - j - 1);
  }
  for (std::size_t i = 0; i < y.size(); ++i) {
    const auto row = detail::at(row_at_[i]);
    x[row] = y[i] * row_scale_[row];
  }
}

LICHEN_INLINE Vector DenseLu::null_vector() const {
  // The columns before the failed one are upper triangular: U x = -(failed column).
  Vector x(detail::at(n_), 0.);
  const Index last = singular_at_;
  x[detail::at(last)] = 1.;
  for (Index i = 0; i < last; ++i) x[detail::at(i)] = -column(last)[i];
  for (Index j = last - 1; j >= 0; --j) {
    x[detail::at(j)] /= column(j)[j];
    detail::subtract(x.data(), x[detail::at(j)], column(j), j);
  }
  return x;
}

LICHEN_INLINE Vector DenseLu::relative_pivots() const {
  Vector pivots(detail::at(n_));
  double largest = 0.;
  for (Index j = 0; j < n_; ++j) {
    pivots[detail::at(j)] = std::abs(column(j)[j]);
    largest = std::max(largest, pivots[detail::at(j)]);
  }
  for (double& pivot : pivots) pivot /= largest;
  return pivots;
}

}  // namespace lichen::inline LICHEN_ABI
