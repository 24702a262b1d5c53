#include "io/ecospold2/tables.hpp"

#include <utility>

namespace lichen::detail::ecospold2 {

Id Tables::keep(Id id, View text) {
  if (!parse_uuid(text)) database_.id_texts.emplace(id, database_.texts.add(text));
  return id;
}

UnitIndex Tables::unit(View name, View id) {
  if (!name.empty()) return units_.add(name);
  const auto known = unit_names_.find(std::string(id));
  return known == unit_names_.end() ? UnitIndex{} : units_.add(known->second);
}

void Tables::define_unit(const NamedRecord& record) {
  if (!record.id.empty() && !record.name.empty()) {
    unit_names_.emplace(std::string(record.id), std::string(record.name));
  }
}

LocationIndex Tables::location(View id, View code) {
  const View key = id.empty() ? code : id;
  if (key.empty()) return {};
  const auto [at, added] = locations_.try_emplace(std::string(key));
  if (added) {
    at->second = LocationIndex{database_.locations.size()};
    database_.locations.push_back(
        {.id = keep(make_id(key), key), .code = text(code), .name = text(code)});
  }
  return at->second;
}

void Tables::define_location(const NamedRecord& record) {
  const LocationIndex index = location(record.id, record.code);
  if (index && !record.name.empty()) {
    database_.locations[index.at()].name = text(record.name);
  }
}

FlowIndex Tables::flow(const FlowRecord& record, Knowledge knowledge) {
  const auto [at, added] = flows_.try_emplace(record.id);
  if (added) {
    at->second = FlowIndex{database_.flows.size()};
    Flow flow;
    flow.id = keep(record.id, record.id_text);
    flow.name = text(record.name);
    flow.type = record.type;
    database_.flows.push_back(flow);
    known_.emplace_back();
  }
  learn(at->second, record, knowledge);
  return at->second;
}

void Tables::learn(FlowIndex index, const FlowRecord& record, Knowledge knowledge) {
  Flow& flow = database_.flows[index.at()];
  const View name = database_.text(flow.name);
  if (name != record.name || flow.type != record.type) {
    if (name.empty()) {
      flow.name = text(record.name);
    } else if (!record.name.empty()) {
      if (renamed_++ == 0) {
        first_renamed_ =
            "\"" + std::string(name) + "\" and \"" + std::string(record.name) + "\"";
      }
    }
  }
  fill(flow, record);
  Known& known = known_[index.at()];
  if (!known.unit || knowledge > known.knowledge) {
    const UnitIndex unit_of_flow = unit(record.unit, record.unit_id);
    if (unit_of_flow) known = {unit_of_flow, knowledge};
  }
}

/// What an earlier description left open.
void Tables::fill(Flow& flow, const FlowRecord& record) {
  if (flow.cas.empty()) flow.cas = text(record.cas);
  if (flow.formula.empty()) flow.formula = text(record.formula);
  if (flow.synonyms.empty()) flow.synonyms = text(record.synonym);
  if (!flow.category.empty()) return;
  if (record.type != FlowType::elementary) {
    flow.category = text(record.classification);
  } else if (!record.compartment.empty()) {
    std::string path(record.compartment);
    if (!record.sub_compartment.empty()) {
      path.append("/").append(record.sub_compartment);
    }
    flow.category = text(path);
    flow.nominal = nominal_direction(path);
  }
}

void Tables::finish() {
  units_.finish();
  for (std::size_t i = 0; i < database_.flows.size(); ++i) {
    Flow& flow = database_.flows[i];
    flow.reference_unit = known_[i].unit;
    if (!flow.reference_unit) continue;
    flow.reference_property = units_.property(flow.reference_unit);
    flow.first_property =
        static_cast<std::uint32_t>(database_.flow_property_factors.size());
    flow.property_count = 1;
    // One reference amount in reference units of the property.
    database_.flow_property_factors.push_back(
        {flow.reference_property, database_.units[flow.reference_unit.at()].factor});
  }
  report_flows();
}

void Tables::report_flows() {
  std::int64_t unitless = 0;
  std::int64_t directionless = 0;
  for (const Flow& flow : database_.flows) {
    unitless += !flow.reference_unit;
    directionless +=
        flow.type == FlowType::elementary && flow.nominal == NominalDirection::unknown;
  }
  const auto add = [&](const char* kind, Severity severity, const char* field,
                       std::string message, const char* action, std::int64_t count) {
    if (count == 0) return;
    database_.findings.add({.kind = kind,
                            .severity = severity,
                            .field = field,
                            .message = std::move(message),
                            .action = action,
                            .count = count});
  };
  add("no_reference_unit", Severity::error, "unitName", "flows have no unit",
      "their amounts cannot be converted", unitless);
  add("no_compartment", Severity::info, "compartment",
      "elementary flows name no compartment that tells their direction",
      "each takes the direction of its first exchange", directionless);
  add("flow_described_differently", Severity::info, "name",
      "data sets name the flow of one id differently; first: " + first_renamed_,
      "the first name counts", renamed_);
}

}  // namespace lichen::detail::ecospold2
