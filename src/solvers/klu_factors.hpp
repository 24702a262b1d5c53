#pragma once

// Factors of KLU and their memory: an order that is found once, factors by it, and
// factors of other values by the pivots of the first. KLU's solve writes into workspace
// inside the factors, so that two threads on one set give wrong answers; here each call
// brings its own.
// Its other calls may take minutes and cannot be stopped: who is interrupted leaves them.

#include <memory>
#include <string>

#include <klu.h>

#include "lichen/config.hpp"
#include "lichen/linalg/cost_model.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// A matrix that a call of KLU may go on using when nobody waits for it any more.
using KluMatrix = std::shared_ptr<const SparseMatrix>;
/// An order of KLU for a pattern. Factors share it: nothing changes it.
using KluOrder = std::shared_ptr<klu_symbolic>;
/// Factors; those of other values hold on to those whose pivots they share.
using KluNumeric = std::shared_ptr<klu_numeric>;

/// @throws Error  saying what KLU could not do.
[[noreturn]] void fail_klu(int status, const char* step, Index n);

/// @throws Error  where KLU finds none.
[[nodiscard]] KluOrder klu_order(const KluMatrix& a);

/// What symbolic analysis foresees.
[[nodiscard]] FillIn fill_in_of(const klu_symbolic& symbolic);

/// Factors with pivots that leave the diagonal below `tolerance` of their column's
/// largest. Null where a pivot is zero. @pre `a` has the pattern of the order.
[[nodiscard]] KluNumeric klu_factors(const KluMatrix& a, const KluOrder& order,
                                     double tolerance);

/// Factors by the pivots of others, in memory of their own; others may be in use. Null
/// where a pivot is zero. @pre `a` has the pattern of the order.
[[nodiscard]] KluNumeric klu_refactored(const KluMatrix& a, const KluOrder& order,
                                        const KluNumeric& others);

/// The least ratio of the largest entry of a column of A to that of U: far below 1 where
/// pivots were poor.
[[nodiscard]] double klu_pivot_growth(const SparseMatrix& a, const KluOrder& order,
                                      const KluNumeric& numeric);

/// Replaces a right-hand side by the solution of A x = b, or of Aᵀ x = b.
void klu_solve_in_place(const klu_symbolic& order, const klu_numeric& numeric,
                        bool transposed, Vector& x);

}  // namespace lichen::inline LICHEN_ABI::detail
