#pragma once

/// @file
/// The inner loop of sums of rows of lanes, each times a pair of doubles.

#include <cmath>
#include <cstddef>

#include "lichen/config.hpp"
#include "lichen/linalg/lane_kernels.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// The data of one sum: Σ (high_e + low_e) x of row position_e, x as pairs too.
struct LaneCombination {
  const Index* position;
  const double *high, *low;  ///< of each entry
  std::ptrdiff_t count;
  const double *row_high, *row_low;  ///< rows of lanes
  double *sum_high, *sum_low;        ///< one row of lanes, replaced
  double* size;                      ///< sum of magnitudes, replaced
};

/// @pre no number is near the largest one.
template <int W, int native, bool fused>
LICHEN_KERNEL void combine_rows(const LaneCombination& t) {
  using V = Lane<W, native>;
  LanePair<W, native> sum;
  V size{};
  for (std::ptrdiff_t e = 0; e < t.count; ++e) {
    const auto x = pair_at<W, native>(t.row_high, t.row_low, t.position[e]);
    sum.template subtract_product<fused>(-t.high[e], x);
    sum.low += t.low[e] * x.high;
    size += std::abs(t.high[e]) * magnitude(x.high);
  }
  const LanePair<W, native> exact = sum.normalised();
  exact.high.store(t.sum_high);
  exact.low.store(t.sum_low);
  size.store(t.size);
}

}  // namespace lichen::inline LICHEN_ABI::detail
