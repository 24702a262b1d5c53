#include "lichen/store/snapshot.hpp"

#include <cstring>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/tidy.hpp"
#include "lichen/version.hpp"
#include "support/archive.hpp"
#include "support/data.hpp"
#include "support/message.hpp"
#include "support/snapshot_content.hpp"

namespace {

using namespace lichen;
using lichen::test::message_of;
using lichen::test::random_content;
using lichen::test::same_bits;
using lichen::test::says;
using lichen::test::TemporaryFolder;
using store::Labels;
using store::Snapshot;
using store::SnapshotContent;

Snapshot saved_and_opened(const SnapshotContent& content) {
  const TemporaryFolder temporary;
  store::write_snapshot(content, temporary.path("system.lichen"));
  return store::open_snapshot(temporary.path("system.lichen"));
}

Labels read_back(const store::TextTable& table) {
  Labels labels;
  for (std::size_t c = 0; c < table.columns(); ++c)
    labels.names.emplace_back(table.name(c));
  for (std::size_t r = 0; r < table.rows(); ++r) {
    labels.rows.emplace_back();
    for (std::size_t c = 0; c < table.columns(); ++c) {
      labels.rows.back().emplace_back(table.at(r, c));
    }
  }
  return labels;
}

SparseMatrix matrix(Index rows, Index columns,
                    const std::vector<Eigen::Triplet<double, Index>>& entries) {
  SparseMatrix m(rows, columns);
  m.setFromTriplets(entries.begin(), entries.end());
  return m;
}

/// 1 kWh needs 0.25 kg of coal, 1 kg of coal 0.1 kWh; carbon dioxide 0.8 kg per kWh.
SnapshotContent coal_power() {
  SnapshotContent content;
  content.matrices.a =
      matrix(2, 2, {{0, 0, 1.}, {1, 0, -0.25}, {0, 1, -0.1}, {1, 1, 1.}});
  content.matrices.b = matrix(1, 2, {{0, 0, 0.8}});
  return content;
}

TEST(Snapshot, GivesBackEveryBitOfRandomSystems) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const SnapshotContent content = random_content(seed);
    const Snapshot snapshot = saved_and_opened(content);
    const auto& m = content.matrices;
    ASSERT_TRUE(same_bits(detail::tidy(m.a), snapshot.a())) << seed;
    ASSERT_TRUE(same_bits(detail::tidy(m.b), snapshot.b())) << seed;
    ASSERT_TRUE(same_bits(detail::tidy(m.c), snapshot.c())) << seed;
    ASSERT_EQ(read_back(snapshot.table("activities")), m.activities) << seed;
    ASSERT_EQ(read_back(snapshot.table("flows")), m.flows) << seed;
    ASSERT_EQ(read_back(snapshot.table("categories")), m.categories) << seed;
    ASSERT_EQ(read_back(snapshot.table("notes")), content.tables[0].second) << seed;
    ASSERT_EQ(snapshot.source().store, content.source.store);
    ASSERT_EQ(snapshot.source().generation, content.source.generation);
    ASSERT_EQ(snapshot.source().policies, content.source.policies);
    ASSERT_EQ(snapshot.paired(), content.paired);
    ASSERT_EQ(snapshot.lichen_version(), LICHEN_VERSION);
  }
}

TEST(Snapshot, HoldsTheOrderThatTheTechnosphereHas) {
  int ordered = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const SnapshotContent content = random_content(seed, 30);
    const SparseMatrix a = detail::tidy(content.matrices.a);
    const Matching matching = match(a);
    const Snapshot snapshot = saved_and_opened(content);
    if (matching.size < a.cols()) {
      EXPECT_TRUE(snapshot.order().empty());
      EXPECT_THROW((void)snapshot.ordered(), SingularError);
      continue;
    }
    ++ordered;
    const OrderedMatrix expected = order(a, matching);
    const OrderedMatrix found = snapshot.ordered();
    ASSERT_EQ(found.row_at, expected.row_at);
    ASSERT_EQ(found.column_at, expected.column_at);
    ASSERT_EQ(found.block_start, expected.block_start);
    ASSERT_EQ(found.diagonal, expected.diagonal);
    ASSERT_EQ(found.inner.start, expected.inner.start);
    ASSERT_EQ(found.inner.row, expected.inner.row);
    ASSERT_EQ(found.inner.value, expected.inner.value);
    ASSERT_EQ(found.outer.start, expected.outer.start);
    ASSERT_EQ(found.outer.row, expected.outer.row);
    ASSERT_EQ(found.outer.value, expected.outer.value);
  }
  EXPECT_GT(ordered, 50);
}

