#pragma once

// The small system of a scenario, M = I + W D with W rows of A⁻¹; theory (3.8).

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "lichen/calc/scenarios_changes.ipp"
#include "lichen/calc/scenarios_rows.ipp"
#include "lichen/config.hpp"
#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/run_kernels.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

using Rows = std::vector<InverseRow>;

/// sum += x y, all of them pairs.
inline void add_product(DoubleDouble& sum, const DoubleDouble& x, const DoubleDouble& y) {
  sum.add_product(x.high, y);
  sum.low += x.low * y.high;
}

/// Entries of a sparse vector, as pairs, by position of products.
struct SparsePairs {
  std::vector<Index> position;
  Vector high, low;
};

/// Some entries of it: a column of D, or a demand.
struct PairsView {
  std::span<const Index> position;
  std::span<const double> high, low;
};

[[nodiscard]] inline PairsView view(const SparsePairs& x, std::size_t first,
                                    std::size_t last) {
  return {std::span(x.position).subspan(first, last - first),
          std::span(x.high).subspan(first, last - first),
          std::span(x.low).subspan(first, last - first)};
}
[[nodiscard]] inline PairsView view(const SparsePairs& x) {
  return view(x, 0, x.position.size());
}

/// Sums of up to eight lanes, and of their magnitudes.
struct LaneSums {
  alignas(64) std::array<double, most_lanes> high{};
  alignas(64) std::array<double, most_lanes> low{};
  alignas(64) std::array<double, most_lanes> size{};
};

/// Σ x_e times the rows of lanes at the positions of x.
inline void combine(Index width, const PairsView& x, const double* high,
                    const double* low, LaneSums& sums) {
  run_combination(width, {x.position.data(), x.high.data(), x.low.data(),
                          static_cast<std::ptrdiff_t>(x.position.size()), high, low,
                          sums.high.data(), sums.low.data(), sums.size.data()});
}

/// W x for the rows of a scenario, with the sums of magnitudes: visit(j, sum, size).
template <class Visit>
void times_rows(const Rows& rows, const PairsView& x, Visit visit) {
  const InverseGroup* last = nullptr;
  LaneSums sums;
  for (std::size_t j = 0; j < rows.size(); ++j) {
    const InverseGroup& group = *rows[j].group;
    if (&group != last) {
      combine(group.width, x, group.high.data(), group.low.data(), sums);
    }
    last = &group;
    const std::size_t l = rows[j].lane;
    visit(j, DoubleDouble{sums.high[l], sums.low[l]}, sums.size[l]);
  }
}

/// M and an approximate inverse R, by columns, with what R misses: F = I - M R is below
/// `defect` in the norm that the sizes of the columns weigh.
struct SmallSystem {
  std::size_t size = 0;
  std::vector<DoubleDouble> entries;
  Vector magnitude;  ///< I + |W| |D|
  Vector inverse;
  Vector scale;           ///< size of each changed column
  double defect = 0.;     ///< δ, |F|ᵀ t ≤ δ t
  double condition = 0.;  ///< κ, (magnitude |R|)ᵀ t ≤ κ t

  [[nodiscard]] std::size_t place(std::size_t row, std::size_t column) const {
    return column * size + row;
  }
};

inline void fill_entries(SmallSystem& m, const ScenarioChanges& changes,
                         const SparsePairs& d, const Rows& rows) {
  const std::size_t k = m.size;
  m.entries.assign(k * k, DoubleDouble{});
  m.magnitude.assign(k * k, 0.);
  const auto& start = changes.technosphere.start;
  for (std::size_t l = 0; l < k; ++l) {
    if (start[l] != start[l + 1]) {
      times_rows(rows, view(d, start[l], start[l + 1]),
                 [&](std::size_t j, const DoubleDouble& sum, double size) {
                   m.entries[m.place(j, l)] = sum;
                   m.magnitude[m.place(j, l)] = size;
                 });
    }
    DoubleDouble& own = m.entries[m.place(l, l)];
    own.add(1.);
    own = own.normalised();
    m.magnitude[m.place(l, l)] += 1.;
  }
}

/// False where M has no inverse by its pivots.
[[nodiscard]] inline bool invert(SmallSystem& m) {
  const std::size_t k = m.size;
  if (k == 1) {
    m.inverse = {1. / m.entries[0].high};
    return m.entries[0].high != 0.;
  }
  Vector values(k * k);
  for (std::size_t e = 0; e < values.size(); ++e) values[e] = m.entries[e].high;
  const DenseLu factors(static_cast<Index>(k), std::move(values));
  if (factors.singular()) return false;
  m.inverse.assign(k * k, 0.);
  for (std::size_t l = 0; l < k; ++l) {
    const std::span<double> column(m.inverse.data() + l * k, k);
    column[l] = 1.;
    factors.solve(column);
  }
  return true;
}

/// How far R is from the inverse of the exact M, of which each entry is known to
/// `uncertain`.
inline void judge_inverse(SmallSystem& m, const Vector& uncertain) {
  const std::size_t k = m.size;
  const double unit = unit_roundoff * static_cast<double>(k + 8);
  Vector f(k);
  Vector size(k);
  Vector unknown(k);
  m.defect = m.condition = 0.;
  for (std::size_t l = 0; l < k; ++l) {
    f.assign(k, 0.);
    size.assign(k, 0.);
    unknown.assign(k, 0.);
    f[l] = size[l] = 1.;
    for (std::size_t i = 0; i < k; ++i) {
      const double r = m.inverse[m.place(i, l)];
      for (std::size_t j = 0; j < k; ++j) {
        f[j] -= m.entries[m.place(j, i)].high * r;
        size[j] += m.magnitude[m.place(j, i)] * std::abs(r);
        unknown[j] += uncertain[m.place(j, i)] * std::abs(r);
      }
    }
    double missed = 0.;
    double condition = 0.;
    for (std::size_t j = 0; j < k; ++j) {
      missed += m.scale[j] * (std::abs(f[j]) + unit * size[j] + unknown[j]);
      condition += m.scale[j] * size[j];
    }
    m.defect = std::max(m.defect, rounded_up(missed / m.scale[l], 8. * unit));
    m.condition = std::max(m.condition, condition / m.scale[l]);
  }
}

}  // namespace lichen::inline LICHEN_ABI::detail
