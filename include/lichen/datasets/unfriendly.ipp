#pragma once

// Definitions of unfriendly.hpp: columns of a structure in the order of its making, put
// in random order.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/datasets/flow_columns.ipp"
#include "lichen/datasets/plan.ipp"
#include "lichen/datasets/synthetic.ipp"
#include "lichen/datasets/technosphere_columns.ipp"
#include "lichen/datasets/unfriendly.hpp"

namespace lichen::inline LICHEN_ABI::datasets {
namespace detail {

inline void check_activities(Index activities, Index least, Index most) {
  if (activities < least || activities > most) {
    throw ShapeError("a system of this kind has " + std::to_string(least) + " to " +
                     std::to_string(most) + " activities, not " +
                     std::to_string(activities));
  }
}

/// An exact price, 2^-10 to 2^10.
inline Vector exact_prices(Index activities, std::uint64_t seed) {
  Draws draws(part_stream(seed, Part::markets));
  Vector prices(at(activities));
  for (double& price : prices) price = std::ldexp(1., draws.below(21) - 10);
  return prices;
}

/// Makes a system of the columns that `inputs(i, draws, entries)` lists: of activity i,
/// the activities that it buys from and the shares of its price; negative ones are
/// credits. Activities stand in random order; B and C are of the default size.
template <class Inputs>
SyntheticSystem system_of_inputs(const Vector& prices, std::uint64_t seed,
                                 double entries_each, Inputs inputs) {
  const auto n = static_cast<Index>(prices.size());
  Draws order(part_stream(seed, Part::permutation));
  const std::vector<Index> activity_at = permutation(n, order);
  const std::vector<Index> column_of = inverse(activity_at);
  SyntheticSystem system;
  system.a.resize(n, n);
  system.a.reserve(static_cast<Index>(std::min(n * entries_each, 2147483647.)));
  ColumnEntries shares;
  ColumnEntries entries;
  for (Index j = 0; j < n; ++j) {
    const Index activity = activity_at[at(j)];
    Draws draws(part_stream(seed, Part::activity, activity));
    shares.clear();
    inputs(activity, draws, shares);
    entries.assign(1, {j, 1.});
    for (const auto& [input, share] : shares) {
      const double amount = share * (prices[at(activity)] / prices[at(input)]);
      entries.emplace_back(column_of[at(input)], -amount);
    }
    store_column(system.a, j, entries);
  }
  system.a.finalize();
  system.kinds.assign(at(n), SyntheticKind::supplier);
  const SyntheticOptions sizes;
  write_flows(
      system.b, n, sizes.flows, seed, [](Index) { return 1.; },
      [](Index) { return false; });
  write_factors(system.c, sizes.categories, sizes.flows, seed);
  return system;
}

/// Eight rings: ring k goes from `start(k)` to `start(k + 1)`.
struct Rings {
  Index activities;
  static constexpr Index count = 8;
  [[nodiscard]] Index start(Index ring) const {
    return static_cast<Index>(std::int64_t{activities} * ring / count);
  }
  [[nodiscard]] Index ring_of(Index activity) const {
    Index ring = 0;
    while (start(ring + 1) <= activity) ++ring;
    return ring;
  }
};

}  // namespace detail

LICHEN_INLINE SyntheticSystem expander(Index activities, double radius,
                                       std::uint64_t seed) {
  constexpr Index links = 10;
  detail::check_activities(activities, links + 1, 10'000'000);
  const Vector prices(detail::at(activities), 1.);
  const auto inputs = [&](Index activity, Draws& draws, detail::ColumnEntries& out) {
    double total = 0.;
    for (Index i = 0; i < links; ++i) {
      const Index other = draws.below(activities - 1);
      out.emplace_back(other < activity ? other : other + 1, draws.exponential());
      total += out.back().second;
    }
    for (auto& [input, share] : out) share *= radius / total;
  };
  return detail::system_of_inputs(prices, seed, links + 1, inputs);
}

LICHEN_INLINE SyntheticSystem dense_block(Index activities, std::uint64_t seed) {
  detail::check_activities(activities, 2, 20'000);
  const Vector prices(detail::at(activities), 1.);
  const auto inputs = [&](Index, Draws& draws, detail::ColumnEntries& out) {
    const double spent = 0.3 + 0.4 * draws.uniform();
    double total = 0.;
    for (Index other = 0; other < activities; ++other) {
      out.emplace_back(other, draws.lognormal(0., 2.));
      total += out.back().second;
    }
    for (auto& [input, share] : out) share *= spent / total;
  };
  return detail::system_of_inputs(prices, seed, activities, inputs);
}

LICHEN_INLINE SyntheticSystem chain(Index activities, std::uint64_t seed) {
  detail::check_activities(activities, 1, 50'000'000);
  const Vector prices = detail::exact_prices(activities, seed);
  const auto inputs = [&](Index activity, Draws&, detail::ColumnEntries& out) {
    if (activity + 1 < activities) out.emplace_back(activity + 1, 1.);
  };
  return detail::system_of_inputs(prices, seed, 2., inputs);
}

LICHEN_INLINE SyntheticSystem star(Index activities, std::uint64_t seed) {
  detail::check_activities(activities, 2, 50'000'000);
  const Vector prices = detail::exact_prices(activities, seed);
  const auto inputs = [&](Index activity, Draws&, detail::ColumnEntries& out) {
    if (activity > 0) {
      out.emplace_back(0, 0.5);
      return;
    }
    for (Index other = 1; other < activities; ++other) {
      out.emplace_back(other, 0.5 / (activities - 1));
    }
  };
  return detail::system_of_inputs(prices, seed, 3., inputs);
}

LICHEN_INLINE SyntheticSystem near_singular_loop(Index activities, double gap,
                                                 std::uint64_t seed) {
  detail::check_activities(activities, 2, 50'000'000);
  const Vector prices = detail::exact_prices(activities, seed);
  const auto inputs = [&](Index activity, Draws&, detail::ColumnEntries& out) {
    out.emplace_back((activity + 1) % activities, activity == 0 ? 1. - gap : 1.);
  };
  return detail::system_of_inputs(prices, seed, 2., inputs);
}

LICHEN_INLINE SyntheticSystem diverging_loops(Index activities, std::uint64_t seed) {
  detail::check_activities(activities, 2 * detail::Rings::count, 50'000'000);
  const Vector prices = detail::exact_prices(activities, seed);
  const detail::Rings rings{activities};
  const auto inputs = [&](Index activity, Draws&, detail::ColumnEntries& out) {
    const Index ring = rings.ring_of(activity);
    const Index first = rings.start(ring);
    if (activity > first) {
      out.emplace_back(activity + 1 < rings.start(ring + 1) ? activity + 1 : first, 1.);
      return;
    }
    // 1.5 to 10.8 in equal ratios.
    const double gain = 1.5 * portable_exp(portable_log(7.2) * ring / (rings.count - 1));
    out.emplace_back(activity + 1, -gain);
    if (ring + 1 < rings.count) out.emplace_back(rings.start(ring + 1), 0.25);
  };
  return detail::system_of_inputs(prices, seed, 2.1, inputs);
}

LICHEN_INLINE SyntheticSystem badly_scaled(Index activities, std::uint64_t seed) {
  SyntheticSystem system = synthetic({.activities = activities, .seed = seed});
  const auto size = detail::at(activities);
  Vector rows(size);
  Vector columns(size);
  Draws draws(detail::part_stream(seed, detail::Part::markets, 1));
  for (double& unit : rows) unit = std::ldexp(1., draws.below(81) - 40);
  for (double& unit : columns) unit = std::ldexp(1., draws.below(81) - 40);
  for (Index j = 0; j < activities; ++j) {
    const double unit = columns[detail::at(j)];
    for (SparseMatrix::InnerIterator it(system.a, j); it; ++it) {
      it.valueRef() *= unit * rows[detail::at(static_cast<Index>(it.row()))];
    }
    for (SparseMatrix::InnerIterator it(system.b, j); it; ++it) it.valueRef() *= unit;
  }
  return system;
}

LICHEN_INLINE SyntheticSystem single(std::uint64_t seed) {
  SyntheticSystem system = detail::system_of_inputs(
      Vector(1, 1.), seed, 1., [](Index, Draws&, detail::ColumnEntries&) {});
  system.a.coeffRef(0, 0) = 2.;
  return system;
}

}  // namespace lichen::inline LICHEN_ABI::datasets
