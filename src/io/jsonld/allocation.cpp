// Allocation factors of processes.

#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "io/jsonld/entities.hpp"
#include "io/jsonld/number.hpp"

namespace lichen::detail::jsonld {

using json::Element;
using json::field;

namespace {

/// Finds the exchange that a causal factor shares: by its internal id, or by the id that
/// v1 gives exchanges, and by its flow. Where these are true of several exchanges (some
/// writers number inputs and outputs apart), or of none, nothing is found.
class SharedExchange {
 public:
  SharedExchange(const Database& database, const DataSet& data_set,
                 ActivityIndex activity)
      : database_(database), activity_(database.activities[activity.at()]) {
    int number = 0;
    const auto exchanges = json::array_of(field(data_set.element, "exchanges"));
    if (!exchanges) return;
    for (const Element exchange : *exchanges) {
      ++number;
      const auto id = json::text(exchange, "@id");
      if (!id.empty()) numbers_.emplace(id, number);
    }
  }

  ExchangeIndex find(std::optional<Element> reference, FlowIndex flow) const {
    const auto by_id = numbers_.find(json::text(reference, "@id"));
    auto internal = whole_number(field(reference, "internalId"));
    if (!internal && by_id != numbers_.end()) internal = by_id->second;
    ExchangeIndex found;
    for (std::uint32_t i = 0; i < activity_.exchange_count; ++i) {
      const ExchangeIndex index{std::size_t{activity_.first_exchange} + i};
      const Exchange& row = database_.exchanges[index.at()];
      const bool meant = (!internal || row.internal_id == *internal) &&
                         (!flow || row.flow == flow) && (internal || flow);
      if (!meant) continue;
      if (found) return {};  // which of them is meant, nothing tells
      found = index;
    }
    return found;
  }

 private:
  const Database& database_;
  const Activity& activity_;
  std::unordered_map<std::string_view, int> numbers_;
};

}  // namespace

AllocationMethod allocation_method(std::string_view text) {
  if (text == "PHYSICAL_ALLOCATION") return AllocationMethod::physical;
  if (text == "ECONOMIC_ALLOCATION") return AllocationMethod::economic;
  if (text == "CAUSAL_ALLOCATION") return AllocationMethod::causal;
  return AllocationMethod::none;
}

void read_allocation(Tables& tables, const DataSet& data_set, ActivityIndex activity) {
  const auto factors = json::array_of(field(data_set.element, "allocationFactors"));
  if (!factors) return;
  Database& database = tables.database();
  const SharedExchange shared(database, data_set, activity);
  std::int64_t without_product = 0;
  std::int64_t without_exchange = 0;
  for (const Element element : *factors) {
    AllocationFactor factor;
    factor.activity = activity;
    factor.method = allocation_method(json::text(element, "allocationType"));
    factor.value = number_in(field(element, "value")).value_or(1.);
    factor.formula = tables.text(json::text(element, "formula"));
    if (const auto product = field(element, "product"))
      factor.product = tables.flow(product);
    if (const auto exchange = field(element, "exchange")) {
      const FlowIndex flow =
          field(exchange, "flow") ? tables.flow(field(exchange, "flow")) : FlowIndex{};
      factor.exchange = shared.find(exchange, flow);
      without_exchange += !factor.exchange;
    }
    without_product += !factor.product;
    database.allocation_factors.push_back(factor);
  }
  if (without_product > 0) {
    tables.report("allocation_without_product", Severity::warning, data_set.place(),
                  "allocationFactors", "allocation factors name no product",
                  "they multiply nothing", without_product);
  }
  if (without_exchange > 0) {
    tables.report(
        "allocation_without_exchange", Severity::warning, data_set.place(),
        "allocationFactors",
        "causal allocation factors name an exchange that is not there, or several",
        "they multiply nothing", without_exchange);
  }
}

}  // namespace lichen::detail::jsonld
