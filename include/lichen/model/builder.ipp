#pragma once

#include <cmath>
#include <utility>

#include "lichen/base/error.hpp"
#include "lichen/model/builder.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Adds the rows of each owner one after the other, and tells where they begin.
template <class Row, class Owner>
void group_rows(std::vector<std::vector<Row>>& by_owner, std::vector<Row>& rows,
                std::vector<Owner>& owners, std::uint32_t Owner::* first,
                std::uint32_t Owner::* count) {
  for (std::size_t i = 0; i < by_owner.size(); ++i) {
    owners[i].*first = static_cast<std::uint32_t>(rows.size());
    owners[i].*count = static_cast<std::uint32_t>(by_owner[i].size());
    rows.insert(rows.end(), by_owner[i].begin(), by_owner[i].end());
  }
}

/// True where an exchange can be the reference of its activity.
inline bool can_be_reference(const Database& database, const Exchange& exchange) {
  if (exchange.avoided) return false;
  const FlowType type = database.flows[exchange.flow.at()].type;
  return (type == FlowType::product && exchange.direction == Direction::output) ||
         (type == FlowType::waste && exchange.direction == Direction::input);
}

}  // namespace detail

LICHEN_INLINE DatabaseBuilder::DatabaseBuilder(std::string_view name) {
  database_.source.name = std::string(name);
  database_.source.format = "built in code";
}

LICHEN_INLINE Id DatabaseBuilder::take_id(const std::string& kind, std::string_view name,
                                          std::string_view id) {
  const std::string text = id.empty() ? kind + " " + std::string(name) : std::string(id);
  const Id made = make_id(text);
  if (!ids_.insert(made).second) {
    throw DataError(kind + " \"" + std::string(name) + "\": the id of \"" + text +
                    "\" is taken; give it an id of its own");
  }
  if (!parse_uuid(text)) database_.id_texts.emplace(made, database_.texts.add(text));
  return made;
}

LICHEN_INLINE UnitGroupIndex DatabaseBuilder::group(const units::Unit& unit,
                                                    UnitIndex reference) {
  const std::string key = unit.dimension.to_string();
  const auto [at, added] = groups_.try_emplace(key);
  if (added) {
    at->second = UnitGroupIndex{database_.unit_groups.size()};
    const FlowPropertyIndex property{database_.flow_properties.size()};
    const Text name = database_.texts.add(key);
    database_.unit_groups.push_back({.id = make_id("unit group " + key),
                                     .name = name,
                                     .reference = reference,
                                     .default_property = property});
    database_.flow_properties.push_back(
        {.id = make_id("flow property " + key),
         .name = name,
         .group = at->second,
         .economic = unit.dimension.exponent(units::Base::currency) != 0});
  }
  return at->second;
}

LICHEN_INLINE UnitIndex DatabaseBuilder::unit(std::string_view name) {
  const auto [at, added] = units_.try_emplace(std::string(name));
  if (!added) return at->second;
  const units::Unit* known = nullptr;
  try {
    known = &units::Registry::standard().at(name);
  } catch (const UnitError&) {
    units_.erase(at);
    throw;
  }
  at->second = UnitIndex{database_.units.size()};
  const UnitGroupIndex index = group(*known, at->second);
  known_.push_back(*known);
  const UnitIndex reference = database_.unit_groups[index.at()].reference;
  database_.units.push_back({.id = make_id("unit " + std::string(name)),
                             .name = database_.texts.add(name),
                             .group = index,
                             .factor = known->factor / known_[reference.at()].factor,
                             .synonyms = {}});
  return at->second;
}

LICHEN_INLINE LocationIndex DatabaseBuilder::location(std::string_view code) {
  if (code.empty()) return {};
  const auto [at, added] = locations_.try_emplace(std::string(code));
  if (added) {
    at->second = LocationIndex{database_.locations.size()};
    const Text text = database_.texts.add(code);
    database_.locations.push_back(
        {.id = make_id("location " + std::string(code)), .code = text, .name = text});
  }
  return at->second;
}

