#include "io/simapro/units.hpp"

#include <limits>

#include "io/name_ids/name_ids.hpp"
#include "lichen/units/registry.hpp"

namespace lichen::detail::simapro {
namespace {

/// The dimension of a name that the unit table knows for one unit only; else "".
std::string dimension_of_name(View name) {
  const auto known = units::Registry::standard().candidates(name);
  return known.size() == 1 ? known[0].dimension.to_string() : std::string();
}

}  // namespace

UnitGroupIndex Units::group_of(const UnitRow& row) {
  const auto [at, added] = groups_.try_emplace(std::string(row.quantity));
  if (!added) return at->second;
  const UnitGroupIndex group{database_.unit_groups.size()};
  const FlowPropertyIndex property{database_.flow_properties.size()};
  const Text label = database_.texts.add(row.quantity);
  // The ids of groups that are made of the unit table: a file may bring those back.
  const std::string key = row.quantity == dimension_of_name(row.reference)
                              ? std::string(row.quantity)
                              : "of " + std::string(row.quantity);
  database_.unit_groups.push_back({.id = make_id("unit group " + key),
                                   .name = label,
                                   .reference = {},
                                   .default_property = property});
  database_.flow_properties.push_back(
      {.id = make_id("flow property " + key), .name = label, .group = group});
  at->second = group;
  database_.unit_groups[group.at()].reference = insert(row.reference, group, 1.);
  return group;
}

UnitIndex Units::insert(View name, UnitGroupIndex group, double factor) {
  const UnitIndex unit{database_.units.size()};
  const Id of = database_.unit_groups[group.at()].id;
  database_.units.push_back(
      {.id = make_id("unit " + std::string(name) + " of " + to_string(of)),
       .name = database_.texts.add(name),
       .group = group,
       .factor = factor,
       .synonyms = {}});
  return unit;
}

void Units::define(const std::vector<UnitRow>& rows) {
  for (const UnitRow& row : rows) {
    if (row.name.empty() || row.reference.empty() || row.quantity.empty()) continue;
    const UnitGroupIndex group = group_of(row);
    const auto [at, added] = defined_.try_emplace(std::string(row.name));
    if (!added) continue;  // the first counts
    const UnitIndex reference = database_.unit_groups[group.at()].reference;
    const bool is_reference =
        database_.text(database_.units[reference.at()].name) == row.name;
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    at->second = {
        std::string(row.quantity), std::string(row.reference),
        is_reference ? reference : insert(row.name, group, row.factor.value_or(unknown))};
  }
}

UnitIndex Units::find(View name) {
  if (name.empty()) return {};
  const auto known = defined_.find(std::string(name));
  return known != defined_.end() ? known->second.unit : by_name_.add(name);
}

std::string Units::measure_of(View name) const {
  std::string dimension = dimension_of_name(name);
  if (!dimension.empty()) return dimension;
  const auto known = defined_.find(std::string(name));
  if (known == defined_.end()) return name_ids::path_of({name});
  dimension = dimension_of_name(known->second.reference);
  return dimension.empty() ? name_ids::path_of({known->second.quantity}) : dimension;
}

const std::string& Units::measure(View name) {
  const auto [at, added] = measures_.try_emplace(std::string(name));
  if (added) at->second = measure_of(name);
  return at->second;
}

}  // namespace lichen::detail::simapro
