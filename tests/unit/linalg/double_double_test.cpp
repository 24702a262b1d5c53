#include "lichen/linalg/double_double.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace {

using lichen::DoubleDouble;

TEST(DoubleDouble, KeepsWhatADoubleSumLoses) {
  DoubleDouble sum;
  sum.add(1e17);
  sum.add(1.);
  sum.add(-1e17);
  EXPECT_EQ(sum.rounded(), 1.);
}

TEST(DoubleDouble, HoldsAProductExactly) {
  // (1 + 2^-30)² = 1 + 2^-29 + 2^-60: the last term does not fit into a double.
  const auto square = DoubleDouble::product(1. + 0x1p-30, 1. + 0x1p-30);
  EXPECT_EQ(square.high, 1. + 0x1p-29);
  EXPECT_EQ(square.low, 0x1p-60);
}

TEST(DoubleDouble, AgreesWithFusedMultiplyAdd) {
  double x = 1.;
  double y = 1.;
  for (int k = 0; k < 1000; ++k) {
    x = std::fmod(x * 1.7320508 + 0.1234567, 37.) - 18.;
    y = std::fmod(y * 2.2360679 + 0.7654321, 1e5) - 5e4;
    const auto product = DoubleDouble::product(x, y);
    ASSERT_EQ(product.high, x * y);
    ASSERT_EQ(product.low, std::fma(x, y, -(x * y)));
  }
}

TEST(DoubleDouble, MultipliesNumbersNearTheLargest) {
  const auto product = DoubleDouble::product(0x1.0000002p1000, 0x1.0000002p0);
  EXPECT_EQ(product.high, 0x1.0000004p1000);
  EXPECT_EQ(product.low, 0x1p946);
}

TEST(DoubleDouble, SumsADotProductThatCancels) {
  // 1e8 · 1e8 - 1e16 + 1e-9 · 1 by hand.
  DoubleDouble sum;
  sum.add_product(1e8, 1e8);
  sum.add_product(1e-9, 1.);
  sum.add_product(-1e16, 1.);
  EXPECT_EQ(sum.rounded(), 1e-9);
}

TEST(DoubleDouble, MultipliesAPair) {
  DoubleDouble sum;
  sum.add_product(3., DoubleDouble{1., 0x1p-60});
  sum.add(-3.);
  EXPECT_EQ(sum.rounded(), 3. * 0x1p-60);
}

TEST(DoubleDouble, IsNormalisedWithoutChange) {
  const DoubleDouble pair = DoubleDouble{1., 3.}.normalised();
  EXPECT_EQ(pair.high, 4.);
  EXPECT_EQ(pair.low, 0.);
}

TEST(GammaTwo, GrowsWithTheSquareOfTheTerms) {
  EXPECT_LT(lichen::gamma_two(1e6), 1e-18);
  EXPECT_GT(lichen::gamma_two(100.), 1e4 * 0x1p-106);
}

}  // namespace
