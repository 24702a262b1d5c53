#pragma once

/// @file
/// All families of systems by name: what a solver must cope with.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lichen/config.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::datasets {

/// A family of systems; the functions of their names say what they are.
enum class Family : std::uint8_t {
  regular,
  hard,
  expander,
  dense_block,
  chain,
  star,
  near_singular_loop,
  diverging_loops,
  badly_scaled,
  single  ///< of one activity, whatever size is asked for
};

/// Every family.
inline constexpr std::array<Family, 10> families = {Family::regular,
                                                    Family::hard,
                                                    Family::expander,
                                                    Family::dense_block,
                                                    Family::chain,
                                                    Family::star,
                                                    Family::near_singular_loop,
                                                    Family::diverging_loops,
                                                    Family::badly_scaled,
                                                    Family::single};

/// The name of a family, as `near_singular_loop`.
[[nodiscard]] LICHEN_API std::string_view name_of(Family family);

/// A system of a family, its other parameters as by default.
/// @throws ShapeError  where the family has no system of that size.
[[nodiscard]] LICHEN_API SyntheticSystem system_of(Family family, Index activities,
                                                   std::uint64_t seed = 1);

}  // namespace lichen::inline LICHEN_ABI::datasets

#ifndef LICHEN_COMPILED
#  include "lichen/datasets/families.ipp"
#endif
