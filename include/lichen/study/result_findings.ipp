#pragma once

// What was odd about one answer, and the errors that forbid it.

#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/diagnosis.hpp"
#include "lichen/study/label.ipp"
#include "lichen/study/result.hpp"
#include "lichen/study/result_rows.ipp"
#include "lichen/study/singular.ipp"
#include "lichen/study/system_parts.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline Finding answer_finding(std::string kind, Severity severity, std::string message,
                              std::string action, std::int64_t count = 1) {
  Finding finding;
  finding.kind = std::move(kind);
  finding.severity = severity;
  finding.message = std::move(message);
  finding.action = std::move(action);
  finding.count = count;
  return finding;
}

/// As `"flow" (id): 2.5 kg`, for a row of B.
inline std::string amount_label(const Database& database, const Assembly& assembly,
                                Index row, double amount) {
  const Flow& flow = database.flows[assembly.flows[static_cast<std::size_t>(row)].at()];
  return full_label(database, flow) + ": " + amount_text(amount) + " " +
         reference_unit_text(database, flow);
}

/// The failed matches of flows that an inventory holds, one label per flow and rule.
inline std::map<MatchRule, std::vector<std::string>> failed_matches(
    const Database& database, const Assembly& assembly, const Characterisation& made,
    const Vector& g) {
  std::map<MatchRule, std::map<Index, std::string>> failed;
  for (const FactorMatch& match : made.matches) {
    const double amount = g[static_cast<std::size_t>(match.flow)];
    if (gives_a_factor(match) || match.rule == MatchRule::no_factor || amount == 0.)
      continue;
    auto& label = failed[match.rule][match.flow];
    if (label.empty()) label = amount_label(database, assembly, match.flow, amount);
  }
  std::map<MatchRule, std::vector<std::string>> labels;
  for (auto& [rule, flows] : failed) {
    for (auto& [flow, label] : flows) labels[rule].push_back(std::move(label));
  }
  return labels;
}

/// Findings about factors. @throws DataError  where an inventory holds flows of
/// conflicting factors and no policy was chosen.
inline Findings factor_findings(const Database& database, const Assembly& assembly,
                                const Characterisation& made, const Vector& g) {
  Findings findings;
  for (const auto& [rule, flows] : failed_matches(database, assembly, made, g)) {
    const std::string list = joined(flows, 5);
    const auto count = static_cast<std::int64_t>(flows.size());
    if (rule == MatchRule::conflicting) {
      throw DataError(
          "the inventory holds " + std::to_string(count) +
          " flows for which a category holds several different factors: " + list +
          ". Choose by name: on_duplicate_factor=first, last, max, min or mean");
    }
    if (rule == MatchRule::only_located) {
      findings.add(answer_finding("only_located_factors", Severity::warning,
                                  "factors for single locations only: " + list,
                                  "not counted without regionalisation", count));
    } else if (rule == MatchRule::excluded_long_term) {
      findings.add(answer_finding("excluded_long_term", Severity::info,
                                  "long-term emissions: " + list,
                                  "left out by exclude_long_term", count));
    } else if (rule == MatchRule::unit_mismatch) {
      findings.add(answer_finding("factor_unit_mismatch", Severity::error,
                                  "factors in a unit that does not convert: " + list,
                                  "not counted: the scores lack these flows", count));
    }
  }
  return findings;
}

/// Findings about what was left without a factor.
inline Findings coverage_findings(const Result& result) {
  Findings findings;
  const Coverage& coverage = result.coverage;
  if (result.inventory.empty() || coverage.uncharacterised == 0) return findings;
  std::string shares;
  for (const UnitCoverage& unit : coverage.units) {
    if (unit.without_factor == 0) continue;
    shares += (shares.empty() ? "" : ", ") + amount_text(unit.amount_without) + " of " +
              amount_text(unit.amount) + " " + unit.unit;
  }
  const bool none = coverage.characterised == 0;
  findings.add(answer_finding(
      none ? "no_flow_characterised" : "uncharacterised_flow",
      none ? Severity::warning : Severity::info,
      (none ? std::string("no flow of the inventory has a factor: ")
            : std::to_string(coverage.uncharacterised) + " of " +
                  std::to_string(result.inventory.size()) + " flows have no factor: ") +
          shares,
      none ? "the scores are 0; a flow map may be missing" : "they score nothing",
      coverage.uncharacterised));
  return findings;
}

