#include "io/simapro/product_names.hpp"

#include "io/name_ids/name_ids.hpp"
#include "io/simapro/flows.hpp"

namespace lichen::detail::simapro {

bool is_own(const Database& database, const Exchange& exchange) {
  const FlowType type = database.flows[exchange.flow.at()].type;
  if (type == FlowType::elementary || exchange.avoided) return false;
  return (exchange.direction == Direction::output) == (type == FlowType::product);
}

ProductNames::ProductNames(const Database& database, Losses& losses)
    : database_(database), losses_(losses) {
  for (std::size_t i = 0; i < database.activities.size(); ++i) {
    bool first = true;  // whose name tells the place
    for (const Exchange& exchange : database.exchanges_of(database.activities[i])) {
      if (!is_own(database, exchange)) continue;
      add(ActivityIndex{i}, exchange.flow, first);
      first = false;
    }
  }
  for (const Exchange& exchange : database.exchanges) {
    const bool linked = database.flows[exchange.flow.at()].type != FlowType::elementary &&
                        !is_own(database, exchange);
    const bool provided =
        exchange.provider && !of(exchange.provider, exchange.flow).empty();
    if (linked && !provided) add_open(exchange.flow);
  }
}

void ProductNames::add(ActivityIndex activity, FlowIndex flow, bool tells_place) {
  const auto [at, added] = names_.try_emplace(key(activity, flow));
  if (!added) return;
  makers_[flow.value].push_back(activity);
  const Flow& row = database_.flows[flow.at()];
  const Activity& maker = database_.activities[activity.at()];
  std::string name(database_.text(row.name));
  const std::string first = name;
  if (tells_place && maker.location && location_in(name).empty()) {
    const Location& place = database_.locations[maker.location.at()];
    const View code = database_.text(place.code.empty() ? place.name : place.code);
    if (!code.empty()) name.append(" {").append(code).append("}");
  }
  at->second = take(name, maker, row.type == FlowType::waste);
  if (at->second != first) {
    losses_.note("Products", "products got a place, or another ending, in their names");
  }
}

std::string ProductNames::take(std::string name, const Activity& activity, bool treated) {
  const View kind = treated ? "waste" : "product";
  const auto free = [&](const std::string& text) {
    return taken_.insert(name_ids::path_of({kind, text})).second;
  };
  if (free(name)) return name;
  name.append("| ").append(database_.text(activity.name));
  if (free(name)) return name;
  for (int number = 2;; ++number) {
    std::string numbered = name + " (" + std::to_string(number) + ")";
    if (free(numbered)) return numbered;
  }
}

void ProductNames::add_open(FlowIndex flow) {
  const auto makers = makers_.find(flow.value);
  if (makers != makers_.end() && makers->second.size() == 1) return;
  const auto [at, added] = open_.try_emplace(flow.value);
  if (!added) return;
  const Flow& row = database_.flows[flow.at()];
  std::string name(database_.text(row.name));
  const std::string first = name;
  for (const View kind : {View("waste"), View("product")}) {
    while (taken_.count(name_ids::path_of({kind, name})) > 0) name += " [no provider]";
  }
  if (name != first) {
    losses_.note("Materials/fuels",
                 "products that nobody makes have the name of one that is made");
  }
  at->second = name;
}

std::string ProductNames::of(ActivityIndex activity, FlowIndex flow) const {
  const auto found = names_.find(key(activity, flow));
  return found == names_.end() ? std::string() : found->second;
}

std::string ProductNames::used_by(const Exchange& exchange) const {
  const auto makers = makers_.find(exchange.flow.value);
  if (exchange.provider) {
    std::string name = of(exchange.provider, exchange.flow);
    if (!name.empty()) return name;
  }
  if (makers != makers_.end() && makers->second.size() == 1) {
    return of(makers->second[0], exchange.flow);
  }
  return open_.at(exchange.flow.value);
}

}  // namespace lichen::detail::simapro
