#include "store/sqlite/connection.hpp"

#include <utility>

#include "lichen/base/error.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {
namespace {

/// What went wrong and what to do about it; null where SQLite's own words must do.
const char* words_of(int code) {
  switch (code) {
    case SQLITE_NOTADB:
      return "is no lichen store, or its start is damaged";
    case SQLITE_CORRUPT:
      return "the store is damaged; `lichen validate` tells which of its databases are "
             "whole";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program writes to the store; try again when it is done";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "the store cannot be written here; copy the file to a folder of yours";
    case SQLITE_CANTOPEN:
      return "the store cannot be opened; is there such a file, in a folder that can be "
             "read?";
    case SQLITE_FULL:
      return "the disk is full; the store is as it was before";
    case SQLITE_NOMEM:
      return "out of memory; the store is as it was before";
    case SQLITE_TOOBIG:
      return "a text is longer than a store can hold (1 GB)";
    default:
      return nullptr;
  }
}

}  // namespace

void fail(const std::string& path, int code, const char* message) {
  const char* words = words_of(code & 0xff);
  std::string text = path + ": " + (words != nullptr ? words : "the store failed");
  if (words == nullptr || (code & 0xff) == SQLITE_CORRUPT) {
    text += " (SQLite: " + std::string(message) + ")";
  }
  throw DataError(text);
}

Statement::Statement(sqlite3* connection, const std::string& path, std::string_view sql)
    : connection_(connection), path_(&path) {
  sqlite3_stmt* made = nullptr;
  const int code = sqlite3_prepare_v2(connection, sql.data(),
                                      static_cast<int>(sql.size()), &made, nullptr);
  statement_.reset(made);
  if (code != SQLITE_OK) fail(code);
}

void Statement::fail(int code) const {
  const std::string message = sqlite3_errmsg(connection_);
  if (statement_) sqlite3_reset(get());
  // A store without a table or column that it must have is damaged, too.
  sqlite::fail(*path_, code == SQLITE_ERROR ? SQLITE_CORRUPT : code, message.c_str());
}

bool Statement::step() {
  const int code = sqlite3_step(get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(code);
  sqlite3_reset(get());
  return false;
}

std::string_view Statement::text(int at) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(get(), at));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(get(), at));
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, size);
}

Connection::Connection(std::string path, int flags, std::chrono::milliseconds patience,
                       const std::string& uri)
    : path_(std::move(path)) {
  sqlite3* opened = nullptr;
  const int code =
      sqlite3_open_v2((uri.empty() ? path_ : uri).c_str(), &opened,
                      flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  connection_.reset(opened);
  if (code != SQLITE_OK) fail(path_, code, sqlite3_errmsg(opened));
  sqlite3_busy_timeout(opened, static_cast<int>(patience.count()));
  // A store may come from anybody: nothing in its schema is trusted to run.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
}

void Connection::run(const char* sql) const {
  const int code = sqlite3_exec(get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(path_, code, sqlite3_errmsg(get()));
}

std::int64_t Connection::number(std::string_view sql) const {
  Statement statement = prepare(sql);
  return statement.step() ? statement.integer(0) : 0;
}

Transaction::Transaction(const Connection& connection, const char* begin)
    : connection_(connection) {
  connection_.run(begin);
}

Transaction::~Transaction() {
  if (connection_.in_transaction()) {
    sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void Transaction::commit() { connection_.run("COMMIT"); }

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
