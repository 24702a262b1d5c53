// LCIA method data sets: one impact category each.

#include <cmath>

#include "io/ilcd/parsing.hpp"

namespace lichen::detail::ilcd {
namespace {

void read_information(pugi::xml_node information, Parsing& parsing) {
  const auto data_set = child(information, "dataSetInformation");
  MethodRecord& record = parsing.file.method;
  record.unit = attribute(data_set, "olca_category_unit");
  append(record.description, "", parsing.texts.choose(data_set, "generalComment"));
  for (const pugi::xml_node node : data_set.children()) {
    const View name = local_name(node);
    if (name == "methodology" && !text_of(node).empty()) {
      record.methodologies.push_back(text_of(node));
    } else if (name == "impactCategory") {
      append(record.description, "Impact category", text_of(node));
      if (parsing.file.heading.name.empty()) parsing.file.heading.name = text_of(node);
    } else if (name == "areaOfProtection") {
      append(record.description, "Area of protection", text_of(node));
    } else if (name == "impactIndicator") {
      append(record.description, "Indicator", text_of(node));
    }
  }
  record.quantity = reference_of(
      child(information, "quantitativeReference", "referenceQuantity"), parsing.texts);
}

class FactorParser {
 public:
  explicit FactorParser(Parsing& parsing) : parsing_(parsing) {}

  void read(pugi::xml_node node) {
    FactorRecord row;
    for (const pugi::xml_node part : node.children()) take(part, row);
    if (row.flow.id.empty()) {
      return parsing_.oddities.add("unreadable_factor", Severity::error,
                                   "factor.referenceToFlowDataSet",
                                   "factors name no flow", "they were not read");
    }
    if (std::isnan(row.value)) {
      return parsing_.oddities.add("bad_factor", Severity::error, "factor.meanValue",
                                   "factors without a finite value",
                                   "they were not read");
    }
    parsing_.file.method.factors.push_back(row);
  }

 private:
  void take(pugi::xml_node part, FactorRecord& row) {
    const View name = local_name(part);
    if (name == "referenceToFlowDataSet") {
      row.flow = reference_of(part, parsing_.texts);
    } else if (name == "exchangeDirection") {
      const View text = text_of(part);
      if (text == "Input") row.direction = Direction::input;
      if (text == "Output") row.direction = Direction::output;
    } else if (name == "meanValue") {
      row.value = xml::number_of(text_of(part)).value_or(not_given);
    } else if (name == "location") {
      row.location = text_of(part);
    } else if (part.type() == pugi::node_element && name != "dataDerivationTypeStatus") {
      ++parsing_.file.not_kept.factor_details;
    }
  }

  Parsing& parsing_;
};

}  // namespace

void parse_method(pugi::xml_node root, Parsing& parsing) {
  const auto information = child(root, "LCIAMethodInformation");
  read_heading(child(information, "dataSetInformation"), parsing);
  read_publication(child(root, "administrativeInformation"), parsing);
  read_information(information, parsing);
  FactorParser factors(parsing);
  for (const pugi::xml_node node : child(root, "characterisationFactors").children()) {
    if (local_name(node) == "factor") factors.read(node);
  }
}

}  // namespace lichen::detail::ilcd
