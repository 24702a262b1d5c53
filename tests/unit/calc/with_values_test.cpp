// Other values on a pattern that was solved already: what is kept, and that it shows in
// no number.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/scenarios.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "support/matrices.hpp"
#include "support/message.hpp"

namespace {

using namespace lichen;
using test::from_rows;
using test::message_of;
using test::says;

/// Every input times something from 0.9 to 1.
SparseMatrix other_inputs(SparseMatrix a, std::uint32_t seed) {
  std::uint32_t state = seed;
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      if (it.row() == j) continue;
      state = state * 1664525U + 1013904223U;  // Numerical Recipes' generator
      it.valueRef() *= 1. - .1 * static_cast<double>(state >> 16) / 65536.;
    }
  }
  return a;
}

/// Holds that two systems give the scores of one another, to 1e-12.
void expect_same_scores(const Technosphere& x, const Technosphere& y,
                        const SparseMatrix& b, const SparseMatrix& c) {
  const PreparedScores mine(x, b, c);
  const PreparedScores other(y, b, c);
  for (Index k = 0; k < mine.categories(); ++k) {
    const Vector p = mine.prices(k);
    const Vector q = other.prices(k);
    for (std::size_t i = 0; i < p.size(); ++i) {
      ASSERT_LE(std::abs(p[i] - q[i]), 1e-12 * std::abs(q[i])) << k << ", " << i;
    }
  }
}

bool told(const Technosphere& technosphere, const std::string& what) {
  for (const std::string& note : technosphere.report().notes) {
    if (says(note, what)) return true;
  }
  return false;
}

class WithValues : public testing::TestWithParam<Solver> {};

TEST_P(WithValues, GivesTheScoresOfASystemMadeAnew) {
  const auto system = datasets::regular(300);
  const SolveOptions options{.solver = GetParam()};
  const Technosphere base(system.a, options);
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    const SparseMatrix a = other_inputs(system.a, seed);
    const Technosphere changed = base.with_values(a);
    EXPECT_EQ(changed.ordered().row_at, base.ordered().row_at);
    EXPECT_EQ(changed.options(), options);
    EXPECT_EQ(told(changed, "by the pivots of another"), GetParam() == Solver::klu);
    expect_same_scores(changed, Technosphere(a, options), system.b, system.c);
  }
}

INSTANTIATE_TEST_SUITE_P(Solvers, WithValues,
                         testing::Values(Solver::automatic, Solver::iterative,
                                         Solver::klu, Solver::dense, Solver::eigen_lu));

TEST(WithValues, MakeAnewWhatDoesNotFitOtherEntries) {
  // The second now uses the first, which uses nothing: another order altogether.
  const auto chain = from_rows({{1., 0.}, {-.5, 1.}});
  const auto turned = from_rows({{1., -.25}, {0., 1.}});
  for (const Solver solver : {Solver::automatic, Solver::klu}) {
    const Technosphere changed =
        Technosphere(chain, {.solver = solver}).with_values(turned);
    EXPECT_EQ(changed.solve(Vector{0., 1.}).values, (Vector{.25, 1.}));
    EXPECT_TRUE(changed.report().notes.empty());
  }
}

TEST(WithValues, TakeOtherPivotsWhereTheirsGrowAndSaySo) {
  const Technosphere base(from_rows({{1., -.5}, {-.5, 1.}}), {.solver = Solver::klu});
  const auto changed = base.with_values(from_rows({{1e-15, -.5}, {-.5, 1e-15}}));
  EXPECT_TRUE(told(changed, "do not suit"));
  const Vector s = changed.solve(Vector{1., 0.}).values;
  EXPECT_NEAR(s[1], -2., 1e-15);
  EXPECT_NEAR(s[0] / -4e-15, 1., 1e-14);
}

TEST(WithValues, RefuseWhatASystemRefuses) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Solver solver : {Solver::automatic, Solver::klu}) {
    const Technosphere base(from_rows({{1., -.5}, {-.5, 1.}}), {.solver = solver});
    EXPECT_THROW((void)base.with_values(from_rows({{1., nan}, {-.5, 1.}})), ShapeError);
    EXPECT_THROW((void)base.with_values(from_rows({{1., -1.}, {-1., 1.}})),
                 SingularError);
    EXPECT_THROW((void)base.with_values(from_rows({{1., 0.}, {-.5, 0.}})), SingularError);
    const auto message =
        message_of<ShapeError>([&] { (void)base.with_values(from_rows({{1.}})); });
    EXPECT_TRUE(says(message, "2 activities must have its size, got 1 products"));
    EXPECT_NEAR(base.solve(Vector{1., 0.}).values[0], 4. / 3., 1e-15);
  }
}

TEST(WithValues, ServeScenariosThatAreSolvedAfresh) {
  const auto system = datasets::regular(400);
  const SolveOptions options{.solver = Solver::klu};
  ScenarioOptions how;
  how.solve = options;
  const Scenarios scenarios(Technosphere(system.a, options), system.b, system.c, how);
  const SparseMatrix a = other_inputs(system.a, 7);
  Scenario all{"all inputs", {}, {}};
  for (Index j = 0; j < 400; ++j) {
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      all.technosphere.push_back({static_cast<Index>(it.row()), j, it.value()});
    }
  }
  const std::vector<ProductAmount> demand{{7, 1.}};
  const ScenarioScores found = scenarios.score(all, demand);
  ASSERT_EQ(found.failure, "");
  EXPECT_EQ(found.way, ScenarioWay::fresh);
  const PreparedScores rebuilt(Technosphere(a, options), system.b, system.c);
  for (Index k = 0; k < rebuilt.categories(); ++k) {
    const double expected = rebuilt.score(k, demand).value;
    EXPECT_NEAR(found.scores[0][static_cast<std::size_t>(k)].value, expected,
                1e-12 * std::abs(expected));
  }
}

}  // namespace
