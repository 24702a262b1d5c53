#include "lichen/study/demand_table.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/system.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::message_of;
using test::says;

/// The message of what a single answer throws.
std::string failure_of(const System& system, const Demand& demand,
                       const MethodChoice& choice) {
  return message_of<Error>([&] { (void)system.calculate(demand, choice); });
}

class SmallDemandTable : public testing::Test {
 protected:
  std::shared_ptr<const Database> database = test::small_study_with_method();
  System system{database};
  MethodChoice choice = test::method_of(database);
  std::vector<NamedDemand> demands = {
      {"heat", {{"Heat, from coal", 10., "MJ"}}},
      {"ash", {{"Ash landfill", 3., "kg"}}},
      {"both", {{"Heat, from coal", 10., "MJ"}, {"Ash landfill", 3., "kg"}}}};
};

TEST_F(SmallDemandTable, HoldsTheScoresByHand) {
  const DemandTable table = system.calculate(demands, {choice});
  ASSERT_EQ(table.demands.size(), 3U);
  ASSERT_EQ(table.categories.size(), 2U);
  EXPECT_EQ(table.demands[0].name, "heat");
  EXPECT_EQ(table.demands[2].demand.size(), 2U);
  EXPECT_EQ(table.demands[0].demand[0].product, "heat");
  EXPECT_EQ(table.methods[0].name, "impacts");
  EXPECT_EQ(table.methods[0].version, "1");
  EXPECT_EQ(table.categories[0].category, "climate");
  EXPECT_EQ(table.categories[0].unit, "kg CO2 eq");
  EXPECT_NEAR(table.categories[0].scores[0].value, test::climate_of_heat, 1e-15);
  EXPECT_NEAR(table.categories[1].scores[0].value, 0.02, 1e-17);
  EXPECT_NEAR(table.categories[1].scores[1].value, 0.6, 1e-15);  // treated, not made
  EXPECT_NEAR(table.categories[1].scores[2].value, 0.62, 1e-15);
  EXPECT_TRUE(table.categories[0].scores[0].error.bound.has_value());
  EXPECT_TRUE(table.reasons.empty());
  EXPECT_TRUE(table.findings.items().empty());
}

TEST_F(SmallDemandTable, HasTheScoresOfSingleAnswersInBothWays) {
  for (const DemandWay way : {DemandWay::prices, DemandWay::scalings}) {
    DemandOptions options;
    options.way = way;
    const DemandTable table = system.calculate(demands, {choice}, options);
    EXPECT_EQ(table.way, way);
    for (std::size_t i = 0; i < demands.size(); ++i) {
      const Result single = system.calculate(demands[i].demand, choice);
      for (std::size_t c = 0; c < table.categories.size(); ++c) {
        EXPECT_EQ(table.categories[c].scores[i].value, single.scores[c].value);
      }
    }
  }
}

TEST_F(SmallDemandTable, TellsHowItWasFound) {
  const DemandTable table = system.calculate(demands, {choice});
  EXPECT_EQ(table.way, DemandWay::prices);
  EXPECT_TRUE(says(table.way_reason, "the prices of 2 categories cost less"));
  EXPECT_EQ(table.solutions, 2);
  EXPECT_FALSE(table.report.solver.empty());
  EXPECT_EQ(table.policies.front().first, "on_missing_provider");
}

TEST_F(SmallDemandTable, GivesInventoriesAndScalingsWhereTheyAreWanted) {
  DemandOptions options;
  options.inventories = options.scalings = true;
  const DemandTable table = system.calculate(demands, {choice}, options);
  for (std::size_t i = 0; i < demands.size(); ++i) {
    const Result single = system.calculate(demands[i].demand, choice);
    ASSERT_EQ(table.scalings[i].size(), single.scaling.size());
    for (std::size_t j = 0; j < single.scaling.size(); ++j) {
      EXPECT_NEAR(table.scalings[i][j], single.scaling[j],
                  1e-15 * std::abs(single.scaling[j]));
    }
    for (const InventoryRow& row : single.inventory) {
      const auto flow =
          std::find_if(system.assembly().flows.begin(), system.assembly().flows.end(),
                       [&](FlowIndex f) { return database->flows[f.at()].id == row.id; });
      const auto k = static_cast<std::size_t>(flow - system.assembly().flows.begin());
      EXPECT_NEAR(table.inventories[i][k], row.amount, 1e-15 * std::abs(row.amount));
    }
  }
}

TEST_F(SmallDemandTable, TakesSeveralMethodsSideBySide) {
  MethodChoice one = choice;
  one.categories = {"toxicity"};
  const DemandTable table = system.calculate(demands, {one, choice});
  ASSERT_EQ(table.categories.size(), 3U);
  ASSERT_EQ(table.methods.size(), 2U);
  EXPECT_EQ(table.categories[0].method, 0U);
  EXPECT_EQ(table.categories[2].method, 1U);
  for (std::size_t i = 0; i < demands.size(); ++i) {
    EXPECT_EQ(table.categories[0].scores[i].value, table.categories[2].scores[i].value);
  }
}

