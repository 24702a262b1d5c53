#pragma once

// Units of packages that only name them: groups and factors come from the unit table.

#include <string>
#include <string_view>
#include <unordered_map>

#include "lichen/model/database.hpp"

namespace lichen::detail {

/// Adds package units by name. Units of one dimension share a group (and a flow property
/// of their own), whose reference is the first that was named. A name that the unit table
/// does not know, or knows for several units, stands in a group by itself and converts to
/// nothing.
class UnitsByName {
 public:
  explicit UnitsByName(Database& database) : database_(database) {}

  /// The unit of a name; none for an empty name.
  UnitIndex add(std::string_view name);
  /// The flow property of a unit's group. @pre the unit came from `add`.
  [[nodiscard]] FlowPropertyIndex property(UnitIndex unit) const;

 private:
  UnitGroupIndex group_of(std::string_view name, double& coherent_factor);

  Database& database_;
  std::unordered_map<std::string, UnitIndex> units_;
  std::unordered_map<std::string, UnitGroupIndex> groups_;
  std::unordered_map<std::int32_t, double> coherent_;  // of each group's reference unit
};

}  // namespace lichen::detail
