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
#include "lichen/linalg/run_kernels.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline constexpr Index verified_limit = 256;
inline constexpr Index quickly_inverted = 16;

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
    : m_(std::move(m)), sweeps_(m_), inverses_(detail::at(m_->blocks())) {
  for (Index k = 0; k < m_->blocks(); ++k) {
    const Index n = m_->block_size(k);
    if (n == 1 || n > detail::verified_limit) continue;
    inverses_[detail::at(k)] = std::make_unique<Inverse>();
  }
}

LICHEN_INLINE const VerifiedInverse& InverseBound::inverse(Index block) const {
  Inverse& of = *inverses_[detail::at(block)];
  std::call_once(of.made, [&] { of.value.emplace(*m_, block); });
  return *of.value;
}

// An inverse is the tighter bound, but takes n³ operations to make.
LICHEN_INLINE unsigned InverseBound::bound_block(Index block, Equation equation,
                                                 double* t, Lanes& lanes,
                                                 const LikelyBound& like) const {
  const unsigned all = (1U << static_cast<unsigned>(lanes.width)) - 1U;
  const Index n = m_->block_size(block);
  if (n <= detail::quickly_inverted) {
    return bound_by_inverse(block, equation, all, t, t, lanes);
  }
  const unsigned failed = sweeps_.bound(block, equation, t, lanes, like);
  if (failed == 0 || n > detail::verified_limit) return failed;
  return bound_by_inverse(block, equation, failed, lanes.right.data(), t, lanes);
}

LICHEN_INLINE unsigned InverseBound::bound_by_inverse(Index block, Equation equation,
                                                      unsigned which, const double* right,
                                                      double* t, Lanes& lanes) const {
  const VerifiedInverse& by = inverse(block);
  if (!by.holds()) return which;
  const auto width = static_cast<std::size_t>(lanes.width);
  const std::size_t first = detail::at(m_->block_start[detail::at(block)]);
  Vector lane(detail::at(m_->block_size(block)));
  for (std::size_t l = 0; l < width; ++l) {
    if ((which >> l & 1U) == 0) continue;
    for (std::size_t i = 0; i < lane.size(); ++i) {
      lane[i] = right[(first + i) * width + l];
    }
    equation == Equation::plain ? by.bound(lane) : by.bound_transposed(lane);
    for (std::size_t i = 0; i < lane.size(); ++i) t[(first + i) * width + l] = lane[i];
  }
  return 0;
}

// Every number is a sum of products of positive ones, so that each rounding lowers the
// result by a factor of at least 1 - u, and there are no more roundings than this.
LICHEN_INLINE double InverseBound::room() const {
  double roundings = 16. * static_cast<double>(m_->size());
  roundings += 2. * static_cast<double>(m_->outer.value.size());
  for (Index k = 0; k < m_->blocks(); ++k) {
    const auto n = static_cast<double>(m_->block_size(k));
    if (n > 1.) roundings += inverses_[detail::at(k)] ? 4. * n * n + 4. * n : 4. * n;
  }
  return 1. + 4. * roundings * 0x1p-53;
}

namespace detail {

/// Substitution with magnitudes: what the rest of the matrix adds to a bound.
template <int W, class BoundBlock>
void add_bounds(const OrderedMatrix& m, double* t, BoundBlock bound_block) {
  using V = Lane<W, std::min(W, native_lanes)>;
  for (Index k = m.blocks() - 1; k >= 0; --k) {
    if (!bound_block(k)) continue;
    const std::ptrdiff_t last = m.block_start[at(k) + 1];
    for (std::ptrdiff_t p = m.block_start[at(k)]; p < last; ++p) {
      const V value = V::load(t + p * W);
      const auto column = static_cast<std::size_t>(p);
      for (Index e = m.outer.start[column]; e < m.outer.start[column + 1]; ++e) {
        double* const to = t + std::ptrdiff_t{m.outer.row[at(e)]} * W;
        (V::load(to) + std::abs(m.outer.value[at(e)]) * value).store(to);
      }
    }
  }
}

template <int W, class BoundBlock>
void add_bounds_transposed(const OrderedMatrix& m, double* t, BoundBlock bound_block) {
  using V = Lane<W, std::min(W, native_lanes)>;
  for (Index k = 0; k < m.blocks(); ++k) {
    const std::ptrdiff_t last = m.block_start[at(k) + 1];
    for (std::ptrdiff_t p = m.block_start[at(k)]; p < last; ++p) {
      V sum = V::load(t + p * W);
      const auto column = static_cast<std::size_t>(p);
      for (Index e = m.outer.start[column]; e < m.outer.start[column + 1]; ++e) {
        sum += std::abs(m.outer.value[at(e)]) *
               V::load(t + std::ptrdiff_t{m.outer.row[at(e)]} * W);
      }
      sum.store(t + p * W);
    }
    static_cast<void>(bound_block(k));
  }
}

}  // namespace detail

LICHEN_INLINE unsigned InverseBound::bound(Equation equation, LaneVector& t, Lanes& lanes,
                                           const LikelyBound& like) const {
  const OrderedMatrix& m = *m_;
  unsigned failed = 0;
  // False for a block that nothing reaches.
  const auto bound_one_block = [&](Index k) {
    const std::ptrdiff_t first = m.block_start[detail::at(k)];
    const Index n = m.block_size(k);
    double* const begin = t.data() + first * lanes.width;
    if (detail::all_zero(begin, std::ptrdiff_t{n} * lanes.width)) return false;
    if (n > 1) {
      failed |= bound_block(k, equation, t.data(), lanes, like);
      return true;
    }
    const double own = std::abs(m.diagonal[static_cast<std::size_t>(first)]);
    for (Index l = 0; l < lanes.width; ++l) begin[l] /= own;
    return true;
  };
  detail::with_width(lanes.width, [&](auto w) {
    if (equation == Equation::plain) {
      detail::add_bounds<w()>(m, t.data(), bound_one_block);
    } else {
      detail::add_bounds_transposed<w()>(m, t.data(), bound_one_block);
    }
  });
  const double factor = room();
  for (double& value : t) value *= factor;
  return failed;
}

LICHEN_INLINE std::optional<Vector> InverseBound::bound_one(Equation equation,
                                                            VectorView t) const {
  const bool plain = equation == Equation::plain;
  const std::vector<Index>& from = plain ? m_->row_at : m_->column_at;
  const std::vector<Index>& to = plain ? m_->column_at : m_->row_at;
  LaneVector x = detail::gathered(t, from);
  Lanes lanes(1);
  if (bound(equation, x, lanes) != 0) return std::nullopt;
  return detail::scattered(x, to);
}

LICHEN_INLINE std::optional<Vector> InverseBound::bound(VectorView t) const {
  return bound_one(Equation::plain, t);
}

LICHEN_INLINE std::optional<Vector> InverseBound::bound_transposed(VectorView t) const {
  return bound_one(Equation::transposed, t);
}

}  // namespace lichen::inline LICHEN_ABI
