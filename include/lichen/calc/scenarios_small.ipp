#pragma once

// The small system of a scenario, M = I + W D with W rows of A⁻¹; theory (3.8).

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "lichen/calc/scenarios_changes.ipp"
#include "lichen/calc/scenarios_rows.ipp"
#include "lichen/config.hpp"
#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

using Rows = std::vector<std::shared_ptr<const InverseRow>>;

/// sum += x y, all of them pairs.
inline void add_product(DoubleDouble& sum, const DoubleDouble& x, const DoubleDouble& y) {
  sum.add_product(x.high, y);
  sum.low += x.low * y.high;
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
  /// R x.
  [[nodiscard]] Vector times_inverse(const Vector& x) const {
    Vector y(size, 0.);
    for (std::size_t l = 0; l < size; ++l) {
      for (std::size_t j = 0; j < size; ++j) y[j] += inverse[place(j, l)] * x[l];
    }
    return y;
  }
};

inline void fill_entries(SmallSystem& m, const ScenarioChanges& changes,
                         const Rows& rows) {
  const std::size_t k = m.size;
  m.entries.assign(k * k, DoubleDouble{});
  m.magnitude.assign(k * k, 0.);
  for (std::size_t l = 0; l < k; ++l) {
    const auto& column = changes.columns[l].technosphere;
    for (std::size_t j = 0; j < k; ++j) {
      DoubleDouble sum{j == l ? 1. : 0., 0.};
      double size = sum.high;
      for (const Difference& d : column) {
        const DoubleDouble w = rows[j]->at(d.row);
        add_product(sum, d.value, w);
        size += std::abs(d.value.high * w.high);
      }
      m.entries[m.place(j, l)] = sum.normalised();
      m.magnitude[m.place(j, l)] = size;
    }
  }
}

/// False where M has no inverse by its pivots.
[[nodiscard]] inline bool invert(SmallSystem& m) {
  const std::size_t k = m.size;
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
/// `uncertain` (the same for a column times the defect of a row).
inline void judge_inverse(SmallSystem& m, const Vector& uncertain) {
  const std::size_t k = m.size;
  const double unit = unit_roundoff * static_cast<double>(k + 8);
  m.defect = m.condition = 0.;
  for (std::size_t l = 0; l < k; ++l) {
    double missed = 0.;
    double condition = 0.;
    for (std::size_t j = 0; j < k; ++j) {
      double f = j == l ? 1. : 0.;
      double size = f;
      double unknown = 0.;
      for (std::size_t i = 0; i < k; ++i) {
        const double r = m.inverse[m.place(i, l)];
        f -= m.entries[m.place(j, i)].high * r;
        size += m.magnitude[m.place(j, i)] * std::abs(r);
        unknown += uncertain[m.place(j, i)] * std::abs(r);
      }
      missed += m.scale[j] * (std::abs(f) + unit * size + unknown);
      condition += m.scale[j] * size;
    }
    m.defect = std::max(m.defect, rounded_up(missed / m.scale[l], 8. * unit));
    m.condition = std::max(m.condition, condition / m.scale[l]);
  }
}

}  // namespace lichen::inline LICHEN_ABI::detail
