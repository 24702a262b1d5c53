#pragma once

/// @file
/// KLU of SuiteSparse (Davis and Palamadai Natarajan 2010); compiled mode only.

#include <memory>

#include "lichen/config.hpp"
#include "lichen/linalg/cost_model.hpp"
#include "lichen/linalg/factorization.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Factorises with KLU: block triangular form, AMD ordering, pivots on the diagonal
/// unless they are a hundred million times smaller than another in their column, so that
/// factors keep to the size that was foreseen; refinement makes up for it. Any number of
/// threads may solve with one set of factors.
/// @throws SingularError  where the matrix has no inverse.
/// @throws Error          where symbolic analysis foresees factors above
///                        `default_memory_limit()`; none is computed then.
[[nodiscard]] LICHEN_API std::shared_ptr<const Factorization> klu(const SparseMatrix& a);

/// The same with a limit for the factors, in bytes.
[[nodiscard]] LICHEN_API std::shared_ptr<const Factorization> klu_within(
    const SparseMatrix& a, double memory_limit);

/// What the factors of KLU will hold and take, from the pattern alone.
[[nodiscard]] LICHEN_API FillIn klu_fill_in(const SparseMatrix& a);

}  // namespace lichen::inline LICHEN_ABI
