#pragma once

/// @file
/// Why a matrix has no inverse, or a poor one: the rows, columns and loops at fault.

#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// What makes a technosphere singular, by position; names are put on by `study`.
struct Diagnosis {
  std::vector<Index>
      products_without_producer;  ///< rows that no column can be matched to
  std::vector<Index>
      activities_without_product;  ///< columns that no row can be matched to
  /// Strongly connected groups of activities that use all they make.
  std::vector<std::vector<Index>> self_eating_loops;
  double condition = 0.;  ///< 1-norm condition estimate; infinite where singular
  /// Activities whose pivots spoil the condition, the worst first.
  std::vector<Index> ill_conditioned_activities;
};

/// Examines A (not necessarily square): matching by structure, then pivots by component.
[[nodiscard]] LICHEN_API Diagnosis diagnose(const SparseRef& a);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/diagnosis.ipp"
#endif
