#pragma once

/// @file
/// What is asked of a system, in the words and units of the one who asks.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/options.hpp"
#include "lichen/units/amount.hpp"

namespace lichen::inline LICHEN_ABI {

/// What is asked for: an amount of the product (or of the treatment) of an activity. The
/// treatment of a waste is asked for by a positive amount: "1 kg treated".
struct DemandEntry {
  std::string activity;  ///< exact id, exact name, or "name, location"; or of a product;
                         ///< or "activity | product", where that whole is no name
  double amount =
      1.;            ///< in `unit`, or in coherent units of `dimension` where that is set
  std::string unit;  ///< empty: the reference unit of the product
  std::string product;  ///< id or name; empty: the reference product, or the only one
  std::optional<units::Dimension>
      dimension;  ///< of an amount that was given with its type

  DemandEntry() = default;
  DemandEntry(std::string activity_, double amount_ = 1., std::string unit_ = {},
              std::string product_ = {})
      : activity(std::move(activity_)),
        amount(amount_),
        unit(std::move(unit_)),
        product(std::move(product_)) {}
  DemandEntry(std::string activity_, const units::Amount& amount_,
              std::string product_ = {})
      : activity(std::move(activity_)),
        amount(amount_.value),
        product(std::move(product_)),
        dimension(amount_.dimension) {}
};
using Demand = std::vector<DemandEntry>;

/// Reads a demand as written on a command line: "name = 2.5 kWh", "name"; the amount is 1
/// reference unit where none is given. What stands behind the last '=' counts as an
/// amount only where it begins with a number, so that names may hold a '='.
/// @throws DataError  where the amount is not a finite number.
[[nodiscard]] LICHEN_API DemandEntry parse_demand(std::string_view text);

/// A demand after its names and units were resolved.
struct ResolvedDemand {
  ColumnIndex column;
  Id activity_id;
  std::string activity;
  std::string location;
  std::string product;
  double amount = 0.;            ///< as it was asked for …
  std::string unit;              ///< … in this unit
  double reference_amount = 0.;  ///< the same in the reference unit of the product
  std::string reference_unit;
};

/// Reference units of `flow` in the amount of a demand. A unit is looked for by id, name
/// or synonym in the group of the flow's reference property, then in those of its other
/// properties, then in the unit table of the library, where the dimension must be that of
/// the reference unit (under `UnitFactors::library` there first).
/// @throws UnitError  where the unit is unknown (naming near matches), of another
/// dimension
///                    (naming both), or stands for several different ones.
/// @throws DataError  where the amount is not finite.
[[nodiscard]] LICHEN_API double reference_amount(const Database& database,
                                                 const Flow& flow,
                                                 const DemandEntry& entry,
                                                 UnitFactors unit_factors);

/// A unit that a demand for a flow may use.
struct DemandUnit {
  std::string name;
  double factor = 0.;  ///< reference units of the flow in one of it
};

/// The units that are asked for most: those of the group of the flow's reference property
/// by name, synonym and id, and, where the flow has no other property, common ones of the
/// unit table; each with the factor by which `reference_amount` takes it, sorted by name.
/// Names that stand for several different units are left out.
[[nodiscard]] LICHEN_API std::vector<DemandUnit> demand_units(const Database& database,
                                                              const Flow& flow,
                                                              UnitFactors unit_factors);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/demand.ipp"
#endif
