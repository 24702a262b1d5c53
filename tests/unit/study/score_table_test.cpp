#include "lichen/study/score_table.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/system.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::says;

/// The row of an activity, by its name.
std::size_t row_of(const ScoreTable& table, const std::string& name) {
  const auto found =
      std::find_if(table.activities.begin(), table.activities.end(),
                   [&](const ScoredActivity& row) { return row.activity == name; });
  EXPECT_NE(found, table.activities.end()) << name;
  return static_cast<std::size_t>(found - table.activities.begin());
}

class SmallScoreTable : public testing::Test {
 protected:
  std::shared_ptr<const Database> database = test::small_study_with_method();
  System system{database};
  MethodChoice choice = test::method_of(database);
};

TEST_F(SmallScoreTable, HoldsTheScoresByHand) {
  const ScoreTable table = system.score_all({choice});

  ASSERT_EQ(table.activities.size(), 5U);
  ASSERT_EQ(table.categories.size(), 2U);
  EXPECT_EQ(table.categories[0].method, "impacts");
  EXPECT_EQ(table.categories[0].category, "climate");
  EXPECT_EQ(table.categories[0].unit, "kg CO2 eq");
  const std::size_t heat = row_of(table, "Heat, from coal");
  EXPECT_EQ(table.activities[heat].unit, "MJ");
  EXPECT_EQ(table.activities[heat].location, "DE");
  EXPECT_EQ(table.activities[heat].product, "heat");
  EXPECT_NEAR(table.categories[0].values[heat], test::climate_of_heat / 10., 1e-15);
  EXPECT_NEAR(table.categories[1].values[heat], 0.002, 1e-17);
  EXPECT_TRUE(table.reasons.empty());
}

TEST_F(SmallScoreTable, TreatsAWastePerUnitTreated) {
  const ScoreTable table = system.score_all({choice});
  EXPECT_DOUBLE_EQ(table.categories[1].values[row_of(table, "Ash landfill")], 0.2);
}

TEST_F(SmallScoreTable, AgreesWithSingleAnswersWithinTheErrors) {
  const ScoreTable table = system.score_all({choice});
  for (const ScoredActivity& row : table.activities) {
    const Result single = system.calculate({{row.id, 1.}}, choice);
    for (std::size_t c = 0; c < table.categories.size(); ++c) {
      const auto j = row.column.at();
      EXPECT_LE(std::abs(single.scores[c].value - table.categories[c].values[j]),
                single.scores[c].error.printed() + table.categories[c].errors[j])
          << row.activity;
      EXPECT_TRUE(table.categories[c].proved);
    }
  }
}

TEST_F(SmallScoreTable, HasTheSameBitsForAnyNumberOfThreadsAndAnyCompany) {
  const ScoreTable one = system.score_all({choice}, {1, {}});
  const ScoreTable many =
      system.score_all({choice, choice, choice, choice, choice}, {3, {}});
  ASSERT_EQ(many.categories.size(), 10U);
  for (std::size_t c = 0; c < many.categories.size(); ++c) {
    EXPECT_EQ(many.categories[c].values, one.categories[c % 2].values);
    EXPECT_EQ(many.categories[c].errors, one.categories[c % 2].errors);
  }
}

TEST_F(SmallScoreTable, TellsProgressAndStopsWhereThatThrows) {
  int calls = 0;
  RunOptions options{1, [&](std::string_view, std::int64_t, std::int64_t) {
                       ++calls;
                       throw std::runtime_error("enough");
                     }};
  EXPECT_THROW((void)system.score_all({choice}, options), std::runtime_error);
  EXPECT_EQ(calls, 1);
}

TEST_F(SmallScoreTable, NeedsAMethod) {
  EXPECT_THROW((void)system.score_all({}), DataError);
}

TEST_F(SmallScoreTable, NamesItsPolicies) {
  const ScoreTable table = system.score_all({choice});
  const auto policy = std::find_if(table.policies.begin(), table.policies.end(),
                                   [](const auto& p) { return p.first == "allocation"; });
  ASSERT_NE(policy, table.policies.end());
}

