// Builds a system in code and asks for its score: no files, units that cannot be mixed
// up.
#include <iostream>
#include <memory>

#include <lichen/lichen.hpp>
#include <lichen/units/boost.hpp>

int main() {
  using namespace lichen;
  DatabaseBuilder builder("heat from gas");
  const auto heat = builder.product("heat", "MJ");
  const auto gas = builder.product("natural gas", "kg");
  const auto co2 = builder.elementary_flow("Carbon dioxide, fossil", "kg", "air");
  const auto boiler = builder.activity("gas boiler", "DE");
  const auto well = builder.activity("gas well", "NO");

  // 12.5 kWh of heat and 2.75 kg of carbon dioxide per kg of gas, burnt at 90 %.
  builder.output(boiler, heat, 12.5 * units::kilowatt_hour);
  builder.input(boiler, gas, 1. * units::kilogram);
  builder.output(boiler, co2, 2.75, "kg");
  builder.output(well, gas, 1. * units::tonne);
  builder.output(well, co2, 80. * units::kilogram);

  const auto method = builder.method("climate");
  const auto change = builder.category(method, "climate change", "kg CO2 eq");
  builder.factor(change, co2, 1.);

  const auto database = std::make_shared<const Database>(builder.build());
  MethodChoice choice;
  choice.methods = database;
  const Result result =
      System(database).calculate({{"gas boiler", 1. * units::kilowatt_hour}}, choice);
  std::cout << result.scores[0].value << ' ' << result.scores[0].unit << '\n';
}
