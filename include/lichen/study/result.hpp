#pragma once

/// @file
/// What came out: scores with names, units and errors, inventory, contributions.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/study/contributions.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/policies.hpp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/characterisation.hpp"

namespace lichen::inline LICHEN_ABI {

/// The score of one category.
struct CategoryScore {
  Id id;
  std::string category;
  std::string unit;
  double value = 0.;
  ScoreError error;
  std::optional<double> normalised;    ///< h / R; absent where the set has no R
  std::optional<double> weighted;      ///< h / R × weight (as a fraction)
  std::optional<double> weighted_raw;  ///< h × weight, where the set has no R at all
};

/// One flow of the inventory.
struct InventoryRow {
  Id id;
  std::string flow;
  std::string compartment;
  std::string unit;
  NominalDirection direction = NominalDirection::to_nature;
  double amount = 0.;          ///< positive in its direction
  bool characterised = false;  ///< a category that was asked for holds a factor for it
};

/// A product or waste that crosses the border of the system without being modelled.
struct OpenFlow {
  Id id;
  std::string flow;
  std::string unit;
  OpenKind kind = OpenKind::cut_off;
  double amount = 0.;  ///< positive leaves the system, negative enters it
};

/// How much of the inventory in one unit has no factor.
struct UnitCoverage {
  std::string unit;
  std::int64_t flows = 0;           ///< of the inventory, in this unit
  std::int64_t without_factor = 0;  ///< of those, the flows without a factor
  double amount = 0.;               ///< Σ |amount| of all
  double amount_without = 0.;       ///< Σ |amount| of those without a factor
  double share_without = 0.;        ///< the second by the first
};

/// How much of the inventory met a factor.
struct Coverage {
  std::int64_t characterised = 0;    ///< flows that some category holds a factor for
  std::int64_t uncharacterised = 0;  ///< the other flows of the inventory
  std::vector<UnitCoverage> units;   ///< sorted by unit
};

/// The answer to one demand.
struct Result {
  std::vector<ResolvedDemand> demand;  ///< what was asked for, after it was understood
  std::vector<CategoryScore> scores;
  std::string method;  ///< name of the method, empty for an inventory
  Id method_id;
  std::string method_version;
  std::string method_source;  ///< hash of the package that holds the method
  std::string nw_set;         ///< name of the set, empty where none was chosen
  Id nw_set_id;
  std::string weighted_unit;  ///< unit of `weighted` and of the single score
  /// Σ weighted, where a set with weights was chosen and all that it weighs was scored.
  std::optional<double> single_score;
  std::optional<ScoreError> single_score_error;
  std::vector<InventoryRow> inventory;  ///< flows with an amount, by flow id
  Coverage coverage;                    ///< of the inventory by factors
  std::vector<OpenFlow> open_flows;     ///< with an amount, by kind, then flow id
  std::vector<std::vector<ContributionRow>> by_activity;  ///< per category, largest first
  std::vector<std::vector<ContributionRow>> by_flow;      ///< per category, largest first
  Vector scaling;  ///< s, one entry per column of the assembly
  SolveReport report;
  /// What was solved: A of the part that the demand reaches, for `condition` and the
  /// like.
  std::optional<Technosphere> technosphere;
  /// What matters to this answer: of the part of the system that the demand reaches, of
  /// the factors that its inventory meets. Those of reading and linking stand at
  /// `Database::findings` and `Assembly::findings`.
  Findings findings;
  /// Every policy that was in force, as name and value, in a fixed order.
  Policies policies;

  /// The score of a category by its id or name.
  /// @throws DataError  where there is none, naming near matches, or several.
  [[nodiscard]] LICHEN_API const CategoryScore& score(std::string_view category) const;
};

/// A difference of two scores.
struct ScoreDifference {
  std::string category;
  std::string unit;
  double value = 0.;
  ScoreError error;  ///< the sum of both errors
};

/// Score of `a` minus score of `b` in one category.
/// @throws DataError  where the two were made with methods of different id, version or
///                    package, or with different policies of characterisation: numbers of
///                    different sets must not meet in one.
[[nodiscard]] LICHEN_API ScoreDifference difference(const Result& a, const Result& b,
                                                    std::string_view category);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/result.ipp"
#endif
