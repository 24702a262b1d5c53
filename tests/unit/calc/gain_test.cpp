#include "lichen/calc/gain.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/datasets/unfriendly.hpp"
#include "lichen/linalg/matching.hpp"
#include "support/loops.hpp"
#include "support/matrices.hpp"

namespace {

using lichen::Index;
using lichen::loops_above_one;
using lichen::SparseMatrix;
using lichen::test::Entry;
using lichen::test::from_entries;
using lichen::test::from_rows;
using lichen::test::random_loop;
using Loops = std::vector<std::vector<Index>>;

Loops found_in(const SparseMatrix& a) {
  return loops_above_one(order(a, lichen::match(a)));
}

/// Entries of a matrix, to be added to.
std::vector<Entry> entries_of(const SparseMatrix& a) {
  std::vector<Entry> entries;
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      entries.push_back({static_cast<Index>(it.row()), j, it.value()});
    }
  }
  return entries;
}

/// A ring of n activities that return `gain` of what they take, in units of their own.
SparseMatrix ring(Index n, double gain) {
  std::vector<Entry> entries;
  const auto unit = [](Index i) { return std::ldexp(1., (i * 37) % 41 - 20); };
  for (Index j = 0; j < n; ++j) {
    const Index next = (j + 1) % n;
    entries.push_back({j, j, 1.});
    entries.push_back({next, j, -(j == 0 ? gain : 1.) * unit(j) / unit(next)});
  }
  return from_entries(n, n, entries);
}

TEST(LoopsAboveOne, NamesASmallLoop) {
  const SparseMatrix a = from_rows({{1., -2., 0.}, {-1., 1., 0.}, {-1., 0., 1.}});
  EXPECT_EQ(found_in(a), (Loops{{0, 1}}));
  EXPECT_EQ(found_in(from_rows({{1., -.5}, {-1., 1.}})), Loops{});
}

TEST(LoopsAboveOne, TellsLargeRingsBySweepsAndPowers) {
  for (const Index n : {600, 1500}) {
    EXPECT_EQ(found_in(ring(n, .5)), Loops{});
    const Loops above = found_in(ring(n, 1.5));
    ASSERT_EQ(above.size(), 1u) << n;
    EXPECT_EQ(above[0].size(), static_cast<std::size_t>(n));
  }
}

TEST(LoopsAboveOne, TellsLargeRandomLoopsInAnyUnits) {
  for (const double gain : {.3, .9, .99}) {
    EXPECT_EQ(found_in(random_loop(3000, 6, gain, 1)), Loops{}) << gain;
  }
  for (const double gain : {1.01, 1.1, 3.}) {
    const Loops above = found_in(random_loop(3000, 6, gain, 1));
    ASSERT_EQ(above.size(), 1u) << gain;
    EXPECT_GT(above[0].size(), 100u);
  }
}

TEST(LoopsAboveOne, NamesThePairInALargeComponentThatIsAtFault) {
  std::vector<Entry> entries = entries_of(lichen::datasets::expander(3000, .6).a);
  entries.push_back({70, 1200, -2.8});
  entries.push_back({1200, 70, -.7});
  const SparseMatrix a = from_entries(3000, 3000, entries);
  const Loops above = found_in(a);
  ASSERT_EQ(above.size(), 1u);
  EXPECT_EQ(above[0], (std::vector<Index>{70, 1200}));
}

TEST(LoopsAboveOne, SaysNothingWhereCreditsOrTreatmentsAreInTheLoop) {
  // -2 of what it takes: runs backwards by right.
  EXPECT_EQ(found_in(from_rows({{1., 2.}, {-1., 1.}})), Loops{});
  EXPECT_EQ(found_in(from_rows({{1., -2.}, {-1., -1.}})), Loops{});
  EXPECT_EQ(found_in(lichen::datasets::diverging_loops(8000).a), Loops{});
}

TEST(LoopsAboveOne, SaysNothingWhereALoopIsNearlySingular) {
  EXPECT_EQ(found_in(lichen::datasets::near_singular_loop(200, 0x1p-30).a), Loops{});
  EXPECT_EQ(found_in(lichen::datasets::near_singular_loop(2000, 0x1p-30).a), Loops{});
  EXPECT_EQ(found_in(ring(2000, 1. + 1e-9)), Loops{});
}

}  // namespace
