#pragma once

// Units of demands: those of the package first, then those of the library.

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/label.ipp"
#include "lichen/study/near_names.hpp"
#include "lichen/system/options.hpp"
#include "lichen/units/amount.hpp"
#include "lichen/units/registry.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// One reading of a unit's name.
struct UnitReading {
  double factor = 0.;  ///< reference units of the flow per unit
  std::string source;  ///< what it was taken from, for messages
};

/// True where two factors mean the same unit.
inline bool same_factor(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::abs(a);
}

/// True where `name` is one of the names in a list that is separated by ';'.
inline bool is_listed(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const auto end = list.find(';');
    if (trimmed(list.substr(0, end)) == name) return true;
    list = end == list.npos ? std::string_view() : list.substr(end + 1);
  }
  return false;
}

/// The readings of a name within one property of a flow.
inline std::vector<UnitReading> package_readings(const Database& database,
                                                 const Flow& flow,
                                                 FlowPropertyIndex property,
                                                 std::string_view name) {
  std::vector<UnitReading> readings;
  const bool own = property == flow.reference_property;
  UnitGroupIndex group;
  if (property) group = database.flow_properties[property.at()].group;
  if (own && !group && flow.reference_unit) {
    group = database.units[flow.reference_unit.at()].group;
  }
  const auto id = parse_uuid(name);
  for (std::size_t i = 0; i < database.units.size(); ++i) {
    const PackageUnit& unit = database.units[i];
    const UnitIndex index(i);
    if (!(group && unit.group == group) && !(own && index == flow.reference_unit))
      continue;
    const bool named = trimmed(database.text(unit.name)) == name ||
                       (id && *id == unit.id) ||
                       is_listed(database.text(unit.synonyms), name);
    if (!named) continue;
    const double factor = reference_units_per(database, flow, index, property);
    if (std::isfinite(factor)) {
      readings.push_back({factor, "unit " + database.id_text(unit.id)});
    }
  }
  return readings;
}

/// The readings of a name in the library's table that have the dimension of the flow.
inline std::vector<UnitReading> library_readings(const Database& database,
                                                 const Flow& flow,
                                                 std::string_view name) {
  std::vector<UnitReading> readings;
  if (!flow.reference_unit) return readings;
  const auto& registry = units::Registry::standard();
  const auto reference =
      trimmed(database.text(database.units[flow.reference_unit.at()].name));
  for (const units::Unit& from : registry.candidates(name)) {
    for (const units::Unit& to : registry.candidates(reference)) {
      if (!(from.dimension == to.dimension)) continue;
      readings.push_back({from.factor / to.factor, "library unit " + from.symbol});
    }
  }
  return readings;
}

/// The one factor of some readings; empty where there is none.
/// @throws UnitError  where they differ.
inline std::optional<double> only_factor(const std::vector<UnitReading>& readings,
                                         std::string_view name, const std::string& of) {
  if (readings.empty()) return std::nullopt;
  for (const UnitReading& reading : readings) {
    if (same_factor(reading.factor, readings.front().factor)) continue;
    throw UnitError("\"" + std::string(name) + "\" stands for several units of " + of +
                    ": " + readings.front().source + " (" +
                    amount_text(readings.front().factor) + " reference units) and " +
                    reading.source + " (" + amount_text(reading.factor) +
                    "); name one by its id");
  }
  return readings.front().factor;
}

/// The factor of a name by the package's own units.
inline std::optional<double> package_factor(const Database& database, const Flow& flow,
                                            std::string_view name,
                                            const std::string& of) {
  const auto own = package_readings(database, flow, flow.reference_property, name);
  if (const auto factor = only_factor(own, name, of)) return factor;
  std::vector<UnitReading> others;
  for (const FlowPropertyFactor& row : database.properties_of(flow)) {
    if (row.property == flow.reference_property) continue;
    const auto more = package_readings(database, flow, row.property, name);
    others.insert(others.end(), more.begin(), more.end());
  }
  return only_factor(others, name, of);
}

inline std::string counted_in(const std::string& reference) {
  return reference.empty()
             ? "has no unit that is known: give its flow property a unit group"
             : "is counted in \"" + reference + "\"";
}

/// Why a name is no unit of a flow.
inline UnitError unit_refusal(const Database& database, const Flow& flow,
                              std::string_view name, const std::string& of) {
  const auto& registry = units::Registry::standard();
  const std::string reference = reference_unit_text(database, flow);
  std::string message = "\"" + std::string(name) + "\"";
  const auto known = registry.candidates(name);
  if (!known.empty()) {
    message += " (" + known.front().dimension.to_string() + ") cannot measure " + of +
               ", which " + counted_in(reference);
    const auto counted = registry.candidates(reference);
    if (!counted.empty()) message += " (" + counted.front().dimension.to_string() + ")";
    return UnitError(message);
  }
  for (const PackageUnit& unit : database.units) {
    if (trimmed(database.text(unit.name)) != name) continue;
    const std::string group =
        unit.group
            ? std::string(database.text(database.unit_groups[unit.group.at()].name))
            : std::string("no unit group");
    return UnitError(message + " (" + group + ") cannot measure " + of + ", which " +
                     counted_in(reference));
  }
  message += " is no known unit; " + of + " " + counted_in(reference);
  const auto near = registry.near(name);
  return UnitError(message + did_you_mean(near));
}

/// Reference units of an amount that was given with its dimension.
inline double typed_amount(const Database& database, const Flow& flow,
                           const DemandEntry& entry, const std::string& of) {
  std::vector<UnitReading> readings;
  const std::string reference = reference_unit_text(database, flow);
  std::string counted;
  for (const units::Unit& unit : units::Registry::standard().candidates(reference)) {
    counted = unit.dimension.to_string();
    if (unit.dimension == *entry.dimension) {
      readings.push_back({1. / unit.factor, "library unit " + unit.symbol});
    }
  }
  if (const auto factor = only_factor(readings, reference, of))
    return entry.amount * *factor;
  throw UnitError("an amount in " + entry.dimension->to_string() + " cannot measure " +
                  of + ", which " + counted_in(reference) +
                  (counted.empty() ? std::string() : " (" + counted + ")"));
}

/// The names of the units of a flow's reference property.
inline std::vector<std::string> own_unit_names(const Database& database,
                                               const Flow& flow) {
  UnitGroupIndex group;
  if (flow.reference_property) {
    group = database.flow_properties[flow.reference_property.at()].group;
  }
  if (!group && flow.reference_unit) {
    group = database.units[flow.reference_unit.at()].group;
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < database.units.size(); ++i) {
    const PackageUnit& unit = database.units[i];
    if (!(group && unit.group == group) && UnitIndex(i) != flow.reference_unit) continue;
    names.emplace_back(trimmed(database.text(unit.name)));
    if (unit.id) names.push_back(to_string(unit.id));
    std::string_view list = database.text(unit.synonyms);
    while (!list.empty()) {
      const auto end = list.find(';');
      names.emplace_back(trimmed(list.substr(0, end)));
      list = end == list.npos ? std::string_view() : list.substr(end + 1);
    }
  }
  return names;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
