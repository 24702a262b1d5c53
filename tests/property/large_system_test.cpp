// A system of ecoinvent's size and shape: markets, producers and hubs that everyone uses,
// in one large loop. Direct solvers fill in here; sweeps do not.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "support/matrices.hpp"

namespace {

using lichen::Index;
using lichen::SparseMatrix;
using lichen::Technosphere;
using lichen::Vector;
using lichen::test::Entry;

constexpr Index activities = 20000;
constexpr Index hubs = 50;

/// Each activity uses ten others, most of them further down the chain, some of them hubs;
/// hubs use activities anywhere, which closes the loops. Units differ by up to 1e±6, and
/// rows and columns are spread over all numbers.
SparseMatrix hub_shaped() {
  std::uint64_t state = 42;
  const auto next = [&state] {
    state = state * 6364136223846793005u + 1442695040888963407u;  // Knuth's MMIX
    return static_cast<double>(state >> 11) * 0x1p-53;
  };
  Vector price(activities);
  for (double& value : price) value = std::pow(10., 12. * next() - 6.);
  const auto place = [](Index i) {
    return static_cast<Index>((static_cast<std::int64_t>(i) * 7919) % activities);
  };
  std::vector<Entry> entries;
  for (Index j = 0; j < activities; ++j) {
    entries.push_back({place(j), place(j), 1.});
    for (int link = 0; link < 10; ++link) {
      const double r = next();
      Index i = j + 1 + static_cast<Index>(400. * r * r);
      if (link < 4) i = activities - 1 - static_cast<Index>(hubs * r * r);
      if (j >= activities - hubs) i = static_cast<Index>(activities * r);
      if (i >= activities || i == j) continue;
      const double value = 0.08 * next() * price[static_cast<std::size_t>(j)] /
                           price[static_cast<std::size_t>(i)];
      entries.push_back({place(i), place(j), -value});
    }
  }
  return lichen::test::from_entries(activities, activities, entries);
}

class LargeSystem : public testing::Test {
 protected:
  static void SetUpTestSuite() { technosphere_ = new Technosphere(hub_shaped()); }
  static void TearDownTestSuite() {
    delete technosphere_;
    technosphere_ = nullptr;
  }
  static const Technosphere* technosphere_;
};
const Technosphere* LargeSystem::technosphere_ = nullptr;

TEST_F(LargeSystem, IsOneLoopThatIsSwept) {
  const auto solution = technosphere_->solve(lichen::test::unit(activities, 7));
  EXPECT_GT(solution.report.largest_component, activities / 2);
  EXPECT_NE(solution.report.solver.find("sweeps"), std::string::npos);
  EXPECT_LT(solution.report.iterations, 60);
  EXPECT_LT(solution.report.contraction, 0.8);
  EXPECT_LE(solution.report.backward_error, 1e-15);
  EXPECT_TRUE(solution.report.notes.empty());
}

TEST_F(LargeSystem, HasScoresWithAProvedBound) {
  std::vector<Entry> emissions;
  for (Index j = 0; j < activities; ++j) {
    emissions.push_back({j % 9, j, 1. + static_cast<double>(j % 5)});
  }
  const SparseMatrix b = lichen::test::from_entries(9, activities, emissions);
  const SparseMatrix c = lichen::test::from_rows({{1., 2., 0., 0., 5., 0., 1., 0., 3.}});
  const lichen::PreparedScores prices(*technosphere_, b, c);
  for (const Index product : {7, 12345}) {
    const auto forward =
        assess(*technosphere_, b, c, lichen::test::unit(activities, product)).scores[0];
    const lichen::ProductAmount demand{product, 1.};
    const auto adjoint = prices.score(0, {&demand, 1});
    ASSERT_TRUE(forward.error.bound.has_value());
    ASSERT_TRUE(adjoint.error.bound.has_value());
    EXPECT_LE(std::abs(forward.value - adjoint.value),
              *forward.error.bound + *adjoint.error.bound);
    EXPECT_LE(*forward.error.bound, 1e-14 * std::abs(forward.value));
    EXPECT_LE(*adjoint.error.bound, 1e-14 * std::abs(adjoint.value));
  }
}

}  // namespace
