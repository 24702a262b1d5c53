#pragma once

// Definitions of families.hpp: from names to functions.

#include "lichen/datasets/families.hpp"
#include "lichen/datasets/unfriendly.hpp"

namespace lichen::inline LICHEN_ABI::datasets {

LICHEN_INLINE std::string_view name_of(Family family) {
  constexpr std::array<std::string_view, families.size()> names = {
      "regular",      "hard",  "expander",           "dense_block",
      "chain",        "star",  "near_singular_loop", "diverging_loops",
      "badly_scaled", "single"};
  return names[static_cast<std::size_t>(family)];
}

LICHEN_INLINE SyntheticSystem system_of(Family family, Index activities,
                                        std::uint64_t seed) {
  switch (family) {
    case Family::regular:
      return synthetic({.activities = activities, .seed = seed});
    case Family::hard:
      return synthetic(
          {.activities = activities, .seed = seed, .coupling = Coupling::hard});
    case Family::expander:
      return expander(activities, 0.7, seed);
    case Family::dense_block:
      return dense_block(activities, seed);
    case Family::chain:
      return chain(activities, seed);
    case Family::star:
      return star(activities, seed);
    case Family::near_singular_loop:
      return near_singular_loop(activities, 0x1p-20, seed);
    case Family::diverging_loops:
      return diverging_loops(activities, seed);
    case Family::badly_scaled:
      return badly_scaled(activities, seed);
    case Family::single:
      break;
  }
  return single(seed);
}

}  // namespace lichen::inline LICHEN_ABI::datasets
