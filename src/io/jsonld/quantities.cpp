// Categories, units, flow properties, locations and flows.

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <vector>

#include "io/jsonld/entities.hpp"
#include "io/jsonld/number.hpp"

namespace lichen::detail::jsonld {

using json::Element;
using json::field;

namespace {

/// The synonyms of an entity, as one text: an array in some dialects, a text in others.
std::string synonyms_of(std::optional<Element> element) {
  if (const auto text = json::text_of(element)) return std::string(*text);
  std::string joined;
  if (const auto array = json::array_of(element)) {
    for (const Element synonym : *array) {
      if (!joined.empty()) joined.push_back(';');
      joined.append(json::text_of(synonym).value_or(""));
    }
  }
  return joined;
}

/// A conversion factor; NaN, with a finding, where it is no usable number.
/// Of the reference itself, 1 is the only one there is.
double factor_of(Tables& tables, const DataSet& data_set, std::optional<Element> value,
                 const std::string& name, bool is_reference) {
  if (!value && is_reference) return 1.;
  const double factor = number_in(value).value_or(std::nan(""));
  if (std::isfinite(factor) && factor != 0.) return factor;
  tables.report("bad_factor", Severity::error, data_set.place(), name,
                "the conversion factor is no finite number other than 0",
                "amounts that need it cannot be converted");
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::string path_of(const Tables& tables, const DataSet& data_set) {
  std::string stated = category_path(tables, field(data_set.element, "category"));
  return stated.empty() ? data_set.folder : stated;
}

void read_category(Tables& tables, const DataSet& data_set) {
  const auto id = parse_uuid(json::text(data_set.element, "@id"));
  if (!id) return;
  const auto parent = parse_uuid(json::text(field(data_set.element, "category"), "@id"));
  tables.categories.emplace(*id,
                            std::pair{tables.text(json::text(data_set.element, "name")),
                                      parent.value_or(Id{})});
}

void report_cycles(Tables& tables) {
  std::vector<Id> ids;
  for (const auto& [id, category] : tables.categories) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  std::unordered_map<Id, std::size_t> visits;  // which walk came by here
  for (std::size_t walk = 0; walk < ids.size(); ++walk) {
    Id at = ids[walk];
    for (;;) {
      if (!visits.emplace(at, walk).second) break;
      const auto& [name, parent] = tables.categories.at(at);
      if (tables.categories.find(parent) == tables.categories.end()) break;
      const auto seen = visits.find(parent);
      if (seen != visits.end() && seen->second == walk) {
        tables.report("cyclic_category", Severity::warning,
                      {"", tables.database().text(name), to_string(at)}, "category",
                      "the category contains itself",
                      "its path ends where it would come by it again");
        break;
      }
      at = parent;
    }
  }
}

void read_unit_group(Tables& tables, const DataSet& data_set) {
  Database& database = tables.database();
  const UnitGroupIndex index{database.unit_groups.size()};
  const Id id = tables.id_of(json::text(data_set.element, "@id"));
  if (!tables.define(tables.groups, id, index, data_set.place())) return;
  UnitGroup group;
  group.id = id;
  group.name = tables.text(json::text(data_set.element, "name"));
  group.default_property =
      tables.property(field(data_set.element, "defaultFlowProperty"));
  int references = 0;
  if (const auto units = json::array_of(field(data_set.element, "units"))) {
    std::size_t number = 0;
    for (const Element unit : *units) {
      const std::string name = "units[" + std::to_string(number++) + "]";
      const UnitIndex at = tables.unit(unit);
      if (!at || database.units[at.at()].group) {
        tables.report(at ? "duplicate_id" : "unreadable_data_set", Severity::error,
                      data_set.place(), name + ".@id",
                      at ? "two units have this id" : "the unit has no id",
                      at ? "the first counts" : "it was not read");
        continue;
      }
      const bool is_reference = json::is_true(field(unit, "isRefUnit", "referenceUnit"));
      tables.has_old_words |= field(unit, "referenceUnit").has_value();
      tables.has_new_words |= field(unit, "isRefUnit").has_value();
      PackageUnit& row = database.units[at.at()];
      row.group = index;
      row.factor = factor_of(tables, data_set, field(unit, "conversionFactor"),
                             name + ".conversionFactor", is_reference);
      row.synonyms = tables.text(synonyms_of(field(unit, "synonyms")));
      if (is_reference && references++ == 0) group.reference = at;
    }
  }
  if (references != 1) {
    tables.report(references == 0 ? "no_reference_unit" : "several_reference_units",
                  Severity::error, data_set.place(), "units",
                  std::to_string(references) + " units are marked as the reference",
                  references == 0 ? "flows of this group have no reference unit"
                                  : "the first counts");
  }
  database.unit_groups.push_back(group);
}

void read_flow_property(Tables& tables, const DataSet& data_set) {
  const Id key = tables.id_of(json::text(data_set.element, "@id"));
  if (!tables.define(tables.own_properties, key, true, data_set.place())) return;
  const auto index = tables.property(data_set.element);
  FlowProperty& property = tables.database().flow_properties[index.at()];
  property.name = tables.text(json::text(data_set.element, "name"));
  property.economic =
      json::text(data_set.element, "flowPropertyType") == "ECONOMIC_QUANTITY";
  const auto group = field(data_set.element, "unitGroup");
  const auto id = json::text(group, "@id");
  if (id.empty()) return;
  const std::string name(json::text(group, "name"));
  const auto found = tables.groups.find(tables.id_of(id));
  if (found != tables.groups.end()) {
    property.group = found->second;
    return;
  }
  tables.report(
      "unknown_unit_group", Severity::warning, data_set.place(), "unitGroup",
      "the package lacks the unit group " +
          (name.empty() ? std::string(id) : name + " (" + std::string(id) + ")"),
      "its units are taken by name from the unit table, where they can be");
}

void read_location(Tables& tables, const DataSet& data_set) {
  const Id id = tables.id_of(json::text(data_set.element, "@id"));
  if (!tables.define(tables.own_locations, id, true, data_set.place())) return;
  const auto index = tables.location(data_set.element);
  Location& location = tables.database().locations[index.at()];
  const auto code = json::text(data_set.element, "code");
  if (!code.empty()) location.code = tables.text(code);
}

namespace {

/// The properties of a flow; the reference one comes out of `flow`.
void read_properties(Tables& tables, const DataSet& data_set, Flow& flow) {
  Database& database = tables.database();
  flow.first_property = static_cast<std::uint32_t>(database.flow_property_factors.size());
  int references = 0;
  std::size_t number = 0;
  if (const auto rows = json::array_of(field(data_set.element, "flowProperties"))) {
    for (const Element row : *rows) {
      const std::string name =
          "flowProperties[" + std::to_string(number++) + "].conversionFactor";
      const auto property = tables.property(field(row, "flowProperty"));
      if (!property) continue;
      const bool is_reference =
          json::is_true(field(row, "isRefFlowProperty", "referenceFlowProperty"));
      const double factor =
          factor_of(tables, data_set, field(row, "conversionFactor"), name, is_reference);
      database.flow_property_factors.push_back({property, factor});
      if (is_reference && references++ == 0) flow.reference_property = property;
    }
  }
  flow.property_count =
      static_cast<std::uint32_t>(database.flow_property_factors.size()) -
      flow.first_property;
  if (references == 1) return;
  tables.report(
      references == 0 ? "no_reference_property" : "several_reference_properties",
      Severity::error, data_set.place(), "flowProperties",
      std::to_string(references) + " flow properties are marked as the reference",
      references == 0 ? "amounts of this flow cannot be converted" : "the first counts");
}

}  // namespace

void read_flow(Tables& tables, const DataSet& data_set) {
  Database& database = tables.database();
  const Id id = tables.id_of(json::text(data_set.element, "@id"));
  const FlowIndex index{database.flows.size()};
  if (!tables.define(tables.flows, id, index, data_set.place())) return;
  const std::string path = path_of(tables, data_set);
  Flow flow;
  flow.id = id;
  flow.name = tables.text(json::text(data_set.element, "name"));
  flow.category = tables.text(path);
  flow.cas = tables.text(json::text(data_set.element, "cas"));
  flow.formula = tables.text(json::text(data_set.element, "formula"));
  flow.synonyms = tables.text(synonyms_of(field(data_set.element, "synonyms")));
  flow.location = tables.location(field(data_set.element, "location"));
  flow.type = flow_type(json::text(data_set.element, "flowType"));
  if (flow.type == FlowType::elementary) flow.nominal = nominal_direction(path);
  read_properties(tables, data_set, flow);
  database.flows.push_back(flow);
}

}  // namespace lichen::detail::jsonld
