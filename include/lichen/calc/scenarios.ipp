#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/burden.ipp"
#include "lichen/calc/scenarios.hpp"
#include "lichen/calc/scenarios_changes.ipp"
#include "lichen/calc/scenarios_rows.ipp"
#include "lichen/calc/scenarios_update.ipp"
#include "lichen/calc/score_error.ipp"
#include "lichen/linalg/tidy.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

using Demands = std::span<const std::vector<ProductAmount>>;

/// What scenarios of one system share.
class ScenarioBase {
 public:
  ScenarioBase(Technosphere a, const SparseRef& b, const SparseRef& c,
               std::shared_ptr<const PreparedScores> known, ScenarioOptions options)
      : technosphere_(std::move(a)),
        b_(tidy(b)),
        c_(tidy(c)),
        factors_(c_),
        prices_(std::move(known)),
        options_(std::move(options)),
        scale_(std::make_shared<const ErrorScale>(technosphere_, *prices_)),
        rows_(technosphere_, scale_, options_.memory) {}

  [[nodiscard]] const PreparedScores& prices() const { return *prices_; }
  [[nodiscard]] std::vector<ScenarioScores> score(std::span<const Scenario> scenarios,
                                                  Demands demands) const;

 private:
  [[nodiscard]] ScenarioWay cheaper_way(const ScenarioChanges& changes,
                                        const std::map<Index, double>& uses) const;
  void answer(const Scenario& scenario, const ScenarioChanges& changes, Demands demands,
              ScenarioScores& result) const;
  [[nodiscard]] bool update(const ScenarioChanges& changes, Demands demands,
                            ScenarioScores& result) const;
  void solve_afresh(const Scenario& scenario, Demands demands,
                    ScenarioScores& result) const;

  Technosphere technosphere_;
  SparseMatrix b_, c_;
  FactorsOfFlow factors_;
  std::shared_ptr<const PreparedScores> prices_;
  ScenarioOptions options_;
  std::shared_ptr<const ErrorScale> scale_;
  mutable InverseRows rows_;
};

// In multiply-adds. A row is solved, corrected and judged, as each category of a system
// solved afresh is, which has to be ordered too; some 20 sweeps for each. Rows are shared
// by the scenarios that use them.
inline ScenarioWay ScenarioBase::cheaper_way(const ScenarioChanges& changes,
                                             const std::map<Index, double>& uses) const {
  const auto k = static_cast<double>(changes.columns.size());
  const double solve =
      60. * static_cast<double>(technosphere_.matrix().nonZeros() + technosphere_.size());
  double rows = 0.;
  for (const ColumnChange& column : changes.columns) rows += 1. / uses.at(column.column);
  const double update = rows * solve + 8. * k * k * k;
  const double fresh = (static_cast<double>(prices_->categories()) + 2.) * solve;
  return update > fresh ? ScenarioWay::fresh : ScenarioWay::update;
}

inline bool ScenarioBase::update(const ScenarioChanges& changes, Demands demands,
                                 ScenarioScores& result) const {
  Rows rows;
  for (const ColumnChange& column : changes.columns) {
    rows.push_back(rows_.row(column.column));
  }
  const ScenarioUpdate update({*prices_, factors_, *scale_}, changes, std::move(rows));
  if (!update.usable()) return false;
  for (const auto& demand : demands) {
    auto scores = update.scores(demand);
    if (!scores) return false;
    result.scores.push_back(std::move(*scores));
  }
  return true;
}

inline void ScenarioBase::solve_afresh(const Scenario& scenario, Demands demands,
                                       ScenarioScores& result) const {
  result.way = ScenarioWay::fresh;
  const Technosphere changed =
      scenario.technosphere.empty()
          ? technosphere_
          : Technosphere(with_changes(technosphere_.matrix(), scenario.technosphere),
                         options_.solve);
  const PreparedScores prices(changed, with_changes(b_, scenario.biosphere), c_);
  for (const auto& demand : demands) result.scores.push_back(prices.scores(demand));
}

inline void ScenarioBase::answer(const Scenario& scenario, const ScenarioChanges& changes,
                                 Demands demands, ScenarioScores& result) const {
  if (result.way == ScenarioWay::update) {
    if (update(changes, demands, result)) return;
    result.scores.clear();
  }
  solve_afresh(scenario, demands, result);
}

inline std::vector<ScenarioScores> ScenarioBase::score(
    std::span<const Scenario> scenarios, Demands demands) const {
  for (const auto& demand : demands) {
    static_cast<void>(prices_->scores(demand));  // refuses products that do not exist
  }
  std::vector<ScenarioScores> results(scenarios.size());
  std::vector<ScenarioChanges> changes(scenarios.size());
  std::map<Index, double> uses;
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    results[i].name = scenarios[i].name;
    try {
      changes[i] = changes_of(scenarios[i], technosphere_.matrix(), b_);
      for (const ColumnChange& column : changes[i].columns) ++uses[column.column];
    } catch (const DataError& error) {
      results[i].failure = error.what();
    }
  }
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    if (options_.progress) {
      options_.progress("scenarios", static_cast<std::int64_t>(i),
                        static_cast<std::int64_t>(scenarios.size()));
    }
    if (results[i].failed()) continue;
    try {
      results[i].way = cheaper_way(changes[i], uses);
      answer(scenarios[i], changes[i], demands, results[i]);
    } catch (const Error& error) {
      results[i].failure = error.what();
      results[i].scores.clear();
    }
  }
  return results;
}

}  // namespace detail

LICHEN_INLINE Scenarios::Scenarios(const Technosphere& technosphere, const SparseRef& b,
                                   const SparseRef& c, ScenarioOptions options)
    : Scenarios(technosphere, b, c,
                std::make_shared<const PreparedScores>(technosphere, b, c),
                std::move(options)) {}

LICHEN_INLINE Scenarios::Scenarios(const Technosphere& technosphere, const SparseRef& b,
                                   const SparseRef& c,
                                   std::shared_ptr<const PreparedScores> prices,
                                   ScenarioOptions options) {
  detail::require_fit(technosphere, b);
  if (!prices || prices->products() != technosphere.size() ||
      prices->categories() != static_cast<Index>(c.rows())) {
    throw ShapeError("the prices of a system of " + std::to_string(technosphere.size()) +
                     " products and " + std::to_string(c.rows()) +
                     " categories are needed");
  }
  base_ = std::make_shared<const detail::ScenarioBase>(
      technosphere, b, c, std::move(prices), std::move(options));
}

LICHEN_INLINE std::vector<ScenarioScores> Scenarios::score(
    std::span<const Scenario> scenarios,
    std::span<const std::vector<ProductAmount>> demands) const {
  return base_->score(scenarios, demands);
}

LICHEN_INLINE ScenarioScores Scenarios::score(
    const Scenario& scenario, const std::vector<ProductAmount>& demand) const {
  return std::move(base_->score({&scenario, 1}, {&demand, 1}).front());
}

LICHEN_INLINE const PreparedScores& Scenarios::prices() const { return base_->prices(); }

}  // namespace lichen::inline LICHEN_ABI
