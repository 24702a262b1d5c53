#pragma once

/// @file
/// The library's own solver: components in order, small ones dense, large ones swept.

#include <memory>

#include "lichen/config.hpp"
#include "lichen/linalg/factorization.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Options of `by_components`.
struct ComponentOptions {
  /// Components of up to this many members are solved by dense LU; of up to four times as
  /// many where more than an eighth of their entries are stored.
  Index dense_limit = 64;
  /// Components that sweeps do not solve: dense LU up to this many members, above it
  /// `large_fallback`.
  Index dense_fallback = 512;
  Factorize large_fallback = nullptr;  ///< null: SparseLU of Eigen
};

/// Solves by substitution among components; within one by dense LU with partial pivoting
/// or, where it is large, by Gauss-Seidel sweeps in supplier-first order. The contraction
/// of the sweeps is measured; where it is above 0.95 a direct solver takes over, which
/// `notes()` tells. A component that sweeps fail on later gets one then, with a note in
/// the answer.
/// @throws SingularError  naming how many loops use up all they make.
[[nodiscard]] LICHEN_API std::shared_ptr<const Factorization> by_components(
    std::shared_ptr<const OrderedMatrix> m, const ComponentOptions& options = {});

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/solvers/components.ipp"
#endif
