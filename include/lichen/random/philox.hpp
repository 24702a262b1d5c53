#pragma once

/// @file
/// Random bits that are a function of their address: Philox4x32-10.

#include <array>
#include <cstdint>
#include <span>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// Four words of 32 bits: what Philox takes for a counter, and what it gives.
using PhiloxBlock = std::array<std::uint32_t, 4>;
/// The key of Philox, two words.
using PhiloxKey = std::array<std::uint32_t, 2>;

/// Ten rounds of Philox4x32 (Salmon, Moraes, Dror, Shaw 2011: Parallel random numbers, as
/// easy as 1, 2, 3): a bijection of the counter for each key.
[[nodiscard]] LICHEN_API PhiloxBlock philox4x32(PhiloxBlock counter, PhiloxKey key);

/// One sequence of 2^64 draws among 2^64 of each seed. Draw number i depends on seed,
/// entity and i alone: on no other draw, and not on how many are asked for at once.
struct RandomStream {
  std::uint64_t seed = 0;    ///< the key of Philox
  std::uint64_t entity = 0;  ///< the upper half of its counter
};

/// Draws number `first`, `first + 1`, … of a stream: 64 random bits each. Block i of
/// Philox holds draws 2 i (its words 0 and 1, the lower first) and 2 i + 1 (2 and 3).
LICHEN_API void fill_bits(RandomStream stream, std::uint64_t first,
                          std::span<std::uint64_t> out);

/// The same draws as numbers uniform in (0, 1): (k + 1/2) / 2^52 for the upper 52 bits k.
/// Never 0 or 1, and 1 - u is such a number, too.
LICHEN_API void fill_uniforms(RandomStream stream, std::uint64_t first,
                              std::span<double> out);

/// One draw, uniform in (0, 1).
[[nodiscard]] LICHEN_API double uniform_at(RandomStream stream, std::uint64_t position);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/random/philox.ipp"
#endif