/// A chain of three, the first of which burns a fuel that nobody makes, one that eats
/// itself, and one that needs neither.
class SpoiltScoreTable : public testing::Test {
 protected:
  SpoiltScoreTable() {
    DatabaseBuilder builder;
    const auto co2 = builder.elementary_flow("Carbon dioxide", "kg", "air");
    const auto soot = builder.elementary_flow("Soot", "kg", "air");
    const auto oil = builder.product("oil", "kg");
    const auto add = [&](const char* name, double emission) {
      const auto activity = builder.activity(name);
      const auto product = builder.product(std::string(name) + " product", "kg");
      builder.output(activity, product, 1.);
      if (emission != 0.) builder.output(activity, co2, emission);
      return std::pair(activity, product);
    };
    const auto burner = add("burner", 3.);
    builder.input(burner.first, oil, 1.);
    const auto user = add("user", 1.);
    builder.input(user.first, burner.second, 1.);
    const auto snake = add("snake", 0.);
    builder.input(snake.first, snake.second, 1.);
    const auto keeper = add("keeper", 1.);
    builder.input(keeper.first, snake.second, 1.);
    const auto free = add("free", 2.);
    const auto sooty = add("sooty", 1.);
    builder.output(sooty.first, soot, 1.);
    builder.input(sooty.first, free.second, 2.);
    const auto method = builder.method("impacts");
    builder.factor(builder.category(method, "climate", "kg"), co2, 1.);
    const auto dust = builder.category(method, "dust", "kg");
    builder.factor(dust, co2, 1.);
    builder.factor(dust, soot, 1.);
    builder.factor(dust, soot, 2.);
    database = std::make_shared<const Database>(builder.build());
    choice.methods = database;
  }
  std::shared_ptr<const Database> database;
  MethodChoice choice;
};

TEST_F(SpoiltScoreTable, LeavesOutWhatReachesAnObstacleAndSaysWhy) {
  const ScoreTable table = System(database).score_all({choice});
  const ScoredCategory& climate = table.categories[0];
  for (const char* name : {"burner", "user"}) {
    const std::size_t row = row_of(table, name);
    EXPECT_TRUE(std::isnan(climate.values[row])) << name;
    EXPECT_TRUE(std::isnan(climate.errors[row])) << name;
    ASSERT_GE(climate.reason[row], 0) << name;
    EXPECT_TRUE(
        says(table.reasons[static_cast<std::size_t>(climate.reason[row])], "oil"));
  }
}

TEST_F(SpoiltScoreTable, LeavesOutLoopsWithoutSolutionAndThoseWhoNeedThem) {
  const ScoreTable table = System(database).score_all({choice});
  const ScoredCategory& climate = table.categories[0];
  for (const char* name : {"snake", "keeper"}) {
    const std::size_t row = row_of(table, name);
    EXPECT_TRUE(std::isnan(climate.values[row])) << name;
    ASSERT_GE(climate.reason[row], 0) << name;
    EXPECT_TRUE(
        says(table.reasons[static_cast<std::size_t>(climate.reason[row])], "snake"));
  }
  EXPECT_EQ(climate.values[row_of(table, "free")], 2.);
  EXPECT_EQ(climate.values[row_of(table, "sooty")], 5.);
  EXPECT_EQ(climate.reason[row_of(table, "free")], -1);
}

TEST_F(SpoiltScoreTable, LeavesOutConflictingFactorsInTheirCategoryOnly) {
  const ScoreTable table = System(database).score_all({choice});
  const ScoredCategory& dust = table.categories[1];
  const std::size_t sooty = row_of(table, "sooty");
  EXPECT_TRUE(std::isnan(dust.values[sooty]));
  ASSERT_GE(dust.reason[sooty], 0);
  EXPECT_TRUE(says(table.reasons[static_cast<std::size_t>(dust.reason[sooty])],
                   "on_duplicate_factor"));
  EXPECT_EQ(dust.values[row_of(table, "free")], 2.);

  choice.options.on_duplicate_factor = DuplicateFactor::max;
  const ScoreTable chosen = System(database).score_all({choice});
  EXPECT_EQ(chosen.categories[1].values[sooty], 7.);
}

TEST_F(SpoiltScoreTable, CountsWhatHasNoScore) {
  const ScoreTable table = System(database).score_all({choice});
  std::int64_t count = 0;
  for (const Finding& finding : table.findings.items()) {
    if (finding.kind == "activity_without_score") count += finding.count;
  }
  EXPECT_EQ(count, 5);  // burner, user, snake, keeper, sooty
}

}  // namespace
