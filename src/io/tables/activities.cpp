// Activities, exchanges, allocation factors and parameters of the plain tables.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "io/tables/context.hpp"
#include "io/tables/names.hpp"

namespace lichen::detail::tables {

void read_activities(Context& context, Sheet& sheet) {
  sheet.need({"id", "name"});
  Database& database = context.database;
  database.activities.reserve(sheet.size());
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto name = sheet.text(row, "name");
    const Id id = context.id_of(sheet.text(row, "id"), name);
    if (!context.activities.add(id, name, ActivityIndex{database.activities.size()})) {
      sheet.report("duplicate_id", Severity::error, row, "id", "the id stands twice",
                   "the first row counts, this one was not read");
      continue;
    }
    Activity activity;
    activity.id = id;
    activity.name = sheet.pooled(row, "name");
    activity.category = sheet.pooled(row, "category");
    activity.description = sheet.pooled(row, "description");
    activity.tags = sheet.pooled(row, "tags");
    activity.location = context.location(sheet.text(row, "location"));
    activity.type = sheet.word(row, "type", activity_types, ActivityType::unit_process);
    activity.default_allocation =
        sheet.word(row, "allocation", allocation_methods, AllocationMethod::none);
    const auto file = sheet.text(row, "file");
    activity.file = database.texts.add(file.empty() ? "activities.csv" : file);
    database.activities.push_back(activity);
  }
}

namespace {

/// Reads exchanges in the order of their activities, whatever the order of the rows.
class ExchangeReader {
 public:
  ExchangeReader(Context& context, Sheet& sheet)
      : context_(context), database_(context.database), sheet_(sheet) {}

  void read() {
    database_.exchanges.reserve(sheet_.size());
    declined_.resize(database_.activities.size());
    const auto owners = owners_of_rows();
    for (const std::uint32_t row : by_owner(owners)) {
      if (owners[row]) add(row, owners[row]);
    }
    for (std::size_t i = 0; i < declined_.size(); ++i) choose_reference(i);
  }

 private:
  std::vector<ActivityIndex> owners_of_rows() {
    std::vector<ActivityIndex> owners(sheet_.size());
    for (std::size_t row = 0; row < sheet_.size(); ++row) {
      owners[row] = context_.refer(context_.activities, sheet_, row, "activity");
      if (!owners[row]) lose(row, "activity", "the exchange belongs to no activity");
    }
    return owners;
  }

