#pragma once

/// @file
/// The parts of a score: by activity and by flow. Parts of one score sum to it.

#include <string>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {

/// A part of a score.
struct ContributionRow {
  Id id;
  std::string name;
  std::string location;  ///< of an activity; the compartment of a flow
  double value = 0.;     ///< in the unit of the category
  double share = 0.;     ///< of the sum of absolute parts, signed
};

/// Direct contributions of activities: c_k B_kj s_j, summed over the flows k and over the
/// columns j of one activity. Largest first (by size, then by id), none that is 0.
/// @param c  the factors of one category, one per row of B.
[[nodiscard]] LICHEN_API std::vector<ContributionRow> contributions_by_activity(
    const Database& database, const Assembly& assembly, VectorView c, VectorView scaling);

/// Contributions of flows: c_k g_k. Largest first, none that is 0.
[[nodiscard]] LICHEN_API std::vector<ContributionRow> contributions_by_flow(
    const Database& database, const Assembly& assembly, VectorView c,
    VectorView inventory);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/contributions.ipp"
#endif
