#pragma once

#include <limits>

#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI {

LICHEN_INLINE std::string Database::id_text(Id id) const {
  const auto found = id_texts.find(id);
  return found == id_texts.end() ? to_string(id) : std::string(text(found->second));
}

LICHEN_INLINE double reference_units_per(const Database& database, const Flow& flow,
                                         UnitIndex unit, FlowPropertyIndex property) {
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  if (!property || property == flow.reference_property) {
    if (!unit || unit == flow.reference_unit) return 1.;
    const PackageUnit& named = database.units[unit.at()];
    if (!flow.reference_unit) return unknown;
    const PackageUnit& reference = database.units[flow.reference_unit.at()];
    return named.group && named.group == reference.group ? named.factor / reference.factor
                                                         : unknown;
  }
  for (const FlowPropertyFactor& row : database.properties_of(flow)) {
    if (row.property != property) continue;
    const UnitGroupIndex group = database.flow_properties[property.at()].group;
    if (!unit) return 1. / row.factor;
    const PackageUnit& named = database.units[unit.at()];
    return group && named.group == group ? named.factor / row.factor : unknown;
  }
  return unknown;
}

}  // namespace lichen::inline LICHEN_ABI
