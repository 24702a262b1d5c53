#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/residual.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

[[nodiscard]] inline DoubleDouble element(ExtendedView v, std::size_t i) {
  return {v.high[i], v.low.empty() ? 0. : v.low[i]};
}

}  // namespace detail

LICHEN_INLINE double Residual::backward_error() const {
  double largest = 0.;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i]) || !std::isfinite(magnitudes[i])) {
      return std::numeric_limits<double>::quiet_NaN();
    }
    if (values[i] == 0.) continue;
    largest = std::max(largest, std::abs(values[i]) / magnitudes[i]);
  }
  return largest;
}

LICHEN_INLINE Residual residual(const SparseMatrix& a, ExtendedView x, ExtendedView b) {
  std::vector<DoubleDouble> sums(b.high.size());
  Residual r{Vector(sums.size()), Vector(sums.size())};
  for (std::size_t i = 0; i < sums.size(); ++i) {
    sums[i] = detail::element(b, i);
    r.magnitudes[i] = std::abs(sums[i].high);
  }
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    const DoubleDouble value = detail::element(x, detail::at(j));
    if (value.high == 0. && value.low == 0.) continue;
    const double size = std::abs(value.high);
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      const auto i = detail::at(static_cast<Index>(it.row()));
      sums[i].add_product(-it.value(), value);
      r.magnitudes[i] += std::abs(it.value()) * size;
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) r.values[i] = sums[i].rounded();
  return r;
}

LICHEN_INLINE Residual residual_transposed(const SparseMatrix& a, ExtendedView x,
                                           ExtendedView b) {
  Residual r{Vector(b.high.size()), Vector(b.high.size())};
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    DoubleDouble sum = detail::element(b, detail::at(j));
    double magnitude = std::abs(sum.high);
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      const DoubleDouble value =
          detail::element(x, detail::at(static_cast<Index>(it.row())));
      sum.add_product(-it.value(), value);
      magnitude += std::abs(it.value() * value.high);
    }
    r.values[detail::at(j)] = sum.rounded();
    r.magnitudes[detail::at(j)] = magnitude;
  }
  return r;
}

}  // namespace lichen::inline LICHEN_ABI
