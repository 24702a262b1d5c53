#include "lichen/linalg/factorization.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/solvers/components.hpp"
#include "lichen/linalg/solvers/dense.hpp"
#include "lichen/linalg/solvers/eigen_lu.hpp"
#include "lichen/linalg/solvers/klu.hpp"
#include "support/loops.hpp"
#include "support/matrices.hpp"
#include "support/message.hpp"
#include "support/random_systems.hpp"

namespace {

using lichen::Factorization;
using lichen::Factorize;
using lichen::match;
using lichen::order;
using lichen::residual;
using lichen::residual_transposed;
using lichen::SparseMatrix;
using lichen::Vector;
using lichen::test::from_rows;

std::shared_ptr<const Factorization> components(const SparseMatrix& a) {
  return lichen::by_components(
      std::make_shared<const lichen::OrderedMatrix>(order(a, match(a))));
}

/// What every backend must do: the seam's contract.
class Backend : public testing::TestWithParam<Factorize> {};

TEST_P(Backend, SolvesWithASmallBackwardError) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const auto system = lichen::test::random_system(seed, 30, {.near_singular = false});
    const auto factors = GetParam()(system.a);
    const Vector x = factors->solve(system.f).values;
    const Vector y = factors->solve_transposed(system.f).values;
    // Against the size of the row rather than its terms: nothing is refined here.
    const auto forward = residual(system.a, {x}, {system.f});
    const auto adjoint = residual_transposed(system.a, {y}, {system.f});
    double forward_size = 0.;
    double adjoint_size = 0.;
    for (const double size : forward.magnitudes) forward_size += size;
    for (const double size : adjoint.magnitudes) adjoint_size += size;
    for (const double r : forward.values) EXPECT_LE(std::abs(r), 1e-11 * forward_size);
    for (const double r : adjoint.values) EXPECT_LE(std::abs(r), 1e-11 * adjoint_size);
  }
}

TEST_P(Backend, RefusesASingularMatrix) {
  EXPECT_THROW(GetParam()(from_rows({{1., -1.}, {-1., 1.}})), lichen::SingularError);
}

TEST_P(Backend, HasAName) {
  EXPECT_FALSE(GetParam()(from_rows({{1., -.5}, {-.5, 1.}}))->name().empty());
}

TEST_P(Backend, TakesABlockThatStoresZeros) {
  SparseMatrix a = from_rows({{2., 1., 0.}, {1., 2., 1.}, {0., 1., 2.}});
  a.coeffRef(0, 1) = 0.;
  a.coeffRef(2, 1) = 0.;
  const Vector x = GetParam()(a)->solve(Vector{2., 4., 2.}).values;
  EXPECT_DOUBLE_EQ(x[0], 1.);
  EXPECT_DOUBLE_EQ(x[1], 1.);
  EXPECT_DOUBLE_EQ(x[2], 1.);
}

INSTANTIATE_TEST_SUITE_P(All, Backend,
                         testing::Values(&components, &lichen::klu, &lichen::dense,
                                         &lichen::eigen_lu));

TEST(ByComponents, CountsItsSingularLoops) {
  try {
    components(from_rows(
        {{1., -1., 0., 0.}, {-1., 1., 0., 0.}, {0., 0., 1., -2.}, {0., 0., -.5, 1.}}));
    FAIL() << "no SingularError";
  } catch (const lichen::SingularError& error) {
    EXPECT_NE(std::string(error.what()).find("2 loops"), std::string::npos)
        << error.what();
  }
}

TEST(ByComponents, NamesALoopThatIsTooLargeToBeAnalysed) {
  // Indefinite and without structure: no iteration solves it.
  const SparseMatrix a = lichen::test::random_loop(700, 6, 20., 5, true);
  lichen::ComponentOptions options;
  options.work.longest_analysis = 1e-9;
  options.sparse = {lichen::klu_within, lichen::klu_fill_in};
  const auto factors = lichen::by_components(
      std::make_shared<const lichen::OrderedMatrix>(order(a, match(a))), options);
  try {
    (void)factors->solve(lichen::test::unit(700, 5));
    FAIL() << "no ConvergenceError";
  } catch (const lichen::ConvergenceError& error) {
    EXPECT_TRUE(lichen::test::says(error.what(), "too large to be factorised unasked"));
    EXPECT_TRUE(lichen::test::says(error.what(), "solver \"klu\""));
    EXPECT_GT(error.activities().size(), 600u);
    const auto named = error.named("\"mill\"");
    EXPECT_TRUE(lichen::test::says(named.what(), "activities (\"mill\") converges"));
    EXPECT_EQ(named.activities(), error.activities());
  }
}

TEST(Residual, SeesWhatADoubleDoesNot) {
  // 3 · (1/3) differs from 1 by less than an ulp: the residual is that difference.
  const SparseMatrix a = from_rows({{3.}});
  const Vector x{1. / 3.};
  const Vector b{1.};
  const auto r = residual(a, {x}, {b});
  EXPECT_EQ(r.values[0], std::fma(-3., 1. / 3., 1.));
  EXPECT_EQ(r.magnitudes[0], 2.);
  EXPECT_EQ(r.backward_error(), r.values[0] / 2.);
  EXPECT_EQ(residual_transposed(a, {x}, {b}).values[0], r.values[0]);
}

TEST(Residual, TakesTheLowPartsOfPairs) {
  const SparseMatrix a = from_rows({{1.}});
  const Vector one{1.};
  const Vector tail{0x1p-70};
  EXPECT_EQ(residual(a, {one}, {one, tail}).values[0], 0x1p-70);
  EXPECT_EQ(residual(a, {one, tail}, {one}).values[0], -0x1p-70);
}

TEST(Residual, IsNotANumberWhereAValueIsNot) {
  const SparseMatrix a = from_rows({{1.}});
  const Vector bad{std::nan("")};
  const Vector one{1.};
  EXPECT_TRUE(std::isnan(residual(a, {bad}, {one}).backward_error()));
}

}  // namespace
