#include "io/units/units_by_name.hpp"

#include "lichen/units/registry.hpp"

namespace lichen::detail {

UnitGroupIndex UnitsByName::group_of(std::string_view name, double& coherent_factor) {
  const auto known = units::Registry::standard().candidates(name);
  const bool clear = known.size() == 1;
  const std::string key = clear ? known[0].dimension.to_string() : std::string(name);
  coherent_factor = clear ? known[0].factor : 1.;
  const auto [at, added] = groups_.try_emplace((clear ? "d:" : "n:") + key);
  if (added) {
    at->second = UnitGroupIndex{database_.unit_groups.size()};
    const FlowPropertyIndex property{database_.flow_properties.size()};
    const Id id = make_id("unit group " + key);
    const Text label = database_.texts.add(key);
    database_.unit_groups.push_back(
        {.id = id, .name = label, .reference = {}, .default_property = property});
    database_.flow_properties.push_back(
        {.id = make_id("flow property " + key), .name = label, .group = at->second});
  }
  return at->second;
}

UnitIndex UnitsByName::add(std::string_view name) {
  if (name.empty()) return {};
  const auto [at, added] = units_.try_emplace(std::string(name));
  if (!added) return at->second;
  double factor = 1.;
  const UnitGroupIndex group = group_of(name, factor);
  at->second = UnitIndex{database_.units.size()};
  coherent_[at->second] = factor;
  database_.units.push_back({.id = make_id("unit " + std::string(name)),
                             .name = database_.texts.add(name),
                             .group = group,
                             .factor = factor,
                             .synonyms = {}});
  return at->second;
}

void UnitsByName::finish() {
  const auto name = [this](UnitIndex unit) {
    return database_.text(database_.units[unit.at()].name);
  };
  for (const auto& [unit, factor] : coherent_) {
    UnitIndex& reference =
        database_.unit_groups[database_.units[unit.at()].group.at()].reference;
    if (!reference || name(unit) < name(reference)) reference = unit;
  }
  for (const auto& [unit, factor] : coherent_) {
    PackageUnit& row = database_.units[unit.at()];
    row.factor = factor / coherent_.at(database_.unit_groups[row.group.at()].reference);
  }
}

FlowPropertyIndex UnitsByName::property(UnitIndex unit) const {
  if (!unit) return {};
  const UnitGroupIndex group = database_.units[unit.at()].group;
  return database_.unit_groups[group.at()].default_property;
}

}  // namespace lichen::detail