TEST(Snapshot, KeepsNumbersThatAreHardToWrite) {
  SnapshotContent content = coal_power();
  constexpr double tiny = std::numeric_limits<double>::denorm_min();
  constexpr double huge = std::numeric_limits<double>::max();
  content.matrices.b =
      matrix(3, 2, {{0, 0, -0.}, {1, 0, tiny}, {2, 1, -huge}, {1, 1, 0.1}});
  const Snapshot snapshot = saved_and_opened(content);
  EXPECT_TRUE(same_bits(content.matrices.b, snapshot.b()));
  EXPECT_EQ(snapshot.b().nonZeros(), 4);  // explicit zeros stay
}

TEST(Snapshot, NeedsNoCategoriesFlowsOrLabels) {
  SnapshotContent content = coal_power();
  content.matrices.b = SparseMatrix();
  const Snapshot snapshot = saved_and_opened(content);
  EXPECT_EQ(snapshot.b().rows(), 0);
  EXPECT_EQ(snapshot.b().cols(), 2);
  EXPECT_EQ(snapshot.c().rows(), 0);
  EXPECT_EQ(snapshot.c().cols(), 0);
  EXPECT_EQ(snapshot.open().cols(), 2);
  EXPECT_EQ(snapshot.table("activities").rows(), 0U);
  EXPECT_EQ(snapshot.table("activities").find("id"), std::nullopt);
  EXPECT_EQ(snapshot.tables(), std::vector<std::string>{"policies"});
  EXPECT_FALSE(snapshot.source().store);
  EXPECT_EQ(snapshot.source().generation, 0U);
}

TEST(Snapshot, PutsUnsortedAndRepeatedEntriesInOrder) {
  SnapshotContent content = coal_power();
  SparseMatrix& b = content.matrices.b;
  b.resize(2, 2);
  b.reserve(std::vector<Index>{3, 1});  // not compressed
  b.insert(1, 0) = 2.;
  b.insert(0, 0) = 1.;
  const Snapshot snapshot = saved_and_opened(content);
  EXPECT_TRUE(same_bits(matrix(2, 2, {{0, 0, 1.}, {1, 0, 2.}}), snapshot.b()));
}

TEST(Snapshot, IsAViewWithoutCopiesThatOutlivesTheFile) {
  const Snapshot second = [] {
    const Snapshot first = saved_and_opened(random_content(4));  // the file is gone now
    const Snapshot copy = first;
    EXPECT_EQ(first.a().valuePtr(), copy.a().valuePtr());
    EXPECT_EQ(first.table("flows").name(0).data(), copy.table("flows").name(0).data());
    return copy;
  }();
  EXPECT_TRUE(same_bits(detail::tidy(random_content(4).matrices.a), second.a()));
  for (const auto* array : {second.a().valuePtr(), second.b().valuePtr()}) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(array) % 64, 0U);
  }
}

TEST(Snapshot, IsRefusedWhereItIsNotTheOneExpected) {
  const TemporaryFolder temporary;
  const std::string path = temporary.path("system.lichen");
  store::write_snapshot(random_content(3), path);
  const auto refusal = [&](const store::SnapshotExpectation& expected) {
    return message_of<DataError>([&] { (void)store::open_snapshot(path, expected); });
  };
  EXPECT_TRUE(says(refusal({.store = Id{}}), "00000000-0000-0000-0000-000000000000"));
  EXPECT_TRUE(says(refusal({.generation = 8}), "its generation is 7, not 8"));
  EXPECT_TRUE(says(refusal({.generation = 8}), path));
  EXPECT_TRUE(says(refusal({.generation = 8}), "link the database again"));
  EXPECT_TRUE(says(refusal({.policies = store::PolicyTexts{{"allocation", "physical"}}}),
                   "policy allocation is \"none\", not \"physical\""));
  EXPECT_TRUE(says(refusal({.policies = store::PolicyTexts{{"allocation", "none"}}}),
                   "policy strict is \"false\", not not told"));
  EXPECT_NO_THROW((void)store::open_snapshot(
      path, {.store = Id{1, 3},
             .generation = 7,
             .policies = store::PolicyTexts{{"allocation", "none"}, {"strict", "false"}},
             .same_library = true}));
}

