// Rows of any content, as a hostile file may hold them: the database that was written, or
// an error, never a crash. Every table and every kind of value is tried.

#include <random>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/store/store.hpp"
#include "store/sqlite/connection.hpp"
#include "support/archive.hpp"
#include "support/random_database.hpp"
#include "support/same_database.hpp"
#include "support/snapshot_content.hpp"

namespace {

using namespace lichen;
using lichen::detail::sqlite::Connection;
using lichen::detail::sqlite::Statement;
using store::Access;
using store::Store;

/// Tables with their columns, the hidden ones of the full-text index left out.
std::vector<std::pair<std::string, std::string>> columns_of(const std::string& path) {
  const Connection connection(path, SQLITE_OPEN_READONLY, {});
  Statement rows = connection.prepare(
      "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c "
      "WHERE t.type = 'table' AND t.name NOT LIKE 'search%' AND t.name NOT LIKE "
      "'sqlite%' AND t.name NOT IN ('store') ORDER BY 1, 2");
  std::vector<std::pair<std::string, std::string>> all;
  while (rows.step()) all.emplace_back(rows.text(0), rows.text(1));
  return all;
}

constexpr const char* odd_values[] = {
    "NULL",
    "-1",
    "0",
    "1",
    "2",
    "255",
    "4294967296",
    "4294967297",
    "4294967296 + 100000",
    "9223372036854775807",
    "-9223372036854775808",
    "0.5",
    "9e999",
    "'text'",
    "''",
    "x''",
    "x'0000000000000080'",
    "zeroblob(16)",
    "randomblob(16)",
};

TEST(StoreHostile, GivesWhatWasWrittenOrAnError) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path("study.lichen");
  const Database put = test::random_database(11, 12);
  Store(path, {Access::create}).add(put, "it");
  const std::string whole = test::bytes_of_file(path);
  const auto columns = columns_of(path);
  ASSERT_GT(columns.size(), 150U);
  std::mt19937_64 random(5);
  int refused = 0;
  for (const auto& [table, column] : columns) {
    for (int round = 0; round < 3; ++round) {
      test::write_file(path, whole);
      const std::string value = odd_values[random() % std::size(odd_values)];
      {
        const Connection connection(path, SQLITE_OPEN_READWRITE, {});
        connection.run("PRAGMA synchronous = OFF");
        try {
          connection.run("UPDATE OR REPLACE " + table + " SET " + column + " = " + value +
                         " WHERE rowid % 3 = " + std::to_string(round));
        } catch (const DataError&) {
          continue;  // SQLite refuses it itself: an id that is no number
        }
      }
      try {
        const Database got = Store(path).read("it");
        EXPECT_EQ(test::difference(put, got), "") << table << '.' << column << value;
      } catch (const DataError&) {
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 100);
}

}  // namespace
