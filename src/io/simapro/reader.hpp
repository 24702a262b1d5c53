#pragma once

// SimaPro CSV: processes, product stages, methods, parameters; one file or many.

#include <vector>

#include "io/package/members.hpp"
#include "lichen/base/progress.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail {

/// True where a file of a package starts as SimaPro's CSV exports do.
bool is_simapro_csv(const std::vector<Member>& members);

/// Reads a package of SimaPro CSV files. They are parsed in place: their content is
/// changed. A block that cannot be read is a finding, the others go on.
/// @throws DataError  where there is neither a process nor a method that can be read.
void read_simapro(std::vector<Member>& members, const Progress& progress,
                  Database& database);

}  // namespace lichen::detail
