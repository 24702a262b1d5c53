#pragma once

/// @file
/// The scores of every activity of a system at once.

#include <string>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/index.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/study/policies.hpp"

namespace lichen::inline LICHEN_ABI {

/// One row of a score table: a column of the system.
struct ScoredActivity {
  ColumnIndex column;
  std::string id;  ///< of the activity, as its source writes it
  std::string activity;
  std::string location;
  std::string product;
  std::string unit;  ///< scores are per one of it, made or (of a waste) treated
};

/// One column of a score table: a category of one of the methods, and a value per row.
struct ScoredCategory {
  std::string id;  ///< as the method's source writes it
  std::string method;
  std::string category;
  std::string unit;
  /// Not a number where there is no score.
  Vector values;
  /// What is printed as ±: how far each value can be from the exact one.
  Vector errors;
  /// Of each row: why there is no score, as a position in `ScoreTable::reasons`, else -1.
  std::vector<Index> reason;
  bool proved = false;  ///< errors are rigorous bounds, not ten times an estimate
};

/// Every activity × every category, per reference unit of the product.
struct ScoreTable {
  std::vector<ScoredActivity> activities;  ///< in the order of the system's columns
  std::vector<ScoredCategory> categories;  ///< in the order of the methods given
  /// What keeps scores from being right: obstacles that an activity reaches and no policy
  /// settles, flows with conflicting factors, loops without solution.
  std::vector<std::string> reasons;
  SolveReport report;
  Findings findings;  ///< of the factors, and how many activities have no score
  Policies policies;
};

}  // namespace lichen::inline LICHEN_ABI
