#pragma once

// How much of a factor's unit one reference unit of a flow is, across two packages.

#include <cmath>
#include <limits>
#include <string_view>
#include <unordered_map>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/units/registry.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline constexpr double unknown_conversion = std::numeric_limits<double>::quiet_NaN();

/// Units of name `to` per unit of name `from`; NaN unless the names share exactly one
/// dimension.
inline double convert_by_name(std::string_view from, std::string_view to) {
  const units::Registry& registry = units::Registry::standard();
  double found = unknown_conversion;
  for (const units::Unit& source : registry.candidates(from)) {
    for (const units::Unit& target : registry.candidates(to)) {
      if (source.dimension != target.dimension) continue;
      if (!std::isnan(found)) return unknown_conversion;
      found = source.factor / target.factor;
    }
  }
  return found;
}

/// Units, flow properties and flows of a package by id.
class IdsOf {
 public:
  explicit IdsOf(const Database& database) : database_(&database) {
    index(database.units, units_);
    index(database.flow_properties, properties_);
  }
  [[nodiscard]] const Database& database() const { return *database_; }
  [[nodiscard]] UnitIndex unit(Id id) const { return find(units_, id); }
  [[nodiscard]] FlowPropertyIndex property(Id id) const { return find(properties_, id); }

 private:
  template <class Row, class Position>
  static void index(const std::vector<Row>& rows, std::unordered_map<Id, Position>& ids) {
    ids.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) ids.try_emplace(rows[i].id, i);
  }
  template <class Position>
  static Position find(const std::unordered_map<Id, Position>& ids, Id id) {
    const auto found = ids.find(id);
    return found == ids.end() || !id ? Position{} : found->second;
  }

  const Database* database_;
  std::unordered_map<Id, UnitIndex> units_;
  std::unordered_map<Id, FlowPropertyIndex> properties_;
};

/// A unit of a package, and the property that its amounts measure.
struct Measure {
  UnitIndex unit;
  FlowPropertyIndex property;
};

inline Measure reference_of(const Flow& flow) {
  return {flow.reference_unit, flow.reference_property};
}

inline std::string_view unit_name(const Database& database, UnitIndex unit) {
  return unit ? database.text(database.units[unit.at()].name) : std::string_view();
}

/// Reference units of `flow` (of package `here`) per unit of a measure of package
/// `there`, by the ids of unit and property; NaN where `here` does not know them.
inline double convert_by_id(const IdsOf& here, const Flow& flow, const Database& there,
                            const Measure& measure) {
  if (!measure.unit) return unknown_conversion;
  const UnitIndex unit = here.unit(there.units[measure.unit.at()].id);
  if (!unit) return unknown_conversion;
  FlowPropertyIndex property;
  if (measure.property) {
    property = here.property(there.flow_properties[measure.property.at()].id);
    if (!property) return unknown_conversion;
  }
  if (unit == flow.reference_unit &&
      (!property || property == flow.reference_property || !flow.reference_property)) {
    return 1.;  // known to be the same even where the package lacks the group
  }
  return reference_units_per(here.database(), flow, unit, property);
}

/// Conversions between the flows of a database and those of a package of methods.
class FactorUnits {
 public:
  FactorUnits(const Database& database, const Database& methods)
      : database_(database), methods_(methods) {}

  /// Units of the factor per reference unit of `flow`, which is the method's flow itself.
  [[nodiscard]] double per_reference(const Flow& flow, const Factor& factor) const;
  /// Units of the factor per unit `name` of the method's flow (empty: its reference
  /// unit).
  [[nodiscard]] double per_named(std::string_view name, const Factor& factor) const;
  /// Units `name` per reference unit of a flow of the database (empty: 1).
  [[nodiscard]] double named_per_reference(const Flow& flow,
                                           std::string_view name) const {
    return named_per_reference(database_.database(), flow, name);
  }

