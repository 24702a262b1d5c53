// Defects of a system that an answer meets, or leaves alone where it does not reach them:
// obstacles of linking, loops without solution, loops above one, ill-conditioned ones.
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/system.hpp"
#include "support/finding_of.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::finding_of;
using test::message_of;
using test::says;

/// A boiler that burns a fuel nobody makes, and one that does without.
class WithObstacle : public testing::Test {
 protected:
  WithObstacle() {
    DatabaseBuilder builder;
    const auto heat = builder.product("heat", "MJ");
    const auto warmth = builder.product("warmth", "MJ");
    const auto oil = builder.product("oil", "kg");
    const auto co2 = builder.elementary_flow("Carbon dioxide", "kg", "air");
    const auto boiler = builder.activity("oil boiler");
    builder.output(boiler, heat, 40.);
    builder.input(boiler, oil, 1.);
    builder.output(boiler, co2, 3.);
    const auto collector = builder.activity("collector");
    builder.output(collector, warmth, 1.);
    builder.output(collector, co2, 0.01);
    database = std::make_shared<const Database>(builder.build());
  }
  std::shared_ptr<const Database> database;
};

TEST_F(WithObstacle, IsRefusedWhereTheDemandReachesIt) {
  const auto message =
      message_of<DataError>([&] { (void)System(database).inventory({{"oil boiler"}}); });

  EXPECT_TRUE(says(message, "\n1 x missing_provider: add the provider"));
  EXPECT_TRUE(says(message, "\n  \"oil boiler\""));
  EXPECT_TRUE(says(message, "oil"));
  EXPECT_TRUE(says(message, "on_missing_provider=cut_off"));
}

TEST_F(WithObstacle, IsAFindingWhereTheDemandDoesNotReachIt) {
  const auto result = System(database).inventory({{"collector"}});

  EXPECT_EQ(result.inventory.at(0).amount, 0.01);
  ASSERT_NE(finding_of(result, "unreached_missing_provider"), nullptr);
}

TEST_F(WithObstacle, IsAnErrorOfLinkingUnderStrict) {
  EXPECT_THROW(System(database, {.strict = true}), DataError);
}

TEST_F(WithObstacle, IsAFlowOfTheResultWhereItIsCutOff) {
  const System system(database, {.on_missing_provider = MissingProvider::cut_off});
  const auto result = system.inventory({{"oil boiler", 80., "MJ"}});

  ASSERT_EQ(result.open_flows.size(), 1U);
  EXPECT_EQ(result.open_flows[0].flow, "oil");
  EXPECT_EQ(result.open_flows[0].kind, OpenKind::cut_off);
  EXPECT_EQ(result.open_flows[0].amount, -2.);
  EXPECT_EQ(result.open_flows[0].unit, "kg");
  ASSERT_NE(finding_of(result, "cut_off_flow"), nullptr);
}

/// Two activities that use all they make, and one that does not depend on them.
class Singular : public testing::Test {
 protected:
  Singular() {
    DatabaseBuilder builder;
    const auto egg = builder.product("egg", "kg");
    const auto hen = builder.product("hen", "kg");
    const auto stone = builder.product("stone", "kg");
    const auto laying = builder.activity("laying");
    builder.output(laying, egg, 1.);
    builder.input(laying, hen, 2.);
    const auto hatching = builder.activity("hatching");
    builder.output(hatching, hen, 1.);
    builder.input(hatching, egg, 0.5);
    const auto quarry = builder.activity("quarry");
    builder.output(quarry, stone, 1.);
    builder.output(quarry, builder.elementary_flow("Dust", "kg", "air"), 0.5);
    const auto snake = builder.activity("snake");
    const auto tail = builder.product("tail", "kg");
    builder.output(snake, tail, 1.);
    builder.input(snake, tail, 1.);
    database = std::make_shared<const Database>(builder.build());
  }
  std::shared_ptr<const Database> database;
};

