#include "lichen/study/system.hpp"

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/lookup.hpp"
#include "lichen/units/boost.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::message_of;
using test::says;

/// The findings of a kind; null where there is none.
const Finding* finding_of(const Result& result, const std::string& kind) {
  for (const Finding& finding : result.findings.items()) {
    if (finding.kind == kind) return &finding;
  }
  return nullptr;
}

class SmallStudy : public testing::Test {
 protected:
  std::shared_ptr<const Database> database = test::small_study_with_method();
  System system{database};
  MethodChoice choice = test::method_of(database);
};

TEST_F(SmallStudy, HasScoresWithUnitsAndErrors) {
  const auto result = system.calculate({{"Heat, from coal", 10., "MJ"}}, choice);

  ASSERT_EQ(result.scores.size(), 2U);
  EXPECT_EQ(result.scores[0].category, "climate");
  EXPECT_EQ(result.scores[0].unit, "kg CO2 eq");
  EXPECT_NEAR(result.scores[0].value, test::climate_of_heat, 1e-14);
  EXPECT_LE(std::abs(result.scores[0].value - test::climate_of_heat),
            result.scores[0].error.printed() + 4e-16);
  EXPECT_NEAR(result.scores[1].value, 0.1 * 0.002 * 100., 1e-16);
  EXPECT_EQ(result.method, "impacts");
  EXPECT_EQ(result.method_version, "1");
}

TEST_F(SmallStudy, HasAnInventoryThatIsPositiveInItsDirection) {
  const auto result = system.inventory({{"Heat, from coal", 10.}});

  ASSERT_EQ(result.inventory.size(), 4U);
  for (const InventoryRow& row : result.inventory) {
    EXPECT_GT(row.amount, 0.) << row.flow;
    EXPECT_EQ(row.unit, "kg");
    EXPECT_EQ(row.direction == NominalDirection::from_nature,
              row.flow == "Coal, in ground");
    if (row.flow == "Coal, in ground") {
      EXPECT_NEAR(row.amount, 1.1 * test::coal_of_heat, 1e-14);
    }
  }
  EXPECT_TRUE(result.scores.empty());
  EXPECT_EQ(result.method, "");
}

TEST_F(SmallStudy, TellsWhatOfTheInventoryHasNoFactor) {
  const auto result = system.calculate({{"Heat, from coal", 10.}}, choice);

  EXPECT_EQ(result.coverage.characterised, 3);
  EXPECT_EQ(result.coverage.uncharacterised, 1);
  ASSERT_EQ(result.coverage.units.size(), 1U);
  const UnitCoverage& kilograms = result.coverage.units[0];
  EXPECT_EQ(kilograms.unit, "kg");
  EXPECT_EQ(kilograms.without_factor, 1);
  EXPECT_NEAR(kilograms.amount_without, 1.1 * test::coal_of_heat, 1e-14);
  EXPECT_NEAR(kilograms.share_without, kilograms.amount_without / kilograms.amount,
              1e-15);
  const Finding* finding = finding_of(result, "uncharacterised_flow");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->count, 1);
  for (const InventoryRow& row : result.inventory) {
    EXPECT_EQ(row.characterised, row.flow != "Coal, in ground");
  }
}

TEST_F(SmallStudy, HasContributionsThatSumToTheScore) {
  const auto result = system.calculate({{"Heat, from coal", 10.}}, choice);

  ASSERT_EQ(result.by_activity[0].size(), 3U);
  EXPECT_EQ(result.by_activity[0][0].name, "Heat, from coal");
  EXPECT_NEAR(result.by_activity[0][0].value, 2., 1e-15);
  EXPECT_EQ(result.by_activity[0][1].name, "Coal mine");
  EXPECT_NEAR(result.by_activity[0][1].value, 0.12 * test::coal_of_heat, 1e-15);
  ASSERT_EQ(result.by_flow[0].size(), 2U);
  EXPECT_NEAR(result.by_flow[0][0].value, 2. + test::power_of_heat, 1e-15);
}

TEST_F(SmallStudy, UnderstandsTheDemand) {
  const auto result = system.calculate({{"Heat, from coal, DE", 1., "kWh"}}, choice);

  ASSERT_EQ(result.demand.size(), 1U);
  EXPECT_EQ(result.demand[0].activity, "Heat, from coal");
  EXPECT_EQ(result.demand[0].location, "DE");
  EXPECT_EQ(result.demand[0].product, "heat");
  EXPECT_EQ(result.demand[0].unit, "kWh");
  EXPECT_DOUBLE_EQ(result.demand[0].reference_amount, 3.6);
  EXPECT_EQ(result.demand[0].reference_unit, "MJ");
  EXPECT_NEAR(result.scores[0].value, 0.36 * test::climate_of_heat, 1e-14);
}

