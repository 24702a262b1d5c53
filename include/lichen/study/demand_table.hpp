#pragma once

/// @file
/// What several demands score in several categories, side by side.

#include <string>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/id.hpp"
#include "lichen/calc/demand_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/policies.hpp"

namespace lichen::inline LICHEN_ABI {

/// A demand with a name to tell it from others.
struct NamedDemand {
  std::string name;
  Demand demand;
};

/// One row of a table of demands.
struct AnsweredDemand {
  std::string name;
  std::vector<ResolvedDemand> demand;  ///< empty where it was not understood
  /// Why it has no score in any category; empty where it has.
  std::string failure;
};

/// A method that scored a table, with where it comes from.
struct ScoringMethod {
  std::string name;
  std::string id;  ///< as the method's source writes it
  std::string version;
  std::string source;  ///< hash of the package that holds it
};

/// One column of a table of demands: a category, and a score for each demand.
struct DemandCategory {
  std::string id;          ///< as the method's source writes it
  std::size_t method = 0;  ///< position in `DemandTable::methods`
  std::string category;
  std::string unit;
  std::vector<Score> scores;  ///< not a number where there is none
  /// Of each demand: why there is no score, as a position in `DemandTable::reasons`, else
  /// -1.
  std::vector<Index> reason;
};

/// Every demand × every category.
struct DemandTable {
  std::vector<AnsweredDemand> demands;     ///< in the order given
  std::vector<ScoringMethod> methods;      ///< in the order given
  std::vector<DemandCategory> categories;  ///< in the order of the methods
  std::vector<std::string> reasons;        ///< why scores are missing
  DemandWay way = DemandWay::prices;
  std::string way_reason;           ///< why this way was taken, in a sentence
  Index solutions = 0;              ///< right-hand sides that were solved for
  std::vector<Vector> inventories;  ///< g by demand, where wanted: one entry per row of B
  std::vector<Vector> scalings;     ///< s by demand, where wanted: one per column of A
  SolveReport report;
  Findings findings;  ///< of the factors, and which demands have no score
  Policies policies;
};

}  // namespace lichen::inline LICHEN_ABI
