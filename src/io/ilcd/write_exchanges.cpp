#include "io/ilcd/write_exchanges.hpp"

#include <cctype>
#include <cmath>
#include <set>

#include "io/xml/value.hpp"

namespace lichen::detail::ilcd {
namespace {

/// A percentage as the format has them: five digits, three of them decimals.
std::string percentage(double number) {
  if (!(std::abs(number) < 99.9995)) return number == 100. ? "100" : "";
  return fmt::format("{:.3f}", number);
}

/// A formula that the format can hold: a variable of the process, times a number.
struct Product {
  View variable;
  View number;  ///< "" where it is the variable alone
};

bool is_name(View text) {
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text[0])) != 0)
    return false;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_') return false;
  }
  return true;
}

Product product_of(View formula) {
  const auto star = formula.find(" * ");
  Product product{formula.substr(0, star), {}};
  if (star != View::npos) {
    product.number = formula.substr(star + 3);
    if (!xml::number_of(product.number)) return {};
  }
  return is_name(product.variable) ? product : Product{};
}

/// The parameters in the unit of the exchange, where its amount in the unit that is
/// written does not give them back.
void add_parameters(XmlText& xml, const Distribution& distribution, double amount,
                    double factor) {
  const double* at = distribution.parameters;
  const bool centred = distribution.type == DistributionType::lognormal ||
                       distribution.type == DistributionType::normal;
  if (factor == 1. && (!centred || at[0] == amount)) return;
  const std::string numbers = fmt::format("{} {} {}", at[0], at[1], at[2]);
  xml.attribute("lichen:parameters", numbers);
}

}  // namespace

WrittenScatter::WrittenScatter(const Distribution& distribution, double factor) {
  const double* at = distribution.parameters;
  switch (distribution.type) {
    case DistributionType::lognormal:
      type_ = "log-normal";
      deviation_ = percentage(at[1] * at[1]);
      exact_ = number_text(at[1]);
      break;
    case DistributionType::normal:
      type_ = "normal";
      deviation_ = percentage(2. * at[1] * factor);
      exact_ = number_text(at[1] * factor);
      break;
    case DistributionType::triangular:
      type_ = "triangular";
      minimum_ = number_text(at[0] * factor);
      mode_ = number_text(at[1] * factor);
      maximum_ = number_text(at[2] * factor);
      break;
    case DistributionType::uniform:
      type_ = "uniform";
      minimum_ = number_text(at[0] * factor);
      maximum_ = number_text(at[1] * factor);
      break;
    case DistributionType::undefined:
      type_ = "undefined";
      minimum_ = number_text(at[0] * factor);
      maximum_ = number_text(at[1] * factor);
      deviation_ = percentage(at[2]);
      exact_ = number_text(at[2]);
      break;
    default:
      break;  // the format names no others
  }
}

void WrittenScatter::add_attributes(XmlText& xml) const {
  xml.attribute("lichen:deviation", exact_);
  xml.attribute("olca:mostLikelyValue", mode_);
}

void WrittenScatter::add_elements(XmlText& xml, View minimum, View maximum) const {
  xml.add(minimum, minimum_);
  xml.add(maximum, maximum_);
  xml.add("uncertaintyDistributionType", type_);
  xml.add("relativeStandardDeviation95In", deviation_);
}

ExchangeWriter::ExchangeWriter(Writing& writing, ActivityIndex activity)
    : writing_(writing),
      database_(writing.database),
      activity_(writing.database.activities[activity.at()]),
      index_(activity) {
  std::set<std::int32_t> ids;
  for (const Exchange& row : database_.exchanges_of(activity_)) {
    renumbered_ |= row.internal_id < 0 || row.internal_id > 999'999 ||
                   !ids.insert(row.internal_id).second;
  }
}

std::string ExchangeWriter::internal_id(ExchangeIndex index) const {
  return std::to_string(
      renumbered_ ? static_cast<std::int64_t>(index.at() - activity_.first_exchange + 1)
                  : database_.exchanges[index.at()].internal_id);
}

std::vector<std::string> ExchangeWriter::references() const {
  std::vector<std::string> ids;
  if (activity_.reference) ids.push_back(internal_id(activity_.reference));
  for (std::uint32_t i = 0; i < activity_.exchange_count; ++i) {
    const ExchangeIndex index{std::size_t{activity_.first_exchange} + i};
    const bool is_reference =
        database_.exchanges[index.at()].role == ExchangeRole::reference_product;
    if (is_reference && index != activity_.reference) ids.push_back(internal_id(index));
  }
  return ids;
}

void ExchangeWriter::write(XmlText& xml) const {
  for (std::uint32_t i = 0; i < activity_.exchange_count; ++i) {
    write_one(xml, ExchangeIndex{std::size_t{activity_.first_exchange} + i});
  }
}

