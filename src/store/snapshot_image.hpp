#pragma once

// The bytes of a snapshot, verified: what the fuzz target calls, and what opening uses.

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lichen/store/snapshot.hpp"
#include "store/snapshot_layout.hpp"

namespace lichen::inline LICHEN_ABI::detail::snapshot {

/// A compressed matrix as it stands in an image.
struct MatrixArrays {
  Index rows = 0, columns = 0, entries = 0;
  const Index* start = nullptr;
  const Index* row = nullptr;
  const double* value = nullptr;

  [[nodiscard]] store::SparseView view() const {
    return {rows, columns, entries, start, row, value};
  }
};

/// What stands in an image, without copies.
struct Image {
  std::uint64_t bytes = 0;
  std::string lichen_version;
  store::SnapshotSource source;
  bool paired = false;
  MatrixArrays a, b, c, open;
  std::vector<std::pair<std::string, store::TextTable>> tables;
  store::ComponentOrder order;
};

/// Verifies all of an image and finds its parts: nothing in it is trusted, checksums that
/// fit included, since whoever writes a file can make them fit.
/// @param bytes  aligned to 64 bytes; kept by the caller.
/// @param path   for messages.
/// @throws DataError  naming the path, what is wrong and the way out.
[[nodiscard]] Image verified(std::span<const std::byte> bytes, const std::string& path);

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
