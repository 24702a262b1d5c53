// How amounts and parameters scatter.

#include <cmath>

#include "io/ilcd/parsing.hpp"

namespace lichen::detail::ilcd {
namespace {

double number_in(View text) { return xml::number_of(text).value_or(not_given); }

Distribution from_type(const Scatter& scatter, double mean, bool plain) {
  const double deviation = scatter.deviation;
  const bool has_exact = !std::isnan(scatter.exact);
  if (scatter.type == "log-normal") {
    return {DistributionType::lognormal,
            {mean,
             has_exact ? scatter.exact
             : plain   ? deviation
                       : std::sqrt(deviation),
             0.}};
  }
  if (scatter.type == "normal") {
    return {DistributionType::normal,
            {mean,
             has_exact ? scatter.exact
             : plain   ? deviation
                       : deviation / 2.,
             0.}};
  }
  if (scatter.type == "triangular") {
    const double mode = std::isnan(scatter.most_likely)
                            ? 3. * mean - scatter.minimum - scatter.maximum
                            : scatter.most_likely;
    return {DistributionType::triangular, {scatter.minimum, mode, scatter.maximum}};
  }
  if (scatter.type == "uniform") {
    return {DistributionType::uniform, {scatter.minimum, scatter.maximum, 0.}};
  }
  return {DistributionType::other, {}};
}

bool is_complete(const Distribution& distribution) {
  const double* at = distribution.parameters;
  return std::isfinite(at[0]) && std::isfinite(at[1]) && std::isfinite(at[2]);
}

/// A mode outside of the limits: then the mean is none of this distribution.
bool is_possible(const Distribution& distribution) {
  const double* at = distribution.parameters;
  const double slack = 1e-9 * (std::abs(at[0]) + std::abs(at[2]));
  return distribution.type != DistributionType::triangular ||
         (at[0] - slack <= at[1] && at[1] <= at[2] + slack);
}

void check_centre(const Distribution& distribution, double mean, const std::string& place,
                  Parsing& parsing) {
  const double* at = distribution.parameters;
  constexpr double tolerance = 1e-4;
  if (distribution.type != DistributionType::uniform) return;
  if (std::abs(at[0] / 2. + at[1] / 2. - mean) <= tolerance * std::abs(mean)) return;
  parsing.oddities.add("amount_off_centre", Severity::warning, place + ".meanAmount",
                       "the amount is not the mean of its distribution",
                       "both are kept: sampled results scatter around another value");
}

double or_zero(double number) { return std::isnan(number) ? 0. : number; }

bool is_named(const Scatter& scatter) {
  return !scatter.type.empty() && scatter.type != "undefined";
}

}  // namespace

bool take(Scatter& scatter, View name, View text) {
  if (name == "uncertaintyDistributionType") {
    scatter.type = text;
  } else if (name == "relativeStandardDeviation95In") {
    scatter.deviation = number_in(text);
  } else if (name == "minimumAmount" || name == "minimumValue") {
    scatter.minimum = number_in(text);
  } else if (name == "maximumAmount" || name == "maximumValue") {
    scatter.maximum = number_in(text);
  } else {
    return false;
  }
  return true;
}

bool take_attribute(Scatter& scatter, View name, View value) {
  if (name == "mostLikelyValue") {
    scatter.most_likely = number_in(value);
  } else if (name == "deviation") {
    scatter.exact = number_in(value);
  } else {
    return false;
  }
  return true;
}

bool says_nothing(const Scatter& scatter) {
  return !is_named(scatter) && or_zero(scatter.minimum) == 0. &&
         or_zero(scatter.maximum) == 0. && or_zero(scatter.deviation) == 0. &&
         or_zero(scatter.exact) == 0.;
}

std::optional<Distribution> distribution_of(const Scatter& scatter, double mean,
                                            const std::string& place, Parsing& parsing) {
  if (says_nothing(scatter)) return std::nullopt;
  if (!is_named(scatter)) {
    parsing.oddities.add("undefined_distribution", Severity::info,
                         place + ".uncertaintyDistributionType",
                         "the uncertainty is of an undefined type",
                         "its numbers are kept, the amount counts as certain");
    return Distribution{
        DistributionType::undefined,
        {or_zero(scatter.minimum), or_zero(scatter.maximum),
         or_zero(std::isnan(scatter.exact) ? scatter.deviation : scatter.exact)}};
  }
  const bool plain = parsing.choices.deviation == io::IlcdDeviation::plain;
  const Distribution distribution = from_type(scatter, mean, plain);
  if (distribution.type != DistributionType::other && is_complete(distribution)) {
    if (is_possible(distribution)) {
      check_centre(distribution, mean, place, parsing);
      return distribution;
    }
    parsing.oddities.add("amount_off_centre", Severity::warning, place + ".meanAmount",
                         "no triangle within its limits has the amount as its mean",
                         "the amount counts as certain");
  } else {
    parsing.oddities.add("unknown_distribution", Severity::warning,
                         place + ".uncertaintyDistributionType",
                         "the distribution has a name that is not known here, or lacks "
                         "a parameter",
                         "the amount counts as certain");
  }
  return Distribution{DistributionType::other, {}};
}

}  // namespace lichen::detail::ilcd
