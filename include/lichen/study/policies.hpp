#pragma once

/// @file
/// Every policy that was in force, by name: the provenance of a number.

#include <string>
#include <utility>
#include <vector>

#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/system/options.hpp"

namespace lichen::inline LICHEN_ABI {

/// Names and values of policies.
using Policies = std::vector<std::pair<std::string, std::string>>;

/// The policies of linking and solving, in a fixed order.
[[nodiscard]] LICHEN_API Policies policies_of(const LinkOptions& link,
                                              const SolveOptions& solve);

/// The policies of characterisation, in a fixed order.
[[nodiscard]] LICHEN_API Policies policies_of(const CharacterisationOptions& options);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/policies.ipp"
#endif
