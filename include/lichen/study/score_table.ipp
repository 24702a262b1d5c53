#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/diagnosis.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/linalg/memory_limit.hpp"
#include "lichen/study/label.ipp"
#include "lichen/study/result_findings.ipp"
#include "lichen/study/score_table.hpp"
#include "lichen/study/solvable.ipp"
#include "lichen/study/system.hpp"
#include "lichen/study/system.ipp"
#include "lichen/study/taint.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline std::vector<ScoredActivity> scored_activities(const SystemParts& parts) {
  const Database& database = *parts.database;
  std::vector<ScoredActivity> rows;
  rows.reserve(parts.assembly.columns.size());
  for (std::size_t j = 0; j < parts.assembly.columns.size(); ++j) {
    const Column& column = parts.assembly.columns[j];
    const Activity& activity = database.activities[column.activity.at()];
    const Flow& flow = database.flows[column.flow.at()];
    rows.push_back({ColumnIndex(j), database.id_text(activity.id),
                    name_text(database, activity.name),
                    location_text(database, activity.location),
                    name_text(database, flow.name), reference_unit_text(database, flow)});
  }
  return rows;
}

/// Refuses a table that does not fit into memory before any of it is made: what is solved
/// at a time is little.
inline void require_table_memory(std::size_t rows, std::size_t categories,
                                 const SolveOptions& solve) {
  constexpr double each = 2. * sizeof(double) + sizeof(Index);
  const double bytes = static_cast<double>(rows) * static_cast<double>(categories) * each;
  const double limit =
      solve.memory_limit > 0. ? solve.memory_limit : default_memory_limit();
  if (bytes <= limit) return;
  throw Error("a table of " + std::to_string(rows) + " activities x " +
              std::to_string(categories) + " categories would take " +
              memory_text(bytes) + ", above the limit of " + memory_text(limit) +
              ": score fewer categories at a time, or raise memory_limit");
}

/// Columns of the table for the categories of one method, without values.
inline std::vector<ScoredCategory> empty_categories(const MadeFactors& made,
                                                    std::size_t rows) {
  const Database& methods = *made.choice.methods;
  const std::string method =
      made.method.method
          ? name_text(methods, methods.methods[made.method.method.at()].name)
          : std::string();
  const double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<ScoredCategory> columns;
  for (const CategoryIndex index : made.method.categories) {
    const Category& category = methods.categories[index.at()];
    columns.push_back({methods.id_text(category.id), method,
                       name_text(methods, category.name),
                       name_text(methods, category.unit), Vector(rows, none),
                       Vector(rows, none), std::vector<Index>(rows, -1), false});
  }
  return columns;
}

/// For each category the rows whose inventory holds a flow of conflicting factors.
template <class Column>
void add_conflicts(const SystemParts& parts, const MadeFactors& made,
                   const Taint& obstacles, std::vector<std::string>& reasons,
                   std::vector<Column>& columns) {
  const Assembly& assembly = parts.assembly;
  std::vector<std::vector<char>> conflicting(columns.size());
  for (const FactorMatch& match : made.characterisation.matches) {
    if (match.rule != MatchRule::conflicting) continue;
    auto& flows = conflicting[at(match.category)];
    flows.resize(assembly.flows.size(), 0);
    flows[at(match.flow)] = 1;
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (conflicting[c].empty()) {
      columns[c].reason = obstacles.reason();
      continue;
    }
    Taint taint = obstacles;
    const Index why = taint.add_reason(
        "the inventory holds flows with different factors in \"" + columns[c].category +
        "\": choose on_duplicate_factor=first, last, max, min or mean");
    for (Index j = 0; j < static_cast<Index>(assembly.b.cols()); ++j) {
      bool meets = false;
      for_each_entry(assembly.b, j,
                     [&](Index flow, double) { meets |= conflicting[c][at(flow)] != 0; });
      if (meets) taint.spread(j, why);
    }
    columns[c].reason = taint.reason();
    const auto shift = static_cast<Index>(reasons.size());
    for (Index& reason : columns[c].reason) {
      if (reason == why) reason = shift;
    }
    reasons.push_back(taint.reasons().back());
  }
}

