// Which solver is used, what it may take, and what is said where it cannot.
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/technosphere.hpp"
#include "support/loops.hpp"
#include "support/matrices.hpp"

namespace {

using lichen::Index;
using lichen::SolveOptions;
using lichen::Solver;
using lichen::SparseMatrix;
using lichen::Technosphere;
using lichen::Vector;
using lichen::test::random_loop;
using lichen::test::unit;

constexpr double gibibyte = 1024. * 1024. * 1024.;

std::string message_of(const SparseMatrix& a, const SolveOptions& options) {
  try {
    const Technosphere technosphere(a, options);
    static_cast<void>(technosphere.solve(unit(technosphere.size(), 0)));
  } catch (const lichen::Error& error) {
    return error.what();
  }
  return "";
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// True where the solution of one demand is the same in both, to ten digits.
void expect_same(const Technosphere& x, const Technosphere& y) {
  const Vector demand = unit(x.size(), x.size() / 2);
  const Vector a = x.solve(demand).values;
  const Vector b = y.solve(demand).values;
  const Vector c = x.solve_transposed(demand).values;
  const Vector d = y.solve_transposed(demand).values;
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_LE(std::abs(a[i] - b[i]), 1e-10 * std::abs(b[i]));
    EXPECT_LE(std::abs(c[i] - d[i]), 1e-10 * std::abs(d[i]));
  }
}

TEST(SolverChoice, RefusesFactorsOfAnExpanderAboveTheLimit) {
  const SparseMatrix a = random_loop(20000, 10, .7, 1);
  const std::string klu =
      message_of(a, {.solver = Solver::klu, .memory_limit = gibibyte});
  EXPECT_TRUE(has(klu, "factors of KLU for 20000 activities would take ")) << klu;
  EXPECT_TRUE(has(klu, "above the limit of 1.07 GB")) << klu;
  EXPECT_TRUE(has(klu, "memory_limit")) << klu;
  const std::string dense =
      message_of(a, {.solver = Solver::dense, .memory_limit = gibibyte});
  EXPECT_TRUE(has(dense, "a dense matrix of 20000 activities would take 3.2 GB"))
      << dense;
  const Technosphere automatic(a, {.memory_limit = gibibyte});
  const auto solution = automatic.solve(unit(20000, 3));
  EXPECT_EQ(solution.report.solver, "components + sweeps");
  EXPECT_LE(solution.report.backward_error, 1e-15);
}

TEST(SolverChoice, AcceptsFactorsBelowTheLimit) {
  const SparseMatrix a = random_loop(300, 4, .7, 2);
  EXPECT_EQ(message_of(a, {.solver = Solver::klu, .memory_limit = 4e6}), "");
  EXPECT_EQ(message_of(a, {.solver = Solver::dense, .memory_limit = 4e6}), "");
}

TEST(SolverChoice, AcceleratesLargeLoopsOnWhichSweepsCrawl) {
  const SparseMatrix a = random_loop(3000, 6, .995, 3);
  for (const Solver solver : {Solver::automatic, Solver::iterative}) {
    const Technosphere technosphere(a, {.solver = solver});
    const auto solution = technosphere.solve(unit(3000, 11));
    EXPECT_EQ(solution.report.solver, "components + accelerated sweeps");
    EXPECT_LE(solution.report.backward_error, 1e-15);
    EXPECT_GT(solution.report.iterations, 0);
    ASSERT_EQ(solution.report.notes.size(), 1u);
    EXPECT_TRUE(has(solution.report.notes[0], "accelerated sweeps instead"))
        << solution.report.notes[0];
  }
}

TEST(SolverChoice, GivesTheSameByAccelerationAsByFactors) {
  for (const SparseMatrix& a :
       {random_loop(900, 6, .999, 4), random_loop(900, 6, 1.8, 4, true)}) {
    const Technosphere iterated(a, {.solver = Solver::iterative});
    expect_same(iterated, Technosphere(a, {.solver = Solver::dense}));
    expect_same(iterated, Technosphere(a, {.solver = Solver::klu}));
  }
}

/// A large loop of gain 0.97 with pairs that return 0.9 of what they make: sweeps crawl
/// on the one, and would on the others.
SparseMatrix loop_with_pairs(Index n) {
  std::vector<lichen::test::Entry> entries;
  const SparseMatrix loop = random_loop(n, 6, .97, 6);
  for (Index j = 0; j < n; ++j) {
    for (SparseMatrix::InnerIterator it(loop, j); it; ++it) {
      const auto row = static_cast<Index>(it.row());
      if (j >= 20 || row == j) entries.push_back({row, j, it.value()});
    }
  }
  for (Index j = 0; j < 20; j += 2) {
    entries.push_back({j + 1, j, -1e3});
    entries.push_back({j, j + 1, -.9e-3});
    entries.push_back({n - 1 - j, j, -1e-3});
  }
  return lichen::test::from_entries(n, n, entries);
}

TEST(SolverChoice, AcceleratesWhatIsLeftWhenTightLoopsAreTakenApart) {
  const SparseMatrix a = loop_with_pairs(700);
  const Technosphere iterated(a, {.solver = Solver::iterative});
  const auto solution = iterated.solve(unit(700, 1));
  EXPECT_EQ(solution.report.solver, "components + accelerated sweeps");
  EXPECT_LE(solution.report.backward_error, 1e-15);
  expect_same(iterated, Technosphere(a, {.solver = Solver::dense}));
}

/// Indefinite and without structure: no iteration of ours solves it.
SparseMatrix hopeless() { return random_loop(700, 6, 20., 5, true); }

TEST(SolverChoice, FactorisesWhatNoIterationSolvesAndSaysSo) {
  const Technosphere technosphere(hopeless(), {.expected_solves = 1.});
  const auto solution = technosphere.solve(unit(700, 5));
  EXPECT_LE(solution.report.backward_error, 1e-12);
  ASSERT_FALSE(solution.report.notes.empty());
  EXPECT_TRUE(has(solution.report.notes[0], "acceleration does not converge"))
      << solution.report.notes[0];
  expect_same(technosphere, Technosphere(hopeless(), {.solver = Solver::dense}));
}

TEST(SolverChoice, FactorisesAtOnceWhereManySolvesFollow) {
  const Technosphere technosphere(hopeless(), {.expected_solves = 1e5});
  const auto solution = technosphere.solve(unit(700, 5));
  EXPECT_EQ(solution.report.solver, "components + KLU");
  EXPECT_TRUE(has(solution.report.notes.at(0), "(contraction): KLU instead"))
      << solution.report.notes[0];
}

TEST(SolverChoice, NeverFactorisesALargeLoopWhereIterationWasAskedFor) {
  const Technosphere technosphere(hopeless(), {.solver = Solver::iterative});
  EXPECT_THROW(static_cast<void>(technosphere.solve(unit(700, 5))),
               lichen::ConvergenceError);
  const std::string message = message_of(hopeless(), {.solver = Solver::iterative});
  EXPECT_TRUE(has(message, "a component of ")) << message;
  EXPECT_TRUE(has(message, "(columns ")) << message;
  EXPECT_TRUE(has(message, "\"automatic\" factorises it")) << message;
}

TEST(SolverChoice, SaysWhereNothingFitsIntoMemory) {
  const std::string message = message_of(hopeless(), {.memory_limit = 1e5});
  EXPECT_TRUE(has(message, "its factors would take more than 0.1 MB")) << message;
  EXPECT_TRUE(has(message, "raise memory_limit")) << message;
}

/// A ring with chords of which each activity returns all but `gap` of what it takes.
SparseMatrix ring(Index n, double gap) {
  std::vector<lichen::test::Entry> entries;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    entries.push_back({(j + 1) % n, j, -.75});
    entries.push_back({(j + 11) % n, j, -(.25 - gap)});
  }
  return lichen::test::from_entries(n, n, entries);
}

class LargeRing : public testing::TestWithParam<Solver> {};

TEST_P(LargeRing, HasNoSolutionWhereItUsesAllItMakes) {
  // Without rounding: every column sums to 0.
  const std::string message = message_of(ring(700, 0.), {.solver = GetParam()});
  EXPECT_TRUE(has(message, "has no inverse")) << message;
  EXPECT_TRUE(has(message, "diagnose() tells which activities are at fault")) << message;
}

TEST_P(LargeRing, HasOneWhereItReturnsNearlyAll) {
  for (const double gap : {0x1p-20, 0x1p-38}) {
    const Technosphere technosphere(ring(700, gap), {.solver = GetParam()});
    const Vector prices = technosphere.solve_transposed(Vector(700, 1.)).values;
    for (const double price : prices) EXPECT_NEAR(price * gap, 1., 1e-3);
  }
}

INSTANTIATE_TEST_SUITE_P(Solvers, LargeRing,
                         testing::Values(Solver::automatic, Solver::iterative,
                                         Solver::klu, Solver::dense, Solver::eigen_lu));

}  // namespace
