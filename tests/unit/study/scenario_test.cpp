#include "lichen/study/scenario.hpp"

#include <cmath>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/system.hpp"
#include "support/loops.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using lichen::AmountSigns;
using lichen::ChangeKind;
using lichen::Demand;
using lichen::Index;
using lichen::MethodChoice;
using lichen::NodeName;
using lichen::ScenarioAnswer;
using lichen::ScenarioExchange;
using lichen::ScenarioResult;
using lichen::ScenarioTable;
using lichen::System;
using lichen::test::climate_of_heat;
using lichen::test::method_of;
using lichen::test::says;
using lichen::test::small_study_with_method;

const Demand heat = {{"Heat, from coal", 10.}};

NodeName named(std::string text) {
  NodeName node;
  node.name = std::move(text);
  return node;
}

ScenarioExchange exchange(std::string to, std::string from, std::string unit = {},
                          ChangeKind kind = ChangeKind::automatic) {
  ScenarioExchange row;
  row.to = named(std::move(to));
  row.from = named(std::move(from));
  row.unit = std::move(unit);
  row.kind = kind;
  return row;
}

/// One scenario that sets some exchanges.
ScenarioTable table(std::vector<ScenarioExchange> exchanges,
                    std::vector<double> amounts) {
  return {std::move(exchanges), {"it"}, std::move(amounts), {}};
}

class Heat : public testing::Test {
 protected:
  [[nodiscard]] ScenarioResult score(const ScenarioTable& scenarios) const {
    return system_.scenarios(scenarios, heat, method_of(database_));
  }
  [[nodiscard]] ScenarioAnswer one(std::vector<ScenarioExchange> exchanges,
                                   std::vector<double> amounts) const {
    return score(table(std::move(exchanges), std::move(amounts))).scenarios[0];
  }
  /// The climate score of a scenario that sets some exchanges.
  [[nodiscard]] double climate(std::vector<ScenarioExchange> exchanges,
                               std::vector<double> amounts) const {
    const ScenarioAnswer answer = one(std::move(exchanges), std::move(amounts));
    EXPECT_EQ(answer.failure, "");
    return answer.failed() ? 0. : answer.scores[0].value;
  }
  [[nodiscard]] std::string failure(std::vector<ScenarioExchange> exchanges,
                                    std::vector<double> amounts) const {
    return one(std::move(exchanges), std::move(amounts)).failure;
  }

  std::shared_ptr<const lichen::Database> database_ = small_study_with_method();
  System system_{database_};
};

/// Of x kg of coal and p kWh of power per 10 MJ.
double climate_of(double coal, double power) { return 2. + power + 0.12 * coal; }

TEST_F(Heat, NamesCategoriesAndTheBase) {
  const ScenarioResult result = score(table({exchange("Coal mine", "power")}, {50.}));
  ASSERT_EQ(result.base.size(), 2u);
  EXPECT_EQ(result.base[0].category, "climate");
  EXPECT_EQ(result.base[0].unit, "kg CO2 eq");
  EXPECT_DOUBLE_EQ(result.base[0].value, climate_of_heat);
  EXPECT_EQ(result.method, "impacts");
  ASSERT_EQ(result.scenarios.size(), 1u);
  EXPECT_EQ(result.scenarios[0].name, "it");
  EXPECT_DOUBLE_EQ(result.scenarios[0].scores[0].value, climate_of_heat);
  EXPECT_LT(result.scenarios[0].scores[0].error.printed(), 1e-15);
}

TEST_F(Heat, SetsAnInputInTheUnitOfItsExchange) {
  // 100 kWh per tonne: x = 1 + 0.4 p, p = 0.1 x.
  EXPECT_DOUBLE_EQ(climate({exchange("Coal mine", "power")}, {100.}),
                   climate_of(1. / 0.96, 0.1 / 0.96));
  // The plant takes 400 g; 200 of them are half.
  EXPECT_DOUBLE_EQ(climate({exchange("Power, plant, PL", "Coal mine")}, {200.}),
                   climate_of(1. / 0.99, 0.05 / 0.99));
}

TEST_F(Heat, ConvertsAUnitThatIsNamed) {
  EXPECT_DOUBLE_EQ(climate({exchange("Power, plant, PL", "coal", "kg")}, {0.2}),
                   climate_of(1. / 0.99, 0.05 / 0.99));
  EXPECT_NE(failure({exchange("Power, plant, PL", "coal", "kWh")}, {0.2}).find("kWh"),
            std::string::npos);
}

TEST_F(Heat, ChangesSeveralExchangesOfOneLoop) {
  EXPECT_DOUBLE_EQ(climate({exchange("Coal mine", "power"),
                            exchange("Power, plant, PL", "coal", "kg")},
                           {100., 0.8}),
                   climate_of(1. / 0.92, 0.1 / 0.92));
}

