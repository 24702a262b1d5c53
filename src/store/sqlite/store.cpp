// The store: what its functions do in one transaction each.

#include "lichen/store/store.hpp"

#include <filesystem>
#include <fstream>
#include <utility>

#include "lichen/base/error.hpp"
#include "lichen/version.hpp"
#include "store/sqlite/content.hpp"
#include "store/sqlite/opening.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/search.hpp"

namespace lichen::inline LICHEN_ABI::store {

using detail::sqlite::Statement;
using detail::sqlite::Transaction;

namespace {

constexpr const char* entry_columns =
    "SELECT id, name, path, format, hash, package_name, version, licence, content, "
    "activities, exchanges, flows, methods, categories, factors, findings, generation "
    "FROM database ";

/// A database with its key.
struct Entry {
  std::int64_t key = 0;
  StoredDatabase database;
};

Entry read_entry(const Statement& from) {
  Entry entry;
  StoredDatabase& d = entry.database;
  entry.key = from.integer(0);
  int at = 1;
  for (auto* text : {&d.name, &d.source.path, &d.source.format, &d.source.hash,
                     &d.source.name, &d.source.version, &d.source.licence, &d.content}) {
    *text = from.text(at++);
  }
  for (auto* count : {&d.activities, &d.exchanges, &d.flows, &d.methods, &d.categories,
                      &d.factors, &d.findings}) {
    *count = static_cast<std::size_t>(from.integer(at++));
  }
  d.generation = static_cast<std::uint64_t>(from.integer(at));
  return entry;
}

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

void require_name(const std::string& path, const std::string& name) {
  if (name.find_first_not_of(" \t\r\n") != std::string::npos) return;
  throw DataError(path + ": a database needs a name");
}

}  // namespace

class Store::Parts {
 public:
  Parts(const std::string& path, const StoreOptions& options)
      : file(path, options), connection(file.connection()) {}

  /// The database of a name; none where there is none.
  [[nodiscard]] std::optional<Entry> find(std::string_view name) const {
    Statement statement =
        connection.prepare(std::string(entry_columns) + "WHERE name = ?");
    statement.bind(0, name);
    if (!statement.step()) return std::nullopt;
    return read_entry(statement);
  }

  [[nodiscard]] Entry need(std::string_view name) const {
    if (auto entry = find(name)) return std::move(*entry);
    std::string names;
    Statement statement = connection.prepare("SELECT name FROM database ORDER BY id");
    while (statement.step()) {
      names += (names.empty() ? "" : ", ") + in_quotes(statement.text(0));
    }
    throw DataError(connection.path() + ": the store holds no database " +
                    in_quotes(name) +
                    (names.empty() ? "; it is empty" : "; it holds " + names));
  }

  void require_writable() const {
    if (file.writable()) return;
    throw DataError(connection.path() + ": the store is open for reading only");
  }

  /// Says in the same transaction that something changed. Copies of one store that change
  /// apart get other numbers, so that neither takes the other's snapshots.
  std::int64_t next_generation() const {
    Statement statement = connection.prepare(
        "UPDATE store SET generation = generation + 1 + (random() & 1048575) "
        "RETURNING generation");
    if (!statement.step()) {
      throw DataError(connection.path() + ": the store is damaged: it has no generation");
    }
    const std::int64_t generation = statement.integer(0);
    statement.reset();
    return generation;
  }

  void take_out(std::int64_t key) const {
    remove_rows(connection, detail::sqlite::base_of(key));
    remove_names(connection, key);
    Statement statement = connection.prepare("DELETE FROM database WHERE id = ?");
    statement.bind(0, key);
    statement.run();
  }

  std::int64_t put_entry(const Database& d, const std::string& name,
                         const std::string& content) const;
  [[nodiscard]] Database read(const Entry& entry, const Progress& progress) const;

