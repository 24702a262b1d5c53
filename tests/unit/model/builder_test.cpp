#include "lichen/model/builder.hpp"

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/model/unit_check.hpp"
#include "lichen/units/boost.hpp"

namespace {

using namespace lichen;

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(DatabaseBuilder, KeepsExchangesOfOneActivityTogether) {
  DatabaseBuilder builder("two");
  const auto heat = builder.product("heat", "MJ");
  const auto gas = builder.product("gas", "m3");
  const auto boiler = builder.activity("boiler", "DE");
  const auto well = builder.activity("well");
  builder.input(boiler, gas, 0.03);
  builder.output(well, gas, 1.);
  builder.output(boiler, heat, 1., {}, {});
  const Database database = builder.build();

  ASSERT_EQ(database.activities.size(), 2U);
  EXPECT_EQ(database.exchanges_of(database.activities[0]).size(), 2U);
  EXPECT_EQ(database.exchanges_of(database.activities[1]).size(), 1U);
  // The reference is the output of heat, not the input that came first.
  EXPECT_EQ(database.activities[0].reference, ExchangeIndex{1U});
  EXPECT_EQ(database.activities[1].reference, ExchangeIndex{2U});
  EXPECT_EQ(database.text(database.locations[0].code), "DE");
  EXPECT_EQ(database.source.name, "two");
}

TEST(DatabaseBuilder, ConvertsTypedAmountsToTheUnitOfTheFlow) {
  DatabaseBuilder builder;
  const auto power = builder.product("power", "MJ");
  const auto plant = builder.activity("plant");
  builder.output(plant, power, 2. * units::kilowatt_hour);
  const Database database = builder.build();
  EXPECT_DOUBLE_EQ(database.exchanges[0].amount, 7.2);
}

TEST(DatabaseBuilder, KeepsAmountsInTheUnitTheyWereWrittenIn) {
  DatabaseBuilder builder;
  const auto power = builder.product("power", "kWh");
  const auto plant = builder.activity("plant");
  builder.output(plant, power, 36., "MJ");
  const Database database = builder.build();
  const Exchange& row = database.exchanges[0];
  EXPECT_EQ(row.amount, 36.);
  EXPECT_EQ(database.text(database.units[row.unit.at()].name), "MJ");
  EXPECT_DOUBLE_EQ(row.amount * reference_units_per(database, database.flows[0], row.unit,
                                                    row.property),
                   10.);
}

TEST(DatabaseBuilder, RefusesAnAmountOfAnotherDimension) {
  DatabaseBuilder builder;
  const auto power = builder.product("power", "kWh");
  const auto plant = builder.activity("plant");
  const auto message =
      message_of([&] { builder.output(plant, power, 1. * units::kilogram); });
  EXPECT_NE(message.find("\"power\", which is counted in kWh"), std::string::npos)
      << message;
  EXPECT_THROW(builder.output(plant, power, 1., "kg"), UnitError);
  EXPECT_THROW(builder.output(plant, power, 1., "kg CO2 eq"), UnitError);
}

TEST(DatabaseBuilder, RefusesUnitsThatItDoesNotKnow) {
  DatabaseBuilder builder;
  EXPECT_THROW(builder.product("land", "a"), UnitError);  // are or year
  EXPECT_THROW(builder.product("land", "stone"), UnitError);
  EXPECT_THROW(builder.product("land", "stone"), UnitError);  // and the second time
}

TEST(DatabaseBuilder, RefusesAnIdThatIsTaken) {
  DatabaseBuilder builder;
  builder.product("steel", "kg");
  EXPECT_THROW(builder.product("steel", "t"), DataError);
  EXPECT_NO_THROW(builder.product("steel", "t", "steel by the tonne"));
}

TEST(DatabaseBuilder, GivesElementaryFlowsTheirDirection) {
  DatabaseBuilder builder;
  builder.elementary_flow("Carbon dioxide", "kg", "air");
  builder.elementary_flow("Carbon dioxide", "kg", "resource/in air");
  const Database database = builder.build();
  EXPECT_EQ(database.flows[0].nominal, NominalDirection::to_nature);
  EXPECT_EQ(database.flows[1].nominal, NominalDirection::from_nature);
}

TEST(DatabaseBuilder, BuildsMethodsWithSets) {
  DatabaseBuilder builder;
  const auto co2 = builder.elementary_flow("Carbon dioxide", "kg", "air");
  const auto ch4 = builder.elementary_flow("Methane", "kg", "air");
  const auto method = builder.method("climate", "1");
  const auto change = builder.category(method, "climate change", "kg CO2 eq");
  const auto energy = builder.category(method, "energy", "MJ");
  builder.factor(change, co2, 1.);
  builder.factor(change, ch4, 29.8);
  builder.nw_set(method, "person", "Pt",
                 {{.category = change, .normalisation = 8000., .weight = 0.2}});
  const Database database = builder.build();
  EXPECT_EQ(database.factors_of(database.categories[change.at()]).size(), 2U);
  EXPECT_TRUE(database.factors_of(database.categories[energy.at()]).empty());
  EXPECT_EQ(database.methods[0].categories.size(), 2U);
  EXPECT_EQ(database.methods[0].nw_sets[0].factors[0].normalisation, 8000.);
}

TEST(DatabaseBuilder, KeepsSharesProvidersAndParameters) {
  DatabaseBuilder builder;
  const auto heat = builder.product("heat", "MJ");
  const auto power = builder.product("power", "MJ");
  const auto plant = builder.activity("plant");
  const auto other = builder.activity("other");
  builder.output(plant, heat, 2.);
  builder.output(plant, power, 1.);
  builder.allocate_by(plant, AllocationMethod::economic);
  builder.share(plant, AllocationMethod::economic, heat, 0.4);
  builder.share(plant, AllocationMethod::economic, power, 0.6);
  builder.input(other, heat, 1., {}, {.provider = plant});
  builder.input(other, power, 1., {}, {.avoided = true});
  builder.parameter("efficiency", 0.9);
  const Database database = builder.build();
  EXPECT_EQ(database.activities[0].default_allocation, AllocationMethod::economic);
  ASSERT_EQ(database.allocation_factors.size(), 2U);
  EXPECT_EQ(database.allocation_factors[1].value, 0.6);
  EXPECT_EQ(database.exchanges[2].provider, plant);
  EXPECT_TRUE(database.exchanges[3].avoided);
  EXPECT_FALSE(database.activities[1].reference);
  EXPECT_EQ(database.parameters[0].value, 0.9);
}

TEST(DatabaseBuilder, MakesUnitsThatAgreeWithTheTable) {
  DatabaseBuilder builder;
  for (const char* unit : {"kWh", "MJ", "t", "kg", "t*km", "m2*a", "item", "EUR2005"}) {
    builder.product(unit, unit);
  }
  const Database database = builder.build();
  EXPECT_TRUE(check_units(database).empty());
}

TEST(DatabaseBuilder, IsEmptyAfterwards) {
  DatabaseBuilder builder;
  builder.product("steel", "kg");
  (void)builder.build();
  EXPECT_NO_THROW(builder.product("steel", "kg"));
  EXPECT_EQ(builder.build().flows.size(), 1U);
}

}  // namespace
