#pragma once

/// @file
/// Scores by the scaling vector, corrected with the residual: theory (3.5), one vector at
/// a time. The obvious way beside the library's, which goes by prices.

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "lichen/calc/burden.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/score_error.ipp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::test {

using detail::rounded_up;

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

/// The scores of a demand in all rows of C.
[[nodiscard]] inline std::vector<Score> corrected_scores(const Technosphere& technosphere,
                                                         const SparseMatrix& b,
                                                         const SparseMatrix& c,
                                                         VectorView f) {
  const Vector s = technosphere.solve(f).values;
  const DemandSide demand = demand_side(technosphere, s, f);
  std::vector<Score> scores;
  for (const Burden& burden : burdens(b, c)) {
    const Vector prices = technosphere.solve_transposed(burden.high).values;
    scores.push_back(corrected_score(technosphere, demand, burden, prices));
  }
  return scores;
}

}  // namespace lichen::test
