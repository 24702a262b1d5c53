#include "lichen/linalg/accelerated_block.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/linalg/block.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/sweeps.hpp"
#include "support/loops.hpp"
#include "support/matrices.hpp"
#include "support/random_systems.hpp"
#include "support/truth.hpp"

namespace {

using lichen::AcceleratedBlock;
using lichen::AccelerationOptions;
using lichen::Index;
using lichen::match;
using lichen::order;
using lichen::OrderedMatrix;
using lichen::residual;
using lichen::residual_transposed;
using lichen::SparseMatrix;
using lichen::Vector;
using lichen::detail::sparse_block;
using lichen::test::exact_solution;
using lichen::test::from_rows;

OrderedMatrix ordered(const SparseMatrix& a) { return order(a, match(a)); }

Vector right_hand_side(Index n) {
  Vector b(static_cast<std::size_t>(n));
  for (std::size_t i = 0; i < b.size(); ++i) {
    b[i] = std::sin(static_cast<double>(i) + 1.) * std::pow(10., static_cast<int>(i % 7));
  }
  return b;
}

/// |A⁻¹| (|A||x| + |b|) times `omega`: what an error of that backward size may amount to.
Vector allowed(const SparseMatrix& a, const Vector& x, const Vector& b, double omega) {
  Vector size = residual(a, {x}, {b}).magnitudes;
  Vector bound(size.size(), 0.);
  for (Index j = 0; j < static_cast<Index>(size.size()); ++j) {
    const auto column =
        exact_solution(a, lichen::test::unit(static_cast<Index>(size.size()), j));
    for (std::size_t i = 0; i < bound.size(); ++i) {
      bound[i] += omega * std::abs(column[i].value()) * size[static_cast<std::size_t>(j)];
    }
  }
  return bound;
}

/// Compares both directions of every loop of a system with 100 digits.
/// @returns the number of loops.
int check_loops(const SparseMatrix& a) {
  const OrderedMatrix m = ordered(a);
  int loops = 0;
  for (Index k = 0; k < m.blocks(); ++k) {
    if (m.block_size(k) < 2) continue;
    ++loops;
    const AcceleratedBlock block(m, k);
    SparseMatrix matrix = sparse_block(m, k);
    const Vector b = right_hand_side(block.size());
    for (const bool plain : {true, false}) {
      Vector x = b;
      EXPECT_GT(plain ? block.solve(x) : block.solve_transposed(x), 0);
      if (!plain) matrix = SparseMatrix(matrix.transpose());
      const auto exact = exact_solution(matrix, b);
      const Vector bound = allowed(matrix, x, b, 2e-13);
      for (std::size_t i = 0; i < x.size(); ++i) {
        EXPECT_LE(exact[i].error_of(x[i]), bound[i]);
      }
    }
  }
  return loops;
}

TEST(AcceleratedBlock, SolvesLoopsOfRandomSystems) {
  int loops = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    loops +=
        check_loops(lichen::test::random_system(seed, 14, {.near_singular = false}).a);
  }
  EXPECT_GT(loops, 20);
}

TEST(AcceleratedBlock, SolvesLoopsOnWhichSweepsDiverge) {
  // Both products of the links exceed one: sweeps multiply the error by 6 and by 12.
  EXPECT_EQ(check_loops(from_rows({{1., -3.}, {-2., 1.}})), 1);
  EXPECT_EQ(check_loops(from_rows({{1., 0., 3.}, {-2., 1., 0.}, {0., 2., -1.}})), 1);
  // An avoided product: a credit of more than it takes to make.
  EXPECT_EQ(check_loops(from_rows({{1., 5., -.1}, {-4., 1., 0.}, {-1., -.2, 1.}})), 1);
}

TEST(AcceleratedBlock, SolvesLoopsThatNearlyEatAllTheyMake) {
  for (const double gain : {.9, .99, .999999}) {
    EXPECT_EQ(check_loops(from_rows({{1., -gain}, {-1., 1.}})), 1);
    EXPECT_EQ(
        check_loops(from_rows({{1., 0., -1e6 * gain}, {-1e-3, 1., 0.}, {0., -1e-3, 1.}})),
        1);
  }
}

