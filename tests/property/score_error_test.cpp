// What is printed as ± is never below the true error.
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "support/corrected_scores.hpp"
#include "support/data.hpp"
#include "support/error_tally.hpp"
#include "support/matrices.hpp"
#include "support/random_systems.hpp"
#include "support/truth.hpp"

namespace {

using lichen::Assessment;
using lichen::Index;
using lichen::PreparedScores;
using lichen::ProductAmount;
using lichen::Score;
using lichen::Solver;
using lichen::SparseMatrix;
using lichen::Technosphere;
using lichen::Vector;
using lichen::test::RandomSystem;
using lichen::test::Truth;

using Tally = lichen::test::ErrorTally;

std::vector<ProductAmount> entries_of(const Vector& f) {
  std::vector<ProductAmount> demand;
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (f[i] != 0.) demand.push_back({static_cast<Index>(i), f[i]});
  }
  return demand;
}

/// True where the system has an inverse that the library accepts.
bool tally(const RandomSystem& system, Solver solver, Tally& corrected, Tally& prepared) {
  try {
    const Technosphere technosphere(system.a, {.solver = solver});
    const std::vector<Score> scores =
        lichen::test::corrected_scores(technosphere, system.b, system.c, system.f);
    const PreparedScores prices(technosphere, system.b, system.c);
    const std::vector<Score> again = prices.scores(entries_of(system.f));
    const std::vector<Truth> truth =
        lichen::test::exact_scores(system.a, system.b, system.c, system.f);
    for (std::size_t k = 0; k < truth.size(); ++k) {
      corrected.add(scores[k], truth[k]);
      prepared.add(again[k], truth[k]);
    }
    return true;
  } catch (const lichen::SingularError&) {
    return false;
  }
}

TEST(PrintedError, IsNeverBelowTheTrueErrorOf1000RandomSystems) {
  Tally direct;
  Tally prepared;
  int systems = 0;
  for (std::uint64_t seed = 1; systems < 1000 && seed < 2000; ++seed) {
    systems +=
        tally(lichen::test::random_system(seed), Solver::automatic, direct, prepared);
  }
  ASSERT_EQ(systems, 1000) << "too many of 2000 are singular";
  direct.report("corrected");
  prepared.report("prepared");
  EXPECT_GT(direct.bounded, direct.scores * 9 / 10);
  EXPECT_LE(direct.poor_estimates, direct.scores / 50);
}

TEST(PrintedError, HoldsForEverySolver) {
  for (const Solver solver : lichen::test::all_solvers()) {
    Tally direct;
    Tally prepared;
    for (std::uint64_t seed = 5000; seed < 5100; ++seed) {
      tally(lichen::test::random_system(seed), solver, direct, prepared);
    }
    EXPECT_GT(direct.scores, 100) << lichen::test::name_of(solver);
  }
}

TEST(PrintedError, HoldsWhereSweepsSolve) {
  Tally direct;
  Tally prepared;
  for (std::uint64_t seed = 1; seed < 20; ++seed) {
    RandomSystem system = lichen::test::random_system(
        seed, 60, {.credits = seed % 2 == 0, .near_singular = false});
    const Technosphere technosphere(system.a, {.dense_limit = 2});
    const Assessment assessment =
        lichen::assess(technosphere, system.b, system.c, system.f);
    const auto truth = lichen::test::exact_scores(system.a, system.b, system.c, system.f);
    for (std::size_t k = 0; k < truth.size(); ++k) {
      direct.add(assessment.scores[k], truth[k]);
    }
  }
  EXPECT_GT(direct.scores, 20);
}

/// Some demands on a real system, each flow on its own as a category.
void check_real(const std::string& name, const std::vector<Index>& columns) {
  const SparseMatrix a = lichen::test::open_matrix(name + ".A");
  const SparseMatrix b = lichen::test::open_matrix(name + ".B");
  SparseMatrix c(4, b.rows());
  for (Index k = 0; k < b.rows(); ++k) c.insert(k % 4, k) = k % 3 == 0 ? -0.3 : 1.7;
  c.makeCompressed();
  const Technosphere technosphere(a);
  const PreparedScores prices(technosphere, b, c);
  Tally tally;
  for (const Index column : columns) {
    const Vector f = lichen::test::unit(technosphere.size(), column);
    const auto truth = lichen::test::refined_scores(a, b, c, f);
    const Assessment assessment = lichen::assess(technosphere, b, c, f);
    const std::vector<Score> again = prices.scores(entries_of(f));
    for (std::size_t k = 0; k < truth.size(); ++k) {
      tally.add(assessment.scores[k], truth[k]);
      tally.add(again[k], truth[k]);
    }
  }
  tally.report(name);
  EXPECT_EQ(tally.bounded, tally.scores);
}

TEST(PrintedError, HoldsForUslci) {
  LICHEN_NEEDS_DATA("matrices");
  check_real("uslci-fy18", {359, 465, 720, 291, 0, 17, 100, 500, 900, 1021});
}

TEST(PrintedError, HoldsForForwast) {
  LICHEN_NEEDS_DATA("matrices");
  check_real("forwast", {0, 76, 100, 154, 200, 259, 276});
}

}  // namespace
