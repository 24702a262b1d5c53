// Processes out: their texts, products and exchanges.

#include <algorithm>
#include <array>
#include <cmath>

#include "io/simapro/number.hpp"
#include "io/simapro/writer.hpp"

namespace lichen::detail::simapro {
namespace {

constexpr std::array process_types = {
    View("material"), View("energy"),          View("transport"),     View("processing"),
    View("use"),      View("waste treatment"), View("waste scenario")};

bool contains(View text, View part) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower.find(part) != lower.npos;
}

/// The first part of a path; the rest stays.
View first_part(View& path) {
  const auto end = path.find('/');
  const View first = path.substr(0, end);
  path = end == path.npos ? View{} : path.substr(end + 1);
  return first;
}

}  // namespace

View Writer::unit_name(UnitIndex unit) const {
  return unit ? text(database_.units[unit.at()].name) : View{};
}

const Writer::Place& Writer::place_of(FlowIndex flow) {
  const auto [at, added] = places_.try_emplace(flow);
  if (added) at->second = find_place(database_.flows[flow.at()]);
  return at->second;
}

Writer::Place Writer::find_place(const Flow& flow) {
  View rest = text(flow.category);
  const View path = rest;
  const View first = first_part(rest);
  if (const auto known = compartment_of(first, &CompartmentNames::factors)) {
    return {*known, std::string(rest)};
  }
  Place place;
  const auto slash = path.rfind('/');
  if (slash != path.npos) place.sub = path.substr(slash + 1);
  if (flow.nominal == NominalDirection::from_nature) {
    place.compartment = Compartment::raw;
  } else if (contains(path, "air")) {
    place.compartment = Compartment::air;
  } else if (contains(path, "water")) {
    place.compartment = Compartment::water;
  } else if (contains(path, "soil") || contains(path, "ground")) {
    place.compartment = Compartment::soil;
  }
  losses_.note("category",
               "compartments are not those of SimaPro: the nearest was taken");
  return place;
}

void Writer::process(ActivityIndex index) {
  const Activity& activity = database_.activities[index.at()];
  View rest = text(activity.category);
  const View path = rest;
  View type = first_part(rest);
  if (std::find(process_types.begin(), process_types.end(), type) ==
      process_types.end()) {
    type = "material";
    rest = path;
    losses_.note("Category type",
                 "categories do not begin with a type of SimaPro: "
                 "\"material\" was put before them");
  }
  std::string category(rest);
  std::replace(category.begin(), category.end(), '/', '\\');
  texts(activity, type);
  own_rows(index, type, category);
  for (const Section& section : sections) {
    if (section.form == Form::technosphere && section.name == "Assembly") break;
    rows(index, section);
  }
  parameters(ParameterScope::activity, activity.id, "Input parameters",
             "Calculated parameters");
  out_.line("End");
  out_.empty();
}

void Writer::texts(const Activity& activity, View type) {
  out_.row({"Process"});
  out_.empty();
  out_.section("Category type", type);
  const bool system = activity.type == ActivityType::lci_result;
  out_.section("Type", system ? "System" : "Unit process");
  out_.section("Process name", text(activity.name));
  const View first = text(activity.start_date);
  const View last = text(activity.end_date);
  constexpr std::size_t year = 4;
  if (first.size() == year && last.size() == year) {
    out_.section("Time period", std::string(first) + "-" + std::string(last));
  } else {
    losses_.note("Time period", "dates that are not two years",
                 !first.empty() || !last.empty());
  }
  if (activity.default_allocation == AllocationMethod::economic) {
    out_.section("Multiple output allocation", "Socio-economic causality");
  }
  out_.section("Infrastructure", activity.infrastructure ? "Yes" : "No");
  out_.section("Comment", text(activity.description));
}

/// The share of a product in per cent: 100 for the only one, "" where none is declared.
std::string Writer::share(ActivityIndex index, FlowIndex flow, std::size_t products) {
  const AllocationMethod method = database_.activities[index.at()].default_allocation;
  for (const AllocationFactor& factor : database_.allocation_factors) {
    if (factor.activity != index || factor.product != flow || factor.exchange) continue;
    if (factor.method != method) continue;
    if (!std::isnan(factor.value)) return digits(percent_of(factor.value));
    View formula = text(factor.formula);  // as "(formula)/100"
    constexpr View end = ")/100";
    if (formula.starts_with('(') && formula.ends_with(end)) {
      formula = formula.substr(1, formula.size() - 1 - end.size());
    }
    return std::string(formula);
  }
  return products == 1 ? "100" : "";
}

