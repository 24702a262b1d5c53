#pragma once

/// @file
/// A linked system in one file that is mapped, not read: the next start needs no linking.
///
/// The layout is docs/reference/snapshot.md.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/model/database.hpp"
#include "lichen/store/matrices.hpp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/characterisation.hpp"

namespace lichen::inline LICHEN_ABI::store {

/// A matrix in memory that somebody else keeps.
using SparseView = Eigen::Map<const SparseMatrix>;

/// Names and values of policies.
using PolicyTexts = std::vector<std::pair<std::string, std::string>>;

/// What a system was linked from, and how.
struct SnapshotSource {
  Id store;                      ///< nil for a system without a store
  std::uint64_t generation = 0;  ///< of the store; 0 without one
  PolicyTexts policies;          ///< of linking and solving
};

/// A system as it is saved: matrices, what their rows and columns stand for, and what
/// keeps an answer from being right.
struct SnapshotContent {
  /// A square; C and the open rows may be absent (of size 0), as labels
  /// may (no names and no rows).
  LabelledMatrices matrices;
  /// Further tables, by name, as "obstacles".
  std::vector<std::pair<std::string, Labels>> tables;
  SnapshotSource source;
  /// Row i of A is the product of column i, also where its entry is zero.
  bool paired = false;
};

/// The content of a linked database: labels of activities have the columns `reference`
/// (yes or no) and `sign` (-1 where the demand for a treatment counts negative) too; the
/// table "obstacles" lists `Assembly::obstacles` by column, kind, message, way_out.
[[nodiscard]] LICHEN_API SnapshotContent snapshot_content(const Database& database,
                                                          const Assembly& assembly,
                                                          PolicyTexts policies);

/// Adds the table "units" and the column `unit_group` of activities, for demands in other
/// units: `units` holds the (unit, factor) of each column's product, as `demand_units`
/// gives them.
LICHEN_API void add_units(
    SnapshotContent& content,
    const std::vector<std::vector<std::pair<std::string, double>>>& units);

/// Adds the categories of a method below those that are there; `methods` is the database
/// that holds them. The table "factor_gaps" lists failed matches by category, flow, rule.
LICHEN_API void add_categories(SnapshotContent& content, const Database& methods,
                               const Characterisation& characterisation);

/// A table of a content by name, those of its matrices included; null where there is
/// none.
[[nodiscard]] LICHEN_API const Labels* find_table(const SnapshotContent& content,
                                                  std::string_view name);

/// Writes a snapshot: into a new file in the same folder, synced to the disk, that then
/// takes the name; a snapshot that exists stays whole until then, and stays mapped where
/// it is open.
/// @throws DataError   where the file cannot be written.
/// @throws ShapeError  where sizes do not fit together, or an entry is not finite.
LICHEN_API void write_snapshot(const SnapshotContent& content, const std::string& path);

/// Texts of a table in a mapped file, by row and column.
class TextTable {
 public:
  TextTable() = default;
  /// `ends` has one entry per text, and a zero before: names of columns, then column by
  /// column. @pre the ends ascend and lie within `bytes`.
  TextTable(std::size_t rows, std::size_t columns, std::span<const std::uint32_t> ends,
            std::string_view bytes)
      : rows_(rows), columns_(columns), ends_(ends), bytes_(bytes) {}

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  /// The name of a column. @pre there is such a column.
  [[nodiscard]] std::string_view name(std::size_t column) const { return text(column); }
  /// @pre there are such a row and column.
  [[nodiscard]] std::string_view at(std::size_t row, std::size_t column) const {
    return text(columns_ + column * rows_ + row);
  }
  /// The position of a column; none where there is none of this name.
  [[nodiscard]] LICHEN_API std::optional<std::size_t> find(std::string_view name) const;

 private:
  [[nodiscard]] std::string_view text(std::size_t k) const {
    return bytes_.substr(ends_[k], ends_[k + 1] - ends_[k]);
  }

  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::span<const std::uint32_t> ends_;
  std::string_view bytes_;
};

/// The order of A by strongly connected components: what `order` finds.
using lichen::ComponentOrder;

/// What the one who opens a snapshot knows of it; what is not given is not compared.
struct SnapshotExpectation {
  std::optional<Id> store;
  std::optional<std::uint64_t> generation;
  std::optional<PolicyTexts> policies;
  bool same_library = false;  ///< written by this very version of the library
};

/// A snapshot that is open. Copies share one mapping; views are valid while any lives. An
/// instance never changes and serves many threads at once.
class Snapshot {
 public:
  /// A, products x activities.
  [[nodiscard]] LICHEN_API SparseView a() const;
  /// B, elementary flows x activities.
  [[nodiscard]] LICHEN_API SparseView b() const;
  /// C, categories x elementary flows; 0 rows where there is none.
  [[nodiscard]] LICHEN_API SparseView c() const;
  /// What is cut off or not allocated x activities; 0 rows where there is none.
  [[nodiscard]] LICHEN_API SparseView open() const;

  /// "activities", "flows", "categories", "open_rows" or another; empty where there is
  /// none of this name.
  [[nodiscard]] LICHEN_API TextTable table(std::string_view name) const;
  /// Names of the tables, in their order in the file.
  [[nodiscard]] LICHEN_API std::vector<std::string> tables() const;

  /// Empty where A has not full structural rank.
  [[nodiscard]] LICHEN_API ComponentOrder order() const;
  /// A in that order, packed for solving. @throws SingularError  where there is none.
  [[nodiscard]] LICHEN_API OrderedMatrix ordered() const;

  [[nodiscard]] LICHEN_API const SnapshotSource& source() const noexcept;
  [[nodiscard]] LICHEN_API const std::string& lichen_version() const noexcept;
  [[nodiscard]] LICHEN_API bool paired() const noexcept;
  [[nodiscard]] LICHEN_API std::uint64_t bytes() const noexcept;
  /// What keeps the views valid.
  [[nodiscard]] std::shared_ptr<const void> owner() const { return parts_; }

  struct Parts;
  explicit Snapshot(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

 private:
  std::shared_ptr<const Parts> parts_;
};

/// Maps a snapshot, read-only, after it was verified: checksums, sizes, and every index.
/// @throws DataError  naming the file and the way out, where it cannot be opened, is no
///                    snapshot, is damaged or cut off, was written with another layout,
///                    byte order or width of indices, or is not the one expected.
[[nodiscard]] LICHEN_API Snapshot open_snapshot(const std::string& path,
                                                const SnapshotExpectation& expected = {});

/// A copy of all that a snapshot holds, to be changed and saved again.
[[nodiscard]] LICHEN_API SnapshotContent content_of(const Snapshot& snapshot);

}  // namespace lichen::inline LICHEN_ABI::store
