#pragma once

// Packages out: a folder, or a zip archive.

#include <string>
#include <string_view>
#include <vector>

#include "io/package/members.hpp"

namespace lichen::detail {

/// Writes files into a folder, or into a zip archive where the path ends in ".zip". What
/// is written appears whole or not at all; a folder that exists must be empty or hold no
/// other files than these.
/// @throws DataError  where the path cannot be written.
void write_members(const std::vector<Member>& members, const std::string& path);

/// Writes one file, compressed by gzip where the path ends in ".gz": whole, or not at
/// all.
/// @throws DataError  where the path cannot be written.
void write_one(std::string_view content, const std::string& path);

}  // namespace lichen::detail
