// Long work ends where somebody wishes it, inside one solution as well.
#include "lichen/base/interruption.hpp"

#include <chrono>
#include <stdexcept>

#include <gtest/gtest.h>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/families.hpp"
#include "support/loops.hpp"
#include "support/matrices.hpp"

namespace {

using lichen::Solver;
using lichen::Technosphere;

struct Stop : std::runtime_error {
  Stop() : std::runtime_error("stop") {}
};

/// Calls `work` and ends it at the given look.
template <class Work>
void end_at(int look, const Work& work) {
  int looks = 0;
  const lichen::Interruptible interruptible(
      [&] {
        if (++looks == look) throw Stop();
      },
      std::chrono::milliseconds(0));
  EXPECT_THROW(work(), Stop) << looks;
}

TEST(Interruption, EndsTheMakingOfATechnosphere) {
  const auto a = lichen::test::random_loop(700, 6, .995, 3);
  for (const Solver solver :
       {Solver::automatic, Solver::iterative, Solver::klu, Solver::dense}) {
    for (const int look : {1, 5}) {
      if (solver == Solver::klu && look > 1) continue;
      end_at(look, [&] { Technosphere(a, {.solver = solver}); });
    }
  }
}

TEST(Interruption, EndsASolutionInItsSweeps) {
  for (const double gain : {.8, .995}) {
    const Technosphere technosphere(lichen::test::random_loop(700, 6, gain, 3),
                                    {.solver = Solver::iterative});
    const auto f = lichen::test::unit(700, 5);
    const auto expected = technosphere.solve(f).values;
    for (const int look : {1, 7}) {
      end_at(look, [&] { (void)technosphere.solve(f); });
      end_at(look, [&] { (void)technosphere.solve_transposed(f); });
    }
    EXPECT_EQ(technosphere.solve(f).values, expected);  // nothing is left behind
  }
}

TEST(Interruption, EndsThePricesOfManyCategoriesOnSeveralThreads) {
  const auto system = lichen::datasets::regular(3000);
  const Technosphere technosphere(system.a);
  for (const int threads : {1, 2}) {
    end_at(3, [&] {
      (void)lichen::PreparedScores(technosphere, system.b, system.c, {threads, {}});
    });
  }
}

}  // namespace
