// Units, flow properties, locations and flows of the plain tables.

#include <algorithm>
#include <cmath>

#include "io/tables/context.hpp"
#include "io/tables/names.hpp"

namespace lichen::detail::tables {

Id Context::id_of(std::string_view text, std::string_view name) {
  if (text.empty()) text = name;
  const Id id = make_id(text);
  if (!parse_uuid(text)) database.id_texts.emplace(id, database.texts.add(text));
  return id;
}

UnitIndex Context::unit(Sheet& sheet, std::size_t row, UnitGroupIndex group) {
  const auto text = sheet.text(row, "unit");
  if (text.empty()) return {};
  if (const UnitIndex own = units.by_id.find(make_id(text))) return own;
  std::vector<UnitIndex> inside;
  std::vector<UnitIndex> outside;
  const auto [first, last] = units.by_name.equal_range(std::string(text));
  for (auto at = first; at != last; ++at) {
    const bool here = group && database.units[at->second.at()].group == group;
    (here ? inside : outside).push_back(at->second);
  }
  if (inside.size() == 1) return inside[0];
  if (inside.empty()) {
    if (const UnitIndex known = units_by_name.add_to(group, text)) return known;
    if (outside.size() == 1) return outside[0];
    if (outside.empty()) return units_by_name.add(text);
  }
  sheet.report("ambiguous_unit", Severity::error, row, "unit",
               "the name \"" + std::string(text) + "\" stands for several units",
               "write the id of one; amounts in it cannot be converted");
  return units_by_name.add_lone(text);
}

UnitGroupIndex Context::group_of(FlowIndex flow, FlowPropertyIndex property) const {
  if (property) return database.flow_properties[property.at()].group;
  if (!flow) return {};
  const UnitIndex unit = database.flows[flow.at()].reference_unit;
  return unit ? database.units[unit.at()].group : UnitGroupIndex{};
}

LocationIndex Context::location(std::string_view text) {
  if (text.empty()) return {};
  if (const LocationIndex known = locations.find(text)) return known;
  const LocationIndex index{database.locations.size()};
  const Text name = database.texts.add(text);
  const Id id = id_of(text);
  database.locations.push_back({.id = id, .code = name, .name = name});
  locations.add(id, text, index);
  return index;
}

namespace {

void report_duplicate(Sheet& sheet, std::size_t row) {
  sheet.report("duplicate_id", Severity::error, row, "id", "the id stands twice",
               "the first row counts, this one was not read");
}

}  // namespace

void read_database(Context& context, Sheet& sheet) {
  sheet.need({"key", "value"});
  Source& source = context.database.source;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto key = sheet.text(row, "key");
    const std::string value(sheet.text(row, "value"));
    if (key == "name") source.name = value;
    if (key == "package_version") source.version = value;
    if (key == "licence") source.licence = value;
    if (key == "version" && value != "1") {
      sheet.report("unknown_version", Severity::warning, row, "value",
                   "the tables state version " + value + ", this reader knows 1",
                   "they are read as version 1");
    }
  }
}

void read_unit_groups(Context& context, Sheet& sheet) {
  sheet.need({"id"});
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto name = sheet.text(row, "name");
    const Id id = context.id_of(sheet.text(row, "id"), name);
    const UnitGroupIndex index{context.database.unit_groups.size()};
    if (!context.groups.add(id, name, index)) {
      report_duplicate(sheet, row);
      continue;
    }
    // The default property stands in a table that is read later: kept as text till then.
    context.database.unit_groups.push_back({.id = id,
                                            .name = sheet.pooled(row, "name"),
                                            .reference = {},
                                            .default_property = {}});
  }
}

void read_flow_properties(Context& context, Sheet& sheet) {
  sheet.need({"id", "name", "group"});
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto name = sheet.text(row, "name");
    const Id id = context.id_of(sheet.text(row, "id"), name);
    const FlowPropertyIndex index{context.database.flow_properties.size()};
    if (!context.properties.add(id, name, index)) {
      report_duplicate(sheet, row);
      continue;
    }
    context.database.flow_properties.push_back(
        {.id = id,
         .name = sheet.pooled(row, "name"),
         .group = context.refer(context.groups, sheet, row, "group"),
         .economic = sheet.yes(row, "economic")});
  }
}

void read_units(Context& context, Sheet& sheet) {
  sheet.need({"id", "name", "group", "factor"});
  Database& database = context.database;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto name = sheet.text(row, "name");
    const Id id = context.id_of(sheet.text(row, "id"), name);
    const UnitIndex index{database.units.size()};
    if (!context.units.by_id.add(id, name, index)) {
      report_duplicate(sheet, row);
      continue;
    }
    context.units.by_name.emplace(std::string(name), index);
    PackageUnit unit;
    unit.id = id;
    unit.name = sheet.pooled(row, "name");
    const auto factor = sheet.text(row, "factor");
    unit.factor = factor == "nan" ? std::nan("")  // stands for a factor that nobody knows
                                  : sheet.number(row, "factor").value_or(std::nan(""));
    unit.synonyms = sheet.pooled(row, "synonyms");
    if (!sheet.text(row, "group").empty()) {
      unit.group = context.refer(context.groups, sheet, row, "group");
    }
    if (sheet.yes(row, "reference") && unit.group) {
      UnitIndex& reference = database.unit_groups[unit.group.at()].reference;
      if (reference) {
        sheet.report("several_reference_units", Severity::error, row, "reference",
                     "the group has a reference unit already", "the first counts");
      } else {
        reference = index;
      }
    }
    database.units.push_back(unit);
  }
}

