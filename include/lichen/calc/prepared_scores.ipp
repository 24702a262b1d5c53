#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/lane_burdens.ipp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score_error.ipp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/refinement.hpp"
#include "lichen/linalg/run_kernels.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// How far a correction that only tells sizes is carried.
inline constexpr double rough = 0.05;

/// Replaces bounds of residuals by bounds of prices. They resemble the prices; where
/// loops are taken apart, which the search for bounds does not, a rough solution saves
/// most of it.
[[nodiscard]] inline unsigned bound_prices(const Technosphere& technosphere,
                                           const LaneVector& prices, LaneVector& bound,
                                           Lanes& lanes) {
  constexpr double near = 1e-3;
  const Refinement& refinement = technosphere.refinement();
  if (!refinement.takes_loops_apart()) {
    return technosphere.bounds().bound(Equation::transposed, bound, lanes, {prices});
  }
  LaneVector likely = bound;
  refinement.correct(Equation::transposed, likely, near, lanes);
  return technosphere.bounds().bound(Equation::transposed, bound, lanes,
                                     {.values = likely, .to_scale = true});
}

/// A bit for each lane with a bound that a price does not hide in its own rounding: there
/// an estimate tells more.
[[nodiscard]] inline unsigned above_rounding(const LaneVector& bound,
                                             const LaneVector& price, std::size_t width) {
  unsigned found = 0;
  with_width(static_cast<Index>(width), [&](auto w) {
    double above[w()] = {};
    for (std::size_t i = 0; i < bound.size(); i += w()) {
      for (std::size_t l = 0; l < w(); ++l) {
        above[l] += bound[i + l] <= 0x1p-60 * std::abs(price[i + l]) ? 0. : 1.;
      }
    }
    for (std::size_t l = 0; l < w(); ++l) found |= above[l] > 0. ? 1U << l : 0U;
  });
  return found;
}

/// Replaces the residuals of some lanes by estimates of the errors that they leave, those
/// of the others by bounds.
inline void estimate_errors(const Technosphere& technosphere, RefinedLanes& prices,
                            double gamma, unsigned which, const LaneVector& bound,
                            Lanes& lanes) {
  const auto width = static_cast<std::size_t>(lanes.width);
  LaneVector& error = prices.residual;
  keep_lanes(which, width, error);
  technosphere.refinement().correct(Equation::transposed, error, rough, lanes);
  const double left = 1. - technosphere.contraction() - rough;
  for (std::size_t i = 0; i < error.size(); ++i) {
    error[i] = (which >> (i % width) & 1U) == 0
                   ? bound[i]
                   : std::abs(error[i]) / left + gamma * std::abs(prices.high[i]);
  }
}

inline void require_factors_for_flows(const SparseRef& b, const SparseRef& c) {
  if (c.cols() == b.rows()) return;
  throw ShapeError("characterisation has factors for " + std::to_string(c.cols()) +
                   " flows, the inventory has " + std::to_string(b.rows()));
}

}  // namespace detail

LICHEN_INLINE PreparedScores::PreparedScores(const Technosphere& technosphere,
                                             const SparseRef& b, const SparseRef& c,
                                             const RunOptions& options)
    : categories_(static_cast<Index>(c.rows())) {
  detail::require_fit(technosphere, b);
  detail::require_factors_for_flows(b, c);
  const OrderedMatrix& m = technosphere.ordered();
  position_of_product_ = detail::positions(m.row_at);
  position_of_activity_ = detail::positions(m.column_at);
  groups_.resize(detail::at((categories_ + most_lanes - 1) / most_lanes));
  in_parallel("scores", groups_.size(), options, [&](std::size_t k) {
    const Index first = static_cast<Index>(k) * most_lanes;
    Group& group = groups_[k];
    group.width = lanes_for(std::min(most_lanes, categories_ - first));
    prepare(technosphere,
            detail::lane_burdens(b, c, first, group.width, position_of_activity_), group);
  });
}

