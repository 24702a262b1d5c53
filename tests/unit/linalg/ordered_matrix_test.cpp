#include "lichen/linalg/ordered_matrix.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "support/data.hpp"
#include "support/matrices.hpp"

namespace {

using lichen::Index;
using lichen::match;
using lichen::members;
using lichen::order;
using lichen::OrderedMatrix;
using lichen::SparseMatrix;
using lichen::test::from_rows;

using Positions = std::vector<Index>;

OrderedMatrix ordered(const SparseMatrix& a) { return order(a, match(a)); }

/// The matrix that the blocks stand for, put together again.
SparseMatrix rebuilt(const OrderedMatrix& m) {
  std::vector<lichen::test::Entry> entries;
  const auto add = [&](const lichen::PackedColumns& part, std::size_t p) {
    for (Index e = part.start[p]; e < part.start[p + 1]; ++e) {
      const auto k = static_cast<std::size_t>(e);
      entries.push_back({m.row_at[static_cast<std::size_t>(part.row[k])], m.column_at[p],
                         part.value[k]});
    }
  };
  for (std::size_t p = 0; p < m.row_at.size(); ++p) {
    entries.push_back({m.row_at[p], m.column_at[p], m.diagonal[p]});
    add(m.inner, p);
    add(m.outer, p);
  }
  return lichen::test::from_entries(m.size(), m.size(), entries);
}

TEST(Order, PutsSuppliersFirst) {
  // 0 uses 1, 1 uses 2.
  const OrderedMatrix m =
      ordered(from_rows({{1., 0., 0.}, {-1., 1., 0.}, {0., -1., 1.}}));
  EXPECT_EQ(m.column_at, (Positions{2, 1, 0}));
  EXPECT_EQ(m.blocks(), 3);
  EXPECT_TRUE(m.inner.row.empty());
}

TEST(Order, FindsLoops) {
  // 0 and 2 use each other; 1 is used by 2; 3 uses 0.
  const OrderedMatrix m = ordered(from_rows(
      {{1., 0., -1., -1.}, {0., 1., -1., 0.}, {-1., 0., 2., 0.}, {0., 0., 0., 1.}}));
  ASSERT_EQ(m.blocks(), 3);
  EXPECT_EQ(m.largest_block(), 2);
  EXPECT_EQ(members(m, 0), (Positions{1}));
  EXPECT_EQ(members(m, 1), (Positions{0, 2}));
  EXPECT_EQ(members(m, 2), (Positions{3}));
}

TEST(Order, LosesNothing) {
  const SparseMatrix a = from_rows(
      {{0., 2., -1., 0.}, {3., 0., 0., -.5}, {-.1, -.2, 4., 0.}, {0., 0., -.7, 1.}});
  EXPECT_TRUE(rebuilt(ordered(a)).isApprox(a, 0.));
}

TEST(Order, HasNoEntryBelowItsBlocks) {
  LICHEN_NEEDS_DATA("matrices");
  const SparseMatrix a = lichen::test::open_matrix("uslci-fy18.A");
  const OrderedMatrix m = ordered(a);
  EXPECT_TRUE(rebuilt(m).isApprox(a, 0.));
  for (Index k = 0; k < m.blocks(); ++k) {
    const auto first = m.block_start[static_cast<std::size_t>(k)];
    for (Index p = first; p < first + m.block_size(k); ++p) {
      const auto at = static_cast<std::size_t>(p);
      for (Index e = m.outer.start[at]; e < m.outer.start[at + 1]; ++e) {
        ASSERT_LT(m.outer.row[static_cast<std::size_t>(e)], first);
      }
    }
  }
}

TEST(Order, CountsTheComponentsOfRealDatabases) {
  LICHEN_NEEDS_DATA("matrices");
  const struct {
    const char* name;
    Index blocks, largest;
  } known[] = {
      {"uslci-fy18.A", 944, 36}, {"forwast.A", 39, 127}, {"wiod-2008.I-A.A", 52, 1384}};
  for (const auto& [name, blocks, largest] : known) {
    const OrderedMatrix m = ordered(lichen::test::open_matrix(name));
    EXPECT_EQ(m.blocks(), blocks) << name;
    EXPECT_EQ(m.largest_block(), largest) << name;
  }
}

TEST(Order, WalksARingOf100000WithoutRecursion) {
  const Index n = 100000;
  std::vector<lichen::test::Entry> entries;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    entries.push_back({(j + 1) % n, j, -0.5});
  }
  EXPECT_EQ(ordered(lichen::test::from_entries(n, n, entries)).blocks(), 1);
}

TEST(Order, LeavesOutWhatHasNoPartner) {
  const OrderedMatrix m = ordered(from_rows({{1., -1., 0.}, {0., 0., 0.}, {0., 0., 2.}}));
  EXPECT_EQ(m.size(), 2);
}

}  // namespace
