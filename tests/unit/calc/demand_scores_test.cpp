#include "lichen/calc/demand_scores.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/burden.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "support/matrices.hpp"
#include "support/message.hpp"
#include "support/random_systems.hpp"
#include "support/truth.hpp"

namespace {

using namespace lichen;
using test::from_rows;
using test::message_of;
using test::says;
using Demands = std::vector<std::vector<ProductAmount>>;

DemandOptions way(DemandWay way) {
  DemandOptions options;
  options.way = way;
  return options;
}

constexpr DemandWay both_ways[] = {DemandWay::prices, DemandWay::scalings};

/// Heijungs & Suh 2002, chapter 2, with CO2 + 2 SO2 and CO2 alone.
struct Textbook {
  Technosphere technosphere{from_rows({{10., 0.}, {-2., 100.}})};
  SparseMatrix b = from_rows({{1., 10.}, {.1, 2.}, {0., -50.}});
  SparseMatrix c = from_rows({{1., 2., 0.}, {1., 0., 0.}});

  [[nodiscard]] DemandScores score(const Demands& demands,
                                   const DemandOptions& options = {}) const {
    return score_demands(technosphere, b, c, demands, options);
  }
};

TEST(DemandScores, HoldEveryDemandInEveryCategory) {
  for (const DemandWay by : both_ways) {
    const DemandScores found =
        Textbook().score({{{0, 1000.}}, {{1, 50.}}, {{0, 1000.}, {1, 50.}}}, way(by));
    EXPECT_EQ(found.way, by);
    EXPECT_EQ(found.categories, 2);
    EXPECT_DOUBLE_EQ(found.score(0, 0).value, 148.);
    EXPECT_DOUBLE_EQ(found.score(0, 1).value, 120.);
    EXPECT_DOUBLE_EQ(found.score(1, 1).value, 5.);
    EXPECT_DOUBLE_EQ(found.score(2, 1).value, 125.);
    EXPECT_EQ(found.failures, std::vector<std::string>(3));
  }
}

TEST(DemandScores, AddUpEntriesOfOneProduct) {
  for (const DemandWay by : both_ways) {
    const DemandScores found =
        Textbook().score({{{1, 50.}, {0, 1000.}, {1, -50.}}}, way(by));
    EXPECT_DOUBLE_EQ(found.score(0, 1).value, 120.);
  }
}

TEST(DemandScores, GiveInventoriesAndScalingsWhereTheyAreWanted) {
  for (const DemandWay by : both_ways) {
    DemandOptions options = way(by);
    EXPECT_TRUE(Textbook().score({{{0, 1000.}}}, options).inventories.empty());
    options.inventories = options.scalings = true;
    const DemandScores found = Textbook().score({{{0, 1000.}}, {}}, options);
    EXPECT_EQ(found.scalings[0], (Vector{100., 2.}));
    EXPECT_EQ(found.inventories[0], (Vector{120., 14., -100.}));
    EXPECT_EQ(found.inventories[1], (Vector{0., 0., 0.}));
    EXPECT_EQ(found.score(1, 0).value, 0.);
  }
}

TEST(DemandScores, AnswerWithoutCategories) {
  const Textbook book;
  DemandOptions options;
  options.inventories = true;
  const Demands demands{{{0, 1000.}}};
  const DemandScores found =
      score_demands(book.technosphere, book.b, SparseMatrix(0, 3), demands, options);
  EXPECT_TRUE(found.scores.empty());
  EXPECT_EQ(found.inventories[0], (Vector{120., 14., -100.}));
}

TEST(DemandScores, TellWhyTheyWereFoundSo) {
  const DemandScores many = Textbook().score(Demands(20, {{0, 1.}}));
  EXPECT_EQ(many.way, DemandWay::prices);
  EXPECT_EQ(many.reason,
            "the prices of 2 categories cost less than the solutions of 20 demands");
  EXPECT_EQ(many.solutions, 2);
  const DemandWayChoice one = choose_demand_way(1, 16);
  EXPECT_EQ(one.way, DemandWay::scalings);
  EXPECT_EQ(one.reason,
            "the solutions of 1 demand cost less than the prices of 16 categories");
  EXPECT_TRUE(
      says(Textbook().score(Demands(20, {{0, 1.}}), way(DemandWay::scalings)).reason,
           "it was asked for, although"));
  EXPECT_EQ(choose_demand_way(1, 1).way, DemandWay::prices);
}

TEST(DemandScores, RefuseWhatDoesNotExist) {
  EXPECT_TRUE(
      says(message_of<ShapeError>([] { (void)Textbook().score({{}, {{2, 1.}}}); }),
           "demand 1: no product 2"));
  const double none = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW((void)Textbook().score({{{0, none}}}), ShapeError);
  const Textbook book;
  EXPECT_THROW((void)score_demands(book.technosphere, book.b, from_rows({{1.}}), {}),
               ShapeError);
  EXPECT_THROW((void)score_demands(book.technosphere, from_rows({{1.}}), book.c, {}),
               ShapeError);
}

TEST(DemandScores, NameTheDemandsWhoseSolutionIsNotFound) {
  SolveOptions impossible;
  impossible.tolerance = -1.;  // which no solution meets
  const Textbook book;
  const Technosphere a(from_rows({{10., 0.}, {-2., 100.}}), impossible);
  const Demands demands(20, {{0, 1.}});
  const DemandScores found = score_demands(a, book.b, book.c, demands);
  EXPECT_EQ(found.way, DemandWay::scalings);
  EXPECT_TRUE(says(found.reason, "prices were not found (the solution keeps"));
  EXPECT_TRUE(says(found.failures[19], "backward error"));
  EXPECT_TRUE(std::isnan(found.score(19, 1).value));
  EXPECT_THROW((void)score_demands(a, book.b, book.c, demands, way(DemandWay::prices)),
               ConvergenceError);
}

TEST(DemandScores, TellProgressAndStopWhereThatThrows) {
  DemandOptions options = way(DemandWay::scalings);
  options.threads = 1;
  options.progress = [](std::string_view, std::int64_t, std::int64_t) {
    throw std::runtime_error("enough");
  };
  EXPECT_THROW((void)Textbook().score({{{0, 1.}}}, options), std::runtime_error);
}

class DemandScoresOfRandomSystems : public testing::TestWithParam<int> {};
TEST_P(DemandScoresOfRandomSystems, AreWithinTheirErrors) {
  const auto seed = static_cast<std::uint64_t>(GetParam());
  const test::RandomSystem system = test::random_system(seed);
  std::optional<Technosphere> a;
  try {
    a.emplace(system.a);
  } catch (const SingularError&) {
    GTEST_SKIP() << "singular";
  }
  Demands demands(1);
  for (std::size_t i = 0; i < system.f.size(); ++i) {
    if (system.f[i] != 0.) demands[0].push_back({static_cast<Index>(i), system.f[i]});
  }
  const auto truth = test::exact_scores(system.a, system.b, system.c, system.f);
  for (const DemandWay by : both_ways) {
    const DemandScores found = score_demands(*a, system.b, system.c, demands, way(by));
    ASSERT_EQ(found.failures[0], "");
    for (std::size_t k = 0; k < truth.size(); ++k) {
      const Score& score = found.score(0, static_cast<Index>(k));
      EXPECT_LE(truth[k].error_of(score.value), score.error.printed()) << k;
    }
  }
}
INSTANTIATE_TEST_SUITE_P(Seeds, DemandScoresOfRandomSystems, testing::Range(0, 60));

/// A system with large loops, and a demand for every third product of some.
class DemandScoresOfAStudy : public testing::Test {
 protected:
  DemandScoresOfAStudy() {
    for (Index i = 0; i < 19; ++i)
      demands.push_back({{i * 31, 1. + i}, {i * 17 + 5, .1}});
  }

