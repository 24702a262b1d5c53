// The four fields of an uncertainty.

#include <cmath>
#include <limits>

#include "io/simapro/parser.hpp"

namespace lichen::detail::simapro {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double value_at(const std::vector<View>& fields, std::size_t index,
                const ParserContext& context) {
  return number_of(at(fields, index), context.dialect.decimal).value;
}

/// True where the parameters can be those of the distribution.
bool can_be(const Distribution& distribution) {
  const double* at = distribution.parameters;
  switch (distribution.type) {
    case DistributionType::lognormal:
      return std::isfinite(at[1]) && at[1] >= 1.;
    case DistributionType::normal:
      return std::isfinite(at[1]) && at[1] >= 0.;
    case DistributionType::triangular:
      return std::isfinite(at[0]) && std::isfinite(at[2]) && at[0] <= at[2] &&
             (std::isnan(at[1]) || (at[0] <= at[1] && at[1] <= at[2]));
    case DistributionType::uniform:
      return std::isfinite(at[0]) && std::isfinite(at[1]) && at[0] <= at[1];
    default:
      return true;
  }
}

}  // namespace

std::optional<Distribution> distribution_of(const std::vector<View>& fields,
                                            std::size_t first, double amount,
                                            const std::string& place,
                                            const ParserContext& context,
                                            xml::Oddities& oddities) {
  const View word = at(fields, first);
  if (word.empty() || same_word(word, "Undefined")) return std::nullopt;
  // Lognormal and Normal: the square of the geometric deviation, twice the deviation.
  // Triangle and Uniform: nothing, minimum, maximum; the amount is the mode.
  const double spread = value_at(fields, first + 1, context);
  const double minimum = value_at(fields, first + 2, context);
  const double maximum = value_at(fields, first + 3, context);
  Distribution distribution{DistributionType::other, {}};
  if (same_word(word, "Lognormal")) {
    distribution = {DistributionType::lognormal, {amount, std::sqrt(spread), 0.}};
  } else if (same_word(word, "Normal")) {
    distribution = {DistributionType::normal, {amount, spread / 2., 0.}};
  } else if (same_word(word, "Triangle")) {
    distribution = {DistributionType::triangular, {minimum, amount, maximum}};
  } else if (same_word(word, "Uniform")) {
    distribution = {DistributionType::uniform, {minimum, maximum, 0.}};
  }
  const bool known = distribution.type != DistributionType::other;
  if (!known || !can_be(distribution)) {
    oddities.add("unknown_distribution", Severity::warning, place,
                 known ? "the distribution lacks a parameter, or it cannot be"
                       : "the uncertainty is of a type that is not known here",
                 "the amount counts as certain");
    return Distribution{DistributionType::other, {}};
  }
  if (distribution.type == DistributionType::uniform && !std::isnan(amount)) {
    constexpr double tolerance = 1e-4;
    const double mean = minimum / 2. + maximum / 2.;
    if (std::abs(mean - amount) > tolerance * std::abs(amount)) {
      oddities.add("amount_off_centre", Severity::warning, place,
                   "the amount is not the mean of its distribution",
                   "both are kept: sampled results scatter around another value");
    }
  }
  return distribution;
}

}  // namespace lichen::detail::simapro
