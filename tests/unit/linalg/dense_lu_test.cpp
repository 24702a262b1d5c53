#include "lichen/linalg/dense_lu.hpp"

#include <cmath>
#include <cstddef>

#include <gtest/gtest.h>

namespace {

using lichen::DenseLu;
using lichen::Vector;

TEST(DenseLu, SolvesWithAndWithoutTransposing) {
  const DenseLu lu(2, {4., 2., 1., 3.});  // [4 1; 2 3]
  Vector x{1., 1.};
  lu.solve(x);
  EXPECT_DOUBLE_EQ(x[0], .2);
  EXPECT_DOUBLE_EQ(x[1], .2);
  Vector y{1., 1.};
  lu.solve_transposed(y);  // [4 2; 1 3] y = 1
  EXPECT_DOUBLE_EQ(y[0], .1);
  EXPECT_DOUBLE_EQ(y[1], .3);
}

TEST(DenseLu, PivotsAwayFromAZeroDiagonal) {
  const DenseLu lu(3, {0., 1., 0., 2., 0., 0., 0., 3., 4.});
  ASSERT_FALSE(lu.singular());
  Vector x{2., 4., 4.};  // 2 x1 = 2, x0 + 3 x2 = 4, 4 x2 = 4
  lu.solve(x);
  EXPECT_EQ(x, (Vector{1., 1., 1.}));
}

TEST(DenseLu, IsNotFooledByUnits) {
  // [1 1e-12; 1e12 2]: without scaling the second pivot drowns.
  const DenseLu lu(2, {1., 1e12, 1e-12, 2.});
  ASSERT_FALSE(lu.singular());
  Vector x{2., 1e12 + 2.};
  lu.solve(x);  // by hand: x1 = (1e12 + 2 - 2e12) / (2 - 1), x0 = 2 - 1e-12 x1
  EXPECT_NEAR(x[1], 2. - 1e12, 1e-2);
  EXPECT_NEAR(x[0], 3. - 2e-12, 1e-12);
}

TEST(DenseLu, IsNotFooledByUnitsOfManySizes) {
  // A ring with chords, rows and columns times powers of two from 2^-40 to 2^40: the
  // solution of the bare ring, scaled, is exact.
  constexpr int n = 45;
  Vector bare(n * n, 0.);
  Vector scaled(n * n, 0.);
  const auto power = [](int i) { return std::ldexp(1., (i * 37) % 81 - 40); };
  for (int j = 0; j < n; ++j) {
    const auto set = [&](int i, double value) {
      bare[static_cast<std::size_t>(j * n + i)] = value;
      scaled[static_cast<std::size_t>(j * n + i)] = value * power(i) * power(2 * j + 5);
    };
    set(j, 1.);
    set((j + 1) % n, -.7);
    set((j + 11) % n, -.2);
  }
  const DenseLu plain(n, bare);
  const DenseLu graded(n, scaled);
  ASSERT_FALSE(plain.singular());
  ASSERT_FALSE(graded.singular());
  Vector x(n, 1.);
  plain.solve(x);
  Vector y(n);
  for (int i = 0; i < n; ++i) y[static_cast<std::size_t>(i)] = power(i);
  graded.solve(y);
  for (int j = 0; j < n; ++j) {
    const auto at = static_cast<std::size_t>(j);
    EXPECT_NEAR(y[at] * power(2 * j + 5), x[at], 1e-12 * x[at]);
  }
}

TEST(DenseLu, SeesThatALoopOfManyUnitsEatsAllItMakes) {
  // The same ring with nothing left over: columns sum to zero before they are scaled.
  constexpr int n = 45;
  Vector entries(n * n, 0.);
  const auto power = [](int i) { return std::ldexp(1., (i * 37) % 81 - 40); };
  for (int j = 0; j < n; ++j) {
    const auto set = [&](int i, double value) {
      entries[static_cast<std::size_t>(j * n + i)] = value * power(i) * power(2 * j + 5);
    };
    set(j, 1.);
    set((j + 1) % n, -.7);
    set((j + 11) % n, -(1. - .7));
  }
  EXPECT_TRUE(DenseLu(n, entries).singular());
}

TEST(DenseLu, SeesASingularMatrixAndWhoMakesItSo) {
  const DenseLu lu(3, {1., -1., 0., -1., 1., 0., 0., -5., 1.});
  ASSERT_TRUE(lu.singular());
  const Vector x = lu.null_vector();
  EXPECT_DOUBLE_EQ(x[0], x[1]);
  EXPECT_EQ(x[2], 0.);
}

TEST(DenseLu, ComparesPivotsWithTheLargest) {
  const Vector pivots = DenseLu(2, {1., 1., 1., 1. + 1e-8}).relative_pivots();
  EXPECT_EQ(pivots[0], 1.);
  EXPECT_NEAR(pivots[1], 1e-8, 1e-15);
}

TEST(DenseLu, HoldsTheHilbertMatrixOfFive) {
  const int n = 5;
  Vector entries;
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < n; ++i) entries.push_back(1. / (i + j + 1));
  }
  Vector x(n, 0.);
  x[0] = 1.;
  DenseLu(n, entries).solve(x);
  const double expected[] = {25., -300., 1050., -1400., 630.};  // first column, known
  for (int i = 0; i < n; ++i) {
    EXPECT_NEAR(x[static_cast<std::size_t>(i)], expected[i],
                1e-9 * std::abs(expected[i]));
  }
}

}  // namespace
