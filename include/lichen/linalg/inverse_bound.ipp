#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "lichen/linalg/block.hpp"
#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/inverse_bound.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline constexpr Index verified_limit = 256;

/// Adds a multiple of a column of n numbers to another.
inline void add_scaled(double* y, double value, const double* x, Index n) {
  for (Index i = 0; i < n; ++i) y[i] += value * x[i];
}

/// |M| x for a dense matrix by columns, and |Mᵀ| x; M is given by its magnitudes.
[[nodiscard]] inline Vector times(const Vector& magnitude, std::span<const double> x) {
  const auto n = static_cast<Index>(x.size());
  Vector y(x.size(), 0.);
  for (Index j = 0; j < n; ++j) {
    if (x[at(j)] == 0.) continue;
    add_scaled(y.data(), x[at(j)], magnitude.data() + static_cast<std::ptrdiff_t>(j) * n,
               n);
  }
  return y;
}

[[nodiscard]] inline Vector times_transposed(const Vector& magnitude,
                                             std::span<const double> x) {
  const auto n = static_cast<Index>(x.size());
  Vector y(x.size());
  for (Index j = 0; j < n; ++j) {
    y[at(j)] = dot(magnitude.data() + static_cast<std::ptrdiff_t>(j) * n, x.data(), n);
  }
  return y;
}

inline void take_magnitudes(Vector& values) {
  for (double& value : values) value = std::abs(value);
}

/// The smallest θ with x ≤ θ w; not a number where one is not.
[[nodiscard]] inline double ratio(const Vector& x, const Vector& w) {
  double largest = 0.;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double quotient = x[i] / w[i];
    if (!(quotient <= largest)) largest = quotient;
    if (std::isnan(quotient)) return quotient;
  }
  return largest;
}

/// An approximate inverse by columns: n solutions for the columns of the identity.
[[nodiscard]] inline Vector approximate_inverse(const DenseLu& lu) {
  const auto n = at(lu.size());
  Vector inverse(n * n, 0.);
  for (std::size_t j = 0; j < n; ++j) {
    inverse[j * n + j] = 1.;
    lu.solve(std::span<double>(inverse).subspan(j * n, n));
  }
  return inverse;
}

}  // namespace detail

LICHEN_INLINE VerifiedInverse::VerifiedInverse(const OrderedMatrix& m, Index block)
    : n_(m.block_size(block)) {
  const DenseLu lu(n_, detail::dense_block(m, block));
  if (lu.singular()) return;
  const Vector inverse = detail::approximate_inverse(lu);
  magnitude_ = inverse;
  detail::take_magnitudes(magnitude_);
  verify(m, block, inverse);
}

// Any positive weights prove the bound; the sizes that solutions have, |R| |A| u with u
// the size of a solution for the diagonal, make it tight.
LICHEN_INLINE void VerifiedInverse::verify(const OrderedMatrix& m, Index block,
                                           const Vector& inverse) {
  const auto n = detail::at(n_);
  Vector left(n * n, 0.);   // I - R A
  Vector right(n * n, 0.);  // I - A R
  Vector a(n * n, 0.);
  for (std::size_t i = 0; i < n; ++i) left[i * n + i] = right[i * n + i] = 1.;
  struct Entry {
    std::size_t row, column;
    double value;
  };
  std::vector<Entry> entries;
  detail::for_each_in_block(m, block, [&](Index row, Index column, double value) {
    entries.push_back({detail::at(row), detail::at(column), value});
  });
  for (const auto& [row, column, value] : entries) {
    detail::subtract(left.data() + column * n, value, inverse.data() + row * n, n_);
    a[column * n + row] = std::abs(value);
  }
  for (std::size_t k = 0; k < n; ++k) {
    const double* of_inverse = inverse.data() + k * n;
    double* to = right.data() + k * n;
    for (const auto& [row, column, value] : entries)
      to[row] -= value * of_inverse[column];
  }
  detail::take_magnitudes(left);
  detail::take_magnitudes(right);

  Vector own(n);
  for (std::size_t i = 0; i < n; ++i) own[i] = a[i * n + i];
  weight_ = detail::times(magnitude_, own);
  weight_transposed_ = detail::times_transposed(magnitude_, own);
  const double rounding = 2. * static_cast<double>(n_ + 4) * 0x1p-53;
  const auto defect = [&](const Vector& seen, const Vector& hidden, const Vector& w) {
    Vector sum(n);
    for (std::size_t i = 0; i < n; ++i) {
      sum[i] = (seen[i] + rounding * (hidden[i] + w[i])) * (1. + 2. * rounding);
    }
    return detail::ratio(sum, w);
  };
  defect_ = defect(detail::times(left, weight_),
                   detail::times(magnitude_, detail::times(a, weight_)), weight_);
  defect_transposed_ =
      defect(detail::times_transposed(right, weight_transposed_),
             detail::times_transposed(magnitude_,
                                      detail::times_transposed(a, weight_transposed_)),
             weight_transposed_);
  if (!(defect_ < 0.5)) defect_ = 1.;  // also where it is not a number
  if (!(defect_transposed_ < 0.5)) defect_transposed_ = 1.;
}

