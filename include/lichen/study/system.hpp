#pragma once

/// @file
/// A linked system that answers demands by name.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/index.hpp"
#include "lichen/base/parallel.hpp"
#include "lichen/base/progress.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/demand_table.hpp"
#include "lichen/study/explain.hpp"
#include "lichen/study/method_choice.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/scenario.hpp"
#include "lichen/study/score_table.hpp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/characterisation.hpp"

namespace lichen::inline LICHEN_ABI {

/// A database linked into matrices, ready to answer. An instance never changes (factors
/// are made once, on first use) and serves many threads at once.
///
/// A demand is solved on the part of the system that it reaches, so that a defect
/// elsewhere does not matter, and so that numbers do not depend on what else was asked.
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
  /// Answers a demand for all categories of the only method of a package.
  [[nodiscard]] LICHEN_API Result calculate(const Demand& demand, Database methods) const;
  /// Answers several demands for the categories of several methods, in one block of
  /// solutions for the categories or for the demands, whichever is cheaper. A demand that
  /// is at fault (an unknown name, an obstacle that is reached, no solution) says so in
  /// its row; the others are answered. The scores do not depend on what else is asked.
  /// @throws DataError      where there is no demand or no method, or names of a method
  ///                        are not resolved.
  /// @throws SingularError  where a defect cannot be taken apart from the rest.
  [[nodiscard]] LICHEN_API DemandTable calculate(const std::vector<NamedDemand>& demands,
                                                 const std::vector<MethodChoice>& methods,
                                                 const DemandOptions& options = {}) const;
  /// Answers a demand without characterisation: the inventory.
  [[nodiscard]] LICHEN_API Result inventory(const Demand& demand) const;

  /// Answers a demand for every scenario of a table. One that is at fault (an unknown or
  /// ambiguous exchange, one that is set twice, a supply chain that is not settled, a
  /// system without inverse) says so in its row; the others are answered.
  /// @throws as `calculate`, for the system as it is; DataError without parts
  /// (keep_parts).
  [[nodiscard]] LICHEN_API ScenarioResult scenarios(const ScenarioTable& table,
                                                    const Demand& demand,
                                                    const MethodChoice& method,
                                                    const Progress& progress = {}) const;

  /// The scores of one unit of every activity's product in the categories of some
  /// methods, with errors. An activity that reaches what is not settled has none, and a
  /// reason instead.
  /// @throws DataError      where there is no method, or names of one are not resolved.
  /// @throws SingularError  where a defect cannot be taken apart from the rest.
  [[nodiscard]] LICHEN_API ScoreTable score_all(const std::vector<MethodChoice>& methods,
                                                const RunOptions& options = {}) const;

  /// Which rule gives a flow of this system its factors. @throws DataError  for its name.
  [[nodiscard]] LICHEN_API std::vector<FactorReason> explain(
      std::string_view flow, const MethodChoice& method) const;

  /// The column that a demand means. @throws as `calculate`.
  [[nodiscard]] LICHEN_API ColumnIndex find(const DemandEntry& entry) const;
  /// What a demand means, one row per entry. @throws as `calculate`.
  [[nodiscard]] LICHEN_API std::vector<ResolvedDemand> resolve(
      const Demand& demand) const;
  /// f of A s = f. @throws as `calculate`.
  [[nodiscard]] LICHEN_API Vector demand_vector(const Demand& demand) const;

  [[nodiscard]] LICHEN_API const Database& database() const noexcept;
  [[nodiscard]] LICHEN_API const Assembly& assembly() const noexcept;
  /// The whole of A, factorised on first use.
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
#  include "lichen/study/demand_table.ipp"
#  include "lichen/study/scenario.ipp"
#  include "lichen/study/score_table.ipp"
#  include "lichen/study/system.ipp"
#endif
