// The plan of synthetic systems: the histogram of markets, and the prices that prove
// every one of them solvable.

#include "lichen/datasets/plan.ipp"

#include <cmath>
#include <cstddef>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/datasets/synthetic.hpp"
#include "lichen/random/draws.hpp"

namespace lichen::datasets {
namespace {

using detail::at;

TEST(Permutation, HoldsEveryNumberOnce) {
  Draws draws({.seed = 1, .entity = 1});
  const std::vector<Index> p = detail::permutation(1000, draws);
  const std::vector<Index> q = detail::inverse(p);
  for (Index i = 0; i < 1000; ++i) EXPECT_EQ(p[at(q[at(i)])], i);
}

TEST(Plan, MeetsThePublishedHistogramOfMarkets) {
  const detail::Plan plan = detail::make_plan(14'889, 1);
  std::map<Index, Index> count;
  Index links = 0;
  for (Index m = 0; m < plan.markets; ++m) {
    ++count[plan.own_suppliers(m) + plan.linked[at(m)]];
    links += plan.linked[at(m)];
  }
  Index total = 0;
  for (const auto& [size, published] : detail::suppliers_per_market) {
    // 3,966 markets are published in one place and 3,977 in another.
    EXPECT_NEAR(count[size], published, 6) << size;
    total += size * count[size];
  }
  EXPECT_NEAR(total, 11'611, 0.05 * 11'611);
  EXPECT_NEAR(links, 11'611 + 5'692 - (140'342 - 124'375), 200);
}

TEST(Plan, GivesEverySupplierItsMarketAndEveryMarketASource) {
  for (const Index n : {4, 5, 9, 40, 333, 5000}) {
    const detail::Plan plan = detail::make_plan(n, 1);
    ASSERT_EQ(plan.activities(), n);
    ASSERT_EQ(plan.market_of.size(), at(plan.suppliers));
    for (Index m = 0; m < plan.markets; ++m) {
      EXPECT_GT(plan.own_suppliers(m) + plan.linked[at(m)], 0);
      for (Index s = plan.first_supplier[at(m)]; s < plan.first_supplier[at(m + 1)];
           ++s) {
        EXPECT_EQ(plan.market_of[at(s)], m);
      }
    }
  }
}

/// With p the prices, pᵀ|A| without the diagonal is at most pᵀ|D|: columns are spent on
/// inputs at most in full, which makes A an H-matrix.
TEST(Plan, HasPricesThatCoverTheInputsOfEveryActivity) {
  for (const Coupling coupling : {Coupling::regular, Coupling::hard}) {
    const SyntheticSystem s =
        synthetic({.activities = 6000, .seed = 1, .coupling = coupling});
    const detail::Plan plan = detail::make_plan(6000, 1);
    for (Index j = 0; j < 6000; ++j) {
      double spent = 0.;
      double earned = 0.;
      for (SparseMatrix::InnerIterator it(s.a, j); it; ++it) {
        const auto i = static_cast<Index>(it.row());
        const double value =
            std::abs(it.value()) * plan.price_of(plan.activity_at[at(i)]);
        (i == j ? earned : spent) += value;
      }
      EXPECT_LT(spent, earned * (1. - 1e-9));
    }
  }
}

/// Shares of suppliers add up to what the market sells.
TEST(Plan, MarketsMixOneUnitOfWhatTheySell) {
  const SyntheticSystem s = synthetic({.activities = 3000, .seed = 1});
  const detail::Plan plan = detail::make_plan(3000, 1);
  for (Index m = 0; m < plan.markets; ++m) {
    double sum = 0.;
    const Index column = plan.column_of[at(m)];
    const auto add = [&](Index activity) {
      sum += std::abs(s.a.coeff(plan.column_of[at(activity)], column));
    };
    for (Index i = plan.first_supplier[at(m)]; i < plan.first_supplier[at(m + 1)]; ++i) {
      add(plan.markets + i);
    }
    if (plan.linked[at(m)] != 0) {
      add(m + 1);
      // Where the next market also carries the goods, more is bought of it.
      EXPECT_GE(sum, 1. - 1e-12);
    } else {
      EXPECT_NEAR(sum, 1., 1e-12);
    }
  }
}

}  // namespace
}  // namespace lichen::datasets
