#pragma once

/// @file
/// Snapshots of the linked databases of a store: kept beside it, and taken only while
/// they are what the store holds.

#include <optional>
#include <string>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/config.hpp"
#include "lichen/store/snapshot.hpp"
#include "lichen/store/store.hpp"

namespace lichen::inline LICHEN_ABI::store {

/// What a snapshot of a store was made of.
struct SnapshotKey {
  std::string database;              ///< the one that was linked
  std::vector<std::string> methods;  ///< databases whose methods are its C
  PolicyTexts policies;              ///< whatever else it depends on
};

/// A snapshot, or why there is none.
struct FoundSnapshot {
  std::optional<Snapshot> snapshot;
  /// `stale_snapshot`, `foreign_snapshot`, `damaged_snapshot`: one was there and was not
  /// used. Empty where there was none.
  Findings findings;
};

/// Opens the snapshot of a key where it fits the store as it is now: the one beside the
/// store, else the one in the user's cache (`$XDG_CACHE_HOME/lichen`, without it
/// `~/.cache/lichen`). One made of earlier rows, of another store, or by another version
/// of the library is not used, and is a finding.
/// @throws DataError  where the store has no such database.
[[nodiscard]] LICHEN_API FoundSnapshot find_snapshot(const Store& store,
                                                     const SnapshotKey& key);

/// Writes a snapshot beside the store, or in the user's cache where that folder takes no
/// files, and takes away those of the store that nothing can use any more. Store,
/// generation and policies of the content become those of the key.
/// @return its path; empty where neither place takes files, which is no error: the next
///         start links again.
/// @throws DataError  where the store has no such database.
LICHEN_API std::string keep_snapshot(const Store& store, const SnapshotKey& key,
                                     SnapshotContent content);

}  // namespace lichen::inline LICHEN_ABI::store
