// Unit groups and flow properties.

#include <cmath>

#include <fmt/format.h>

#include "io/ilcd/tables.hpp"
#include "io/ilcd/unit_ids.hpp"

namespace lichen::detail::ilcd {

void Tables::add_unit_group(const FileRecord& file) {
  const UnitGroupRecord& record = file.unit_group;
  const UnitGroupIndex index{database_.unit_groups.size()};
  const Id id = id_of(file.heading.uuid);
  if (!is_new(groups_.try_emplace(id, index).second, file)) return;
  UnitGroup group;
  group.id = id;
  group.name = text(file.heading.name);
  std::int64_t bad = 0;
  const std::size_t first = database_.units.size();
  for (const UnitRecord& row : record.units) {
    const UnitIndex unit{database_.units.size()};
    const bool is_reference = row.internal_id == record.reference;
    const bool usable = std::isfinite(row.factor) && row.factor != 0.;
    bad += !usable;
    const std::size_t place = unit.at() - first;
    const bool has_id = parse_uuid(row.openlca_id).has_value();
    database_.units.push_back(
        {.id = has_id ? make_id(row.openlca_id) : unit_id(row.name, id, place),
         .name = text(row.name),
         .group = index,
         .factor = usable ? row.factor : not_given,
         .synonyms = {}});
    if (is_reference && !group.reference) group.reference = unit;
    if (!row.openlca_id.empty()) openlca_units_.emplace(make_id(row.openlca_id), unit);
  }
  report("bad_factor", Severity::error, place_of(file), "unit.meanValue",
         "conversion factors are no finite numbers other than 0",
         "amounts that need them cannot be converted", bad);
  if (!group.reference) {
    report("no_reference_unit", Severity::error, place_of(file),
           "referenceToReferenceUnit", "no unit of the group is its reference",
           "flows of this group have no reference unit");
  } else if (database_.units[group.reference.at()].factor != 1.) {
    report("reference_unit_not_one", Severity::warning, place_of(file), "unit.meanValue",
           "the factor of the reference unit is not 1",
           "factors are kept: they convert between the units of the group");
  }
  database_.unit_groups.push_back(group);
}

void Tables::add_flow_property(const FileRecord& file) {
  const Id id = id_of(file.heading.uuid);
  const FlowPropertyIndex index{database_.flow_properties.size()};
  if (!is_new(properties_.try_emplace(id, index).second, file)) return;
  FlowProperty property;
  property.id = id;
  property.name = text(file.heading.name);
  property.economic = file.flow_property.economic;
  const Reference& reference = file.flow_property.group;
  const auto group = groups_.find(make_id(reference.id));
  if (group != groups_.end()) {
    property.group = group->second;
    UnitGroup& row = database_.unit_groups[group->second.at()];
    if (!row.default_property) row.default_property = index;
  } else {
    report("unknown_unit_group", Severity::warning, place_of(file),
           "referenceToReferenceUnitGroup",
           reference.id.empty() ? std::string("the flow property names no unit group")
                                : fmt::format("the package lacks the unit group {} ({})",
                                              reference.name, reference.id),
           "its unit is not known: amounts are in the reference unit, whatever it is");
  }
  database_.flow_properties.push_back(property);
}

FlowPropertyIndex Tables::find_property(View id) const {
  if (id.empty()) return {};
  const auto known = properties_.find(make_id(id));
  return known == properties_.end() ? FlowPropertyIndex{} : known->second;
}

FlowPropertyIndex Tables::property(const Reference& reference) {
  const Id id = id_of(reference.id);
  const auto [at, added] = properties_.try_emplace(id);
  if (!added) return at->second;
  at->second = FlowPropertyIndex{database_.flow_properties.size()};
  FlowProperty property;
  property.id = id;
  property.name = text(reference.name);
  database_.flow_properties.push_back(property);
  if (absent_properties_++ == 0) {
    first_absent_property_ = fmt::format("{} ({})", reference.name, reference.id);
  }
  return at->second;
}

UnitIndex Tables::openlca_unit(View id) const {
  if (id.empty()) return {};
  const auto known = openlca_units_.find(make_id(id));
  return known == openlca_units_.end() ? UnitIndex{} : known->second;
}

UnitIndex Tables::unit_of_many(UnitGroupIndex group, double amount) {
  const auto [at, added] = many_.try_emplace({group.value, amount});
  if (!added) return at->second;
  at->second = UnitIndex{database_.units.size()};
  const PackageUnit& reference =
      database_.units[database_.unit_groups[group.at()].reference.at()];
  const std::string name = fmt::format("{} {}", amount, database_.text(reference.name));
  const double factor = amount * reference.factor;
  database_.units.push_back(
      {.id = unit_id_of_many(name, database_.unit_groups[group.at()].id),
       .name = text(name),
       .group = group,
       .factor = factor,
       .synonyms = {}});
  return at->second;
}

View Tables::unit_of(const Reference& quantity) const {
  const FlowPropertyIndex property = find_property(quantity.id);
  if (quantity.id.empty() || !property) return {};
  const UnitGroupIndex group = database_.flow_properties[property.at()].group;
  if (!group || !database_.unit_groups[group.at()].reference) return {};
  return database_.text(
      database_.units[database_.unit_groups[group.at()].reference.at()].name);
}

}  // namespace lichen::detail::ilcd
