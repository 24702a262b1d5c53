// Processes: exchanges, allocation factors, parameters.

#include <cmath>

#include "io/jsonld/entities.hpp"
#include "io/jsonld/number.hpp"

namespace lichen::detail::jsonld {

using json::Element;
using json::field;

namespace {

AllocationMethod allocation_method(std::string_view text) {
  if (text == "PHYSICAL_ALLOCATION") return AllocationMethod::physical;
  if (text == "ECONOMIC_ALLOCATION") return AllocationMethod::economic;
  if (text == "CAUSAL_ALLOCATION") return AllocationMethod::causal;
  return AllocationMethod::none;
}

double parameter(std::optional<Element> uncertainty, std::string_view name) {
  return json::number_of(field(uncertainty, name)).value_or(std::nan(""));
}

Distribution distribution_of(std::optional<Element> uncertainty) {
  const auto type = json::text(uncertainty, "distributionType");
  const auto get = [&](std::string_view name) { return parameter(uncertainty, name); };
  if (type == "LOG_NORMAL_DISTRIBUTION") {
    return {DistributionType::lognormal, {get("geomMean"), get("geomSd"), 0.}};
  }
  if (type == "NORMAL_DISTRIBUTION") {
    return {DistributionType::normal, {get("mean"), get("sd"), 0.}};
  }
  if (type == "TRIANGLE_DISTRIBUTION") {
    return {DistributionType::triangular, {get("minimum"), get("mode"), get("maximum")}};
  }
  if (type == "UNIFORM_DISTRIBUTION") {
    return {DistributionType::uniform, {get("minimum"), get("maximum"), 0.}};
  }
  return {type.empty() || type == "NO_DISTRIBUTION" ? DistributionType::none
                                                    : DistributionType::other,
          {0., 0., 0.}};
}

/// Reads the exchanges of one process.
class ExchangeReader {
 public:
  ExchangeReader(Tables& tables, const DataSet& data_set, ActivityIndex activity)
      : tables_(tables),
        database_(tables.database()),
        data_set_(data_set),
        activity_(activity) {}

  void read() {
    database_.activities[activity_.at()].first_exchange =
        static_cast<std::uint32_t>(database_.exchanges.size());
    if (const auto exchanges = json::array_of(field(data_set_.element, "exchanges"))) {
      for (const Element exchange : *exchanges) {
        add(exchange);
        ++number_;
      }
    }
    Activity& activity = database_.activities[activity_.at()];
    activity.exchange_count =
        static_cast<std::uint32_t>(database_.exchanges.size()) - activity.first_exchange;
    if (references_ != 1) report_references();
  }

 private:
  void add(Element element) {
    const FlowIndex flow = tables_.flow(field(element, "flow"));
    if (!flow) {
      return report("no_flow", Severity::error, "flow", "the exchange names no flow",
                    "it was not read");
    }
    Exchange row;
    row.flow = flow;
    row.amount = amount_of(element);
    row.unit = tables_.unit(field(element, "unit"));
    row.property = tables_.property(field(element, "flowProperty"));
    row.location = tables_.location(field(element, "location"));
    row.internal_id = static_cast<std::int32_t>(
        json::number_of(field(element, "internalId")).value_or(number_ + 1.));
    row.direction = json::is_true(field(element, "isInput", "input")) ? Direction::input
                                                                      : Direction::output;
    row.avoided = json::is_true(field(element, "isAvoidedProduct", "avoidedProduct"));
    const ExchangeIndex index{database_.exchanges.size()};
    set_provider(element, row, index);
    database_.exchanges.push_back(row);
    if (json::is_true(
            field(element, "isQuantitativeReference", "quantitativeReference")) &&
        references_++ == 0) {
      database_.activities[activity_.at()].reference = index;
    }
    add_extras(element, index);
  }

  double amount_of(Element element) {
    const auto amount = number_in(field(element, "amount"));
    if (amount && std::isfinite(*amount)) return *amount;
    report("bad_amount", Severity::error, "amount",
           amount ? "the amount is not finite" : "the amount is missing or no number",
           "the exchange was kept without an amount: what depends on it is an error");
    return std::nan("");
  }

  void set_provider(Element element, Exchange& row, ExchangeIndex index) {
    const auto provider = field(element, "defaultProvider");
    const auto id = json::text(provider, "@id");
    if (id.empty()) return;
    const auto found = tables_.activities.find(tables_.id_of(id));
    if (found != tables_.activities.end()) {
      row.provider = found->second;
      return;
    }
    const auto name = json::text(provider, "name");
    database_.absent_providers.add(index, {tables_.id_of(id), tables_.text(name)});
    report("absent_provider", Severity::warning, "defaultProvider",
           "the package lacks the provider " + std::string(name) + " (" +
               std::string(id) + ")",
           "no other takes its place: see wrong_provider when the database is linked");
  }

