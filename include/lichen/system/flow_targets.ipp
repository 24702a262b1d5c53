#pragma once

// Which flows of a method a flow of the database stands for: itself, or those of a map.

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/model/flow_map.hpp"
#include "lichen/system/characterisation.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// A flow of the method that a flow of the database meets.
struct FlowTarget {
  FlowIndex flow;                       ///< in the database of the method
  const FlowMapEntry* entry = nullptr;  ///< the row of the map; null for the flow itself
  bool contradicted = false;            ///< the map holds the pair with several factors
};

class FlowTargets {
 public:
  FlowTargets(const Database& methods, const FlowMap* map) {
    flows_.reserve(methods.flows.size());
    for (std::size_t f = 0; f < methods.flows.size(); ++f) {
      flows_.try_emplace(methods.flows[f].id, f);
    }
    if (map != nullptr) sort_map(*map);
  }

  /// The targets of a flow, in the order of their ids. Where the map names the flow, the
  /// map alone decides; targets that the method lacks are left out.
  [[nodiscard]] std::vector<FlowTarget> of(Id source) const;

 private:
  void sort_map(const FlowMap& map);
  static bool same_row(const FlowMapEntry& left, const FlowMapEntry& right) {
    return left.factor == right.factor && left.source_unit == right.source_unit &&
           left.target_unit == right.target_unit;
  }

  std::unordered_map<Id, FlowIndex> flows_;
  std::vector<const FlowMapEntry*> entries_;  // by source, then target, then factor
};

inline void FlowTargets::sort_map(const FlowMap& map) {
  for (const FlowMapEntry& entry : map.entries) entries_.push_back(&entry);
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const FlowMapEntry* left, const FlowMapEntry* right) {
                     return std::tie(left->source, left->target, left->factor) <
                            std::tie(right->source, right->target, right->factor);
                   });
}

inline std::vector<FlowTarget> FlowTargets::of(Id source) const {
  std::vector<FlowTarget> targets;
  const auto found = [&](Id id) {
    const auto at = flows_.find(id);
    return at == flows_.end() ? FlowIndex{} : at->second;
  };
  auto at = std::lower_bound(
      entries_.begin(), entries_.end(), source,
      [](const FlowMapEntry* entry, Id sought) { return entry->source < sought; });
  const bool mapped = at != entries_.end() && (*at)->source == source;
  if (!mapped) {
    if (const FlowIndex same = found(source)) targets.push_back({same, nullptr, false});
    return targets;
  }
  const FlowMapEntry* last = nullptr;
  for (; at != entries_.end() && (*at)->source == source; ++at) {
    const FlowIndex target = found((*at)->target);
    if (!target) continue;
    if (last != nullptr && last->target == (*at)->target) {
      if (!same_row(*last, **at)) targets.back().contradicted = true;
      continue;
    }
    targets.push_back({target, *at, false});
    last = *at;
  }
  return targets;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
