// Scores of a real database by name: USLCI FY18 × the federal flow list × IPCC AR6,
// against reference results computed elsewhere (README of the open test data).

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/calc/burden.hpp"
#include "lichen/io/read.hpp"
#include "lichen/study/system.hpp"
#include "support/data.hpp"

namespace {

using namespace lichen;

const LinkOptions as_in_the_reference = {
    .on_missing_provider = MissingProvider::cut_off,
    .on_multiple_providers = MultipleProviders::lowest_id,
    .allocation = Allocation::none};

/// What all tests of this file read, once.
struct Uslci {
  std::shared_ptr<const Database> database;
  MethodChoice method;
};

const Uslci& uslci() {
  static const Uslci read = [] {
    Uslci data;
    data.database = std::make_shared<const Database>(
        io::read(test::data("uslci-fy18-jsonld").string()));
    data.method.methods = std::make_shared<const Database>(
        io::read(test::data("olca-methods/IPCC_json_v1.0.3.zip").string()));
    data.method.categories = {"AR6-100"};
    data.method.flow_map = std::make_shared<const FlowMap>(io::read_flow_map(
        test::data("fedefl/fedelemflowlist/flowmapping/USLCIv2019Q4.csv").string()));
    return data;
  }();
  return read;
}

#define NEEDS_USLCI()                     \
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld"); \
  LICHEN_NEEDS_DATA("olca-methods");      \
  LICHEN_NEEDS_DATA("fedefl")

struct Known {
  const char* activity;
  const char* unit;
  double score;  ///< kg CO2 eq per unit
};

class UslciScore : public testing::TestWithParam<Known> {};
TEST_P(UslciScore, IsTheReferenceResult) {
  NEEDS_USLCI();
  const System system(uslci().database, as_in_the_reference);
  const Demand demand{{GetParam().activity, 1., GetParam().unit}};

  const auto result = system.calculate(demand, uslci().method);

  const auto& score = result.score("AR6-100");
  EXPECT_NEAR(score.value, GetParam().score, 1e-9 * GetParam().score);
  EXPECT_EQ(score.unit, "kg CO2 eq");
  EXPECT_LT(score.error.printed(), 1e-9 * score.value);
  EXPECT_LE(result.report.backward_error, 1e-12);
}
// Columns 465, 359, 720 and 291 of the reference matrices.
INSTANTIATE_TEST_SUITE_P(
    Products, UslciScore,
    testing::Values(Known{"Electricity, at Grid, US, 2008", "kWh", 0.7683463498},
                    Known{"Electricity, at Grid, US, 2008", "MJ", 0.2134295416},
                    Known{"Electricity, at grid, US, 2000", "MJ", 0.2841675371},
                    Known{"Portland cement, at plant", "kg", 1.4192646564},
                    Known{"Steel, billets, at plant", "kg", 2.0465361959}));

TEST(UslciScores, OfAllActivitiesHoldThoseOfTheReference) {
  NEEDS_USLCI();
  const System system(uslci().database, as_in_the_reference);
  const ScoreTable table = system.score_all({uslci().method});
  const auto category =
      std::find_if(table.categories.begin(), table.categories.end(),
                   [](const ScoredCategory& c) { return c.category == "AR6-100"; });
  ASSERT_NE(category, table.categories.end());
  ASSERT_EQ(category->values.size(), 1022U);
  const std::pair<const char*, double> known[] = {
      {"Electricity, at Grid, US, 2008", 0.2134295416},  // per MJ, its reference unit
      {"Electricity, at grid, US, 2000", 0.2841675371},
      {"Portland cement, at plant", 1.4192646564},
      {"Steel, billets, at plant", 2.0465361959}};
  for (const auto& [activity, score] : known) {
    const auto row = system.find({activity}).at();
    EXPECT_EQ(table.activities[row].activity, activity);
    EXPECT_NEAR(category->values[row], score, 1e-9 * score);
    EXPECT_LT(category->errors[row], 1e-14 * score);
  }
  EXPECT_TRUE(table.reasons.empty());
  for (const double value : category->values) EXPECT_TRUE(std::isfinite(value));
}

TEST(UslciScores, OfAllActivitiesAreThoseOfEachAlone) {
  NEEDS_USLCI();
  const System system(uslci().database, as_in_the_reference);
  const ScoreTable table = system.score_all({uslci().method});
  for (std::size_t j = 0; j < table.activities.size(); j += 50) {
    const ScoredActivity& row = table.activities[j];
    const auto alone =
        system.calculate({{row.id, 1., row.unit, row.product}}, uslci().method);
    for (std::size_t c = 0; c < table.categories.size(); ++c) {
      EXPECT_LE(std::abs(alone.scores[c].value - table.categories[c].values[j]),
                alone.scores[c].error.printed() + table.categories[c].errors[j])
          << row.activity << ", " << table.categories[c].category;
    }
  }
}

/// Every seventh product of the database, and pairs of them.
std::vector<NamedDemand> some_demands(const System& system) {
  const ScoreTable table = system.score_all({uslci().method});
  std::vector<NamedDemand> demands;
  for (std::size_t j = 0; j < table.activities.size(); j += 7) {
    const ScoredActivity& row = table.activities[j];
    demands.push_back({row.id, {{row.id, 1. + double(j), row.unit, row.product}}});
    if (j % 2 == 0) continue;
    demands.back().demand.push_back(
        {table.activities[j / 2].id, 0.1, {}, table.activities[j / 2].product});
  }
  return demands;
}

TEST(UslciScores, OfSeveralDemandsAreThoseOfEachAloneToTheLastBit) {
  NEEDS_USLCI();
  MethodChoice all = uslci().method;
  all.categories.clear();
  const System system(uslci().database, as_in_the_reference);
  const auto demands = some_demands(system);
  ASSERT_GT(demands.size(), 100U);
  for (const DemandWay way : {DemandWay::prices, DemandWay::scalings}) {
    DemandOptions options;
    options.way = way;
    options.inventories = true;
    const DemandTable table = system.calculate(demands, {all}, options);
    EXPECT_TRUE(table.reasons.empty());
    for (std::size_t i = 0; i < demands.size(); ++i) {
      const Result alone = system.calculate(demands[i].demand, all);
      for (std::size_t c = 0; c < table.categories.size(); ++c) {
        EXPECT_EQ(alone.scores[c].value, table.categories[c].scores[i].value)
            << demands[i].name << ", " << table.categories[c].category;
        EXPECT_EQ(alone.scores[c].error.bound.has_value(),
                  table.categories[c].scores[i].error.bound.has_value());
      }
      const Vector g = inventory(system.assembly().b, alone.scaling);
      double largest = 0.;
      for (const double amount : g) largest = std::max(largest, std::abs(amount));
      for (std::size_t k = 0; k < g.size(); ++k) {
        EXPECT_NEAR(table.inventories[i][k], g[k],
                    1e-13 * std::abs(g[k]) + 1e-20 * largest)
            << demands[i].name;
      }
    }
  }
}

TEST(UslciScores, AreTheSameByEverySolver) {
  NEEDS_USLCI();
  const Demand demand{{"Electricity, at Grid, US, 2008"}};
  double first = 0.;
  for (const Solver solver : {Solver::iterative, Solver::klu, Solver::dense}) {
    const System system(uslci().database, as_in_the_reference, {.solver = solver});
    const double value = system.calculate(demand, uslci().method).scores.at(0).value;
    if (first == 0.) first = value;
    EXPECT_NEAR(value, first, 1e-12 * first);
  }
}

TEST(UslciScores, CharacteriseTheFlowsThatTheMapReaches) {
  NEEDS_USLCI();
  const System system(uslci().database, as_in_the_reference);
  const auto& methods = *uslci().method.methods;
  CategoryIndex category;
  for (std::size_t i = 0; i < methods.categories.size(); ++i) {
    if (methods.text(methods.categories[i].name) == "AR6-100") {
      category = CategoryIndex{i};
    }
  }
  ASSERT_TRUE(category);

  const auto c = characterise(*uslci().database, system.assembly(), methods, {category},
                              uslci().method.flow_map.get());

  EXPECT_EQ(c.c.nonZeros(), 112);
}

TEST(UslciScores, SumUpFromTheirContributions) {
  NEEDS_USLCI();
  const System system(uslci().database, as_in_the_reference);
  const Demand demand{{"Electricity, at Grid, US, 2008"}};
  const auto result = system.calculate(demand, uslci().method);
  double by_activity = 0.;
  double by_flow = 0.;
  for (const auto& row : result.by_activity.at(0)) by_activity += row.value;
  for (const auto& row : result.by_flow.at(0)) by_flow += row.value;
  EXPECT_NEAR(by_activity, result.scores[0].value, 1e-12 * result.scores[0].value);
  EXPECT_NEAR(by_flow, result.scores[0].value, 1e-12 * result.scores[0].value);
}

}  // namespace
