#pragma once

/// @file
/// The inner loops that look for v > 0 with ⟨A⟩ v ≥ t and test it, for several t at once.

#include <cmath>
#include <cstddef>

#include "lichen/config.hpp"
#include "lichen/linalg/lane_number.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// The data of one pass over the equations from `first` to before `last`; t and v hold a
/// row of lanes for each position.
struct LaneBound {
  const PackedColumns* equations;  ///< the entries without the diagonal
  const double* diagonal;
  Index first, last;
  bool ascending;
  const double* t;
  double* v;
  const double* active;  ///< one number per lane, 0 for those that stand still
  double* result;        ///< one number per lane
};

template <int W, int native>
LICHEN_KERNEL Lane<W, native> magnitudes_of_row(const LaneBound& s, std::ptrdiff_t i) {
  using V = Lane<W, native>;
  const Index* const start = s.equations->start.data();
  const Index* const other = s.equations->row.data();
  const double* const value = s.equations->value.data();
  V sum{};
  for (Index k = start[i]; k < start[i + 1]; ++k) {
    sum += std::abs(value[k]) * V::load(s.v + std::ptrdiff_t{other[k]} * W);
  }
  return sum;
}

/// v grows from below towards a solution with the off-diagonal entries 1 % larger, so
/// that one that nearly stands still passes the test after it with t to spare. The result
/// is the largest relative change, or more than 1 where a value leaves the range.
template <int W, int native>
LICHEN_KERNEL void grow_rows(const LaneBound& s) {
  using V = Lane<W, native>;
  const V active = V::load(s.active);
  V change{};
  V largest{};
  for (Index step = s.first; step < s.last; ++step) {
    const std::ptrdiff_t i = s.ascending ? step : s.first + (s.last - 1 - step);
    const V sum = V::load(s.t + i * W) + 1.01 * magnitudes_of_row<W, native>(s, i);
    const V old = V::load(s.v + i * W);
    const V next = chosen(active, (1. / std::abs(s.diagonal[i])) * sum, old);
    change = larger((next - old) * inverse_of_positive(next), change);
    largest = larger(next, largest);
    next.store(s.v + i * W);
  }
  (change + 1e-299 * largest).store(s.result);
}

/// By how much v is to be multiplied so that ⟨A⟩ v ≥ t, with room for the rounding of
/// sums of n positive terms; infinite where no multiple does.
template <int W, int native>
LICHEN_KERNEL void test_rows(const LaneBound& s) {
  using V = Lane<W, native>;
  const double room = 1. + 4. * (static_cast<double>(s.last - s.first) + 4.) * 0x1p-53;
  double raise[W];
  for (double& factor : raise) factor = 1.;
  for (std::ptrdiff_t i = s.first; i < s.last; ++i) {
    const V sum = magnitudes_of_row<W, native>(s, i);
    double hidden[W];
    sum.store(hidden);
    for (int l = 0; l < W; ++l) {
      const double own = s.v[i * W + l];
      const double wanted = s.t[i * W + l];
      if (wanted == 0. && own == 0.) continue;
      const double w = std::abs(s.diagonal[i]) * own / room - hidden[l] * room;
      const double factor = w > 0. ? wanted / w * room : HUGE_VAL;
      if (!(factor <= raise[l])) raise[l] = factor;
    }
  }
  for (int l = 0; l < W; ++l) s.result[l] = raise[l] * room;
}

}  // namespace lichen::inline LICHEN_ABI::detail
