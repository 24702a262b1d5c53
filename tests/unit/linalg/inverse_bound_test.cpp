#include "lichen/linalg/inverse_bound.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/calc/technosphere.hpp"
#include "support/matrices.hpp"
#include "support/random_systems.hpp"

namespace {

using lichen::Index;
using lichen::InverseBound;
using lichen::match;
using lichen::order;
using lichen::OrderedMatrix;
using lichen::SparseMatrix;
using lichen::Vector;

InverseBound bound_of(const SparseMatrix& a) {
  return InverseBound(std::make_shared<const OrderedMatrix>(order(a, match(a))));
}

/// A ring of n with two chords, contracting.
SparseMatrix ring(Index n) {
  std::vector<lichen::test::Entry> entries;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 2.});
    entries.push_back({(j + 1) % n, j, -0.5});
    entries.push_back({(j + 5) % n, j, 0.75});
  }
  return lichen::test::from_entries(n, n, entries);
}

/// Asserts |A⁻¹ e_i| ≤ bound(e_i) entry by entry, and returns how far it is above.
double check(const SparseMatrix& a, Index i) {
  const auto n = static_cast<Index>(a.cols());
  const lichen::Technosphere exact(a, {.solver = lichen::Solver::dense});
  const Vector e = lichen::test::unit(n, i);
  double worst = 0.;
  const auto compare = [&](const std::optional<Vector>& bound, const Vector& inverse) {
    ASSERT_TRUE(bound.has_value());
    for (std::size_t k = 0; k < inverse.size(); ++k) {
      // The solution to compare with is itself rounded.
      EXPECT_GE((*bound)[k], std::abs(inverse[k]) * (1. - 1e-9));
      if (inverse[k] != 0.) worst = std::max(worst, (*bound)[k] / std::abs(inverse[k]));
    }
  };
  const InverseBound bound = bound_of(a);
  compare(bound.bound(e), exact.solve(e).values);
  compare(bound.bound_transposed(e), exact.solve_transposed(e).values);
  return worst;
}

TEST(InverseBound, IsTightForSmallBlocks) { EXPECT_LE(check(ring(16), 3), 1. + 1e-9); }

TEST(InverseBound, HoldsForLargeBlocksByTheComparisonMatrix) { check(ring(400), 17); }

TEST(InverseBound, IsAbsentForLargeBlocksThatAreNoHMatrices) {
  SparseMatrix a = ring(400);
  for (Index j = 0; j < 400; ++j) a.coeffRef(j, j) = 1.1;
  EXPECT_FALSE(bound_of(a).bound(Vector(400, 1.)).has_value());
}

TEST(InverseBound, IsZeroForZero) {
  EXPECT_EQ(bound_of(ring(20)).bound(Vector(20, 0.)), Vector(20, 0.));
}

TEST(InverseBound, HoldsForRandomSystems) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const auto system = lichen::test::random_system(seed, 30, {.near_singular = false});
    if (match(system.a).size == system.a.cols()) check(system.a, 0);
  }
}

}  // namespace
