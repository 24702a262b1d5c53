#pragma once

/// @file
/// Which rule gave a flow its factor, or why it has none.

#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"
#include "lichen/study/method_choice.hpp"
#include "lichen/system/characterisation.hpp"

namespace lichen::inline LICHEN_ABI {

/// Why a flow has a factor of a category, or has none. A flow that a map sends to several
/// targets has one row for each.
struct FactorReason {
  Id flow;
  std::string flow_name;
  std::string compartment;
  std::string flow_unit;
  Id category;
  std::string category_name;
  std::string category_unit;
  MatchRule rule = MatchRule::no_factor;
  double value = 0.;  ///< score per reference unit of the flow in its nominal direction
  Id target;  ///< the method's flow that holds the factor; empty where there is none
  std::string target_name;
  std::string match;  ///< the condition of the flow map's row, where one was used
  std::string text;   ///< the same in one sentence
};

/// The word for a rule, as "flow_map".
[[nodiscard]] LICHEN_API std::string to_string(MatchRule rule);

/// Explains the factors of one flow of a database for the categories of a choice. To ask
/// about a flow of the method's own package, pass that as `database`.
/// @throws DataError  where the flow or the method is unknown or ambiguous.
[[nodiscard]] LICHEN_API std::vector<FactorReason> explain_factors(
    const Database& database, std::string_view flow, const MethodChoice& method);

/// The same for flows that are already known, by flow, then category.
[[nodiscard]] LICHEN_API std::vector<FactorReason> explain_factors(
    const Database& database, const std::vector<FlowIndex>& flows,
    const MethodChoice& method);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/explain.ipp"
#endif
