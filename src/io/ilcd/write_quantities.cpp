// Unit groups, flow properties, locations and flows.

#include "io/ilcd/writing.hpp"

namespace lichen::detail::ilcd {
namespace {

constexpr View first_version = "01.00.000";

void write_unit_group(Writing& writing, std::size_t index) {
  const Database& database = writing.database;
  const UnitGroup& group = database.unit_groups[index];
  std::vector<UnitIndex> units;
  for (std::size_t i = 0; i < database.units.size(); ++i) {
    const UnitIndex unit{i};
    const bool own = database.units[i].group == UnitGroupIndex{index};
    if (own && !writing.is_many(unit)) units.push_back(unit);
  }
  const std::string id = to_string(group.id);
  XmlText xml;
  open_root(xml, "unitGroupDataSet", "UnitGroup");
  xml.open("unitGroupInformation").open("dataSetInformation");
  xml.add("common:UUID", id);
  xml.add("common:name", writing.text(group.name), {{"xml:lang", "en"}});
  xml.close("dataSetInformation").open("quantitativeReference");
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i] == group.reference)
      xml.add("referenceToReferenceUnit", std::to_string(i));
  }
  xml.close("quantitativeReference").close("unitGroupInformation");
  add_administration(xml, first_version, false);
  xml.open("units");
  for (std::size_t i = 0; i < units.size(); ++i) {
    const PackageUnit& unit = database.units[units[i].at()];
    xml.open("unit", {{"dataSetInternalID", std::to_string(i)},
                      {"olca:unitId", to_string(unit.id)}});
    xml.add("name", writing.text(unit.name));
    xml.add("meanValue", number_text(unit.factor));
    xml.close("unit");
  }
  xml.close("units").close("unitGroupDataSet");
  writing.add("unitgroups", id, xml);
}

void write_flow_property(Writing& writing, const FlowProperty& property) {
  const std::string id = to_string(property.id);
  const UnitGroup& group = writing.database.unit_groups[property.group.at()];
  XmlText xml;
  open_root(xml, "flowPropertyDataSet", "FlowProperty");
  xml.open("flowPropertiesInformation").open("dataSetInformation");
  xml.add("common:UUID", id);
  xml.add("common:name", writing.text(property.name), {{"xml:lang", "en"}});
  add_classes(xml, property.economic ? "Economic flow properties" : "", false);
  xml.close("dataSetInformation").open("quantitativeReference");
  add_reference(xml, "referenceToReferenceUnitGroup", "unit group data set",
                to_string(group.id), "unitgroups", writing.text(group.name));
  xml.close("quantitativeReference").close("flowPropertiesInformation");
  add_administration(xml, first_version, false);
  xml.close("flowPropertyDataSet");
  writing.add("flowproperties", id, xml);
}

void write_locations(Writing& writing) {
  XmlText xml;
  xml.open("ILCDLocations", {{"xmlns", "http://lca.jrc.it/ILCD/Locations"}});
  for (const Location& row : writing.database.locations) {
    const View code = writing.text(row.code.empty() ? row.name : row.code);
    xml.add("location", writing.text(row.name), {{"value", code}});
  }
  xml.close("ILCDLocations");
  if (writing.database.locations.empty()) return;
  writing.members.push_back({"ILCD/ILCDLocations.xml", xml.take()});
}

/// What one written amount of a flow is of each of its properties.
void add_properties(XmlText& xml, const Writing& writing, const Flow& flow) {
  const Database& database = writing.database;
  const double scale = writing.scale_of(flow);
  int number = 0;
  const auto row = [&](FlowPropertyIndex index, double value) {
    const FlowProperty& property = database.flow_properties[index.at()];
    xml.open("flowProperty", {{"dataSetInternalID", std::to_string(number++)}});
    add_reference(xml, "referenceToFlowPropertyDataSet", "flow property data set",
                  to_string(property.id), "flowproperties", writing.text(property.name));
    xml.add("meanValue", number_text(value)).close("flowProperty");
  };
  bool listed = false;
  for (const FlowPropertyFactor& factor : database.properties_of(flow)) {
    listed |= factor.property == flow.reference_property;
    row(factor.property, factor.factor / scale);
  }
  if (!listed && flow.reference_property) row(flow.reference_property, 1.);
}

/// The place of the reference property among the rows of `add_properties`.
std::string reference_of(const Writing& writing, const Flow& flow) {
  if (!flow.reference_property) return "";
  std::size_t number = 0;
  for (const FlowPropertyFactor& factor : writing.database.properties_of(flow)) {
    if (factor.property == flow.reference_property) break;
    ++number;
  }
  return std::to_string(number);
}

View type_text(FlowType type) {
  switch (type) {
    case FlowType::elementary:
      return "Elementary flow";
    case FlowType::waste:
      return "Waste flow";
    case FlowType::product:
      break;
  }
  return "Product flow";
}

View place_code(const Writing& writing, LocationIndex location) {
  if (!location) return {};
  const Location& row = writing.database.locations[location.at()];
  return writing.text(row.code.empty() ? row.name : row.code);
}

void write_flow(Writing& writing, const Flow& flow) {
  const std::string id = to_string(flow.id);
  XmlText xml;
  open_root(xml, "flowDataSet", "Flow");
  xml.open("flowInformation").open("dataSetInformation");
  xml.add("common:UUID", id);
  xml.open("name");
  xml.add("baseName", writing.text(flow.name), {{"xml:lang", "en"}});
  xml.close("name");
  xml.add("common:synonyms", writing.text(flow.synonyms), {{"xml:lang", "en"}});
  add_classes(xml, writing.text(flow.category), flow.type == FlowType::elementary);
  xml.add("CASNumber", writing.text(flow.cas));
  xml.add("sumFormula", writing.text(flow.formula));
  xml.close("dataSetInformation").open("quantitativeReference");
  xml.add("referenceToReferenceFlowProperty", reference_of(writing, flow));
  xml.close("quantitativeReference");
  if (const View place = place_code(writing, flow.location); !place.empty()) {
    xml.open("geography");
    xml.add("locationOfSupply", place, {{"xml:lang", "en"}}).close("geography");
  }
  xml.close("flowInformation").open("modellingAndValidation").open("LCIMethod");
  xml.add("typeOfDataSet", type_text(flow.type));
  xml.close("LCIMethod").close("modellingAndValidation");
  add_administration(xml, first_version, false);
  xml.open("flowProperties");
  add_properties(xml, writing, flow);
  xml.close("flowProperties").close("flowDataSet");
  writing.add("flows", id, xml);
}

}  // namespace

void write_quantities(Writing& writing) {
  const Database& database = writing.database;
  write_locations(writing);
  for (std::size_t i = 0; i < database.unit_groups.size(); ++i)
    write_unit_group(writing, i);
  for (std::size_t i = 0; i < database.flow_properties.size(); ++i) {
    if (writing.has_data_set(FlowPropertyIndex{i}))
      write_flow_property(writing, database.flow_properties[i]);
  }
}

void write_flows(Writing& writing) {
  for (const Flow& flow : writing.database.flows) {
    if (writing.has_data_set(flow)) write_flow(writing, flow);
  }
}

}  // namespace lichen::detail::ilcd
