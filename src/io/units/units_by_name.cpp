#include "io/units/units_by_name.hpp"

#include "lichen/model/unit_check.hpp"
#include "lichen/units/registry.hpp"

namespace lichen::detail {
namespace {

std::string key_of(UnitGroupIndex group, std::string_view name) {
  return std::to_string(group.value) + '\n' + std::string(name);
}

}  // namespace

UnitGroupIndex UnitsByName::make_group(std::string_view name, const std::string& key) {
  const UnitGroupIndex group{database_.unit_groups.size()};
  const FlowPropertyIndex property{database_.flow_properties.size()};
  const Text label = database_.texts.add(name);
  database_.unit_groups.push_back({.id = make_id("unit group " + key),
                                   .name = label,
                                   .reference = {},
                                   .default_property = property});
  database_.flow_properties.push_back(
      {.id = make_id("flow property " + key), .name = label, .group = group});
  made_[group];
  return group;
}

UnitGroupIndex UnitsByName::group_of(const units::Dimension& dimension) {
  const auto [at, added] = groups_.try_emplace(dimension.to_string());
  if (!added) return at->second;
  for (std::size_t i = 0; i < database_.unit_groups.size(); ++i) {
    const UnitGroupIndex group{i};
    if (dimension_of(database_, group) == dimension) return at->second = group;
  }
  return at->second = make_group(at->first, at->first);
}

UnitIndex UnitsByName::insert(std::string_view name, UnitGroupIndex group,
                              double coherent) {
  const UnitIndex unit{database_.units.size()};
  const UnitGroup& row = database_.unit_groups[group.at()];
  database_.units.push_back(
      {.id = make_id("unit " + std::string(name) + " of " + to_string(row.id)),
       .name = database_.texts.add(name),
       .group = group,
       .factor = 1.,
       .synonyms = {}});
  const auto made = made_.find(group);
  if (made != made_.end()) made->second.emplace(unit, coherent);
  units_.emplace(key_of(group, name), unit);
  return unit;
}

UnitIndex UnitsByName::add(std::string_view name) {
  if (name.empty()) return {};
  const auto known = units_.find(std::string(name));
  if (known != units_.end()) return known->second;
  const auto candidates = units::Registry::standard().candidates(name);
  if (candidates.size() != 1) return add_lone(name);
  const UnitGroupIndex group = group_of(candidates[0].dimension);
  if (!database_.unit_groups[group.at()].reference) {
    database_.unit_groups[group.at()].reference =
        insert(name, group, candidates[0].factor);
  }
  const UnitIndex unit = add_to(group, name);
  return units_.emplace(std::string(name), unit).first->second;
}

UnitIndex UnitsByName::add_to(UnitGroupIndex group, std::string_view name) {
  if (!group) return {};
  const auto known = units_.find(key_of(group, name));
  if (known != units_.end()) return known->second;
  const auto dimension = dimension_of(database_, group);
  if (!dimension) return {};
  const auto& registry = units::Registry::standard();
  const UnitIndex reference = database_.unit_groups[group.at()].reference;
  const auto* unit = registry.find(name, *dimension);
  const auto* base =
      registry.find(database_.text(database_.units[reference.at()].name), *dimension);
  if (unit == nullptr || base == nullptr) return {};
  const UnitIndex added = insert(name, group, unit->factor);
  database_.units[added.at()].factor = unit->factor / base->factor;
  return added;
}

UnitIndex UnitsByName::add_lone(std::string_view name) {
  const auto [at, added] = units_.try_emplace(std::string(name));
  if (!added) return at->second;
  const UnitGroupIndex group = make_group(name, "of " + std::string(name));
  at->second = insert(name, group, 1.);
  database_.unit_groups[group.at()].reference = at->second;
  return at->second;
}

void UnitsByName::finish() {
  const auto name = [this](UnitIndex unit) {
    return database_.text(database_.units[unit.at()].name);
  };
  for (const auto& [group, factors] : made_) {
    UnitIndex& reference = database_.unit_groups[group.at()].reference;
    for (const auto& [unit, factor] : factors) {
      if (!reference || name(unit) < name(reference)) reference = unit;
    }
    for (const auto& [unit, factor] : factors) {
      database_.units[unit.at()].factor = factor / factors.at(reference);
    }
  }
}

FlowPropertyIndex UnitsByName::property(UnitIndex unit) const {
  if (!unit) return {};
  const UnitGroupIndex group = database_.units[unit.at()].group;
  return database_.unit_groups[group.at()].default_property;
}

}  // namespace lichen::detail
