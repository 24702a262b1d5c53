#pragma once

// The units of a file: those that it defines, else those of the unit table.

#include <string>
#include <unordered_map>

#include "io/simapro/records.hpp"
#include "io/units/units_by_name.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::simapro {

class Units {
 public:
  explicit Units(Database& database) : database_(database), by_name_(database) {}

  /// The units that a block defines. All come before the first `find`.
  void define(const std::vector<UnitRow>& rows);
  /// The unit of a name; none for an empty name.
  UnitIndex find(View name);
  /// What amounts in a unit measure, as a part of ids: the dimension, where the unit
  /// table knows it, else the quantity or the name of the unit.
  const std::string& measure(View name);
  /// The flow property of a unit; none for none.
  [[nodiscard]] FlowPropertyIndex property(UnitIndex unit) const {
    return by_name_.property(unit);
  }
  /// Called once, when all units are found.
  void finish() { by_name_.finish(); }

 private:
  struct Defined {
    std::string quantity;
    std::string reference;
    UnitIndex unit;
  };
  UnitGroupIndex group_of(const UnitRow& row);
  UnitIndex insert(View name, UnitGroupIndex group, double factor);
  [[nodiscard]] std::string measure_of(View name) const;

  Database& database_;
  UnitsByName by_name_;
  std::unordered_map<std::string, Defined> defined_;
  std::unordered_map<std::string, UnitGroupIndex> groups_;  ///< by quantity
  std::unordered_map<std::string, std::string> measures_;   ///< by unit
};

}  // namespace lichen::detail::simapro
