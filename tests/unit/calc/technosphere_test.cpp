#include "lichen/calc/technosphere.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "support/matrices.hpp"
#include "support/message.hpp"

namespace {

using lichen::Index;
using lichen::Solver;
using lichen::Technosphere;
using lichen::Vector;
using lichen::test::from_rows;
using lichen::test::unit;

const std::string regular = "no SingularError";

std::string message_of(const lichen::SparseMatrix& a, Solver solver) {
  try {
    const Technosphere technosphere(a, {.solver = solver});
  } catch (const lichen::SingularError& error) {
    return error.what();
  }
  return regular;
}

/// The parity suite: what every solver must do alike.
class EverySolver : public testing::TestWithParam<Solver> {};

TEST_P(EverySolver, ScalesALoopOfTwoActivities) {
  // 1 kWh of electricity needs 0.25 kg of coal; 1 kg of coal needs 0.1 kWh.
  const Technosphere technosphere(from_rows({{1., -0.1}, {-0.25, 1.}}),
                                  {.solver = GetParam()});

  const auto scaling = technosphere.solve(Vector{1., 0.});

  // By hand: s0 = 1 / (1 - 0.25 * 0.1), s1 = 0.25 * s0.
  EXPECT_DOUBLE_EQ(scaling.values[0], 1. / 0.975);
  EXPECT_DOUBLE_EQ(scaling.values[1], 0.25 / 0.975);
  EXPECT_LE(scaling.report.backward_error, 1e-15);
}

TEST_P(EverySolver, PricesALoopOfTwoActivities) {
  const Technosphere technosphere(from_rows({{1., -0.1}, {-0.25, 1.}}),
                                  {.solver = GetParam()});

  const auto prices = technosphere.solve_transposed(Vector{2., 1.});

  // By hand: l0 - 0.25 l1 = 2, -0.1 l0 + l1 = 1.
  EXPECT_DOUBLE_EQ(prices.values[0], 2.25 / 0.975);
  EXPECT_DOUBLE_EQ(prices.values[1], 1.2 / 0.975);
}

TEST_P(EverySolver, HasNoErrorForAZeroDemand) {
  const Technosphere technosphere(from_rows({{1., -0.1}, {-0.25, 1.}}),
                                  {.solver = GetParam()});
  const auto scaling = technosphere.solve(Vector{0., 0.});
  EXPECT_EQ(scaling.values, (Vector{0., 0.}));
  EXPECT_EQ(scaling.report.backward_error, 0.);
}

TEST_P(EverySolver, RunsAWasteTreatmentWithNegativeDiagonal) {
  // The activity makes 0.5 kg of waste per unit; treating 1 kg is column 1.
  const Technosphere technosphere(from_rows({{1., 0.}, {0.5, -1.}}),
                                  {.solver = GetParam()});
  EXPECT_EQ(technosphere.solve(Vector{2., 0.}).values, (Vector{2., 1.}));
}

TEST_P(EverySolver, PairsProductsWithActivitiesOffTheDiagonal) {
  const Technosphere technosphere(from_rows({{0., 2., 0.}, {-1., 0., 4.}, {5., 0., 0.}}),
                                  {.solver = GetParam()});
  const auto scaling = technosphere.solve(Vector{2., 3., 10.});
  EXPECT_EQ(scaling.values, (Vector{2., 1., 1.25}));
  EXPECT_EQ(scaling.report.components, 3);
}

TEST_P(EverySolver, TakesZerosAndRepeatedEntriesAsTheyAdd) {
  lichen::SparseMatrix a(2, 2);
  a.resizeNonZeros(6);  // unsorted, one pair twice, one zero: as NumPy may hand it over
  const Index starts[] = {0, 4, 6};
  const Index rows[] = {1, 0, 0, 1, 1, 0};
  const double values[] = {-0.25, 0.5, 0.5, 0., 1., -0.1};
  std::copy(starts, starts + 3, a.outerIndexPtr());
  std::copy(rows, rows + 6, a.innerIndexPtr());
  std::copy(values, values + 6, a.valuePtr());
  const Technosphere technosphere(a, {.solver = GetParam()});
  EXPECT_DOUBLE_EQ(technosphere.solve(Vector{1., 0.}).values[1], 0.25 / 0.975);
}

TEST_P(EverySolver, LeavesNoRoundingWhereNothingIsUsed) {
  // Column 2 depends on the loop of 0 and 1, not the other way round.
  const Technosphere technosphere(
      from_rows({{3., -0.1, -1.}, {-0.7, 1.1, -0.3}, {0., 0., 7.}}),
      {.solver = GetParam()});
  EXPECT_EQ(technosphere.solve(Vector{0.3, 0., 0.}).values[2], 0.);
  EXPECT_EQ(technosphere.solve_transposed(Vector{0., 0., 0.3}).values[0], 0.);
}

TEST_P(EverySolver, FindsTheZeroOfCreditsThatCancel) {
  // 0.1 + 0.2 of product 2 used, 0.3 credited: 0 up to the rounding of the inputs, which
  // the matrix holds as stored; doubled in binary fractions it is exact.
  const Technosphere technosphere(from_rows({{1., 0., 0., 0.},
                                             {-1., 1., 0., 0.},
                                             {-0.375, 0.375, 1., -0.5},
                                             {0., 0., -0.25, 3.}}),
                                  {.solver = GetParam()});
  const auto scaling = technosphere.solve(Vector{1., 0., 0., 0.});
  EXPECT_EQ(scaling.values[2], 0.);
  EXPECT_EQ(scaling.values[3], 0.);
}

TEST_P(EverySolver, RefusesALoopThatUsesAllItMakes) {
  EXPECT_NE(message_of(from_rows({{1., -2.}, {-1., 2.}}), GetParam()), regular);
  EXPECT_NE(message_of(from_rows({{1., -1.}, {-1., 1.}}), GetParam()), regular);
  // 49 times the double nearest to 1/49 is not 1: rounding alone feeds the pivot.
  EXPECT_NE(message_of(from_rows({{1., -1. / 49.}, {-49., 1.}}), GetParam()), regular);
}

TEST_P(EverySolver, RefusesARightHandSideOfAnotherSize) {
  const Technosphere technosphere(from_rows({{1.}}), {.solver = GetParam()});
  EXPECT_THROW(static_cast<void>(technosphere.solve(Vector{1., 2.})), lichen::ShapeError);
  EXPECT_THROW(static_cast<void>(technosphere.solve_transposed(Vector{})),
               lichen::ShapeError);
}

INSTANTIATE_TEST_SUITE_P(Solvers, EverySolver,
                         testing::ValuesIn(lichen::test::all_solvers()),
                         [](const auto& test) {
                           return lichen::test::name_of(test.param);
                         });

TEST(Technosphere, MustBeSquareAndNotEmpty) {
  EXPECT_THROW(Technosphere(lichen::SparseMatrix(0, 0)), lichen::ShapeError);
  EXPECT_THROW(Technosphere(from_rows({{1., 0.}})), lichen::ShapeError);
}

TEST(Technosphere, RefusesEntriesThatAreNotFinite) {
  const double bad[] = {std::numeric_limits<double>::quiet_NaN(),
                        std::numeric_limits<double>::infinity()};
  for (const double value : bad) {
    EXPECT_THROW(Technosphere(from_rows({{value}})), lichen::ShapeError);
  }
}

TEST(Technosphere, RefusesDemandsThatAreNotFinite) {
  const Technosphere technosphere(from_rows({{1., 0.}, {0., 1.}}));
  const double infinite = std::numeric_limits<double>::infinity();
  for (const double none :
       {std::numeric_limits<double>::quiet_NaN(), infinite, -infinite}) {
    for (const bool plain : {true, false}) {
      const Vector b{1., none};
      const std::string message = lichen::test::message_of<lichen::ShapeError>([&] {
        (void)(plain ? technosphere.solve(b) : technosphere.solve_transposed(b));
      });
      EXPECT_EQ(message, "entry 1 of the right-hand side is not a finite number");
    }
  }
}

TEST(Technosphere, RefusesASolutionAboveTheTolerance) {
  // No double solves 3 s = 1 to 1e-30 of its terms.
  const Technosphere technosphere(from_rows({{3.}}), {.tolerance = 1e-30});
  EXPECT_THROW(static_cast<void>(technosphere.solve(Vector{1.})),
               lichen::ConvergenceError);
  EXPECT_EQ(technosphere.solve(Vector{3.}).values, (Vector{1.}));
}

TEST(Technosphere, SweepsOnWhereTheyGainLittle) {
  // A ring that returns 0.945 of what goes round: just below where sweeps are left.
  const Index n = 100;
  std::vector<lichen::test::Entry> entries;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    entries.push_back({(j + 1) % n, j, j == 0 ? -0.945 : -1.});
  }
  const Technosphere technosphere(lichen::test::from_entries(n, n, entries));
  const auto scaling = technosphere.solve(unit(n, 0));
  EXPECT_NEAR(scaling.report.contraction, 0.945, 1e-9);
  EXPECT_TRUE(scaling.report.notes.empty());
  EXPECT_NEAR(scaling.values[0], 1. / 0.055, 1e-12);
}

