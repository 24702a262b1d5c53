// A system built in code gives the score that a pocket calculator gives.

#include <memory>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/model/builder.hpp"
#include "lichen/study/system.hpp"
#include "lichen/units/boost.hpp"

namespace {

using namespace lichen;

TEST(BuiltInCode, ScoresATypedDemand) {
  DatabaseBuilder builder;
  const auto heat = builder.product("heat", "MJ");
  const auto gas = builder.product("natural gas", "kg");
  const auto co2 = builder.elementary_flow("Carbon dioxide, fossil", "kg", "air");
  const auto boiler = builder.activity("gas boiler", "DE");
  const auto well = builder.activity("gas well", "NO");
  builder.output(boiler, heat, 12.5 * units::kilowatt_hour);
  builder.input(boiler, gas, 1000., "g");
  builder.output(boiler, co2, 2.75);
  builder.output(well, gas, 1. * units::tonne);
  builder.output(well, co2, 80. * units::kilogram);
  const auto method = builder.method("climate");
  builder.factor(builder.category(method, "climate change", "kg CO2 eq"), co2, 1.);

  const auto database = std::make_shared<const Database>(builder.build());
  const System system(database);
  MethodChoice choice;
  choice.methods = database;
  // 2.75 kg from burning 1 kg of gas, 0.08 kg from its supply, for 12.5 kWh.
  const double expected = (2.75 + 0.08) / 12.5;
  const Demand typed = {{"gas boiler", 1. * units::kilowatt_hour}};
  EXPECT_NEAR(system.calculate(typed, choice).scores.at(0).value, expected, 1e-15);
  const Demand named = {{"gas boiler", 3.6, "MJ"}};
  EXPECT_NEAR(system.calculate(named, choice).scores.at(0).value, expected, 1e-15);
  const Demand wrong = {{"gas boiler", 1. * units::kilogram}};
  EXPECT_THROW((void)system.calculate(wrong, choice), UnitError);
}

}  // namespace