/// Findings about products that cross the border of the system.
inline Findings open_findings(const Result& result) {
  Findings findings;
  for (const OpenKind kind : {OpenKind::cut_off, OpenKind::unallocated_coproduct}) {
    std::vector<std::string> labels;
    for (const OpenFlow& row : result.open_flows) {
      if (row.kind != kind) continue;
      labels.push_back("\"" + row.flow + "\": " + amount_text(row.amount) + " " +
                       row.unit);
    }
    if (labels.empty()) continue;
    const bool cut = kind == OpenKind::cut_off;
    findings.add(answer_finding(
        cut ? "cut_off_flow" : "unallocated_coproduct", Severity::warning,
        joined(labels, 5),
        cut ? "not modelled: what makes or treats it is not counted"
            : "the product asked for bears the whole burden of its activity",
        static_cast<std::int64_t>(labels.size())));
  }
  return findings;
}

/// Findings about categories without any factor.
inline Findings empty_category_findings(const Database& methods,
                                        const std::vector<CategoryIndex>& categories) {
  Findings findings;
  for (const CategoryIndex index : categories) {
    const Category& category = methods.categories[index.at()];
    if (category.factor_count != 0) continue;
    Finding finding =
        answer_finding("category_without_factors", Severity::error,
                       "the category holds no factor", "its score of 0 says nothing");
    finding.data_set = full_label(methods, category);
    finding.file = name_text(methods, category.file);
    findings.add(std::move(finding));
  }
  return findings;
}

/// The obstacles of columns that the demand does not reach, by kind.
inline Findings unreached_findings(const Assembly& assembly,
                                   const std::vector<Index>& columns) {
  std::map<std::string, std::int64_t> counts;
  for (const Obstacle& obstacle : assembly.obstacles) {
    if (!std::binary_search(columns.begin(), columns.end(), obstacle.column.value)) {
      ++counts[obstacle.kind];
    }
  }
  Findings findings;
  for (const auto& [kind, count] : counts) {
    findings.add(answer_finding("unreached_" + kind, Severity::info,
                                "in activities that the demand does not reach",
                                "does not concern this answer", count));
  }
  return findings;
}

/// Errors for loops that run backwards in this answer, naming them.
inline Findings runaway_findings(const SystemParts& parts,
                                 const std::vector<Index>& columns,
                                 const std::vector<std::vector<Index>>& loops) {
  Findings findings;
  for (const auto& loop : loops) {
    findings.add(answer_finding(
        "loop_above_one", Severity::error,
        "a loop uses more of its own products than it makes: " +
            joined(activities_at(*parts.database, parts.assembly, columns, loop), 5),
        "it runs backwards, and the scores with it: look at its amounts and units",
        static_cast<std::int64_t>(loop.size())));
  }
  return findings;
}

/// True where the error of a score is large against its parts.
inline bool is_poor(double error, const std::vector<ContributionRow>& parts) {
  constexpr double poor = 1e-6;  // six digits: what LCA data deserve many times over
  double size = 0.;
  for (const ContributionRow& row : parts) size += std::abs(row.value);
  return error > poor * size;
}

/// A warning that names the activities at fault where a score has a large error.
inline Findings condition_findings(const SystemParts& parts, const ReachedPart& part,
                                   const Result& result) {
  Findings findings;
  bool poor = false;
  for (std::size_t k = 0; k < result.scores.size(); ++k) {
    poor = poor || is_poor(result.scores[k].error.printed(), result.by_activity[k]);
  }
  if (!poor) return findings;
  const Diagnosis diagnosis = diagnose(part.technosphere.matrix());
  const std::string culprits =
      ill_conditioned_message(*parts.database, parts.assembly, part.columns, diagnosis);
  findings.add(answer_finding(
      "ill_conditioned", Severity::warning,
      "scores have large numerical errors; condition about " +
          amount_text(diagnosis.condition) +
          (culprits.empty() ? std::string() : "; activities at fault: " + culprits),
      "see the error of each score"));
  return findings;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
