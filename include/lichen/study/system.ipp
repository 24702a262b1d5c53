#pragma once

#include <cmath>
#include <utility>

#include "lichen/base/error.hpp"
#include "lichen/study/lookup.ipp"
#include "lichen/study/result_findings.ipp"
#include "lichen/study/result_rows.ipp"
#include "lichen/study/system.hpp"
#include "lichen/study/system_parts.ipp"
#include "lichen/study/weighting.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline ResolvedDemand resolved_entry(const SystemParts& parts, const DemandEntry& entry) {
  const Database& database = *parts.database;
  ResolvedDemand row;
  row.column = find_column(parts.names(), entry);
  const Column& column = parts.assembly.columns[row.column.at()];
  const Activity& activity = database.activities[column.activity.at()];
  const Flow& flow = database.flows[column.flow.at()];
  row.activity_id = activity.id;
  row.activity = name_text(database, activity.name);
  row.location = location_text(database, activity.location);
  row.product = name_text(database, flow.name);
  row.amount = entry.amount;
  row.reference_unit = reference_unit_text(database, flow);
  row.unit = entry.dimension      ? entry.dimension->to_string()
             : entry.unit.empty() ? row.reference_unit
                                  : std::string(trimmed(entry.unit));
  row.reference_amount =
      reference_amount(database, flow, entry, parts.assembly.options.unit_factors);
  return row;
}

inline Vector demand_of(const SystemParts& parts,
                        const std::vector<ResolvedDemand>& rows) {
  Vector f(parts.assembly.columns.size(), 0.);
  for (const ResolvedDemand& row : rows) {
    f[row.column.at()] +=
        demand_sign(*parts.database, parts.assembly, row.column) * row.reference_amount;
  }
  return f;
}

/// What an answer is made of before names are put on it.
struct Answer {
  std::shared_ptr<const ReachedPart> part;
  Assessment assessment;
  Vector scaling;  ///< one entry per column of the assembly
};

inline Answer answered(SystemParts& parts, const std::vector<ResolvedDemand>& demand,
                       const SparseMatrix& c) {
  std::vector<Index> from;
  for (const ResolvedDemand& row : demand) from.push_back(row.column.value);
  Answer answer;
  answer.part = reached_part(parts, from);
  const auto& columns = answer.part->columns;
  const Vector f = demand_of(parts, demand);
  Vector reached_f(columns.size());
  for (std::size_t k = 0; k < columns.size(); ++k) {
    reached_f[k] = f[static_cast<std::size_t>(columns[k])];
  }
  const ReachedPart& part = *answer.part;
  answer.assessment = naming_columns(
      parts, [&] { return part.technosphere.matrix(); }, columns,
      [&] { return assess(part.technosphere, part.b, c, reached_f); });
  answer.scaling.assign(f.size(), 0.);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    answer.scaling[static_cast<std::size_t>(columns[k])] =
        answer.assessment.scaling.values[k];
  }
  return answer;
}

/// What every result has, be it characterised or not.
inline Result bare_result(const SystemParts& parts, std::vector<ResolvedDemand> demand,
                          const Answer& answer, const std::vector<char>& marks) {
  const Database& database = *parts.database;
  Result result;
  result.demand = std::move(demand);
  result.inventory =
      inventory_rows(database, parts.assembly, answer.assessment.inventory, marks);
  result.open_flows = open_rows_of(database, parts.assembly, answer.scaling);
  result.scaling = answer.scaling;
  result.report = answer.assessment.scaling.report;
  result.technosphere = answer.part->technosphere;
  result.policies = policies_of(parts.assembly.options, parts.solve);
  result.findings = open_findings(result);
  result.findings.append(unreached_findings(parts.assembly, answer.part->columns));
  result.findings.append(
      runaway_findings(parts, answer.part->columns, answer.part->runaway));
  return result;
}

/// Names of the method, scores, and what their parts are.
inline void put_scores(Result& result, const SystemParts& parts, const MadeFactors& made,
                       const Answer& answer) {
  const Database& methods = *made.choice.methods;
  result.method_source = methods.source.hash;
  if (made.method.method) {
    const Method& method = methods.methods[made.method.method.at()];
    result.method = name_text(methods, method.name);
    result.method_id = method.id;
    result.method_version = name_text(methods, method.version);
  }
  result.scores = score_rows(methods, made.method.categories, answer.assessment.scores);
  for (const Vector& c : dense_rows(made.characterisation.c)) {
    result.by_activity.push_back(
        contributions_by_activity(*parts.database, parts.assembly, c, answer.scaling));
    result.by_flow.push_back(contributions_by_flow(*parts.database, parts.assembly, c,
                                                   answer.assessment.inventory));
  }
  result.coverage = coverage_of(result.inventory);
}