TEST(Technosphere, CountsWhatMakesItSingularByStructure) {
  const std::string message = message_of(
      from_rows({{1., -1., 0.}, {0., 0., 0.}, {0., -2., 1.}}), Solver::automatic);
  EXPECT_NE(message.find("1 product is made by no activity"), std::string::npos)
      << message;
  EXPECT_NE(message.find("1 activity makes no product"), std::string::npos) << message;
}

TEST(Technosphere, TellsThatALoopMakesItSingularAndWhoKnowsMore) {
  const std::string message =
      message_of(from_rows({{1., -1.}, {-1., 1.}}), Solver::automatic);
  EXPECT_NE(message.find("1 loop of activities"), std::string::npos) << message;
  EXPECT_NE(message.find("diagnose()"), std::string::npos) << message;
}

TEST(Technosphere, ReportsItsComponents) {
  const Technosphere technosphere(
      from_rows({{1., -0.1, 0.}, {-0.2, 1., 0.}, {-1., 0., 1.}}));
  const auto report = technosphere.solve(Vector{1., 0., 0.}).report;
  EXPECT_EQ(report.components, 2);
  EXPECT_EQ(report.largest_component, 2);
  EXPECT_EQ(report.solver, "components + dense LU");
  EXPECT_TRUE(report.notes.empty());
}

