#pragma once

/// @file
/// SparseLU of Eigen: always there, right for small systems.

#include <memory>

#include "lichen/config.hpp"
#include "lichen/linalg/factorization.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Factorises with Eigen's SparseLU. Above some thousand activities in one loop it may
/// take very long (design: its column ordering fills in hub-shaped systems).
/// @throws SingularError  where the matrix has no inverse.
[[nodiscard]] LICHEN_API std::shared_ptr<const Factorization> eigen_lu(
    const SparseMatrix& a);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/solvers/eigen_lu.ipp"
#endif