inline void put_weights(Result& result, const MadeFactors& made, const Answer& answer) {
  const NwSet* set = made.method.nw_set;
  if (!set) return;
  const Database& methods = *made.choice.methods;
  const WeighedProfile profile =
      weigh(methods, *set, made.method.categories, answer.assessment.scores);
  result.nw_set = name_text(methods, set->name);
  result.nw_set_id = set->id;
  result.weighted_unit = name_text(methods, set->unit);
  for (std::size_t k = 0; k < result.scores.size(); ++k) {
    result.scores[k].normalised = profile.categories[k].normalised;
    result.scores[k].weighted = profile.categories[k].weighted;
    result.scores[k].weighted_raw = profile.categories[k].weighted_raw;
  }
  result.single_score = profile.single_score;
  result.single_score_error = profile.single_score_error;
  result.findings.append(profile.findings);
}

inline void put_policies(Result& result, const MethodChoice& choice) {
  for (auto& policy : policies_of(choice.options))
    result.policies.push_back(std::move(policy));
  result.policies.emplace_back("flow_map",
                               choice.flow_map ? choice.flow_map->name : "none");
  result.policies.emplace_back("nw_set", result.nw_set.empty() ? "none" : result.nw_set);
}

}  // namespace detail

struct System::Parts : detail::SystemParts {};

LICHEN_INLINE System::System(std::shared_ptr<const Database> database,
                             const LinkOptions& options,
                             const SolveOptions& solve_options)
    : parts_(std::make_shared<Parts>()) {
  if (!database) throw DataError("no database was given");
  parts_->database = std::move(database);
  parts_->assembly = assemble(*parts_->database, options);
  parts_->solve = solve_options;
}

LICHEN_INLINE Result System::calculate(const Demand& demand,
                                       const MethodChoice& method) const {
  detail::SystemParts& parts = *parts_;
  auto resolved = resolve(demand);
  const auto made = detail::factors_for(parts, method);
  const detail::Answer answer =
      detail::answered(parts, resolved, made->characterisation.c);
  const Vector& g = answer.assessment.inventory;
  // First what may forbid the answer: conflicting factors.
  const Findings factors =
      detail::factor_findings(*parts.database, parts.assembly, made->characterisation, g);
  Result result = detail::bare_result(
      parts, std::move(resolved), answer,
      detail::characterised_rows(parts.assembly, made->characterisation));
  detail::put_scores(result, parts, *made, answer);
  result.findings.append(factors);
  result.findings.append(detail::coverage_findings(result));
  result.findings.append(
      detail::empty_category_findings(*method.methods, made->method.categories));
  detail::put_weights(result, *made, answer);
  detail::put_policies(result, method);
  result.findings.append(detail::condition_findings(parts, *answer.part, result));
  return result;
}

LICHEN_INLINE Result System::calculate(const Demand& demand, Database methods) const {
  MethodChoice choice;
  choice.methods = std::make_shared<const Database>(std::move(methods));
  return calculate(demand, choice);
}

LICHEN_INLINE Result System::inventory(const Demand& demand) const {
  detail::SystemParts& parts = *parts_;
  auto resolved = resolve(demand);
  const SparseMatrix none(0, static_cast<Index>(parts.assembly.b.rows()));
  const detail::Answer answer = detail::answered(parts, resolved, none);
  return detail::bare_result(parts, std::move(resolved), answer, {});
}

LICHEN_INLINE std::vector<FactorReason> System::explain(
    std::string_view flow, const MethodChoice& method) const {
  return explain_factors(*parts_->database, flow, method);
}

LICHEN_INLINE ColumnIndex System::find(const DemandEntry& entry) const {
  return detail::find_column(parts_->names(), entry);
}

LICHEN_INLINE std::vector<ResolvedDemand> System::resolve(const Demand& demand) const {
  if (demand.empty()) throw DataError("a demand needs at least one activity");
  std::vector<ResolvedDemand> rows;
  for (const DemandEntry& entry : demand) {
    rows.push_back(detail::resolved_entry(*parts_, entry));
  }
  return rows;
}

LICHEN_INLINE Vector System::demand_vector(const Demand& demand) const {
  return detail::demand_of(*parts_, resolve(demand));
}

LICHEN_INLINE const Database& System::database() const noexcept {
  return *parts_->database;
}

LICHEN_INLINE const Assembly& System::assembly() const noexcept {
  return parts_->assembly;
}

LICHEN_INLINE const Technosphere& System::technosphere() const {
  return detail::whole_technosphere(*parts_);
}

LICHEN_INLINE System link(Database database, const LinkOptions& options,
                          const SolveOptions& solve_options) {
  return System(std::make_shared<const Database>(std::move(database)), options,
                solve_options);
}

}  // namespace lichen::inline LICHEN_ABI
