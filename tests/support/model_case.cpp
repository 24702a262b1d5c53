#include "support/model_case.hpp"

#include <algorithm>
#include <numeric>
#include <random>

namespace lichen::test {

ModelCase::ModelCase() {
  Database& d = database_;
  const UnitGroupIndex masses{0U}, volumes{1U};
  const auto name = [&](const char* text) { return d.texts.add(text); };
  d.units = {{.id = make_id("kg"), .name = name("kg"), .group = masses},
             {.id = make_id("t"), .name = name("t"), .group = masses, .factor = 1000.},
             {.id = make_id("m3"), .name = name("m3"), .group = volumes}};
  d.unit_groups = {{.name = name("Units of mass"), .reference = kilogram},
                   {.name = name("Units of volume"), .reference = cubic_metre}};
  d.flow_properties = {
      {.id = make_id("Mass"), .name = name("Mass"), .group = masses},
      {.id = make_id("Volume"), .name = name("Volume"), .group = volumes}};
}

FlowIndex ModelCase::flow(const std::string& name, FlowType type) {
  const FlowIndex index{database_.flows.size()};
  const auto first = static_cast<std::uint32_t>(database_.flow_property_factors.size());
  database_.flow_property_factors.push_back({mass, 1.});
  database_.flows.push_back({.id = make_id("flow " + name),
                             .name = database_.texts.add(name),
                             .reference_property = mass,
                             .reference_unit = kilogram,
                             .first_property = first,
                             .property_count = 1,
                             .type = type});
  return index;
}

FlowIndex ModelCase::emission(const std::string& name) {
  const FlowIndex index = flow(name, FlowType::elementary);
  Flow& made = database_.flows[index.at()];
  made.category = database_.texts.add("air/unspecified");
  made.nominal = NominalDirection::to_nature;
  return index;
}

FlowIndex ModelCase::resource(const std::string& name) {
  const FlowIndex index = flow(name, FlowType::elementary);
  Flow& made = database_.flows[index.at()];
  made.category = database_.texts.add("resource/in ground");
  made.nominal = NominalDirection::from_nature;
  return index;
}

LocationIndex ModelCase::location(const std::string& code) {
  database_.locations.push_back(
      {.id = make_id("location " + code), .code = database_.texts.add(code)});
  return LocationIndex{database_.locations.size() - 1};
}

ActivityIndex ModelCase::activity(const std::string& name) {
  database_.activities.push_back(
      {.id = make_id("activity " + name), .name = database_.texts.add(name)});
  exchanges_.emplace_back();
  return ActivityIndex{database_.activities.size() - 1};
}

Exchange& ModelCase::add(ActivityIndex activity, FlowIndex flow, double amount,
                         Direction direction) {
  auto& exchanges = exchanges_[activity.at()];
  last_ = activity;
  exchanges.push_back({.amount = amount,
                       .flow = flow,
                       .internal_id = static_cast<std::int32_t>(exchanges.size() + 1),
                       .direction = direction});
  return exchanges.back();
}

Exchange& ModelCase::input(ActivityIndex activity, FlowIndex flow, double amount) {
  return add(activity, flow, amount, Direction::input);
}

Exchange& ModelCase::output(ActivityIndex activity, FlowIndex flow, double amount) {
  return add(activity, flow, amount, Direction::output);
}

Exchange& ModelCase::avoided(ActivityIndex activity, FlowIndex flow, double amount) {
  const bool product = database_.flows[flow.at()].type == FlowType::product;
  Exchange& exchange =
      add(activity, flow, amount, product ? Direction::input : Direction::output);
  exchange.avoided = true;
  return exchange;
}

void ModelCase::absent_provider(const std::string& name) {
  absent_.push_back({last_, exchanges_[last_.at()].size() - 1, name});
}

void ModelCase::share(AllocationMethod method, ActivityIndex activity, FlowIndex product,
                      double factor) {
  database_.allocation_factors.push_back(
      {.activity = activity, .product = product, .value = factor, .method = method});
}

void ModelCase::share_causally(ActivityIndex activity, FlowIndex product, FlowIndex flow,
                               double factor) {
  causal_.push_back({activity, product, flow, factor});
}

ExchangeIndex ModelCase::first_of(ActivityIndex activity, FlowIndex flow) const {
  const Activity& row = database_.activities[activity.at()];
  for (std::size_t i = 0; i < row.exchange_count; ++i) {
    const ExchangeIndex index{row.first_exchange + i};
    if (database_.exchanges[index.at()].flow == flow) return index;
  }
  return {};
}

Database ModelCase::build() {
  Database& d = database_;
  for (std::size_t a = 0; a < exchanges_.size(); ++a) {
    Activity& activity = d.activities[a];
    activity.first_exchange = static_cast<std::uint32_t>(d.exchanges.size());
    activity.exchange_count = static_cast<std::uint32_t>(exchanges_[a].size());
    for (const Exchange& exchange : exchanges_[a]) {
      const FlowType type = d.flows[exchange.flow.at()].type;
      const bool made =
          exchange.direction ==
          (type == FlowType::product ? Direction::output : Direction::input);
      if (!activity.reference && type != FlowType::elementary && made &&
          !exchange.avoided) {
        activity.reference = ExchangeIndex{d.exchanges.size()};
      }
      d.exchanges.push_back(exchange);
    }
  }
  for (const CausalFactor& factor : causal_) {
    d.allocation_factors.push_back({.activity = factor.activity,
                                    .product = factor.product,
                                    .exchange = first_of(factor.activity, factor.flow),
                                    .value = factor.value,
                                    .method = AllocationMethod::causal});
  }
  std::stable_sort(
      d.allocation_factors.begin(), d.allocation_factors.end(),
      [](const auto& left, const auto& right) { return left.activity < right.activity; });
  for (const Absent& absent : absent_) {
    const std::size_t first = d.activities[absent.activity.at()].first_exchange;
    d.absent_providers.add(ExchangeIndex{first + absent.position},
                           {make_id(absent.name), d.texts.add(absent.name)});
  }
  return std::move(d);
}

namespace {

/// Where each of `count` rows goes.
std::vector<std::size_t> random_order(std::size_t count, std::mt19937& random) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  return order;
}

template <class Row>
std::vector<Row> moved(const std::vector<Row>& rows, const std::vector<std::size_t>& to) {
  std::vector<Row> result(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) result[to[i]] = rows[i];
  return result;
}

template <class Position>
void follow(Position& index, const std::vector<std::size_t>& to) {
  if (index) index = Position{to[index.at()]};
}

template <class Value>
void follow(SideTable<Value>& table, const std::vector<std::size_t>& to) {
  auto rows = table.rows();
  for (auto& row : rows) follow(row.exchange, to);
  std::sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
    return left.exchange < right.exchange;
  });
  table = {};
  for (const auto& row : rows) table.add(row.exchange, row.value);
}

