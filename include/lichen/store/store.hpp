#pragma once

/// @file
/// A study in one file: databases as they were read, in SQLite, to be opened again at
/// once.
///
/// Tables, guarantees and limits are docs/reference/store.md.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/id.hpp"
#include "lichen/base/progress.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI::store {

/// What a store is opened for.
enum class Access : std::uint8_t {
  read,   ///< nothing is written, nor is any file beside it
  write,  ///< it must be there
  create  ///< it must be there, or becomes a new one
};

struct StoreOptions {
  Access access = Access::read;
  /// How long to wait for another writer before that is an error.
  std::chrono::milliseconds patience{10'000};
};

/// What becomes of a database whose name the store holds already.
enum class SameName : std::uint8_t { error, replace };

/// A database of a store, without its rows.
struct StoredDatabase {
  std::string name;              ///< in the store, of which each name is one database
  Source source;                 ///< what it was read from
  std::string content;           ///< "xxh3:…" of all its rows, checked when it is read
  std::uint64_t generation = 0;  ///< of the store, when it was written
  std::size_t activities = 0;
  std::size_t exchanges = 0;
  std::size_t flows = 0;
  std::size_t methods = 0;
  std::size_t categories = 0;
  std::size_t factors = 0;
  std::size_t findings = 0;
};

/// What a search finds.
enum class FoundIn : std::uint8_t { activities, flows, categories };

/// A row that a search found.
struct StoredRow {
  FoundIn what = FoundIn::activities;
  std::string database;
  Id id;
  std::string name;
  std::string product;   ///< of an activity; of a category its method
  std::string location;  ///< code, else name
  std::string category;  ///< path; the compartment of an elementary flow
};

/// True where a file is a store: SQLite with the mark of this library. False where there
/// is no such file.
[[nodiscard]] LICHEN_API bool is_store(const std::string& path);

/// A store that is open. One thread at a time uses an instance; several instances, of one
/// program or many, use one file at once: many read while one writes.
///
/// Every change is whole or not at all, whatever happens meanwhile, and `generation`
/// changes with it. While a store is open for writing files "-wal" and "-shm" stand
/// beside it; when the last closes it, all is in the one file again.
///
/// All functions throw DataError where the file is damaged, the disk is full, or another
/// program writes longer than `StoreOptions::patience`; it names the file and the way
/// out.
class LICHEN_API Store {
 public:
  /// Opens a store.
  /// @throws DataError  where there is none, it is no store, damaged, written by a newer
  ///                    version of the library, or cannot be written as asked.
  explicit Store(const std::string& path, const StoreOptions& options = {});
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  /// Closes it; what cannot be tidied up then is tidied up when it is opened next.
  ~Store();

  [[nodiscard]] const std::string& path() const noexcept;
  [[nodiscard]] bool writable() const noexcept;
  /// What tells this store from every other; a copy of the file has the same.
  [[nodiscard]] Id id() const;
  /// Another number after every change, in the same transaction.
  [[nodiscard]] std::uint64_t generation() const;

  /// The databases, in the order in which they came.
  [[nodiscard]] std::vector<StoredDatabase> databases() const;
  /// The one of a name. @throws DataError  where there is none, naming those there are.
  [[nodiscard]] StoredDatabase database(std::string_view name) const;

  /// Keeps all of a database under a name.
  /// @throws DataError  where the name is empty or taken and `same_name` is `error`, or
  /// the
  ///                    rows point outside of their tables.
  void add(const Database& database, const std::string& name,
           SameName same_name = SameName::error, const Progress& progress = {});
  /// A database as it was added, bit by bit, handles of texts included.
  /// @throws DataError  where there is none of this name, or it is damaged.
  [[nodiscard]] Database read(std::string_view name, const Progress& progress = {}) const;
  /// What was odd about a database, without reading the rest.
  [[nodiscard]] Findings findings(std::string_view name) const;
  /// Takes a database out.
  void remove(std::string_view name);
  /// Gives a database another name. @throws DataError  where that is empty or taken.
  void rename(std::string_view name, const std::string& to);

  /// Rows that hold every word in name, product, location or category, or words that
  /// begin so, the best first; where there are none, those of words that one or two
  /// letters set apart.
  [[nodiscard]] std::vector<StoredRow> search(std::string_view words,
                                              std::size_t limit = 20) const;

  /// Looks through the whole file. A finding for everything that is damaged, and which
  /// databases are whole; empty where all is well.
  [[nodiscard]] Findings check() const;

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace lichen::inline LICHEN_ABI::store
