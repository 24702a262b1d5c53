#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/base/parallel.hpp"
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

inline void require_amounts(const std::vector<ProductAmount>& demand,
                            const PreparedScores& prices) {
  static_cast<void>(prices.scores(demand));  // refuses products that do not exist
  for (const auto& [product, amount] : demand) {
    if (std::isfinite(amount)) continue;
    throw ShapeError("the amount of product " + std::to_string(product) +
                     " is not a finite number");
  }
}

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
  /// One scenario of a call, on its way.
  struct Task {
    const Scenario* scenario = nullptr;
    ScenarioChanges changes;
    ScenarioScores* result = nullptr;
  };

  [[nodiscard]] UpdateBase update_base() const { return {*prices_, factors_, *scale_}; }
  [[nodiscard]] ScenarioWay cheaper_way(const ScenarioChanges& changes,
                                        const std::map<Index, double>& uses) const;
  [[nodiscard]] std::size_t end_of_part(const std::vector<Task>& tasks,
                                        std::size_t first) const;
  [[nodiscard]] std::map<Index, InverseRow> rows_of(std::span<const Task> tasks) const;
  void answer(const Task& task, const std::map<Index, InverseRow>& rows,
              std::span<const PreparedDemand> prepared, Demands demands) const;
  [[nodiscard]] bool update(const Task& task, const std::map<Index, InverseRow>& rows,
                            std::span<const PreparedDemand> demands) const;
  [[nodiscard]] Technosphere changed_technosphere(
      const std::vector<Change>& changes) const;
  void solve_afresh(const Task& task, Demands demands) const;
  [[nodiscard]] std::string words_of(const Error& error, const Scenario& scenario) const;

  Technosphere technosphere_;
  SparseMatrix b_, c_;
  FactorsOfFlow factors_;
  std::shared_ptr<const PreparedScores> prices_;
  ScenarioOptions options_;
  std::shared_ptr<const ErrorScale> scale_;
  mutable InverseRows rows_;
};

// In multiply-adds. A row is solved and corrected as the prices of a category are, of
// which a system solved afresh needs all, and its order; some 20 sweeps for each. Rows
// are shared by the scenarios that use them.
inline ScenarioWay ScenarioBase::cheaper_way(const ScenarioChanges& changes,
                                             const std::map<Index, double>& uses) const {
  const auto k = static_cast<double>(changes.columns.size());
  const double solve =
      60. * static_cast<double>(technosphere_.matrix().nonZeros() + technosphere_.size());
  double rows = 0.;
  for (const Index column : changes.columns) rows += 1. / uses.at(column);
  const double update = rows * solve + 8. * k * k * k;
  const double fresh = (static_cast<double>(prices_->categories()) + 2.) * solve;
  return update > fresh ? ScenarioWay::fresh : ScenarioWay::update;
}

// As many as share a fair number of rows, so that these are solved side by side and yet
// do not fill the memory.
inline std::size_t ScenarioBase::end_of_part(const std::vector<Task>& tasks,
                                             std::size_t first) const {
  constexpr std::size_t most_rows = 16 * static_cast<std::size_t>(most_lanes);
  constexpr std::size_t most_scenarios = 4096;
  std::set<Index> columns;
  std::size_t end = first;
  for (; end < tasks.size() && end - first < most_scenarios; ++end) {
    if (tasks[end].result->way == ScenarioWay::fresh) continue;
    const auto& more = tasks[end].changes.columns;
    columns.insert(more.begin(), more.end());
    if (columns.size() > most_rows && end > first) break;
  }
  return end;
}

inline std::map<Index, InverseRow> ScenarioBase::rows_of(
    std::span<const Task> tasks) const {
  std::set<Index> columns;
  for (const Task& task : tasks) {
    if (task.result->way == ScenarioWay::fresh) continue;
    columns.insert(task.changes.columns.begin(), task.changes.columns.end());
  }
  return rows_.rows({columns.begin(), columns.end()}, options_.threads);
}

