#pragma once

// Databases for tests of stores: one that needs every care, and some of a given size.

#include <bit>
#include <cstdint>
#include <limits>
#include <string>

#include "lichen/model/database.hpp"

namespace lichen::test {

/// Doubles that are easily lost on the way through a file.
inline constexpr double odd_doubles[] = {
    -0.,
    5e-324,
    -1.7976931348623157e308,
    0.1,
    9007199254740993.,
    std::numeric_limits<double>::infinity(),
    -std::numeric_limits<double>::infinity(),
    std::numeric_limits<double>::quiet_NaN(),
};

/// A heat plant that takes gas and emits carbon dioxide, with some of everything.
inline Database heat_plant() {
  Database d;
  d.source = {"heat.zip", "made by hand", "xxh3:1", "heat", "1.0", "none"};
  const auto text = [&](std::string_view words) { return d.texts.add(words); };
  d.units.push_back({make_id("kg"), text("kg"), UnitGroupIndex(0), 1., text("kilogram")});
  d.units.push_back({make_id("MJ"), text("MJ"), UnitGroupIndex(1)});
  d.unit_groups.push_back({make_id("mass"), text("mass"), UnitIndex(0)});
  d.unit_groups.push_back({make_id("energy"), text("energy"), UnitIndex(1)});
  d.locations.push_back({make_id("DK"), text("DK"), text("Denmark")});
  Flow heat;
  heat.id = make_id("heat");
  heat.name = text("heat, central");
  heat.type = FlowType::product;
  heat.reference_unit = UnitIndex(1);
  Flow co2;
  co2.id = *parse_uuid("5e738bf0-6bfe-3acd-8dcb-c74fe4f18b53");
  co2.name = text("Carbon dioxide, fossil");
  co2.category = text("air/unspecified");
  co2.reference_unit = UnitIndex(0);
  d.flows = {heat, co2};
  Activity plant;
  plant.id = make_id("plant");
  plant.name = text("heat production, natural gas boiler");
  plant.location = LocationIndex(0);
  plant.reference = ExchangeIndex(0);
  plant.exchange_count = 2;
  plant.description = text("A text with \"quotes\", a line\nbreak and m\xc2\xb2");
  d.activities.push_back(plant);
  Exchange made;
  made.amount = 1.;
  made.flow = FlowIndex(0);
  made.direction = Direction::output;
  Exchange emitted = made;
  emitted.amount = 0.056;
  emitted.flow = FlowIndex(1);
  d.exchanges = {made, emitted};
  d.distributions.add(ExchangeIndex(1), {DistributionType::lognormal, {0.056, 1.05, 0.}});
  d.exchange_comments.add(ExchangeIndex(1), text("measured"));
  d.categories.push_back({make_id("gwp"), text("climate change"), text("kg CO2 eq")});
  d.categories[0].factor_count = 1;
  d.factors.push_back({1., FlowIndex(1)});
  d.methods.push_back({make_id("ipcc"), text("IPCC")});
  d.methods[0].categories = {CategoryIndex(0)};
  d.methods[0].nw_sets.push_back({make_id("world"), text("world"), text("Pt")});
  d.methods[0].nw_sets[0].factors.push_back({CategoryIndex(0), 8000., std::nullopt});
  d.id_texts.emplace(make_id("plant"), text("plant"));
  d.findings.add({"unknown_unit", Severity::error, "a.json", "plant", "unit", "what?",
                  "nothing was done", 3});
  return d;
}

/// A database of some activities with two exchanges each, of which no two sizes are
/// equal.
inline Database many_plants(std::size_t activities) {
  Database d = heat_plant();
  for (std::size_t k = 1; k < activities; ++k) {
    Activity activity = d.activities[0];
    activity.id = make_id("plant " + std::to_string(k));
    activity.name = d.texts.add("heat production, boiler number " + std::to_string(k));
    activity.first_exchange = static_cast<std::uint32_t>(d.exchanges.size());
    activity.reference = ExchangeIndex(d.exchanges.size());
    for (int e = 0; e < 2; ++e) {
      d.exchanges.push_back(d.exchanges[static_cast<std::size_t>(e)]);
      d.exchanges.back().amount += static_cast<double>(k);
    }
    d.activities.push_back(activity);
  }
  return d;
}

}  // namespace lichen::test
