#pragma once

/// @file
/// A number with its dimension, in coherent units.

#include "lichen/config.hpp"
#include "lichen/units/dimension.hpp"

namespace lichen::inline LICHEN_ABI::units {

/// A value in coherent units (kg, m, s, A, K, mol, cd, item, person, …) of a dimension.
struct Amount {
  double value = 0.;
  Dimension dimension;
};

}  // namespace lichen::inline LICHEN_ABI::units
