#pragma once

// Definitions of synthetic.hpp: a plan, then column after column.

#include <string>

#include "lichen/base/error.hpp"
#include "lichen/datasets/flow_columns.ipp"
#include "lichen/datasets/plan.ipp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/datasets/technosphere_columns.ipp"

namespace lichen::inline LICHEN_ABI::datasets {
namespace detail {

inline void check_options(const SyntheticOptions& options) {
  // More would pass 2^31 entries of B.
  constexpr Index most = 60'000'000;
  if (options.activities < 1 || options.activities > most) {
    throw ShapeError("a synthetic system has 1 to " + std::to_string(most) +
                     " activities, not " + std::to_string(options.activities));
  }
  if (options.flows < 0 || options.categories < 0) {
    throw ShapeError("a synthetic system cannot have " + std::to_string(options.flows) +
                     " flows and " + std::to_string(options.categories) + " categories");
  }
}

}  // namespace detail

LICHEN_INLINE SyntheticSystem synthetic(const SyntheticOptions& options) {
  detail::check_options(options);
  const detail::Plan plan = detail::make_plan(options.activities, options.seed);
  SyntheticSystem system;
  detail::TechnosphereColumns(plan, options).write(system.a);
  detail::write_flows(
      system.b, options.activities, options.flows, options.seed,
      [&](Index j) { return plan.price_of(plan.activity_at[detail::at(j)]); },
      [&](Index j) { return plan.is_market(plan.activity_at[detail::at(j)]); });
  detail::write_factors(system.c, options.categories, options.flows, options.seed);
  system.kinds.reserve(detail::at(options.activities));
  for (const Index activity : plan.activity_at) {
    system.kinds.push_back(plan.is_market(activity) ? SyntheticKind::market
                                                    : SyntheticKind::supplier);
  }
  if (options.uncertainty) {
    system.sigma_a = detail::write_sigmas(system.a, 0.86, true, options.seed);
    system.sigma_b = detail::write_sigmas(system.b, 0.48, false, options.seed);
  }
  return system;
}

LICHEN_INLINE SyntheticSystem regular(Index activities) {
  return synthetic({.activities = activities, .seed = 1, .coupling = Coupling::regular});
}

LICHEN_INLINE SyntheticSystem hard(Index activities) {
  return synthetic({.activities = activities, .seed = 1, .coupling = Coupling::hard});
}

}  // namespace lichen::inline LICHEN_ABI::datasets
