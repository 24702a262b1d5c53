// The exchanges and parameters of one data set.

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "io/ecospold2/parsing.hpp"
#include "io/xml/value.hpp"

namespace lichen::detail::ecospold2 {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

ExchangeRole input_role(View group) {
  switch (xml::integer_of(group).value_or(0)) {
    case 1:
      return ExchangeRole::materials_fuels;
    case 2:
      return ExchangeRole::electricity_heat;
    case 3:
      return ExchangeRole::services;
    case 4:
      return ExchangeRole::from_nature;
    case 5:
      return ExchangeRole::from_technosphere;
    default:
      return ExchangeRole::unstated;
  }
}

ExchangeRole output_role(View group) {
  switch (xml::integer_of(group).value_or(-1)) {
    case 0:
      return ExchangeRole::reference_product;
    case 2:
      return ExchangeRole::by_product;
    case 3:
      return ExchangeRole::material_for_treatment;
    case 4:
      return ExchangeRole::to_nature;
    case 5:
      return ExchangeRole::stock_addition;
    default:
      return ExchangeRole::unstated;
  }
}

/// The class by its words, which are written in several ways.
ProductClass class_of(View value) {
  std::string word(value);
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (word.find("allocatable") != word.npos) return ProductClass::allocatable;
  if (word.find("recyclable") != word.npos) return ProductClass::recyclable;
  return word.find("waste") != word.npos ? ProductClass::waste : ProductClass::unstated;
}

/// Reads the exchanges of one data set.
class ExchangeParser {
 public:
  ExchangeParser(ActivityRecord& activity, NotKept& not_kept, xml::Oddities& oddities)
      : activity_(activity), not_kept_(not_kept), oddities_(oddities) {}

  void read(pugi::xml_node node, FlowType type) {
    ++number_;
    ExchangeRecord record;
    record.flow.type = type;
    record.amount = nan;
    for (const auto attribute : node.attributes()) take_attribute(record, attribute);
    InEnglish texts[3];
    for (const pugi::xml_node child : node.children()) take_child(record, child, texts);
    record.flow.name = texts[0].text();
    record.flow.unit = texts[1].text();
    record.comment = texts[2].text();
    if (is_whole(record, node.name())) {
      check(record, node.name());
      activity_.exchanges.push_back(std::move(record));
    } else {  // its rows go with it
      activity_.properties.resize(activity_.properties.size() - record.property_count);
      activity_.transfers.resize(activity_.transfers.size() - record.transfer_count);
    }
  }

 private:
  using InEnglish = xml::InEnglish;

  void take_attribute(ExchangeRecord& record, pugi::xml_attribute attribute) {
    const View name = attribute.name();
    const View value = attribute.value();
    if (name == "amount") {
      record.amount = xml::number_of(value).value_or(nan);
    } else if (name == "intermediateExchangeId" || name == "elementaryExchangeId") {
      record.flow.id_text = value;
    } else if (name == "id") {
      record.exchange_id = value;
    } else if (name == "activityLinkId") {
      record.link = value;
    } else if (name == "unitId") {
      record.flow.unit_id = value;
    } else if (name == "variableName") {
      record.variable = value;
    } else if (name == "mathematicalRelation") {
      record.formula = value;
    } else if (name == "casNumber") {
      record.flow.cas = value;
    } else if (name == "formula") {
      record.flow.formula = value;
    } else if (name == "productionVolumeAmount") {
      record.volume = xml::number_of(value);
    } else if (name == "productionVolumeVariableName") {
      record.volume_variable = value;
    } else if (name == "productionVolumeMathematicalRelation") {
      record.volume_formula = value;
    } else if (name == "inputGroup" || name == "outputGroup") {
      take_group(record, name, value);
    }
  }

  void take_group(ExchangeRecord& record, View name, View value) {
    const bool input = name == "inputGroup";
    record.direction = input ? Direction::input : Direction::output;
    record.role = input ? input_role(value) : output_role(value);
    grouped_ = true;
  }