LICHEN_INLINE FlowIndex DatabaseBuilder::flow(FlowType type, std::string_view name,
                                              std::string_view unit_name,
                                              std::string_view id) {
  const UnitIndex counted = unit(unit_name);
  const UnitGroupIndex index = database_.units[counted.at()].group;
  const FlowPropertyIndex property = database_.unit_groups[index.at()].default_property;
  Flow row;
  row.id = take_id("flow", name, id);
  row.name = database_.texts.add(name);
  row.type = type;
  row.reference_property = property;
  row.reference_unit = counted;
  row.first_property = static_cast<std::uint32_t>(database_.flow_property_factors.size());
  row.property_count = 1;
  // One reference amount in reference units of the property.
  database_.flow_property_factors.push_back(
      {property, database_.units[counted.at()].factor});
  database_.flows.push_back(row);
  return FlowIndex{database_.flows.size() - 1};
}

LICHEN_INLINE FlowIndex DatabaseBuilder::product(std::string_view name,
                                                 std::string_view unit,
                                                 std::string_view id) {
  return flow(FlowType::product, name, unit, id);
}

LICHEN_INLINE FlowIndex DatabaseBuilder::waste(std::string_view name,
                                               std::string_view unit,
                                               std::string_view id) {
  return flow(FlowType::waste, name, unit, id);
}

LICHEN_INLINE FlowIndex DatabaseBuilder::elementary_flow(std::string_view name,
                                                         std::string_view unit,
                                                         std::string_view compartment,
                                                         std::string_view id) {
  const std::string text =
      id.empty() ? "flow " + std::string(name) + " / " + std::string(compartment)
                 : std::string(id);
  const FlowIndex index = flow(FlowType::elementary, name, unit, text);
  Flow& row = database_.flows[index.at()];
  row.category = database_.texts.add(compartment);
  row.nominal = nominal_direction(compartment);
  return index;
}

LICHEN_INLINE ActivityIndex DatabaseBuilder::activity(std::string_view name,
                                                      std::string_view code,
                                                      std::string_view id) {
  Activity row;
  const std::string text =
      code.empty() ? std::string(name) : std::string(name) + ", " + std::string(code);
  row.id = take_id("activity", text, id);
  row.name = database_.texts.add(name);
  row.location = location(code);
  database_.activities.push_back(row);
  exchanges_.emplace_back();
  shares_.emplace_back();
  return ActivityIndex{database_.activities.size() - 1};
}

LICHEN_INLINE const units::Unit& DatabaseBuilder::unit_of(FlowIndex flow) const {
  return known_[database_.flows[flow.at()].reference_unit.at()];
}

LICHEN_INLINE void DatabaseBuilder::add(Direction direction, ActivityIndex activity,
                                        FlowIndex flow, double amount,
                                        std::string_view name,
                                        const ExchangeOptions& options) {
  const Flow& row = database_.flows[flow.at()];
  const UnitIndex named = name.empty() ? row.reference_unit : unit(name);
  const units::Dimension& dimension = known_[named.at()].dimension;
  if (!(dimension == unit_of(flow).dimension)) {
    throw UnitError("an amount in " + dimension.to_string() + " cannot measure \"" +
                    std::string(database_.text(row.name)) + "\", which is counted in " +
                    unit_of(flow).symbol + " (" + unit_of(flow).dimension.to_string() +
                    ")");
  }
  auto& rows = exchanges_[activity.at()];
  rows.push_back({.amount = amount,
                  .flow = flow,
                  .unit = named,
                  .property = row.reference_property,
                  .provider = options.provider,
                  .location = {},
                  .internal_id = static_cast<std::int32_t>(rows.size() + 1),
                  .direction = direction,
                  .avoided = options.avoided});
}

LICHEN_INLINE void DatabaseBuilder::add(Direction direction, ActivityIndex activity,
                                        FlowIndex flow, const units::Amount& amount,
                                        const ExchangeOptions& options) {
  const units::Unit& counted = unit_of(flow);
  if (!(amount.dimension == counted.dimension)) {
    throw UnitError("an amount in " + amount.dimension.to_string() +
                    " cannot measure \"" +
                    std::string(database_.text(database_.flows[flow.at()].name)) +
                    "\", which is counted in " + counted.symbol + " (" +
                    counted.dimension.to_string() + ")");
  }
  add(direction, activity, flow, amount.value / counted.factor, {}, options);
}

LICHEN_INLINE void DatabaseBuilder::input(ActivityIndex activity, FlowIndex flow,
                                          const units::Amount& amount,
                                          const ExchangeOptions& options) {
  add(Direction::input, activity, flow, amount, options);
}

