#pragma once

/// @file
/// The library's own plain tables: a folder or zip of CSV files.

#include <string>

#include "lichen/config.hpp"
#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI::io {

/// Writes a database as plain tables: a folder, or a zip archive where the path ends in
/// ".zip". Every number is written with the digits that read back to the same bits.
/// @throws DataError  where the path cannot be written; a file that exists is replaced
///                    whole or not at all.
LICHEN_API void write_tables(const Database& database, const std::string& path);

}  // namespace lichen::inline LICHEN_ABI::io
