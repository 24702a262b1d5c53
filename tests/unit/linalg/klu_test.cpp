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

/// The same entries with other values: each times 1 + `by` · something from -1 to 1.
SparseMatrix other_values(SparseMatrix a, std::uint32_t seed, double by) {
  std::uint32_t state = seed;
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      state = state * 1664525U + 1013904223U;  // Numerical Recipes' generator
      it.valueRef() *= 1. + by * (static_cast<double>(state >> 16) / 32768. - 1.);
    }
  }
  return a;
}

/// True where a note of the factors says so.
bool notes(const lichen::Factorization& factors, const std::string& what) {
  for (const std::string& note : factors.notes()) {
    if (note.find(what) != std::string::npos) return true;
  }
  return false;
}

constexpr const char* by_pivots = "by the pivots of another matrix";
constexpr const char* anew = "do not suit";

/// ω of factors of other values; holds that they are as near as factors made for them.
void expect_as_good_as_fresh(const lichen::Factorization& factors,
                             const SparseMatrix& a) {
  const Vector b(static_cast<std::size_t>(a.rows()), 1.);
  EXPECT_LE(backward_error(factors, a, b), 1e-12);
  const Vector x = factors.solve(b).values;
  const Vector fresh = klu(a)->solve(b).values;
  for (std::size_t i = 0; i < x.size(); ++i) {
    ASSERT_NEAR(x[i], fresh[i], 1e-12 * std::abs(fresh[i])) << i;
  }
}

TEST(KluWithValues, AreAsGoodAsFactorsOfTheirOwn) {
  for (const SparseMatrix& a : {ring(300, .9), in_other_units(ring(300, .9)),
                                lichen::datasets::badly_scaled(800).a}) {
    const auto base = klu(a);
    EXPECT_TRUE(base->notes().empty());
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
      const SparseMatrix other = other_values(a, seed, .05);
      const auto factors = base->with_values(other);
      ASSERT_NE(factors, nullptr);
      EXPECT_TRUE(notes(*factors, by_pivots));
      EXPECT_EQ(factors->entries(), base->entries());
      const Vector b(static_cast<std::size_t>(a.rows()), 1.);
      EXPECT_LE(backward_error(*factors, other, b),
                10. * backward_error(*klu(other), other, b) + 1e-14);
    }
  }
  expect_as_good_as_fresh(*klu(ring(300, .9))->with_values(ring(300, .95)),
                          ring(300, .95));
}

TEST(KluWithValues, LeaveTheFirstFactorsAsTheyAreAndOutliveThem) {
  const SparseMatrix a = ring(300, .9);
  auto base = klu(a);
  const Vector b(300, 1.);
  const Vector before = base->solve(b).values;
  auto factors = base->with_values(ring(300, .8));
  EXPECT_EQ(base->solve(b).values, before);
  base.reset();
  factors = factors->with_values(ring(300, .85));  // by pivots of pivots
  expect_as_good_as_fresh(*factors, ring(300, .85));
}

TEST(KluWithValues, MayLackEntriesButNotHaveOthers) {
  const SparseMatrix a = ring(60, .9);
  SparseMatrix less = a;
  less.coeffRef(12, 1) = 0.;  // one stored zero
  const auto factors = klu(a)->with_values(less);
  ASSERT_NE(factors, nullptr);
  expect_as_good_as_fresh(*factors, less);
  less.prune(0.);
  expect_as_good_as_fresh(*klu(a)->with_values(less), less);
  SparseMatrix more = a;
  more.coeffRef(30, 2) = -.01;
  more.makeCompressed();
  EXPECT_EQ(klu(a)->with_values(more), nullptr);
  EXPECT_EQ(klu(a)->with_values(ring(61, .9)), nullptr);
}

TEST(KluWithValues, TakeOtherPivotsWhereTheirsGrow) {
  // A pivot that was 1 becomes tiny, then zero, beside entries that did not change.
  const SparseMatrix a = from_rows({{1., -.5, 0.}, {-.5, 1., -.5}, {0., -.5, 1.}});
  for (const double pivot : {1e-9, 1e-14, 0x1p-60, 0.}) {
    const SparseMatrix b =
        from_rows({{pivot, -.5, 0.}, {-.5, pivot, -.5}, {0., -.5, 1.}});
    const auto factors = klu(a)->with_values(b);
    ASSERT_NE(factors, nullptr);
    EXPECT_TRUE(notes(*factors, anew)) << pivot;
    expect_as_good_as_fresh(*factors, b);
  }
}

TEST(KluWithValues, AreRefusedWhereThereIsNoInverse) {
  const auto base = klu(ring(45, .9));
  EXPECT_THROW((void)base->with_values(ring(45, 1.)), lichen::SingularError);
  EXPECT_THROW((void)base->with_values(in_other_units(ring(45, 1.))),
               lichen::SingularError);
  expect_as_good_as_fresh(*base, ring(45, .9));
}

}  // namespace
