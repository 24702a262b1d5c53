#pragma once

/// @file
/// Elementary functions whose bits do not depend on the processor.
///
/// A C library picks its code by the processor that it runs on, and its last bit with it.
/// These use additions, multiplications, divisions and square roots alone, each correctly
/// rounded by IEEE 754, in a fixed order.

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// e^x, within 1 unit in the last place where the result is normal; 0 and infinity where
/// it lies beyond the doubles.
[[nodiscard]] LICHEN_API double portable_exp(double x);

/// The natural logarithm, within 1 unit in the last place; minus infinity at 0, not a
/// number below.
[[nodiscard]] LICHEN_API double portable_log(double x);

/// The x for which a standard normal variable is smaller with probability `p`: Wichura
/// 1988, algorithm AS 241 (PPND16), relative error below 1e-15.
/// @pre 0 < p < 1; beyond: infinite at 0 and 1, else not a number.
[[nodiscard]] LICHEN_API double normal_quantile(double p);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/random/elementary.ipp"
#endif
