#pragma once

// The nodes of a Brightway database: what is an activity, a product, an elementary flow.

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/bw2package/value.hpp"
#include "io/units/units_by_name.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::bw {

/// Adds nodes to a database and finds them by key.
class Nodes {
 public:
  Nodes(Database& database, UnitsByName& units, std::string file);

  /// Adds the node of a key; unreadable ones become findings.
  void add(Element key, Element node);
  /// The activities with their nodes, in the order in which they were added.
  [[nodiscard]] const std::vector<std::pair<ActivityIndex, Element>>& activities() const {
    return activities_;
  }
  /// The activity of a key; none where the package lacks it.
  [[nodiscard]] ActivityIndex activity(const Key& key) const;
  /// The product flow of a key; a stub is made of what the exchange tells where the
  /// package lacks it.
  FlowIndex product(const Key& key, Element exchange);
  /// The elementary flow of a key; made of what the exchange tells where it is new.
  FlowIndex elementary_flow(const Key& key, Element exchange);
  /// The product that an activity is itself ("process" nodes); none for others.
  [[nodiscard]] FlowIndex own_product(ActivityIndex activity) const;
  [[nodiscard]] bool is_its_own_product(ActivityIndex activity) const {
    return static_cast<bool>(own_product(activity));
  }
  /// Gives every flow its row of properties, when all are known.
  void finish();

 private:
  Id id_of(std::string_view code);
  LocationIndex location(std::string_view name);
  FlowIndex add_flow(const Key& key, Element source, FlowType type, bool stub);
  void add_activity(const Key& key, Element node, FlowIndex own);
  std::string path_of(Element source) const;

  Database& database_;
  std::string file_;
  UnitsByName& units_;
  std::unordered_map<Id, ActivityIndex> activity_by_id_;
  std::unordered_map<Id, FlowIndex> flow_by_id_;
  std::unordered_map<std::string, LocationIndex> locations_;
  std::vector<std::pair<ActivityIndex, Element>> activities_;
  std::vector<FlowIndex> own_products_;  // by activity
};

}  // namespace lichen::detail::bw
