// FORWAST, USLCI FY18 and WIOD 2008 from their matrices, on every solver.
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "support/data.hpp"
#include "support/matrices.hpp"
#include "support/truth.hpp"

namespace {

using lichen::Index;
using lichen::PreparedScores;
using lichen::ProductAmount;
using lichen::Solver;
using lichen::SparseMatrix;
using lichen::Technosphere;
using lichen::Vector;
using lichen::test::open_matrix;
using lichen::test::unit;

class OpenMatrix : public testing::TestWithParam<Solver> {
 protected:
  [[nodiscard]] Technosphere technosphere(const SparseMatrix& a) const {
    return Technosphere(a, {.solver = GetParam()});
  }
};

TEST_P(OpenMatrix, UslciEmitsTheCarbonDioxideThatIsKnown) {
  LICHEN_NEEDS_DATA("matrices");
  const SparseMatrix a = open_matrix("uslci-fy18.A");
  const SparseMatrix b = open_matrix("uslci-fy18.B");
  ASSERT_EQ(a.rows(), 1022);
  ASSERT_EQ(a.nonZeros(), 6992);
  ASSERT_EQ(b.nonZeros(), 32230);
  const Technosphere system = technosphere(a);
  // "Carbon dioxide, fossil " to air is row 1; kg per reference unit of the product.
  const SparseMatrix c = lichen::test::from_entries(1, 2918, {{0, 1, 1.}});
  const PreparedScores prices(system, b, c);
  const struct {
    Index column;
    double value, tolerance;
  } expected[] = {{359, 0.245241689086119, 1e-10},
                  {465, 0.192741704893659, 1e-10},
                  {720, 0.440593642073659, 1e-10},
                  {291, 2.022, 1e-10}};
  for (const auto& [column, value, tolerance] : expected) {
    const auto found = assess(system, b, c, unit(1022, column));
    EXPECT_NEAR(found.scores[0].value, value, tolerance * value) << column;
    EXPECT_NEAR(found.inventory[1], value, tolerance * value) << column;
    ASSERT_TRUE(found.scores[0].error.bound.has_value());
    EXPECT_LE(found.scores[0].error.printed(), 1e-14 * value);
    EXPECT_LE(found.scaling.report.backward_error, 1e-14);
    const ProductAmount demand{column, 1.};
    EXPECT_NEAR(prices.score(0, {&demand, 1}).value, value, tolerance * value);
  }
  const auto report = system.solve(unit(1022, 465)).report;
  EXPECT_EQ(report.components, 944);
  EXPECT_EQ(report.largest_component, 36);
}

TEST_P(OpenMatrix, ForwastHasTheInventoryThatIsKnown) {
  LICHEN_NEEDS_DATA("matrices");
  const SparseMatrix a = open_matrix("forwast.A");
  const SparseMatrix b = open_matrix("forwast.B");
  const Technosphere system = technosphere(a);
  const auto found =
      assess(system, b, SparseMatrix(0, b.rows()), unit(277, 76));  // 1 kWh, DK
  // The largest and the smallest of the known amounts stand in it, whatever their row.
  for (const double value : {0.541128859012897, 0.0391771014219516, 6.8206608221386e-4,
                             9.74917511931e-6, 0.17656326101458}) {
    double nearest = 1.;
    for (const double g : found.inventory) {
      nearest = std::min(nearest, std::abs(std::abs(g) - value) / value);
    }
    EXPECT_LE(nearest, 1e-10) << value;
  }
  EXPECT_EQ(found.scaling.report.components, 39);
  EXPECT_EQ(found.scaling.report.largest_component, 127);
  EXPECT_LE(found.scaling.report.backward_error, 1e-14);
}

TEST_P(OpenMatrix, ForwastAgreesWithFiftyDigits) {
  LICHEN_NEEDS_DATA("matrices");
  const SparseMatrix a = open_matrix("forwast.A");
  const SparseMatrix b = open_matrix("forwast.B");
  SparseMatrix c(b.rows(), b.rows());
  c.setIdentity();
  const Technosphere system = technosphere(a);
  for (const Index column : {76, 154, 259}) {
    const Vector f = unit(277, column);
    const auto truth = lichen::test::refined_scores(a, b, c, f);
    const auto found = assess(system, b, c, f);
    for (std::size_t k = 0; k < truth.size(); ++k) {
      EXPECT_LE(truth[k].error_of(found.scores[k].value),
                found.scores[k].error.printed());
      EXPECT_LE(found.scores[k].error.printed(), 1e-12 * std::abs(truth[k].value()));
    }
  }
}

TEST_P(OpenMatrix, WiodHasTheSumOfItsInverse) {
  LICHEN_NEEDS_DATA("matrices");
  const SparseMatrix a = open_matrix("wiod-2008.I-A.A");
  const Technosphere system = technosphere(a);
  const Vector ones(1435, 1.);
  const auto output = system.solve(ones);
  double sum = 0.;
  for (const double x : output.values) sum += x;
  EXPECT_NEAR(sum, 3049.0857701107, 1e-9);
  double transposed = 0.;
  for (const double x : system.solve_transposed(ones).values) transposed += x;
  EXPECT_NEAR(transposed, 3049.0857701107, 1e-9);
  EXPECT_EQ(output.report.components, 52);
  EXPECT_EQ(output.report.largest_component, 1384);
  EXPECT_LE(output.report.backward_error, 1e-14);
}

INSTANTIATE_TEST_SUITE_P(Solvers, OpenMatrix,
                         testing::ValuesIn(lichen::test::all_solvers()),
                         [](const auto& test) {
                           return lichen::test::name_of(test.param);
                         });

TEST(OpenMatrices, AgreeBetweenSolversToTheLastDigits) {
  LICHEN_NEEDS_DATA("matrices");
  for (const std::string name : {"uslci-fy18.A", "forwast.A", "wiod-2008.I-A.A"}) {
    const SparseMatrix a = open_matrix(name);
    const auto n = static_cast<Index>(a.cols());
    const Technosphere own(a);
    const Technosphere klu(a, {.solver = Solver::klu});
    for (const Index column : {0, n / 3, n - 1}) {
      const Vector s = own.solve(unit(n, column)).values;
      const Vector t = klu.solve(unit(n, column)).values;
      for (std::size_t j = 0; j < s.size(); ++j) {
        ASSERT_NEAR(s[j], t[j], 1e-14 * std::abs(s[j])) << name << ", activity " << j;
      }
    }
  }
}

TEST(OpenMatrices, AreSweptWithAMeasuredContraction) {
  LICHEN_NEEDS_DATA("matrices");
  const Technosphere wiod(open_matrix("wiod-2008.I-A.A"));
  const auto report = wiod.solve(unit(1435, 0)).report;
  EXPECT_EQ(report.solver, "components + sweeps");
  EXPECT_GT(report.contraction, 0.05);
  EXPECT_LT(report.contraction, 0.6);
  EXPECT_LT(report.iterations, 60);
  EXPECT_TRUE(report.notes.empty());
}

TEST(OpenMatrices, OfUslciAreNotForSweeps) {
  LICHEN_NEEDS_DATA("matrices");
  // Plain Gauss-Seidel diverges in 8 of USLCI's 11 loops. With no dense block allowed
  // from the start, tight loops are taken apart first; what then still diverges must be
  // solved another way, and say so.
  const Technosphere uslci(open_matrix("uslci-fy18.A"), {.dense_limit = 0});
  const auto report = uslci.solve(unit(1022, 465)).report;
  EXPECT_GE(report.notes.size(), 1u);
  EXPECT_LE(report.notes.size(), 8u);
  EXPECT_LE(report.backward_error, 1e-14);
}

}  // namespace
