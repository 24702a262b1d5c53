#pragma once

// EcoSpold 2: activities of unlinked and linked databases, impact assessment methods,
// master data.

#include <vector>

#include "io/package/members.hpp"
#include "lichen/base/progress.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail {

/// True where a file of a package starts as one of EcoSpold 2.
bool is_ecospold2(const std::vector<Member>& members);

/// Reads a package of EcoSpold 2. Files are parsed in place: their content is gone
/// afterwards. A file that cannot be read is a finding, the others go on.
/// @throws DataError  where not a single data set can be read.
void read_ecospold2(std::vector<Member>& members, const Progress& progress,
                    Database& database);

}  // namespace lichen::detail
