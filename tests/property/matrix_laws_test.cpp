// Laws that every linear model of product systems obeys, on random systems.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "support/matrices.hpp"
#include "support/random_systems.hpp"
#include "support/seeded_check.hpp"

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
using lichen::test::holds;
using lichen::test::RandomSystem;

/// Systems that no rounding of ours decides on: no loops at the edge of being singular.
constexpr lichen::test::Ingredients sound{.near_singular = false};

/// Draws a system that has an inverse; discards the others.
RandomSystem draw_system(Index largest = 40) {
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  RandomSystem system = lichen::test::random_system(seed, largest, sound);
  try {
    const Technosphere technosphere(system.a);
  } catch (const lichen::SingularError&) {
    RC_DISCARD("singular");
  }
  return system;
}

std::vector<Score> scores(const RandomSystem& s, const lichen::SolveOptions& how = {}) {
  return assess(Technosphere(s.a, how), s.b, s.c, s.f).scores;
}

/// True where two scores agree within what is printed behind them, and the rounding of
/// what the law itself computes.
bool agree(double x, double y, double allowance) { return std::abs(x - y) <= allowance; }

double allowance(const Score& x, const Score& y) {
  return x.error.printed() + y.error.printed() + 4e-16 * std::abs(x.value);
}

/// Σ of the magnitudes that a score is made of.
double size_of(const Vector& parts) {
  return std::accumulate(parts.begin(), parts.end(), 0.,
                         [](double sum, double x) { return sum + std::abs(x); });
}

TEST(Law, ScoresOfAScaledDemandAreScaled) {
  holds(300, [] {
    RandomSystem system = draw_system();
    const auto once = scores(system);
    for (double& amount : system.f) amount *= -8.;
    const auto scaled = scores(system);
    for (std::size_t k = 0; k < once.size(); ++k) {
      RC_ASSERT(agree(-8. * once[k].value, scaled[k].value,
                      8. * once[k].error.printed() + scaled[k].error.printed()));
    }
  });
}

TEST(Law, ScoresOfASumOfDemandsAreTheSum) {
  holds(300, [] {
    const RandomSystem system = draw_system();
    const Technosphere technosphere(system.a);
    const auto n = system.f.size();
    Vector other(n, 0.);
    other[n / 2] = 0.75;
    other[0] += -0.25;
    Vector both(n);
    // Quarters and the demand's own numbers: the sum may round, so it is split again.
    for (std::size_t i = 0; i < n; ++i) both[i] = system.f[i] + other[i];
    Vector rest(n);
    for (std::size_t i = 0; i < n; ++i) rest[i] = (both[i] - system.f[i]) - other[i];
    const auto of = [&](const Vector& f) {
      return assess(technosphere, system.b, system.c, f).scores;
    };
    const auto x = of(system.f);
    const auto y = of(other);
    const auto z = of(rest);
    const auto sum = of(both);
    for (std::size_t k = 0; k < x.size(); ++k) {
      const double printed = x[k].error.printed() + y[k].error.printed() +
                             z[k].error.printed() + sum[k].error.printed();
      // rest itself is rounded once more than it may be.
      const double rounding =
          4e-16 * (std::abs(x[k].value) + std::abs(y[k].value)) + std::abs(z[k].value);
      RC_ASSERT(agree(x[k].value + y[k].value, sum[k].value, printed + rounding));
    }
  });
}

TEST(Law, NamesOfRowsAndColumnsDoNotMatter) {
  holds(300, [] {
    const RandomSystem system = draw_system();
    const auto n = static_cast<Index>(system.f.size());
    std::vector<Index> row(static_cast<std::size_t>(n));
    std::iota(row.begin(), row.end(), 0);
    std::vector<Index> column = row;
    std::rotate(row.begin(), row.begin() + n / 2, row.end());
    std::reverse(column.begin(), column.end());
    RandomSystem other = system;
    Eigen::PermutationMatrix<Eigen::Dynamic, Eigen::Dynamic, Index> p(n);
    Eigen::PermutationMatrix<Eigen::Dynamic, Eigen::Dynamic, Index> q(n);
    std::copy(row.begin(), row.end(), p.indices().data());
    std::copy(column.begin(), column.end(), q.indices().data());
    other.a = p * system.a * q;
    other.b = system.b * q;
    for (std::size_t i = 0; i < row.size(); ++i) {
      other.f[static_cast<std::size_t>(row[i])] = system.f[i];
    }
    const auto x = scores(system);
    const auto y = scores(other);
    for (std::size_t k = 0; k < x.size(); ++k) {
      RC_ASSERT(agree(x[k].value, y[k].value, allowance(x[k], y[k])));
    }
  });
}

