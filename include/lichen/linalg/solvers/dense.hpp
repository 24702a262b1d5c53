#pragma once

/// @file
/// One dense LU of a whole matrix: slow, obvious, the yardstick for the others.

#include <memory>

#include "lichen/config.hpp"
#include "lichen/linalg/factorization.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Factorises as one dense matrix: n² doubles of memory, 2 n³ / 3 operations.
/// @throws SingularError  where a pivot is zero to rounding.
[[nodiscard]] LICHEN_API std::shared_ptr<const Factorization> dense(
    const SparseMatrix& a);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/solvers/dense.ipp"
#endif
