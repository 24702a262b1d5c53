#pragma once

/// @file
/// Compares the units that a package defines with the library's table of units.

#include <optional>

#include "lichen/base/finding.hpp"
#include "lichen/base/index.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"
#include "lichen/units/dimension.hpp"

namespace lichen::inline LICHEN_ABI {

/// The dimension of a unit group by the name of its reference unit. Where that name
/// stands for several units (`a` is are and year), the dimension that most units of the
/// group share; none where the name is unknown or two dimensions share equally many.
[[nodiscard]] LICHEN_API std::optional<units::Dimension> dimension_of(
    const Database& database, UnitGroupIndex group);

/// Reference units of its group per unit, by the library's table instead of the package;
/// none where the table lacks one of the two names in the dimension of the group.
[[nodiscard]] LICHEN_API std::optional<double> library_factor(const Database& database,
                                                              UnitIndex unit);

/// What is odd about the units of a package; nothing is changed, the package's factors
/// stay in force:
///
/// * `unknown_unit`: a name that the table lacks; near matches are named,
/// * `unit_factor_differs`: a factor that differs from the table's by more than 1e-6
///   relative; both values are named. Rates of currencies are not compared,
/// * `unit_of_other_dimension`: a unit whose name means another dimension than that of
///   its group,
/// * `repeated_unit_name`: a name that stands twice in one group with different factors.
///
/// A finding is a warning where an exchange or a factor uses the unit, else an info.
[[nodiscard]] LICHEN_API Findings check_units(const Database& database);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/model/unit_check.ipp"
#endif
