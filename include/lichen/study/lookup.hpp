#pragma once

/// @file
/// Names to rows: exact id, then exact name, then "name, location"; never a prefix.

#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/index.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {

/// The activities that a text stands for: those of this id, else those of this name, else
/// those of this "name, location" (location by code or name). Blanks at the ends of names
/// do not count. In the order of the database; empty where there is none.
[[nodiscard]] LICHEN_API std::vector<ActivityIndex> find_activities(
    const Database& database, std::string_view text);

/// The flows that a text stands for, by the same rule.
[[nodiscard]] LICHEN_API std::vector<FlowIndex> find_flows(const Database& database,
                                                           std::string_view text);

/// The one column that a demand means: a product (by default the reference product) of
/// the activity of that name; where no activity has the name, the only producer of the
/// product of that name.
/// @throws DataError  where the name is unknown (naming near matches), stands for several
///                    (listing them with id and location), or has no product.
[[nodiscard]] LICHEN_API ColumnIndex find_column(const Database& database,
                                                 const Assembly& assembly,
                                                 const DemandEntry& entry);

/// The one flow that a text stands for.
/// @throws DataError  where it is unknown (naming near matches) or stands for several.
[[nodiscard]] LICHEN_API FlowIndex find_flow(const Database& database,
                                             std::string_view text);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/lookup.ipp"
#endif
