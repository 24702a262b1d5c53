#pragma once

/// @file
/// A linked system that answers demands by name.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lichen/base/index.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"
#include "lichen/model/flow_map.hpp"
#include "lichen/study/result.hpp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/characterisation.hpp"
#include "lichen/units/amount.hpp"

namespace lichen::inline LICHEN_ABI {

/// What is asked for: an amount of the product (or of the treatment) of an activity.
struct DemandEntry {
  std::string activity;  ///< exact id, exact name, or "name, location"
  double amount = 1.;
  std::string unit;     ///< empty: the reference unit of the product
  std::string product;  ///< id or name; empty: the reference product, or the only one
};
using Demand = std::vector<DemandEntry>;

/// Reads a demand as written on a command line: "name = 2.5 kWh", "name"; the amount is 1
/// reference unit where none is given.
/// @throws DataError  where the amount is not a finite number.
[[nodiscard]] LICHEN_API DemandEntry parse_demand(std::string_view text);

/// Which categories are scored, and how they meet the system.
struct MethodChoice {
  std::shared_ptr<const Database> methods;
  std::string method;                   ///< id or name; empty: the only one
  std::vector<std::string> categories;  ///< ids or names; empty: all of the method
  std::string nw_set;  ///< id or name; empty: none, or the only one where `single_nw_set`
  std::shared_ptr<const FlowMap> flow_map;
  CharacterisationOptions options;
};

/// A database linked into matrices, ready to answer. An instance never changes (factors
/// are made once, on first use) and serves many threads at once.
class System {
 public:
  /// Links a database. @throws DataError  under `options.strict`, see `assemble`.
  LICHEN_API explicit System(std::shared_ptr<const Database> database,
                             const LinkOptions& options = {},
                             const SolveOptions& solve_options = {});

  /// Answers a demand for the categories of one method.
  /// @throws DataError      where a name is unknown (near matches are named) or stands
  /// for
  ///                        several (all are listed), where an obstacle is reached, or
  ///                        where the inventory holds a flow with conflicting factors.
  /// @throws UnitError      where a demand has the wrong dimension.
  /// @throws SingularError  naming the products, activities or loops at fault.
  [[nodiscard]] LICHEN_API Result calculate(const Demand& demand,
                                            const MethodChoice& method) const;
  /// Answers a demand without characterisation: the inventory.
  [[nodiscard]] LICHEN_API Result inventory(const Demand& demand) const;

  /// The column that a demand means. @throws as `calculate`.
  [[nodiscard]] LICHEN_API ColumnIndex find(const DemandEntry& entry) const;
  /// f of A s = f. @throws as `calculate`.
  [[nodiscard]] LICHEN_API Vector demand_vector(const Demand& demand) const;

  [[nodiscard]] LICHEN_API const Database& database() const noexcept;
  [[nodiscard]] LICHEN_API const Assembly& assembly() const noexcept;
  /// The part of the system that can be solved, factorised on first use.
  /// @throws SingularError  naming the culprits.
  [[nodiscard]] LICHEN_API const Technosphere& technosphere() const;

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

/// Links a database that the system then owns.
[[nodiscard]] LICHEN_API System link(Database database, const LinkOptions& options = {},
                                     const SolveOptions& solve_options = {});

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/system.ipp"
#endif