void Writer::own_rows(ActivityIndex index, View type, View category) {
  const Activity& activity = database_.activities[index.at()];
  std::size_t products = 0;
  std::size_t wastes = 0;
  for (const Exchange& exchange : database_.exchanges_of(activity)) {
    if (!is_own(database_, exchange)) continue;
    const FlowType kind = database_.flows[exchange.flow.at()].type;
    ++(kind == FlowType::waste ? wastes : products);
  }
  losses_.note("Products", "processes make products and treat wastes",
               products > 0 && wastes > 0);
  losses_.note("Products", "processes have neither a product nor a waste that they treat",
               products + wastes == 0);
  for (const bool treats : {false, true}) {
    if ((treats ? wastes : products) == 0) continue;
    out_.row({!treats                    ? View("Products")
              : type == "waste scenario" ? View("Waste scenario")
                                         : View("Waste treatment")});
    for (std::uint32_t i = 0; i < activity.exchange_count; ++i) {
      const ExchangeIndex at{std::size_t{activity.first_exchange} + i};
      const Exchange& exchange = database_.exchanges[at.at()];
      const Flow& flow = database_.flows[exchange.flow.at()];
      if (!is_own(database_, exchange) || (flow.type == FlowType::waste) != treats)
        continue;
      const std::string name = names_.of(index, exchange.flow);
      const View unit = unit_name(exchange.unit ? exchange.unit : flow.reference_unit);
      const Text* comment = database_.exchange_comments.find(at);
      const View words = comment == nullptr ? View{} : text(*comment);
      const std::string number = amount(at, 1.);
      losses_.note("Products", "uncertainties of what a process makes or treats",
                   database_.distributions.find(at) != nullptr);
      if (treats) {
        out_.row({name, unit, number, "All waste types", category, words});
      } else {
        out_.row({name, unit, number, share(index, exchange.flow, products),
                  "not defined", category, words});
      }
    }
    out_.empty();
  }
}

bool Writer::belongs(const Exchange& exchange, const Section& section) {
  const Flow& flow = database_.flows[exchange.flow.at()];
  if (flow.type == FlowType::elementary) {
    return section.form == Form::elementary && section.name != "Non material emission" &&
           place_of(exchange.flow).compartment == section.compartment;
  }
  if (section.form != Form::technosphere || is_own(database_, exchange)) return false;
  if (exchange.avoided) return section.use == Use::avoided;
  if (flow.type == FlowType::waste) return section.use == Use::to_waste;
  const bool energy = exchange.role == ExchangeRole::electricity_heat;
  return section.use == (energy ? Use::energy : Use::materials);
}

void Writer::rows(ActivityIndex index, const Section& section) {
  const Activity& activity = database_.activities[index.at()];
  bool any = false;
  for (std::uint32_t i = 0; i < activity.exchange_count; ++i) {
    const ExchangeIndex at{std::size_t{activity.first_exchange} + i};
    if (!belongs(database_.exchanges[at.at()], section)) continue;
    if (!any) out_.row({section.name});
    any = true;
    row(at, section);
  }
  if (any) out_.empty();
}

void Writer::row(ExchangeIndex index, const Section& section) {
  const Exchange& exchange = database_.exchanges[index.at()];
  const Flow& flow = database_.flows[exchange.flow.at()];
  const View unit = unit_name(exchange.unit ? exchange.unit : flow.reference_unit);
  const Text* comment = database_.exchange_comments.find(index);
  const View words = comment == nullptr ? View{} : text(*comment);
  double factor = 1.;
  if (section.form == Form::elementary) {
    const bool input = exchange.direction == Direction::input;
    if (input != (section.compartment == Compartment::raw)) factor = -1.;
    losses_.note("direction",
                 "elementary flows against the direction of their "
                 "compartment: amounts changed sign",
                 factor < 0.);
  }
  const std::string number = amount(index, factor);
  const Scatter spread =
      scatter(database_.distributions.find(index), exchange.amount, factor);
  if (section.form == Form::elementary) {
    const std::string& sub = place_of(exchange.flow).sub;
    out_.row({text(flow.name), sub, unit, number, spread.type, spread.first,
              spread.second, spread.third, words});
  } else {
    out_.row({names_.used_by(exchange), unit, number, spread.type, spread.first,
              spread.second, spread.third, words});
  }
}

/// The amount, or its formula where that alone tells it.
std::string Writer::amount(ExchangeIndex index, double factor) {
  const Exchange& exchange = database_.exchanges[index.at()];
  const Flow& flow = database_.flows[exchange.flow.at()];
  double value = exchange.amount;
  if (exchange.property && exchange.property != flow.reference_property) {
    losses_.note("property",
                 "amounts of another property than the reference of the flow");
    return {};
  }
  const Text* formula = database_.exchange_formulas.find(index);
  if (formula != nullptr && factor > 0.) {
    const View words = text(*formula);
    if (std::isnan(value) || constant_of(words) == value) return std::string(words);
    losses_.note("formula", "formulas with names: their values were written");
  }
  return digits(factor * value);
}

Writer::Scatter Writer::scatter(const Distribution* distribution, double amount,
                                double factor) {
  if (distribution == nullptr) return {};
  const double* at = distribution->parameters;
  const auto lost = [&] {
    losses_.note("uncertainty",
                 "distributions that SimaPro has not, or whose centre is "
                 "not the amount");
    return Scatter{};
  };
  const auto same = [&](double centre) {
    return centre == amount || (std::isnan(centre) && std::isnan(amount));
  };
  const double low = factor > 0. ? at[0] : -at[2];
  const double high = factor > 0. ? at[2] : -at[0];
  switch (distribution->type) {
    case DistributionType::none:
      return {};
    case DistributionType::lognormal:
      if (!same(at[0])) return lost();
      return {"Lognormal", digits(at[1] * at[1]), "0", "0"};
    case DistributionType::normal:
      if (!same(at[0])) return lost();
      return {"Normal", digits(2. * at[1]), "0", "0"};
    case DistributionType::triangular:
      if (!same(at[1])) return lost();
      return {"Triangle", "0", digits(low), digits(high)};
    case DistributionType::uniform:
      return {"Uniform", "0", digits(factor > 0. ? at[0] : -at[1]),
              digits(factor > 0. ? at[1] : -at[0])};
    default:
      return lost();
  }
}

}  // namespace lichen::detail::simapro
