#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/study/matrix_system.hpp"
#include "lichen/study/system.hpp"
#include "support/matrices.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::from_rows;
using test::message_of;
using test::says;
using Demands = std::vector<std::vector<ProductAmount>>;

/// Matrices that are kept by those that use them.
struct Kept {
  SparseMatrix a, b, c;
};

SystemMatrices views_of(SparseMatrix a, SparseMatrix b, SparseMatrix c) {
  const auto kept = std::make_shared<Kept>();
  kept->a = std::move(a);
  kept->b = std::move(b);
  kept->c = std::move(c);
  const auto view = [](const SparseMatrix& m) {
    return SystemMatrices::View(m.rows(), m.cols(), m.nonZeros(), m.outerIndexPtr(),
                                m.innerIndexPtr(), m.valuePtr());
  };
  return {view(kept->a), view(kept->b), view(kept->c), kept};
}

/// Power and coal in a loop, one that eats itself, one that needs it, one that stands
/// alone; CO2 and soot, a category for each.
SystemMatrices with_a_defect() {
  return views_of(from_rows({{1., -.1, 0., 0., 0.},
                             {-.25, 1., 0., 0., 0.},
                             {0., 0., 1e-300, -1., 0.},
                             {0., 0., 0., 1., 0.},
                             {0., 0., 0., 0., 2.}}),
                  from_rows({{.8, 0., 1., 1., 4.}, {0., 1., 0., 0., 0.}}),
                  from_rows({{1., 0.}, {0., 1.}}));
}

TEST(MatrixTables, HoldTheScoresOfSingleAnswers) {
  const datasets::SyntheticSystem made =
      datasets::synthetic({.activities = 300, .seed = 3, .flows = 50, .categories = 9});
  const MatrixSystem system(views_of(made.a, made.b, made.c));
  const Demands demands{{{3, 1.}}, {{5, 2.}, {100, -1.}}, {{299, 1e6}}};
  DemandOptions options;
  options.inventories = options.scalings = true;
  const MatrixAnswers all = system.calculate(demands, options);
  for (std::size_t i = 0; i < demands.size(); ++i) {
    const MatrixAnswer one = system.calculate(demands[i]);
    for (Index k = 0; k < 9; ++k) {
      EXPECT_EQ(all.score(i, k).value,
                one.assessment.scores[static_cast<std::size_t>(k)].value);
    }
    ASSERT_EQ(all.scalings[i].size(), 300U);
    for (std::size_t j = 0; j < 300; ++j) {
      EXPECT_NEAR(all.scalings[i][j], one.scaling[j], 1e-13 * std::abs(one.scaling[j]));
    }
    for (std::size_t k = 0; k < 50; ++k) {
      EXPECT_NEAR(all.inventories[i][k], one.assessment.inventory[k],
                  1e-13 * std::abs(one.assessment.inventory[k]));
    }
  }
}

TEST(MatrixTables, AnswerTheOthersWhereSomeDemandsAreAtFault) {
  SystemMatrices m = with_a_defect();
  m.obstacles.push_back(
      {ColumnIndex{4U}, "missing_provider", "needs a drill", "buy one"});
  const MatrixSystem system(std::move(m));
  const MatrixAnswers all =
      system.calculate(Demands{{{0, 1.}}, {{9, 1.}}, {}, {{4, 1.}}, {{1, std::nan("")}}});
  EXPECT_NEAR(all.score(0, 0).value, .8 / .975, 1e-15);
  EXPECT_NEAR(all.score(0, 1).value, .25 / .975, 1e-15);
  EXPECT_EQ(all.failures[0], "");
  EXPECT_TRUE(says(all.failures[1], "no product 9"));
  EXPECT_TRUE(says(all.failures[2], "at least one product"));
  EXPECT_TRUE(says(all.failures[3], "needs a drill"));
  EXPECT_TRUE(says(all.failures[4], "not a finite number"));
  EXPECT_TRUE(std::isnan(all.score(3, 0).value));
}

TEST(MatrixTables, NameTheDemandsThatReachALoopWithoutSolution) {
  SystemMatrices m = views_of(from_rows({{1., 0., 0.}, {0., 1., -1.}, {0., -1., 1.}}),
                              from_rows({{2., 1., 1.}}), from_rows({{1.}}));
  m.activity_name = [](Index k) { return k == 1 ? "plant" : "mine"; };
  const MatrixSystem system(std::move(m));
  const MatrixAnswers all = system.calculate(Demands{{{1, 1.}}, {{0, 1.}}});
  EXPECT_EQ(all.score(1, 0).value, 2.);
  EXPECT_TRUE(says(all.failures[0], "a loop that uses all it makes: plant; mine"));
  const ScoreTable table = system.score_all();
  EXPECT_EQ(table.categories[0].values[0], 2.);
  EXPECT_TRUE(std::isnan(table.categories[0].values[1]));
  EXPECT_TRUE(says(table.reasons.at(0), "plant; mine"));
  EXPECT_EQ(table.findings.items().at(0).kind, "activity_without_score");
}

TEST(MatrixTables, ScoreEveryActivityAsSingleAnswersDo) {
  const datasets::SyntheticSystem made =
      datasets::synthetic({.activities = 200, .seed = 5, .flows = 40, .categories = 3});
  const MatrixSystem system(views_of(made.a, made.b, made.c));
  const ScoreTable table = system.score_all();
  ASSERT_EQ(table.activities.size(), 200U);
  ASSERT_EQ(table.categories.size(), 3U);
  for (Index j = 0; j < 200; j += 7) {
    const MatrixAnswer one = system.calculate(std::vector<ProductAmount>{{j, 1.}});
    for (std::size_t k = 0; k < 3; ++k) {
      const auto row = static_cast<std::size_t>(j);
      EXPECT_EQ(table.categories[k].values[row], one.assessment.scores[k].value);
      EXPECT_LE(table.categories[k].errors[row],
                1e-14 * std::abs(table.categories[k].values[row]));
    }
  }
  EXPECT_FALSE(table.report.solver.empty());
}

