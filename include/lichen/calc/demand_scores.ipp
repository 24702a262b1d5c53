#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/demand_scalings.ipp"
#include "lichen/calc/demand_scores.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/linalg/lanes.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Nanoseconds for each activity, measured at n = 28,600: solutions of a group as pairs
/// with what their errors need, and the product of one demand with one category.
inline constexpr double nanoseconds_of_lanes[] = {90., 170., 280.};
inline constexpr double nanoseconds_of_product = 6.;

[[nodiscard]] inline double cost_of_solutions(std::size_t count) {
  const auto wide = static_cast<std::size_t>(most_lanes);
  const std::size_t full = count / wide;
  double cost = static_cast<double>(full) * nanoseconds_of_lanes[2];
  if (const std::size_t rest = count % wide; rest != 0) {
    const Index width = lanes_for(static_cast<Index>(rest));
    cost += nanoseconds_of_lanes[width == 1 ? 0 : width == 4 ? 1 : 2];
  }
  return cost;
}

[[nodiscard]] inline std::string count_of(std::size_t count, const char* one,
                                          const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

inline void require_demands(const Technosphere& technosphere,
                            std::span<const std::vector<ProductAmount>> demands) {
  for (std::size_t i = 0; i < demands.size(); ++i) {
    for (const auto& [product, amount] : demands[i]) {
      const std::string of = "demand " + std::to_string(i);
      if (product < 0 || product >= technosphere.size()) {
        throw ShapeError(of + ": no product " + std::to_string(product) + ": there are " +
                         std::to_string(technosphere.size()));
      }
      if (!std::isfinite(amount)) {
        throw ShapeError(of + ": the amount of product " + std::to_string(product) +
                         " is not a finite number");
      }
    }
  }
}

/// Scores by prices, as many categories at a time as threads have lanes for.
inline void score_by_prices(const Technosphere& technosphere, const SparseRef& b,
                            const SparseRef& c,
                            std::span<const std::vector<ProductAmount>> demands,
                            int threads, DemandScores& result) {
  const Eigen::SparseMatrix<double, Eigen::RowMajor, Index> rows = c;
  const std::size_t groups = workers(threads, at(result.categories));
  const Index chunk = most_lanes * static_cast<Index>(std::max<std::size_t>(2, groups));
  for (Index first = 0; first < result.categories; first += chunk) {
    const Index some = std::min(chunk, result.categories - first);
    const SparseMatrix few = rows.middleRows(first, some);
    const PreparedScores prices(technosphere, b, few, {threads, {}});
    for (std::size_t i = 0; i < demands.size(); ++i) {
      for (Index k = 0; k < some; ++k) {
        result.scores[i * at(result.categories) + at(first + k)] =
            prices.score(k, demands[i]);
      }
    }
  }
}

/// True where prices were found; where they cannot be, and nobody asked for this way, the
/// other one is left.
[[nodiscard]] inline bool scored_by_prices(
    const Technosphere& technosphere, const SparseRef& b, const SparseRef& c,
    std::span<const std::vector<ProductAmount>> demands, const DemandOptions& options,
    DemandScores& result) {
  try {
    score_by_prices(technosphere, b, c, demands, options.threads, result);
    return true;
  } catch (const ConvergenceError& error) {
    if (options.way) throw;
    result.way = DemandWay::scalings;
    result.reason = std::string("prices were not found (") + error.what() +
                    "): each demand was solved instead";
    return false;
  }
}

/// What has no answer has no numbers.
inline void clear_failed(DemandScores& result) {
  const Score none{std::numeric_limits<double>::quiet_NaN(), {}};
  const auto width = static_cast<std::ptrdiff_t>(result.categories);
  for (std::size_t i = 0; i < result.failures.size(); ++i) {
    if (result.failures[i].empty()) continue;
    std::fill_n(result.scores.begin() + static_cast<std::ptrdiff_t>(i) * width, width,
                none);
    if (!result.inventories.empty()) result.inventories[i].clear();
    if (!result.scalings.empty()) result.scalings[i].clear();
  }
}

}  // namespace detail

LICHEN_INLINE DemandWayChoice choose_demand_way(std::size_t demands, Index categories) {
  const auto m = detail::at(categories);
  const double by_prices = detail::cost_of_solutions(m);
  const double by_scalings = detail::cost_of_solutions(demands) +
                             detail::nanoseconds_of_product *
                                 static_cast<double>(demands) * static_cast<double>(m);
  const bool prices = by_prices <= by_scalings;
  const std::string price_text = detail::count_of(m, "category", "categories");
  const std::string demand_text = detail::count_of(demands, "demand", "demands");
  return {prices ? DemandWay::prices : DemandWay::scalings,
          prices ? "the prices of " + price_text + " cost less than the solutions of " +
                       demand_text
                 : "the solutions of " + demand_text + " cost less than the prices of " +
                       price_text};
}

LICHEN_INLINE DemandScores score_demands(
    const Technosphere& technosphere, const SparseRef& b, const SparseRef& c,
    std::span<const std::vector<ProductAmount>> demands, const DemandOptions& options) {
  detail::require_fit(technosphere, b);
  detail::require_factors_for_flows(b, c);
  detail::require_demands(technosphere, demands);
  DemandScores result;
  result.categories = static_cast<Index>(c.rows());
  result.failures.resize(demands.size());
  result.scores.resize(demands.size() * detail::at(result.categories));
  if (options.inventories) result.inventories.resize(demands.size());
  if (options.scalings) result.scalings.resize(demands.size());
  const DemandWayChoice choice = choose_demand_way(demands.size(), result.categories);
  result.way = options.way.value_or(choice.way);
  result.reason = options.way && *options.way != choice.way
                      ? "it was asked for, although " + choice.reason
                      : choice.reason;
  if (result.way == DemandWay::prices &&
      detail::scored_by_prices(technosphere, b, c, demands, options, result)) {
    result.solutions += result.categories;
  }
  const bool scores = result.way == DemandWay::scalings && result.categories > 0;
  if (scores || options.inventories || options.scalings) {
    detail::DemandScalings(technosphere, b, c, demands, options, result).run();
    result.solutions += static_cast<Index>(demands.size());
  }
  detail::clear_failed(result);
  return result;
}

}  // namespace lichen::inline LICHEN_ABI
