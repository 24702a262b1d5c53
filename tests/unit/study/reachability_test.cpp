#include "lichen/study/reachability.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "support/matrices.hpp"

namespace {

using namespace lichen;
using Columns = std::vector<Index>;

/// 0 needs 1, 1 and 2 need each other, 3 needs 0; 4 stands alone and makes nothing.
SparseMatrix five() {
  SparseMatrix a(5, 5);
  for (Index i = 0; i < 4; ++i) a.insert(i, i) = 1.;
  a.insert(1, 0) = -0.5;
  a.insert(2, 1) = -0.1;
  a.insert(1, 2) = -0.2;
  a.insert(0, 3) = -1.;
  a.insert(4, 0) = 0.;  // a stored zero needs nothing
  a.makeCompressed();
  return a;
}

TEST(ReachedColumns, FollowWhatIsNeeded) {
  EXPECT_EQ(reached_columns(five(), {0}), (Columns{0, 1, 2}));
  EXPECT_EQ(reached_columns(five(), {2}), (Columns{1, 2}));
  EXPECT_EQ(reached_columns(five(), {3}), (Columns{0, 1, 2, 3}));
}

TEST(ReachedColumns, AreEachGivenOnceInOrder) {
  EXPECT_EQ(reached_columns(five(), {4, 2, 4}), (Columns{1, 2, 4}));
}

TEST(ReachedColumns, AreNoneWhereNothingIsAskedFor) {
  EXPECT_TRUE(reached_columns(five(), {}).empty());
}

TEST(SquarePart, HoldsTheRowsAndColumnsAtSomePositions) {
  const SparseMatrix part = square_part(five(), {1, 2});

  ASSERT_EQ(part.rows(), 2);
  ASSERT_EQ(part.cols(), 2);
  EXPECT_EQ(part.coeff(0, 0), 1.);
  EXPECT_EQ(part.coeff(1, 0), -0.1);
  EXPECT_EQ(part.coeff(0, 1), -0.2);
  EXPECT_TRUE(part.isCompressed());
}

TEST(SquarePart, LeavesOutRowsThatStandElsewhere) {
  EXPECT_EQ(square_part(five(), {0}).nonZeros(), 1);
}

TEST(ColumnPart, KeepsAllRows) {
  const SparseMatrix part = column_part(five(), {0, 3});

  ASSERT_EQ(part.rows(), 5);
  ASSERT_EQ(part.cols(), 2);
  EXPECT_EQ(part.coeff(1, 0), -0.5);
  EXPECT_EQ(part.coeff(0, 1), -1.);
  EXPECT_EQ(part.nonZeros(), 5);
}

}  // namespace