  detail::sqlite::StoreFile file;
  const detail::sqlite::Connection& connection;
};

std::int64_t Store::Parts::put_entry(const Database& d, const std::string& name,
                                     const std::string& content) const {
  const std::int64_t generation = next_generation();
  Statement statement = connection.prepare(
      "INSERT INTO database (name, path, format, hash, package_name, version, licence, "
      "content, lichen, generation, activities, exchanges, flows, methods, categories, "
      "factors, findings) VALUES (" +
      detail::sqlite::parameters(17) + ") RETURNING id");
  int at = 0;
  for (const auto* text :
       {&name, &d.source.path, &d.source.format, &d.source.hash, &d.source.name,
        &d.source.version, &d.source.licence, &content}) {
    statement.bind(at++, std::string_view(*text));
  }
  statement.bind(at++, std::string_view(LICHEN_VERSION));
  statement.bind(at++, generation);
  for (const std::size_t count :
       {d.activities.size(), d.exchanges.size(), d.flows.size(), d.methods.size(),
        d.categories.size(), d.factors.size(), d.findings.size()}) {
    statement.bind(at++, static_cast<std::int64_t>(count));
  }
  statement.step();
  const std::int64_t key = statement.integer(0);
  statement.reset();
  return key;
}

Database Store::Parts::read(const Entry& entry, const Progress& progress) const {
  Database database;
  database.source = entry.database.source;
  read_rows(connection, detail::sqlite::base_of(entry.key), database, progress);
  const auto flat = detail::sqlite::flatten(database);
  if (detail::sqlite::content_hash(database, flat) != entry.database.content) {
    throw DataError(connection.path() + ": the store is damaged: the rows of " +
                    in_quotes(entry.database.name) + " are not those that were written");
  }
  return database;
}

bool is_store(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  char start[100] = {};
  if (!file.read(start, sizeof start)) return false;
  std::uint32_t mark = 0;
  for (int i = 68; i < 72; ++i) mark = mark << 8 | static_cast<unsigned char>(start[i]);
  return std::string_view(start, 16) == std::string_view("SQLite format 3\0", 16) &&
         mark == detail::sqlite::application_id;
}

Store::Store(const std::string& path, const StoreOptions& options)
    : parts_(std::make_unique<Parts>(path, options)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const std::string& Store::path() const noexcept { return parts_->connection.path(); }
bool Store::writable() const noexcept { return parts_->file.writable(); }

Id Store::id() const {
  Statement statement = parts_->connection.prepare("SELECT id FROM store");
  Id id;
  if (!statement.step() || statement.text(0).size() != 16) {
    throw DataError(path() + ": the store is damaged: it has no id");
  }
  detail::sqlite::read_value(statement, 0, {}, id);
  return id;
}

std::uint64_t Store::generation() const {
  return static_cast<std::uint64_t>(
      parts_->connection.number("SELECT generation FROM store"));
}

std::vector<StoredDatabase> Store::databases() const {
  std::vector<StoredDatabase> all;
  Statement statement =
      parts_->connection.prepare(std::string(entry_columns) + "ORDER BY id");
  while (statement.step()) all.push_back(read_entry(statement).database);
  return all;
}

StoredDatabase Store::database(std::string_view name) const {
  return parts_->need(name).database;
}

void Store::add(const Database& database, const std::string& name, SameName same_name,
                const Progress& progress) {
  parts_->require_writable();
  require_name(path(), name);
  const auto flat = detail::sqlite::flatten(database);
  if (const auto what = detail::sqlite::misplaced(database, flat)) {
    throw DataError(in_quotes(name) + " cannot be stored: it holds " + *what);
  }
  const std::string content = detail::sqlite::content_hash(database, flat);
  const detail::sqlite::BulkChange bulk(parts_->connection);
  Transaction transaction(parts_->connection, "BEGIN IMMEDIATE");
  if (const auto entry = parts_->find(name)) {
    if (same_name == SameName::error) {
      throw DataError(path() + ": the store holds a database " + in_quotes(name) +
                      " already; replace it, or give another name");
    }
    parts_->take_out(entry->key);
  }
  const std::int64_t key = parts_->put_entry(database, name, content);
  write_rows(parts_->connection, detail::sqlite::base_of(key), database, flat, progress);
  write_names(parts_->connection, key, database);
  refresh_words(parts_->connection);
  transaction.commit();
  parts_->file.settle();
}

Database Store::read(std::string_view name, const Progress& progress) const {
  const Transaction one_state(parts_->connection, "BEGIN");
  return parts_->read(parts_->need(name), progress);
}

Findings Store::findings(std::string_view name) const {
  const Transaction one_state(parts_->connection, "BEGIN");
  return read_findings(parts_->connection,
                       detail::sqlite::base_of(parts_->need(name).key));
}

void Store::remove(std::string_view name) {
  parts_->require_writable();
  const detail::sqlite::BulkChange bulk(parts_->connection);
  Transaction transaction(parts_->connection, "BEGIN IMMEDIATE");
  parts_->take_out(parts_->need(name).key);
  refresh_words(parts_->connection);
  parts_->next_generation();
  transaction.commit();
  parts_->file.settle();
}

void Store::rename(std::string_view name, const std::string& to) {
  parts_->require_writable();
  require_name(path(), to);
  Transaction transaction(parts_->connection, "BEGIN IMMEDIATE");
  const Entry entry = parts_->need(name);
  if (to != name && parts_->find(to)) {
    throw DataError(path() + ": the store holds a database " + in_quotes(to) +
                    " already");
  }
  Statement statement =
      parts_->connection.prepare("UPDATE database SET name = ? WHERE id = ?");
  statement.bind(0, std::string_view(to));
  statement.bind(1, entry.key);
  statement.run();
  parts_->next_generation();
  transaction.commit();
  parts_->file.settle();
}

std::vector<StoredRow> Store::search(std::string_view words, std::size_t limit) const {
  return detail::sqlite::search(parts_->connection, words, limit);
}

Findings Store::check() const {
  Findings found;
  const auto damaged = [&](const std::string& what, const std::string& message,
                           const std::string& action) {
    found.add({"damaged_store", Severity::error, path(), what, "", message, action});
  };
  try {
    Statement statement = parts_->connection.prepare("PRAGMA integrity_check(20)");
    while (statement.step()) {
      if (statement.text(0) != "ok") {
        damaged("", std::string(statement.text(0)),
                "import the sources into a new store");
      }
    }
  } catch (const DataError& error) {
    damaged("", error.what(), "import the sources into a new store");
  }
  for (const StoredDatabase& database : databases()) {
    try {
      (void)read(database.name);
    } catch (const DataError& error) {
      damaged(database.name, error.what(),
              "import " + database.source.path + " again; what is not named is whole");
    }
  }
  return found;
}

}  // namespace lichen::inline LICHEN_ABI::store
