#pragma once

// The plan of a synthetic system: who supplies which market, prices, wastes, hubs.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/random/draws.hpp"

namespace lichen::inline LICHEN_ABI::datasets::detail {

using lichen::detail::at;

/// Suppliers per market and how many markets of ecoinvent 3.4 have so many; ranges stand
/// by their middle.
inline constexpr std::array<std::pair<Index, Index>, 25> suppliers_per_market = {{
    {1, 1096}, {2, 2055}, {3, 265}, {4, 168}, {5, 90},  {6, 58}, {7, 31},
    {8, 39},   {9, 16},   {10, 13}, {11, 10}, {12, 14}, {13, 7}, {14, 8},
    {15, 7},   {16, 11},  {17, 5},  {18, 8},  {19, 7},  {20, 6}, {25, 36},
    {42, 24},  {128, 1},  {161, 1}, {221, 1},
}};

/// What a stream of draws is for; the entity of a stream is 8 × its subject + its part.
enum class Part : std::uint8_t {
  markets,
  activity,
  flows,
  sigma_a,
  sigma_b,
  category,
  permutation
};

inline RandomStream part_stream(std::uint64_t seed, Part part, Index subject = 0) {
  return {seed,
          static_cast<std::uint64_t>(subject) * 8 + static_cast<std::uint64_t>(part)};
}

/// 0, …, n - 1 in random order (Fisher and Yates).
inline std::vector<Index> permutation(Index n, Draws& draws) {
  std::vector<Index> p(at(n));
  std::iota(p.begin(), p.end(), 0);
  for (Index i = n - 1; i > 0; --i) std::swap(p[at(i)], p[at(draws.below(i + 1))]);
  return p;
}

/// The place of each number in a permutation.
inline std::vector<Index> inverse(const std::vector<Index>& permutation) {
  std::vector<Index> places(permutation.size());
  for (std::size_t i = 0; i < permutation.size(); ++i) {
    places[at(permutation[i])] = static_cast<Index>(i);
  }
  return places;
}

/// The structure that all columns share.
///
/// Activities are numbered markets first, then suppliers in the order of their markets.
/// Markets are ranked: 0 sells final goods, the last one raw materials; a supplier buys
/// from markets of higher rank, save within its sector and from hubs. Below `background`
/// lie the final goods, which hubs and basic markets do not buy.
struct Plan {
  Index markets = 0;
  Index suppliers = 0;
  Index background = 0;               ///< the first market of the connected background
  std::vector<Index> first_supplier;  ///< of each market, and the end
  std::vector<Index> market_of;       ///< of each supplier; a rank where no market buys
  std::vector<std::uint8_t> linked;   ///< markets that buy from the next one, too
  std::vector<std::uint8_t> waste;    ///< markets whose product is a waste
  Vector price;                       ///< of the product of each market
  std::vector<Index> hubs;            ///< service markets, most used first
  std::vector<Index> column_of;       ///< the column of each activity
  std::vector<Index> activity_at;     ///< the activity of each column

