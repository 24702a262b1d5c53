#include "lichen/linalg/matching.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "support/matrices.hpp"

namespace {

using lichen::imbalance;
using lichen::Index;
using lichen::match;
using lichen::Matching;
using lichen::test::from_rows;

using Positions = std::vector<Index>;

TEST(Match, KeepsTheDiagonalWhereItCan) {
  const Matching m = match(from_rows({{1., 5.}, {5., 1.}}));
  EXPECT_EQ(m.row_of_column, (Positions{0, 1}));
  EXPECT_EQ(m.size, 2);
}

TEST(Match, TakesTheOnlyPositiveEntryForTheProduct) {
  // Column 0 uses product 2 and makes product 1; column 1 makes 2; column 2 makes 0.
  const Matching m = match(from_rows({{0., -1., 3.}, {2., 0., -1.}, {-9., 4., 0.}}));
  EXPECT_EQ(m.row_of_column, (Positions{1, 2, 0}));
  EXPECT_EQ(m.column_of_row, (Positions{2, 0, 1}));
}

TEST(Match, GivesUpTheDiagonalWhereItMust) {
  // Row 1 can be served by column 0 alone, so that column 1 must take row 0.
  const Matching m = match(from_rows({{1., -1.}, {-1., 0.}}));
  EXPECT_EQ(m.size, 2);
  EXPECT_EQ(m.row_of_column, (Positions{1, 0}));
}

TEST(Match, FollowsLongAlternatingPaths) {
  // A bidiagonal matrix without its last diagonal entry: every pair must move by one.
  const Index n = 20000;
  std::vector<lichen::test::Entry> entries;
  for (Index j = 0; j < n; ++j) {
    if (j + 1 < n) entries.push_back({j, j, 1.});
    entries.push_back({(j + 1) % n, j, -1.});
  }
  entries.push_back({0, n - 1, -1.});
  const Matching m = match(lichen::test::from_entries(n, n, entries));
  EXPECT_EQ(m.size, n);
}

TEST(Match, IgnoresStoredZeros) {
  lichen::SparseMatrix a = from_rows({{1., 1.}, {1., 1.}});
  a.coeffRef(0, 0) = 0.;
  const Matching m = match(a);
  EXPECT_EQ(m.row_of_column, (Positions{1, 0}));
}

TEST(Match, IsMaximalInARectangle) {
  const Matching m = match(from_rows({{1., 1., 0.}, {0., 0., 1.}}));
  EXPECT_EQ(m.size, 2);
}

TEST(Imbalance, HoldsAllThatCompete) {
  // Rows 0 and 1 both need column 0; column 2 and 1 both need row 2.
  const auto a = from_rows({{1., 0., 0.}, {-1., 0., 0.}, {0., 1., -1.}});
  const Matching m = match(a);
  EXPECT_EQ(m.size, 2);
  const auto contested = imbalance(a, m);
  EXPECT_EQ(contested.rows, (Positions{0, 1}));
  EXPECT_EQ(contested.columns, (Positions{1, 2}));
}

TEST(Imbalance, IsEmptyWhereAllHavePartners) {
  const auto a = from_rows({{1., 0.}, {-1., 1.}});
  const auto contested = imbalance(a, match(a));
  EXPECT_TRUE(contested.rows.empty());
  EXPECT_TRUE(contested.columns.empty());
}

}  // namespace
