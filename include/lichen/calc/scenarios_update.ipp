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

/// What the update reads of the base.
struct UpdateBase {
  const PreparedScores& prices;
  const FactorsOfFlow& factors;
  const ErrorScale& scale;

  [[nodiscard]] std::size_t categories() const { return at(prices.categories()); }
  [[nodiscard]] Index groups() const {
    return (prices.categories() + most_lanes - 1) / most_lanes;
  }
};

/// One number per category that is an error estimate and one that is a bound.
struct ErrorParts {
  Vector estimate, bound;
};

/// A demand by positions, and what the base scores for it.
struct PreparedDemand {
  SparsePairs amounts;
  std::vector<DoubleDouble> score;  ///< λᵀ f of each category
  Vector gross;                     ///< |λ|ᵀ |f|
  ErrorParts error;                 ///< |error of λ|ᵀ |f|
  double reached = 0.;              ///< bound of the scale, times |f|
};

/// Σ |x_e| estimate_e and Σ |x_e| bound_e, added for the categories of a group.
inline void add_errors(const PriceLanes& price, const PairsView& x, double* estimate,
                       double* bound) {
  const auto width = at(price.width);
  for (std::size_t e = 0; e < x.position.size(); ++e) {
    const std::size_t i = at(x.position[e]) * width;
    const double size = std::abs(x.high[e]);
    for (std::size_t l = 0; l < width; ++l) {
      estimate[l] += size * price.estimate[i + l];
      bound[l] += size * price.bound[i + l];
    }
  }
}

[[nodiscard]] inline PreparedDemand prepare_demand(
    const UpdateBase& base, std::span<const ProductAmount> demand) {
  PreparedDemand result;
  const std::size_t lanes = at(base.groups() * most_lanes);
  for (const auto& [product, amount] : demand) {
    const Index position = base.prices.positions()[at(product)];
    result.amounts.position.push_back(position);
    result.amounts.high.push_back(amount);
    result.amounts.low.push_back(0.);
    if (base.scale.bound) {
      result.reached += std::abs(amount) * (*base.scale.bound)[at(position)];
    }
  }
  result.score.assign(lanes, {});
  result.gross.assign(lanes, 0.);
  result.error = {Vector(lanes, 0.), Vector(lanes, 0.)};
  for (Index g = 0; g < base.groups(); ++g) {
    const PriceLanes price = base.prices.price_lanes(g);
    const std::size_t c = at(g * most_lanes);
    LaneSums sums;
    combine(price.width, view(result.amounts), price.high.data(), price.low.data(), sums);
    for (std::size_t l = 0; l < at(price.width); ++l) {
      result.score[c + l] = {sums.high[l], sums.low[l]};
      result.gross[c + l] = sums.size[l];
    }
    add_errors(price, view(result.amounts), &result.error.estimate[c],
               &result.error.bound[c]);
  }
  return result;
}

/// The parts of an update that all demands share.
class ScenarioUpdate {
 public:
  ScenarioUpdate(const UpdateBase& base, const ScenarioChanges& changes, Rows rows);

  /// False where M has no inverse, or loses too many digits.
  [[nodiscard]] bool usable() const { return usable_; }

  /// The scores of a demand; none where they would be worse than a rebuilt system's.
  [[nodiscard]] std::optional<std::vector<Score>> scores(
      const PreparedDemand& demand) const;

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

  void place_changes();
  void reach_of_changes();
  void price_changes();
  void add_burdens(std::size_t column);
  void price_returns();
  [[nodiscard]] Scaling scaling(const PreparedDemand& demand) const;
  void improve(Scaling& scaling, const std::vector<DoubleDouble>& wf) const;
  [[nodiscard]] Score score(std::size_t category, const PreparedDemand& demand,
                            const Scaling& scaling, double& gross) const;
  [[nodiscard]] double terms(const PreparedDemand& demand) const;
  /// The place of a category in the lists that have a row of lanes per changed column.
  [[nodiscard]] std::size_t lane(std::size_t column, std::size_t category) const {
    return column * lanes_ + category;
  }

  UpdateBase base_;
  const ScenarioChanges& changes_;
  Rows rows_;
  SparsePairs d_;  ///< D, by column
  SmallSystem m_;
  Vector reach_;      ///< bound of the scale at |D|, one per column (where it has one)
  Vector uncertain_;  ///< of the entries of M
  std::size_t lanes_ = 0;           ///< categories, and what fills their last group
  std::vector<DoubleDouble> gain_;  ///< g = δp - Dᵀ λ
  Vector magnitude_;                ///< of the terms of g
  Vector returns_;                  ///< q = Rᵀ g, near y of Mᵀ y = g
  Vector excess_;     ///< per category: |y - q| ≤ excess × size of each column
  ErrorParts error_;  ///< |error of λ|ᵀ |D|
  bool usable_ = false;
};

