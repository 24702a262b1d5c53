#pragma once

/// @file
/// Systems that are hard for one solver or another, each with B and C as `synthetic`
/// makes them. Prices of products are powers of two where that keeps amounts exact, so
/// that answers are known by hand.

#include <cstdint>

#include "lichen/config.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::datasets {

/// Every activity buys from ten others at random: no order is good, factors fill in. All
/// columns of |I - A| add up to `radius`, which is its spectral radius.
/// @throws ShapeError  here and below where there are too few activities, or too many.
[[nodiscard]] LICHEN_API SyntheticSystem expander(Index activities, double radius = 0.7,
                                                  std::uint64_t seed = 1);

/// One block without zeros, as an input-output table: every industry buys from every one,
/// 0.3 to 0.7 of its output in all.
[[nodiscard]] LICHEN_API SyntheticSystem dense_block(Index activities,
                                                     std::uint64_t seed = 1);

/// Each activity but the last buys from one other, at all of its price: no loops, as many
/// levels as activities. Scaling factors are ratios of prices, powers of two.
[[nodiscard]] LICHEN_API SyntheticSystem chain(Index activities, std::uint64_t seed = 1);

/// A hub that buys from all others, half of its price in all, while each of them spends
/// half of its own on the hub: loops of gain 1/4 in sum.
[[nodiscard]] LICHEN_API SyntheticSystem star(Index activities, std::uint64_t seed = 1);

/// A ring of activities with the gain 1 - `gap`: of condition 1 / gap and more. What is
/// asked for is made 1 / gap times.
[[nodiscard]] LICHEN_API SyntheticSystem near_singular_loop(Index activities,
                                                            double gap = 0x1p-20,
                                                            std::uint64_t seed = 1);

/// Eight rings in a row with one credit each, gains from -1.5 to -10.8 as in the loops of
/// USLCI: sweeps diverge in any order, while A has an inverse and a small condition. Each
/// ring but the last buys from the next, too.
[[nodiscard]] LICHEN_API SyntheticSystem diverging_loops(Index activities,
                                                         std::uint64_t seed = 1);

/// `regular` in units from 2^-40 to 2^40 (10^±12) of products and of activities, as
/// FORWAST is: but for these factors the same A and B, to the last bit.
[[nodiscard]] LICHEN_API SyntheticSystem badly_scaled(Index activities,
                                                      std::uint64_t seed = 1);

/// One activity, which makes 2 units of its product.
[[nodiscard]] LICHEN_API SyntheticSystem single(std::uint64_t seed = 1);

}  // namespace lichen::inline LICHEN_ABI::datasets

#ifndef LICHEN_COMPILED
#  include "lichen/datasets/unfriendly.ipp"
#endif