inline bool ScenarioBase::update(const Task& task,
                                 const std::map<Index, InverseRow>& rows,
                                 std::span<const PreparedDemand> demands) const {
  Rows own;
  for (const Index column : task.changes.columns) {
    own.push_back(rows.at(column));
    if (!own.back().accepted()) return false;
  }
  const ScenarioUpdate update(update_base(), task.changes, std::move(own));
  if (!update.usable()) return false;
  for (const PreparedDemand& demand : demands) {
    auto scores = update.scores(demand);
    if (!scores) return false;
    task.result->scores.push_back(std::move(*scores));
  }
  return true;
}

inline Technosphere ScenarioBase::changed_technosphere(
    const std::vector<Change>& changes) const {
  if (changes.empty()) return technosphere_;
  const SparseMatrix a = with_changes(technosphere_.matrix(), changes);
  return technosphere_.options() == options_.solve ? technosphere_.with_values(a)
                                                   : Technosphere(a, options_.solve);
}

inline void ScenarioBase::solve_afresh(const Task& task, Demands demands) const {
  const Scenario& scenario = *task.scenario;
  task.result->way = ScenarioWay::fresh;
  task.result->scores.clear();
  const Technosphere changed = changed_technosphere(scenario.technosphere);
  const PreparedScores prices(changed, with_changes(b_, scenario.biosphere), c_,
                              {.threads = 1, .progress = {}});
  for (const auto& demand : demands) {
    task.result->scores.push_back(prices.scores(demand));
  }
}

inline void ScenarioBase::answer(const Task& task,
                                 const std::map<Index, InverseRow>& rows,
                                 std::span<const PreparedDemand> prepared,
                                 Demands demands) const {
  try {
    const bool done =
        task.result->way == ScenarioWay::update && update(task, rows, prepared);
    if (!done) solve_afresh(task, demands);
  } catch (const Error& error) {
    task.result->failure = words_of(error, *task.scenario);
    task.result->scores.clear();
  }
}

inline std::string ScenarioBase::words_of(const Error& error,
                                          const Scenario& scenario) const {
  if (!options_.explain) return error.what();
  return options_.explain(error,
                          with_changes(technosphere_.matrix(), scenario.technosphere));
}

inline std::vector<ScenarioScores> ScenarioBase::score(
    std::span<const Scenario> scenarios, Demands demands) const {
  std::vector<PreparedDemand> prepared;
  for (const auto& demand : demands) {
    require_amounts(demand, *prices_);
    prepared.push_back(prepare_demand(update_base(), demand));
  }
  std::vector<ScenarioScores> results(scenarios.size());
  std::vector<Task> tasks;
  std::map<Index, double> uses;
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    results[i].name = scenarios[i].name;
    try {
      tasks.push_back({&scenarios[i],
                       changes_of(scenarios[i], technosphere_.matrix(), b_),
                       &results[i]});
      for (const Index column : tasks.back().changes.columns) ++uses[column];
    } catch (const DataError& error) {
      results[i].failure = error.what();
    }
  }
  for (Task& task : tasks) task.result->way = cheaper_way(task.changes, uses);
  for (std::size_t first = 0, end = 0; first < tasks.size(); first = end) {
    end = end_of_part(tasks, first);
    const std::span<const Task> part(tasks.data() + first, end - first);
    const auto rows = rows_of(part);
    RunOptions run{options_.threads, {}};
    std::int64_t told = 0;
    const auto tell = [&](std::string_view, std::int64_t done, std::int64_t) {
      told = static_cast<std::int64_t>(first) + done;
      options_.progress("scenarios", told, static_cast<std::int64_t>(tasks.size()));
    };
    if (options_.progress) run.progress = tell;
    in_parallel("scenarios", part.size(), run,
                [&](std::size_t i) { answer(part[i], rows, prepared, demands); });
    // The last ones may have been done by other threads, which tell nothing.
    const auto done = static_cast<std::int64_t>(part.size());
    if (run.progress && told != static_cast<std::int64_t>(end)) tell({}, done, done);
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
