#include "lichen/calc/score.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "support/matrices.hpp"

namespace {

using lichen::Assessment;
using lichen::ScoreError;
using lichen::SparseMatrix;
using lichen::Technosphere;
using lichen::Vector;
using lichen::test::from_rows;

/// Heijungs & Suh 2002, chapter 2: electricity and fuel; CO2, SO2, crude oil.
const SparseMatrix a = from_rows({{10., 0.}, {-2., 100.}});
const SparseMatrix b = from_rows({{1., 10.}, {.1, 2.}, {0., -50.}});
const SparseMatrix c = from_rows({{1., 2., 0.}, {1., 0., 0.}, {0., 0., -1.}});

Assessment thousand_kilowatt_hours() {
  return assess(Technosphere(a), b, c, Vector{1000., 0.});
}

TEST(Assess, AnswersTheTextbookExample) {
  const Assessment answer = thousand_kilowatt_hours();
  EXPECT_EQ(answer.scaling.values, (Vector{100., 2.}));
  EXPECT_EQ(answer.inventory, (Vector{120., 14., -100.}));
  ASSERT_EQ(answer.scores.size(), 3u);
  EXPECT_DOUBLE_EQ(answer.scores[0].value, 148.);
  EXPECT_DOUBLE_EQ(answer.scores[1].value, 120.);
  EXPECT_DOUBLE_EQ(answer.scores[2].value, 100.);
}

TEST(Assess, PricesProductsByTheAdjoint) {
  const Assessment answer = thousand_kilowatt_hours();
  // Known answers: 0.12 kg CO2 per kWh and 0.10 kg per litre.
  EXPECT_DOUBLE_EQ(answer.adjoints[1][0], 0.12);
  EXPECT_DOUBLE_EQ(answer.adjoints[1][1], 0.10);
}

TEST(Assess, SplitsAScoreByActivityAndByFlow) {
  const Assessment answer = thousand_kilowatt_hours();
  EXPECT_EQ(contributions_by_activity(answer, 1), (Vector{100., 20.}));
  EXPECT_EQ(contributions_by_flow(answer, c, 0), (Vector{120., 28., 0.}));
  EXPECT_EQ(contributions_by_flow(answer, c, 2), (Vector{0., 0., 100.}));
}

TEST(Assess, GivesEachScoreAProvedBound) {
  for (const auto& score : thousand_kilowatt_hours().scores) {
    ASSERT_TRUE(score.error.bound.has_value());
    EXPECT_LE(std::abs(score.value - std::round(score.value)), score.error.printed());
    EXPECT_LE(score.error.printed(), 1e-13);
  }
}

TEST(Assess, FindsAnExactZeroWithNoError) {
  const auto answer = assess(Technosphere(a), b, c, Vector{0., 0.});
  for (const auto& score : answer.scores) {
    EXPECT_EQ(score.value, 0.);
    EXPECT_EQ(score.error.printed(), 0.);
  }
}

TEST(Assess, MakesAnInventoryWithoutCategories) {
  const auto answer = assess(Technosphere(a), b, SparseMatrix(0, 3), Vector{1000., 0.});
  EXPECT_EQ(answer.inventory, (Vector{120., 14., -100.}));
  EXPECT_TRUE(answer.scores.empty());
}

TEST(Assess, WorksWithoutFlows) {
  const auto answer =
      assess(Technosphere(a), SparseMatrix(0, 2), SparseMatrix(2, 0), Vector{1., 1.});
  EXPECT_TRUE(answer.inventory.empty());
  ASSERT_EQ(answer.scores.size(), 2u);
  EXPECT_EQ(answer.scores[0].value, 0.);
  EXPECT_EQ(answer.scores[0].error.printed(), 0.);
}

TEST(Assess, RefusesMatricesThatDoNotFit) {
  const Technosphere technosphere(a);
  const Vector f{1., 0.};
  EXPECT_THROW(static_cast<void>(assess(technosphere, from_rows({{1.}}), c, f)),
               lichen::ShapeError);
  EXPECT_THROW(static_cast<void>(assess(technosphere, b, from_rows({{1.}}), f)),
               lichen::ShapeError);
  EXPECT_THROW(static_cast<void>(assess(technosphere, b, c, Vector{1.})),
               lichen::ShapeError);
}

TEST(Assess, RefusesFactorsThatAreNotFinite) {
  SparseMatrix bad = c;
  bad.coeffRef(0, 0) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(static_cast<void>(assess(Technosphere(a), b, bad, Vector{1., 0.})),
               lichen::ShapeError);
}

TEST(ScoreError, PrintsTheBoundWhereThereIsOne) {
  EXPECT_EQ((ScoreError{1., 3.}).printed(), 3.);
  EXPECT_EQ((ScoreError{1., std::nullopt}).printed(), 10.);
}

TEST(Assess, SaysWhenNoBoundCanBeProved) {
  // A loop that returns all but 2e-15 of what it takes: regular, and too close to be
  // proved regular.
  const SparseMatrix loop = from_rows({{1., -1.}, {-(1. - 0x1p-49), 1.}});
  const auto answer = assess(Technosphere(loop), from_rows({{1., 1.}}), from_rows({{1.}}),
                             Vector{1., 0.});
  // By hand: s0 = 2^49, s1 = s0 - 1.
  EXPECT_FALSE(answer.scores[0].error.bound.has_value());
  EXPECT_LE(std::abs(answer.scores[0].value - (0x1p50 - 1.)),
            answer.scores[0].error.printed());
}

}  // namespace