TEST(AcceleratedBlock, SolvesLargeLoopsOfGainNearOneWhereSweepsCrawl) {
  const SparseMatrix a = lichen::test::random_loop(3000, 8, .99, 1);
  const OrderedMatrix m = ordered(a);
  const Index block = lichen::test::largest_loop(m);
  lichen::Lanes work(1);
  const lichen::Sweeps sweeps(std::make_shared<const OrderedMatrix>(m));
  ASSERT_GT(sweeps.contraction(block, work), lichen::worth_sweeping);
  const AcceleratedBlock fast(m, block);
  const SparseMatrix matrix = sparse_block(m, block);
  const Vector b = lichen::test::unit(fast.size(), fast.size() / 3);
  Vector x = b;
  const Index passes = fast.solve(x);
  EXPECT_GT(passes, 0);
  EXPECT_LT(passes, 100);  // where some 1,400 sweeps are needed
  EXPECT_LE(residual(matrix, {x}, {b}).backward_error(), 2e-13);
  Vector y = b;
  EXPECT_LT(fast.solve_transposed(y), 100);
  EXPECT_LE(residual_transposed(matrix, {y}, {b}).backward_error(), 2e-13);
}

TEST(AcceleratedBlock, HasTheSameBitsEachTime) {
  const OrderedMatrix m = ordered(lichen::test::random_loop(500, 6, 1.3, 2, true));
  const Index block = lichen::test::largest_loop(m);
  const Vector b = right_hand_side(m.block_size(block));
  Vector x = b;
  Vector y = b;
  const Index passes = AcceleratedBlock(m, block).solve(x);
  EXPECT_EQ(AcceleratedBlock(m, block).solve(y), passes);
  EXPECT_EQ(x, y);
}

TEST(AcceleratedBlock, ShortensItsCyclesToFitMemory) {
  const OrderedMatrix m = ordered(lichen::test::random_loop(2000, 8, .9, 3));
  const Index block = lichen::test::largest_loop(m);
  const Vector b = lichen::test::unit(m.block_size(block), 5);
  // Twelve directions of 2,000 numbers, and as much for everything else.
  const AcceleratedBlock tight(m, block, {.memory_limit = 20. * 8. * 2000.});
  Vector x = b;
  EXPECT_GT(tight.solve(x), 12);
  EXPECT_LE(residual(sparse_block(m, block), {x}, {b}).backward_error(), 2e-13);
}

TEST(AcceleratedBlock, GivesUpWithoutTouchingTheRightHandSide) {
  const OrderedMatrix m = ordered(from_rows({{1., -1.}, {-1., 1.}}));  // singular
  const AcceleratedBlock block(m, 0);
  Vector x{1., 1.};
  EXPECT_EQ(block.solve(x), -1);
  EXPECT_EQ(x, (Vector{1., 1.}));
  EXPECT_EQ(block.solve_transposed(x), -1);

  const OrderedMatrix slow = ordered(lichen::test::random_loop(400, 6, .99, 4));
  const Index loop = lichen::test::largest_loop(slow);
  Vector y = right_hand_side(slow.block_size(loop));
  const Vector before = y;
  EXPECT_EQ(AcceleratedBlock(slow, loop, {.first_cycle = 4, .most_passes = 6}).solve(y),
            -1);
  EXPECT_EQ(y, before);
}

TEST(AcceleratedBlock, GivesUpOnNumbersThatAreNone) {
  const OrderedMatrix m = ordered(from_rows({{1., -.5}, {-.5, 1.}}));
  Vector x{std::nan(""), 1.};
  EXPECT_EQ(AcceleratedBlock(m, 0).solve(x), -1);
}

TEST(AcceleratedBlock, PassesNothingForZero) {
  const OrderedMatrix m = ordered(from_rows({{1., -.5}, {-.5, 1.}}));
  Vector x{0., 0.};
  EXPECT_EQ(AcceleratedBlock(m, 0).solve(x), 0);
  EXPECT_EQ(x, (Vector{0., 0.}));
}

}  // namespace
