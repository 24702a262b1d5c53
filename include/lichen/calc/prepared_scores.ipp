#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score_error.ipp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/residual.hpp"

namespace lichen::inline LICHEN_ABI {

LICHEN_INLINE PreparedScores::PreparedScores(const Technosphere& technosphere,
                                             const SparseRef& b, const SparseRef& c)
    : products_(technosphere.size()) {
  detail::require_fit(technosphere, b);
  for (Burden& burden : lichen::burdens(b, c)) {
    all_.push_back(prepare(technosphere, std::move(burden)));
  }
}

// λ̃ + A⁻ᵀ ρ with ρ to twice the digits: what is left, ρ₂, is of second order, and so is
// the error A⁻ᵀ ρ₂ of the pair.
LICHEN_INLINE PreparedScores::Prices PreparedScores::prepare(
    const Technosphere& technosphere, Burden burden) {
  Prices prices;
  prices.high = technosphere.solve_transposed(burden.high).values;
  const Residual first = detail::price_residual(technosphere, {prices.high}, burden);
  prices.low = technosphere.correction_transposed(first.values);
  for (std::size_t i = 0; i < prices.low.size(); ++i) {
    const DoubleDouble pair = DoubleDouble::sum(prices.high[i], prices.low[i]);
    prices.high[i] = pair.high;
    prices.low[i] = pair.low;
  }
  const Residual rest =
      detail::price_residual(technosphere, {prices.high, prices.low}, burden);
  const double roundings = 2. * static_cast<double>(technosphere.size()) + burden.terms;
  const double gamma = gamma_two(roundings);
  prices.estimate = technosphere.correction_transposed(rest.values);
  for (std::size_t i = 0; i < prices.estimate.size(); ++i) {
    prices.estimate[i] =
        std::abs(prices.estimate[i]) / (1. - technosphere.contraction()) +
        gamma * std::abs(prices.high[i]);
  }
  prices.bound = technosphere.inverse_bound_transposed(detail::raised(rest, gamma));
  prices.burden = std::move(burden.high);
  return prices;
}

LICHEN_INLINE const PreparedScores::Prices& PreparedScores::of(Index category) const {
  if (category < 0 || category >= categories()) {
    throw ShapeError("no category " + std::to_string(category) + ": there are " +
                     std::to_string(categories()));
  }
  return all_[detail::at(category)];
}

LICHEN_INLINE Score PreparedScores::score_of(const Prices& prices,
                                             std::span<const ProductAmount> demand) {
  DoubleDouble sum;
  double magnitude = 0.;
  double estimate = 0.;
  double proved = 0.;
  for (const auto& [product, amount] : demand) {
    const auto i = detail::at(product);
    sum.add_product(amount, {prices.high[i], prices.low[i]});
    magnitude += std::abs(amount * prices.high[i]);
    estimate += std::abs(amount) * prices.estimate[i];
    if (prices.bound) proved += std::abs(amount) * (*prices.bound)[i];
  }
  Score score{sum.rounded(), {}};
  const auto terms = static_cast<double>(demand.size());
  const double rounding =
      unit_roundoff * std::abs(score.value) + gamma_two(terms) * magnitude;
  score.error.estimate = estimate + rounding;
  if (prices.bound) score.error.bound = detail::rounded_up(proved + rounding, terms);
  return score;
}

LICHEN_INLINE Score PreparedScores::score(Index category,
                                          std::span<const ProductAmount> demand) const {
  const Prices& prices = of(category);
  for (const ProductAmount& entry : demand) {
    if (entry.product >= 0 && entry.product < products_) continue;
    throw ShapeError("no product " + std::to_string(entry.product) + ": there are " +
                     std::to_string(products_));
  }
  return score_of(prices, demand);
}

LICHEN_INLINE std::vector<Score> PreparedScores::scores(
    std::span<const ProductAmount> demand) const {
  std::vector<Score> all;
  all.reserve(all_.size());
  for (Index k = 0; k < categories(); ++k) all.push_back(score(k, demand));
  return all;
}

LICHEN_INLINE VectorView PreparedScores::prices(Index category) const {
  return of(category).high;
}

LICHEN_INLINE PricePairs PreparedScores::price_pairs(Index category) const {
  const Prices& prices = of(category);
  return {{prices.high, prices.low},
          prices.estimate,
          prices.bound ? VectorView(*prices.bound) : VectorView()};
}

LICHEN_INLINE VectorView PreparedScores::burdens(Index category) const {
  return of(category).burden;
}

LICHEN_INLINE Vector PreparedScores::price_errors(Index category) const {
  static_cast<void>(of(category));
  Vector errors(detail::at(products_));
  for (Index i = 0; i < products_; ++i) {
    const ProductAmount one{i, 1.};
    errors[detail::at(i)] = score(category, {&one, 1}).error.printed();
  }
  return errors;
}

}  // namespace lichen::inline LICHEN_ABI
