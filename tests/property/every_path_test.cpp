// Every way to a score on small systems of every family, against elimination on 100
// digits: each solver, with and without dense blocks, one thread and two, forward and by
// prices, 1 to 33 categories side by side.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/families.hpp"
#include "lichen/datasets/unfriendly.hpp"
#include "support/error_tally.hpp"
#include "support/matrices.hpp"
#include "support/truth.hpp"

namespace {

using lichen::Index;
using lichen::PreparedScores;
using lichen::ProductAmount;
using lichen::Score;
using lichen::SolveOptions;
using lichen::Solver;
using lichen::SparseMatrix;
using lichen::Technosphere;
using lichen::Vector;
using lichen::test::ErrorTally;
using lichen::test::Truth;
namespace datasets = lichen::datasets;

constexpr Index activities = 40;
constexpr Index most_categories = 33;

struct NamedSystem {
  std::string name;
  datasets::SyntheticSystem system;
};

std::vector<NamedSystem> small_systems() {
  std::vector<NamedSystem> systems;
  for (const datasets::Family family : datasets::families) {
    for (const std::uint64_t seed : {1, 2}) {
      systems.push_back({std::string(name_of(family)) + " " + std::to_string(seed),
                         system_of(family, activities, seed)});
    }
  }
  systems.push_back({"gap of 2^-30", datasets::near_singular_loop(activities, 0x1p-30)});
  systems.push_back(
      {"pair with a gap of 2^-30", datasets::near_singular_loop(2, 0x1p-30)});
  return systems;
}

/// 33 categories: those of a system again and again, times other factors.
SparseMatrix many_categories(const SparseMatrix& c) {
  std::vector<lichen::test::Entry> entries;
  const auto rows = static_cast<Index>(c.rows());
  for (Index j = 0; j < static_cast<Index>(c.cols()); ++j) {
    for (SparseMatrix::InnerIterator it(c, j); it; ++it) {
      for (auto k = static_cast<Index>(it.row()); k < most_categories; k += rows) {
        const double factor = (k % 2 == 0 ? 1. : -1.) * (1. + k / 7.);
        entries.push_back({k, j, it.value() * factor});
      }
    }
  }
  return lichen::test::from_entries(most_categories, static_cast<Index>(c.cols()),
                                    entries);
}

std::vector<std::pair<std::string, SolveOptions>> all_ways() {
  std::vector<std::pair<std::string, SolveOptions>> ways;
  for (const Solver solver : lichen::test::all_solvers()) {
    ways.push_back({lichen::test::name_of(solver), {.solver = solver}});
  }
  ways.push_back({"sweeps", {.solver = Solver::automatic, .dense_limit = 0}});
  ways.push_back({"sweeps and GMRES", {.solver = Solver::iterative, .dense_limit = 0}});
  return ways;
}

struct Question {
  const datasets::SyntheticSystem& system;
  SparseMatrix c;
  std::vector<std::vector<ProductAmount>> demands;
  std::vector<std::vector<Truth>> truths;  ///< of each demand, by category

