#pragma once

/// @file
/// Gauss-Seidel sweeps over strongly connected components, suppliers first.

#include <memory>
#include <mutex>

#include "lichen/config.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Sweeps that shrink the error less than this are slower than what replaces them.
inline constexpr double worth_sweeping = 0.95;

/// Sweeps over the components of one matrix, in both directions, for one or several
/// right-hand sides.
///
/// Prices (Aᵀ x = b) run from suppliers to users, amounts (A x = b) the other way: the
/// two iterations have the same spectrum, so that one measurement serves both.
class LICHEN_API Sweeps {
 public:
  explicit Sweeps(std::shared_ptr<const OrderedMatrix> m);

  /// Solves the equations of one component. `x` has a row of lanes for every position of
  /// the matrix; those of the component hold right-hand sides and then the solution.
  /// @returns a bit for each lane that does not converge; its right-hand side then stands
  ///          in `lanes.right`.
  [[nodiscard]] unsigned solve(Index block, Equation equation, double* x,
                               Lanes& lanes) const;

  /// The factor by which sweeps shrink the error of a component, measured over a few of
  /// them from a fixed start; infinite where they blow up.
  [[nodiscard]] double contraction(Index block, Lanes& work) const;

  /// Looks for v > 0 with ⟨A⟩ v ≥ t (⟨A⟩ the comparison matrix of the component, which a
  /// vector like it proves an H-matrix), so that |A⁻¹ x| ≤ v wherever |x| ≤ t; theory
  /// (3.6). For Aᵀ likewise. `t` has a row of lanes for every position; those of the
  /// component are replaced by v, raised by what rounding may have hidden. `like` is
  /// what v is likely to look like.
  /// @returns a bit for each lane where none is found.
  [[nodiscard]] unsigned bound(Index block, Equation equation, double* t, Lanes& lanes,
                               const LikelyBound& like = {}) const;

  [[nodiscard]] const OrderedMatrix& matrix() const { return *m_; }

 private:
  [[nodiscard]] const PackedColumns& entries(Equation equation) const;

  std::shared_ptr<const OrderedMatrix> m_;
  Vector inverse_diagonal_;
  mutable std::once_flag rows_made_;
  mutable PackedColumns rows_;  ///< the inner entries by row
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/sweeps.ipp"
#endif
