#pragma once

/// @file
/// The inner loops over matrices for several right-hand sides at once. Each lane does the
/// operations of a single right-hand side in the same order: same bits for any width.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <type_traits>

#include "lichen/config.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/lane_number.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// What one sweep does beside sweeping.
enum class SweepPart { none, sizes, test };

/// The data of one sweep over the equations d_i x_i + Σ_j v_ij x_j = b_i from `first` to
/// before `last`; b, x and inverse_size hold a row of lanes for each i from 0 on.
struct Sweep {
  const PackedColumns* equations;  ///< v, without the diagonal
  const double* inverse_diagonal;  ///< 1 / d
  Index first, last;
  bool ascending;
  const double* b;
  double* x;
  double* inverse_size;  ///< 1 / (|d|⁻¹ (Σ|v||x| + |b|) + |x|)
  const double* active;  ///< one number per lane, 0 for those that stand still
  double* worst;         ///< the largest change of each lane by its size
};

/// x_i = (b_i - Σ_j v_ij x_j) / d_i, one after the other with the newest values
/// (Gauss-Seidel).
template <int W, int native, SweepPart part>
LICHEN_KERNEL void sweep_rows(const Sweep& s) {
  using V = Lane<W, native>;
  const Index* const start = s.equations->start.data();
  const Index* const other = s.equations->row.data();
  const double* const value = s.equations->value.data();
  const V active = V::load(s.active);
  V worst{};
  for (Index step = s.first; step < s.last; ++step) {
    const std::ptrdiff_t i = s.ascending ? step : s.first + (s.last - 1 - step);
    V sum = V::load(s.b + i * W);
    V size = magnitude(sum);
    for (Index k = start[i]; k < start[i + 1]; ++k) {
      const V term = value[k] * V::load(s.x + std::ptrdiff_t{other[k]} * W);
      sum -= term;
      if constexpr (part == SweepPart::sizes) size += magnitude(term);
    }
    const V old = V::load(s.x + i * W);
    const V next = chosen(active, s.inverse_diagonal[i] * sum, old);
    if constexpr (part == SweepPart::sizes) {
      size = std::abs(s.inverse_diagonal[i]) * size + magnitude(next);
      inverse_of_positive(size).store(s.inverse_size + i * W);
    }
    if constexpr (part == SweepPart::test) {
      const V change = magnitude(next - old) * V::load(s.inverse_size + i * W);
      worst = larger(change, worst);
    }
    next.store(s.x + i * W);
  }
  worst.store(s.worst);
}

/// Numbers as unevaluated pairs, lane by lane; the operations of `DoubleDouble`.
template <int W, int native>
struct LanePair {
  using V = Lane<W, native>;
  V high{};
  V low{};

  LICHEN_KERNEL void add(const V& x, const V& rest) {
    const V sum = high + x;
    const V part = sum - high;
    low += ((high - (sum - part)) + (x - part)) + rest;
    high = sum;
  }

  /// The same number with |low| at most half an ulp of high.
  [[nodiscard]] LICHEN_KERNEL LanePair normalised() const {
    LanePair exact{high, V{}};
    exact.add(low, V{});
    return exact;
  }

  /// Adds -a (x.high + x.low). What a product loses in rounding comes from one fused
  /// operation where the processor has it, else from its halves (Dekker): the same
  /// number.
  /// @pre no number is near the largest one, no product near the smallest.
  template <bool fused>
  LICHEN_KERNEL void subtract_product(double a, const LanePair& x) {
    const V rounded = a * x.high;
    const V error =
        fused ? lost_in_product(a, x.high, rounded) : lost_in_halves(a, x.high, rounded);
    add(-rounded, -error - a * x.low);
  }

 private:
  LICHEN_KERNEL static V lost_in_halves(double a, const V& x, const V& rounded) {
    const double a_scaled = 134217729. * a;  // 2^27 + 1
    const double a_high = a_scaled - (a_scaled - a);
    const double a_low = a - a_high;
    const V x_scaled = 134217729. * x;
    const V x_high = x_scaled - (x_scaled - x);
    const V x_low = x - x_high;
    return ((a_high * x_high - rounded) + a_high * x_low + a_low * x_high) +
           a_low * x_low;
  }
};

/// The data of one residual of the transposed matrix, r = b - Aᵀ (x + x_low): one row of
/// lanes per position.
struct LaneResidual {
  const OrderedMatrix* matrix;
  const double *x, *x_low, *b, *b_low;  ///< the low parts may be null
  double* r;
  double* size;   ///< |A|ᵀ |x| + |b|; may be null
  double* worst;  ///< of each lane: the largest |r| / size; not a number where r is not
};

template <int W, int native>
LICHEN_KERNEL LanePair<W, native> pair_at(const double* high, const double* low,
                                          std::ptrdiff_t i) {
  using V = Lane<W, native>;
  return {V::load(high + i * W), low == nullptr ? V{} : V::load(low + i * W)};
}

template <bool fused, int W, int native>
LICHEN_KERNEL void subtract_entry(const LaneResidual& t, double value, std::ptrdiff_t q,
                                  LanePair<W, native>& sum, Lane<W, native>& size) {
  const LanePair<W, native> x = pair_at<W, native>(t.x, t.x_low, q);
  sum.template subtract_product<fused>(value, x);
  size += std::abs(value) * magnitude(x.high);
}

template <int W, int native, bool fused>
LICHEN_KERNEL void residual_rows(const LaneResidual& t) {
  using V = Lane<W, native>;
  const OrderedMatrix& m = *t.matrix;
  V worst{};
  V poison{};
  const std::ptrdiff_t n = m.size();
  for (std::ptrdiff_t p = 0; p < n; ++p) {
    const auto column = static_cast<std::size_t>(p);
    LanePair<W, native> sum = pair_at<W, native>(t.b, t.b_low, p);
    V size = magnitude(sum.high);
    for (const PackedColumns* part : {&m.outer, &m.inner}) {
      const Index* const row = part->row.data();
      const double* const value = part->value.data();
      const Index last = part->start[column + 1];
      for (Index k = part->start[column]; k < last; ++k) {
        subtract_entry<fused>(t, value[k], row[k], sum, size);
      }
    }
    subtract_entry<fused>(t, m.diagonal[column], p, sum, size);
    const V r = sum.high + sum.low;
    r.store(t.r + p * W);
    worst = larger(magnitude(r) * inverse_of_positive(size), worst);
    poison += (r - r) + (size - size);
    if (t.size != nullptr) size.store(t.size + p * W);
  }
  (worst + poison).store(t.worst);
}

}  // namespace lichen::inline LICHEN_ABI::detail
