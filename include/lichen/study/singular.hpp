#pragma once

/// @file
/// Names put on what makes a system singular, or hard to solve.

#include <string>
#include <vector>

#include "lichen/calc/diagnosis.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {

/// Why a part of a system cannot be solved, in a sentence that names products without
/// producer, activities without product, and loops that use all they make.
/// @param columns  the columns of the assembly that the diagnosed matrix holds,
/// ascending.
[[nodiscard]] LICHEN_API std::string singular_message(const Database& database,
                                                      const Assembly& assembly,
                                                      const std::vector<Index>& columns,
                                                      const Diagnosis& diagnosis);

/// The activities whose pivots spoil the condition, in words; empty where none do.
[[nodiscard]] LICHEN_API std::string ill_conditioned_message(
    const Database& database, const Assembly& assembly, const std::vector<Index>& columns,
    const Diagnosis& diagnosis);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/singular.ipp"
#endif