void ExchangeWriter::write_one(XmlText& xml, ExchangeIndex index) const {
  const Exchange& row = database_.exchanges[index.at()];
  const Flow& flow = database_.flows[row.flow.at()];
  const double factor = writing_.written_per(flow, row.unit, row.property);
  const auto* distribution = database_.distributions.find(index);
  const WrittenScatter scatter(distribution == nullptr ? Distribution{} : *distribution,
                               factor);
  xml.start("exchange", {{"dataSetInternalID", internal_id(index)}});
  add_attributes(xml, index, factor);
  scatter.add_attributes(xml);
  if (distribution != nullptr) add_parameters(xml, *distribution, row.amount, factor);
  const std::vector<Share> shares = shares_of(index);
  add_exact_shares(xml, shares);
  xml.end_start();
  writing_.reference_to_flow(xml, row.flow);
  if (row.location) {
    const Location& place = database_.locations[row.location.at()];
    xml.add("location", writing_.text(place.code.empty() ? place.name : place.code));
  }
  xml.add("exchangeDirection", row.direction == Direction::input ? "Input" : "Output");
  add_amounts(xml, index, factor);
  scatter.add_elements(xml, "minimumAmount", "maximumAmount");
  add_allocations(xml, shares);
  if (const auto* comment = database_.exchange_comments.find(index)) {
    xml.add("generalComment", writing_.text(*comment), {{"xml:lang", "en"}});
  }
  xml.close("exchange");
}

/// What the format has no elements for, in openLCA's attributes.
void ExchangeWriter::add_attributes(XmlText& xml, ExchangeIndex index,
                                    double factor) const {
  const Exchange& row = database_.exchanges[index.at()];
  const Flow& flow = database_.flows[row.flow.at()];
  const UnitIndex unit = row.unit ? row.unit : flow.reference_unit;
  const FlowPropertyIndex property =
      row.property ? row.property : flow.reference_property;
  if (factor != 1. && unit && property) {
    xml.attribute("olca:unitId", to_string(database_.units[unit.at()].id));
    xml.attribute("olca:propertyId",
                  to_string(database_.flow_properties[property.at()].id));
    xml.attribute("olca:amount", number_text(row.amount));
  }
  if (const auto* formula = database_.exchange_formulas.find(index)) {
    const View text = writing_.text(*formula);
    if (factor != 1. || product_of(text).variable.empty()) {
      xml.attribute("olca:formula", text);
    }
  }
  if (row.provider) {
    xml.attribute("olca:defaultProvider",
                  to_string(database_.activities[row.provider.at()].id));
  } else if (const auto* absent = database_.absent_providers.find(index)) {
    xml.attribute("olca:defaultProvider", to_string(absent->id));
  }
  if (row.avoided) xml.attribute("olca:avoidedProduct", "true");
  if (const auto* quality = database_.data_quality.find(index)) {
    xml.attribute("olca:pedigreeUncertainty", writing_.text(quality->entry));
    if (quality->base_uncertainty != 0.) {
      xml.attribute("olca:baseUncertainty", number_text(quality->base_uncertainty));
    }
  }
}

void ExchangeWriter::add_amounts(XmlText& xml, ExchangeIndex index, double factor) const {
  const Exchange& row = database_.exchanges[index.at()];
  const std::string amount = number_text(row.amount * factor);
  const auto* formula = database_.exchange_formulas.find(index);
  const Product product = formula == nullptr || factor != 1.
                              ? Product{}
                              : product_of(writing_.text(*formula));
  if (product.variable.empty()) {
    xml.add("meanAmount", amount);
  } else {
    xml.add("referenceToVariable", product.variable);
    xml.add("meanAmount", product.number);
  }
  xml.add("resultingAmount", amount);
}

ExchangeIndex ExchangeWriter::product(FlowIndex flow, ExchangeIndex shared) const {
  ExchangeIndex found;
  bool provides = false;
  for (std::uint32_t i = 0; i < activity_.exchange_count; ++i) {
    const ExchangeIndex index{std::size_t{activity_.first_exchange} + i};
    const Exchange& row = database_.exchanges[index.at()];
    if (row.flow != flow || index == shared) continue;
    const bool waste = database_.flows[row.flow.at()].type == FlowType::waste;
    const bool is_provider = (row.direction == Direction::input) == waste;
    if (!found || (is_provider && !provides)) found = index;
    provides |= is_provider;
  }
  return found;
}

std::vector<ExchangeWriter::Share> ExchangeWriter::shares_of(ExchangeIndex index) const {
  const bool economic = activity_.default_allocation == AllocationMethod::economic;
  const AllocationMethod own =
      economic ? AllocationMethod::economic : AllocationMethod::physical;
  std::vector<Share> shares;
  for (const AllocationFactor& row : writing_.allocations_of(index_)) {
    const ExchangeIndex of =
        row.product ? product(row.product, row.exchange) : ExchangeIndex{};
    const bool is_own = row.method == own && of == index && !row.exchange;
    const bool is_causal =
        row.method == AllocationMethod::causal && row.exchange == index && of;
    if (is_own || is_causal) shares.push_back({of, row.value});
  }
  return shares;
}

/// Shares with more digits than the format has for them.
void ExchangeWriter::add_exact_shares(XmlText& xml, const std::vector<Share>& shares) {
  std::string exact;
  bool needed = false;
  for (const Share& share : shares) {
    exact.append(exact.empty() ? "" : " ").append(number_text(share.value));
    const auto written = xml::number_of(percentage(share.value * 100.));
    needed |= !written || std::round(*written * 1e6) / 1e8 != share.value;
  }
  if (needed) xml.attribute("lichen:shares", exact);
}

void ExchangeWriter::add_allocations(XmlText& xml,
                                     const std::vector<Share>& shares) const {
  if (shares.empty()) return;
  xml.open("allocations");
  for (const Share& share : shares) {
    xml.add_empty("allocation",
                  {{"internalReferenceToCoProduct", internal_id(share.product)},
                   {"allocatedFraction", percentage(share.value * 100.)}});
  }
  xml.close("allocations");
}

}  // namespace lichen::detail::ilcd
