#pragma once

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/burden.hpp"
#include "lichen/study/result_findings.ipp"
#include "lichen/study/result_rows.ipp"
#include "lichen/study/scenario_cells.ipp"
#include "lichen/study/scenario_reach.ipp"
#include "lichen/study/system.hpp"
#include "lichen/study/system.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Scenarios in positions of the assembly; those at fault say so in their answers.
inline PreparedScenarios prepare_scenarios(const SystemParts& parts,
                                           const ScenarioTable& table,
                                           std::vector<ScenarioAnswer>& answers) {
  const CellFinder finder(parts.names());
  std::vector<ResolvedExchange> exchanges;
  exchanges.reserve(table.exchanges.size());
  for (const ScenarioExchange& exchange : table.exchanges) {
    exchanges.push_back(finder.resolve(exchange));
  }
  PreparedScenarios prepared;
  prepared.scenarios.resize(table.names.size());
  prepared.answers = &answers;
  answers.resize(table.names.size());
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    answers[i].name = table.names[i];
    try {
      prepared.scenarios[i] = scenario_of(parts.assembly, table, i, exchanges);
    } catch (const Error& error) {
      answers[i].failure = error.what();
    }
  }
  return prepared;
}

/// Fails the scenarios that bring in a flow with conflicting factors. @throws DataError
/// where the part that they share holds one.
inline Findings scenario_factor_findings(const SystemParts& parts,
                                         const ReachedPart& part,
                                         const Characterisation& made, const Vector& f,
                                         const PreparedScenarios& prepared) {
  const Vector s = part.technosphere.solve(f).values;
  Vector g = inventory(part.b, s);
  for (Index j = 0; j < static_cast<Index>(part.b.cols()); ++j) {
    if (s[static_cast<std::size_t>(j)] != 0.) continue;  // only scenarios reach it
    for (SparseMatrix::InnerIterator it(part.b, j); it; ++it) {
      double& amount = g[static_cast<std::size_t>(it.row())];
      if (amount == 0.) amount = it.value();
    }
  }
  std::set<Index> conflicting;
  for (const FactorMatch& match : made.matches) {
    if (match.rule == MatchRule::conflicting) conflicting.insert(match.flow);
  }
  for (std::size_t i = 0; i < prepared.scenarios.size(); ++i) {
    for (const Change& change : prepared.scenarios[i].biosphere) {
      if (!conflicting.contains(change.row) || change.value == 0.) continue;
      const Flow& flow =
          parts.database
              ->flows[parts.assembly.flows[static_cast<std::size_t>(change.row)].at()];
      (*prepared.answers)[i].failure =
          "a category holds several different factors for " +
          full_label(*parts.database, flow) +
          "; choose by name: on_duplicate_factor=first, last, max, min or mean";
    }
  }
  return factor_findings(*parts.database, parts.assembly, made, g);
}

/// Why the changed A of a scenario has no solution, with the names of activities.
inline std::string scenario_failure(const SystemParts& parts,
                                    const std::vector<Index>& columns, const Error& error,
                                    const SparseMatrix& a) {
  if (dynamic_cast<const SingularError*>(&error) != nullptr) {
    const Diagnosis found = diagnose(a);
    if (found.regular()) return error.what();
    return singular_message(*parts.database, parts.assembly, columns, found);
  }
  const auto* convergence = dynamic_cast<const ConvergenceError*>(&error);
  if (convergence == nullptr) return error.what();
  try {
    const auto fail = [&]() -> std::string { throw ConvergenceError(*convergence); };
    return naming_columns(parts, [&] { return a; }, columns, fail);
  } catch (const ConvergenceError& named) {
    return named.what();
  }
}

