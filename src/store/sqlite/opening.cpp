#include "store/sqlite/opening.hpp"

#include <filesystem>
#include <system_error>

#include "lichen/base/error.hpp"
#include "store/sqlite/schema.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {
namespace {

bool has_log(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path + "-wal", error);
}

/// Puts the log into the file and removes it. Where another one has the store open, that
/// one does so when it closes it.
void tidy_up(const Connection& connection) {
  sqlite3_busy_timeout(connection.get(), 0);
  sqlite3_exec(connection.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr,
               nullptr);
}

/// The code with which a first look into a file ends.
int looked_at(const Connection& connection) {
  return sqlite3_exec(connection.get(), "SELECT count(*) FROM sqlite_schema", nullptr,
                      nullptr, nullptr);
}

/// Undoes or ends what a killed writer left, where the file can be written.
void set_in_order(const std::string& path, std::chrono::milliseconds patience) {
  try {
    const Connection writer(path, SQLITE_OPEN_READWRITE, patience);
    if (looked_at(writer) == SQLITE_OK) tidy_up(writer);
  } catch (const DataError&) {
    // It stays as it is; the reader tells what it meets.
  }
}

/// A path as a URI that says that nobody changes the file.
std::string immutable_uri(const std::string& path) {
  constexpr const char* digits = "0123456789abcdef";
  std::string uri = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%' || c == '?' || c == '#' || byte < 0x20 || byte >= 0x7f) {
      uri += {'%', digits[byte >> 4], digits[byte & 15]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

void require_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    throw DataError(path + ": there is no such store");
  }
  if (status.type() == std::filesystem::file_type::directory) {
    throw DataError(path + ": is a folder, and a store is one file");
  }
}

}  // namespace

StoreFile::StoreFile(const std::string& path, const store::StoreOptions& options)
    : writable_(options.access != store::Access::read) {
  if (options.access != store::Access::create) require_file(path);
  if (writable_) {
    open_for_writing(path, options);
  } else {
    open_for_reading(path, options);
  }
}

void StoreFile::open_for_reading(const std::string& path,
                                 const store::StoreOptions& options) {
  connection_ =
      std::make_unique<Connection>(path, SQLITE_OPEN_READONLY, options.patience);
  const int code = looked_at(*connection_) & 0xff;
  if (code == SQLITE_READONLY || code == SQLITE_CANTOPEN) {
    // A writer was killed: who only reads cannot put the file in order.
    set_in_order(path, options.patience);
    connection_ =
        std::make_unique<Connection>(path, SQLITE_OPEN_READONLY, options.patience);
  }
  if ((looked_at(*connection_) & 0xff) == SQLITE_CANTOPEN && !has_log(path)) {
    // It was closed last by a reader, in a folder where nothing can be written.
    connection_ =
        std::make_unique<Connection>(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                                     options.patience, immutable_uri(path));
  }
  require_store(*connection_, false, migrations());
  connection_->run("PRAGMA query_only = ON");
}

void StoreFile::open_for_writing(const std::string& path,
                                 const store::StoreOptions& options) {
  const int create = options.access == store::Access::create ? SQLITE_OPEN_CREATE : 0;
  connection_ = std::make_unique<Connection>(path, SQLITE_OPEN_READWRITE | create,
                                             options.patience);
  if (sqlite3_db_readonly(connection_->get(), "main") == 1) {
    fail(path, SQLITE_READONLY, "");
  }
  if (create != 0 && is_empty(*connection_)) make_store(*connection_);
  require_store(*connection_, true, migrations());
  // Readers of the old way of logging may hinder this; then writing waits for readers.
  sqlite3_exec(connection_->get(), "PRAGMA journal_mode = WAL", nullptr, nullptr,
               nullptr);
  connection_->run("PRAGMA synchronous = FULL");
  connection_->run("PRAGMA cache_size = -65536");
  connection_->run("PRAGMA temp_store = MEMORY");
  connection_->run("PRAGMA foreign_keys = ON");
}

void StoreFile::settle() const {
  sqlite3_wal_checkpoint_v2(connection_->get(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                            nullptr, nullptr);
}

StoreFile::~StoreFile() {
  if (writable_) {
    tidy_up(*connection_);
    return;
  }
  const std::string path = connection_->path();
  connection_.reset();
  if (!has_log(path)) return;
  // A writer was killed, or closed the store before: nobody else will tidy up.
  set_in_order(path, std::chrono::milliseconds(0));
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
