#pragma once

// Which flows of a method a flow of the database stands for: itself, or those of a map.

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/model/flow_map.hpp"
#include "lichen/system/characterisation.hpp"
#include "lichen/system/id_table.ipp"

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
  FlowTargets(const Database& methods, const FlowMap* map)
      : flows_(methods.flows.size()), sources_(map ? map->entries.size() : 0), map_(map) {
    for (std::size_t f = 0; f < methods.flows.size(); ++f) {
      std::int32_t& position = flows_.at(methods.flows[f].id);
      if (position == IdTable::absent) position = static_cast<std::int32_t>(f);
    }
    if (map == nullptr) return;
    next_.resize(map->entries.size());
    for (std::size_t i = map->entries.size(); i-- > 0;) {
      std::int32_t& first = sources_.at(map->entries[i].source);
      next_[i] = first;
      first = static_cast<std::int32_t>(i);
    }
  }

  /// The targets of a flow, in the order of their ids. Where the map names the flow, the
  /// map alone decides; targets that the method lacks are left out.
  [[nodiscard]] std::vector<FlowTarget> of(Id source) const;

 private:
  /// The targets of the rows of the map from one on, by target, then factor.
  [[nodiscard]] std::vector<FlowTarget> mapped(std::int32_t first) const;
  [[nodiscard]] FlowIndex found(Id id) const {
    const std::int32_t at = flows_.find(id);
    return at == IdTable::absent ? FlowIndex{} : FlowIndex{static_cast<std::size_t>(at)};
  }
  static bool same_row(const FlowMapEntry& left, const FlowMapEntry& right) {
    return left.factor == right.factor && left.source_unit == right.source_unit &&
           left.target_unit == right.target_unit;
  }

  IdTable flows_;                   // in the database of the method
  IdTable sources_;                 // the first row of the map for each source …
  std::vector<std::int32_t> next_;  // … and the next one after each row
  const FlowMap* map_;
};

inline std::vector<FlowTarget> FlowTargets::mapped(std::int32_t first) const {
  std::vector<FlowTarget> rows;
  for (std::int32_t at = first; at != IdTable::absent;
       at = next_[static_cast<std::size_t>(at)]) {
    const FlowMapEntry& row = map_->entries[static_cast<std::size_t>(at)];
    if (const FlowIndex target = found(row.target)) {
      rows.push_back({target, &row, false});
    }
  }
  if (rows.size() < 2) return rows;
  std::stable_sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
    return std::tie(left.entry->target, left.entry->factor) <
           std::tie(right.entry->target, right.entry->factor);
  });
  std::vector<FlowTarget> targets;
  for (const FlowTarget& row : rows) {
    if (targets.empty() || targets.back().flow != row.flow) {
      targets.push_back(row);
    } else if (!same_row(*targets.back().entry, *row.entry)) {
      targets.back().contradicted = true;
    }
  }
  return targets;
}

inline std::vector<FlowTarget> FlowTargets::of(Id source) const {
  const std::int32_t first = sources_.find(source);
  if (first != IdTable::absent) return mapped(first);
  std::vector<FlowTarget> targets;
  if (const FlowIndex same = found(source)) targets.push_back({same, nullptr, false});
  return targets;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