 private:
  static double named_per_reference(const Database& database, const Flow& flow,
                                    std::string_view name);
  [[nodiscard]] const Flow& flow_of(const Factor& factor) const {
    return methods_.database().flows[factor.flow.at()];
  }
  [[nodiscard]] Measure measure_of(const Factor& factor) const;
  [[nodiscard]] double reference_per_factor_unit(const Factor& factor) const;

  IdsOf database_;
  IdsOf methods_;
};

inline Measure FactorUnits::measure_of(const Factor& factor) const {
  Measure measure = reference_of(flow_of(factor));
  if (factor.property) measure = {UnitIndex{}, factor.property};
  if (factor.unit) measure.unit = factor.unit;
  return measure;
}

/// Reference units of the method's flow per unit of the factor; NaN where not known.
inline double FactorUnits::reference_per_factor_unit(const Factor& factor) const {
  return reference_units_per(methods_.database(), flow_of(factor), factor.unit,
                             factor.property);
}

inline double FactorUnits::per_reference(const Flow& flow, const Factor& factor) const {
  const Database& methods = methods_.database();
  const Flow& target = flow_of(factor);
  const Measure measure = measure_of(factor);
  const bool nothing_said = !factor.unit && !factor.property && !target.reference_unit;
  if (nothing_said) return 1.;  // per reference unit of this very flow
  const double by_id = convert_by_id(database_, flow, methods, measure);
  if (std::isfinite(by_id)) return 1. / by_id;
  const double inside = reference_per_factor_unit(factor);
  const double by_reference =
      convert_by_id(database_, flow, methods, reference_of(target)) * inside;
  if (std::isfinite(by_reference)) return 1. / by_reference;
  const double by_methods =
      convert_by_id(methods_, target, database_.database(), reference_of(flow)) / inside;
  if (std::isfinite(by_methods)) return by_methods;
  const auto own = unit_name(database_.database(), flow.reference_unit);
  const double direct = convert_by_name(own, unit_name(methods, measure.unit));
  if (std::isfinite(direct)) return direct;
  return convert_by_name(own, unit_name(methods, target.reference_unit)) / inside;
}

inline double FactorUnits::per_named(std::string_view name, const Factor& factor) const {
  const Database& methods = methods_.database();
  const auto own = unit_name(methods, measure_of(factor).unit);
  if (!name.empty() && name == own) return 1.;
  const double inside = reference_per_factor_unit(factor);
  const double through =
      1. / (named_per_reference(methods, flow_of(factor), name) * inside);
  return std::isfinite(through) ? through : convert_by_name(name, own);
}

/// The unit of a name in a group; none where there is none, or several that differ.
inline UnitIndex unit_in_group(const Database& database, UnitGroupIndex group,
                               std::string_view name) {
  UnitIndex found;
  if (!group) return found;
  for (std::size_t i = 0; i < database.units.size(); ++i) {
    const PackageUnit& unit = database.units[i];
    if (unit.group != group || database.text(unit.name) != name) continue;
    if (found && database.units[found.at()].factor != unit.factor) return {};
    if (!found) found = UnitIndex{i};
  }
  return found;
}

inline double FactorUnits::named_per_reference(const Database& database, const Flow& flow,
                                               std::string_view name) {
  const auto own = unit_name(database, flow.reference_unit);
  if (name.empty() || name == own) return 1.;
  if (flow.reference_unit) {
    const UnitGroupIndex group = database.units[flow.reference_unit.at()].group;
    const UnitIndex unit = unit_in_group(database, group, name);
    if (unit) return 1. / reference_units_per(database, flow, unit, {});
  }
  for (const FlowPropertyFactor& row : database.properties_of(flow)) {
    const UnitGroupIndex group = database.flow_properties[row.property.at()].group;
    const UnitIndex unit = unit_in_group(database, group, name);
    if (unit) return 1. / reference_units_per(database, flow, unit, row.property);
  }
  return convert_by_name(own, name);
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
