// Scenarios score as the systems do that they describe, built anew.
#include "lichen/calc/scenarios.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/technosphere.hpp"
#include "support/data.hpp"
#include "support/matrices.hpp"
#include "support/random_systems.hpp"
#include "support/truth.hpp"

namespace {

using lichen::Change;
using lichen::Index;
using lichen::ProductAmount;
using lichen::Scenario;
using lichen::Scenarios;
using lichen::ScenarioScores;
using lichen::ScenarioWay;
using lichen::Score;
using lichen::SparseMatrix;
using lichen::Technosphere;
using lichen::Vector;
using lichen::test::RandomSystem;
using lichen::test::Truth;

/// A matrix with entries set to other values, by triplets.
SparseMatrix rebuilt(const SparseMatrix& m, const std::vector<Change>& changes) {
  std::vector<lichen::test::Entry> entries;
  for (Index j = 0; j < m.cols(); ++j) {
    for (SparseMatrix::InnerIterator it(m, j); it; ++it) {
      const auto row = static_cast<Index>(it.row());
      const bool set = std::any_of(changes.begin(), changes.end(), [&](const Change& c) {
        return c.row == row && c.column == j;
      });
      if (!set) entries.push_back({row, j, it.value()});
    }
  }
  for (const Change& c : changes) entries.push_back({c.row, c.column, c.value});
  return lichen::test::from_entries(static_cast<Index>(m.rows()),
                                    static_cast<Index>(m.cols()), entries);
}

std::vector<ProductAmount> entries_of(const Vector& f) {
  std::vector<ProductAmount> demand;
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (f[i] != 0.) demand.push_back({static_cast<Index>(i), f[i]});
  }
  return demand;
}

/// Numbers from 0 to 1, the same everywhere (Knuth's MMIX generator).
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}
  double uniform() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 11) * 0x1p-53;
  }
  Index below(Index n) { return static_cast<Index>(uniform() * static_cast<double>(n)); }

 private:
  std::uint64_t state_;
};

/// Changes anywhere: other values, zeros, new entries, other signs; each entry once.
std::vector<Change> some_changes(Draws& draw, const SparseMatrix& m, Index most) {
  std::vector<Change> changes;
  for (Index count = draw.below(most + 1); count > 0; --count) {
    const Index row = draw.below(static_cast<Index>(m.rows()));
    const Index column = draw.below(static_cast<Index>(m.cols()));
    const double old = m.coeff(row, column);
    double value = old != 0. ? old * 2. * draw.uniform() : 0.3 * (draw.uniform() - 0.7);
    if (old != 0. && row != column && draw.uniform() < 0.3) value = 0.;
    if (draw.uniform() < 0.1) value = -value;
    const bool there = std::any_of(changes.begin(), changes.end(), [&](const Change& c) {
      return c.row == row && c.column == column;
    });
    if (!there) changes.push_back({row, column, value});
  }
  return changes;
}

struct Tally {
  int scores = 0;
  int updates = 0;
  int bounded = 0;
  int failed = 0;
  double worst = 0.;  ///< of the relative errors of well-posed scores

  void add(const ScenarioScores& result, std::size_t k, const Truth& truth) {
    const Score& score = result.scores[0][k];
    const double error = truth.error_of(score.value);
    ++scores;
    updates += result.way == ScenarioWay::update ? 1 : 0;
    bounded += score.error.bound ? 1 : 0;
    EXPECT_LE(error, score.error.printed())
        << result.name << ": score " << score.value << ", estimate "
        << score.error.estimate << (score.error.bound ? ", bound" : ", no bound");
    if (score.error.bound) {
      EXPECT_GE(*score.error.bound, error);
    }
    if (result.way == ScenarioWay::update && truth.value() != 0.) {
      worst = std::max(worst, error / std::abs(truth.value()));
    }
  }

  void report(const char* what) const {
    std::printf("%s: %d scores, %d updates, %d with a bound, %d failed, worst %.2g\n",
                what, scores, updates, bounded, failed, worst);
  }
};

void tally(const RandomSystem& system, std::uint64_t seed, Index most, Tally& sum) {
  std::vector<Scenario> scenarios;
  Draws draw(seed);
  for (int i = 0; i < 4; ++i) {
    scenarios.push_back({"seed " + std::to_string(seed) + " no. " + std::to_string(i),
                         some_changes(draw, system.a, most),
                         some_changes(draw, system.b, most)});
  }
  const std::vector<std::vector<ProductAmount>> demands = {entries_of(system.f)};
  const Scenarios base(Technosphere(system.a), system.b, system.c);
  const auto results = base.score(scenarios, demands);
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    const SparseMatrix a = rebuilt(system.a, scenarios[i].technosphere);
    if (results[i].failed()) {
      ++sum.failed;
      EXPECT_THROW(Technosphere{a}, lichen::SingularError)
          << results[i].name << ": " << results[i].failure;
      continue;
    }
    const auto truth = lichen::test::exact_scores(
        a, rebuilt(system.b, scenarios[i].biosphere), system.c, system.f);
    for (std::size_t k = 0; k < truth.size(); ++k) sum.add(results[i], k, truth[k]);
  }
}

