// Unit groups, flow properties and flows.

#include "io/ilcd/parsing.hpp"

namespace lichen::detail::ilcd {
namespace {

double number_in(pugi::xml_node node) {
  return xml::number_of(text_of(node)).value_or(not_given);
}

FlowType type_of(View text, Parsing& parsing) {
  if (text == "Elementary flow") return FlowType::elementary;
  if (text == "Waste flow") return FlowType::waste;
  if (text != "Product flow") {
    parsing.oddities.add(
        "other_flow_type", Severity::info, "LCIMethod.typeOfDataSet",
        text.empty() ? "the flow has no type"
                     : "the flow is neither a product, a waste nor elementary: \"" +
                           std::string(text) + "\"",
        "it counts as a product");
  }
  return FlowType::product;
}

}  // namespace

void parse_unit_group(pugi::xml_node root, Parsing& parsing) {
  const auto information = child(root, "unitGroupInformation");
  read_heading(child(information, "dataSetInformation"), parsing);
  read_publication(child(root, "administrativeInformation"), parsing);
  UnitGroupRecord& record = parsing.file.unit_group;
  record.reference =
      text_of(child(information, "quantitativeReference", "referenceToReferenceUnit"));
  for (const pugi::xml_node node : child(root, "units").children()) {
    if (local_name(node) != "unit") continue;
    record.units.push_back({attribute(node, "dataSetInternalID"),
                            text_of(child(node, "name")), attribute(node, "unitId"),
                            number_in(child(node, "meanValue"))});
  }
}

void parse_flow_property(pugi::xml_node root, Parsing& parsing) {
  const auto information = child(root, "flowPropertiesInformation");
  read_heading(child(information, "dataSetInformation"), parsing);
  read_publication(child(root, "administrativeInformation"), parsing);
  FlowPropertyRecord& record = parsing.file.flow_property;
  record.group = reference_of(
      child(information, "quantitativeReference", "referenceToReferenceUnitGroup"),
      parsing.texts);
  record.economic = parsing.file.heading.category.find("conomic") != std::string::npos;
}

void parse_flow(pugi::xml_node root, Parsing& parsing) {
  const auto information = child(root, "flowInformation");
  const auto data_set = child(information, "dataSetInformation");
  read_heading(data_set, parsing);
  read_publication(child(root, "administrativeInformation"), parsing);
  FlowRecord& record = parsing.file.flow;
  record.type = type_of(
      text_of(child(root, "modellingAndValidation", "LCIMethod", "typeOfDataSet")),
      parsing);
  record.cas = text_of(child(data_set, "CASNumber"));
  record.formula = text_of(child(data_set, "sumFormula"));
  record.synonyms = parsing.texts.choose(data_set, "synonyms");
  record.location =
      parsing.texts.choose(child(information, "geography"), "locationOfSupply");
  record.reference = text_of(
      child(information, "quantitativeReference", "referenceToReferenceFlowProperty"));
  for (const pugi::xml_node node : child(root, "flowProperties").children()) {
    if (local_name(node) != "flowProperty") continue;
    record.properties.push_back(
        {attribute(node, "dataSetInternalID"),
         reference_of(child(node, "referenceToFlowPropertyDataSet"), parsing.texts),
         number_in(child(node, "meanValue"))});
  }
  NotKept& not_kept = parsing.file.not_kept;
  not_kept.flow_texts +=
      child(data_set, "generalComment") || child(information, "technology");
}

}  // namespace lichen::detail::ilcd