  explicit Question(const datasets::SyntheticSystem& s)
      : system(s), c(many_categories(s.c)) {
    const auto n = static_cast<Index>(s.a.cols());
    demands = {{{0, 1.}}, {{n / 2, -3.7}, {n - 1, 0.25}}};
    for (const auto& demand : demands) {
      truths.push_back(lichen::test::exact_scores(s.a, s.b, c, vector_of(demand)));
    }
  }
  [[nodiscard]] Vector vector_of(const std::vector<ProductAmount>& demand) const {
    Vector f(static_cast<std::size_t>(system.a.cols()), 0.);
    for (const auto& [product, amount] : demand) {
      f[static_cast<std::size_t>(product)] += amount;
    }
    return f;
  }
};

/// Prices of several numbers of categories on one thread and two: each right, and each
/// the same to the last bit.
void check_prices(const Question& question, const Technosphere& technosphere,
                  ErrorTally& tally) {
  std::vector<std::vector<Score>> whole;
  for (const Index width : {Index{33}, Index{16}, Index{3}, Index{1}}) {
    const SparseMatrix c =
        Eigen::SparseMatrix<double, Eigen::RowMajor, Index>(question.c).topRows(width);
    for (const int threads : {1, 2}) {
      const PreparedScores prices(technosphere, question.system.b, c, {threads, {}});
      for (std::size_t d = 0; d < question.demands.size(); ++d) {
        const std::vector<Score> scores = prices.scores(question.demands[d]);
        if (whole.size() <= d) {
          whole.push_back(scores);
          for (std::size_t k = 0; k < scores.size(); ++k) {
            tally.add(scores[k], question.truths[d][k]);
          }
        }
        for (std::size_t k = 0; k < scores.size(); ++k) {
          EXPECT_EQ(scores[k].value, whole[d][k].value) << width << ", " << threads;
          EXPECT_EQ(scores[k].error.printed(), whole[d][k].error.printed());
        }
      }
    }
  }
}

TEST(EveryPath, IsRightOnEveryFamily) {
  ErrorTally forward;
  ErrorTally adjoint;
  int refused = 0;
  for (const auto& [name, system] : small_systems()) {
    const Question question(system);
    for (const auto& [way, options] : all_ways()) {
      SCOPED_TRACE(name + ", " + way);
      try {
        const Technosphere technosphere(system.a, options);
        for (std::size_t d = 0; d < question.demands.size(); ++d) {
          const auto answer = lichen::assess(technosphere, system.b, question.c,
                                             question.vector_of(question.demands[d]));
          for (std::size_t k = 0; k < answer.scores.size(); ++k) {
            forward.add(answer.scores[k], question.truths[d][k]);
          }
        }
        check_prices(question, technosphere, adjoint);
      } catch (const lichen::ConvergenceError& error) {
        EXPECT_EQ(options.solver, Solver::iterative) << error.what();
        ++refused;
      }
    }
  }
  forward.report("forward");
  adjoint.report("by prices");
  EXPECT_EQ(forward.low_estimates, 0);
  EXPECT_EQ(adjoint.poor_estimates, 0);
  // All on the loop with a gap of 2^-30: worst-case rounding of sums of pairs, a few ulp.
  EXPECT_LE(forward.poor_estimates, forward.scores / 20);
  EXPECT_LE(refused, 2);
}

TEST(EveryPath, SubstitutesWhereThereIsNoLoop) {
  const auto system = datasets::chain(activities);
  const Technosphere technosphere(system.a);
  EXPECT_EQ(technosphere.report().solver, "components");
  EXPECT_EQ(technosphere.report().largest_component, 1);
}

/// `badly_scaled` is `regular` but for powers of two: the same scores, and bounds.
TEST(EveryPath, IsNotMisledByUnitsOfLargeSystems) {
  for (const Index n : {10'000, 21'000}) {
    const auto bare = datasets::regular(n);
    const auto system = datasets::badly_scaled(n);
    const Technosphere technosphere(system.a);
    const PreparedScores prices(technosphere, system.b, system.c);
    const PreparedScores expected(Technosphere(bare.a), bare.b, bare.c);
    for (const Index j : {Index{0}, n / 3, n - 1}) {
      // One unit of the product in the units of `bare`: rows times powers of two.
      int exponent = 0;
      double ratio = 0.;
      for (SparseMatrix::InnerIterator it(system.a, j); it && ratio == 0.; ++it) {
        ratio = it.row() == j ? it.value() / bare.a.coeff(j, j) : 0.;
      }
      ASSERT_EQ(std::frexp(ratio, &exponent), 0.5);
      // ... times those of the activity, which B tells.
      SparseMatrix::InnerIterator flow(system.b, j);
      const double column = flow.value() / bare.b.coeff(flow.row(), j);
      const ProductAmount scaled{j, ratio / column};
      const ProductAmount one{j, 1.};
      for (Index k = 0; k < prices.categories(); ++k) {
        const Score x = prices.score(k, {&scaled, 1});
        const Score y = expected.score(k, {&one, 1});
        ASSERT_TRUE(x.error.bound.has_value());
        EXPECT_LE(std::abs(x.value - y.value), x.error.printed() + y.error.printed());
        EXPECT_LE(*x.error.bound, 1e-13 * std::abs(x.value));
      }
    }
  }
}

}  // namespace
