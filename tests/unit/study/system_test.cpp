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
#include "support/finding_of.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::finding_of;
using test::message_of;
using test::says;

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