TEST(Law, TheUnitOfAProductDoesNotMatter) {
  holds(300, [] {
    const RandomSystem system = draw_system();
    RandomSystem other = system;
    // From kilograms to something 2^20 times smaller: a factor that no rounding spoils.
    const auto product = *rc::gen::inRange<Index>(0, static_cast<Index>(system.f.size()));
    for (Index j = 0; j < other.a.cols(); ++j) {
      for (SparseMatrix::InnerIterator it(other.a, j); it; ++it) {
        if (it.row() == product) it.valueRef() *= 0x1p20;
      }
    }
    other.f[static_cast<std::size_t>(product)] *= 0x1p20;
    const auto x = scores(system);
    const auto y = scores(other);
    for (std::size_t k = 0; k < x.size(); ++k) {
      RC_ASSERT(agree(x[k].value, y[k].value, allowance(x[k], y[k])));
    }
  });
}

TEST(Law, TheScaleAndSignOfAnActivityDoNotMatter) {
  holds(300, [] {
    const RandomSystem system = draw_system();
    RandomSystem other = system;
    const auto activity =
        *rc::gen::inRange<Index>(0, static_cast<Index>(system.f.size()));
    const double factor = *rc::gen::element(-1., 0x1p-30, -0x1p13, 4.);
    for (SparseMatrix* m : {&other.a, &other.b}) {
      for (SparseMatrix::InnerIterator it(*m, activity); it; ++it) {
        it.valueRef() *= factor;
      }
    }
    const auto x = scores(system);
    const auto y = scores(other);
    for (std::size_t k = 0; k < x.size(); ++k) {
      RC_ASSERT(agree(x[k].value, y[k].value, allowance(x[k], y[k])));
    }
  });
}

TEST(Law, ContributionsSumToTheScore) {
  holds(300, [] {
    const RandomSystem system = draw_system();
    const Assessment answer =
        assess(Technosphere(system.a), system.b, system.c, system.f);
    for (Index k = 0; k < static_cast<Index>(answer.scores.size()); ++k) {
      const double h = answer.scores[static_cast<std::size_t>(k)].value;
      const double printed = answer.scores[static_cast<std::size_t>(k)].error.printed();
      const Vector by_activity = contributions_by_activity(answer, k);
      const Vector by_flow = contributions_by_flow(answer, system.c, k);
      // The parts are right to rounding of their own sizes, each made of n terms at most.
      const double room = 200. * 0x1p-53 * size_of(by_activity);
      RC_ASSERT(agree(std::accumulate(by_activity.begin(), by_activity.end(), 0.), h,
                      printed + room));
      double flow_size = 0.;  // Σ |c| |b| |s|: flows may cancel inside g
      for (Index j = 0; j < system.b.cols(); ++j) {
        for (SparseMatrix::InnerIterator it(system.b, j); it; ++it) {
          flow_size +=
              std::abs(it.value() * answer.scaling.values[static_cast<std::size_t>(j)] *
                       system.c.coeff(k, it.row()));
        }
      }
      RC_ASSERT(agree(std::accumulate(by_flow.begin(), by_flow.end(), 0.), h,
                      printed + 200. * 0x1p-53 * flow_size));
    }
  });
}

TEST(Law, PricesTimesDemandAreTheScore) {
  holds(300, [] {
    const RandomSystem system = draw_system();
    const Technosphere technosphere(system.a);
    const auto forward = assess(technosphere, system.b, system.c, system.f).scores;
    const PreparedScores prices(technosphere, system.b, system.c);
    std::vector<ProductAmount> demand;
    for (std::size_t i = 0; i < system.f.size(); ++i) {
      demand.push_back({static_cast<Index>(i), system.f[i]});
    }
    const auto adjoint = prices.scores(demand);
    for (std::size_t k = 0; k < forward.size(); ++k) {
      RC_ASSERT(
          agree(forward[k].value, adjoint[k].value, allowance(forward[k], adjoint[k])));
    }
  });
}

TEST(Law, EverySolverGivesTheSameScores) {
  holds(150, [] {
    const RandomSystem system = draw_system();
    const auto expected = scores(system, {.solver = Solver::dense});
    for (const Solver solver : lichen::test::all_solvers()) {
      const auto found = scores(system, {.solver = solver});
      for (std::size_t k = 0; k < expected.size(); ++k) {
        RC_ASSERT(
            agree(found[k].value, expected[k].value, allowance(found[k], expected[k])));
      }
    }
    // Without dense blocks: swept, and what sweeps do not solve factorised or, where that
    // was not allowed, accelerated or refused.
    for (const Solver solver : {Solver::automatic, Solver::iterative}) {
      std::vector<Score> swept;
      try {
        swept = scores(system, {.solver = solver, .dense_limit = 0});
      } catch (const lichen::ConvergenceError&) {
        RC_ASSERT(solver == Solver::iterative);
        continue;
      }
      for (std::size_t k = 0; k < expected.size(); ++k) {
        RC_ASSERT(
            agree(swept[k].value, expected[k].value, allowance(swept[k], expected[k])));
      }
    }
  });
}

TEST(Law, TheSameQuestionHasTheSameBits) {
  holds(100, [] {
    const RandomSystem system = draw_system();
    const auto x = scores(system);
    const auto y = scores(system);
    for (std::size_t k = 0; k < x.size(); ++k) {
      RC_ASSERT(x[k].value == y[k].value);
      RC_ASSERT(x[k].error.estimate == y[k].error.estimate);
    }
  });
}

}  // namespace
