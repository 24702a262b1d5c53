#pragma once

// The columns of A of a synthetic system, one after another, each from its own draws.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/datasets/plan.ipp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/random/draws.hpp"

namespace lichen::inline LICHEN_ABI::datasets::detail {

/// One column before it is stored: rows with values, in any order, rows more than once.
using ColumnEntries = std::vector<std::pair<Index, double>>;

/// Appends a column to a matrix: rows ascending, what falls on one row added up.
inline void store_column(SparseMatrix& matrix, Index column, ColumnEntries& entries) {
  std::sort(entries.begin(), entries.end());
  matrix.startVec(column);
  for (std::size_t i = 0; i < entries.size();) {
    const Index row = entries[i].first;
    double sum = 0.;
    for (; i < entries.size() && entries[i].first == row; ++i) sum += entries[i].second;
    matrix.insertBack(row, column) = sum;
  }
}

/// A place among `count` hubs or flows whose use falls as (place + 9)^-3/4: the first
/// market of 200 has about a fortieth of all.
inline Index popular(double u, Index count, double head = 8.) {
  const double first = std::sqrt(std::sqrt(head));
  const double last = std::sqrt(std::sqrt(head + count));
  const double root = first + u * (last - first);
  const double place = (root * root) * (root * root) - head;
  return std::clamp(static_cast<Index>(place), Index{0}, count - 1);
}

/// Writes the columns of A.
class TechnosphereColumns {
 public:
  TechnosphereColumns(const Plan& plan, const SyntheticOptions& options)
      : plan_(plan), options_(options) {
    if (options.coupling == Coupling::hard) place_loops();
  }

  void write(SparseMatrix& a) {
    const Index n = plan_.activities();
    a.resize(n, n);
    a.reserve(static_cast<Index>(std::min(n * 10.6 + 64., 2147483647.)));
    for (Index j = 0; j < n; ++j) {
      const Index activity = plan_.activity_at[at(j)];
      Draws draws(part_stream(options_.seed, Part::activity, activity));
      bought_.clear();
      entries_.clear();
      double own = 1.;
      if (plan_.is_market(activity)) {
        own = buy_for_market(activity, draws);
      } else {
        buy_for_supplier(activity - plan_.markets, draws);
      }
      entries_.emplace_back(j, plan_.is_waste(activity) ? -own : own);
      store_column(a, j, entries_);
    }
    a.finalize();
  }

 private:
  /// Enters an input of `share` of the price of `activity`, or a credit.
  void enter(Index activity, Index input, double share, bool credit = false) {
    const double amount = share * (plan_.price_of(activity) / plan_.price_of(input));
    const bool positive = plan_.is_waste(input) != credit;
    entries_.emplace_back(plan_.column_of[at(input)], positive ? amount : -amount);
  }

  /// Suppliers in shares, up to four transports, losses. Gives the diagonal.
  double buy_for_market(Index market, Draws& draws) {
    for (Index i = 0; i < plan_.own_suppliers(market); ++i) {
      const Index supplier = plan_.first_supplier[at(market)] + i;
      bought_.emplace_back(plan_.markets + supplier, draws.exponential());
    }
    if (plan_.linked[at(market)] != 0) {
      bought_.emplace_back(market + 1, draws.exponential());
    }
    double total = 0.;
    for (const auto& [input, weight] : bought_) total += weight;
    for (const auto& [input, weight] : bought_)
      enter(market, input, 0.9 * weight / total);
    const Index legs = draws.below(5);
    const auto carriers = std::min<Index>(12, static_cast<Index>(plan_.hubs.size()));
    for (Index leg = 0; leg < legs; ++leg) {
      const Index hub = plan_.hubs[at(draws.below(carriers))];
      const double share = std::min(draws.lognormal(-6., 1.), 0.015);
      if (hub != market) enter(market, hub, share);
    }
    return draws.happens(0.08) ? 1. - 0.04 * draws.uniform() : 1.;
  }

