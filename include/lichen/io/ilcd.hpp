#pragma once

/// @file
/// Writes a database as an ILCD package.

#include <string>

#include "lichen/base/finding.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI::io {

/// Writes a database as a package of ILCD 1.1: a folder, or a zip archive where the path
/// ends in ".zip". Amounts are in the reference unit of their flow's unit group, as the
/// format has no others; units, formulas, providers and pedigrees stand in openLCA's
/// extension attributes beside them. Read again, it gives what was written; what the
/// format has no place for comes back as findings (`not_written`).
/// @throws DataError  where the path cannot be written.
LICHEN_API Findings write_ilcd(const Database& database, const std::string& path);

}  // namespace lichen::inline LICHEN_ABI::io
