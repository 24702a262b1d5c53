#pragma once

#include <vector>

#include "lichen/system/characterisation.hpp"
#include "lichen/system/flow_matcher.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline bool counts(MatchRule rule) {
  return rule == MatchRule::same_id || rule == MatchRule::flow_map;
}

/// C from its matches, which stand by category, then flow: parts of one entry add in
/// their order.
inline SparseMatrix sum_matches(const std::vector<FactorMatch>& matches, Index categories,
                                Index flows) {
  std::vector<Eigen::Triplet<double, Index>> entries;
  for (const FactorMatch& match : matches) {
    if (!counts(match.rule)) continue;
    const bool same = !entries.empty() && entries.back().row() == match.category &&
                      entries.back().col() == match.flow;
    const double sum = (same ? entries.back().value() : 0.) + match.value;
    if (same) entries.pop_back();
    entries.emplace_back(match.category, match.flow, sum);
  }
  SparseMatrix c(categories, flows);
  c.setFromTriplets(entries.begin(), entries.end());
  return c;
}

}  // namespace detail

LICHEN_INLINE Characterisation characterise(const Database& database,
                                            const Assembly& assembly,
                                            const Database& methods,
                                            const std::vector<CategoryIndex>& categories,
                                            const FlowMap* flow_map,
                                            const CharacterisationOptions& options) {
  Characterisation result;
  detail::FlowMatcher matcher(database, methods, flow_map, options);
  std::vector<detail::MatchedFlow> flows;
  flows.reserve(assembly.flows.size());
  for (std::size_t row = 0; row < assembly.flows.size(); ++row) {
    flows.push_back(matcher.prepare(assembly.flows[row], assembly.directions[row]));
  }
  for (std::size_t i = 0; i < categories.size(); ++i) {
    const detail::CategoryFactors factors(methods, categories[i]);
    for (std::size_t row = 0; row < flows.size(); ++row) {
      FactorMatch base;
      base.category = static_cast<Index>(i);
      base.flow = static_cast<Index>(row);
      matcher.match(flows[row], factors, base, result.matches);
    }
  }
  result.c = detail::sum_matches(result.matches, static_cast<Index>(categories.size()),
                                 static_cast<Index>(flows.size()));
  result.categories = categories;
  result.options = options;
  result.findings = matcher.take_findings();
  return result;
}

LICHEN_INLINE std::vector<FactorMatch> match_flow(
    const Database& database, FlowIndex flow, NominalDirection direction,
    const Database& methods, const std::vector<CategoryIndex>& categories,
    const FlowMap* flow_map, const CharacterisationOptions& options) {
  std::vector<FactorMatch> matches;
  detail::FlowMatcher matcher(database, methods, flow_map, options);
  const detail::MatchedFlow prepared = matcher.prepare(flow, direction);
  for (std::size_t i = 0; i < categories.size(); ++i) {
    FactorMatch base;
    base.category = static_cast<Index>(i);
    const std::size_t before = matches.size();
    matcher.match(prepared, detail::CategoryFactors(methods, categories[i]), base,
                  matches);
    if (matches.size() > before) continue;
    base.rule = MatchRule::no_factor;
    matches.push_back(base);
  }
  return matches;
}

}  // namespace lichen::inline LICHEN_ABI
