#pragma once

/// @file
/// Strong index types: a position in one table is never taken for one in another.

#include <compare>
#include <cstddef>
#include <cstdint>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// A position in one table, 32 bits wide; `none()` where there is none.
template <class Tag>
struct StrongIndex {
  std::int32_t value = -1;

  constexpr StrongIndex() = default;
  constexpr explicit StrongIndex(std::size_t position)
      : value(static_cast<std::int32_t>(position)) {}

  /// The index that points nowhere.
  [[nodiscard]] static constexpr StrongIndex none() { return {}; }
  /// True where the index points somewhere.
  [[nodiscard]] constexpr explicit operator bool() const { return value >= 0; }
  /// The position, to subscript a vector with. @pre not `none()`.
  [[nodiscard]] constexpr std::size_t at() const {
    return static_cast<std::size_t>(value);
  }
  friend constexpr auto operator<=>(StrongIndex, StrongIndex) = default;
};

using ActivityIndex = StrongIndex<struct ActivityTag>;
using FlowIndex = StrongIndex<struct FlowTag>;
using FlowPropertyIndex = StrongIndex<struct FlowPropertyTag>;
using UnitGroupIndex = StrongIndex<struct UnitGroupTag>;
using UnitIndex = StrongIndex<struct UnitTag>;
using LocationIndex = StrongIndex<struct LocationTag>;
using ExchangeIndex = StrongIndex<struct ExchangeTag>;
using MethodIndex = StrongIndex<struct MethodTag>;
using CategoryIndex = StrongIndex<struct CategoryTag>;  ///< an impact category
using FactorIndex = StrongIndex<struct FactorTag>;      ///< a characterisation factor
using ColumnIndex = StrongIndex<struct ColumnTag>;      ///< a column of A and B
using ProductIndex = StrongIndex<struct ProductTag>;    ///< a row of A

}  // namespace lichen::inline LICHEN_ABI
