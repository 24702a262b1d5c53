#pragma once

// A scenario's scores from the prices of the base and rows of A⁻¹; theory (3.8).

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "lichen/calc/burden.ipp"
#include "lichen/calc/scenarios_changes.ipp"
#include "lichen/calc/scenarios_small.ipp"
#include "lichen/config.hpp"
#include "lichen/linalg/double_double.hpp"

namespace lichen::inline LICHEN_ABI::detail {

using SparseDemand = std::span<const ProductAmount>;

/// What the update reads of the base.
struct UpdateBase {
  const PreparedScores& prices;
  const FactorsOfFlow& factors;
  const ErrorScale& scale;
};

/// What one category makes of the changes, one entry per changed column.
struct CategoryChange {
  std::vector<DoubleDouble> gain;  ///< g = δp - Dᵀ λ
  Vector magnitude;                ///< of the terms of g
  Vector returns;                  ///< q = gᵀ R, near y of Mᵀ y = g
  double excess = 0.;      ///< |y - q| ≤ excess × size of each column, in theory (3.8)
  Vector estimate, bound;  ///< |error of λ|ᵀ |D|
};

/// The parts of an update that all demands share.
class ScenarioUpdate {
 public:
  ScenarioUpdate(const UpdateBase& base, const ScenarioChanges& changes, Rows rows)
      : base_(base), changes_(changes), rows_(std::move(rows)) {
    m_.size = changes.columns.size();
    for (const ColumnChange& column : changes.columns) {
      m_.scale.push_back(base.scale.size[detail::at(column.column)]);
    }
    fill_entries(m_, changes, rows_);
    reach_of_changes();
    usable_ = invert(m_);
    if (!usable_) return;
    judge_inverse(m_, uncertain_);
    usable_ = m_.defect < 0.5 && m_.condition < most_condition;
    if (usable_) price_changes();
  }

  /// False where M has no inverse, or loses too many digits.
  [[nodiscard]] bool usable() const { return usable_; }

  /// The scores of a demand; none where they would be worse than a rebuilt system's.
  [[nodiscard]] std::optional<std::vector<Score>> scores(SparseDemand demand) const;

 private:
  /// A pivot that only rounding keeps from 0 belongs to a singular system.
  static constexpr double most_condition = 0x1p46;

  /// z of M z = W f, the changed columns' part of the new scaling.
  struct Scaling {
    std::vector<DoubleDouble> z;
    Vector left;       ///< t = W f - M z
    Vector magnitude;  ///< of the terms of t
    Vector unsure;     ///< |error of W|, times |f| + |D| |z|
  };

  void reach_of_changes();
  void price_changes();
  void price_returns(CategoryChange& category) const;
  [[nodiscard]] DoubleDouble burden_change(std::size_t category, std::size_t column,
                                           double& magnitude) const;
  [[nodiscard]] Scaling scaling(SparseDemand demand) const;
  void leave(Scaling& scaling, const std::vector<DoubleDouble>& wf) const;
  [[nodiscard]] Score score(std::size_t category, SparseDemand demand,
                            const Scaling& scaling, double& gross) const;
  [[nodiscard]] double terms(SparseDemand demand) const;