inline ScenarioUpdate::ScenarioUpdate(const UpdateBase& base,
                                      const ScenarioChanges& changes, Rows rows)
    : base_(base), changes_(changes), rows_(std::move(rows)) {
  lanes_ = at(base.groups() * most_lanes);
  m_.size = changes.columns.size();
  for (const Index column : changes.columns) {
    m_.scale.push_back(base.scale.size[at(column)]);
  }
  place_changes();
  fill_entries(m_, changes, d_, rows_);
  reach_of_changes();
  usable_ = invert(m_);
  if (!usable_) return;
  judge_inverse(m_, uncertain_);
  usable_ = m_.defect < 0.5 && m_.condition < most_condition;
  if (!usable_) return;
  price_changes();
  price_returns();
}

inline void ScenarioUpdate::place_changes() {
  for (const Index row : changes_.technosphere.row) {
    d_.position.push_back(base_.prices.positions()[at(row)]);
  }
  d_.high = changes_.technosphere.high;
  d_.low = changes_.technosphere.low;
}

inline void ScenarioUpdate::reach_of_changes() {
  const std::size_t k = m_.size;
  reach_.assign(k, 0.);
  uncertain_.assign(k * k, 0.);
  for (std::size_t l = 0; l < k; ++l) {
    const auto& start = changes_.technosphere.start;
    for (std::size_t e = start[l]; e < start[l + 1]; ++e) {
      const double size = std::abs(d_.high[e]);
      if (base_.scale.bound) {
        reach_[l] += (*base_.scale.bound)[at(d_.position[e])] * size;
        continue;
      }
      for (std::size_t j = 0; j < k; ++j) {
        uncertain_[m_.place(j, l)] += rows_[j].estimate(d_.position[e]) * size;
      }
    }
    for (std::size_t j = 0; j < k && base_.scale.bound; ++j) {
      uncertain_[m_.place(j, l)] = rows_[j].defect() * reach_[l];
    }
  }
}

inline void ScenarioUpdate::add_burdens(std::size_t column) {
  const Differences& all = changes_.biosphere;
  for (std::size_t b = all.start[column]; b < all.start[column + 1]; ++b) {
    const auto flow = at(all.row[b]);
    const FactorsOfFlow& factors = base_.factors;
    for (std::size_t e = factors.start[flow]; e < factors.start[flow + 1]; ++e) {
      const std::size_t i = lane(column, factors.category[e]);
      gain_[i].add_product(factors.factor[e], DoubleDouble{all.high[b], all.low[b]});
      magnitude_[i] += std::abs(factors.factor[e] * all.high[b]);
    }
  }
}

inline void ScenarioUpdate::price_changes() {
  const std::size_t k = m_.size;
  gain_.assign(k * lanes_, {});
  magnitude_.assign(k * lanes_, 0.);
  error_ = {Vector(k * lanes_, 0.), Vector(k * lanes_, 0.)};
  const auto& start = changes_.technosphere.start;
  for (std::size_t l = 0; l < k; ++l) {
    add_burdens(l);
    if (start[l] == start[l + 1]) continue;
    const PairsView d = view(d_, start[l], start[l + 1]);
    for (Index g = 0; g < base_.groups(); ++g) {
      const PriceLanes price = base_.prices.price_lanes(g);
      const std::size_t first = lane(l, at(g * most_lanes));
      LaneSums sums;
      combine(price.width, d, price.high.data(), price.low.data(), sums);
      for (std::size_t c = 0; c < at(price.width); ++c) {
        DoubleDouble& gain = gain_[first + c];
        gain.add(-sums.high[c]);
        gain.low -= sums.low[c];
        gain = gain.normalised();
        magnitude_[first + c] += sums.size[c];
      }
      add_errors(price, d, &error_.estimate[first], &error_.bound[first]);
    }
  }
}

// The excess holds what R misses and the rounding of q.
inline void ScenarioUpdate::price_returns() {
  const std::size_t k = m_.size;
  returns_.assign(k * lanes_, 0.);
  excess_.assign(lanes_, 0.);
  Vector size(lanes_);
  for (std::size_t l = 0; l < k; ++l) {
    size.assign(lanes_, 0.);
    for (std::size_t j = 0; j < k; ++j) {
      const double r = m_.inverse[m_.place(j, l)];
      for (std::size_t c = 0; c < lanes_; ++c) {
        returns_[lane(l, c)] += gain_[lane(j, c)].high * r;
        size[c] += magnitude_[lane(j, c)] * std::abs(r);
      }
    }
    for (std::size_t c = 0; c < lanes_; ++c) {
      excess_[c] = std::max(excess_[c], size[c] / m_.scale[l]);
    }
  }
  const double missed =
      m_.defect / (1. - m_.defect) + static_cast<double>(k + 8) * unit_roundoff;
  for (double& excess : excess_) {
    excess = rounded_up(excess * missed, static_cast<double>(k));
  }
}

