#pragma once

/// @file
/// Why a matrix has no inverse, or a poor one: the rows, columns and loops at fault.

#include <vector>

#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// What makes a technosphere singular, by position; names are put on by `study`.
struct Diagnosis {
  /// Rows that no column can be matched to, and those that are used and made by none.
  std::vector<Index> products_without_producer;
  /// Columns that no row can be matched to, and those that only use.
  std::vector<Index> activities_without_product;
  /// Rows that compete for too few columns (Dulmage and Mendelsohn 1958); those without
  /// producer are among them, and any of them could stand in their place.
  std::vector<Index> contested_products;
  /// Columns that compete for too few rows.
  std::vector<Index> contested_activities;
  /// Strongly connected groups of activities that use all they make.
  std::vector<std::vector<Index>> self_eating_loops;
  double condition = 0.;  ///< 1-norm condition estimate; infinite where singular
  /// Activities whose pivots spoil the condition, the worst first: their loops return
  /// all but a millionth of what they take, whatever the units.
  std::vector<Index> ill_conditioned_activities;

  /// True where the matrix has an inverse.
  [[nodiscard]] bool regular() const {
    return products_without_producer.empty() && activities_without_product.empty() &&
           self_eating_loops.empty();
  }
};

/// The condition of A in the 1-norm, ‖A‖ ‖A⁻¹‖, estimated from below by some solutions
/// (Hager 1984; Higham 1988): mostly within a factor of three. Depends on units.
[[nodiscard]] LICHEN_API double condition(const Technosphere& technosphere);

/// Examines A (not necessarily square): matching by structure, then pivots by component.
/// @throws ShapeError  where `a` is square and has entries that are not finite.
[[nodiscard]] LICHEN_API Diagnosis diagnose(const SparseRef& a);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/diagnosis.ipp"
#endif
