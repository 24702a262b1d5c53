// Elementary functions against the same functions with 50 digits, and against tables.

#include "lichen/random/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <boost/math/special_functions/erf.hpp>
#include <boost/multiprecision/cpp_dec_float.hpp>
#include <gtest/gtest.h>

#include "lichen/random/draws.hpp"

namespace lichen {
namespace {

using Wide = boost::multiprecision::cpp_dec_float_50;

/// The distance of a value from the truth in units in the last place of the truth.
double ulps(double value, const Wide& truth) {
  const auto nearest = static_cast<double>(truth);
  const double step = std::nextafter(std::abs(nearest), HUGE_VAL) - std::abs(nearest);
  return static_cast<double>(abs(Wide(value) - truth) / Wide(step));
}

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(PortableExp, IsWithinOneUnitInTheLastPlace) {
  double worst = 0.;
  for (int i = 0; i < 3000; ++i) {
    const double u = uniform_at({.seed = 1, .entity = 1}, static_cast<std::uint64_t>(i));
    for (const double range : {1e-3, 1., 40., 708.}) {
      const double x = (2. * u - 1.) * range;
      worst = std::max(worst, ulps(portable_exp(x), exp(Wide(x))));
    }
  }
  EXPECT_LE(worst, 1.);
}

TEST(PortableExp, IsExactAtZeroAndAtTheEnds) {
  EXPECT_EQ(portable_exp(0.), 1.);
  EXPECT_EQ(portable_exp(-0.), 1.);
  EXPECT_EQ(portable_exp(710.), infinity);
  EXPECT_EQ(portable_exp(infinity), infinity);
  EXPECT_EQ(portable_exp(-746.), 0.);
  EXPECT_EQ(portable_exp(-infinity), 0.);
  EXPECT_TRUE(std::isnan(portable_exp(std::nan(""))));
  // ln of the largest double and of the smallest: 709.782712893384, -744.440071921381.
  EXPECT_LT(portable_exp(709.782712893384), infinity);
  EXPECT_EQ(portable_exp(-744.4400719213812), 0x1p-1074);
}

TEST(PortableLog, IsWithinOneUnitInTheLastPlace) {
  double worst = 0.;
  for (int i = 0; i < 3000; ++i) {
    const double u = uniform_at({.seed = 1, .entity = 2}, static_cast<std::uint64_t>(i));
    const double v = uniform_at({.seed = 1, .entity = 3}, static_cast<std::uint64_t>(i));
    for (const double x : {u, 1. + u, 1. + 1e-6 * (u - 0.5),
                           std::ldexp(0.5 + u, static_cast<int>(2000. * v) - 1000)}) {
      worst = std::max(worst, ulps(portable_log(x), log(Wide(x))));
    }
  }
  EXPECT_LE(worst, 1.);
}

TEST(PortableLog, KnowsItsEnds) {
  EXPECT_EQ(portable_log(1.), 0.);
  EXPECT_EQ(portable_log(0.), -infinity);
  EXPECT_EQ(portable_log(infinity), infinity);
  EXPECT_TRUE(std::isnan(portable_log(-1.)));
  EXPECT_TRUE(std::isnan(portable_log(std::nan(""))));
  EXPECT_NEAR(portable_log(0x1p-1074), -744.4400719213812, 1e-12);
  EXPECT_NEAR(portable_log(std::numeric_limits<double>::max()), 709.782712893384, 1e-12);
}

/// The quantile from the inverse of the complementary error function with 50 digits.
Wide true_quantile(double p) {
  const Wide tail = p < 0.5 ? Wide(p) : 1 - Wide(p);
  const Wide x = sqrt(Wide(2)) * boost::math::erfc_inv(2 * tail);
  return p < 0.5 ? Wide(-x) : x;
}

TEST(NormalQuantile, IsRightToFifteenDigits) {
  std::vector<double> points = {0x1p-53, 1e-300,    1e-15,       1e-11, 1e-5,
                                0.075,   0.0750001, 0.25,        0.499, 0.5001,
                                0.925,   0.999,     1. - 0x1p-53};
  for (int i = 0; i < 500; ++i) {
    points.push_back(uniform_at({.seed = 1, .entity = 4}, static_cast<std::uint64_t>(i)));
  }
  double worst = 0.;
  for (const double p : points) {
    const Wide truth = true_quantile(p);
    worst = std::max(
        worst, static_cast<double>(abs((Wide(normal_quantile(p)) - truth) / truth)));
  }
  EXPECT_LE(worst, 1e-15);
}

TEST(NormalQuantile, AgreesWithTables) {
  EXPECT_EQ(normal_quantile(0.5), 0.);
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(normal_quantile(0.01), -2.326347874040841, 1e-14);
  EXPECT_EQ(normal_quantile(0.), -infinity);
  EXPECT_EQ(normal_quantile(1.), infinity);
  EXPECT_TRUE(std::isnan(normal_quantile(-0.1)));
  EXPECT_TRUE(std::isnan(normal_quantile(1.1)));
  EXPECT_TRUE(std::isnan(normal_quantile(std::nan(""))));
}

TEST(NormalQuantile, IsOddAndGrows) {
  double before = -infinity;
  for (int k = 1; k < 4096; ++k) {
    const double p = k / 4096.;
    const double x = normal_quantile(p);
    EXPECT_GT(x, before);
    EXPECT_EQ(normal_quantile(1. - p), -x);
    before = x;
  }
}

TEST(Draws, ReadsItsStreamFromTheBeginning) {
  constexpr RandomStream stream{.seed = 5, .entity = 6};
  Draws draws(stream);
  for (std::uint64_t i = 0; i < 100; ++i)
    EXPECT_EQ(draws.uniform(), uniform_at(stream, i));
}

TEST(Draws, HaveTheMomentsOfTheirDistributions) {
  Draws draws({.seed = 5, .entity = 7});
  constexpr int n = 40'000;
  double normal = 0., square = 0., exponential = 0., log = 0.;
  std::vector<int> die(6, 0);
  int heads = 0;
  for (int i = 0; i < n; ++i) {
    const double z = draws.normal();
    normal += z / n;
    square += z * z / n;
    exponential += draws.exponential() / n;
    log += std::log(draws.lognormal(2., 0.5)) / n;
    ++die[static_cast<std::size_t>(draws.below(6))];
    heads += draws.happens(0.25) ? 1 : 0;
  }
  // Five standard errors of each mean.
  EXPECT_NEAR(normal, 0., 0.025);
  EXPECT_NEAR(square, 1., 0.036);
  EXPECT_NEAR(exponential, 1., 0.025);
  EXPECT_NEAR(log, 2., 0.0125);
  EXPECT_NEAR(heads, 10'000, 440);
  for (const int side : die) EXPECT_NEAR(side, 6667, 375);
}

TEST(Draws, BelowOneIsZero) {
  Draws draws({.seed = 5, .entity = 8});
  for (int i = 0; i < 100; ++i) EXPECT_EQ(draws.below(1), 0);
}

}  // namespace
}  // namespace lichen
