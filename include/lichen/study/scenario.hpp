#pragma once

/// @file
/// What scenarios of a system score: a row for each, failures by name.

#include <string>
#include <utility>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/calc/scenarios.hpp"
#include "lichen/config.hpp"
#include "lichen/model/scenario.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"

namespace lichen::inline LICHEN_ABI {

/// One scenario answered, or why it could not be.
struct ScenarioAnswer {
  std::string name;
  std::string failure;  ///< empty where there are scores
  ScenarioWay way = ScenarioWay::update;
  std::vector<Score> scores;  ///< one per category
  std::size_t changes = 0;    ///< entries of A and B that it sets
  std::size_t unreached = 0;  ///< of these, in activities that the demand never needs

  [[nodiscard]] bool failed() const { return !failure.empty(); }
};

/// The scores of many scenarios for one demand.
struct ScenarioResult {
  std::vector<ResolvedDemand> demand;
  std::string method;
  Id method_id;
  std::string method_version;
  std::string method_source;        ///< "xxh3:…" of the package of methods
  std::vector<CategoryScore> base;  ///< of the system as it is, with names and units
  std::vector<ScenarioAnswer> scenarios;  ///< in the order of the table
  std::vector<std::pair<std::string, std::string>> policies;
  Findings findings;
};

}  // namespace lichen::inline LICHEN_ABI
