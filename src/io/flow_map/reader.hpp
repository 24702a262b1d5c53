#pragma once

// Flow maps: the federal flow list's CSV.

#include "io/package/members.hpp"
#include "lichen/model/flow_map.hpp"

namespace lichen::detail {

/// Adds the rows of a file to a map.
/// @throws DataError  where it is no CSV or lacks a needed column.
void read_flow_map(const Member& member, FlowMap& map);

}  // namespace lichen::detail