TEST(Technosphere, TakesAnOrderThatIsKnown) {
  const auto a = lichen::datasets::regular(300).a;
  const Technosphere anew(a);
  const lichen::OrderedMatrix& m = anew.ordered();
  const lichen::ComponentOrder known{m.row_at, m.column_at, m.block_start};

  const Technosphere again(a, {}, known);

  const Vector p(300, 1.);
  EXPECT_EQ(again.solve_transposed(p).values, anew.solve_transposed(p).values);
}

TEST(Technosphere, RefusesAnOrderOfAnotherMatrix) {
  const auto chain = from_rows({{1., -1.}, {0., 1.}});
  const auto turned = from_rows({{1., 0.}, {-1., 1.}});
  const lichen::OrderedMatrix m = lichen::order(turned, lichen::match(turned));
  const lichen::ComponentOrder known{m.row_at, m.column_at, m.block_start};

  EXPECT_NO_THROW(Technosphere(turned, {}, known));
  EXPECT_THROW(Technosphere(chain, {}, known), lichen::ShapeError);
  EXPECT_THROW(Technosphere(from_rows({{1.}}), {}, known), lichen::ShapeError);
}

TEST(Technosphere, CountsWhatFactorsKeep) {
  const auto a = from_rows({{1., -0.1, 0.}, {-0.25, 1., 0.}, {0., -1., 1.}});

  EXPECT_EQ(Technosphere(a, {.solver = Solver::dense}).report().factor_entries, 9.);
  // Of the loop alone: what stands by itself needs none.
  EXPECT_EQ(Technosphere(a).report().factor_entries, 4.);
  EXPECT_EQ(Technosphere(a, {.dense_limit = 0}).report().factor_entries, 0.) << "swept";
}