TEST(MatrixTables, ScoreAmountsThatRowsStandFor) {
  // The second is the treatment of a waste: its product is negative.
  const MatrixSystem system(views_of(from_rows({{1., 0.}, {.5, -1.}}),
                                     from_rows({{1., 3.}}), from_rows({{1.}})));
  const ScoreTable table = system.score_all({}, Vector{1., -1.});
  EXPECT_DOUBLE_EQ(table.categories[0].values[0], 2.5);
  EXPECT_DOUBLE_EQ(table.categories[0].values[1], 3.);
  EXPECT_THROW((void)system.score_all({}, Vector{1.}), ShapeError);
}

TEST(MatrixTables, HaveNoScoreWhereFactorsConflict) {
  SystemMatrices m = with_a_defect();
  m.conflicts = {{1, 1}};  // soot in the second category
  const MatrixSystem system(std::move(m));
  const ScoreTable table = system.score_all();
  EXPECT_TRUE(std::isnan(table.categories[1].values[0]));  // by coal
  EXPECT_FALSE(std::isnan(table.categories[0].values[0]));
  EXPECT_EQ(table.categories[1].values[4], 0.);
  EXPECT_TRUE(says(table.reasons.at(0), "on_duplicate_factor"));
  const MatrixAnswers all = system.calculate(Demands{{{0, 1.}}, {{4, 1.}}});
  EXPECT_TRUE(says(all.failures[0], "on_duplicate_factor"));
  EXPECT_EQ(all.score(1, 0).value, 2.);
}

/// A few plants and some categories of a thousand, each of factors of its own.
SystemMatrices with_categories(Index first, Index count) {
  std::vector<test::Entry> factors;
  for (Index k = 0; k < count; ++k) {
    factors.push_back({k, (first + k) % 2, 1. + .1 * static_cast<double>(first + k)});
  }
  return views_of(from_rows({{1., -.25, 0.}, {-.5, 1., 0.}, {0., 0., 1.}}),
                  from_rows({{1., 0., 7.}, {0., 3., 0.}}),
                  test::from_entries(count, 2, factors));
}

TEST(MatrixTables, OfManyCategoriesAreThoseOfFewAtATime) {
  const ScoreTable table = MatrixSystem(with_categories(0, 1000)).score_all({2, {}});
  for (const Index first : {0, 7, 993}) {
    const ScoreTable part = MatrixSystem(with_categories(first, 7)).score_all({1, {}});
    for (std::size_t k = 0; k < 7; ++k) {
      const ScoredCategory& whole = table.categories[static_cast<std::size_t>(first) + k];
      EXPECT_EQ(part.categories[k].values, whole.values);
      EXPECT_EQ(part.categories[k].errors, whole.errors);
    }
  }
}

TEST(MatrixTables, AreRefusedWhereTheyDoNotFitIntoMemory) {
  const MatrixSystem system(with_categories(0, 1000), {.memory_limit = 5e4});
  EXPECT_EQ(message_of<Error>([&] { (void)system.score_all(); }),
            "a table of 3 activities x 1000 categories would take 0.06 MB, above the "
            "limit of 0.05 MB: score fewer categories at a time, or raise memory_limit");
}

TEST(MatrixTables, RefuseObstaclesAndConflictsThatAreNowhere) {
  SystemMatrices obstacle = with_a_defect();
  obstacle.obstacles.push_back({ColumnIndex{5U}, "missing_provider", "", ""});
  EXPECT_THROW(MatrixSystem{std::move(obstacle)}, ShapeError);
  for (const FactorConflict nowhere : {FactorConflict{2, 0}, FactorConflict{0, -1}}) {
    SystemMatrices conflict = with_a_defect();
    conflict.conflicts = {nowhere};
    EXPECT_THROW(MatrixSystem{std::move(conflict)}, ShapeError);
  }
}

TEST(MatrixTables, AreMadeOfRowsThatAreNotPairedToo) {
  const MatrixSystem system(views_of(from_rows({{0., 1.}, {1., -.1}}),
                                     from_rows({{1., 0.}}), from_rows({{1.}})));
  ASSERT_FALSE(system.paired());
  const ScoreTable table = system.score_all();
  EXPECT_DOUBLE_EQ(table.categories[0].values[0], .1);
  EXPECT_DOUBLE_EQ(table.categories[0].values[1], 1.);
  const MatrixAnswers all = system.calculate(Demands{{{0, 1.}}, {{1, 2.}}, {{2, 1.}}});
  EXPECT_DOUBLE_EQ(all.score(0, 0).value, .1);
  EXPECT_DOUBLE_EQ(all.score(1, 0).value, 2.);
  EXPECT_FALSE(all.failures[2].empty());
}

TEST(MatrixTables, OfSystemsWithoutCategoriesHoldInventories) {
  const MatrixSystem system(
      views_of(from_rows({{2.}}), from_rows({{3.}}), SparseMatrix(0, 1)));
  DemandOptions options;
  options.inventories = true;
  const MatrixAnswers all = system.calculate(Demands{{{0, 1.}}}, options);
  EXPECT_EQ(all.inventories[0], Vector{1.5});
  EXPECT_TRUE(system.score_all().categories.empty());
}

}  // namespace
