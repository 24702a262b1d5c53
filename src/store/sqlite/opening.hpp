#pragma once

// Opening and closing the file of a store, so that one file holds all when nobody has it
// open.

#include <memory>
#include <string>

#include "lichen/store/store.hpp"
#include "store/sqlite/connection.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

/// An open store with its connection.
class StoreFile {
 public:
  StoreFile(const std::string& path, const store::StoreOptions& options);
  StoreFile(const StoreFile&) = delete;
  StoreFile& operator=(const StoreFile&) = delete;
  ~StoreFile();

  [[nodiscard]] const Connection& connection() const { return *connection_; }
  [[nodiscard]] bool writable() const { return writable_; }
  /// Moves what was committed into the one file, as far as readers let it.
  void settle() const;

 private:
  void open_for_reading(const std::string& path, const store::StoreOptions& options);
  void open_for_writing(const std::string& path, const store::StoreOptions& options);

  std::unique_ptr<Connection> connection_;
  bool writable_;
};

/// While one lives foreign keys are not looked up row by row: the rows of a database were
/// looked through before. @pre no transaction is open.
class BulkChange {
 public:
  explicit BulkChange(const Connection& connection) : connection_(connection) {
    connection_.run("PRAGMA foreign_keys = OFF");
  }
  BulkChange(const BulkChange&) = delete;
  BulkChange& operator=(const BulkChange&) = delete;
  ~BulkChange() {
    sqlite3_exec(connection_.get(), "PRAGMA foreign_keys = ON", nullptr, nullptr,
                 nullptr);
  }

 private:
  const Connection& connection_;
};

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
