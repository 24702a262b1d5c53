#pragma once

/// @file
/// A number with its dimension, in coherent units.

#include "lichen/config.hpp"
#include "lichen/units/dimension.hpp"

namespace lichen::inline LICHEN_ABI::units {

struct Amount;

/// How a typed quantity becomes an amount: `static Amount of(const Quantity&)`. Empty for
/// what is no quantity; `units/boost.hpp` fills it for those of Boost.Units.
template <class Quantity>
struct AmountOf {};

/// What `AmountOf` knows to convert.
template <class Quantity>
concept TypedQuantity =
    requires(const Quantity& quantity) { AmountOf<Quantity>::of(quantity); };

/// A value in coherent units (kg, m, s, A, K, mol, cd, item, person, …) of a dimension.
struct Amount {
  double value = 0.;
  Dimension dimension;

  constexpr Amount() = default;
  constexpr Amount(double coherent_value, const Dimension& of)
      : value(coherent_value), dimension(of) {}
  /// A typed quantity, its dimension from then on known at run time.
  template <TypedQuantity Quantity>
  constexpr Amount(const Quantity& quantity) : Amount(AmountOf<Quantity>::of(quantity)) {}
};

}  // namespace lichen::inline LICHEN_ABI::units
