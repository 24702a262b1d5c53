#pragma once

// A database as the texts of its plain tables.

#include <vector>

#include "io/package/members.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail {

/// The files of docs/reference/tables.md, those with rows only, and database.csv.
std::vector<Member> tables_of(const Database& database);

}  // namespace lichen::detail