inline double ScenarioUpdate::terms(const PreparedDemand& demand) const {
  return 4. * static_cast<double>(demand.amounts.position.size() +
                                  changes_.technosphere.size() +
                                  changes_.biosphere.size() + m_.size + 4);
}

// z += R t, then t = W f - M z anew.
inline void ScenarioUpdate::improve(Scaling& s,
                                    const std::vector<DoubleDouble>& wf) const {
  const std::size_t k = m_.size;
  Vector more(k, 0.);
  for (std::size_t l = 0; l < k; ++l) {
    for (std::size_t j = 0; j < k; ++j) {
      more[j] += m_.inverse[m_.place(j, l)] * s.left[l];
    }
  }
  for (std::size_t j = 0; j < k; ++j) {
    s.z[j].add(more[j]);
    s.z[j] = s.z[j].normalised();
  }
  std::vector<DoubleDouble> sum = wf;
  for (std::size_t l = 0; l < k; ++l) {
    const DoubleDouble z{-s.z[l].high, -s.z[l].low};
    for (std::size_t j = 0; j < k; ++j)
      add_product(sum[j], z, m_.entries[m_.place(j, l)]);
  }
  for (std::size_t j = 0; j < k; ++j) s.left[j] = sum[j].rounded();
}

// Refined with residuals of twice the digits: z is then a pair that is right to most of
// them.
inline ScenarioUpdate::Scaling ScenarioUpdate::scaling(
    const PreparedDemand& demand) const {
  const std::size_t k = m_.size;
  Scaling s{std::vector<DoubleDouble>(k), Vector(k, 0.), Vector(k, 0.), Vector(k, 0.)};
  std::vector<DoubleDouble> wf(k);
  times_rows(rows_, view(demand.amounts),
             [&](std::size_t j, const DoubleDouble& sum, double size) {
               wf[j] = sum;
               s.left[j] = sum.rounded();
               s.magnitude[j] = size;
             });
  improve(s, wf);
  improve(s, wf);
  if (k > 1) improve(s, wf);
  double reached = demand.reached;
  for (std::size_t l = 0; l < k; ++l) {
    const double size = std::abs(s.z[l].high);
    reached += reach_[l] * size;
    for (std::size_t j = 0; j < k; ++j) {
      s.magnitude[j] += m_.magnitude[m_.place(j, l)] * size;
      if (!base_.scale.bound) s.unsure[j] += uncertain_[m_.place(j, l)] * size;
    }
  }
  for (std::size_t j = 0; j < k; ++j) {
    if (base_.scale.bound) {
      s.unsure[j] = rows_[j].defect() * reached;
      continue;
    }
    for (std::size_t e = 0; e < demand.amounts.position.size(); ++e) {
      s.unsure[j] += rows_[j].estimate(demand.amounts.position[e]) *
                     std::abs(demand.amounts.high[e]);
    }
  }
  return s;
}

// h = λᵀ f + gᵀ z + yᵀ t is exact for any z; theory (3.8).
inline Score ScenarioUpdate::score(std::size_t c, const PreparedDemand& demand,
                                   const Scaling& s, double& gross) const {
  const PriceLanes price = base_.prices.price_lanes(static_cast<Index>(c) / most_lanes);
  const bool proved = base_.scale.bound && (price.unproved >> (c % most_lanes) & 1U) == 0;
  DoubleDouble sum = demand.score[c];
  gross = demand.gross[c];
  double estimate = demand.error.estimate[c];
  double bound = demand.error.bound[c];
  const double gamma = gamma_two(terms(demand));
  double update = 0.;
  for (std::size_t l = 0; l < m_.size; ++l) {
    const std::size_t i = lane(l, c);
    const double size = std::abs(s.z[l].high);
    const double q = returns_[i];
    add_product(sum, gain_[i], s.z[l]);
    sum.add_product(q, s.left[l]);
    gross += magnitude_[i] * size + std::abs(q * s.left[l]);
    estimate += error_.estimate[i] * size;
    bound += error_.bound[i] * size;
    const double excess = excess_[c] * m_.scale[l];
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
    const PreparedDemand& demand) const {
  std::vector<Score> all;
  all.reserve(base_.categories());
  const Scaling s = scaling(demand);
  for (std::size_t c = 0; c < base_.categories(); ++c) {
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
