#pragma once

/// @file
/// The inner loop of Bᵀ c for several vectors c at once.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

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
  const char* has_factors;  ///< 0 for rows of B whose lanes are all zero, else 1
  double *high, *low;       ///< sums, a row of lanes for each position
  double* size;             ///< sums of magnitudes; not a number where an entry is not
};

/// Positions of the entries whose rows have factors: without a branch on what no
/// processor foresees.
struct ChosenEntries {
  static constexpr Index most = 256;
  Index entry[most];
  int count;

  LICHEN_KERNEL void choose(const LaneProducts& t, Index first, Index last) {
    count = 0;
    for (Index k = first; k < last; ++k) {
      entry[count] = k;
      count += t.has_factors[t.row[k]];
    }
  }
};

/// The sign bit of the result is set where a number is not finite.
LICHEN_KERNEL std::uint64_t not_finite_mark(const double* value, Index count) {
  constexpr std::uint64_t exponent = 0x7ff0000000000000U;
  constexpr std::uint64_t one = 0x0010000000000000U;
  std::uint64_t mark = 0;
  for (Index k = 0; k < count; ++k) {
    std::uint64_t bits = 0;
    __builtin_memcpy(&bits, value + k, sizeof bits);
    mark |= (bits & exponent) + one;
  }
  return mark;
}

template <int W, int native, bool fused>
LICHEN_KERNEL void product_rows(const LaneProducts& t) {
  using V = Lane<W, native>;
  ChosenEntries chosen;
  for (Index column = 0; column < t.columns; ++column) {
    const std::ptrdiff_t p = t.position[column];
    LanePair<W, native> sum;
    V size{};
    const Index end = t.end[column];
    for (Index k = t.start[column]; k < end; k += ChosenEntries::most) {
      chosen.choose(t, k, std::min(end, k + ChosenEntries::most));
      for (int e = 0; e < chosen.count; ++e) {
        const std::ptrdiff_t i = chosen.entry[e];
        const V factor = V::load(t.factor + std::ptrdiff_t{t.row[i]} * W);
        sum.template subtract_product<fused>(-t.value[i], {factor, V{}});
        size += std::abs(t.value[i]) * magnitude(factor);
      }
    }
    const std::uint64_t mark =
        not_finite_mark(t.value + t.start[column], end - t.start[column]);
    if (mark >> 63U != 0) size = HUGE_VAL * V{} + size;
    const LanePair<W, native> exact = sum.normalised();
    exact.high.store(t.high + p * W);
    exact.low.store(t.low + p * W);
    size.store(t.size + p * W);
  }
}

}  // namespace lichen::inline LICHEN_ABI::detail
