// Impact categories.

#include <cctype>

#include "io/ilcd/writing.hpp"

namespace lichen::detail::ilcd {
namespace {

/// A version as the format has them, as "01.00.000"; else the first.
View version_of(View text) {
  const bool shaped = text.size() == 9 || text.size() == 5;
  bool digits = shaped;
  for (std::size_t i = 0; i < text.size() && shaped; ++i) {
    const bool dot = i == 2 || i == 5;
    digits &=
        dot ? text[i] == '.' : std::isdigit(static_cast<unsigned char>(text[i])) != 0;
  }
  return digits ? text : View("01.00.000");
}

/// A flow property whose reference unit is that of the category.
const FlowProperty* property_of(const Writing& writing, View unit) {
  const Database& database = writing.database;
  for (const FlowProperty& property : database.flow_properties) {
    if (!property.group || unit.empty()) continue;
    const UnitIndex reference = database.unit_groups[property.group.at()].reference;
    if (reference && writing.text(database.units[reference.at()].name) == unit)
      return &property;
  }
  return nullptr;
}

void write_factor(XmlText& xml, Writing& writing, const Factor& factor) {
  const Database& database = writing.database;
  const Flow& flow = database.flows[factor.flow.at()];
  const double per = writing.written_per(flow, factor.unit, factor.property);
  xml.open("factor");
  writing.reference_to_flow(xml, factor.flow);
  if (factor.location) {
    const Location& place = database.locations[factor.location.at()];
    xml.add("location", writing.text(place.code.empty() ? place.name : place.code));
  }
  const bool from_nature = flow.nominal == NominalDirection::from_nature;
  const bool told = flow.nominal != NominalDirection::unknown ||
                    flow.type != FlowType::elementary;  // of others it says nothing
  if (told) xml.add("exchangeDirection", from_nature ? "Input" : "Output");
  xml.add("meanValue", number_text(factor.value / per)).close("factor");
}

void write_category(Writing& writing, std::size_t index,
                    const std::vector<MethodIndex>& methods) {
  const Database& database = writing.database;
  const Category& category = database.categories[index];
  const std::string id = to_string(category.id);
  const View unit = writing.text(category.unit);
  XmlText xml;
  open_root(xml, "LCIAMethodDataSet", "LCIAMethod");
  xml.open("LCIAMethodInformation");
  xml.open("dataSetInformation", {{"olca:olca_category_unit", unit}});
  xml.add("common:UUID", id);
  xml.add("common:name", writing.text(category.name), {{"xml:lang", "en"}});
  for (const MethodIndex method : methods) {
    const View name = writing.text(database.methods[method.at()].name);
    if (name != "(categories of no method)") xml.add("methodology", name);
  }
  xml.add("common:generalComment", writing.text(category.description),
          {{"xml:lang", "en"}});
  xml.close("dataSetInformation");
  if (const FlowProperty* property = property_of(writing, unit)) {
    xml.open("quantitativeReference");
    add_reference(xml, "referenceQuantity", "flow property data set",
                  to_string(property->id), "flowproperties",
                  writing.text(property->name));
    xml.close("quantitativeReference");
  }
  // The schema wants these, whatever they hold.
  xml.add_empty("geography", {}).close("LCIAMethodInformation");
  xml.add_empty("modellingAndValidation", {}).open("administrativeInformation");
  xml.open("dataGenerator");
  add_reference(xml, "common:referenceToPersonOrEntityGeneratingTheDataSet",
                "contact data set", to_string(make_id("contact: not stated")), "contacts",
                "not stated");
  xml.close("dataGenerator").add_empty("dataEntryBy", {});
  xml.open("publicationAndOwnership");
  xml.add("common:dataSetVersion", version_of(writing.text(category.version)));
  xml.close("publicationAndOwnership").close("administrativeInformation");
  xml.open("characterisationFactors");
  for (const Factor& factor : database.factors_of(category)) {
    write_factor(xml, writing, factor);
  }
  xml.close("characterisationFactors").close("LCIAMethodDataSet");
  writing.add("lciamethods", id, xml);
}

}  // namespace

void write_methods(Writing& writing) {
  const Database& database = writing.database;
  std::vector<std::vector<MethodIndex>> methods(database.categories.size());
  for (std::size_t i = 0; i < database.methods.size(); ++i) {
    for (const CategoryIndex category : database.methods[i].categories) {
      methods[category.at()].emplace_back(i);
    }
  }
  for (std::size_t i = 0; i < methods.size(); ++i) write_category(writing, i, methods[i]);
}

}  // namespace lichen::detail::ilcd