  UpdateBase base_;
  const ScenarioChanges& changes_;
  Rows rows_;
  SmallSystem m_;
  Vector reach_;      ///< bound of the scale at |D|, one per column (where it has one)
  Vector uncertain_;  ///< of the entries of M
  std::vector<CategoryChange> categories_;
  bool usable_ = false;
};

inline void ScenarioUpdate::reach_of_changes() {
  const std::size_t k = m_.size;
  reach_.assign(k, 0.);
  uncertain_.assign(k * k, 0.);
  for (std::size_t l = 0; l < k; ++l) {
    for (const Difference& d : changes_.columns[l].technosphere) {
      const double size = std::abs(d.value.high);
      if (base_.scale.bound) reach_[l] += (*base_.scale.bound)[detail::at(d.row)] * size;
      for (std::size_t j = 0; j < k && !base_.scale.bound; ++j) {
        uncertain_[m_.place(j, l)] += rows_[j]->estimate[detail::at(d.row)] * size;
      }
    }
    for (std::size_t j = 0; j < k && base_.scale.bound; ++j) {
      uncertain_[m_.place(j, l)] = rows_[j]->defect * reach_[l];
    }
  }
}

inline DoubleDouble ScenarioUpdate::burden_change(std::size_t category,
                                                  std::size_t column,
                                                  double& magnitude) const {
  DoubleDouble sum;
  for (const Difference& d : changes_.columns[column].biosphere) {
    const auto flow = detail::at(d.row);
    for (std::size_t e = base_.factors.start[flow]; e < base_.factors.start[flow + 1];
         ++e) {
      if (base_.factors.category[e] != category) continue;
      sum.add_product(base_.factors.factor[e], d.value);
      magnitude += std::abs(base_.factors.factor[e] * d.value.high);
    }
  }
  return sum;
}

inline void ScenarioUpdate::price_changes() {
  const std::size_t k = m_.size;
  const auto count = static_cast<std::size_t>(base_.prices.categories());
  categories_.resize(count);
  for (std::size_t c = 0; c < count; ++c) {
    CategoryChange& category = categories_[c];
    const bool proved = base_.prices.proved(static_cast<Index>(c));
    category.magnitude.assign(k, 0.);
    category.estimate.assign(k, 0.);
    if (proved) category.bound.assign(k, 0.);
    for (std::size_t l = 0; l < k; ++l) {
      DoubleDouble gain = burden_change(c, l, category.magnitude[l]);
      for (const Difference& d : changes_.columns[l].technosphere) {
        const ProductPrice price = base_.prices.price(static_cast<Index>(c), d.row);
        const double size = std::abs(d.value.high);
        add_product(gain, {-d.value.high, -d.value.low}, price.value);
        category.magnitude[l] += size * std::abs(price.value.high);
        category.estimate[l] += size * price.estimate;
        if (proved) category.bound[l] += size * price.bound;
      }
      category.gain.push_back(gain.normalised());
    }
    price_returns(category);
  }
}

// The excess holds what R misses and the rounding of q.
inline void ScenarioUpdate::price_returns(CategoryChange& category) const {
  const std::size_t k = m_.size;
  category.returns.assign(k, 0.);
  double largest = 0.;
  for (std::size_t l = 0; l < k; ++l) {
    double size = 0.;
    for (std::size_t j = 0; j < k; ++j) {
      const double r = m_.inverse[m_.place(j, l)];
      category.returns[l] += category.gain[j].high * r;
      size += category.magnitude[j] * std::abs(r);
    }
    largest = std::max(largest, size / m_.scale[l]);
  }
  const double missed =
      m_.defect / (1. - m_.defect) + static_cast<double>(k + 8) * unit_roundoff;
  category.excess = rounded_up(largest * missed, static_cast<double>(k));
}

inline double ScenarioUpdate::terms(SparseDemand demand) const {
  return 4. * static_cast<double>(demand.size() + changes_.technosphere_entries +
                                  changes_.biosphere_entries + m_.size + 4);
}

inline void ScenarioUpdate::leave(Scaling& s, const std::vector<DoubleDouble>& wf) const {
  for (std::size_t j = 0; j < m_.size; ++j) {
    DoubleDouble sum = wf[j];
    for (std::size_t l = 0; l < m_.size; ++l) {
      const DoubleDouble& entry = m_.entries[m_.place(j, l)];
      add_product(sum, {-s.z[l].high, -s.z[l].low}, entry);
    }
    s.left[j] = sum.rounded();
  }
}

// Refined twice with residuals of twice the digits: z is then a pair that is right to
// most of them.
inline ScenarioUpdate::Scaling ScenarioUpdate::scaling(SparseDemand demand) const {
  const std::size_t k = m_.size;
  Scaling s{std::vector<DoubleDouble>(k), Vector(k, 0.), Vector(k, 0.), Vector(k, 0.)};
  std::vector<DoubleDouble> wf(k);
  double reached = 0.;
  for (const auto& [product, amount] : demand) {
    if (base_.scale.bound) {
      reached += (*base_.scale.bound)[detail::at(product)] * std::abs(amount);
    }
    for (std::size_t j = 0; j < k; ++j) {
      const DoubleDouble w = rows_[j]->at(product);
      wf[j].add_product(amount, w);
      s.magnitude[j] += std::abs(amount * w.high);
      if (!base_.scale.bound) {
        s.unsure[j] += rows_[j]->estimate[detail::at(product)] * std::abs(amount);
      }
    }
  }
  for (std::size_t j = 0; j < k; ++j) s.left[j] = wf[j].rounded();
  for (int step = 0; step < 3; ++step) {
    const Vector more = m_.times_inverse(s.left);
    for (std::size_t j = 0; j < k; ++j) {
      s.z[j].add(more[j]);
      s.z[j] = s.z[j].normalised();
    }
    leave(s, wf);
  }
  for (std::size_t l = 0; l < k; ++l) {
    const double size = std::abs(s.z[l].high);
    reached += reach_[l] * size;
    for (std::size_t j = 0; j < k; ++j) {
      s.magnitude[j] += m_.magnitude[m_.place(j, l)] * size;
      if (!base_.scale.bound) s.unsure[j] += uncertain_[m_.place(j, l)] * size;
    }
  }
  for (std::size_t j = 0; j < k && base_.scale.bound; ++j) {
    s.unsure[j] = rows_[j]->defect * reached;
  }
  return s;
}

// h = λᵀ f + gᵀ z + yᵀ t is exact for any z; theory (3.8).
inline Score ScenarioUpdate::score(std::size_t c, SparseDemand demand, const Scaling& s,
                                   double& gross) const {
  const CategoryChange& category = categories_[c];
  const bool proved = base_.scale.bound && base_.prices.proved(static_cast<Index>(c));
  DoubleDouble sum;
  double estimate = 0.;
  double bound = 0.;
  for (const auto& [product, amount] : demand) {
    const ProductPrice price = base_.prices.price(static_cast<Index>(c), product);
    sum.add_product(amount, price.value);
    gross += std::abs(amount * price.value.high);
    estimate += std::abs(amount) * price.estimate;
    if (proved) bound += std::abs(amount) * price.bound;
  }
  const double gamma = gamma_two(terms(demand));
  double update = 0.;
  for (std::size_t l = 0; l < m_.size; ++l) {
    const double size = std::abs(s.z[l].high);
    const double q = category.returns[l];
    add_product(sum, category.gain[l], s.z[l]);
    sum.add_product(q, s.left[l]);
    gross += category.magnitude[l] * size + std::abs(q * s.left[l]);
    estimate += category.estimate[l] * size;
    if (proved) bound += category.bound[l] * size;
    const double excess = category.excess * m_.scale[l];
    update += (std::abs(q) + excess) * (s.unsure[l] + gamma * s.magnitude[l]) +
              (excess + unit_roundoff * std::abs(q)) * std::abs(s.left[l]);
  }
  Score score{sum.rounded(), {}};
  const double rounding = unit_roundoff * std::abs(score.value) + gamma * gross + update;
  score.error.estimate = estimate + rounding;
  if (proved) score.error.bound = rounded_up(bound + rounding, terms(demand));
  return score;
}

inline std::optional<std::vector<Score>> ScenarioUpdate::scores(
    SparseDemand demand) const {
  std::vector<Score> all;
  all.reserve(categories_.size());
  const Scaling s = scaling(demand);
  for (std::size_t c = 0; c < categories_.size(); ++c) {
    double gross = 0.;
    const Score one = score(c, demand, s, gross);
    const double error = one.error.printed();
    const bool good = error <= 1e-13 * std::abs(one.value) || error <= 1e-24 * gross;
    if (!good || !std::isfinite(one.value)) return std::nullopt;
    all.push_back(one);
  }
  return all;
}

}  // namespace lichen::inline LICHEN_ABI::detail
