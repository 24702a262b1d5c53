#pragma once

/// @file
/// KLU of SuiteSparse (Davis and Palamadai Natarajan 2010); compiled mode only.

#include <memory>

#include "lichen/config.hpp"
#include "lichen/linalg/factorization.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Factorises with KLU: block triangular form, AMD ordering, partial pivoting with a
/// preference for the diagonal. Any number of threads may solve with one set of factors.
/// @throws SingularError  where the matrix has no inverse.
[[nodiscard]] LICHEN_API std::shared_ptr<const Factorization> klu(const SparseMatrix& a);

}  // namespace lichen::inline LICHEN_ABI
