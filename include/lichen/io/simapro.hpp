#pragma once

/// @file
/// SimaPro CSV, written.

#include <string>

#include "lichen/base/finding.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI::io {

/// Writes a database as one SimaPro CSV file: in Windows-1252, or in UTF-8 with a byte
/// order mark where a text does not fit in it. Processes link by name: products get
/// names that only one process makes. Every number is written with the digits that read
/// back to the same bits.
/// @return what the format cannot hold, each kind once with how often.
/// @throws DataError  where the path cannot be written; a file that exists is replaced
///                    whole or not at all.
LICHEN_API Findings write_simapro(const Database& database, const std::string& path);

}  // namespace lichen::inline LICHEN_ABI::io
