#pragma once

/// @file
/// The inner loop of Bᵀ c for several vectors c at once.

#include <cmath>
#include <cstddef>

#include "lichen/config.hpp"
#include "lichen/linalg/lane_kernels.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// The data of one product: sums of the columns of B, each entry times the lanes of its
/// row, as pairs.
struct LaneProducts {
  const Index* start;  ///< entries of column j: from start[j] to before end[j]
  const Index* end;
  const Index* row;
  const double* value;
  const Index* position;  ///< of each column: the row of lanes that its sum goes to
  Index columns;
  const double* factor;     ///< a row of lanes for each row of B
  const char* has_factors;  ///< zero for rows of B whose lanes are all zero
  double *high, *low;       ///< sums, a row of lanes for each position
  double* size;             ///< sums of magnitudes; not a number where an entry is not
};

template <int W, int native>
LICHEN_KERNEL void product_rows(const LaneProducts& t) {
  using V = Lane<W, native>;
  for (Index column = 0; column < t.columns; ++column) {
    const std::ptrdiff_t p = t.position[column];
    LanePair<W, native> sum;
    V size{};
    double poison = 0.;
    for (Index k = t.start[column]; k < t.end[column]; ++k) {
      const double value = t.value[k];
      poison += value - value;
      if (t.has_factors[t.row[k]] == 0) continue;
      const V factor = V::load(t.factor + std::ptrdiff_t{t.row[k]} * W);
      sum.subtract_product(-value, {factor, V{}});
      size += std::abs(value) * magnitude(factor);
    }
    const LanePair<W, native> exact = sum.normalised();
    exact.high.store(t.high + p * W);
    exact.low.store(t.low + p * W);
    for (int l = 0; l < W; ++l) t.size[p * W + l] = poison;
    (size + V::load(t.size + p * W)).store(t.size + p * W);
  }
}

}  // namespace lichen::inline LICHEN_ABI::detail