TEST_F(SmallStudy, AnswersATypedDemand) {
  const Demand typed = {{"Heat, from coal", 1. * units::kilowatt_hour}};
  EXPECT_NEAR(system.calculate(typed, choice).scores[0].value,
              0.36 * test::climate_of_heat, 1e-14);
}

TEST_F(SmallStudy, RefusesADemandOfAnotherDimension) {
  const auto message = message_of<UnitError>(
      [&] { (void)system.calculate({{"Power, plant, PL", 1., "kg"}}, choice); });

  EXPECT_TRUE(says(message, "\"kg\""));
  EXPECT_TRUE(says(message, "\"kWh\""));
}

TEST_F(SmallStudy, RefusesAnEmptyDemand) {
  EXPECT_THROW((void)system.calculate({}, choice), DataError);
}

TEST_F(SmallStudy, AnswersADemandOfNothingWithNothing) {
  const auto result = system.calculate({{"Heat, from coal", 0.}}, choice);

  EXPECT_EQ(result.scores[0].value, 0.);
  EXPECT_TRUE(result.inventory.empty());
  EXPECT_TRUE(result.by_activity[0].empty());
}

TEST_F(SmallStudy, AddsTheEntriesOfADemand) {
  const auto together =
      system.calculate({{"Heat, from coal", 10.}, {"Ash landfill", 2.}}, choice);

  EXPECT_NEAR(together.scores[1].value, 0.02 + 2. * 0.2, 1e-15);
  EXPECT_EQ(system.demand_vector(
                {{"Heat, from coal"},
                 {"Heat, from coal", 2.}})[system.find({"Heat, from coal"}).at()],
            3.);
}

TEST_F(SmallStudy, TreatsAWasteThatIsAskedForByAPositiveAmount) {
  const auto result = system.calculate({{"Ash landfill", 2., "kg"}}, choice);

  EXPECT_DOUBLE_EQ(result.scores[1].value, 0.4);
  EXPECT_EQ(result.scaling[system.find({"Ash landfill"}).at()], 2.);
  EXPECT_EQ(
      system.demand_vector({{"Ash landfill", 2.}})[system.find({"Ash landfill"}).at()],
      -2.);
}

TEST_F(SmallStudy, NormalisesAndWeighs) {
  choice.nw_set = "persons";
  const auto result = system.calculate({{"Heat, from coal", 10.}}, choice);

  EXPECT_NEAR(*result.scores[0].normalised, test::climate_of_heat / 4., 1e-15);
  EXPECT_NEAR(*result.scores[0].weighted, test::climate_of_heat / 8., 1e-15);
  EXPECT_NEAR(*result.single_score, test::climate_of_heat / 8. + 0.02 / 4., 1e-15);
  EXPECT_EQ(result.weighted_unit, "Pt");
  EXPECT_EQ(result.nw_set, "persons");
  EXPECT_GT(result.single_score_error->printed(), 0.);
}

TEST_F(SmallStudy, LeavesLongTermEmissionsOutWhenAsked) {
  choice.options.exclude_long_term = true;
  const auto result = system.calculate({{"Heat, from coal", 10.}}, choice);

  EXPECT_EQ(result.scores[1].value, 0.);
  ASSERT_NE(finding_of(result, "excluded_long_term"), nullptr);
  EXPECT_TRUE(says(finding_of(result, "excluded_long_term")->message, "Lead"));
}

TEST_F(SmallStudy, NamesEveryPolicyInAFixedOrder) {
  choice.nw_set = "persons";
  const auto result = system.calculate({{"Heat, from coal"}}, choice);

  std::vector<std::string> names;
  for (const auto& policy : result.policies) names.push_back(policy.first);
  EXPECT_EQ(names, (std::vector<std::string>{
                       "on_missing_provider", "on_multiple_providers", "allocation",
                       "on_unbalanced_allocation", "unit_factors", "strict", "solver",
                       "dense_limit", "tolerance", "on_duplicate_factor",
                       "exclude_long_term", "flow_map", "nw_set"}));
  EXPECT_EQ(result.policies.back().second, "persons");
}

TEST_F(SmallStudy, SolvesOnlyWhatTheDemandReaches) {
  EXPECT_EQ(system.inventory({{"Ash landfill"}}).report.components, 1);
  EXPECT_EQ(system.inventory({{"Coal mine"}}).report.largest_component, 2);
}