void tally_seeds(std::uint64_t first, std::uint64_t count, Index largest, Index most,
                 const lichen::test::Ingredients& with, Tally& sum) {
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    try {
      tally(lichen::test::random_system(seed, largest, with), seed, most, sum);
    } catch (const lichen::SingularError&) {
      continue;  // the base is; there is nothing to compare with
    }
  }
}

TEST(ScenarioScoresLaw, EqualThoseOfTheRebuiltSystemWithinTheirError) {
  Tally sum;
  tally_seeds(1, 400, 12, 6, {}, sum);
  sum.report("anything");
  EXPECT_GT(sum.scores, 1500);
  EXPECT_GT(sum.updates, sum.scores / 2);
  EXPECT_GT(sum.failed, 0) << "no scenario made its system singular";
  EXPECT_LE(sum.worst, 1e-13);
}

TEST(ScenarioScoresLaw, HoldInsideLoopsWhereManyColumnsChange) {
  Tally sum;
  tally_seeds(9000, 60, 40, 16, {.credits = false, .near_singular = false}, sum);
  sum.report("loops");
  EXPECT_GT(sum.updates, 100);
  EXPECT_LE(sum.worst, 1e-13);
}

TEST(ScenarioScoresLaw, HoldWhereNearlyAllIsTakenAway) {
  // One emission makes all of the score; without it, eleven digits less are left.
  Tally sum;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Draws draw(seed);
    const double link = 0.3 + 0.5 * draw.uniform();
    const RandomSystem system{
        lichen::test::from_rows({{1., -0.2}, {-link, 1.}}),
        lichen::test::from_rows({{draw.uniform() * 1e-11, 1. + draw.uniform()}}),
        lichen::test::from_rows({{1.}}),
        {1., 0.}};
    const std::vector<std::vector<ProductAmount>> demands = {entries_of(system.f)};
    const Scenario without{"without", {{1, 0, 0.}}, {}};
    const Scenarios base(Technosphere(system.a), system.b, system.c);
    const auto results = base.score({&without, 1}, demands);
    ASSERT_EQ(results[0].failure, "");
    EXPECT_EQ(results[0].way, ScenarioWay::update);
    sum.add(results[0], 0,
            lichen::test::exact_scores(rebuilt(system.a, without.technosphere), system.b,
                                       system.c, system.f)[0]);
  }
  EXPECT_LE(sum.worst, 1.2e-16);
}

/// Some changes of a real system, each flow on its own as a category.
void check_real(const std::string& name, Index product) {
  const SparseMatrix a = lichen::test::open_matrix(name + ".A");
  const SparseMatrix b = lichen::test::open_matrix(name + ".B");
  SparseMatrix c(4, b.rows());
  for (Index k = 0; k < b.rows(); ++k) c.insert(k % 4, k) = k % 3 == 0 ? -0.3 : 1.7;
  c.makeCompressed();
  const Vector f = lichen::test::unit(static_cast<Index>(a.rows()), product);
  const Scenarios base(Technosphere(a), b, c);
  const std::vector<std::vector<ProductAmount>> demands = {entries_of(f)};
  Draws draw(7);
  Tally sum;
  for (int i = 0; i < 6; ++i) {
    Scenario scenario{name + " no. " + std::to_string(i), {}, {}};
    for (int change = 0; change < 5; ++change) {
      const Index column = draw.below(static_cast<Index>(a.cols()));
      for (SparseMatrix::InnerIterator it(a, column); it; ++it) {
        if (it.value() < 0. && draw.uniform() < 0.3) {
          scenario.technosphere.push_back(
              {static_cast<Index>(it.row()), column, it.value() * draw.uniform()});
        }
      }
    }
    const auto results = base.score({&scenario, 1}, demands);
    ASSERT_EQ(results[0].failure, "");
    const auto truth =
        lichen::test::refined_scores(rebuilt(a, scenario.technosphere), b, c, f);
    for (std::size_t k = 0; k < truth.size(); ++k) sum.add(results[0], k, truth[k]);
  }
  sum.report(name.c_str());
  EXPECT_EQ(sum.updates, sum.scores);
  EXPECT_EQ(sum.bounded, sum.scores);
  EXPECT_LE(sum.worst, 1e-13);
}

TEST(ScenarioScoresLaw, HoldForUslci) {
  LICHEN_NEEDS_DATA("matrices");
  check_real("uslci-fy18", 465);
}

TEST(ScenarioScoresLaw, HoldForForwast) {
  LICHEN_NEEDS_DATA("matrices");
  check_real("forwast", 76);
}

}  // namespace
