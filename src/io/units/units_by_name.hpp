#pragma once

// Units of packages that only name them: groups and factors come from the unit table.

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "lichen/model/database.hpp"
#include "lichen/units/dimension.hpp"

namespace lichen::detail {

/// Adds package units by name. Units of one dimension share a group (and a flow property
/// of their own, where the package has none). A name that the unit table does not know,
/// or knows for several units, stands in a group by itself and converts to nothing.
class UnitsByName {
 public:
  explicit UnitsByName(Database& database) : database_(database) {}

  /// The unit of a name; none for an empty name. A group of the package that counts in
  /// the dimension of the unit takes it, where there is one.
  UnitIndex add(std::string_view name);
  /// The unit of a name in a group of the package, by what the unit table says of the
  /// name in the dimension of the group; none where it says nothing.
  UnitIndex add_to(UnitGroupIndex group, std::string_view name);
  /// A unit of this name in a group by itself: it converts to nothing.
  UnitIndex add_lone(std::string_view name);
  /// The flow property of a unit's group. @pre the unit came from `add`.
  [[nodiscard]] FlowPropertyIndex property(UnitIndex unit) const;
  /// Makes the unit of the first name by alphabet the reference of each group made here:
  /// the order in which units were named changes no bit. Called once, when all are added.
  void finish();

 private:
  /// The group of a dimension, made where neither the package nor this class has one.
  UnitGroupIndex group_of(const units::Dimension& dimension);
  UnitGroupIndex make_group(std::string_view name, const std::string& key);
  UnitIndex insert(std::string_view name, UnitGroupIndex group, double coherent);

  Database& database_;
  std::unordered_map<std::string, UnitIndex> units_;        // by name, or group and name
  std::unordered_map<std::string, UnitGroupIndex> groups_;  // by dimension
  std::map<UnitGroupIndex, std::map<UnitIndex, double>>
      made_;  // factors to coherent units, of the units of groups made here
};

}  // namespace lichen::detail