/// Lays the exchanges out anew by activity, each activity's own in random order.
std::vector<std::size_t> move_exchanges(Database& database, std::mt19937& random) {
  std::vector<std::size_t> to(database.exchanges.size());
  std::size_t next = 0;
  for (Activity& activity : database.activities) {
    const auto order = random_order(activity.exchange_count, random);
    for (std::size_t i = 0; i < order.size(); ++i) {
      to[activity.first_exchange + i] = next + order[i];
    }
    activity.first_exchange = static_cast<std::uint32_t>(next);
    next += order.size();
  }
  database.exchanges = moved(database.exchanges, to);
  return to;
}

}  // namespace

void shuffle(Database& database, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto flows = random_order(database.flows.size(), random);
  const auto activities = random_order(database.activities.size(), random);
  database.flows = moved(database.flows, flows);
  database.activities = moved(database.activities, activities);
  const auto exchanges = move_exchanges(database, random);
  for (Exchange& exchange : database.exchanges) {
    follow(exchange.flow, flows);
    follow(exchange.provider, activities);
  }
  for (Activity& activity : database.activities) follow(activity.reference, exchanges);
  for (AllocationFactor& factor : database.allocation_factors) {
    follow(factor.activity, activities);
    follow(factor.product, flows);
    follow(factor.exchange, exchanges);
  }
  std::stable_sort(
      database.allocation_factors.begin(), database.allocation_factors.end(),
      [](const auto& left, const auto& right) { return left.activity < right.activity; });
  for (Factor& factor : database.factors) follow(factor.flow, flows);
  follow(database.exchange_formulas, exchanges);
  follow(database.exchange_comments, exchanges);
  follow(database.distributions, exchanges);
  follow(database.data_quality, exchanges);
  follow(database.absent_providers, exchanges);
  follow(database.costs, exchanges);
}

FlowIndex flow_named(const Database& database, const std::string& name) {
  for (std::size_t f = 0; f < database.flows.size(); ++f) {
    if (database.text(database.flows[f].name) == name) return FlowIndex{f};
  }
  return {};
}

}  // namespace lichen::test