TEST_F(Singular, NamesALoopThatUsesAllItMakes) {
  const auto message =
      message_of<SingularError>([&] { (void)System(database).inventory({{"laying"}}); });

  EXPECT_TRUE(says(message, "laying"));
  EXPECT_TRUE(says(message, "hatching"));
  EXPECT_FALSE(says(message, "quarry"));
}

TEST_F(Singular, NamesAnActivityThatUsesAllItMakes) {
  const auto message =
      message_of<SingularError>([&] { (void)System(database).inventory({{"snake"}}); });

  EXPECT_TRUE(says(message, "snake"));
}

TEST_F(Singular, DoesNotMatterElsewhere) {
  EXPECT_EQ(System(database).inventory({{"quarry", 2.}}).inventory.at(0).amount, 1.);
}

TEST_F(Singular, IsToldOfTheWholeSystemToo) {
  EXPECT_THROW((void)System(database).technosphere(), SingularError);
}

/// Coal that needs power that needs coal, `use` kWh for 1 kg; 0.4 kg for 1 kWh.
Result answer_with_loop(double use, double own_use = 0.) {
  DatabaseBuilder builder;
  const auto coal = builder.product("coal", "kg");
  const auto power = builder.product("power", "kWh");
  const auto mine = builder.activity("mine");
  builder.output(mine, coal, 1.);
  builder.input(mine, power, use);
  const auto plant = builder.activity("plant");
  builder.output(plant, power, 1.);
  builder.input(plant, coal, .4);
  if (own_use != 0.) builder.input(plant, power, own_use);
  builder.output(plant, builder.elementary_flow("Carbon dioxide", "kg", "air"), 1.);
  const auto database = std::make_shared<const Database>(builder.build());
  return System(database).inventory({{"mine"}});
}

TEST(LoopAboveOne, IsAnErrorThatNamesTheLoop) {
  const Result result = answer_with_loop(40.);  // 40 x 0.4 = 16 kg for each kg
  const Finding* finding = finding_of(result, "loop_above_one");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->severity, Severity::error);
  EXPECT_TRUE(says(finding->message, "mine"));
  EXPECT_TRUE(says(finding->message, "plant"));
}

TEST(LoopAboveOne, IsAnActivityToo) {
  const Result result = answer_with_loop(.1, 2.);  // 2 kWh for each kWh
  const Finding* finding = finding_of(result, "loop_above_one");
  ASSERT_NE(finding, nullptr);
  EXPECT_TRUE(says(finding->message, "plant"));
}

TEST(LoopAboveOne, IsNoneWhereSomethingIsLeftOver) {
  EXPECT_EQ(finding_of(answer_with_loop(2.4), "loop_above_one"), nullptr);
  EXPECT_EQ(finding_of(answer_with_loop(2.4, .01), "loop_above_one"), nullptr);
}

TEST(IllConditioned, WarnsOfTheActivitiesAtFault) {
  DatabaseBuilder builder;
  const auto egg = builder.product("egg", "kg");
  const auto hen = builder.product("hen", "kg");
  const auto dust = builder.elementary_flow("Dust", "kg", "air");
  const auto laying = builder.activity("laying");
  builder.output(laying, egg, 1.);
  builder.input(laying, hen, 1. / 3.);
  builder.output(laying, dust, 1.);
  const auto hatching = builder.activity("hatching");
  builder.output(hatching, hen, 1.);
  builder.input(hatching, egg, 3. * (1. - 5e-15));
  builder.factor(builder.category(builder.method("m"), "dust", "kg"), dust, 1.);
  const auto database = std::make_shared<const Database>(builder.build());

  const auto result = System(database).calculate({{"laying"}}, test::method_of(database));

  const Finding* finding = finding_of(result, "ill_conditioned");
  ASSERT_NE(finding, nullptr) << result.scores[0].error.printed();
  EXPECT_TRUE(says(finding->message, "laying"));
}

}  // namespace
