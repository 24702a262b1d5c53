#pragma once

// Systems to be saved by tests of snapshots, and the bytes of the files.

#include <cstdint>
#include <string>

#include "lichen/store/snapshot.hpp"

namespace lichen::test {

/// A random system with labels, policies, an id of its store and a further table.
[[nodiscard]] store::SnapshotContent random_content(std::uint64_t seed,
                                                    Index largest = 12);

/// The bytes of a file.
[[nodiscard]] std::string bytes_of_file(const std::string& path);

/// Whether two matrices are the same, bit by bit.
[[nodiscard]] bool same_bits(const SparseRef& a, const SparseRef& b);

}  // namespace lichen::test
