// Databases come back from a store as they were put in, and people can read its tables.

#include "lichen/store/store.hpp"

#include <bit>
#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "store/sqlite/connection.hpp"
#include "support/archive.hpp"
#include "support/random_database.hpp"
#include "support/same_database.hpp"
#include "support/small_database.hpp"

namespace {

using namespace lichen;
using lichen::detail::sqlite::Connection;
using lichen::detail::sqlite::Statement;
using lichen::test::TemporaryFolder;
using store::Access;
using store::Store;

/// A database after its way through a store that was closed meanwhile.
Database through_a_store(const Database& database) {
  const TemporaryFolder folder;
  const std::string path = folder.path("study.lichen");
  Store(path, {Access::create}).add(database, "it");
  return Store(path).read("it");
}

std::uint64_t bits(double value) { return std::bit_cast<std::uint64_t>(value); }

TEST(Store, GivesBackDatabasesOfAnyContentBitByBit) {
  const TemporaryFolder folder;
  const std::string path = folder.path("study.lichen");
  constexpr std::uint64_t seeds = 12;
  {
    Store filled(path, {Access::create});
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      filled.add(test::random_database(seed, 40), "seed " + std::to_string(seed));
    }
  }
  const Store opened(path);
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const Database put = test::random_database(seed, 40);
    const Database got = opened.read("seed " + std::to_string(seed));
    EXPECT_EQ(test::difference(put, got), "") << seed;
    ASSERT_EQ(put.texts.size(), got.texts.size());
    for (std::uint32_t i = 0; i < put.texts.size(); ++i) {
      EXPECT_EQ(put.texts.view({i}), got.texts.view({i}));
    }
  }
}

TEST(Store, KeepsDoublesThatSqliteWouldChange) {
  Database put = test::heat_plant();
  for (const double value : test::odd_doubles) {
    Exchange exchange = put.exchanges[0];
    exchange.amount = value;
    put.exchanges.push_back(exchange);
  }
  const double payload =
      std::bit_cast<double>(0xfff8000000000123ULL);  // a NaN that tells
  put.exchanges.push_back(put.exchanges[0]);
  put.exchanges.back().amount = payload;

  const Database got = through_a_store(put);

  ASSERT_EQ(got.exchanges.size(), put.exchanges.size());
  for (std::size_t i = 0; i < put.exchanges.size(); ++i) {
    EXPECT_EQ(bits(got.exchanges[i].amount), bits(put.exchanges[i].amount)) << i;
  }
}

TEST(Store, TellsAWeightThatIsNoNumberFromNone) {
  Database put = test::heat_plant();
  auto& factors = put.methods[0].nw_sets[0].factors;
  factors.push_back({CategoryIndex(0), std::nan(""), -0.});

  const auto got = through_a_store(put).methods[0].nw_sets[0].factors;

  ASSERT_EQ(got.size(), 2U);
  EXPECT_EQ(got[0].normalisation, 8000.);
  EXPECT_FALSE(got[0].weight.has_value());
  ASSERT_TRUE(got[1].normalisation && got[1].weight);
  EXPECT_TRUE(std::isnan(*got[1].normalisation));
  EXPECT_EQ(bits(*got[1].weight), bits(-0.));
}

TEST(Store, KeepsTextsOfAnyBytes) {
  Database put = test::heat_plant();
  const std::string zero("a\0b", 3), broken("\xff\xfe latin \xe9"),
      quote("'; DROP TABLE text;");
  for (const auto* text : {&zero, &broken, &quote}) {
    put.activities[0].tags = put.texts.add(*text);
    const Database got = through_a_store(put);
    EXPECT_EQ(got.text(got.activities[0].tags), *text);
  }
}

TEST(Store, KeepsSourceFindingsAndTheTextsOfIds) {
  const Database put = test::heat_plant();
  const Database got = through_a_store(put);
  EXPECT_EQ(got.source.path, "heat.zip");
  EXPECT_EQ(got.source.licence, "none");
  ASSERT_EQ(got.findings.size(), 1U);
  EXPECT_EQ(got.findings.items()[0].kind, "unknown_unit");
  EXPECT_EQ(got.findings.items()[0].severity, Severity::error);
  EXPECT_EQ(got.findings.items()[0].action, "nothing was done");
  EXPECT_EQ(got.findings.items()[0].count, 3);
  EXPECT_EQ(got.id_text(make_id("plant")), "plant");
}

TEST(Store, KeepsAnEmptyDatabase) {
  const Database got = through_a_store({});
  EXPECT_TRUE(got.activities.empty());
  EXPECT_EQ(got.texts.size(), 1U);
}

