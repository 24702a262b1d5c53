#include "lichen/linalg/solvers/klu.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/datasets/unfriendly.hpp"
#include "lichen/linalg/residual.hpp"
#include "support/matrices.hpp"
#include "support/message.hpp"
#include "support/random_systems.hpp"

namespace {

using lichen::Index;
using lichen::klu;
using lichen::SparseMatrix;
using lichen::Vector;
using lichen::test::Entry;
using lichen::test::from_entries;
using lichen::test::from_rows;

double power(Index i) { return std::ldexp(1., (i * 37) % 81 - 40); }

/// Rows and columns times powers of two from 2^-40 to 2^40.
SparseMatrix in_other_units(SparseMatrix a) {
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      it.valueRef() *= power(static_cast<Index>(it.row())) * power(2 * j + 5);
    }
  }
  return a;
}

/// A ring with chords; each activity returns `returned` of what it makes to the ring.
SparseMatrix ring(Index n, double returned) {
  std::vector<Entry> entries;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    entries.push_back({(j + 1) % n, j, -.7});
    entries.push_back({(j + 11) % n, j, -(returned - .7)});
  }
  return from_entries(n, n, entries);
}

/// ω of one solution and one of the transposed system.
double backward_error(const lichen::Factorization& factors, const SparseMatrix& a,
                      const Vector& b) {
  const Vector x = factors.solve(b).values;
  const Vector y = factors.solve_transposed(b).values;
  return std::max(lichen::residual(a, {x}, {b}).backward_error(),
                  lichen::residual_transposed(a, {y}, {b}).backward_error());
}

TEST(Klu, IsNotFooledByUnitsOfManySizes) {
  const SparseMatrix bare = ring(45, .9);
  const Vector x = klu(bare)->solve(Vector(45, 1.)).values;
  Vector b(45);
  for (Index i = 0; i < 45; ++i) b[static_cast<std::size_t>(i)] = power(i);
  const Vector y = klu(in_other_units(bare))->solve(b).values;
  for (Index j = 0; j < 45; ++j) {
    const auto at = static_cast<std::size_t>(j);
    EXPECT_NEAR(y[at] * power(2 * j + 5), x[at], 1e-12 * x[at]);
  }
}

TEST(Klu, SeesThatALoopOfManyUnitsEatsAllItMakes) {
  EXPECT_THROW((void)klu(ring(45, 1.)), lichen::SingularError);
  EXPECT_THROW((void)klu(in_other_units(ring(45, 1.))), lichen::SingularError);
  EXPECT_THROW((void)klu(in_other_units(ring(3000, 1.))), lichen::SingularError);
}

TEST(Klu, FactorisesLoopsThatReturnNearlyAll) {
  for (const double gap : {0x1p-20, 0x1p-30, 0x1p-38}) {
    const SparseMatrix a = ring(45, 1. - gap);
    EXPECT_LE(backward_error(*klu(a), a, Vector(45, 1.)), 1e-14) << gap;
    const SparseMatrix b = in_other_units(a);
    EXPECT_LE(backward_error(*klu(b), b, Vector(45, 1.)), 1e-12) << gap;
  }
}

TEST(Klu, FactorisesBadlyScaledDatabases) {
  for (const Index n : {800, 8000}) {
    const auto system = lichen::datasets::badly_scaled(n);
    const auto factors = klu(system.a);
    Vector b(static_cast<std::size_t>(n));
    for (Index i = 0; i < n; ++i) {
      b[static_cast<std::size_t>(i)] = system.a.coeff(i, i);
    }
    const Vector x = factors->solve(b).values;
    for (const double value : x) ASSERT_TRUE(std::isfinite(value));
  }
}

TEST(Klu, GivesTheSameVerdictInEveryUnit) {
  int singular = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SparseMatrix a = lichen::test::random_system(seed, 40, {.near_singular = false}).a;
    if (seed % 3 == 0 && a.cols() > 1) {  // one column twice
      const Index other = static_cast<Index>(a.cols()) - 1;
      const SparseMatrix twin = a.col(0) * -2.;
      a = SparseMatrix(a.leftCols(other));
      a.conservativeResize(a.rows(), other + 1);
      for (SparseMatrix::InnerIterator it(twin, 0); it; ++it) {
        a.coeffRef(it.row(), other) = it.value();
      }
      a.makeCompressed();
    }
    const auto is_singular = [](const SparseMatrix& m) {
      try {
        (void)klu(m);
        return false;
      } catch (const lichen::SingularError&) {
        return true;
      }
    };
    const bool bare = is_singular(a);
    EXPECT_EQ(is_singular(in_other_units(a)), bare) << seed;
    if (seed % 3 == 0 && a.cols() > 1) {
      EXPECT_TRUE(bare) << seed;
    }
    singular += bare ? 1 : 0;
  }
  EXPECT_GE(singular, 90);
  EXPECT_LE(singular, 110);
}

TEST(Klu, LeavesTheDiagonalWhereRoundingIsAllThatIsThere) {
  // Eliminating the first leaves 1 - 1e8 · 1e-8 on the diagonal of the second, which
  // rounding keeps from zero or not; its column has 1e-5 further down.
  const SparseMatrix a = from_rows(
      {{1., .1, 0., 0.}, {3., .3, 1., 0.}, {0., 1e-5, 1., 1.}, {1., 0., 0., 1.}});
  const auto factors = klu(a);
  EXPECT_LE(backward_error(*factors, a, Vector(4, 1.)), 1e-14);
}

TEST(Klu, SaysWhatToDoWhereFactorsAreAboveTheLimit) {
  const std::string message = lichen::test::message_of<lichen::Error>(
      [] { (void)lichen::klu_within(ring(300, .9), 1000.); });
  EXPECT_NE(message.find("factors of KLU for 300 activities would take"),
            std::string::npos)
      << message;
  EXPECT_NE(message.find("raise memory_limit"), std::string::npos) << message;
}

}  // namespace