  void add_extras(Element element, ExchangeIndex index) {
    if (const auto uncertainty = field(element, "uncertainty")) {
      database_.distributions.add(index, distribution_of(uncertainty));
    }
    if (const auto formula = json::text(element, "amountFormula"); !formula.empty()) {
      database_.exchange_formulas.add(index, tables_.text(formula));
    }
    if (const auto comment = json::text(element, "description"); !comment.empty()) {
      database_.exchange_comments.add(index, tables_.text(comment));
    }
    const auto entry =
        json::text_of(field(element, "dqEntry", "pedigreeUncertainty")).value_or("");
    const auto base = json::number_of(field(element, "baseUncertainty"));
    if (!entry.empty() || base) {
      database_.data_quality.add(index, {tables_.text(entry), base.value_or(0.)});
    }
    const auto cost = json::number_of(field(element, "costValue"));
    const auto cost_formula = json::text(element, "costFormula");
    if (cost || !cost_formula.empty()) {
      database_.costs.add(index,
                          {cost.value_or(0.), tables_.text(cost_formula),
                           tables_.text(json::text(field(element, "currency"), "name"))});
    }
  }

  void report_references() {
    const bool none = references_ == 0;
    tables_.report(
        none ? "no_reference_flow" : "several_reference_flows",
        none ? Severity::warning : Severity::error, data_set_.place(), "exchanges",
        none ? "no exchange is the quantitative reference"
             : std::to_string(references_) +
                   " exchanges are marked as the quantitative reference",
        none ? "a demand for the activity must name a product" : "the first counts");
  }

  void report(const char* kind, Severity severity, const std::string& name,
              std::string message, std::string action) {
    tables_.report(kind, severity, data_set_.place(),
                   "exchanges[" + std::to_string(number_) + "]." + name,
                   std::move(message), std::move(action));
  }

  Tables& tables_;
  Database& database_;
  const DataSet& data_set_;
  ActivityIndex activity_;
  int number_ = 0;
  int references_ = 0;
};

/// Finds the exchange that a causal factor shares: by internal id, else by flow.
ExchangeIndex shared_exchange(const Database& database, const Activity& activity,
                              std::optional<Element> reference, FlowIndex flow) {
  const auto internal = json::number_of(field(reference, "internalId"));
  for (std::uint32_t i = 0; i < activity.exchange_count; ++i) {
    const ExchangeIndex index{std::size_t{activity.first_exchange} + i};
    const Exchange& row = database.exchanges[index.at()];
    if (internal ? row.internal_id == static_cast<std::int32_t>(*internal)
                 : flow && row.flow == flow) {
      return index;
    }
  }
  return {};
}

void read_allocation(Tables& tables, const DataSet& data_set, ActivityIndex activity) {
  const auto factors = json::array_of(field(data_set.element, "allocationFactors"));
  if (!factors) return;
  Database& database = tables.database();
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
      factor.exchange =
          shared_exchange(database, database.activities[activity.at()], exchange, flow);
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
    tables.report("allocation_without_exchange", Severity::warning, data_set.place(),
                  "allocationFactors",
                  "causal allocation factors name an exchange that is not there",
                  "they multiply nothing", without_exchange);
  }
}

}  // namespace

bool define_process(Tables& tables, const DataSet& data_set) {
  Database& database = tables.database();
  const Id id = tables.id_of(json::text(data_set.element, "@id"));
  const ActivityIndex index{database.activities.size()};
  if (!tables.define(tables.activities, id, index, data_set.place())) return false;
  Activity activity;
  activity.id = id;
  activity.name = tables.text(json::text(data_set.element, "name"));
  activity.category = tables.text(path_of(tables, data_set));
  activity.description = tables.text(json::text(data_set.element, "description"));
  activity.file = tables.text(data_set.file);
  activity.location = tables.location(field(data_set.element, "location"));
  activity.type = json::text(data_set.element, "processType") == "LCI_RESULT"
                      ? ActivityType::lci_result
                      : ActivityType::unit_process;
  activity.default_allocation =
      allocation_method(json::text(data_set.element, "defaultAllocationMethod"));
  database.activities.push_back(activity);
  return true;
}

void read_process(Tables& tables, const DataSet& data_set, ActivityIndex activity) {
  ExchangeReader(tables, data_set, activity).read();
  read_allocation(tables, data_set, activity);
  if (const auto parameters = json::array_of(field(data_set.element, "parameters"))) {
    const Id owner = tables.database().activities[activity.at()].id;
    for (const Element parameter : *parameters) {
      read_parameter(tables, {parameter, data_set.file, ""}, owner, true);
    }
  }
}

void read_parameter(Tables& tables, const DataSet& data_set, Id owner, bool local) {
  Parameter parameter;
  const auto id = json::text(data_set.element, "@id");
  if (!id.empty()) parameter.id = tables.id_of(id);
  parameter.name = tables.text(json::text(data_set.element, "name"));
  parameter.description = tables.text(json::text(data_set.element, "description"));
  parameter.value = number_in(field(data_set.element, "value")).value_or(std::nan(""));
  const auto is_input = field(data_set.element, "isInputParameter", "inputParameter");
  if (is_input && !json::is_true(is_input)) {
    parameter.formula = tables.text(json::text(data_set.element, "formula"));
  }
  parameter.owner = owner;
  const auto scope = json::text(data_set.element, "parameterScope");
  parameter.scope = scope == "IMPACT_SCOPE" || scope == "IMPACT_CATEGORY"
                        ? ParameterScope::category
                    : local ? ParameterScope::activity
                            : ParameterScope::global;
  tables.database().parameters.push_back(parameter);
}

}  // namespace lichen::detail::jsonld
