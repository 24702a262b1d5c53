#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "lichen/linalg/block.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/scaling.hpp"
#include "lichen/linalg/sweep_split.hpp"

namespace lichen::inline LICHEN_ABI {

LICHEN_INLINE SweepSplit::SweepSplit(const OrderedMatrix& m, Index block, Side side)
    : side_(side) {
  const Index n = m.block_size(block);
  const auto first = m.diagonal.begin() + m.block_start[detail::at(block)];
  diagonal_.assign(first, first + n);
  if (side_ == Side::plain) std::reverse(diagonal_.begin(), diagonal_.end());
  place_entries(m, block);
}

// Counts, then places, so that entries of a row come in a fixed order without sorting.
LICHEN_INLINE void SweepSplit::place_entries(const OrderedMatrix& m, Index block) {
  const Index n = size();
  const auto visit_all = [&](auto visit) {
    detail::for_each_in_block(m, block, [&](Index row, Index column, double value) {
      if (row == column) return;
      const bool plain = side_ == Side::plain;
      const Index i = plain ? n - 1 - row : column;
      const Index j = plain ? n - 1 - column : row;
      visit(i, j, value);
    });
  };
  start_.assign(detail::at(n) + 1, 0);
  middle_.assign(detail::at(n), 0);
  visit_all([&](Index i, Index j, double) {
    ++start_[detail::at(i) + 1];
    if (j < i) ++middle_[detail::at(i)];
  });
  for (std::size_t i = 0; i < middle_.size(); ++i) {
    start_[i + 1] += start_[i];
    middle_[i] += start_[i];
  }
  column_.resize(detail::at(start_.back()));
  value_.resize(column_.size());
  std::vector<Index> lower(start_.begin(), start_.end() - 1);
  std::vector<Index> upper = middle_;
  visit_all([&](Index i, Index j, double value) {
    const auto place =
        detail::at(j < i ? lower[detail::at(i)]++ : upper[detail::at(i)]++);
    column_[place] = j;
    value_[place] = value / diagonal_[detail::at(i)];
  });
}

LICHEN_INLINE Vector SweepSplit::load(std::span<const double> b) const {
  Vector x(b.begin(), b.end());
  if (side_ == Side::plain) std::reverse(x.begin(), x.end());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] /= diagonal_[i];
  return x;
}

LICHEN_INLINE void SweepSplit::store(const Vector& x, std::span<double> into) const {
  if (side_ == Side::plain) {
    std::reverse_copy(x.begin(), x.end(), into.begin());
  } else {
    std::copy(x.begin(), x.end(), into.begin());
  }
}

LICHEN_INLINE void SweepSplit::solve_lower(double* x) const {
  for (Index i = 0; i < size(); ++i) {
    double sum = x[i];
    for (Index k = start_[detail::at(i)]; k < middle_[detail::at(i)]; ++k) {
      sum -= value_[detail::at(k)] * x[column_[detail::at(k)]];
    }
    x[i] = sum;
  }
}

LICHEN_INLINE void SweepSplit::times_upper(const double* x, double* y) const {
  for (Index i = 0; i < size(); ++i) {
    double sum = 0.;
    for (Index k = middle_[detail::at(i)]; k < start_[detail::at(i) + 1]; ++k) {
      sum += value_[detail::at(k)] * x[column_[detail::at(k)]];
    }
    y[i] = sum;
  }
}

LICHEN_INLINE void SweepSplit::sweep(const double* b, double* x) const {
  for (Index i = 0; i < size(); ++i) {
    double sum = b[i];
    for (Index k = start_[detail::at(i)]; k < start_[detail::at(i) + 1]; ++k) {
      sum -= value_[detail::at(k)] * x[column_[detail::at(k)]];
    }
    x[i] = sum;
  }
}

LICHEN_INLINE double SweepSplit::residual(const double* b, const double* x, double* r,
                                          double* magnitude) const {
  double largest = 0.;
  for (Index i = 0; i < size(); ++i) {
    double sum = b[i] - x[i];
    double size = std::abs(b[i]) + std::abs(x[i]);
    for (Index k = start_[detail::at(i)]; k < start_[detail::at(i) + 1]; ++k) {
      const double term = value_[detail::at(k)] * x[column_[detail::at(k)]];
      sum -= term;
      size += std::abs(term);
    }
    r[i] = sum;
    magnitude[i] = size;
    if (!std::isfinite(size)) return std::numeric_limits<double>::infinity();
    if (size > 0.) largest = std::max(largest, std::abs(sum) / size);
  }
  return largest;
}

LICHEN_INLINE Vector SweepSplit::equilibrating_rows() const {
  Vector row(diagonal_.size(), 1.);
  Vector column(diagonal_.size(), 1.);
  for (int round = 0; round < 6; ++round) {
    Vector largest_row(row.size(), 0.);
    Vector largest_column(row.size(), 0.);
    each([&](std::size_t i, std::size_t j, double value) {
      const double scaled = std::abs(value) * row[i] * column[j];
      largest_row[i] = std::max(largest_row[i], scaled);
      largest_column[j] = std::max(largest_column[j], scaled);
    });
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] *= detail::half_way_to_one(largest_row[i]);
      column[i] *= detail::half_way_to_one(largest_column[i]);
    }
  }
  return row;
}

}  // namespace lichen::inline LICHEN_ABI
