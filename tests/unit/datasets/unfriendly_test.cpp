// Unfriendly systems against answers known by hand.

#include "lichen/datasets/unfriendly.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <string_view>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/families.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "support/system_facts.hpp"

namespace lichen::datasets {
namespace {

Vector unit(Index n, Index i) {
  Vector f(static_cast<std::size_t>(n), 0.);
  f[static_cast<std::size_t>(i)] = 1.;
  return f;
}

TEST(Expander, DemandsItsGeometricSeriesInAll) {
  const SyntheticSystem s = expander(2000);
  const Vector x = Technosphere(s.a).solve(unit(2000, 7)).values;
  EXPECT_NEAR(std::accumulate(x.begin(), x.end(), 0.), 1. / 0.3, 1e-12);
  EXPECT_NEAR(test::spectral_radius(s.a, 100), 0.7, 1e-6);
  EXPECT_EQ(order(s.a, match(s.a)).largest_block(), 2000);
}

TEST(DenseBlock, HasNoZerosAndAbsorbsWhatItIsFed) {
  const SyntheticSystem s = dense_block(150);
  EXPECT_EQ(s.a.nonZeros(), 150 * 150);
  for (Index j = 0; j < 150; ++j) {
    const double added = s.a.col(j).sum();
    EXPECT_GE(added, 0.3 - 1e-12);
    EXPECT_LE(added, 0.7 + 1e-12);
  }
  const Vector f(150, 1.);
  EXPECT_LE(Technosphere(s.a).solve(f).report.backward_error, 1e-14);
}

TEST(Chain, PassesOneUnitOfValueOnAndOn) {
  const SyntheticSystem s = chain(1000);
  EXPECT_EQ(s.a.nonZeros(), 1999);
  EXPECT_EQ(order(s.a, match(s.a)).blocks(), 1000);
  // Powers of two, in products as in answers: no rounding anywhere.
  const Vector x = Technosphere(s.a).solve(unit(1000, 3)).values;
  Index used = 0;
  for (const double value : x) {
    if (value == 0.) continue;
    ++used;
    int exponent = 0;
    EXPECT_EQ(std::frexp(value, &exponent), 0.5);
    EXPECT_LE(std::abs(exponent - 1), 20);
  }
  EXPECT_GE(used, 1);
  EXPECT_LT(used, 1001);
}

TEST(Star, MakesFourThirdsOfItsHub) {
  const SyntheticSystem s = star(500);
  Index hub = 0;
  for (Index j = 0; j < 500; ++j) {
    if (s.a.col(j).nonZeros() == 500) hub = j;
  }
  const Vector x = Technosphere(s.a).solve(unit(500, hub)).values;
  EXPECT_NEAR(x[static_cast<std::size_t>(hub)], 4. / 3., 1e-13);
}

TEST(NearSingularLoop, MakesWhatIsAskedForOnceForEachGap) {
  const SyntheticSystem s = near_singular_loop(200, 0x1p-20);
  const Vector x = Technosphere(s.a).solve(unit(200, 11)).values;
  EXPECT_NEAR(x[11] / 0x1p20, 1., 1e-12);
}

TEST(DivergingLoops, HaveAnswersThatSweepsDoNotFind) {
  const SyntheticSystem s = diverging_loops(1600);
  const OrderedMatrix ordered = order(s.a, match(s.a));
  EXPECT_EQ(ordered.blocks(), 8);
  EXPECT_EQ(ordered.largest_block(), 200);
  EXPECT_EQ(test::sweeps_to(s.a, Vector(1600, 1.), 1e-6, 200), 0);
  const Solution solution = Technosphere(s.a).solve(Vector(1600, 1.));
  EXPECT_LE(solution.report.backward_error, 1e-12);
  EXPECT_LE(test::backward_error(s.a, solution.values, Vector(1600, 1.)), 1e-12);
}

/// A ring of gain g gives back 1 / (1 - g) of what it is asked for: 0.4 of it where g is
/// -1.5, 1 / 11.8 where it is -10.8, and the others lie between.
TEST(DivergingLoops, GiveWhatTheirGainsSay) {
  const SyntheticSystem s = diverging_loops(80);
  const Technosphere technosphere(s.a);
  double least = 1.;
  double most = 0.;
  for (Index j = 0; j < 80; ++j) {
    const double own =
        technosphere.solve(unit(80, j)).values[static_cast<std::size_t>(j)];
    least = std::min(least, own);
    most = std::max(most, own);
  }
  EXPECT_NEAR(most, 0.4, 1e-13);
  EXPECT_NEAR(least, 1. / 11.8, 1e-13);
}

TEST(BadlyScaled, IsTheRegularSystemInOtherUnits) {
  const SyntheticSystem s = badly_scaled(800);
  const SyntheticSystem r = regular(800);
  ASSERT_EQ(s.a.nonZeros(), r.a.nonZeros());
  double least = 1e300;
  double most = 0.;
  for (Index j = 0; j < 800; ++j) {
    SparseMatrix::InnerIterator x(s.a, j);
    for (SparseMatrix::InnerIterator y(r.a, j); y; ++y, ++x) {
      ASSERT_EQ(x.row(), y.row());
      int exponent = 0;
      EXPECT_EQ(std::frexp(x.value() / y.value(), &exponent), 0.5);
    }
    least = std::min(least, std::abs(s.a.coeff(j, j)));
    most = std::max(most, std::abs(s.a.coeff(j, j)));
  }
  EXPECT_GT(most / least, 1e40);
}

TEST(Single, IsOneActivityOfTwoUnits) {
  const SyntheticSystem s = single();
  EXPECT_EQ(Technosphere(s.a).solve(Vector{3.}).values, Vector{1.5});
  EXPECT_EQ(s.b.cols(), 1);
  EXPECT_GT(s.b.nonZeros(), 0);
}

TEST(Family, GivesSystemsThatFitTogetherAndAreSolved) {
  std::set<std::string_view> names;
  std::set<std::uint64_t> hashes;
  for (const Family family : families) {
    const SyntheticSystem s = system_of(family, 300, 2);
    names.insert(name_of(family));
    hashes.insert(test::hash_of(s.a));
    const Index n = family == Family::single ? 1 : 300;
    ASSERT_EQ(s.a.rows(), n) << name_of(family);
    ASSERT_EQ(s.a.cols(), n);
    ASSERT_EQ(s.b.cols(), n);
    ASSERT_EQ(s.c.cols(), s.b.rows());
    ASSERT_EQ(s.kinds.size(), static_cast<std::size_t>(n));
    const Vector f(static_cast<std::size_t>(n), 1.);
    EXPECT_NO_THROW({
      const Solution solution = Technosphere(s.a).solve(f);
      EXPECT_LE(test::backward_error(s.a, solution.values, f), 1e-12) << name_of(family);
    }) << name_of(family);
  }
  EXPECT_EQ(names.size(), families.size());
  EXPECT_EQ(hashes.size(), families.size());
}

TEST(Family, RefusesSizesThatItDoesNotHave) {
  EXPECT_THROW((void)expander(10), ShapeError);
  EXPECT_THROW((void)dense_block(20'001), ShapeError);
  EXPECT_THROW((void)chain(0), ShapeError);
  EXPECT_THROW((void)star(1), ShapeError);
  EXPECT_THROW((void)near_singular_loop(1), ShapeError);
  EXPECT_THROW((void)diverging_loops(15), ShapeError);
  EXPECT_THROW((void)badly_scaled(0), ShapeError);
}

}  // namespace
}  // namespace lichen::datasets
