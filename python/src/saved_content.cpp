#include "saved_content.hpp"

#include <map>
#include <string>
#include <utility>

#include "lichen/study/demand.hpp"
#include "lichen/study/policies.hpp"
#include "lichen/system/characterisation.hpp"

namespace lichen::python {
namespace {

/// The units of each column's product; those of one property and unit are found once.
std::vector<std::vector<std::pair<std::string, double>>> units_of(
    const Database& database, const Assembly& assembly) {
  using Units = std::vector<std::pair<std::string, double>>;
  std::map<std::tuple<FlowPropertyIndex, UnitIndex, bool>, Units> known;
  std::vector<Units> all;
  for (const Column& column : assembly.columns) {
    const Flow& flow = database.flows[column.flow.at()];
    const auto [found, is_new] = known.try_emplace(
        {flow.reference_property, flow.reference_unit, flow.property_count > 1});
    if (is_new) {
      const auto factors = assembly.options.unit_factors;
      for (DemandUnit& unit : demand_units(database, flow, factors)) {
        found->second.emplace_back(std::move(unit.name), unit.factor);
      }
    }
    all.push_back(found->second);
  }
  return all;
}

}  // namespace

std::vector<SavedMethod> saved_methods(const std::vector<Chosen>& chosen) {
  std::vector<SavedMethod> saved;
  for (const auto& [methods, positions, factors] : chosen) {
    const auto& [flow_map, on_duplicate_factor, exclude_long_term] = factors;
    SavedMethod& one = saved.emplace_back();
    one.methods = methods;
    for (const std::size_t at : positions) one.categories.emplace_back(at);
    one.flow_map = flow_map;
    one.options = characterisation_options(on_duplicate_factor, exclude_long_term);
  }
  return saved;
}

store::SnapshotContent saved_content(const System& system, const SolveOptions& solve,
                                     const std::vector<SavedMethod>& chosen) {
  const Assembly& assembly = system.assembly();
  store::SnapshotContent content = store::snapshot_content(
      system.database(), assembly, policies_of(assembly.options, solve));
  add_units(content, units_of(system.database(), assembly));
  for (const SavedMethod& one : chosen) {
    add_categories(content, *one.methods,
                   characterise(system.database(), assembly, *one.methods, one.categories,
                                one.flow_map.get(), one.options));
  }
  return content;
}

}  // namespace lichen::python
