#pragma once

/// @file
/// Names that are near one that was not found.

#include <string>
#include <string_view>
#include <vector>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// The names that are nearest to a sought one, the nearest first, each once: names that
/// hold all its words, then those that few letters set apart (Levenshtein distance, case
/// aside). Never used to choose, only to tell.
[[nodiscard]] LICHEN_API std::vector<std::string> near_names(
    std::string_view sought, const std::vector<std::string_view>& names,
    std::size_t count = 5);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/near_names.ipp"
#endif
