#pragma once

/// @file
/// What came out: scores with names, units and errors, inventory, contributions.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/config.hpp"
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
  bool characterised = false;  ///< some category of the method holds a factor for it
};

/// A product or waste that crosses the border of the system without being modelled.
struct OpenFlow {
  Id id;
  std::string flow;
  std::string unit;
  OpenKind kind = OpenKind::cut_off;
  double amount = 0.;  ///< positive leaves the system, negative enters it
};

/// A part of a score.
struct ContributionRow {
  Id id;
  std::string name;
  std::string location;  ///< of an activity; the compartment of a flow
  double value = 0.;     ///< in the unit of the category
  double share = 0.;     ///< of the sum of absolute parts, signed
};

/// The answer to one demand.
struct Result {
  std::vector<CategoryScore> scores;
  std::string method;  ///< name of the method, empty for an inventory
  Id method_id;
  std::string method_version;
  std::string nw_set;         ///< name of the set, empty where none was chosen
  std::string weighted_unit;  ///< unit of `weighted` and of the single score
  std::optional<double>
      single_score;  ///< Σ weighted, where a set with weights was chosen
  std::optional<ScoreError> single_score_error;
  std::vector<InventoryRow> inventory;  ///< flows with an amount, by flow id
  std::vector<OpenFlow> open_flows;     ///< sorted by kind, then flow id
  std::vector<std::vector<ContributionRow>> by_activity;  ///< per category, largest first
  std::vector<std::vector<ContributionRow>> by_flow;      ///< per category, largest first
  Vector scaling;  ///< s, one entry per column of the assembly
  SolveReport report;
  Findings findings;  ///< of the system that the demand reaches, and of the method
  /// Every policy that was in force, as name and value, in a fixed order.
  std::vector<std::pair<std::string, std::string>> policies;

  /// The score of a category by its id or name.
  /// @throws DataError  where there is none, naming near matches.
  [[nodiscard]] LICHEN_API const CategoryScore& score(std::string_view category) const;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/result.ipp"
#endif