TEST(Technosphere, SweepsALargeLoopAndSaysHowMuchEachSweepGains) {
  const Index n = 200;  // a ring in which each activity needs 0.5 of the next
  std::vector<lichen::test::Entry> entries;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    entries.push_back({(j + 1) % n, j, -0.5});
    entries.push_back({(j + 7) % n, j, -0.25});
  }
  const Technosphere technosphere(lichen::test::from_entries(n, n, entries));
  const auto scaling = technosphere.solve(Vector(static_cast<std::size_t>(n), 1.));
  // Every row reads s - 0.75 s = 1.
  for (const double s : scaling.values) EXPECT_DOUBLE_EQ(s, 4.);
  EXPECT_EQ(scaling.report.solver, "components + sweeps");
  EXPECT_GT(scaling.report.contraction, 0.);
  EXPECT_LT(scaling.report.contraction, 0.95);
  EXPECT_GT(scaling.report.iterations, 1);
}

TEST(Technosphere, LeavesSweepsThatDivergeAndSaysSo) {
  const Index n = 100;  // each activity needs 3 of the next one: a ring that grows
  std::vector<lichen::test::Entry> entries;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    entries.push_back({(j + 1) % n, j, -3.});
  }
  const Technosphere technosphere(lichen::test::from_entries(n, n, entries));
  const auto scaling = technosphere.solve(Vector(static_cast<std::size_t>(n), 1.));
  for (const double s : scaling.values) EXPECT_DOUBLE_EQ(s, -0.5);
  EXPECT_EQ(scaling.report.solver, "components + dense LU");
  ASSERT_EQ(scaling.report.notes.size(), 1u);
  EXPECT_NE(scaling.report.notes[0].find("100 activities"), std::string::npos);
}

TEST(Technosphere, PassesALargeLoopThatSweepsDoNotSolveToKlu) {
  const Index n = 700;
  std::vector<lichen::test::Entry> entries;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    entries.push_back({(j + 1) % n, j, -3.});
  }
  const Technosphere technosphere(lichen::test::from_entries(n, n, entries));
  const auto scaling = technosphere.solve(Vector(static_cast<std::size_t>(n), 1.));
  for (const double s : scaling.values) EXPECT_DOUBLE_EQ(s, -0.5);
  EXPECT_EQ(scaling.report.solver, "components + KLU");
}

TEST(Technosphere, HoldsOutAChainOf100000Activities) {
  const Index n = 100000;
  std::vector<lichen::test::Entry> entries;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    if (j + 1 < n) entries.push_back({j + 1, j, -1.});
  }
  const Technosphere technosphere(lichen::test::from_entries(n, n, entries));
  const auto scaling = technosphere.solve(unit(n, 0));
  EXPECT_EQ(scaling.values, Vector(static_cast<std::size_t>(n), 1.));
  EXPECT_EQ(technosphere.solve_transposed(scaling.values).values.front(), n);
}

TEST(Technosphere, BoundsItsInverse) {
  // |A⁻¹| t by hand: A⁻¹ = [0.1 0; 0.002 0.01].
  const Technosphere technosphere(from_rows({{10., 0.}, {-2., 100.}}));
  const auto bound = technosphere.inverse_bound(Vector{1., 1.});
  ASSERT_TRUE(bound.has_value());
  EXPECT_GE((*bound)[0], 0.1);
  EXPECT_GE((*bound)[1], 0.012);
  EXPECT_LE((*bound)[1], 0.012 * (1. + 1e-12));
}

TEST(Technosphere, BoundsTheInverseOfALoopWithoutDominance) {
  // A⁻¹ = [1 3; 3 1] / -8: not an H-matrix, and bounded all the same.
  const Technosphere technosphere(from_rows({{1., -3.}, {-3., 1.}}));
  const auto bound = technosphere.inverse_bound_transposed(Vector{1., 0.});
  ASSERT_TRUE(bound.has_value());
  EXPECT_GE((*bound)[0], 0.125);
  EXPECT_GE((*bound)[1], 0.375);
  EXPECT_LE((*bound)[1], 0.375 * (1. + 1e-12));
}

}  // namespace