TEST(Snapshot, IsNotWrittenWhereSizesDoNotFit) {
  const TemporaryFolder temporary;
  const std::string path = temporary.path("system.lichen");
  const auto refusal = [&](auto change) {
    SnapshotContent content = random_content(2);
    change(content);
    return message_of<ShapeError>([&] { store::write_snapshot(content, path); });
  };
  EXPECT_TRUE(
      says(refusal([](auto& c) { c.matrices.a = SparseMatrix(2, 3); }), "A is 2 x 3"));
  EXPECT_TRUE(
      says(refusal([](auto& c) { c.matrices.a = SparseMatrix(); }), "A is empty"));
  EXPECT_TRUE(
      says(refusal([](auto& c) { c.matrices.b = SparseMatrix(1, 77); }), "B is 1 x 77"));
  EXPECT_TRUE(
      says(refusal([](auto& c) { c.matrices.c = SparseMatrix(1, 77); }), "C is 1 x 77"));
  EXPECT_TRUE(
      says(refusal([](auto& c) { c.matrices.flows.rows.pop_back(); }), "\"flows\""));
  EXPECT_TRUE(
      says(refusal([](auto& c) { c.matrices.flows.rows[0].pop_back(); }), "\"flows\""));
  EXPECT_TRUE(says(refusal([](auto& c) {
                     c.matrices.a.valuePtr()[0] = std::numeric_limits<double>::infinity();
                   }),
                   "A entry of row"));
  SnapshotContent twice = random_content(2);
  twice.tables.emplace_back("flows", Labels{{"x"}, {}});
  EXPECT_THROW(store::write_snapshot(twice, path), DataError);
  twice.tables.back().first = "a name that is too long";
  EXPECT_THROW(store::write_snapshot(twice, path), DataError);
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Snapshot, OfUslciHoldsWhatWasLinked) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  const Database database = io::read(test::data("uslci-fy18-jsonld").string());
  const Assembly assembly =
      assemble(database, {.on_missing_provider = MissingProvider::cut_off,
                          .on_multiple_providers = MultipleProviders::lowest_id,
                          .allocation = Allocation::none});
  const SnapshotContent content =
      store::snapshot_content(database, assembly, {{"allocation", "none"}});
  const Snapshot snapshot = saved_and_opened(content);
  EXPECT_TRUE(same_bits(assembly.a, snapshot.a()));
  EXPECT_TRUE(same_bits(assembly.b, snapshot.b()));
  EXPECT_TRUE(same_bits(assembly.open, snapshot.open()));
  EXPECT_EQ(read_back(snapshot.table("activities")), content.matrices.activities);
  EXPECT_EQ(snapshot.table("obstacles").rows(), assembly.obstacles.size());
  EXPECT_TRUE(snapshot.paired());
}

TEST(SnapshotContent, IsTheSameAfterBeingOpened) {
  const SnapshotContent content = random_content(6);
  const SnapshotContent again = store::content_of(saved_and_opened(content));
  EXPECT_TRUE(same_bits(detail::tidy(content.matrices.a), again.matrices.a));
  EXPECT_TRUE(same_bits(detail::tidy(content.matrices.c), again.matrices.c));
  EXPECT_EQ(again.matrices.activities, content.matrices.activities);
  EXPECT_EQ(again.tables, content.tables);
  EXPECT_EQ(again.source.policies, content.source.policies);
  EXPECT_EQ(again.paired, content.paired);
  EXPECT_EQ(store::find_table(again, "none"), nullptr);
}

TEST(SnapshotContent, KeepsUnitsOnceForAllProductsThatShareThem) {
  SnapshotContent content = coal_power();
  content.matrices.activities = {{"product"}, {{"power"}, {"coal"}}};
  EXPECT_THROW(store::add_units(content, {}), ShapeError);
  store::add_units(content, {{{"MJ", 1. / 3.6}}, {{"MJ", 1. / 3.6}}});
  const Labels* units = store::find_table(content, "units");
  ASSERT_NE(units, nullptr);
  EXPECT_EQ(units->rows,
            (std::vector<std::vector<std::string>>{{"0", "MJ", "0.2777777777777778"}}));
  EXPECT_EQ(content.matrices.activities.rows[1], (std::vector<std::string>{"coal", "0"}));
}

}  // namespace