  void take_child(ExchangeRecord& record, pugi::xml_node child, InEnglish (&texts)[3]) {
    const View name = child.name();
    if (name == "property") {
      read_property(record, child);
    } else if (name == "name") {
      texts[0].offer(child);
    } else if (name == "unitName") {
      texts[1].offer(child);
    } else if (name == "comment") {
      if (!texts[2].text().empty()) ++not_kept_.texts;  // another language
      texts[2].offer(child);
    } else if (name == "inputGroup" || name == "outputGroup") {
      take_group(record, name, xml::text_of(child));
    } else if (name == "compartment") {
      record.flow.compartment = xml::english(child, "compartment");
      record.flow.sub_compartment = xml::english(child, "subcompartment");
    } else if (name == "uncertainty") {
      record.uncertainty = parse_uncertainty(child, not_kept_);
    } else if (name == "classification") {
      read_classification(record, child);
    } else if (name == "synonym") {
      if (record.flow.synonym.empty()) record.flow.synonym = xml::text_of(child);
    } else if (name == "transferCoefficient") {
      read_transfer(record, child);
    } else if (name == "productionVolumeComment") {
      ++not_kept_.texts;
    } else if (name == "productionVolumeUncertainty") {
      ++not_kept_.property_uncertainty;
    }
  }

  static void read_classification(ExchangeRecord& record, pugi::xml_node node) {
    const View system = xml::english(node, "classificationSystem");
    const View value = xml::english(node, "classificationValue");
    if (system == "CPC") record.flow.classification = value;
    if (system == "By-product classification") record.product_class = class_of(value);
  }

  void read_property(ExchangeRecord& record, pugi::xml_node node) {
    PropertyRecord property;
    property.amount = nan;
    for (const auto attribute : node.attributes()) {
      const View name = attribute.name();
      if (name == "amount") {
        property.amount = xml::number_of(attribute).value_or(nan);
      } else if (name == "variableName") {
        property.variable = attribute.value();
      } else if (name == "mathematicalRelation") {
        property.formula = attribute.value();
      } else if (name == "isDefiningValue") {
        property.defining = xml::is_true(attribute);
      } else if (name == "propertyId") {
        property.name = attribute.value();  // where it has no name
      }
    }
    InEnglish texts[2];
    for (const pugi::xml_node child : node.children()) {
      const View name = child.name();
      if (name == "name") texts[0].offer(child);
      if (name == "unitName") texts[1].offer(child);
      if (name == "comment") ++not_kept_.texts;
      if (name == "uncertainty") ++not_kept_.property_uncertainty;
    }
    if (!texts[0].text().empty()) property.name = texts[0].text();
    property.unit = texts[1].text();
    activity_.properties.push_back(property);
    ++record.property_count;
  }

  void read_transfer(ExchangeRecord& record, pugi::xml_node node) {
    TransferRecord transfer;
    transfer.partner = node.attribute("exchangeId").value();
    transfer.amount = xml::number_of(node.attribute("amount")).value_or(nan);
    transfer.formula = node.attribute("mathematicalRelation").value();
    if (node.child("uncertainty")) ++not_kept_.property_uncertainty;
    if (node.child("comment")) ++not_kept_.texts;
    activity_.transfers.push_back(transfer);
    ++record.transfer_count;
  }

  /// False, with a finding, for an exchange without a flow or a direction.
  bool is_whole(ExchangeRecord& record, const char* element) {
    const bool grouped = grouped_;
    grouped_ = false;
    if (record.flow.id_text.empty()) {
      oddities_.add("no_flow", Severity::error, place(element),
                    "the exchange names no flow", "it was not read");
      return false;
    }
    if (!grouped) {
      oddities_.add("unreadable_exchange", Severity::error, place(element),
                    "the exchange has neither an input group nor an output group",
                    "it was not read");
      return false;
    }
    record.flow.id = make_id(record.flow.id_text);
    return true;
  }