LICHEN_INLINE void VerifiedInverse::bound(std::span<double> t) const {
  const Vector q = detail::times(magnitude_, t);
  const double missed = detail::ratio(q, weight_) * defect_ / (1. - defect_);
  for (std::size_t i = 0; i < q.size(); ++i) t[i] = q[i] + missed * weight_[i];
}

LICHEN_INLINE void VerifiedInverse::bound_transposed(std::span<double> t) const {
  const Vector q = detail::times_transposed(magnitude_, t);
  const double missed = detail::ratio(q, weight_transposed_) * defect_transposed_ /
                        (1. - defect_transposed_);
  for (std::size_t i = 0; i < q.size(); ++i) t[i] = q[i] + missed * weight_transposed_[i];
}

LICHEN_INLINE InverseBound::InverseBound(std::shared_ptr<const OrderedMatrix> m)
    : m_(std::move(m)), blocks_(detail::at(m_->blocks())) {
  for (Index k = 0; k < m_->blocks(); ++k) {
    const Index n = m_->block_size(k);
    if (n == 1) continue;
    if (n <= detail::verified_limit) {
      blocks_[detail::at(k)].inverse = std::make_unique<VerifiedInverse>(*m_, k);
    } else {
      blocks_[detail::at(k)].swept = std::make_unique<SweptBlock>(*m_, k);
    }
  }
}

LICHEN_INLINE bool InverseBound::bound_block(Index block, std::span<double> t,
                                             Side side) const {
  if (std::all_of(t.begin(), t.end(), [](double value) { return value == 0.; })) {
    return true;
  }
  const Block& way = blocks_[detail::at(block)];
  if (way.inverse) {
    if (!way.inverse->holds()) return false;
    side == Side::plain ? way.inverse->bound(t) : way.inverse->bound_transposed(t);
    return true;
  }
  const Vector v =
      side == Side::plain ? way.swept->bound(t) : way.swept->bound_transposed(t);
  std::copy(v.begin(), v.end(), t.begin());
  return !v.empty();
}

// Every number is a sum of products of positive ones, so that each rounding lowers the
// result by a factor of at least 1 - u, and there are no more roundings than this.
LICHEN_INLINE double InverseBound::room() const {
  double roundings = 16. * static_cast<double>(m_->size());
  roundings += 2. * static_cast<double>(m_->outer.value.size());
  for (Index k = 0; k < m_->blocks(); ++k) {
    const auto n = static_cast<double>(m_->block_size(k));
    if (n > 1. && blocks_[detail::at(k)].inverse) roundings += 4. * n * n;
    if (n > 1. && blocks_[detail::at(k)].swept) roundings += 4. * n;
  }
  return 1. + 4. * roundings * 0x1p-53;
}

LICHEN_INLINE std::optional<Vector> InverseBound::bound(VectorView t) const {
  const OrderedMatrix& m = *m_;
  Vector x(t.size());
  for (std::size_t p = 0; p < x.size(); ++p) x[p] = t[detail::at(m.row_at[p])];
  for (Index k = m.blocks() - 1; k >= 0; --k) {
    const auto first = detail::at(m.block_start[detail::at(k)]);
    const auto n = detail::at(m.block_size(k));
    if (n == 1) {
      x[first] /= std::abs(m.diagonal[first]);
    } else if (!bound_block(k, std::span<double>(x).subspan(first, n), Side::plain)) {
      return std::nullopt;
    }
    for (std::size_t p = first; p < first + n; ++p) {
      if (x[p] == 0.) continue;
      for (Index e = m.outer.start[p]; e < m.outer.start[p + 1]; ++e) {
        x[detail::at(m.outer.row[detail::at(e)])] +=
            std::abs(m.outer.value[detail::at(e)]) * x[p];
      }
    }
  }
  const double factor = room();
  Vector result(x.size());
  for (std::size_t p = 0; p < x.size(); ++p) {
    result[detail::at(m.column_at[p])] = x[p] * factor;
  }
  return result;
}

LICHEN_INLINE std::optional<Vector> InverseBound::bound_transposed(VectorView t) const {
  const OrderedMatrix& m = *m_;
  Vector x(t.size());
  for (std::size_t p = 0; p < x.size(); ++p) x[p] = t[detail::at(m.column_at[p])];
  for (Index k = 0; k < m.blocks(); ++k) {
    const auto first = detail::at(m.block_start[detail::at(k)]);
    const auto n = detail::at(m.block_size(k));
    for (std::size_t p = first; p < first + n; ++p) {
      for (Index e = m.outer.start[p]; e < m.outer.start[p + 1]; ++e) {
        x[p] += std::abs(m.outer.value[detail::at(e)]) *
                x[detail::at(m.outer.row[detail::at(e)])];
      }
    }
    if (n == 1) {
      x[first] /= std::abs(m.diagonal[first]);
    } else if (!bound_block(k, std::span<double>(x).subspan(first, n),
                            Side::transposed)) {
      return std::nullopt;
    }
  }
  const double factor = room();
  Vector result(x.size());
  for (std::size_t p = 0; p < x.size(); ++p) {
    result[detail::at(m.row_at[p])] = x[p] * factor;
  }
  return result;
}

}  // namespace lichen::inline LICHEN_ABI
