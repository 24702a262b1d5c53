#pragma once

// openLCA JSON-LD: schema v1, v2 and the repository layout, processes and methods.

#include <string_view>
#include <vector>

#include "io/package/members.hpp"
#include "lichen/base/progress.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail {

/// True where the names of a package's members are those of an openLCA package, or a
/// member says itself that it is one of its data sets.
bool is_jsonld(const std::vector<Member>& members);

/// False for the members of an openLCA package that no calculation needs: actors,
/// sources, pictures, attachments.
bool is_wanted_by_jsonld(std::string_view member);

/// Reads an openLCA package. A member that cannot be read is a finding, the others go on.
/// @throws DataError  where not a single data set can be read.
void read_jsonld(const std::vector<Member>& members, const Progress& progress,
                 Database& database);

}  // namespace lichen::detail
