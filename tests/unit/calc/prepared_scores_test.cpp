#include "lichen/calc/prepared_scores.hpp"

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "support/matrices.hpp"

namespace {

using lichen::PreparedScores;
using lichen::ProductAmount;
using lichen::Technosphere;
using lichen::test::from_rows;

/// Heijungs & Suh 2002, chapter 2, with CO2 + 2 SO2 and CO2 alone.
PreparedScores textbook() {
  return {Technosphere(from_rows({{10., 0.}, {-2., 100.}})),
          from_rows({{1., 10.}, {.1, 2.}, {0., -50.}}),
          from_rows({{1., 2., 0.}, {1., 0., 0.}})};
}

TEST(PreparedScores, AnswerADemand) {
  const PreparedScores prices = textbook();
  const ProductAmount demand[] = {{0, 1000.}};
  EXPECT_DOUBLE_EQ(prices.score(0, demand).value, 148.);
  EXPECT_DOUBLE_EQ(prices.score(1, demand).value, 120.);
  EXPECT_EQ(prices.scores(demand).size(), 2u);
}

TEST(PreparedScores, AddUpTheEntriesOfADemand) {
  const ProductAmount demand[] = {{1, 50.}, {0, 1000.}, {1, -50.}};
  EXPECT_DOUBLE_EQ(textbook().score(1, demand).value, 120.);
}

TEST(PreparedScores, KnowThePriceOfEveryProduct) {
  const PreparedScores prices = textbook();
  EXPECT_EQ(prices.products(), 2);
  EXPECT_DOUBLE_EQ(prices.prices(1)[0], 0.12);
  EXPECT_DOUBLE_EQ(prices.prices(1)[1], 0.10);
  EXPECT_DOUBLE_EQ(prices.burdens(0)[1], 14.);
}

TEST(PreparedScores, CarryAProvedErrorOfALastDigit) {
  const ProductAmount demand[] = {{0, 1000.}};
  const auto score = textbook().score(0, demand);
  ASSERT_TRUE(score.error.bound.has_value());
  EXPECT_LE(score.error.printed(), 148. * 0x1p-52);
  for (const double error : textbook().price_errors(0)) EXPECT_LE(error, 1e-16);
}

TEST(PreparedScores, RefuseWhatDoesNotExist) {
  const PreparedScores prices = textbook();
  const ProductAmount unknown[] = {{2, 1.}};
  const ProductAmount known[] = {{0, 1.}};
  EXPECT_THROW(static_cast<void>(prices.score(0, unknown)), lichen::ShapeError);
  EXPECT_THROW(static_cast<void>(prices.score(2, known)), lichen::ShapeError);
  EXPECT_THROW(static_cast<void>(prices.prices(-1)), lichen::ShapeError);
}

}  // namespace