void read_locations(Context& context, Sheet& sheet) {
  sheet.need({"id"});
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto code = sheet.text(row, "code");
    const Id id = context.id_of(sheet.text(row, "id"), code);
    const LocationIndex index{context.database.locations.size()};
    if (!context.locations.add(id, code, index)) {
      report_duplicate(sheet, row);
      continue;
    }
    if (const auto name = sheet.text(row, "name"); name != code) {
      context.locations.add_name(name, index);
    }
    context.database.locations.push_back(
        {.id = id, .code = sheet.pooled(row, "code"), .name = sheet.pooled(row, "name")});
  }
}

namespace {

FlowType type_of(Sheet& sheet, std::size_t row) {
  if (sheet.text(row, "type").empty()) {
    sheet.report("unreadable_field", Severity::error, row, "type",
                 "the flow has no type: product, waste or elementary",
                 "it counts as elementary");
  }
  return sheet.word(row, "type", flow_types, FlowType::elementary);
}

/// What amounts in a unit measure, where its group declares it.
FlowPropertyIndex default_property(const Database& database, UnitIndex unit) {
  if (!unit) return {};
  const auto group = database.units[unit.at()].group;
  return group ? database.unit_groups[group.at()].default_property : FlowPropertyIndex{};
}

/// The unit of a flow, and its property: the one named, else that of the unit's group.
/// "none" says that it has none.
void set_quantity(Context& context, Sheet& sheet, std::size_t row, Flow& flow) {
  const auto named = sheet.text(row, "property");
  const bool none = named == "none" && !context.properties.find(named);
  if (!none) {
    flow.reference_property = context.refer(context.properties, sheet, row, "property");
  }
  flow.reference_unit =
      context.unit(sheet, row, context.group_of({}, flow.reference_property));
  if (named.empty()) {
    flow.reference_property = default_property(context.database, flow.reference_unit);
  }
}

}  // namespace

void read_flows(Context& context, Sheet& sheet) {
  sheet.need({"id", "name", "type", "unit"});
  Database& database = context.database;
  database.flows.reserve(sheet.size());
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto name = sheet.text(row, "name");
    const Id id = context.id_of(sheet.text(row, "id"), name);
    if (!context.flows.add(id, name, FlowIndex{database.flows.size()})) {
      report_duplicate(sheet, row);
      continue;
    }
    Flow flow;
    flow.id = id;
    flow.name = sheet.pooled(row, "name");
    flow.type = type_of(sheet, row);
    set_quantity(context, sheet, row, flow);
    flow.category = sheet.pooled(row, "category");
    flow.cas = sheet.pooled(row, "cas");
    flow.formula = sheet.pooled(row, "formula");
    flow.synonyms = sheet.pooled(row, "synonyms");
    flow.location = context.location(sheet.text(row, "location"));
    flow.stub = sheet.yes(row, "stub");
    const auto by_compartment = flow.type == FlowType::elementary
                                    ? nominal_direction(sheet.text(row, "category"))
                                    : NominalDirection::unknown;
    flow.nominal = sheet.word(row, "direction", nominal_directions, by_compartment);
    if (!flow.reference_unit) {
      sheet.report("no_reference_unit", Severity::error, row, "unit",
                   "the flow names no unit", "its amounts cannot be converted");
    }
    database.flows.push_back(flow);
  }
}

void read_flow_property_factors(Context& context, Sheet& sheet) {
  sheet.need({"flow", "property", "factor"});
  Database& database = context.database;
  struct Row {
    FlowIndex flow;
    FlowPropertyFactor factor;
  };
  std::vector<Row> rows;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const FlowIndex flow = context.refer(context.flows, sheet, row, "flow");
    const auto property = context.refer(context.properties, sheet, row, "property");
    const double factor = sheet.text(row, "factor") == "nan"
                              ? std::nan("")
                              : sheet.number(row, "factor").value_or(std::nan(""));
    if (flow && property) rows.push_back({flow, {property, factor}});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.flow < b.flow; });
  for (const Row& row : rows) {
    Flow& flow = database.flows[row.flow.at()];
    if (flow.property_count++ == 0) {
      flow.first_property =
          static_cast<std::uint32_t>(database.flow_property_factors.size());
    }
    database.flow_property_factors.push_back(row.factor);
  }
}

void finish_flows(Context& context) {
  Database& database = context.database;
  context.units_by_name.finish();
  for (Flow& flow : database.flows) {
    if (flow.property_count > 0 || !flow.reference_property) continue;
    flow.first_property =
        static_cast<std::uint32_t>(database.flow_property_factors.size());
    flow.property_count = 1;
    database.flow_property_factors.push_back({flow.reference_property, 1.});
  }
}

}  // namespace lichen::detail::tables
