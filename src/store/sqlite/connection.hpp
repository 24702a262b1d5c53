#pragma once

// One open SQLite file, its statements, and its errors in words.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

/// A statement that is prepared once and run many times. Parameters and columns count
/// from 0.
class Statement {
 public:
  Statement(sqlite3* connection, const std::string& path, std::string_view sql);

  void bind(int at, std::int64_t value) {
    bound(sqlite3_bind_int64(get(), at + 1, value));
  }
  void bind(int at, double value) { bound(sqlite3_bind_double(get(), at + 1, value)); }
  /// The text must live until the statement ran.
  void bind(int at, std::string_view text) {
    bound(sqlite3_bind_text64(get(), at + 1, text.data(), text.size(), SQLITE_STATIC,
                              SQLITE_UTF8));
  }
  void bind_null(int at) { bound(sqlite3_bind_null(get(), at + 1)); }
  /// The bytes are copied.
  void bind_blob(int at, const void* bytes, int size) {
    bound(sqlite3_bind_blob(get(), at + 1, bytes, size, SQLITE_TRANSIENT));
  }

  /// The next row; false where there is none more, and the statement can run again.
  bool step();
  /// Runs a statement without rows.
  void run() { (void)step(); }
  void reset() { sqlite3_reset(get()); }

  [[nodiscard]] int type(int at) const { return sqlite3_column_type(get(), at); }
  [[nodiscard]] bool is_null(int at) const { return type(at) == SQLITE_NULL; }
  [[nodiscard]] std::int64_t integer(int at) const {
    return sqlite3_column_int64(get(), at);
  }
  [[nodiscard]] double real(int at) const { return sqlite3_column_double(get(), at); }
  /// The bytes of a text or blob; valid until the next step.
  [[nodiscard]] std::string_view text(int at) const;

 private:
  struct Finalized {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  [[nodiscard]] sqlite3_stmt* get() const { return statement_.get(); }
  void bound(int code) {
    if (code != SQLITE_OK) fail(code);
  }
  [[noreturn]] void fail(int code) const;

  std::unique_ptr<sqlite3_stmt, Finalized> statement_;
  sqlite3* connection_;
  const std::string* path_;
};

/// An open file. Never shared between threads.
class Connection {
 public:
  /// @param path   for messages; what is opened, too, unless a URI stands for it
  /// @param flags  SQLITE_OPEN_…
  Connection(std::string path, int flags, std::chrono::milliseconds patience,
             const std::string& uri = "");

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] sqlite3* get() const { return connection_.get(); }
  /// Runs statements without rows.
  void run(const char* sql) const;
  void run(const std::string& sql) const { run(sql.c_str()); }
  [[nodiscard]] Statement prepare(std::string_view sql) const {
    return {get(), path_, sql};
  }
  /// The one number that a statement gives.
  [[nodiscard]] std::int64_t number(std::string_view sql) const;
  /// True while a transaction is open.
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(get()) == 0; }

 private:
  struct Closed {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  std::string path_;
  std::unique_ptr<sqlite3, Closed> connection_;
};

/// What is written while one lives counts when it is committed; else nothing of it does.
class Transaction {
 public:
  /// @param begin  "BEGIN" to read one state, "BEGIN IMMEDIATE" to write
  Transaction(const Connection& connection, const char* begin);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  const Connection& connection_;
};

/// The error of a code, in words that name the file and the way out.
[[noreturn]] void fail(const std::string& path, int code, const char* message);

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