  void buy_for_supplier(Index supplier, Draws& draws) {
    const double fate = draws.uniform();
    const double strength = draw_strength(draws);
    // Half of those that no market buys from stand alone; some take from nature only.
    if (plan_.markets == 0 || fate < (plan_.is_sold(supplier) ? 0.01 : 0.5)) return;
    const double spare = loop_input(supplier);
    const double count = std::round(draws.lognormal(mean_inputs, 0.7));
    const auto inputs = static_cast<Index>(std::clamp(count, 1., 120.));
    double total = 0.;
    for (Index i = 0; i < inputs; ++i) {
      const Index input = choose_input(supplier, draws);
      const double weight = draws.lognormal(0., 2.2);
      if (input == plan_.markets + supplier) continue;
      total += weight;
      bought_.emplace_back(input, weight);
    }
    const double scale = total > 0. ? std::min(strength, spare) / total : 0.;
    for (const auto& [input, weight] : bought_) {
      const bool credit = draws.happens(0.004);
      enter(plan_.markets + supplier, input, weight * scale, credit);
    }
  }

  /// The share of the price that is spent on inputs: Beta(2, 4) or, hard, Beta(4, 2), as
  /// the second and fourth of five uniforms in order.
  double draw_strength(Draws& draws) const {
    std::array<double, 5> u{};
    for (double& x : u) x = draws.uniform();
    std::sort(u.begin(), u.end());
    const bool hard = options_.coupling == Coupling::hard;
    return std::min(hard ? u[3] : u[1], 0.97);
  }

  /// An activity to buy from: mostly a market, one in 21 times one of its suppliers; the
  /// supplier itself where it met its own market.
  Index choose_input(Index supplier, Draws& draws) const {
    const Index market = choose_market(supplier, draws);
    const double direct = draws.uniform() / 0.047;
    if (market == plan_.market_of[at(supplier)]) return plan_.markets + supplier;
    const Index choice = plan_.own_suppliers(market);
    if (direct >= 1. || choice == 0) return market;
    const auto which = static_cast<Index>(direct * choice);
    return plan_.markets + plan_.first_supplier[at(market)] + which;
  }

  /// A hub, a market of the same sector, or one of higher rank.
  Index choose_market(Index supplier, Draws& draws) const {
    constexpr Index sector = 60;  // markets
    const Index own = plan_.market_of[at(supplier)];
    const double kind = draws.uniform();
    const double place = draws.uniform();
    if (kind < 0.5) {
      return plan_.hubs[at(popular(place, static_cast<Index>(plan_.hubs.size())))];
    }
    if (kind < 0.575) {
      const Index start = own / sector * sector;
      const Index size = std::min(sector, plan_.markets - start);
      const Index market = start + static_cast<Index>(place * size);
      // Few final goods are made of one another in a circle.
      if (own < plan_.background && kind < 0.574) return std::max(market, own);
      return market;
    }
    const double up = -portable_log(1. - place) * 0.02 * plan_.markets;
    const Index market = own + 1 + static_cast<Index>(std::min(up, 1e9));
    if (market < plan_.markets) return market;
    return plan_.markets - 1 - draws.below(std::min(sector, plan_.markets));
  }

  /// Twelve loops of two or three suppliers, gains from 0.5 to 0.95.
  void place_loops() {
    constexpr Index loops = 12;
    if (plan_.markets == 0) return;
    const Index begin = plan_.first_supplier[at(plan_.background)];
    const Index wide = plan_.first_supplier.back() - begin;
    if (wide < loops * 8) return;
    for (Index k = 0; k < loops; ++k) {
      const Index length = 3 - k % 2;
      const double gain = 0.5 + 0.45 * k / (loops - 1);
      loops_.push_back({begin + k * (wide / loops), length,
                        portable_exp(portable_log(gain) / length)});
    }
  }

  /// Enters the input that closes a loop, where the supplier is in one; gives what may be
  /// spent on others.
  double loop_input(Index supplier) {
    for (const Loop& loop : loops_) {
      const Index i = supplier - loop.first;
      if (i < 0 || i >= loop.length) continue;
      const Index next = loop.first + (i + 1) % loop.length;
      enter(plan_.markets + supplier, plan_.markets + next, loop.share);
      return 0.5 * (1. - loop.share);
    }
    return 1.;
  }

  /// Suppliers that buy `share` of their price from the next of them.
  struct Loop {
    Index first;
    Index length;
    double share;
  };

  static constexpr double mean_inputs = 2.22;

  const Plan& plan_;
  const SyntheticOptions& options_;
  std::vector<Loop> loops_;
  ColumnEntries bought_;   ///< activities and weights
  ColumnEntries entries_;  ///< rows and values
};

}  // namespace lichen::inline LICHEN_ABI::datasets::detail
