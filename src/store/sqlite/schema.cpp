#include "store/sqlite/schema.hpp"

#include <array>
#include <string>

#include "lichen/base/error.hpp"
#include "lichen/store/schema_tables_1.hpp"
#include "lichen/store/schema_views_1.hpp"
#include "lichen/version.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {
namespace {

const std::string& schema_1() {
  static const std::string sql =
      std::string(lichen::detail::tables_1) + std::string(lichen::detail::views_1);
  return sql;
}

}  // namespace

std::span<const std::string_view> migrations() {
  static const std::array<std::string_view, 1> steps = {schema_1()};
  return steps;
}

bool is_empty(const Connection& connection) {
  return connection.number("SELECT count(*) FROM sqlite_schema") == 0 &&
         connection.number("PRAGMA application_id") == 0;
}

namespace {

/// Runs the steps that a store lacks. @pre a transaction is open.
void migrate(const Connection& connection, std::int64_t version,
             std::span<const std::string_view> steps) {
  for (const std::string_view step : steps.subspan(static_cast<std::size_t>(version))) {
    connection.run(std::string(step));
  }
  connection.run("PRAGMA user_version = " + std::to_string(steps.size()));
}

}  // namespace

void make_store(const Connection& connection) {
  connection.run("PRAGMA page_size = 8192");
  Transaction transaction(connection, "BEGIN IMMEDIATE");
  if (!is_empty(connection)) return;  // another one was faster
  migrate(connection, 0, migrations());
  connection.run("PRAGMA application_id = " + std::to_string(application_id));
  connection.run("INSERT INTO store VALUES (randomblob(16), 1, '" LICHEN_VERSION "')");
  transaction.commit();
}

void require_store(const Connection& connection, bool writable,
                   std::span<const std::string_view> steps) {
  const std::string& path = connection.path();
  if (connection.number("PRAGMA application_id") != application_id) {
    throw DataError(path + ": is no lichen store, but an SQLite file of another program");
  }
  const auto version = connection.number("PRAGMA user_version");
  const auto newest = static_cast<std::int64_t>(steps.size());
  if (version > newest) {
    throw DataError(path + ": the store is of schema " + std::to_string(version) +
                    ", and lichen " LICHEN_VERSION " knows those up to " +
                    std::to_string(newest) + "; use a newer lichen");
  }
  if (version < 1) throw DataError(path + ": the store is damaged: it has no schema");
  if (version == newest) return;
  if (!writable) {
    throw DataError(path + ": the store is of schema " + std::to_string(version) +
                    ", older than this lichen's " + std::to_string(newest) +
                    "; open it for writing once, which brings it up to date");
  }
  Transaction transaction(connection, "BEGIN IMMEDIATE");
  migrate(connection, connection.number("PRAGMA user_version"), steps);
  transaction.commit();
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
