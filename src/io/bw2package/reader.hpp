#pragma once

// Brightway's bw2package: a database (or several) as JSON, compressed by bzip2.

#include <string_view>
#include <vector>

#include "io/package/members.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail {

/// True where a file starts as the JSON of a bw2package does.
bool is_bw2package(std::string_view content);

/// Reads the databases of a bw2package. Every node that is an activity and its own
/// product (Brightway's "process") becomes an activity with a product flow of the same
/// id; nodes of other databases that exchanges refer to become stubs.
/// @throws DataError  where the JSON cannot be read or holds no database.
void read_bw2package(const Member& member, Database& database);

}  // namespace lichen::detail
