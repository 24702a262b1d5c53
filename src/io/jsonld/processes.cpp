// Processes: exchanges, parameters.

#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

#include "io/json/fields.hpp"
#include "io/jsonld/entities.hpp"
#include "io/jsonld/number.hpp"

namespace lichen::detail::jsonld {

using json::Element;
using json::field;

namespace {

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

/// The fields of an exchange: those of v1 follow their successors.
enum ExchangeField : std::size_t {
  amount,
  amount_formula,
  flow,
  unit,
  flow_property,
  location,
  internal_id,
  is_input,
  input,
  is_avoided,
  avoided,
  is_reference,
  reference,
  default_provider,
  uncertainty,
  description,
  dq_entry,
  pedigree,
  base_uncertainty,
  cost_value,
  cost_formula,
  currency,
  exchange_field_count
};

constexpr std::array<std::string_view, exchange_field_count> exchange_fields = {
    "amount",
    "amountFormula",
    "flow",
    "unit",
    "flowProperty",
    "location",
    "internalId",
    "isInput",
    "input",
    "isAvoidedProduct",
    "avoidedProduct",
    "isQuantitativeReference",
    "quantitativeReference",
    "defaultProvider",
    "uncertainty",
    "description",
    "dqEntry",
    "pedigreeUncertainty",
    "baseUncertainty",
    "costValue",
    "costFormula",
    "currency"};

using ExchangeFields = json::Fields<exchange_field_count>;

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
        add({exchange, exchange_fields});
        ++number_;
      }
    }
    Activity& activity = database_.activities[activity_.at()];
    activity.exchange_count =
        static_cast<std::uint32_t>(database_.exchanges.size()) - activity.first_exchange;
    if (references_ != 1) report_references();
  }

 private:
  void add(const ExchangeFields& fields) {
    const FlowIndex exchanged = tables_.flow(fields[flow]);
    if (!exchanged) {
      return report("no_flow", Severity::error, "flow", "the exchange names no flow",
                    "it was not read");
    }
    Exchange row;
    row.flow = exchanged;
    row.amount = amount_of(fields);
    row.unit = tables_.unit(fields[unit]);
    row.property = tables_.property(fields[flow_property]);
    row.location = tables_.location(fields[location]);
    row.internal_id = whole_number(fields[internal_id]).value_or(number_ + 1);
    tables_.has_old_words |= fields[input].has_value();
    tables_.has_new_words |= fields[is_input].has_value();
    row.direction = json::is_true(fields.either(is_input, input)) ? Direction::input
                                                                  : Direction::output;
    row.avoided = json::is_true(fields.either(is_avoided, avoided));
    const ExchangeIndex index{database_.exchanges.size()};
    const bool is_marked = json::is_true(fields.either(is_reference, reference));
    const bool has_provider = declare_provider(fields[default_provider], index);
    if (is_marked || has_provider || row.avoided) set_product(exchanged);
    database_.exchanges.push_back(row);
    if (is_marked && references_++ == 0) {
      database_.activities[activity_.at()].reference = index;
    }
    add_extras(fields, index);
  }

  double amount_of(const ExchangeFields& fields) {
    const auto number = number_in(fields[amount]);
    if (number && std::isfinite(*number)) return *number;
    report("bad_amount", Severity::error, "amount",
           number ? "the amount is not finite" : "the amount is missing or no number",
           "the exchange was kept without an amount: what depends on it is an error");
    return std::nan("");
  }

  bool declare_provider(std::optional<Element> provider, ExchangeIndex index) {
    const auto id = json::text(provider, "@id");
    if (id.empty()) return false;
    tables_.providers.push_back({index, activity_, tables_.id_of(id),
                                 tables_.text(json::text(provider, "name"))});
    return true;
  }

  /// Only products (and wastes) have providers and are references.
  void set_product(FlowIndex flow) {
    if (tables_.untyped_flows.erase(flow.value) > 0) {
      database_.flows[flow.at()].type = FlowType::product;
    }
  }

  void add_extras(const ExchangeFields& fields, ExchangeIndex index) {
    if (fields[uncertainty])
      add_distribution(index, distribution_of(fields[uncertainty]));
    const auto text = [&](ExchangeField at) {
      return json::text_of(fields[at]).value_or("");
    };
    if (const auto formula = text(amount_formula); !formula.empty()) {
      database_.exchange_formulas.add(index, tables_.text(formula));
    }
    if (const auto comment = text(description); !comment.empty()) {
      database_.exchange_comments.add(index, tables_.text(comment));
    }
    const auto entry = json::text_of(fields.either(dq_entry, pedigree)).value_or("");
    const auto base = json::number_of(fields[base_uncertainty]);
    if (!entry.empty() || base) {
      database_.data_quality.add(index, {tables_.text(entry), base.value_or(0.)});
    }
    const auto cost = json::number_of(fields[cost_value]);
    if (cost || !text(cost_formula).empty()) {
      database_.costs.add(index, {cost.value_or(0.), tables_.text(text(cost_formula)),
                                  tables_.text(json::text(fields[currency], "name"))});
    }
  }

  void add_distribution(ExchangeIndex index, const Distribution& distribution) {
    const auto* at = distribution.parameters;
    const bool complete =
        std::isfinite(at[0]) && std::isfinite(at[1]) && std::isfinite(at[2]);
    if (!complete || distribution.type == DistributionType::other) {
      report("unknown_distribution", Severity::warning, "uncertainty",
             complete ? "the distribution has a name that is not known here"
                      : "the distribution lacks a parameter",
             "the amount counts as certain");
    }
    database_.distributions.add(
        index, complete ? distribution : Distribution{DistributionType::other, {}});
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

}  // namespace

void read_process(Tables& tables, const DataSet& data_set) {
  Database& database = tables.database();
  const Id id = tables.id_of(json::text(data_set.element, "@id"));
  const ActivityIndex index{database.activities.size()};
  if (!tables.define(tables.activities, id, index, data_set.place())) return;
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
  ExchangeReader(tables, data_set, index).read();
  read_allocation(tables, data_set, index);
  if (const auto parameters = json::array_of(field(data_set.element, "parameters"))) {
    for (const Element parameter : *parameters) {
      read_parameter(tables, {parameter, data_set.file, ""}, id, true);
    }
  }
}

void find_providers(Tables& tables) {
  Database& database = tables.database();
  std::vector<std::int64_t> absent(database.activities.size(), 0);
  std::vector<const Tables::DeclaredProvider*> first(absent.size(), nullptr);
  for (const auto& declared : tables.providers) {
    const auto found = tables.activities.find(declared.id);
    if (found != tables.activities.end()) {
      database.exchanges[declared.exchange.at()].provider = found->second;
      continue;
    }
    database.absent_providers.add(declared.exchange, {declared.id, declared.name});
    if (absent[declared.activity.at()]++ == 0) first[declared.activity.at()] = &declared;
  }
  for (std::size_t i = 0; i < absent.size(); ++i) {
    if (absent[i] == 0) continue;
    const Activity& activity = database.activities[i];
    const std::string id = database.id_text(activity.id);
    std::string name(database.text(first[i]->name));
    if (!name.empty()) name += ", ";
    tables.report("absent_provider", Severity::warning,
                  {database.text(activity.file), database.text(activity.name), id},
                  "exchanges.defaultProvider",
                  "the package lacks providers that exchanges declare; first: " + name +
                      database.id_text(first[i]->id),
                  "no other takes their place: see wrong_provider when the database is "
                  "linked",
                  absent[i]);
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
