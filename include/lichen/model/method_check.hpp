#pragma once

/// @file
/// Findings about the methods of a package, made when it is read.

#include "lichen/base/finding.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI {

/// Compares the factors that a category holds for one flow at one place: equal ones are
/// an info (`repeated_factors`, they merge), different ones a warning
/// (`conflicting_factors`): an error for an inventory that holds such a flow, unless
/// `on_duplicate_factor` names a policy. Factors are compared per reference unit of the
/// flow; per their own unit where that does not convert.
[[nodiscard]] LICHEN_API Findings check_methods(const Database& database);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/model/method_check.ipp"
#endif