// λ̃ = λ₀ + A⁻ᵀ ρ as a pair, ρ to twice the digits: what is left, ρ₂, is of second order,
// and so is the error A⁻ᵀ ρ₂ of the pair.
LICHEN_INLINE void PreparedScores::prepare(const Technosphere& technosphere,
                                           LaneBurdens burdens, Group& group) {
  const auto width = static_cast<std::size_t>(group.width);
  Lanes lanes(group.width);
  RefinedLanes prices;
  technosphere.refinement().solve(Equation::transposed, {burdens.high, burdens.low},
                                  Digits::pairs, technosphere.tolerance(), lanes, prices);
  for (std::size_t l = 0; l < width; ++l) {
    technosphere.require_accepted(prices.backward_error[l]);
  }
  const double gamma =
      gamma_two(2. * static_cast<double>(technosphere.size()) + burdens.terms);
  group.bound = std::move(prices.size);
  for (std::size_t i = 0; i < group.bound.size(); ++i) {
    group.bound[i] = detail::rounded_up(std::abs(prices.residual[i]), 0.) +
                     gamma * (group.bound[i] + burdens.magnitude[i]);
  }
  group.unproved = detail::bound_prices(technosphere, prices.high, group.bound, lanes);
  const unsigned vague =
      group.unproved | detail::above_rounding(group.bound, prices.high, width);
  if (vague != 0) {
    detail::estimate_errors(technosphere, prices, gamma, vague, group.bound, lanes);
    group.estimate = std::move(prices.residual);
  }
  group.high = std::move(prices.high);
  group.low = std::move(prices.low);
  group.burden = std::move(burdens.high);
}

LICHEN_INLINE PreparedScores::Place PreparedScores::of(Index category) const {
  if (category < 0 || category >= categories()) {
    throw ShapeError("no category " + std::to_string(category) + ": there are " +
                     std::to_string(categories()));
  }
  return {groups_[detail::at(category / most_lanes)], detail::at(category % most_lanes)};
}

LICHEN_INLINE Score PreparedScores::score_of(
    const Place& place, std::span<const ProductAmount> demand) const {
  const Group& group = place.group;
  const bool proved = (group.unproved >> place.lane & 1U) == 0;
  DoubleDouble sum;
  double magnitude = 0.;
  double estimate = 0.;
  double bound = 0.;
  for (const auto& [product, amount] : demand) {
    const std::size_t i =
        detail::at(position_of_product_[detail::at(product)]) * detail::at(group.width) +
        place.lane;
    sum.add_product(amount, {group.high[i], group.low[i]});
    magnitude += std::abs(amount * group.high[i]);
    estimate += std::abs(amount) * group.estimates()[i];
    bound += std::abs(amount) * group.bound[i];
  }
  Score score{sum.rounded(), {}};
  const auto terms = static_cast<double>(demand.size());
  const double rounding =
      unit_roundoff * std::abs(score.value) + gamma_two(terms) * magnitude;
  score.error.estimate = estimate + rounding;
  if (proved) score.error.bound = detail::rounded_up(bound + rounding, terms);
  return score;
}

LICHEN_INLINE Score PreparedScores::score(Index category,
                                          std::span<const ProductAmount> demand) const {
  const Place place = of(category);
  for (const ProductAmount& entry : demand) {
    if (entry.product >= 0 && entry.product < products()) continue;
    throw ShapeError("no product " + std::to_string(entry.product) + ": there are " +
                     std::to_string(products()));
  }
  return score_of(place, demand);
}

LICHEN_INLINE std::vector<Score> PreparedScores::scores(
    std::span<const ProductAmount> demand) const {
  std::vector<Score> all;
  all.reserve(detail::at(categories_));
  for (Index k = 0; k < categories(); ++k) all.push_back(score(k, demand));
  return all;
}

LICHEN_INLINE Vector PreparedScores::in_order(const LaneVector& values,
                                              const Place& place,
                                              const std::vector<Index>& position) {
  Vector result(position.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i] =
        values[detail::at(position[i]) * detail::at(place.group.width) + place.lane];
  }
  return result;
}

LICHEN_INLINE Vector PreparedScores::prices(Index category) const {
  const Place place = of(category);
  return in_order(place.group.high, place, position_of_product_);
}

LICHEN_INLINE PriceLanes PreparedScores::price_lanes(Index group) const {
  const Group& lanes = groups_[detail::at(group)];
  return {lanes.width,       lanes.high,  lanes.low,
          lanes.estimates(), lanes.bound, lanes.unproved};
}

LICHEN_INLINE bool PreparedScores::proved(Index category) const {
  const Place place = of(category);
  return (place.group.unproved >> place.lane & 1U) == 0;
}

LICHEN_INLINE Vector PreparedScores::burdens(Index category) const {
  const Place place = of(category);
  return in_order(place.group.burden, place, position_of_activity_);
}

LICHEN_INLINE Vector PreparedScores::price_errors(Index category) const {
  static_cast<void>(of(category));
  Vector errors(detail::at(products()));
  for (Index i = 0; i < products(); ++i) {
    const ProductAmount one{i, 1.};
    errors[detail::at(i)] = score(category, {&one, 1}).error.printed();
  }
  return errors;
}

}  // namespace lichen::inline LICHEN_ABI
