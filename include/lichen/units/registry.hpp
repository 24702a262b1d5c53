#pragma once

/// @file
/// The closed table of units: every name that LCA data use, with its SI factor.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/units/dimension.hpp"

namespace lichen::inline LICHEN_ABI::units {

/// A unit: an amount x in it is `x * factor` in coherent units (kg, m, s, …, item).
struct Unit {
  std::string symbol;  ///< the library's own name for it, as "t*km"
  Dimension dimension;
  double factor = 1.;
};

/// Names of units, none of them guessed. Names are compared exactly, case included (`Mg`
/// is not `mg`); one name may stand for several units (`a` is are and year, `h` hour and
/// hand): then a dimension must tell which.
class Registry {
 public:
  /// The table of `datasets/units`.
  /// @throws Error  where the embedded table is broken.
  [[nodiscard]] static LICHEN_API const Registry& standard();

  /// All units that a name stands for; empty where it is unknown.
  [[nodiscard]] LICHEN_API std::span<const Unit> candidates(std::string_view name) const;
  /// The unit of a name that has this dimension, or null.
  [[nodiscard]] LICHEN_API const Unit* find(std::string_view name,
                                            const Dimension& dimension) const;
  /// The unit of a name that stands for one unit only.
  /// @throws UnitError  naming near matches where it is unknown, or the units where it
  ///                    stands for several.
  [[nodiscard]] LICHEN_API const Unit& at(std::string_view name) const;
  /// Known names that are near an unknown one, the nearest first; at most `count`.
  [[nodiscard]] LICHEN_API std::vector<std::string> near(std::string_view name,
                                                         std::size_t count = 3) const;

  /// Reads a table in the form of `datasets/units/units.csv`.
  /// @throws DataError  naming the line that cannot be read.
  [[nodiscard]] static LICHEN_API Registry parse(std::string_view csv);

 private:
  std::unordered_map<std::string, std::vector<Unit>> units_;
};

}  // namespace lichen::inline LICHEN_ABI::units

#ifndef LICHEN_COMPILED
#  include "lichen/units/registry.ipp"
#endif
