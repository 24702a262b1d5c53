#include "io/simapro/flows.hpp"

#include "io/name_ids/name_ids.hpp"

namespace lichen::detail::simapro {
namespace {

using name_ids::id_of;
using name_ids::path_of;

/// What writers put where there is no CAS number.
View meaningful(View cas) { return cas == "0" || cas == "-" ? View{} : cas; }

/// The formula of a comment as "Formula: CO2"; else "".
View formula_in(View comment) {
  constexpr View start = "Formula:";
  if (!comment.starts_with(start)) return {};
  comment.remove_prefix(start.size());
  return trimmed(comment.substr(0, comment.find('\n')));
}

constexpr std::array<View, 3> made_words = {"product", "waste", "stage"};

}  // namespace

View location_in(View name) {
  constexpr std::size_t longest = 40;
  const auto open = name.find('{');
  if (open == name.npos) return {};
  const auto close = name.find('}', open);
  if (close == name.npos || close - open > longest) return {};
  return trimmed(name.substr(open + 1, close - open - 1));
}

void Flows::list(const SubstanceRow& row, Compartment compartment) {
  const auto [at, added] = listed_.try_emplace(row.key, Listed{row, compartment, false});
  if (added) listed_order_.push_back(row.key);
}

FlowIndex Flows::elementary(const std::string& key, Compartment compartment, View name,
                            View sub, View unit, View cas) {
  std::string path = key + '/' + units_.measure(unit);
  const auto [at, added] = elementary_.try_emplace(std::move(path));
  if (!added) {
    note_collision(database_.flows[at->second.at()], name, meaningful(cas));
    return at->second;
  }
  at->second = FlowIndex{database_.flows.size()};
  const View word = names_of(compartment).factors;
  const auto listed = listed_.find(path_of({word, name}));
  Flow flow;
  flow.id = id_of(at->first);
  flow.name = text(name);
  std::string category(word);
  if (!sub.empty()) category.append("/").append(sub);
  flow.category = text(category);
  flow.cas = text(meaningful(cas));
  if (listed != listed_.end()) {
    listed->second.used = true;
    const SubstanceRow& row = listed->second.row;
    if (!meaningful(row.cas).empty()) flow.cas = text(row.cas);
    flow.formula = text(formula_in(row.comment));
  }
  flow.reference_unit = units_.find(unit);
  flow.nominal = direction_of(compartment);
  database_.flows.push_back(flow);
  return at->second;
}

/// Names that one id stands for may differ in case; CAS numbers are no part of it.
void Flows::note_collision(const Flow& flow, View name, View cas) {
  const bool same_name = database_.text(flow.name) == name;
  const bool same_cas =
      flow.cas.empty() || cas.empty() || database_.text(flow.cas) == cas;
  if (same_name && same_cas) return;
  if (collisions_++ > 0) return;
  first_collision_ = "\"" + std::string(database_.text(flow.name)) + "\"" +
                     (same_name ? "" : " and \"" + std::string(name) + "\"") +
                     (same_cas ? "" : ", with two CAS numbers");
}

std::size_t Flows::name(const std::string& key, View name) {
  const auto [at, added] = numbers_.try_emplace(key, names_.size());
  if (added) names_.push_back({name, key, {}});
  return at->second;
}

FlowIndex Flows::made(std::size_t number, Made made, View unit) {
  Name& name = names_[number];
  Maker& maker = name.of(made);
  if (maker.flow) return maker.flow;
  maker.flow = FlowIndex{database_.flows.size()};
  Flow flow;
  flow.id =
      id_of(std::string(made_words[static_cast<std::size_t>(made)]) + '/' + name.key);
  flow.name = text(name.name);
  flow.type = made == Made::treatment ? FlowType::waste : FlowType::product;
  flow.location = location(location_in(name.name));
  flow.reference_unit = units_.find(unit);
  database_.flows.push_back(flow);
  return maker.flow;
}

LocationIndex Flows::location(View code) {
  if (code.empty()) return {};
  const auto [at, added] = locations_.try_emplace(std::string(code));
  if (added) {
    at->second = LocationIndex{database_.locations.size()};
    database_.locations.push_back(
        {.id = id_of(path_of({code})), .code = text(code), .name = text(code)});
  }
  return at->second;
}

void Flows::finish() {
  for (const std::string& key : listed_order_) {
    const Listed& listed = listed_.at(key);
    if (listed.used) continue;
    const SubstanceRow row = listed.row;
    elementary(path_of({names_of(listed.compartment).factors, "", row.name}),
               listed.compartment, row.name, {}, row.unit, row.cas);
  }
  units_.finish();
  for (Flow& flow : database_.flows) {
    if (!flow.reference_unit) continue;
    flow.reference_property = units_.property(flow.reference_unit);
    flow.first_property =
        static_cast<std::uint32_t>(database_.flow_property_factors.size());
    flow.property_count = 1;
    // One reference amount in reference units of the property.
    database_.flow_property_factors.push_back(
        {flow.reference_property, database_.units[flow.reference_unit.at()].factor});
  }
}

}  // namespace lichen::detail::simapro
