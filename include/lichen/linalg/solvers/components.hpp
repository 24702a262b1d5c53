#pragma once

/// @file
/// The library's own solver: components in order, small ones dense, large ones swept.

#include <memory>

#include "lichen/config.hpp"
#include "lichen/linalg/cost_model.hpp"
#include "lichen/linalg/factorization.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// A sparse direct solver for large components that foresees what its factors take; as
/// `klu_within` and `klu_fill_in`. Without it: SparseLU of Eigen.
struct SparseDirect {
  std::shared_ptr<const Factorization> (*factorise)(const SparseMatrix&,
                                                    double memory_limit) = nullptr;
  FillIn (*foresee)(const SparseMatrix&) = nullptr;
};

/// Options of `by_components`.
struct ComponentOptions {
  /// Components of up to this many members are solved by dense LU; of up to four times as
  /// many where more than an eighth of their entries are stored.
  Index dense_limit = 64;
  /// Components that sweeps do not solve: dense LU up to this many members; above it what
  /// the cost model chooses.
  Index dense_fallback = 512;
  /// False where large components are iterated or not solved at all.
  bool may_factorise = true;
  Workload work = {};
  SparseDirect sparse = {};
};

/// Solves by substitution among components; within one by dense LU with partial pivoting
/// or, where it is large, by Gauss-Seidel sweeps in supplier-first order. The contraction
/// of the sweeps is measured; where it is above 0.95 the cost model chooses between
/// acceleration and direct solvers, which `notes()` tells. A component that iterations
/// fail on later is factorised then, with a note in the answer.
/// @throws SingularError  naming how many loops use up all they make.
[[nodiscard]] LICHEN_API std::shared_ptr<const Factorization> by_components(
    std::shared_ptr<const OrderedMatrix> m, const ComponentOptions& options = {});

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/solvers/components.ipp"
#endif