LICHEN_INLINE void DatabaseBuilder::input(ActivityIndex activity, FlowIndex flow,
                                          double amount, std::string_view unit,
                                          const ExchangeOptions& options) {
  add(Direction::input, activity, flow, amount, unit, options);
}

LICHEN_INLINE void DatabaseBuilder::output(ActivityIndex activity, FlowIndex flow,
                                           const units::Amount& amount,
                                           const ExchangeOptions& options) {
  add(Direction::output, activity, flow, amount, options);
}

LICHEN_INLINE void DatabaseBuilder::output(ActivityIndex activity, FlowIndex flow,
                                           double amount, std::string_view unit,
                                           const ExchangeOptions& options) {
  add(Direction::output, activity, flow, amount, unit, options);
}

LICHEN_INLINE void DatabaseBuilder::allocate_by(ActivityIndex activity,
                                                AllocationMethod method) {
  database_.activities[activity.at()].default_allocation = method;
}

LICHEN_INLINE void DatabaseBuilder::share(ActivityIndex activity, AllocationMethod method,
                                          FlowIndex product, double value) {
  shares_[activity.at()].push_back({.activity = activity,
                                    .product = product,
                                    .exchange = {},
                                    .value = value,
                                    .formula = {},
                                    .method = method});
}

LICHEN_INLINE void DatabaseBuilder::parameter(std::string_view name, double value) {
  Parameter row;
  row.id = take_id("parameter", name, {});
  row.name = database_.texts.add(name);
  row.value = value;
  database_.parameters.push_back(row);
}

LICHEN_INLINE MethodIndex DatabaseBuilder::method(std::string_view name,
                                                  std::string_view version) {
  Method row;
  row.id = take_id("method", std::string(name) + " " + std::string(version), {});
  row.name = database_.texts.add(name);
  row.version = database_.texts.add(version);
  database_.methods.push_back(std::move(row));
  return MethodIndex{database_.methods.size() - 1};
}

LICHEN_INLINE CategoryIndex DatabaseBuilder::category(MethodIndex method,
                                                      std::string_view name,
                                                      std::string_view unit) {
  Method& owner = database_.methods[method.at()];
  Category row;
  row.id = take_id("category of " + std::string(database_.text(owner.name)), name, {});
  row.name = database_.texts.add(name);
  row.unit = database_.texts.add(unit);
  const CategoryIndex index{database_.categories.size()};
  database_.categories.push_back(row);
  owner.categories.push_back(index);
  factors_.emplace_back();
  return index;
}

LICHEN_INLINE void DatabaseBuilder::factor(CategoryIndex category, FlowIndex flow,
                                           double value) {
  factors_[category.at()].push_back({.value = value, .flow = flow});
}

LICHEN_INLINE void DatabaseBuilder::nw_set(MethodIndex method, std::string_view name,
                                           std::string_view unit,
                                           std::vector<NwFactor> factors) {
  Method& owner = database_.methods[method.at()];
  NwSet set;
  set.id = take_id("set of " + std::string(database_.text(owner.name)), name, {});
  set.name = database_.texts.add(name);
  set.unit = database_.texts.add(unit);
  set.factors = std::move(factors);
  owner.nw_sets.push_back(std::move(set));
}

LICHEN_INLINE Database DatabaseBuilder::build() {
  detail::group_rows(exchanges_, database_.exchanges, database_.activities,
                     &Activity::first_exchange, &Activity::exchange_count);
  detail::group_rows(factors_, database_.factors, database_.categories,
                     &Category::first_factor, &Category::factor_count);
  for (const auto& shares : shares_) {
    database_.allocation_factors.insert(database_.allocation_factors.end(),
                                        shares.begin(), shares.end());
  }
  for (Activity& row : database_.activities) {
    for (std::size_t i = 0; i < row.exchange_count && !row.reference; ++i) {
      const ExchangeIndex index{row.first_exchange + i};
      if (detail::can_be_reference(database_, database_.exchanges[index.at()])) {
        row.reference = index;
      }
    }
  }
  Database built = std::move(database_);
  *this = DatabaseBuilder();
  return built;
}

}  // namespace lichen::inline LICHEN_ABI