  static std::vector<std::uint32_t> by_owner(const std::vector<ActivityIndex>& owners) {
    std::vector<std::uint32_t> rows(owners.size());
    std::iota(rows.begin(), rows.end(), 0U);
    if (std::is_sorted(owners.begin(), owners.end())) return rows;
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
      return owners[a] < owners[b];
    });
    return rows;
  }

  void add(std::size_t row, ActivityIndex owner) {
    Exchange exchange;
    exchange.flow = context_.refer(context_.flows, sheet_, row, "flow");
    const auto direction = value_of(directions, sheet_.text(row, "direction"));
    if (!exchange.flow)
      return lose(row, "flow", "the exchange names no flow that is here");
    if (!direction)
      return lose(row, "direction", "the direction is neither input nor output");
    exchange.direction = *direction;
    exchange.amount = amount_of(row);
    exchange.property = context_.refer(context_.properties, sheet_, row, "property");
    exchange.unit =
        context_.unit(sheet_, row, context_.group_of(exchange.flow, exchange.property));
    exchange.location = context_.location(sheet_.text(row, "location"));
    exchange.avoided = sheet_.yes(row, "avoided");
    Activity& activity = database_.activities[owner.at()];
    if (activity.exchange_count == 0) {
      activity.first_exchange = static_cast<std::uint32_t>(database_.exchanges.size());
    }
    ++activity.exchange_count;
    exchange.internal_id =
        sheet_.integer(row, "internal_id")
            .value_or(static_cast<std::int32_t>(activity.exchange_count));
    const ExchangeIndex index{database_.exchanges.size()};
    set_provider(row, exchange, index);
    database_.exchanges.push_back(exchange);
    add_extras(row, index);
    if (sheet_.yes(row, "reference")) note_reference(row, owner, index);
    // An explicit "no" says that the activity has none, though one product could be it.
    if (sheet_.text(row, "reference") == "no") declined_[owner.at()] = true;
  }

  double amount_of(std::size_t row) {
    const auto amount = sheet_.number(row, "amount");
    if (amount) return *amount;
    sheet_.report(
        "bad_amount", Severity::error, row, "amount", "the amount is missing",
        "the exchange was kept without an amount: what depends on it is an error");
    return std::nan("");
  }

  void set_provider(std::size_t row, Exchange& exchange, ExchangeIndex index) {
    const auto text = sheet_.text(row, "provider");
    if (text.empty()) return;
    exchange.provider = context_.activities.find(text);
    if (exchange.provider) return;
    database_.absent_providers.add(
        index, {context_.id_of(text), sheet_.pooled(row, "provider_name")});
    sheet_.report(
        "absent_provider", Severity::warning, row, "provider",
        "the provider \"" + std::string(text) + "\" is no activity that is here",
        "no other takes its place: see wrong_provider when the database is linked");
  }

  void add_extras(std::size_t row, ExchangeIndex index) {
    const auto distribution = sheet_.text(row, "distribution");
    if (!distribution.empty()) add_distribution(row, index, distribution);
    if (!sheet_.text(row, "formula").empty()) {
      database_.exchange_formulas.add(index, sheet_.pooled(row, "formula"));
    }
    if (const auto comment = sheet_.text(row, "comment"); !comment.empty()) {
      database_.exchange_comments.add(index, database_.texts.add(comment));
    }
    const auto base = sheet_.number(row, "base_uncertainty");
    if (base || !sheet_.text(row, "data_quality").empty()) {
      database_.data_quality.add(index,
                                 {sheet_.pooled(row, "data_quality"), base.value_or(0.)});
    }
    const auto cost = sheet_.number(row, "cost");
    if (cost || !sheet_.text(row, "cost_formula").empty()) {
      database_.costs.add(index, {cost.value_or(0.), sheet_.pooled(row, "cost_formula"),
                                  sheet_.pooled(row, "currency")});
    }
  }

  void add_distribution(std::size_t row, ExchangeIndex index, std::string_view word) {
    const auto type = value_of(distribution_types, word);
    if (!type) {
      sheet_.report("unknown_distribution", Severity::warning, row, "distribution",
                    "\"" + std::string(word) + "\" is no distribution that is known here",
                    "the amount counts as certain");
      return;
    }
    Distribution distribution{*type, {}};
    const std::string_view names[3] = {"p0", "p1", "p2"};
    for (std::size_t i = 0; i < 3; ++i) {
      const bool unknown = sheet_.text(row, names[i]) == "nan";
      distribution.parameters[i] =
          unknown ? std::nan("") : sheet_.number(row, names[i]).value_or(0.);
    }
    database_.distributions.add(index, distribution);
  }

  void note_reference(std::size_t row, ActivityIndex owner, ExchangeIndex index) {
    ExchangeIndex& reference = database_.activities[owner.at()].reference;
    if (reference) {
      sheet_.report("several_reference_flows", Severity::error, row, "reference",
                    "the activity has a reference already", "the first counts");
      return;
    }
    reference = index;
  }

  /// Where none is marked: the only output of a product or input of a waste.
  void choose_reference(std::size_t owner) {
    Activity& activity = database_.activities[owner];
    if (activity.reference) return;
    ExchangeIndex found;
    int count = 0;
    for (std::uint32_t i = 0; i < activity.exchange_count; ++i) {
      const ExchangeIndex index{std::size_t{activity.first_exchange} + i};
      const Exchange& row = database_.exchanges[index.at()];
      const FlowType type = database_.flows[row.flow.at()].type;
      const bool product =
          type == FlowType::product && row.direction == Direction::output;
      const bool waste = type == FlowType::waste && row.direction == Direction::input;
      if ((product || waste) && !row.avoided) {
        ++count;
        found = index;
      }
    }
    if (count == 1 && !declined_[owner]) {
      activity.reference = found;
      return;
    }
    database_.findings.add({.kind = "no_reference_flow",
                            .severity = Severity::warning,
                            .file = "exchanges.csv",
                            .data_set = std::string(database_.text(activity.name)) +
                                        " (" + database_.id_text(activity.id) + ")",
                            .field = "reference",
                            .message = "no exchange is marked as the reference, and " +
                                       std::to_string(count) + " could be",
                            .action = "a demand for the activity must name a product"});
  }

  void lose(std::size_t row, std::string_view column, const char* what) {
    sheet_.report("unreadable_exchange", Severity::error, row, column, what,
                  "it was not read");
  }

  Context& context_;
  Database& database_;
  Sheet& sheet_;
  std::vector<bool> declined_;  // by activity
};

}  // namespace

