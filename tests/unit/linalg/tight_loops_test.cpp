#include "lichen/linalg/tight_loops.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/linalg/sweeps.hpp"
#include "support/loops.hpp"
#include "support/matrices.hpp"
#include "support/truth.hpp"

namespace {

using lichen::Index;
using lichen::Lanes;
using lichen::match;
using lichen::order;
using lichen::OrderedMatrix;
using lichen::SparseMatrix;
using lichen::Sweeps;
using lichen::TightLoops;
using lichen::Vector;
using lichen::test::from_rows;

OrderedMatrix ordered(const SparseMatrix& a) { return order(a, match(a)); }

/// Activities 0 and 1 feed each other at a gain of 0.9, in units a million apart; 2 and 3
/// close a wide loop around them of small gain. Activity 3 yields 2 of its product.
SparseMatrix pair_in_a_loop() {
  return from_rows({{1., -.9e6, -.1, 0.},
                    {-1e-6, 1., 0., -.2e-6},
                    {-.05, 0., 1., -.3},
                    {0., -.1e6, -.1, 2.}});
}

/// A as it stands in an ordered matrix, by positions.
std::vector<Vector> by_position(const OrderedMatrix& m) {
  const auto n = static_cast<std::size_t>(m.size());
  std::vector<Vector> a(n, Vector(n, 0.));
  for (std::size_t p = 0; p < n; ++p) {
    a[p][p] += m.diagonal[p];
    for (Index k = m.inner.start[p]; k < m.inner.start[p + 1]; ++k) {
      a[static_cast<std::size_t>(m.inner.row[static_cast<std::size_t>(k)])][p] +=
          m.inner.value[static_cast<std::size_t>(k)];
    }
  }
  return a;
}

TEST(TightLoops, FindsCyclesByTheirGainInAnyUnit) {
  const OrderedMatrix m = ordered(pair_in_a_loop());
  const TightLoops tight(m, 0);
  ASSERT_EQ(tight.count(), 1u);
  std::vector<Index> columns;
  for (const Index p : tight.members(0)) {
    columns.push_back(m.column_at[static_cast<std::size_t>(p)]);
  }
  std::sort(columns.begin(), columns.end());
  EXPECT_EQ(columns, (std::vector<Index>{0, 1}));
}

TEST(TightLoops, FindsCyclesOfThree) {
  const OrderedMatrix m = ordered(from_rows(
      {{1., 0., -.9, 0.}, {-.8, 1., 0., -.1}, {0., -.7, 1., 0.}, {0., 0., -.1, 1.}}));
  const TightLoops tight(m, 0);
  ASSERT_EQ(tight.count(), 1u);
  EXPECT_EQ(tight.members(0).size(), 3u);
}

TEST(TightLoops, FindsNoneWhereGainsAreSmall) {
  EXPECT_EQ(TightLoops(ordered(from_rows({{1., -.5}, {-.5, 1.}})), 0).count(), 0u);
  EXPECT_EQ(TightLoops(ordered(lichen::test::random_loop(300, 5, .9, 1)), 0).count(), 0u);
}

TEST(TightLoops, LeavesSingularLoopsAlone) {
  const OrderedMatrix m =
      ordered(from_rows({{1., -1., -.1}, {-1., 1., 0.}, {0., -.1, 1.}}));
  EXPECT_EQ(TightLoops(m, 0).count(), 0u);
}

TEST(TightLoops, CombinesEquationsOfTheLoop) {
  const OrderedMatrix m = ordered(pair_in_a_loop());
  const TightLoops tight(m, 0);
  const auto loosened = tight.loosened(m);
  const auto a = by_position(m);
  const auto combined = by_position(*loosened);
  // T A, column by column, is what stands in the loosened matrix.
  for (std::size_t j = 0; j < 4; ++j) {
    Vector column;
    for (std::size_t i = 0; i < 4; ++i) column.push_back(a[i][j]);
    const Vector before = column;
    tight.combine(column.data(), 1);
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_NEAR(column[i], combined[i][j], 1e-14 * (1. + std::abs(column[i])));
    }
    tight.separate(column.data(), 1);
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_NEAR(column[i], before[i], 1e-13 * (1. + std::abs(before[i])));
    }
  }
  const Index one = tight.members(0)[0];
  const Index other = tight.members(0)[1];
  EXPECT_EQ(combined[static_cast<std::size_t>(one)][static_cast<std::size_t>(other)], 0.);
  EXPECT_EQ(combined[static_cast<std::size_t>(other)][static_cast<std::size_t>(one)], 0.);
}

TEST(TightLoops, KeepSolutionsInBothDirectionsAndAllLanes) {
  const SparseMatrix a = pair_in_a_loop();
  const OrderedMatrix m = ordered(a);
  const TightLoops tight(m, 0);
  const Sweeps sweeps(tight.loosened(m));
  const Vector b{1., 2e-6, 3., -4.};
  const auto exact = lichen::test::exact_solution(a, b);
  const auto exact_transposed =
      lichen::test::exact_solution(SparseMatrix(a.transpose()), b);
  for (const bool plain : {true, false}) {
    Lanes lanes(4);
    lichen::LaneVector x(16, 0.);
    const auto& from = plain ? m.row_at : m.column_at;
    for (std::size_t p = 0; p < 4; ++p) {
      x[4 * p + 1] = b[static_cast<std::size_t>(from[p])];
      x[4 * p + 3] = -8. * b[static_cast<std::size_t>(from[p])];
    }
    if (plain) tight.combine(x.data(), 4);
    EXPECT_EQ(
        sweeps.solve(0, plain ? lichen::Equation::plain : lichen::Equation::transposed,
                     x.data(), lanes),
        0u);
    if (!plain) tight.combine_transposed(x.data(), 4);
    const auto& to = plain ? m.column_at : m.row_at;
    for (std::size_t p = 0; p < 4; ++p) {
      const auto& truth =
          (plain ? exact : exact_transposed)[static_cast<std::size_t>(to[p])];
      EXPECT_LE(truth.error_of(x[4 * p + 1]), 1e-13 * std::abs(truth.value()));
      EXPECT_EQ(x[4 * p + 3], -8. * x[4 * p + 1]);
      EXPECT_EQ(x[4 * p], 0.);
    }
  }
}

TEST(TightLoops, MakeSweepsOfTheHardSystemFew) {
  const auto system = lichen::datasets::hard(8000);
  const OrderedMatrix m = ordered(system.a);
  const Index block = lichen::test::largest_loop(m);
  EXPECT_GE(TightLoops(m, block).count(), 10u);  // of twelve that it is made with
  const lichen::Technosphere technosphere(system.a);
  const auto solution = technosphere.solve(lichen::test::unit(8000, 17));
  EXPECT_LT(solution.report.iterations, 70);  // some 500 without
  EXPECT_LE(solution.report.backward_error, 1e-15);
}

}  // namespace
