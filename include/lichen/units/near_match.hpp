#pragma once

/// @file
/// Which of many names are near an unknown one.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI::units {

/// The least number of insertions, deletions, replacements and swaps of neighbours that
/// make one text of another (optimal string alignment; Damerau 1964).
[[nodiscard]] LICHEN_API std::size_t edit_distance(std::string_view a,
                                                   std::string_view b);

}  // namespace lichen::inline LICHEN_ABI::units

#ifndef LICHEN_COMPILED
#  include "lichen/units/near_match.ipp"
#endif