  [[nodiscard]] Index activities() const { return markets + suppliers; }
  [[nodiscard]] bool is_market(Index activity) const { return activity < markets; }
  /// True where a market buys what the supplier makes.
  [[nodiscard]] bool is_sold(Index supplier) const {
    return supplier < first_supplier.back();
  }
  [[nodiscard]] Index own_suppliers(Index market) const {
    return first_supplier[at(market + 1)] - first_supplier[at(market)];
  }
  /// The market of an activity, or the one that it would sell to.
  [[nodiscard]] Index rank(Index activity) const {
    return is_market(activity) ? activity : market_of[at(activity - markets)];
  }
  /// What a unit of its product costs; suppliers leave a tenth to their market.
  [[nodiscard]] double price_of(Index activity) const {
    if (markets == 0) return 1.;
    return price[at(rank(activity))] * (is_market(activity) ? 1. : 0.9);
  }
  [[nodiscard]] bool is_waste(Index activity) const {
    return markets > 0 && waste[at(rank(activity))] != 0;
  }
};

/// The size of each market: the published histogram, met exactly, in random order.
inline std::vector<Index> market_sizes(Index markets, Draws& draws) {
  Index total = 0;
  for (const auto& [size, count] : suppliers_per_market) total += count;
  const std::vector<Index> order = permutation(markets, draws);
  std::vector<Index> sizes(at(markets));
  std::size_t bin = 0;
  std::int64_t below = suppliers_per_market[0].second;
  for (Index m = 0; m < markets; ++m) {
    while ((2 * std::int64_t{m} + 1) * total >= 2 * below * markets) {
      below += suppliers_per_market[++bin].second;
    }
    sizes[at(order[at(m)])] = suppliers_per_market[bin].first;
  }
  return sizes;
}

/// Deals the suppliers out to markets; those left over sell to nobody's market.
inline void deal_suppliers(Plan& plan, std::vector<Index> own) {
  const Index dealt = std::accumulate(own.begin(), own.end(), Index{0});
  Index excess = std::max(dealt - plan.suppliers, 0);
  for (Index& size : own) {
    const Index cut = std::min(size - 1, excess);
    if (cut > 0) {
      size -= cut;
      excess -= cut;
    }
  }
  plan.first_supplier.assign(1, 0);
  plan.market_of.reserve(at(plan.suppliers));
  for (Index m = 0; m < plan.markets; ++m) {
    plan.market_of.insert(plan.market_of.end(), at(own[at(m)]), m);
    plan.first_supplier.push_back(plan.first_supplier.back() + own[at(m)]);
  }
}

/// Draws sizes, links, prices and wastes of markets. A market that is linked sells the
/// product of the next one, for a tenth more.
inline void draw_markets(Plan& plan, Draws& draws) {
  std::vector<Index> own = market_sizes(plan.markets, draws);
  plan.linked.resize(at(plan.markets));
  plan.waste.resize(at(plan.markets));
  plan.price.resize(at(plan.markets));
  for (Index m = plan.markets - 1; m >= 0; --m) {
    const double chance = draws.uniform();
    const double price = draws.lognormal(0., 3.3);
    const bool waste = draws.happens(0.06);
    const bool link = m + 1 < plan.markets && own[at(m)] > 1 && chance < 0.47;
    plan.linked[at(m)] = link ? 1 : 0;
    plan.price[at(m)] = link ? plan.price[at(m + 1)] / 0.9 : price;
    plan.waste[at(m)] = link ? plan.waste[at(m + 1)] : (waste ? 1 : 0);
    if (link) --own[at(m)];
  }
  deal_suppliers(plan, std::move(own));
}

/// Spreads the hubs over the background: one in each of as many strata.
inline void draw_hubs(Plan& plan, Draws& draws) {
  const Index wide = plan.markets - plan.background;
  const Index count = std::max(Index{1}, plan.markets / 28);
  const std::vector<Index> strata = permutation(count, draws);
  plan.hubs.reserve(at(count));
  for (const Index stratum : strata) {
    const double place = (stratum + draws.uniform()) * wide / count;
    plan.hubs.push_back(plan.background + static_cast<Index>(place));
  }
}

inline Plan make_plan(Index activities, std::uint64_t seed) {
  Plan plan;
  Draws draws(part_stream(seed, Part::markets));
  plan.markets = static_cast<Index>(activities * 0.2664);
  plan.suppliers = activities - plan.markets;
  plan.background = static_cast<Index>(plan.markets * 0.32);
  if (plan.markets > 0) {
    draw_markets(plan, draws);
    draw_hubs(plan, draws);
  } else {
    plan.first_supplier.assign(1, 0);
  }
  while (plan.market_of.size() < at(plan.suppliers)) {
    plan.market_of.push_back(plan.markets > 0 ? draws.below(plan.markets) : 0);
  }
  Draws order(part_stream(seed, Part::permutation));
  plan.activity_at = permutation(activities, order);
  plan.column_of = inverse(plan.activity_at);
  return plan;
}

}  // namespace lichen::inline LICHEN_ABI::datasets::detail
