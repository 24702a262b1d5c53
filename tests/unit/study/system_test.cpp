#include "lichen/study/system.hpp"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/model/builder.hpp"

namespace {

using namespace lichen;

/// Two plants of one name, a mine, a mill with an unknown supplier and a blocked one.
Database small_world() {
  DatabaseBuilder builder;
  const auto power = builder.product("electricity", "kWh");
  const auto coal = builder.product("coal", "kg");
  const auto steel = builder.product("steel", "kg");
  const auto dust = builder.product("dust", "kg");
  const auto flour = builder.product("flour", "kg");
  const auto co2 = builder.elementary_flow("CO2", "kg", "air");
  const auto plant = builder.activity("power plant", "DE");
  builder.output(plant, power, 1.);
  builder.input(plant, coal, 0.25);
  builder.output(plant, co2, 0.9);
  const auto mine = builder.activity("mine", "PL");
  builder.output(mine, coal, 1.);
  const auto mill = builder.activity("steel mill", "DE");
  builder.output(mill, steel, 1.);
  builder.input(mill, dust, 0.1);  // nobody makes dust
  const auto first = builder.activity("flour mill", "DE", "mill-de");
  builder.output(first, flour, 1.);
  const auto second = builder.activity("flour mill", "FR", "mill-fr");
  builder.output(second, flour, 1.);
  const auto method = builder.method("method");
  builder.factor(builder.category(method, "climate", "kg CO2 eq"), co2, 1.);
  return builder.build();
}

class SmallWorld : public testing::Test {
 protected:
  std::shared_ptr<const Database> database_ =
      std::make_shared<const Database>(small_world());
  System system_{database_};

  template <class Expected>
  std::string message_of(const DemandEntry& entry) const {
    try {
      (void)system_.inventory({entry});
    } catch (const Expected& error) {
      return error.what();
    } catch (const Error& error) {
      return std::string("another error: ") + error.what();
    }
    return "nothing was thrown";
  }
};

TEST_F(SmallWorld, AnswersByNameAndUnit) {
  // 3.6 MJ are 1 kWh: 0.9 kg CO2 from the plant.
  const auto result = system_.inventory({{"power plant", 3.6, "MJ"}});
  ASSERT_EQ(result.inventory.size(), 1U);
  EXPECT_DOUBLE_EQ(result.inventory[0].amount, 0.9);
}

TEST_F(SmallWorld, NamesNearMatchesOfAnUnknownName) {
  const auto message = message_of<DataError>({"power plan"});
  EXPECT_NE(message.find("power plant"), std::string::npos) << message;
}

TEST_F(SmallWorld, ListsAllThatOneNameStandsFor) {
  const auto message = message_of<DataError>({"flour mill"});
  EXPECT_NE(message.find("DE"), std::string::npos) << message;
  EXPECT_NE(message.find("FR"), std::string::npos) << message;
  EXPECT_NO_THROW((void)system_.inventory({{"flour mill, FR"}}));
  EXPECT_NO_THROW((void)system_.inventory({{"mill-de"}}));
}

TEST_F(SmallWorld, RefusesADemandOfAnotherDimension) {
  const auto message = message_of<UnitError>({"power plant", 1., "kg"});
  EXPECT_NE(message.find("kg"), std::string::npos) << message;
  EXPECT_NE(message.find("kWh"), std::string::npos) << message;
}

TEST_F(SmallWorld, IsStoppedByWhatADemandReachesOnly) {
  const auto message = message_of<DataError>({"steel mill"});
  EXPECT_NE(message.find("dust"), std::string::npos) << message;
  EXPECT_NE(message.find("on_missing_provider"), std::string::npos) << message;
  EXPECT_NO_THROW((void)system_.inventory({{"power plant"}}));
}

TEST_F(SmallWorld, ListsWhatIsCutOffWithItsAmount) {
  const System cut(database_, {.on_missing_provider = MissingProvider::cut_off});
  const auto result = cut.inventory({{"steel mill", 2.}});
  ASSERT_EQ(result.open_flows.size(), 1U);
  EXPECT_EQ(result.open_flows[0].flow, "dust");
  EXPECT_DOUBLE_EQ(result.open_flows[0].amount, -0.2);  // it enters the system
}

TEST_F(SmallWorld, RefusesEverythingWhenStrict) {
  EXPECT_THROW(System(database_, {.strict = true}), DataError);
}

TEST_F(SmallWorld, NamesEveryPolicyInTheResult) {
  const auto result = system_.inventory({{"power plant"}});
  ASSERT_FALSE(result.policies.empty());
  EXPECT_EQ(result.policies[0].first, "on_missing_provider");
  EXPECT_EQ(result.policies[0].second, "error");
}

TEST(System, NamesTheLoopThatEatsItsOutput) {
  DatabaseBuilder builder;
  const auto x = builder.product("x", "kg");
  const auto y = builder.product("y", "kg");
  const auto first = builder.activity("first");
  builder.output(first, x, 1.);
  builder.input(first, y, 1.);
  const auto second = builder.activity("second");
  builder.output(second, y, 1.);
  builder.input(second, x, 1.);
  const System system(std::make_shared<const Database>(builder.build()));

  try {
    (void)system.inventory({{"first"}});
    FAIL() << "nothing was thrown";
  } catch (const SingularError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("first"), std::string::npos) << message;
    EXPECT_NE(message.find("second"), std::string::npos) << message;
  }
}

TEST(System, StopsAtConflictingFactorsOnlyWhereTheInventoryHoldsTheFlow) {
  DatabaseBuilder builder;
  const auto p = builder.product("p", "kg");
  const auto q = builder.product("q", "kg");
  const auto held = builder.elementary_flow("held", "kg", "air");
  const auto other = builder.elementary_flow("other", "kg", "air");
  const auto one = builder.activity("one");
  builder.output(one, p, 1.);
  builder.output(one, held, 1.);
  const auto two = builder.activity("two");
  builder.output(two, q, 1.);
  builder.output(two, other, 1.);
  const auto method = builder.method("m");
  const auto category = builder.category(method, "c", "pt");
  builder.factor(category, held, 2.);
  builder.factor(category, other, 3.);
  builder.factor(category, other, 5.);
  const auto database = std::make_shared<const Database>(builder.build());
  const System system(database);
  MethodChoice choice;
  choice.methods = database;

  EXPECT_DOUBLE_EQ(system.calculate({{"one"}}, choice).scores.at(0).value, 2.);
  EXPECT_THROW((void)system.calculate({{"two"}}, choice), DataError);
  choice.options.on_duplicate_factor = DuplicateFactor::mean;
  EXPECT_DOUBLE_EQ(system.calculate({{"two"}}, choice).scores.at(0).value, 4.);
}

}  // namespace
