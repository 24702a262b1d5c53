#pragma once

// How far a score can be from the exact one: the terms of theory (3.5) and (3.6).

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/burden.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Room for the roundings of the error terms themselves: sums of positive numbers.
[[nodiscard]] inline double rounded_up(double value, double roundings) {
  return value * (1. + 4. * (roundings + 16.) * unit_roundoff);
}

/// Σ |x|_i |y|_i.
[[nodiscard]] inline double magnitude_of_product(VectorView x, VectorView y) {
  double sum = 0.;
  for (std::size_t i = 0; i < x.size(); ++i) sum += std::abs(x[i] * y[i]);
  return sum;
}

/// |r| and all that rounding can hide in it: its own last bit and γ₂ of the sums.
[[nodiscard]] inline Vector raised(const Residual& r, double gamma) {
  Vector up(r.values.size());
  for (std::size_t i = 0; i < up.size(); ++i) {
    up[i] = rounded_up(std::abs(r.values[i]), 0.) + gamma * r.magnitudes[i];
  }
  return up;
}

/// A demand solved, with what the errors of all categories share.
struct DemandSide {
  VectorView s;
  Residual residual;            ///< r = f - A s̃
  Vector correction;            ///< e, near A⁻¹ r
  std::optional<Vector> bound;  ///< of |A⁻¹ r|, where it can be proved
  double roundings = 0.;        ///< no sum has more terms
};

[[nodiscard]] inline DemandSide demand_side(const Technosphere& technosphere,
                                            VectorView s, VectorView f) {
  DemandSide side{s, residual(technosphere.matrix(), {s}, {f}), {}, std::nullopt, 0.};
  side.roundings = 2. * static_cast<double>(technosphere.size());
  side.correction = technosphere.correction(side.residual.values);
  side.bound =
      technosphere.inverse_bound(raised(side.residual, gamma_two(side.roundings)));
  return side;
}

/// The residual of a price vector, raised by what is not exact in the burden itself.
[[nodiscard]] inline Residual price_residual(const Technosphere& technosphere,
                                             ExtendedView prices, const Burden& burden) {
  Residual rho = residual_transposed(technosphere.matrix(), prices, burden.view());
  for (std::size_t j = 0; j < rho.magnitudes.size(); ++j) {
    rho.magnitudes[j] += burden.magnitude[j];
  }
  return rho;
}

/// h̃ + λ̃ᵀ r with its error, theory (3.5): the second-order term ρᵀ A⁻¹ r, the rounding of
/// the result, and γ₂ of the sums that lead to it.
[[nodiscard]] inline Score corrected_score(const Technosphere& technosphere,
                                           const DemandSide& demand, const Burden& burden,
                                           VectorView prices) {
  DoubleDouble sum;
  for (std::size_t j = 0; j < demand.s.size(); ++j) {
    if (demand.s[j] != 0.) sum.add_product(demand.s[j], {burden.high[j], burden.low[j]});
  }
  const Vector& r = demand.residual.values;
  for (std::size_t i = 0; i < prices.size(); ++i) {
    if (r[i] != 0.) sum.add_product(prices[i], r[i]);
  }
  Score score{sum.rounded(), {}};

  const double roundings = demand.roundings + burden.terms;
  const double gamma = gamma_two(roundings);
  const Residual rho = price_residual(technosphere, {prices}, burden);
  double second_order = 0.;
  for (std::size_t j = 0; j < r.size(); ++j) {
    second_order += rho.values[j] * demand.correction[j];
  }
  const double rounding =
      unit_roundoff * (std::abs(score.value) + magnitude_of_product(prices, r)) +
      gamma * (magnitude_of_product(prices, demand.residual.magnitudes) +
               magnitude_of_product(burden.magnitude, demand.s));
  score.error.estimate =
      std::abs(second_order) / (1. - technosphere.contraction()) + rounding;
  if (demand.bound) {
    const double proved = magnitude_of_product(raised(rho, gamma), *demand.bound);
    score.error.bound = rounded_up(proved + rounding, roundings);
  }
  return score;
}

inline void require_fit(const Technosphere& technosphere, const SparseRef& b) {
  if (static_cast<Index>(b.cols()) == technosphere.size()) return;
  throw ShapeError("the biosphere matrix has " + std::to_string(b.cols()) +
                   " activities, the technosphere " +
                   std::to_string(technosphere.size()));
}

}  // namespace lichen::inline LICHEN_ABI::detail
