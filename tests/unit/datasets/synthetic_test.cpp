// The structure of synthetic systems against the published counts of ecoinvent 3.4
// cut-off (14,889 activities): 155,857 exchanges, of which 140,342 off the diagonal;
// 3,966 markets with 19,388 inputs; 124,375 inputs from markets, 5,692 from suppliers to
// suppliers; 364,348 exchanges with the environment; 120,456 and 175,726 of them
// lognormal.

#include "lichen/datasets/synthetic.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "support/system_facts.hpp"

namespace lichen::datasets {
namespace {

constexpr Index published = 14'889;

const SyntheticSystem& system_3_4() {
  static const SyntheticSystem system =
      synthetic({.activities = published, .seed = 34, .uncertainty = true});
  return system;
}

bool is_market(const SyntheticSystem& s, Eigen::Index i) {
  return s.kinds[static_cast<std::size_t>(i)] == SyntheticKind::market;
}

/// Calls `visit(row, column, value)` for entries off the diagonal.
template <class Visit>
void for_each_input(const SyntheticSystem& s, Visit visit) {
  for (Index j = 0; j < s.a.cols(); ++j) {
    for (SparseMatrix::InnerIterator it(s.a, j); it; ++it) {
      if (it.row() != j) visit(static_cast<Index>(it.row()), j, it.value());
    }
  }
}

TEST(SyntheticSystem, HasThePublishedCountsOfExchanges) {
  const SyntheticSystem& s = system_3_4();
  int all = 0, of_markets = 0, from_markets = 0, between_suppliers = 0;
  for_each_input(s, [&](Index i, Index j, double) {
    ++all;
    of_markets += is_market(s, j) ? 1 : 0;
    from_markets += is_market(s, i) ? 1 : 0;
    between_suppliers += !is_market(s, i) && !is_market(s, j) ? 1 : 0;
  });
  EXPECT_NEAR(all, 140'342, 0.03 * 140'342);
  EXPECT_NEAR(of_markets, 19'388, 0.03 * 19'388);
  EXPECT_NEAR(from_markets, 124'375, 0.03 * 124'375);
  EXPECT_NEAR(between_suppliers, 5'692, 0.1 * 5'692);
  const auto markets = std::count(s.kinds.begin(), s.kinds.end(), SyntheticKind::market);
  EXPECT_NEAR(static_cast<double>(markets), 3'966., 1.);
}

TEST(SyntheticSystem, HasAFewServiceMarketsWithMostOfTheConsumers) {
  const SyntheticSystem& s = system_3_4();
  std::vector<int> consumers(published, 0);
  for_each_input(
      s, [&](Index i, Index, double) { ++consumers[static_cast<std::size_t>(i)]; });
  std::sort(consumers.rbegin(), consumers.rend());
  // "The most used lorry market has about 1,900 consumers"; "a few service markets have
  // 500 - 2,000".
  EXPECT_NEAR(consumers[0], 1'900, 300);
  const auto many = std::count_if(consumers.begin(), consumers.end(),
                                  [](int count) { return count >= 500; });
  EXPECT_GE(many, 12);
  EXPECT_LE(many, 60);
  // Final products that nobody buys.
  EXPECT_GT(std::count(consumers.begin(), consumers.end(), 0), published / 100);
}

TEST(SyntheticSystem, HasAmountsOverFourteenDecades) {
  std::vector<double> amounts;
  for_each_input(system_3_4(),
                 [&](Index, Index, double value) { amounts.push_back(std::abs(value)); });
  std::sort(amounts.begin(), amounts.end());
  const std::size_t edge = amounts.size() / 1000;
  const double decades = std::log10(amounts[amounts.size() - 1 - edge] / amounts[edge]);
  EXPECT_NEAR(decades, 14., 0.7);
}

TEST(SyntheticSystem, HasWastesWithANegativeDiagonalAndFewCredits) {
  const SyntheticSystem& s = system_3_4();
  const Vector diagonal = [&] {
    Vector d;
    for (Index j = 0; j < published; ++j) d.push_back(s.a.coeff(j, j));
    return d;
  }();
  const auto wastes =
      std::count_if(diagonal.begin(), diagonal.end(), [](double d) { return d < 0.; });
  EXPECT_NEAR(static_cast<double>(wastes) / published, 0.06, 0.02);
  for (const double d : diagonal) {
    EXPECT_GE(std::abs(d), 0.96);
    EXPECT_LE(std::abs(d), 1.);
  }
  int all = 0, credits = 0;
  for_each_input(s, [&](Index i, Index, double value) {
    ++all;
    credits += (value > 0.) == (diagonal[static_cast<std::size_t>(i)] > 0.) ? 1 : 0;
  });
  EXPECT_GT(credits, all / 500);
  EXPECT_LT(credits, all / 200);
}

TEST(SyntheticSystem, HasOneLargeComponentOverAnAcyclicForeground) {
  const SparseMatrix& a = system_3_4().a;
  const OrderedMatrix ordered = order(a, match(a));
  EXPECT_NEAR(ordered.largest_block(), published * 2. / 3., published * 0.02);
  Index in_small_loops = 0;
  for (Index k = 0; k < ordered.blocks(); ++k) {
    const Index size = ordered.block_size(k);
    if (size > 1 && size < ordered.largest_block()) in_small_loops += size;
  }
  EXPECT_LT(in_small_loops, published / 20);
}

TEST(SyntheticSystem, HasActivitiesWithoutInputsAndSomeThatStandAlone) {
  const SyntheticSystem& s = system_3_4();
  std::vector<int> links(published, 0), inputs(published, 0);
  for_each_input(s, [&](Index i, Index j, double) {
    ++links[static_cast<std::size_t>(i)];
    ++links[static_cast<std::size_t>(j)];
    ++inputs[static_cast<std::size_t>(j)];
  });
  EXPECT_GT(std::count(inputs.begin(), inputs.end(), 0), published / 100);
  EXPECT_GT(std::count(links.begin(), links.end(), 0), 20);
}

TEST(SyntheticSystem, HasThePublishedExchangesWithTheEnvironment) {
  const SyntheticSystem& s = system_3_4();
  EXPECT_EQ(s.b.rows(), 2'500);
  EXPECT_NEAR(static_cast<double>(s.b.nonZeros()), 364'348., 0.03 * 364'348.);
  std::vector<int> uses(2'500, 0);
  Index most = 0;
  int against = 0;
  for (Index j = 0; j < s.b.cols(); ++j) {
    Index count = 0;
    for (SparseMatrix::InnerIterator it(s.b, j); it; ++it, ++count) {
      ++uses[static_cast<std::size_t>(it.row())];
      against += it.value() < 0. ? 1 : 0;
    }
    most = std::max(most, count);
    EXPECT_LE(count, is_market(s, j) ? 1 : 625);
  }
  EXPECT_GT(most, 200);
  // Of 3.4, 2,030 flows are used.
  EXPECT_GE(std::count_if(uses.begin(), uses.end(), [](int u) { return u > 0; }), 2'030);
  EXPECT_NEAR(against / 364'348., 0.01, 0.003);
}

TEST(SyntheticSystem, HasMethodsOfThirtyToSevenHundredFactors) {
  const SyntheticSystem& s = system_3_4();
  ASSERT_EQ(s.c.rows(), 16);
  ASSERT_EQ(s.c.cols(), s.b.rows());
  std::vector<int> factors(16, 0);
  for (Index k = 0; k < s.c.cols(); ++k) {
    for (SparseMatrix::InnerIterator it(s.c, k); it; ++it) {
      ++factors[static_cast<std::size_t>(it.row())];
    }
  }
  EXPECT_EQ(*std::min_element(factors.begin(), factors.end()), 30);
  EXPECT_EQ(*std::max_element(factors.begin(), factors.end()), 700);
  const SparseMatrix scores = s.c * s.b;
  std::vector<int> reached(16, 0);
  for (Index j = 0; j < scores.cols(); ++j) {
    for (SparseMatrix::InnerIterator it(scores, j); it; ++it) {
      ++reached[static_cast<std::size_t>(it.row())];
    }
  }
  EXPECT_GT(*std::min_element(reached.begin(), reached.end()), published / 50);
}

TEST(SyntheticSystem, HasThePublishedSharesOfLognormalAmounts) {
  const SyntheticSystem& s = system_3_4();
  const auto share = [](const Vector& sigmas, const SparseMatrix& of) {
    EXPECT_EQ(sigmas.size(), static_cast<std::size_t>(of.nonZeros()));
    const auto [low, high] = std::minmax_element(sigmas.begin(), sigmas.end());
    EXPECT_EQ(*low, 0.);
    EXPECT_LE(*high, 1.);
    const auto certain = std::count(sigmas.begin(), sigmas.end(), 0.);
    return 1. - static_cast<double>(certain) / static_cast<double>(sigmas.size());
  };
  EXPECT_NEAR(share(s.sigma_a, s.a), 120'456. / 155'857., 0.01);
  EXPECT_NEAR(share(s.sigma_b, s.b), 175'726. / 364'348., 0.01);
}

TEST(SyntheticSystem, PartsDoNotDependOnOneAnother) {
  const SyntheticSystem all =
      synthetic({.activities = 500, .seed = 2, .uncertainty = true});
  const SyntheticSystem bare = synthetic({.activities = 500, .seed = 2, .flows = 0});
  EXPECT_EQ(test::hash_of(all.a), test::hash_of(bare.a));
  EXPECT_EQ(bare.b.nonZeros() + bare.c.nonZeros(), 0);
  EXPECT_TRUE(bare.sigma_a.empty());
  const SyntheticSystem fewer =
      synthetic({.activities = 500, .seed = 2, .categories = 3});
  EXPECT_EQ(test::hash_of(all.b), test::hash_of(fewer.b));
  EXPECT_EQ(fewer.c.rows(), 3);
}

TEST(SyntheticSystem, FollowsItsSeed) {
  const auto hash = [](std::uint64_t seed) {
    return test::hash_of(synthetic({.activities = 500, .seed = seed}).a);
  };
  EXPECT_EQ(hash(7), hash(7));
  EXPECT_NE(hash(7), hash(8));
}

TEST(SyntheticSystem, ExistsAndHasAnAnswerAtEverySize) {
  for (const Coupling coupling : {Coupling::regular, Coupling::hard}) {
    for (const Index n : {1, 2, 3, 4, 5, 7, 8, 11, 16, 30, 31, 64, 100, 200, 500}) {
      const SyntheticSystem s =
          synthetic({.activities = n, .seed = 3, .coupling = coupling});
      ASSERT_EQ(s.a.rows(), n);
      ASSERT_EQ(s.b.cols(), n);
      const Vector f(static_cast<std::size_t>(n), 1.);
      const Solution solution = Technosphere(s.a).solve(f);
      EXPECT_LE(solution.report.backward_error, 1e-12) << n;
    }
  }
}

TEST(SyntheticSystem, RefusesSizesThatItDoesNotHave) {
  EXPECT_THROW((void)synthetic({.activities = 0}), ShapeError);
  EXPECT_THROW((void)synthetic({.activities = -5}), ShapeError);
  EXPECT_THROW((void)synthetic({.activities = 60'000'001}), ShapeError);
  EXPECT_THROW((void)synthetic({.activities = 10, .flows = -1}), ShapeError);
  EXPECT_THROW((void)synthetic({.activities = 10, .categories = -1}), ShapeError);
}

}  // namespace
}  // namespace lichen::datasets
