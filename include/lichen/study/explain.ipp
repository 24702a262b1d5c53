#pragma once

#include <algorithm>

#include "lichen/base/error.hpp"
#include "lichen/study/explain.hpp"
#include "lichen/study/label.ipp"
#include "lichen/study/lookup.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// One row of an explanation before its rule is known.
inline FactorReason unexplained(const Database& database, FlowIndex flow,
                                const Database& methods, CategoryIndex category) {
  const Flow& row = database.flows[flow.at()];
  const Category& to = methods.categories[category.at()];
  FactorReason reason;
  reason.flow = row.id;
  reason.flow_name = name_text(database, row.name);
  reason.compartment = name_text(database, row.category);
  reason.flow_unit = reference_unit_text(database, row);
  reason.category = to.id;
  reason.category_name = name_text(methods, to.name);
  reason.category_unit = name_text(methods, to.unit);
  return reason;
}

inline std::string reason_text(const FactorReason& reason) {
  const std::string factor = amount_text(reason.value) + " " + reason.category_unit +
                             " per " +
                             (reason.flow_unit.empty() ? "unit" : reason.flow_unit);
  const std::string via =
      reason.target_name.empty() ? std::string() : " to \"" + reason.target_name + "\"";
  switch (reason.rule) {
    case MatchRule::same_id:
      return factor + ": the category holds a factor for this flow's id";
    case MatchRule::flow_map:
      return factor + ": the flow map leads" + via +
             (reason.match.empty() ? "" : " (match condition " + reason.match + ")");
    case MatchRule::no_factor:
      return "the category holds no factor for this flow, nor for a flow that a map "
             "names";
    case MatchRule::only_located:
      return "the category holds factors for single locations only, which count in a "
             "regionalised calculation";
    case MatchRule::conflicting:
      return "the category holds several different factors for this flow; choose with "
             "on_duplicate_factor";
    case MatchRule::excluded_long_term:
      return "a long-term emission, excluded by exclude_long_term";
    case MatchRule::unit_mismatch:
      return "the unit of the factor" + via + " cannot be converted to that of the flow";
  }
  return {};
}

inline FactorReason explained(FactorReason reason, const Database& methods,
                              const FactorMatch* match) {
  if (match) {
    reason.rule = match->rule;
    reason.value = match->value;
    reason.match = match->match;
    if (match->factor) {
      const Flow& target = methods.flows[methods.factors[match->factor.at()].flow.at()];
      reason.target = target.id;
      reason.target_name = name_text(methods, target.name);
    }
  }
  reason.text = reason_text(reason);
  return reason;
}

}  // namespace detail

LICHEN_INLINE std::string to_string(MatchRule rule) {
  return detail::enum_word(rule, {"same_id", "flow_map", "no_factor", "only_located",
                                  "conflicting", "excluded_long_term", "unit_mismatch"});
}

LICHEN_INLINE std::vector<FactorReason> explain_factors(
    const Database& database, const std::vector<FlowIndex>& flows,
    const MethodChoice& method) {
  const ResolvedMethod resolved = resolve_method(method);
  Assembly rows;  // characterisation needs no more of a system than its flows
  rows.flows = flows;
  for (const FlowIndex flow : flows) {
    rows.directions.push_back(database.flows[flow.at()].nominal);
  }
  const Characterisation made =
      characterise(database, rows, *method.methods, resolved.categories,
                   method.flow_map.get(), method.options);
  std::vector<FactorReason> reasons;
  for (std::size_t k = 0; k < flows.size(); ++k) {
    for (std::size_t i = 0; i < resolved.categories.size(); ++i) {
      const FactorReason blank = detail::unexplained(database, flows[k], *method.methods,
                                                     resolved.categories[i]);
      const std::size_t before = reasons.size();
      for (const FactorMatch& match : made.matches) {
        if (match.category != static_cast<Index>(i) ||
            match.flow != static_cast<Index>(k))
          continue;
        reasons.push_back(detail::explained(blank, *method.methods, &match));
      }
      if (reasons.size() == before) {
        reasons.push_back(detail::explained(blank, *method.methods, nullptr));
      }
    }
  }
  return reasons;
}

LICHEN_INLINE std::vector<FactorReason> explain_factors(const Database& database,
                                                        std::string_view flow,
                                                        const MethodChoice& method) {
  const auto flows = find_flows(database, flow);
  if (flows.empty()) (void)find_flow(database, flow);  // throws, naming near matches
  return explain_factors(database, flows, method);
}

}  // namespace lichen::inline LICHEN_ABI
