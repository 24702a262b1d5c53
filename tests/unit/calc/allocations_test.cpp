// No memory is taken inside the loops once a first pass has its own: counted by this
// program's own `operator new` and, for vectors on cache lines, `aligned_alloc`.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <malloc.h>

#include "lichen/datasets/families.hpp"
#include "lichen/linalg/accelerated_block.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/refinement.hpp"
#include "lichen/linalg/solvers/components.hpp"
#include "lichen/linalg/sweeps.hpp"
#include "support/loops.hpp"
#include "support/matrices.hpp"

namespace {
std::atomic<long> taken{0};
}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++taken;
  void* const memory = std::malloc(std::max<std::size_t>(size, 1));
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size) {
  ++taken;
  return memalign(alignment, size);
}

namespace {

using lichen::Equation;
using lichen::Index;
using lichen::Lanes;
using lichen::LaneVector;

/// How often memory is taken by a call.
template <class Call>
long count_in(const Call& call) {
  const long before = taken;
  call();
  return taken - before;
}

struct Ordered {
  explicit Ordered(lichen::SparseMatrix matrix)
      : a(std::move(matrix)),
        m(std::make_shared<const lichen::OrderedMatrix>(
            lichen::order(a, lichen::match(a)))) {}
  lichen::SparseMatrix a;
  std::shared_ptr<const lichen::OrderedMatrix> m;

  [[nodiscard]] LaneVector right(Index width) const {
    LaneVector b(static_cast<std::size_t>(a.cols()) * static_cast<std::size_t>(width));
    for (std::size_t i = 0; i < b.size(); ++i) b[i] = 1. + static_cast<double>(i % 7);
    return b;
  }
};

TEST(Allocations, AreCounted) {
  std::vector<LaneVector> lanes;
  std::vector<lichen::Vector> vectors;
  lanes.reserve(1);
  vectors.reserve(1);
  EXPECT_EQ(count_in([&] { lanes.emplace_back(100); }), 1);
  EXPECT_EQ(count_in([&] { vectors.emplace_back(100); }), 1);
}

TEST(Allocations, AreNotMadeBySweeps) {
  for (const Index width : {1, 4, 8}) {
    for (const Equation equation : {Equation::plain, Equation::transposed}) {
      const Ordered system(lichen::test::random_loop(800, 6, .9, 1));
      const lichen::Sweeps sweeps(system.m);
      const Index block = lichen::test::largest_loop(*system.m);
      Lanes lanes(width);
      LaneVector x = system.right(width);
      EXPECT_EQ(sweeps.solve(block, equation, x.data(), lanes), 0u);
      EXPECT_GT(lanes.sweeps[0], 20);
      std::copy_n(system.right(width).begin(), x.size(), x.begin());
      const long again =
          count_in([&] { (void)sweeps.solve(block, equation, x.data(), lanes); });
      EXPECT_EQ(again, 0) << width;
    }
  }
}

TEST(Allocations, AreNotMadeByRefinement) {
  const auto system = lichen::datasets::regular(3000);
  const Ordered ordered(system.a);
  const auto factors = lichen::by_components(ordered.m);
  const lichen::Refinement refinement(*ordered.m, *factors, true);
  for (const Index width : {1, 4, 8}) {
    for (const Equation equation : {Equation::plain, Equation::transposed}) {
      for (const auto digits : {lichen::Digits::all_of_a_double, lichen::Digits::pairs}) {
        const LaneVector b = ordered.right(width);
        Lanes lanes(width);
        lichen::RefinedLanes x;
        const auto solve = [&] {
          refinement.solve(equation, {b, {}}, digits, 1e-12, lanes, x);
        };
        solve();
        EXPECT_EQ(count_in(solve), 0) << width << (equation == Equation::plain);
      }
    }
  }
}

/// GMRES takes memory for its directions, no more where it takes more passes.
TEST(Allocations, OfAcceleratedSweepsAreThoseOfOneCycle) {
  const Ordered system(lichen::test::random_loop(1500, 6, .995, 3));
  const Index block = lichen::test::largest_loop(*system.m);
  const lichen::AcceleratedBlock accelerated(*system.m, block,
                                             {.first_cycle = 20, .longest_cycle = 20});
  const auto solve = [&](double goal, Index& passes) {
    lichen::Vector x(static_cast<std::size_t>(accelerated.size()), 1.);
    return count_in([&] { passes = accelerated.solve(x, goal); });
  };
  Index few = 0;
  Index many = 0;
  const long once = solve(1e-5, few);
  const long longer = solve(1e-13, many);
  ASSERT_GT(many, few);
  EXPECT_LE(longer, once + 10 * (many - few));  // coefficients of each direction
}

}  // namespace