TEST_F(Heat, PutsANewSupplierInThePlaceOfAnother) {
  EXPECT_DOUBLE_EQ(
      climate({exchange("Coal mine", "power"), exchange("Coal mine", "nuclear power")},
              {0., 50.}),
      climate_of(1., 0.));
}

TEST_F(Heat, SetsWhatAnActivityMakes) {
  // Two tonnes from the same effort: x = 1 + 0.4 p, p = 0.025 x; 0.06 kg CO2 eq per kg.
  const double coal = 1. / 0.99;
  const auto made = exchange("Coal mine", "coal", "", ChangeKind::production);
  EXPECT_DOUBLE_EQ(climate({made}, {2.}), 2. + 0.025 * coal + 0.06 * coal);
  EXPECT_DOUBLE_EQ(climate({exchange("Coal mine", "coal")}, {2.}),
                   2. + 0.025 * coal + 0.06 * coal)
      << "it uses none of its coal, so that there is one exchange of this name";
}

TEST_F(Heat, KeepsProductionAndOwnUseOfOneCellApart) {
  // The mine burns 200 kg of the tonne that it digs: 0.8 t leave it.
  const auto used = exchange("Coal mine", "coal", "kg", ChangeKind::technosphere);
  const auto made = exchange("Coal mine", "coal", "t", ChangeKind::production);
  EXPECT_DOUBLE_EQ(climate({used}, {200.}),
                   climate_of(1. / 0.98, 0.05 / 0.98) +
                       (climate({made}, {0.8}) - climate_of(1. / 0.98, 0.05 / 0.98)));
  const double effort = 1. / (1.2 - 0.2);  // with 1.2 t, a tonne leaves it as before
  EXPECT_DOUBLE_EQ(climate({made, used}, {1.2, 200.}),
                   climate_of(effort / 0.98, 0.05 * effort / 0.98));
}

TEST_F(Heat, SetsAnEmission) {
  EXPECT_DOUBLE_EQ(climate({exchange("Heat, from coal", "Carbon dioxide")}, {0.5}),
                   climate_of_heat - 1.5);
  EXPECT_DOUBLE_EQ(climate({exchange("Heat, from coal", "Methane", "g")}, {10.}),
                   climate_of_heat + 0.3);
}

TEST_F(Heat, SendsLessWasteToATreatment) {
  const auto answer = one({exchange("Heat, from coal", "Ash landfill")}, {0.05});
  ASSERT_EQ(answer.failure, "");
  EXPECT_DOUBLE_EQ(answer.scores[1].value, 0.01);
  // A mine that had no ash before.
  const auto more = one({exchange("Coal mine", "Ash landfill")}, {100.});
  EXPECT_DOUBLE_EQ(more.scores[1].value, 0.02 + 0.1 / 0.98 * 0.002 * 100.);
}

TEST_F(Heat, ReadsAmountsAsBrightwayWritesThem) {
  auto ash = exchange("Heat, from coal", "Ash landfill", "", ChangeKind::technosphere);
  ash.signs = AmountSigns::brightway;
  EXPECT_DOUBLE_EQ(one({ash}, {-0.05}).scores[1].value, 0.01);
  auto power = exchange("Coal mine", "power", "", ChangeKind::technosphere);
  power.signs = AmountSigns::brightway;
  EXPECT_DOUBLE_EQ(climate({power}, {100.}), climate_of(1. / 0.96, 0.1 / 0.96));
  auto credit = exchange("Coal mine", "nuclear power", "", ChangeKind::technosphere);
  credit.signs = AmountSigns::brightway_substitution;
  EXPECT_DOUBLE_EQ(climate({credit}, {100.}), climate_of_heat);
  auto made = exchange("Ash landfill", "Ash landfill", "", ChangeKind::production);
  made.signs = AmountSigns::brightway;
  EXPECT_DOUBLE_EQ(one({made}, {-2.}).scores[1].value, 0.01);
}

TEST_F(Heat, FailsByNameWhileOthersAreAnswered) {
  const double no = ScenarioTable::unchanged;
  ScenarioTable scenarios;
  scenarios.exchanges = {exchange("Coal mine", "power"), exchange("Coal mine", "pwoer"),
                         exchange("Power, plant, PL", "coal", "kg"),
                         exchange("Power, plant", "coal"),
                         exchange("Coal mine", "Power, plant, PL")};
  scenarios.names = {"typing error", "ambiguous", "singular", "twice", "fine"};
  scenarios.amounts = {no, no, no,  1., 100.,  //
                       1., no, no,  no, no,    //
                       no, no, 20., no, no,    //
                       no, 1., no,  no, no,    //
                       no, no, no,  2., no};
  const ScenarioResult result = score(scenarios);
  const auto fails = [&](std::size_t i, const char* what) {
    EXPECT_NE(result.scenarios[i].failure.find(what), std::string::npos)
        << result.scenarios[i].failure;
    EXPECT_TRUE(result.scenarios[i].scores.empty());
  };
  fails(0, "\"pwoer\"; did you mean \"power\"");
  fails(1, "stands for 2 activities");
  fails(2, "has no unique solution; a loop that uses all it makes: \"Power, plant\"");
  fails(3, "is set twice, to different amounts");
  EXPECT_EQ(result.scenarios[4].failure, "");
  EXPECT_DOUBLE_EQ(result.scenarios[4].scores[0].value,
                   climate_of(1. / 0.96, 0.1 / 0.96));
  ASSERT_FALSE(result.findings.empty());
  EXPECT_EQ(result.findings.items()[0].kind, "scenario_failed");
  EXPECT_EQ(result.findings.items()[0].count, 4);
}

