#pragma once

// Units of packages that only name them: groups and factors come from the unit table.

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "lichen/model/database.hpp"

namespace lichen::detail {

/// Adds package units by name. Units of one dimension share a group (and a flow property
/// of their own). A name that the unit table does not know, or knows for several units,
/// stands in a group by itself and converts to nothing.
class UnitsByName {
 public:
  explicit UnitsByName(Database& database) : database_(database) {}

  /// The unit of a name; none for an empty name.
  UnitIndex add(std::string_view name);
  /// The flow property of a unit's group. @pre the unit came from `add`.
  [[nodiscard]] FlowPropertyIndex property(UnitIndex unit) const;
  /// Makes the unit of the first name by alphabet the reference of each group: the order
  /// in which units were named changes no bit. Called once, when all are added.
  void finish();

 private:
  UnitGroupIndex group_of(std::string_view name, double& coherent_factor);

  Database& database_;
  std::unordered_map<std::string, UnitIndex> units_;
  std::unordered_map<std::string, UnitGroupIndex> groups_;
  std::map<UnitIndex, double>
      coherent_;  // factors to coherent units, of units added here
};

}  // namespace lichen::detail
