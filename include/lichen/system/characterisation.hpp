#pragma once

/// @file
/// From a method and an assembled system to C: which factor each flow gets, and why.

#include <memory>
#include <string>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/index.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/model/database.hpp"
#include "lichen/model/flow_map.hpp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/options.hpp"

namespace lichen::inline LICHEN_ABI {

/// Which rule gave a flow its factor, or left it without.
enum class MatchRule : std::uint8_t {
  same_id,       ///< the method holds a factor for this very flow
  flow_map,      ///< for a flow that the flow map names
  no_factor,     ///< the category holds none for it
  only_located,  ///< the category holds located factors only: reported, never averaged
  conflicting,   ///< several different factors, and no policy for them
  excluded_long_term,
  unit_mismatch  ///< the factor's unit cannot be converted to the flow's
};

/// One factor's part in one entry of C.
struct FactorMatch {
  Index category = 0;  ///< row of C
  Index flow = 0;      ///< column of C, row of B
  MatchRule rule = MatchRule::same_id;
  FactorIndex factor;  ///< in the method's database; none where there is none
  double value = 0.;   ///< what it adds to the entry, per reference unit of the flow
  std::string match;   ///< the condition of the flow map's row, where one was used
};

/// C for chosen categories, with the way back to the factors.
struct Characterisation {
  SparseMatrix c;                         ///< categories × flows (rows of B)
  std::vector<CategoryIndex> categories;  ///< rows of C, in the method's database
  std::vector<FactorMatch> matches;  ///< sorted by category, then flow; also failed ones
                                     ///< other than `no_factor`
  CharacterisationOptions options;
  Findings findings;
};

/// Builds C. `methods` is the database that holds the categories; it may be `database`.
///
/// A flow meets the factors of the method's flow of its own id; where the map names the
/// flow, it meets those of the map's targets instead, which add. Every factor is
/// converted to the reference unit of the flow it meets: by the ids of unit and flow
/// property in either package, else by the names of units of one dimension. A factor
/// counts per unit in the nominal direction of the method's flow; where that of the
/// database's flow is the opposite, the factor changes sign, and a finding says so. Among
/// factors of one flow the one without location counts; equal ones merge; different ones
/// leave no entry in C unless a policy is named.
[[nodiscard]] LICHEN_API Characterisation characterise(
    const Database& database, const Assembly& assembly, const Database& methods,
    const std::vector<CategoryIndex>& categories, const FlowMap* flow_map = nullptr,
    const CharacterisationOptions& options = {});

/// How one flow fares in each of `categories`: all matches, `no_factor` included. Their
/// `category` is a position in `categories`, their `flow` is 0.
[[nodiscard]] LICHEN_API std::vector<FactorMatch> match_flow(
    const Database& database, FlowIndex flow, NominalDirection direction,
    const Database& methods, const std::vector<CategoryIndex>& categories,
    const FlowMap* flow_map = nullptr, const CharacterisationOptions& options = {});

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/system/characterisation.ipp"
#endif