/// Scores of those that run, and of the system as it is, which comes first.
inline void score_scenarios(const SystemParts& parts, const ReachedPart& part,
                            const Characterisation& made, const Vector& f,
                            const PreparedScenarios& prepared, const Progress& progress,
                            std::vector<Score>& base) {
  std::vector<ProductAmount> demand;
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (f[i] != 0.) demand.push_back({static_cast<Index>(i), f[i]});
  }
  std::vector<Scenario> running(1);
  std::vector<std::size_t> position(1, 0);
  for (std::size_t i = 0; i < prepared.scenarios.size(); ++i) {
    if (!prepared.runs(i)) continue;
    running.push_back(within(part, prepared.scenarios[i], (*prepared.answers)[i]));
    position.push_back(i);
  }
  ScenarioOptions options;
  options.solve = parts.solve;
  options.progress = progress;
  options.explain = [&](const Error& error, const SparseMatrix& a) {
    return scenario_failure(parts, part.columns, error, a);
  };
  const auto matrix = [&] { return part.technosphere.matrix(); };
  auto scores = naming_columns(parts, matrix, part.columns, [&] {
    return Scenarios(part.technosphere, part.b, made.c, std::move(options))
        .score(running, {&demand, 1});
  });
  base = std::move(scores[0].scores[0]);
  for (std::size_t k = 1; k < scores.size(); ++k) {
    ScenarioAnswer& answer = (*prepared.answers)[position[k]];
    answer.failure = std::move(scores[k].failure);
    answer.way = scores[k].way;
    if (!answer.failed()) answer.scores = std::move(scores[k].scores[0]);
  }
}

inline std::string some_names(const std::vector<std::string>& names) {
  return joined(names, 5);
}

/// What a reader of the table should know: failures, changes without effect, ways.
inline Findings scenario_findings(const std::vector<ScenarioAnswer>& answers) {
  std::vector<std::string> failed;
  std::vector<std::string> idle;
  std::int64_t unreached = 0;
  for (const ScenarioAnswer& answer : answers) {
    if (answer.failed()) failed.push_back("\"" + answer.name + "\"");
    const bool none = !answer.failed() && answer.changes == answer.unreached;
    if (none) idle.push_back("\"" + answer.name + "\"");
    unreached += static_cast<std::int64_t>(answer.unreached);
  }
  Findings findings;
  if (!failed.empty()) {
    findings.add(answer_finding("scenario_failed", Severity::error,
                                "scenarios without scores: " + some_names(failed),
                                "the others were answered",
                                static_cast<std::int64_t>(failed.size())));
  }
  if (!idle.empty()) {
    findings.add(answer_finding(
        "scenario_without_effect", Severity::warning,
        "scenarios that change nothing that the demand reaches: " + some_names(idle),
        "they score as the system does without them",
        static_cast<std::int64_t>(idle.size())));
  }
  if (unreached > 0) {
    findings.add(answer_finding("unreached_change", Severity::info,
                                "changes in activities that the demand never needs",
                                "they have no effect", unreached));
  }
  return findings;
}

inline void put_method(ScenarioResult& result, const MadeFactors& made,
                       const std::vector<Score>& base) {
  const Database& methods = *made.choice.methods;
  result.method_source = methods.source.hash;
  if (made.method.method) {
    const Method& method = methods.methods[made.method.method.at()];
    result.method = name_text(methods, method.name);
    result.method_id = method.id;
    result.method_version = name_text(methods, method.version);
  }
  result.base = score_rows(methods, made.method.categories, base);
}

}  // namespace detail

LICHEN_INLINE ScenarioResult System::scenarios(const ScenarioTable& table,
                                               const Demand& demand,
                                               const MethodChoice& method,
                                               const Progress& progress) const {
  detail::SystemParts& parts = *parts_;
  if (!parts.assembly.options.keep_parts) {
    throw DataError(
        "scenarios need the way back from matrices to exchanges: link with keep_parts");
  }
  ScenarioResult result;
  result.demand = resolve(demand);
  const auto made = detail::factors_for(parts, method);
  const auto prepared = detail::prepare_scenarios(parts, table, result.scenarios);
  std::vector<Index> from;
  for (const ResolvedDemand& row : result.demand) from.push_back(row.column.value);
  const auto part = detail::shared_part(parts, from, prepared);
  const Vector whole = detail::demand_of(parts, result.demand);
  Vector f;
  for (const Index column : part->columns) {
    f.push_back(whole[static_cast<std::size_t>(column)]);
  }
  const Findings factors =
      detail::scenario_factor_findings(parts, *part, made->characterisation, f, prepared);
  std::vector<Score> base;
  detail::score_scenarios(parts, *part, made->characterisation, f, prepared, progress,
                          base);
  detail::put_method(result, *made, base);
  result.policies = policies_of(parts.assembly.options, parts.solve);
  for (auto& policy : policies_of(method.options)) {
    result.policies.push_back(std::move(policy));
  }
  result.policies.emplace_back("flow_map",
                               method.flow_map ? method.flow_map->name : "none");
  result.findings.append(table.findings);
  result.findings.append(detail::scenario_findings(result.scenarios));
  result.findings.append(factors);
  return result;
}

}  // namespace lichen::inline LICHEN_ABI