TEST_F(SmallDemandTable, AnswersTheOthersWhereSomeAreNotUnderstood) {
  demands.insert(demands.begin() + 1, {"typo", {{"Heat, from cole", 1.}}});
  demands.push_back({"metres", {{"Heat, from coal", 1., "m"}}});
  demands.push_back({"nothing", {}});
  DemandOptions options;
  options.inventories = true;
  const DemandTable table = system.calculate(demands, {choice}, options);
  for (const std::size_t i : {1U, 4U, 5U}) {
    EXPECT_EQ(table.demands[i].failure, failure_of(system, demands[i].demand, choice));
    EXPECT_TRUE(std::isnan(table.categories[0].scores[i].value));
    EXPECT_TRUE(table.inventories[i].empty());
    const Index reason = table.categories[0].reason[i];
    EXPECT_EQ(table.reasons.at(static_cast<std::size_t>(reason)),
              table.demands[i].failure);
  }
  EXPECT_NEAR(table.categories[0].scores[0].value, test::climate_of_heat, 1e-15);
  EXPECT_EQ(table.categories[0].reason[0], -1);
  ASSERT_EQ(table.findings.items().size(), 3U);
  EXPECT_EQ(table.findings.items()[0].kind, "demand_without_score");
  EXPECT_TRUE(says(table.findings.items()[0].message, "\"typo\": "));
}

TEST_F(SmallDemandTable, NeedsDemandsAndMethods) {
  EXPECT_THROW((void)system.calculate(std::vector<NamedDemand>{}, {choice}), DataError);
  EXPECT_THROW((void)system.calculate(demands, std::vector<MethodChoice>{}), DataError);
}

/// A chain of three, the first of which burns a fuel that nobody makes, one that eats
/// itself, and one that needs neither.
class SpoiltDemandTable : public testing::Test {
 protected:
  SpoiltDemandTable() {
    DatabaseBuilder builder;
    const auto co2 = builder.elementary_flow("Carbon dioxide", "kg", "air");
    const auto soot = builder.elementary_flow("Soot", "kg", "air");
    const auto oil = builder.product("oil", "kg");
    const auto add = [&](const char* name, FlowIndex emission) {
      const auto activity = builder.activity(name);
      const auto product = builder.product(std::string(name) + " product", "kg");
      builder.output(activity, product, 1.);
      builder.output(activity, emission, 1.);
      return std::pair(activity, product);
    };
    const auto burner = add("burner", co2);
    const auto user = add("user", co2);
    const auto eater = add("eater", co2);
    const auto sooty = add("sooty", soot);
    add("clean", co2);
    builder.input(burner.first, oil, 2.);
    builder.input(user.first, burner.second, 1.);
    builder.input(eater.first, eater.second, 1.);
    builder.input(sooty.first, co2, 0.5);
    const auto method = builder.method("impacts");
    builder.factor(builder.category(method, "climate", "kg"), co2, 1.);
    const auto other = builder.category(method, "soot", "kg");
    builder.factor(other, soot, 1.);
    builder.factor(other, soot, 2.);
    database = std::make_shared<const Database>(builder.build());
    choice.methods = database;
  }

  std::shared_ptr<const Database> database;
  MethodChoice choice;
};

TEST_F(SpoiltDemandTable, SaysOfEachDemandWhatASingleAnswerSays) {
  const System system(database);
  const std::vector<NamedDemand> demands = {{"user", {{"user", 1.}}},
                                            {"eater", {{"eater", 1.}}},
                                            {"clean", {{"clean", 2.}}},
                                            {"mixed", {{"clean", 1.}, {"burner", 1.}}}};
  const DemandTable table = system.calculate(demands, {choice});
  for (const std::size_t i : {0U, 1U, 3U}) {
    EXPECT_EQ(table.demands[i].failure, failure_of(system, demands[i].demand, choice));
  }
  EXPECT_EQ(table.categories[0].scores[2].value, 2.);
  EXPECT_EQ(table.demands[2].failure, "");
}

TEST_F(SpoiltDemandTable, LeavesOutOnlyTheCategoryWhoseFactorsConflict) {
  const System system(database);
  const std::vector<NamedDemand> demands = {{"sooty", {{"sooty", 1.}}},
                                            {"clean", {{"clean", 1.}}}};
  const DemandTable table = system.calculate(demands, {choice});
  EXPECT_EQ(table.demands[0].failure, "");
  EXPECT_EQ(table.categories[0].scores[0].value, -0.5);
  EXPECT_TRUE(std::isnan(table.categories[1].scores[0].value));
  const Index why = table.categories[1].reason[0];
  ASSERT_GE(why, 0);
  EXPECT_TRUE(says(table.reasons[static_cast<std::size_t>(why)], "on_duplicate_factor"));
  EXPECT_EQ(table.categories[1].scores[1].value, 0.);
}

TEST_F(SpoiltDemandTable, IsATableAlsoWhereNothingCanBeAnswered) {
  const System system(database);
  const DemandTable table =
      system.calculate({NamedDemand{"user", {{"user", 1.}}}}, {choice});
  EXPECT_FALSE(table.demands[0].failure.empty());
  EXPECT_TRUE(std::isnan(table.categories[0].scores[0].value));
}

}  // namespace
