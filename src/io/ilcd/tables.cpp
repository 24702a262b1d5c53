// Flows, locations, and what is left open.

#include "io/ilcd/tables.hpp"

#include <cmath>

#include "io/name_ids/name_ids.hpp"

namespace lichen::detail::ilcd {

Place place_of(const FileRecord& file) {
  return {file.file, file.heading.name + " (" + std::string(file.heading.uuid) + ")"};
}

Id Tables::id_of(View text_of_id) {
  if (const auto uuid = parse_uuid(text_of_id)) return *uuid;
  const Id id = make_id(text_of_id);
  const auto [at, added] = database_.id_texts.try_emplace(id);
  if (added) at->second = text(text_of_id);
  return id;
}

void Tables::report(const char* kind, Severity severity, const Place& place,
                    const char* field, std::string message, const char* action,
                    std::int64_t count) {
  if (count == 0) return;
  database_.findings.add({.kind = kind,
                          .severity = severity,
                          .file = std::string(place.file),
                          .data_set = place.data_set,
                          .field = field,
                          .message = std::move(message),
                          .action = action,
                          .count = count});
}

bool Tables::is_new(bool inserted, const FileRecord& file) {
  if (!inserted) {
    report("duplicate_id", Severity::error, place_of(file), "dataSetInformation.UUID",
           "two data sets have this id", "the first counts");
  }
  return inserted;
}

void Tables::name_location(const LocationRecord& record) {
  location_names_.emplace(std::string(record.code), std::string(record.name));
}

LocationIndex Tables::location(View code) {
  if (code.empty()) return {};
  const auto [at, added] = locations_.try_emplace(std::string(code));
  if (!added) return at->second;
  at->second = LocationIndex{database_.locations.size()};
  const auto named = location_names_.find(at->first);
  // The ids of places are openLCA's: made of their codes.
  database_.locations.push_back(
      {.id = name_ids::id_of(name_ids::path_of({code})),
       .code = text(code),
       .name = text(named == location_names_.end() ? code : View(named->second))});
  return at->second;
}

FlowIndex Tables::flow(const Reference& reference) {
  const Id id = id_of(reference.id);
  const auto [at, added] = flows_.try_emplace(id);
  KnownFlow& known = at->second;
  if (!added) {
    const bool other = !reference.version.empty() && !known.version.empty() &&
                       reference.version != known.version &&
                       (is_higher(reference.version, known.version) ||
                        is_higher(known.version, reference.version));
    if (other && other_versions_++ == 0) {
      first_other_version_ = std::string(reference.id) + " " +
                             std::string(reference.version) + ", there is " +
                             known.version;
    }
    return known.index;
  }
  known.index = FlowIndex{database_.flows.size()};
  Flow flow;
  flow.id = id;
  flow.name = text(reference.name);
  flow.type = FlowType::elementary;
  flow.stub = true;
  database_.flows.push_back(flow);
  untyped_.emplace(known.index.value, false);
  return known.index;
}

void Tables::set_product(FlowIndex flow) {
  if (untyped_.erase(flow.value) > 0) {
    database_.flows[flow.at()].type = FlowType::product;
  }
}

void Tables::add_flow(const FileRecord& file) {
  const FlowRecord& record = file.flow;
  const Id id = id_of(file.heading.uuid);
  const FlowIndex index{database_.flows.size()};
  const bool added =
      flows_.try_emplace(id, KnownFlow{index, std::string(file.heading.version)}).second;
  if (!is_new(added, file)) return;
  Flow flow;
  flow.id = id;
  flow.name = text(file.heading.name);
  flow.category = text(file.heading.category);
  flow.cas = text(record.cas);
  flow.formula = text(record.formula);
  flow.synonyms = text(record.synonyms);
  flow.location = location(record.location);
  flow.type = record.type;
  if (flow.type == FlowType::elementary) {
    flow.nominal = nominal_direction(file.heading.category);
  }
  read_properties(file, flow);
  database_.flows.push_back(flow);
}

void Tables::read_properties(const FileRecord& file, Flow& flow) {
  const FlowRecord& record = file.flow;
  flow.first_property =
      static_cast<std::uint32_t>(database_.flow_property_factors.size());
  std::int64_t bad = 0;
  for (const PropertyOfFlow& row : record.properties) {
    if (row.property.id.empty()) continue;
    const FlowPropertyIndex index = property(row.property);
    const bool usable = std::isfinite(row.value) && row.value != 0.;
    bad += !usable;
    database_.flow_property_factors.push_back({index, usable ? row.value : not_given});
    ++flow.property_count;
    const bool is_reference = row.internal_id == record.reference;
    if (is_reference && !flow.reference_property) set_reference(file, row, index, flow);
  }
  report("bad_factor", Severity::error, place_of(file), "flowProperty.meanValue",
         "values of flow properties are no finite numbers other than 0",
         "amounts that need them cannot be converted", bad);
  if (flow.reference_property) return;
  report("no_reference_property", Severity::error, place_of(file),
         "referenceToReferenceFlowProperty",
         "no flow property of the flow is its reference",
         "amounts of this flow cannot be converted");
}

/// One amount of the flow is as much of its reference property as is stated: mostly 1.
void Tables::set_reference(const FileRecord& file, const PropertyOfFlow& record,
                           FlowPropertyIndex property, Flow& flow) {
  flow.reference_property = property;
  const UnitGroupIndex group = database_.flow_properties[property.at()].group;
  if (!group) return;
  flow.reference_unit = database_.unit_groups[group.at()].reference;
  const bool usable = std::isfinite(record.value) && record.value != 0.;
  if (!usable || record.value == 1. || !flow.reference_unit) return;
  flow.reference_unit = unit_of_many(group, record.value);
  report("reference_value_not_one", Severity::warning, place_of(file),
         "flowProperty.meanValue",
         "the flow has another value of its reference property than 1",
         "an amount of 1 of it is taken for that much of the property");
}

void Tables::report_flows() {
  std::int64_t stubs = 0;
  std::int64_t directionless = 0;
  for (const Flow& flow : database_.flows) {
    stubs += flow.stub;
    directionless += !flow.stub && flow.type == FlowType::elementary &&
                     flow.nominal == NominalDirection::unknown;
  }
  std::vector<bool> exchanged(database_.flows.size(), false);
  for (const Exchange& row : database_.exchanges) exchanged[row.flow.at()] = true;
  std::int64_t untyped = 0;
  for (const auto& [flow, unused] : untyped_) {
    untyped += exchanged[static_cast<std::size_t>(flow)];
  }
  report("absent_flow", Severity::info, {}, "referenceToFlowDataSet",
         "the package refers to flows that it lacks",
         "they stand with what the references tell: id and name", stubs);
  report("unknown_flow_type", Severity::warning, {}, "referenceToFlowDataSet",
         "nothing tells whether flows that the package lacks are products, wastes or "
         "elementary",
         "they count as elementary flows", untyped);
  report("no_compartment", Severity::info, {}, "elementaryFlowCategorization",
         "elementary flows name no compartment that tells their direction",
         "each takes the direction of its first exchange", directionless);
}

void Tables::finish() {
  report_flows();
  report("absent_flow_property", Severity::warning, {}, "referenceToFlowPropertyDataSet",
         "the package lacks flow properties that data sets refer to; first: " +
             first_absent_property_,
         "their units are not known: amounts are in the reference unit, whatever it is",
         absent_properties_);
  report("other_version", Severity::info, {}, "referenceToFlowDataSet.version",
         "references name other versions of flows than the package has; first: " +
             first_other_version_,
         "the versions that are there count", other_versions_);
}

}  // namespace lichen::detail::ilcd
