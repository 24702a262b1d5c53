#pragma once

// EcoSpold 1: processes with one or several products, impact assessment methods; one file
// for each data set, or one for many.

#include <vector>

#include "io/package/members.hpp"
#include "lichen/base/progress.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail {

/// True where a file of a package starts as one of EcoSpold 1.
bool is_ecospold1(const std::vector<Member>& members);

/// Reads a package of EcoSpold 1. Files are parsed in place: their content is gone
/// afterwards. A data set that cannot be read is a finding, the others go on.
/// @throws DataError  where not a single data set can be read.
void read_ecospold1(std::vector<Member>& members, const Progress& progress,
                    Database& database);

}  // namespace lichen::detail
