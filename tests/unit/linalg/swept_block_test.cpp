#include "lichen/linalg/swept_block.hpp"

#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "support/matrices.hpp"

namespace {

using lichen::Index;
using lichen::match;
using lichen::order;
using lichen::OrderedMatrix;
using lichen::SweptBlock;
using lichen::Vector;
using lichen::test::from_rows;

OrderedMatrix loop_of(double there, double back) {
  const auto a = from_rows({{1., back}, {there, 1.}});
  return order(a, match(a));
}

TEST(SweptBlock, ConvergesToTheSolution) {
  const OrderedMatrix m = loop_of(-.5, -.5);
  const SweptBlock block(m, 0);
  Vector x{1., 1.};
  EXPECT_GT(block.solve(x), 1);
  EXPECT_DOUBLE_EQ(x[0], 2.);
  EXPECT_DOUBLE_EQ(x[1], 2.);
  Vector y{1., 1.};
  EXPECT_GT(block.solve_transposed(y), 1);
  EXPECT_DOUBLE_EQ(y[0], 2.);
}

TEST(SweptBlock, MeasuresItsContraction) {
  // One sweep over a loop of two multiplies the error by the product of its links.
  EXPECT_NEAR(SweptBlock(loop_of(-.5, -.6), 0).contraction(), .3, 1e-12);
  EXPECT_TRUE(SweptBlock(loop_of(-.5, -.6), 0).converges());
  EXPECT_NEAR(SweptBlock(loop_of(-2., -.6), 0).contraction(), 1.2, 1e-12);
  EXPECT_FALSE(SweptBlock(loop_of(-2., -.6), 0).converges());
  EXPECT_FALSE(SweptBlock(loop_of(-.98, -.98), 0).converges());
}

TEST(SweptBlock, TellsWhenItDiverges) {
  Vector x{1., 1.};
  EXPECT_EQ(SweptBlock(loop_of(-3., -3.), 0).solve(x), -1);
}

TEST(SweptBlock, SweepsNothingForZero) {
  Vector x{0., 0.};
  EXPECT_EQ(SweptBlock(loop_of(-.5, -.5), 0).solve(x), 0);
  EXPECT_EQ(x, (Vector{0., 0.}));
}

TEST(SweptBlock, BoundsTheInverseOfAnHMatrix) {
  // A = [1 .5; -.5 1]: A⁻¹ = [.8 -.4; .4 .8], ⟨A⟩⁻¹ = [4/3 2/3; 2/3 4/3].
  const SweptBlock block(loop_of(-.5, .5), 0);
  const Vector t{1., 0.};
  const Vector v = block.bound(t);
  ASSERT_EQ(v.size(), 2u);
  for (const Index i : {0, 1}) {
    const double exact[] = {4. / 3., 2. / 3.};
    // In the order of the block, which may begin with either.
    EXPECT_TRUE(v[static_cast<std::size_t>(i)] >= exact[0] ||
                v[static_cast<std::size_t>(i)] >= exact[1]);
    EXPECT_LE(v[static_cast<std::size_t>(i)], 1.1 * exact[0]);
  }
  EXPECT_EQ(block.bound_transposed(Vector{0., 0.}), (Vector{0., 0.}));
}

TEST(SweptBlock, FindsNoBoundWhereThereIsNone) {
  EXPECT_TRUE(SweptBlock(loop_of(-2., 2.), 0).bound(Vector{1., 1.}).empty());
  EXPECT_TRUE(SweptBlock(loop_of(-1., -1.), 0).bound(Vector{1., 1.}).empty());
}

}  // namespace
