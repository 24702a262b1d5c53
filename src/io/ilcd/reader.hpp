#pragma once

// ILCD: processes, flows and what measures them, LCIA methods, life cycle models.

#include <vector>

#include "io/package/members.hpp"
#include "lichen/io/read.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail {

/// True where a file of a package is a data set of ILCD.
bool is_ilcd(const std::vector<Member>& members);

/// Reads a package of ILCD. Files are parsed in place: their content is gone afterwards.
/// A data set that cannot be read is a finding, the others go on.
/// @throws DataError  where not a single data set can be read.
void read_ilcd(std::vector<Member>& members, const io::ReadOptions& options,
               Database& database);

}  // namespace lichen::detail