  void check(ExchangeRecord& record, const char* element) {
    if (std::isnan(record.amount)) {
      oddities_.add("bad_amount", Severity::error, place(element) + ".amount",
                    "the amount is missing or no finite number written with a point",
                    "the exchange was kept without an amount: what depends on it is an "
                    "error");
    }
    if (record.role == ExchangeRole::unstated) {
      oddities_.add("unreadable_field", Severity::warning, place(element),
                    "the input or output group is none of the format's",
                    "only its direction counts");
    }
    if (record.uncertainty.given) check_distribution(record, element);
  }

  void check_distribution(ExchangeRecord& record, const char* element) {
    UncertaintyRecord& uncertainty = record.uncertainty;
    if (!uncertainty.complete ||
        uncertainty.distribution.type == DistributionType::other) {
      oddities_.add(
          "unknown_distribution", Severity::warning, place(element) + ".uncertainty",
          uncertainty.complete ? "the distribution has a name that is not known here"
                               : "the distribution lacks a parameter",
          "the amount counts as certain");
      uncertainty.distribution = {DistributionType::other, {}};
      return;
    }
    if (uncertainty.distribution.type == DistributionType::undefined) {
      oddities_.add("undefined_distribution", Severity::info,
                    place(element) + ".uncertainty",
                    "the uncertainty is of an undefined type",
                    "its numbers are kept, the amount counts as certain");
    }
    const double centre = centre_of(uncertainty.distribution);
    constexpr double tolerance = 1e-4;
    if (std::abs(centre - record.amount) > tolerance * std::abs(record.amount)) {
      oddities_.add("amount_off_centre", Severity::warning, place(element) + ".amount",
                    "the amount is not the centre of its distribution (median, mean, "
                    "mode)",
                    "both are kept: sampled results scatter around another value");
    }
  }

  [[nodiscard]] std::string place(const char* element) const {
    return std::string(element) + "[" + std::to_string(number_) + "]";
  }

  ActivityRecord& activity_;
  NotKept& not_kept_;
  xml::Oddities& oddities_;
  int number_ = -1;
  bool grouped_ = false;
};

ParameterRecord read_parameter(pugi::xml_node node, NotKept& not_kept) {
  ParameterRecord record;
  record.id = node.attribute("parameterId").value();
  record.variable = node.attribute("variableName").value();
  record.formula = node.attribute("mathematicalRelation").value();
  record.value = xml::number_of(node.attribute("amount")).value_or(nan);
  record.name = xml::english(node, "name");
  record.unit = xml::english(node, "unitName");
  if (const auto uncertainty = node.child("uncertainty")) {
    record.uncertainty = parse_uncertainty(uncertainty, not_kept);
  }
  if (node.child("comment")) ++not_kept.texts;
  return record;
}

}  // namespace

FlowRecord parse_flow(pugi::xml_node node, FlowType type) {
  FlowRecord flow;
  flow.type = type;
  flow.unit_id = node.attribute("unitId").value();
  flow.cas = node.attribute("casNumber").value();
  flow.formula = node.attribute("formula").value();
  flow.name = xml::english(node, "name");
  flow.unit = xml::english(node, "unitName");
  flow.synonym = xml::english(node, "synonym");
  if (const auto compartment = node.child("compartment")) {
    flow.compartment = xml::english(compartment, "compartment");
    flow.sub_compartment = xml::english(compartment, "subcompartment");
  }
  for (const pugi::xml_node child : node.children("classification")) {
    if (xml::english(child, "classificationSystem") == "CPC") {
      flow.classification = xml::english(child, "classificationValue");
    }
  }
  return flow;
}

void parse_flow_data(pugi::xml_node node, ActivityRecord& activity, NotKept& not_kept,
                     xml::Oddities& oddities) {
  ExchangeParser exchanges(activity, not_kept, oddities);
  for (const pugi::xml_node child : node.children()) {
    const View name = child.name();
    if (name == "intermediateExchange") {
      exchanges.read(child, FlowType::product);
    } else if (name == "elementaryExchange") {
      exchanges.read(child, FlowType::elementary);
    } else if (name == "parameter") {
      activity.parameters.push_back(read_parameter(child, not_kept));
    } else if (name == "impactIndicator") {
      ++not_kept.impact_results;
    }
  }
}

}  // namespace lichen::detail::ecospold2