TEST(Store, ListsWhatItHoldsWithoutReadingIt) {
  const TemporaryFolder folder;
  const std::string path = folder.path("study.lichen");
  Store filled(path, {Access::create});
  filled.add(test::heat_plant(), "second");
  filled.add(test::many_plants(7), "first");
  const auto all = filled.databases();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].name, "second");
  EXPECT_EQ(all[1].name, "first");
  EXPECT_EQ(all[1].activities, 7U);
  EXPECT_EQ(all[1].exchanges, 14U);
  EXPECT_EQ(all[1].flows, 2U);
  EXPECT_EQ(all[1].factors, 1U);
  EXPECT_EQ(all[1].findings, 1U);
  EXPECT_EQ(all[1].source.path, "heat.zip");
  EXPECT_NE(all[0].content, all[1].content);
  EXPECT_EQ(filled.findings("first").items()[0].message, "what?");
}

TEST(Store, IsOneFileWhenItIsClosed) {
  const TemporaryFolder folder;
  const std::string path = folder.path("study.lichen");
  Store(path, {Access::create}).add(test::many_plants(100), "it");
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path(""))) {
    EXPECT_EQ(entry.path().filename(), "study.lichen");
    ++files;
  }
  EXPECT_EQ(files, 1U);
  const std::string copy = folder.path("copy of it.lichen");
  std::filesystem::copy_file(path, copy);
  EXPECT_EQ(Store(copy).read("it").activities.size(), 100U);
  EXPECT_EQ(Store(copy).id(), Store(path).id());
}

/// Rows of a query as text, cells and rows set apart by '|' and newlines.
std::string answer(const std::string& path, const std::string& query) {
  const Connection connection(path, SQLITE_OPEN_READONLY, {});
  Statement rows = connection.prepare(query);
  std::string all;
  while (rows.step()) {
    for (int at = 0; at < 4 && rows.type(at) != SQLITE_NULL; ++at) {
      all += std::string(at == 0 ? "" : "|") + std::string(rows.text(at));
    }
    all += '\n';
  }
  return all;
}

TEST(Store, CanBeQueriedByPeople) {
  const TemporaryFolder folder;
  const std::string path = folder.path("study.lichen");
  {
    Store filled(path, {Access::create});
    filled.add(test::random_database(3, 20), "other");
    filled.add(test::heat_plant(), "heat");
  }
  const std::string where = " WHERE database = 'heat'";
  EXPECT_EQ(answer(path, "SELECT name, location, product, unit FROM activities" + where),
            "heat production, natural gas boiler|DK|heat, central|MJ\n");
  EXPECT_EQ(answer(path, "SELECT flow, direction, unit, comment FROM exchanges" + where),
            "heat, central|output|MJ\nCarbon dioxide, fossil|output|kg|measured\n");
  EXPECT_EQ(answer(path, "SELECT distribution FROM exchanges" + where), "\nlognormal\n");
  EXPECT_EQ(answer(path, "SELECT uuid, type, category FROM flows" + where +
                             " AND name LIKE 'Carbon%'"),
            "5e738bf0-6bfe-3acd-8dcb-c74fe4f18b53|elementary|air/unspecified\n");
  EXPECT_EQ(answer(path, "SELECT method, name, unit FROM categories" + where),
            "IPCC|climate change|kg CO2 eq\n");
  EXPECT_EQ(answer(path, "SELECT category, flow, unit FROM factors" + where),
            "climate change|Carbon dioxide, fossil|kg\n");
  EXPECT_EQ(answer(path, "SELECT severity, kind, message FROM findings" + where),
            "error|unknown_unit|what?\n");
  for (const char* view :
       {"units", "unit_groups", "flow_properties", "locations", "flow_property_factors",
        "exchange_properties", "transfer_coefficients", "allocation_factors",
        "parameters", "methods", "nw_factors"}) {
    EXPECT_NO_THROW(answer(path, "SELECT * FROM " + std::string(view))) << view;
  }
}

TEST(Store, HoldsItsForeignKeys) {
  const TemporaryFolder folder;
  const std::string path = folder.path("study.lichen");
  {
    Store filled(path, {Access::create});
    filled.add(test::random_database(3, 30), "other");
    filled.add(test::heat_plant(), "heat");
    filled.add(test::random_database(4, 30), "third");
    filled.remove("other");
  }
  EXPECT_EQ(answer(path, "PRAGMA foreign_key_check"), "");
  EXPECT_EQ(answer(path, "PRAGMA integrity_check"), "ok\n");
}

}  // namespace
