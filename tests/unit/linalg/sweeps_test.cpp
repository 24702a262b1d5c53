#include "lichen/linalg/sweeps.hpp"

#include <cstddef>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "support/matrices.hpp"

namespace {

using lichen::Equation;
using lichen::Index;
using lichen::Lanes;
using lichen::LaneVector;
using lichen::match;
using lichen::order;
using lichen::OrderedMatrix;
using lichen::Sweeps;
using lichen::test::from_rows;

Sweeps loop_of(double there, double back) {
  const auto a = from_rows({{1., back}, {there, 1.}});
  return Sweeps(std::make_shared<const OrderedMatrix>(order(a, match(a))));
}

double contraction(const Sweeps& sweeps) {
  Lanes work(1);
  return sweeps.contraction(0, work);
}

TEST(Sweeps, ConvergeToTheSolution) {
  for (const Equation equation : {Equation::plain, Equation::transposed}) {
    LaneVector x{1., 1.};
    Lanes lanes(1);
    EXPECT_EQ(loop_of(-.5, -.5).solve(0, equation, x.data(), lanes), 0U);
    EXPECT_GT(lanes.sweeps[0], 1);
    EXPECT_DOUBLE_EQ(x[0], 2.);
    EXPECT_DOUBLE_EQ(x[1], 2.);
  }
}

TEST(Sweeps, SolveEachLaneAsIfItWereAlone) {
  const Sweeps sweeps = loop_of(-.9, -.7);
  for (const Index width : {4, 8}) {
    LaneVector all(2 * static_cast<std::size_t>(width));
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<double>(i * i % 7);
    const LaneVector right = all;
    Lanes lanes(width);
    EXPECT_EQ(sweeps.solve(0, Equation::transposed, all.data(), lanes), 0U);
    for (std::size_t l = 0; l < static_cast<std::size_t>(width); ++l) {
      const auto second = l + static_cast<std::size_t>(width);
      LaneVector one{right[l], right[second]};
      Lanes alone(1);
      EXPECT_EQ(sweeps.solve(0, Equation::transposed, one.data(), alone), 0U);
      EXPECT_EQ(one[0], all[l]);
      EXPECT_EQ(one[1], all[second]);
      EXPECT_EQ(alone.sweeps[0], lanes.sweeps[l]);
    }
  }
}

TEST(Sweeps, MeasureTheirContraction) {
  // One sweep over a loop of two multiplies the error by the product of its links.
  EXPECT_NEAR(contraction(loop_of(-.5, -.6)), .3, 1e-12);
  EXPECT_NEAR(contraction(loop_of(-2., -.6)), 1.2, 1e-12);
  EXPECT_GT(contraction(loop_of(-.98, -.98)), lichen::worth_sweeping);
}

TEST(Sweeps, TellWhichLanesDiverge) {
  LaneVector x{1., 0., 0., 0., 1., 0., 0., 1.};
  Lanes lanes(4);
  EXPECT_EQ(loop_of(-3., -3.).solve(0, Equation::plain, x.data(), lanes), 0b1001U);
  EXPECT_EQ(x[1], 0.);
  EXPECT_EQ(lanes.right[0], 1.);  // what they were to solve is not lost
}

TEST(Sweeps, DoNothingForZero) {
  LaneVector x{0., 0.};
  Lanes lanes(1);
  EXPECT_EQ(loop_of(-.5, -.5).solve(0, Equation::plain, x.data(), lanes), 0U);
  EXPECT_EQ(lanes.sweeps[0], 0);
  EXPECT_EQ(x, (LaneVector{0., 0.}));
}

TEST(Sweeps, ReachRowsThatStayZeroForLong) {
  // A ring of 60, each paying the one before it in the order of sweeps: values arrive one
  // row a sweep, long after the first look at their sizes.
  constexpr Index n = 60;
  std::vector<lichen::test::Entry> entries;
  for (Index i = 0; i < n; ++i) {
    entries.push_back({i, i, 1.});
    entries.push_back({(i + 1) % n, i, -.5});
  }
  const auto a = lichen::test::from_entries(n, n, entries);
  const Sweeps sweeps(std::make_shared<const OrderedMatrix>(order(a, match(a))));
  for (const Equation equation : {Equation::plain, Equation::transposed}) {
    for (std::size_t start = 0; start < n; ++start) {
      LaneVector x(n, 0.);
      x[start] = 1.;
      Lanes lanes(1);
      ASSERT_EQ(sweeps.solve(0, equation, x.data(), lanes), 0U);
      double sum = 0.;
      for (const double value : x) sum += value;
      EXPECT_NEAR(sum, 2., 1e-12);  // 1 + 1/2 + 1/4 + … around the ring
    }
  }
}

TEST(Sweeps, BoundTheInverseOfAnHMatrix) {
  // A = [1 .5; -.5 1]: A⁻¹ = [.8 -.4; .4 .8], ⟨A⟩⁻¹ = [4/3 2/3; 2/3 4/3].
  const Sweeps sweeps = loop_of(-.5, .5);
  Lanes lanes(1);
  LaneVector v{1., 0.};
  ASSERT_EQ(sweeps.bound(0, Equation::plain, v.data(), lanes), 0U);
  EXPECT_GE(v[0], 4. / 3.);
  EXPECT_LE(v[0], 1.1 * 4. / 3.);
  EXPECT_GE(v[1], 2. / 3.);
  EXPECT_LE(v[1], 1.1 * 2. / 3.);
  LaneVector zero{0., 0.};
  EXPECT_EQ(sweeps.bound(0, Equation::transposed, zero.data(), lanes), 0U);
  EXPECT_EQ(zero, (LaneVector{0., 0.}));
}

TEST(Sweeps, FindNoBoundWhereThereIsNone) {
  Lanes lanes(4);
  LaneVector t{1., 0., 1., 0., 1., 0., 0., 1.};
  EXPECT_EQ(loop_of(-2., 2.).bound(0, Equation::plain, t.data(), lanes), 0b1101U);
  Lanes one(1);
  t = {1., 1.};
  EXPECT_EQ(loop_of(-1., -1.).bound(0, Equation::plain, t.data(), one), 1U);
}

}  // namespace