void read_exchanges(Context& context, Sheet& sheet) {
  sheet.need({"activity", "flow", "direction", "amount"});
  ExchangeReader(context, sheet).read();
}

namespace {

/// The exchange of an activity with the internal id that the row names.
ExchangeIndex exchange_of(const Database& database, ActivityIndex owner, Sheet& sheet,
                          std::size_t row) {
  const auto number = sheet.integer(row, "exchange");
  const Activity& activity = database.activities[owner.at()];
  for (std::uint32_t i = 0; i < activity.exchange_count; ++i) {
    const ExchangeIndex index{std::size_t{activity.first_exchange} + i};
    if (database.exchanges[index.at()].internal_id == number) return index;
  }
  sheet.report("unknown_reference", Severity::error, row, "exchange",
               "the activity has no exchange of this internal_id",
               "it was read as empty");
  return {};
}

}  // namespace

void read_allocation(Context& context, Sheet& sheet) {
  sheet.need({"activity", "method", "product", "value"});
  Database& database = context.database;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    AllocationFactor factor;
    factor.activity = context.refer(context.activities, sheet, row, "activity");
    if (!factor.activity) continue;
    factor.method = sheet.word(row, "method", allocation_methods, AllocationMethod::none);
    factor.product = context.refer(context.flows, sheet, row, "product");
    factor.value = sheet.number(row, "value").value_or(std::nan(""));
    factor.formula = sheet.pooled(row, "formula");
    if (!sheet.text(row, "exchange").empty()) {
      factor.exchange = exchange_of(database, factor.activity, sheet, row);
    }
    database.allocation_factors.push_back(factor);
  }
  std::stable_sort(database.allocation_factors.begin(), database.allocation_factors.end(),
                   [](const AllocationFactor& a, const AllocationFactor& b) {
                     return a.activity < b.activity;
                   });
}

namespace {

/// The id of the activity or category that a local parameter belongs to.
Id owner_of(Context& context, Sheet& sheet, std::size_t row, ParameterScope scope) {
  const auto text = sheet.text(row, "owner");
  if (text.empty()) return {};
  const Database& database = context.database;
  if (scope == ParameterScope::category) {
    const CategoryIndex category = context.categories.find(text);
    if (category) return database.categories[category.at()].id;
  } else if (const ActivityIndex activity = context.activities.find(text)) {
    return database.activities[activity.at()].id;
  }
  return context.id_of(text);
}

}  // namespace

void read_parameters(Context& context, Sheet& sheet) {
  sheet.need({"name", "value"});
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    Parameter parameter;
    const auto id = sheet.text(row, "id");
    if (!id.empty()) parameter.id = context.id_of(id);
    parameter.name = sheet.pooled(row, "name");
    parameter.description = sheet.pooled(row, "description");
    parameter.formula = sheet.pooled(row, "formula");
    parameter.value = sheet.number(row, "value").value_or(std::nan(""));
    parameter.scope = sheet.word(row, "scope", parameter_scopes, ParameterScope::global);
    parameter.owner = owner_of(context, sheet, row, parameter.scope);
    context.database.parameters.push_back(parameter);
  }
}

}  // namespace lichen::detail::tables