  datasets::SyntheticSystem system =
      datasets::synthetic({.activities = 600, .seed = 7, .flows = 80, .categories = 11});
  Technosphere technosphere{system.a};
  Demands demands;

  [[nodiscard]] DemandScores score(std::span<const std::vector<ProductAmount>> some,
                                   const DemandOptions& options) const {
    return score_demands(technosphere, system.b, system.c, some, options);
  }
};

TEST_F(DemandScoresOfAStudy, AreTheSameInBothWays) {
  const DemandScores prices = score(demands, way(DemandWay::prices));
  const DemandScores scalings = score(demands, way(DemandWay::scalings));
  for (std::size_t i = 0; i < prices.scores.size(); ++i) {
    EXPECT_EQ(prices.scores[i].value, scalings.scores[i].value) << i;
    ASSERT_TRUE(prices.scores[i].error.bound && scalings.scores[i].error.bound);
    const double size = std::abs(prices.scores[i].value);
    EXPECT_LE(*prices.scores[i].error.bound, 1e-15 * size);
    EXPECT_LE(*scalings.scores[i].error.bound, 1e-15 * size);
  }
}

TEST_F(DemandScoresOfAStudy, HaveTheSameBitsForAnyThreadsAndCompany) {
  for (const DemandWay by : both_ways) {
    DemandOptions options = way(by);
    options.inventories = options.scalings = true;
    options.threads = 1;
    const DemandScores together = score(demands, options);
    options.threads = 3;
    for (std::size_t i = 0; i < demands.size(); ++i) {
      const DemandScores alone = score({&demands[i], 1}, options);
      EXPECT_EQ(alone.inventories[0], together.inventories[i]);
      EXPECT_EQ(alone.scalings[0], together.scalings[i]);
      for (Index k = 0; k < together.categories; ++k) {
        EXPECT_EQ(alone.score(0, k).value, together.score(i, k).value);
        EXPECT_EQ(alone.score(0, k).error.printed(),
                  together.score(i, k).error.printed());
      }
    }
  }
}

TEST_F(DemandScoresOfAStudy, HaveInventoriesOfSingleSolutions) {
  DemandOptions options;
  options.inventories = true;
  const DemandScores together = score(demands, options);
  for (std::size_t i = 0; i < demands.size(); ++i) {
    Vector f(static_cast<std::size_t>(technosphere.size()), 0.);
    for (const auto& [product, amount] : demands[i]) f[std::size_t(product)] += amount;
    const Vector g = inventory(system.b, technosphere.solve(f).values);
    for (std::size_t k = 0; k < g.size(); ++k) {
      EXPECT_NEAR(together.inventories[i][k], g[k], 1e-13 * std::abs(g[k])) << i;
    }
  }
}

}  // namespace
