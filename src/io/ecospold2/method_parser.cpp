// Impact assessment methods: categories, indicators, factors.

#include "io/ecospold2/parsing.hpp"
#include "io/xml/value.hpp"

namespace lichen::detail::ecospold2 {
namespace {

/// The factors of one indicator.
CategoryRecord parse_indicator(pugi::xml_node indicator, xml::Oddities& oddities) {
  CategoryRecord record;
  record.indicator_id = indicator.attribute("id").value();
  record.indicator = xml::english(indicator, "name");
  record.unit = xml::english(indicator, "unitName");
  for (const pugi::xml_node node : indicator.children("factor")) {
    FactorRecord factor;
    factor.flow = parse_flow(node, FlowType::elementary);
    factor.flow.id_text = node.attribute("elementaryExchangeId").value();
    factor.flow.name = xml::english(node, "exchangeName");
    const auto value = xml::number_of(node.attribute("amount"));
    if (factor.flow.id_text.empty() || !value) {
      oddities.add("bad_factor", Severity::error, "factor",
                   "factors without a flow or without a finite value",
                   "they were not read");
      continue;
    }
    factor.flow.id = make_id(factor.flow.id_text);
    factor.value = *value;
    record.factors.push_back(factor);
  }
  return record;
}

}  // namespace

MethodRecord parse_method(pugi::xml_node node, FileRecord& file) {
  MethodRecord method;
  method.id = node.attribute("id").value();
  method.name = xml::english(node, "name");
  xml::Oddities oddities(file.file,
                         std::string(method.name) + " (" + std::string(method.id) + ")");
  for (const pugi::xml_node category : node.children("category")) {
    for (const char* name : {"impactIndicator", "indicator"}) {
      for (const pugi::xml_node indicator : category.children(name)) {
        CategoryRecord record = parse_indicator(indicator, oddities);
        record.category_id = category.attribute("id").value();
        record.category = xml::english(category, "name");
        method.categories.push_back(std::move(record));
      }
    }
  }
  oddities.move_to(file.findings);
  return method;
}

}  // namespace lichen::detail::ecospold2