TEST_F(Heat, SaysWhereAScenarioChangesNothingThatIsNeeded) {
  const ScenarioResult result =
      score(table({exchange("Power, plant, FR", "Carbon dioxide")}, {3.}));
  EXPECT_DOUBLE_EQ(result.scenarios[0].scores[0].value, climate_of_heat);
  EXPECT_EQ(result.scenarios[0].unreached, 1u);
  EXPECT_EQ(result.findings.items()[0].kind, "scenario_without_effect");
}

TEST_F(Heat, SetsAnEmissionOfASupplierThatIsNewToo) {
  EXPECT_DOUBLE_EQ(
      climate({exchange("Coal mine", "power"), exchange("Coal mine", "nuclear power"),
               exchange("Power, plant, FR", "Carbon dioxide")},
              {0., 50., 3.}),
      climate_of(1., 0.) + 0.15);
}

TEST_F(Heat, NeedsTheWayBackToExchanges) {
  lichen::LinkOptions options;
  options.keep_parts = false;
  const System bare(database_, options);
  EXPECT_THROW(
      static_cast<void>(bare.scenarios(table({}, {}), heat, method_of(database_))),
      lichen::DataError);
}

/// A study whose boiler could take gas, which nobody supplies.
TEST(ScenarioObstacles, FailOnlyTheScenarioThatReachesThem) {
  auto builder = lichen::test::small_study();
  const auto gas = builder.product("gas", "kg");
  const auto nobody = builder.product("drilling", "m");
  const auto well = builder.activity("Gas well", "NO");
  builder.output(well, gas, 1.);
  builder.input(well, nobody, 2.);
  const auto database = std::make_shared<const lichen::Database>(builder.build());
  const System system(database);
  ScenarioTable scenarios;
  scenarios.exchanges = {exchange("Heat, from coal", "gas"),
                         exchange("Heat, from coal", "Carbon dioxide")};
  scenarios.names = {"gas", "captured"};
  scenarios.amounts = {1., ScenarioTable::unchanged, ScenarioTable::unchanged, 0.5};
  const auto result =
      system.scenarios(scenarios, heat, method_of(small_study_with_method()));
  EXPECT_NE(result.scenarios[0].failure.find("on_missing_provider=cut_off"),
            std::string::npos)
      << result.scenarios[0].failure;
  EXPECT_EQ(result.scenarios[1].failure, "");
}

/// Many plants that need nothing from one another, as they are.
std::shared_ptr<const lichen::Database> plants(Index count) {
  lichen::DatabaseBuilder builder;
  const auto carbon = builder.elementary_flow("Carbon dioxide", "kg", "air");
  for (Index j = 0; j < count; ++j) {
    const std::string number = std::to_string(j);
    const auto plant = builder.activity("plant " + number);
    builder.output(plant, builder.product("product " + number, "kg"), 1.);
    builder.output(plant, carbon, 1.);
  }
  return std::make_shared<const lichen::Database>(builder.build());
}

TEST(ScenariosOfManyPlants, NameTheActivitiesOnWhichIterationFails) {
  constexpr Index count = 700;
  // Credits and uses without structure: no iteration of ours solves them.
  const auto a = lichen::test::random_loop(count, 6, 20., 5, true);
  ScenarioTable scenarios;
  scenarios.names = {"hopeless", "as it is"};
  for (Index j = 0; j < count; ++j) {
    for (lichen::SparseMatrix::InnerIterator it(a, j); it; ++it) {
      if (it.row() == j) continue;
      scenarios.exchanges.push_back(
          exchange("plant " + std::to_string(j), "product " + std::to_string(it.row())));
      scenarios.amounts.push_back(-it.value());
      scenarios.amounts.push_back(ScenarioTable::unchanged);
    }
  }
  const System system(plants(count), {}, {.solver = lichen::Solver::iterative});
  const auto result = system.scenarios(scenarios, {{"plant 300", 1.}},
                                       method_of(small_study_with_method()));
  const std::string& failure = result.scenarios[0].failure;
  EXPECT_TRUE(says(failure, "a component of ")) << failure;
  EXPECT_TRUE(says(failure, " activities (\"plant ")) << failure;
  EXPECT_TRUE(says(failure, "converges neither in sweeps nor accelerated")) << failure;
  EXPECT_EQ(result.scenarios[1].failure, "");
}

}  // namespace
