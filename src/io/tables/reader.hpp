#pragma once

// The library's own plain tables; docs/reference/tables.md describes them.

#include <vector>

#include "io/package/members.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail {

/// True where a package holds tables of the format.
bool is_tables(const std::vector<Member>& members);

/// Reads the tables of a package.
/// @throws DataError  where a file is no CSV or lacks a column that must be there.
void read_tables(std::vector<Member>& members, Database& database);

}  // namespace lichen::detail
