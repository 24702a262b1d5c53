#pragma once

/// @file
/// p = Bᵀ c for several categories at once, in the order in which A is solved.

#include "lichen/config.hpp"
#include "lichen/linalg/lanes.hpp"

namespace lichen::inline LICHEN_ABI {

/// The direct scores of one unit of each activity in the categories of a group, as pairs:
/// a row of lanes for each activity.
struct LaneBurdens {
  LaneVector high, low;
  LaneVector magnitude;  ///< |B|ᵀ |c|
  double terms = 0.;     ///< no sum has more products
};

}  // namespace lichen::inline LICHEN_ABI
