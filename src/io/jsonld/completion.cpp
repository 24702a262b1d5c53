// What package members leave open is completed from what references tell, by name from
// the unit table, and never without a finding.

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "io/jsonld/entities.hpp"
#include "lichen/units/registry.hpp"

namespace lichen::detail::jsonld {
namespace {

/// Sets the reference unit of every flow whose group the package holds.
void set_reference_units(Database& database) {
  for (Flow& flow : database.flows) {
    if (!flow.reference_property) continue;
    const auto group = database.flow_properties[flow.reference_property.at()].group;
    if (group) flow.reference_unit = database.unit_groups[group.at()].reference;
  }
}

/// Completes flow properties whose unit group the package lacks: their units are those
/// that exchanges and factors use with them.
class GroupCompletion {
 public:
  explicit GroupCompletion(Tables& tables)
      : tables_(tables), database_(tables.database()) {}

  void run() {
    collect();
    for (const auto& [property, units] : used_) complete(property, units);
  }

 private:
  /// A unit of a property, and whether it is known to be the one of reference amounts.
  struct Use {
    UnitIndex unit;
    bool reference = false;
  };

  void use(FlowPropertyIndex property, UnitIndex unit, FlowIndex flow) {
    Flow& row = database_.flows[flow.at()];
    if (row.stub && !row.reference_property) row.reference_property = property;
    if (!property || !unit || database_.units[unit.at()].group ||
        database_.flow_properties[property.at()].group) {
      return;
    }
    const auto named = tables_.reference_unit_names.find(flow.value);
    const bool reference = named != tables_.reference_unit_names.end() &&
                           named->second == database_.units[unit.at()].name;
    auto& uses = used_[property];
    for (Use& known : uses) {
      if (known.unit == unit) {
        known.reference |= reference;
        return;
      }
    }
    uses.push_back({unit, reference});
  }

  void collect() {
    for (const Exchange& row : database_.exchanges) use(row.property, row.unit, row.flow);
    for (const Factor& row : database_.factors) use(row.property, row.unit, row.flow);
  }

  /// The unit of the table that a name stands for, where it stands for one only.
  const units::Unit* known(UnitIndex unit) const {
    const auto name = database_.text(database_.units[unit.at()].name);
    const auto candidates = units::Registry::standard().candidates(name);
    return candidates.size() == 1 ? &candidates[0] : nullptr;
  }

  void complete(FlowPropertyIndex property, const std::vector<Use>& uses) {
    const UnitGroupIndex index{database_.unit_groups.size()};
    FlowProperty& row = database_.flow_properties[property.at()];
    const std::string name = "units of " + std::string(database_.text(row.name));
    UnitIndex reference = uses.front().unit;
    for (const Use& use : uses) {
      if (use.reference) reference = use.unit;
    }
    const units::Unit* base = known(reference);
    std::string list;
    for (const Use& use : uses) {
      PackageUnit& unit = database_.units[use.unit.at()];
      unit.group = index;
      const units::Unit* of_table = known(use.unit);
      const bool converts = base != nullptr && of_table != nullptr &&
                            base->dimension == of_table->dimension;
      unit.factor = use.unit == reference ? 1.
                    : converts            ? of_table->factor / base->factor
                                          : std::numeric_limits<double>::quiet_NaN();
      list += (list.empty() ? "" : ", ") + std::string(database_.text(unit.name));
    }
    database_.unit_groups.push_back({.id = make_id(name + to_string(row.id)),
                                     .name = tables_.text(name),
                                     .reference = reference,
                                     .default_property = property});
    row.group = index;
    tables_.report("unit_group_from_table", Severity::warning,
                   {"", database_.text(row.name), to_string(row.id)}, "unitGroup",
                   "the package lacks the unit group of this flow property",
                   "its units (" + list + ") are taken by name from the unit table, " +
                       std::string(database_.text(database_.units[reference.at()].name)) +
                       " as the reference");
  }

  Tables& tables_;
  Database& database_;
  std::map<FlowPropertyIndex, std::vector<Use>> used_;
};

/// Gives flows that are only referred to a row of properties.
void add_properties_of_stubs(Database& database) {
  for (Flow& flow : database.flows) {
    if (!flow.stub || !flow.reference_property || flow.property_count > 0) continue;
    flow.first_property =
        static_cast<std::uint32_t>(database.flow_property_factors.size());
    flow.property_count = 1;
    database.flow_property_factors.push_back({flow.reference_property, 1.});
  }
}

/// Counts what is only referred to, and elementary flows of no direction.
void report_what_is_open(Tables& tables) {
  Database& database = tables.database();
  std::int64_t stubs = 0;
  std::int64_t directionless = 0;
  for (const Flow& flow : database.flows) {
    stubs += flow.stub;
    directionless += !flow.stub && flow.type == FlowType::elementary &&
                     flow.nominal == NominalDirection::unknown;
  }
  if (stubs > 0) {
    tables.report("absent_flow", Severity::info, {"", "", ""}, "flows",
                  "the package refers to flows that it lacks",
                  "they stand with what the references tell: id, name, unit", stubs);
  }
  std::vector<bool> exchanged(database.flows.size(), false);
  for (const Exchange& row : database.exchanges) exchanged[row.flow.at()] = true;
  const auto untyped = std::count_if(
      tables.untyped_flows.begin(), tables.untyped_flows.end(),
      [&](std::int32_t flow) { return exchanged[static_cast<std::size_t>(flow)]; });
  if (untyped > 0) {
    tables.report(
        "unknown_flow_type", Severity::warning, {"", "", ""}, "flows.flowType",
        "nothing tells whether flows that the package lacks are products, wastes "
        "or elementary",
        "they count as elementary flows", untyped);
  }
  if (directionless > 0) {
    tables.report("no_compartment", Severity::info, {"", "", ""}, "flows.category",
                  "elementary flows name no compartment that tells their direction",
                  "each takes the direction of its first exchange", directionless);
  }
}

}  // namespace

void complete(Tables& tables) {
  GroupCompletion(tables).run();
  set_reference_units(tables.database());
  add_properties_of_stubs(tables.database());
  report_what_is_open(tables);
}

}  // namespace lichen::detail::jsonld
