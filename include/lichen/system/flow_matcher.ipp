#pragma once

// Finds for a flow what a category holds for it, and says by which rule.

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/characterisation.hpp"
#include "lichen/system/factor_choice.ipp"
#include "lichen/system/factor_units.ipp"
#include "lichen/system/flow_targets.ipp"
#include "lichen/system/linking_text.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// A flow of the database with what it meets in the package of methods.
struct MatchedFlow {
  FlowIndex flow;
  NominalDirection direction = NominalDirection::unknown;
  bool excluded = false;  ///< a long-term emission that is left out
  std::vector<FlowTarget> targets;
};

class FlowMatcher {
 public:
  FlowMatcher(const Database& database, const Database& methods, const FlowMap* map,
              const CharacterisationOptions& options)
      : database_(database),
        methods_(methods),
        options_(options),
        targets_(methods, map),
        units_(database, methods) {}

  [[nodiscard]] MatchedFlow prepare(FlowIndex flow, NominalDirection direction) const;
  /// Adds the matches of a flow in a category; none where the category has no factor.
  void match(const MatchedFlow& flow, const CategoryFactors& factors, FactorMatch base,
             std::vector<FactorMatch>& matches);
  Findings take_findings() { return std::move(findings_); }

 private:
  using Rows = std::span<const FactorIndex>;
  [[nodiscard]] double units_of(const MatchedFlow& flow, const FlowTarget& target,
                                const Factor& factor) const;
  double sign_of(const MatchedFlow& flow, const FlowTarget& target);
  void match_target(const MatchedFlow& flow, const FlowTarget& target, Rows rows,
                    FactorMatch base, std::vector<FactorMatch>& matches);
  void once(const char* kind, Severity severity, FlowIndex flow, const std::string& field,
            const std::string& message, const std::string& action);

  const Database& database_;
  const Database& methods_;
  const CharacterisationOptions& options_;
  FlowTargets targets_;
  FactorUnits units_;
  Findings findings_;
  std::set<std::pair<std::string, FlowIndex>> said_;  // a finding stands once per flow
};

inline MatchedFlow FlowMatcher::prepare(FlowIndex flow,
                                        NominalDirection direction) const {
  const Flow& row = database_.flows[flow.at()];
  return {flow, direction,
          options_.exclude_long_term && is_long_term(database_.text(row.category)),
          targets_.of(row.id)};
}

inline void FlowMatcher::once(const char* kind, Severity severity, FlowIndex flow,
                              const std::string& field, const std::string& message,
                              const std::string& action) {
  if (!said_.emplace(kind, flow).second) return;
  findings_.add({kind, severity, "", name_and_id(database_, database_.flows[flow.at()]),
                 field, message, action});
}

/// Units of the factor per reference unit of the flow, through the map where there is
/// one.
inline double FlowMatcher::units_of(const MatchedFlow& flow, const FlowTarget& target,
                                    const Factor& factor) const {
  const Flow& row = database_.flows[flow.flow.at()];
  if (target.entry == nullptr) return units_.per_reference(row, factor);
  return units_.named_per_reference(row, target.entry->source_unit) *
         target.entry->factor * units_.per_named(target.entry->target_unit, factor);
}

/// -1 where the method counts its flow in the direction opposite to the database's.
inline double FlowMatcher::sign_of(const MatchedFlow& flow, const FlowTarget& target) {
  NominalDirection theirs = methods_.flows[target.flow.at()].nominal;
  if (theirs == NominalDirection::unknown && target.entry != nullptr) {
    theirs = nominal_direction(target.entry->target_context);
  }
  const bool known =
      theirs != NominalDirection::unknown && flow.direction != NominalDirection::unknown;
  if (!known || theirs == flow.direction) return 1.;
  const bool from = theirs == NominalDirection::from_nature;
  once("direction_differs", Severity::warning, flow.flow, "category",
       std::string("the method counts it ") + (from ? "from nature" : "to nature") +
           ", the database " + (from ? "to nature" : "from nature"),
       "its factors change sign");
  return -1.;
}

inline void FlowMatcher::match(const MatchedFlow& flow, const CategoryFactors& factors,
                               FactorMatch base, std::vector<FactorMatch>& matches) {
  for (const FlowTarget& target : flow.targets) {
    const Rows rows = factors.of(target.flow);
    if (rows.empty()) continue;
    base.rule = target.entry == nullptr ? MatchRule::same_id : MatchRule::flow_map;
    base.match = target.entry == nullptr ? std::string() : target.entry->match;
    base.factor = rows.front();
    if (flow.excluded) {
      base.rule = MatchRule::excluded_long_term;
      matches.push_back(base);
    } else if (target.contradicted) {
      base.rule = MatchRule::conflicting;
      once("flow_map_conflict", Severity::error, flow.flow, "flow map",
           "the flow map sends it to one target with several factors",
           "no factor of this target counts");
      matches.push_back(base);
    } else {
      match_target(flow, target, rows, base, matches);
    }
  }
}

inline void FlowMatcher::match_target(const MatchedFlow& flow, const FlowTarget& target,
                                      Rows rows, FactorMatch base,
                                      std::vector<FactorMatch>& matches) {
  std::vector<Candidate> candidates;
  for (const FactorIndex index : rows) {
    const Factor& factor = methods_.factors[index.at()];
    if (factor.location) continue;
    const double value = factor.value * units_of(flow, target, factor);
    if (!std::isfinite(value)) {
      base.rule = MatchRule::unit_mismatch;
      base.factor = index;
      matches.push_back(base);
      once("unit_mismatch", Severity::error, flow.flow, "unit",
           "the factor's unit cannot be converted to the reference unit of the flow",
           "the factor does not count");
      return;
    }
    candidates.push_back({index, value});
  }
  if (candidates.empty()) {
    base.rule = MatchRule::only_located;
    matches.push_back(base);
    once("only_located_factors", Severity::warning, flow.flow, "location",
         "a category holds factors for places only", "none of them counts");
    return;
  }
  merge_equal(candidates);
  const bool differ = candidates.size() > 1;
  const bool undecided = differ && options_.on_duplicate_factor == DuplicateFactor::error;
  if (differ && !undecided) choose_factor(options_.on_duplicate_factor, candidates);
  if (undecided) {
    base.rule = MatchRule::conflicting;
    once("conflicting_factors", Severity::error, flow.flow, "value",
         "a category holds several different factors for it",
         "an error where an inventory holds the flow, unless on_duplicate_factor is "
         "first, last, max, min or mean");
  }
  const double sign = sign_of(flow, target);
  for (const Candidate& candidate : candidates) {
    base.factor = candidate.factor;
    base.value = undecided ? 0. : sign * candidate.value;
    matches.push_back(base);
  }
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
