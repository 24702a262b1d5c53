#pragma once

/// @file
/// Several right-hand sides side by side: the numbers of one row stand next to each other
/// in memory, so that one pass over a matrix serves them all.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lichen/base/large_array.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// The most right-hand sides of one group; a cache line of doubles.
inline constexpr Index most_lanes = 8;

/// n rows of numbers, rows on cache lines of their own where there are eight lanes; new
/// ones are not set.
using LaneVector = LargeArray<double>;

/// A x = b, or Aᵀ x = b.
enum class Equation : std::uint8_t { plain, transposed };

/// How many lanes `count` right-hand sides take: 1, 4 or 8.
[[nodiscard]] constexpr Index lanes_for(Index count) {
  return count <= 1 ? 1 : count <= 4 ? 4 : most_lanes;
}

/// One group of right-hand sides on its way: how far to go, what was needed, and memory
/// that is used again from solution to solution. A lane never influences another one, so
/// that a number does not depend on what else is asked.
struct Lanes {
  Index width = 1;  ///< 1, 4 or 8
  /// Sweeps end where no value changes by more than this part of |A| |x| + |b|.
  double tolerance = 4e-16;
  /// True where `inverse_size` holds what changes are compared with, as after a first
  /// solution that the next one corrects.
  bool sized = false;
  std::array<Index, most_lanes> sweeps{};  ///< the most of any component
  std::vector<std::string> notes;          ///< ways left on the way, each in a sentence

  LaneVector right;                ///< right-hand sides of the component in work
  LaneVector kept_high, kept_low;  ///< a solution that a step may spoil
  LaneVector inverse_size;         ///< 1 / (|A| |x| + |b|), scaled as the equations are
  Vector one_lane, one_lane_work;  ///< a lane that is solved by itself

  explicit Lanes(Index lanes) : width(lanes) {}
};

/// What bounds of solutions are likely to look like: a row of lanes per position, or
/// nothing. It makes them quicker to find, and proves nothing.
struct LikelyBound {
  std::span<const double> values;
  /// True where the values are near to the bounds, not only in proportion.
  bool to_scale = false;
};

namespace detail {

/// Entries of `b` by position: those at `origin[p]`.
[[nodiscard]] inline LaneVector gathered(VectorView b, const std::vector<Index>& origin) {
  LaneVector x(origin.size());
  for (std::size_t p = 0; p < x.size(); ++p)
    x[p] = b[static_cast<std::size_t>(origin[p])];
  return x;
}

/// Back again.
[[nodiscard]] inline Vector scattered(const LaneVector& x,
                                      const std::vector<Index>& origin) {
  Vector b(origin.size());
  for (std::size_t p = 0; p < x.size(); ++p)
    b[static_cast<std::size_t>(origin[p])] = x[p];
  return b;
}

/// Sets the lanes to zero whose bits are not set.
inline void keep_lanes(unsigned which, std::size_t width, LaneVector& x) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    if ((which >> (i % width) & 1U) == 0) x[i] = 0.;
  }
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