/// Writes prices of the solvable part into rows of the table; `sign(j)` is the amount of
/// product j that a row stands for.
template <class Sign>
void put_prices(const Solvable& part, const PreparedScores& prices, Index category,
                const Sign& sign, ScoredCategory& column) {
  column.proved = prices.proved(category);
  for (std::size_t k = 0; k < part.columns.size(); ++k) {
    const auto j = at(part.columns[k]);
    if (column.reason[j] >= 0) continue;
    const ProductAmount one{static_cast<Index>(k), sign(j)};
    const Score score = prices.score(category, {&one, 1});
    column.values[j] = score.value;
    column.errors[j] = score.error.printed();
  }
}

/// Scores the rows of C, as many at a time as threads have lanes for, so that no more
/// than the table is ever held.
template <class Sign>
void score_rows_of(const SparseRef& c, const Solvable& part, const SparseRef& b,
                   const std::string& task, const Sign& sign, const RunOptions& options,
                   std::vector<ScoredCategory>& columns) {
  const Eigen::SparseMatrix<double, Eigen::RowMajor, Index> rows = c;
  const auto chunk =
      most_lanes * static_cast<Index>(workers(options.threads, columns.size()));
  const auto count = static_cast<Index>(columns.size());
  for (Index first = 0; first < count; first += chunk) {
    const Index some = std::min(chunk, count - first);
    const SparseMatrix few = rows.middleRows(first, some);
    const PreparedScores prices(*part.technosphere, b, few, {options.threads, {}});
    for (Index k = 0; k < some; ++k) {
      put_prices(part, prices, k, sign, columns[at(first + k)]);
    }
    if (options.progress) options.progress(task, first + some, count);
  }
}

inline Findings unscored_findings(const ScoreTable& table) {
  std::vector<std::int64_t> counts(table.reasons.size(), 0);
  for (std::size_t j = 0; j < table.activities.size(); ++j) {
    std::vector<Index> seen;
    for (const ScoredCategory& column : table.categories) {
      const Index reason = column.reason[j];
      if (reason < 0 || std::find(seen.begin(), seen.end(), reason) != seen.end())
        continue;
      seen.push_back(reason);
      ++counts[at(reason)];
    }
  }
  Findings findings;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (counts[k] == 0) continue;
    findings.add(answer_finding("activity_without_score", Severity::warning,
                                table.reasons[k],
                                "the activities that need it have no score", counts[k]));
  }
  return findings;
}

}  // namespace detail

LICHEN_INLINE ScoreTable System::score_all(const std::vector<MethodChoice>& methods,
                                           const RunOptions& options) const {
  if (methods.empty()) throw DataError("a score table needs at least one method");
  detail::SystemParts& parts = *parts_;
  ScoreTable table;
  table.activities = detail::scored_activities(parts);
  detail::Taint taint(parts.assembly.a, parts.assembly.obstacles);
  const detail::Solvable part =
      detail::solvable(parts.assembly.a, taint,
                       [&](const SparseMatrix& a, const std::vector<Index>& columns) {
                         return detail::named_technosphere(parts, a, columns);
                       });
  table.reasons = taint.reasons();
  if (part.technosphere) {
    table.report = part.technosphere->report();
    table.findings.append(detail::runaway_findings(
        parts, part.columns,
        detail::runaway_loops(parts, *part.technosphere, part.columns)));
  }
  const SparseMatrix b = column_part(parts.assembly.b, part.columns);
  table.policies = policies_of(parts.assembly.options, parts.solve);
  for (const MethodChoice& choice : methods) {
    const auto made = detail::factors_for(parts, choice);
    detail::require_table_memory(table.activities.size(),
                                 table.categories.size() + made->method.categories.size(),
                                 parts.solve);
    auto columns = detail::empty_categories(*made, table.activities.size());
    detail::add_conflicts(parts, *made, taint, table.reasons, columns);
    if (part.technosphere) {
      const auto sign = [&](std::size_t j) {
        return detail::demand_sign(*parts.database, parts.assembly, ColumnIndex(j));
      };
      const auto matrix = [&] { return part.technosphere->matrix(); };
      detail::naming_columns(parts, matrix, part.columns, [&] {
        detail::score_rows_of(made->characterisation.c, part, b, choice.method, sign,
                              options, columns);
      });
    }
    table.findings.append(made->characterisation.findings);
    table.findings.append(
        detail::empty_category_findings(*choice.methods, made->method.categories));
    std::move(columns.begin(), columns.end(), std::back_inserter(table.categories));
  }
  for (auto& policy : policies_of(methods.front().options)) {
    table.policies.push_back(std::move(policy));
  }
  table.findings.append(detail::unscored_findings(table));
  return table;
}

}  // namespace lichen::inline LICHEN_ABI
