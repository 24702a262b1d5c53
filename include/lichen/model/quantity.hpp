#pragma once

/// @file
/// Units, unit groups, flow properties and locations as a package defines them.

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/base/text_pool.hpp"
#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// A unit of a package. An amount x in this unit is `x * factor` reference units of its
/// group. The factor is the package's own: its amounts were written with it.
struct PackageUnit {
  Id id;
  Text name;             ///< as "kg", "t*km"; not unique, not even within a group
  UnitGroupIndex group;  ///< none where the package lacks it
  double factor = 1.;    ///< reference units per unit; NaN where it is not known
  Text synonyms;         ///< further names, separated by ';'
};

/// Units that convert into each other.
struct UnitGroup {
  Id id;
  Text name;
  UnitIndex reference;                 ///< the unit whose factor is 1
  FlowPropertyIndex default_property;  ///< what its amounts measure, where declared
};

/// What an amount of a flow measures: mass, energy, a price of a year.
struct FlowProperty {
  Id id;
  Text name;
  UnitGroupIndex group;  ///< none where the package lacks it
  bool economic = false;
};

/// One property of one flow: 1 reference amount is `factor` of this property's reference
/// unit (water by mass: volume has 0.001, 1 kg is 0.001 m3).
struct FlowPropertyFactor {
  FlowPropertyIndex property;
  double factor = 1.;
};

/// A place, by its code or name.
struct Location {
  Id id;
  Text code;  ///< as "US", "RER"; may be empty
  Text name;
};

}  // namespace lichen::inline LICHEN_ABI