TEST_F(SmallStudy, GivesTheSameBitsWhateverWasAskedBefore) {
  const auto fresh = System(database).calculate({{"Coal mine"}}, choice);
  (void)system.calculate({{"Heat, from coal"}}, choice);
  (void)system.technosphere();
  const auto later = system.calculate({{"Coal mine"}}, choice);

  EXPECT_EQ(fresh.scores[0].value, later.scores[0].value);
  EXPECT_EQ(fresh.scaling, later.scaling);
}

TEST_F(SmallStudy, ServesManyThreadsAtOnce) {
  const double expected = system.calculate({{"Heat, from coal"}}, choice).scores[0].value;
  std::vector<double> values(4, 0.);
  std::vector<std::thread> threads;
  for (double& value : values) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        (void)system.calculate({{"Ash landfill"}}, choice);
        value = system.calculate({{"Heat, from coal"}}, choice).scores[0].value;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(values, std::vector<double>(4, expected));
}

TEST_F(SmallStudy, WarnsWhereNoFlowMeetsAFactor) {
  DatabaseBuilder builder;
  const auto co2 = builder.elementary_flow("Carbon dioxide", "kg", "air", "another id");
  builder.factor(builder.category(builder.method("other"), "climate", "kg"), co2, 1.);
  const auto result = system.calculate({{"Heat, from coal"}}, builder.build());

  EXPECT_EQ(result.scores[0].value, 0.);
  EXPECT_EQ(result.coverage.characterised, 0);
  ASSERT_NE(finding_of(result, "no_flow_characterised"), nullptr);
}

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
  builder.input(hatching, egg, 3. * (1. - 1e-13));
  builder.factor(builder.category(builder.method("m"), "dust", "kg"), dust, 1.);
  const auto database = std::make_shared<const Database>(builder.build());

  const auto result = System(database).calculate({{"laying"}}, test::method_of(database));

  const Finding* finding = finding_of(result, "ill_conditioned");
  ASSERT_NE(finding, nullptr) << result.scores[0].error.printed();
  EXPECT_TRUE(says(finding->message, "laying"));
}

/// A method that holds two factors for methane.
class Conflicting : public SmallStudy {
 protected:
  Conflicting() {
    DatabaseBuilder builder;
    const auto ch4 = builder.elementary_flow("Methane", "kg", "air");
    const auto category = builder.category(builder.method("m"), "climate", "kg CO2 eq");
    builder.factor(category, ch4, 27.);
    builder.factor(category, ch4, 29.8);
    choice.methods = std::make_shared<const Database>(builder.build());
  }
};

TEST_F(Conflicting, IsAnErrorWhereTheInventoryHoldsTheFlow) {
  const auto message =
      message_of<DataError>([&] { (void)system.calculate({{"Coal mine"}}, choice); });

  EXPECT_TRUE(says(message, "Methane"));
  EXPECT_TRUE(says(message, "on_duplicate_factor"));
}

TEST_F(Conflicting, DoesNotMatterWhereTheInventoryLacksTheFlow) {
  EXPECT_EQ(system.calculate({{"Ash landfill"}}, choice).scores[0].value, 0.);
}

TEST_F(Conflicting, IsSettledByAPolicy) {
  choice.options.on_duplicate_factor = DuplicateFactor::max;
  const auto result = system.calculate({{"Heat, from coal", 10.}}, choice);
  EXPECT_NEAR(result.scores[0].value, 29.8 * 0.004 * test::coal_of_heat, 1e-15);
}

TEST(LocatedFactors, AreReportedWithAmountsAndNeverAveraged) {
  const auto database = test::small_study_with_method();
  Database methods = test::small_study().build();
  methods.categories.emplace_back();
  methods.categories[0].factor_count = 1;
  Factor factor;
  factor.flow = find_flow(methods, "Methane");
  factor.value = 28.;
  factor.location = methods.activities[0].location;
  methods.factors.push_back(factor);

  const auto result =
      System(database).calculate({{"Heat, from coal", 10.}}, std::move(methods));

  EXPECT_EQ(result.scores[0].value, 0.);
  const Finding* finding = finding_of(result, "only_located_factors");
  ASSERT_NE(finding, nullptr);
  EXPECT_TRUE(says(finding->message, "Methane"));
}

TEST(EmptyDatabase, HasNothingThatCouldBeAskedFor) {
  const System system(std::make_shared<const Database>());
  EXPECT_THROW((void)system.inventory({{"anything"}}), DataError);
  EXPECT_THROW(System(nullptr), DataError);
}

TEST(Link, OwnsItsDatabase) {
  const System system = link(test::small_study().build());
  EXPECT_EQ(system.database().activities.size(), 5U);
  EXPECT_EQ(system.assembly().columns.size(), 5U);
  EXPECT_EQ(system.inventory({{"Ash landfill"}}).inventory.at(0).amount, 0.002);
}

}  // namespace
