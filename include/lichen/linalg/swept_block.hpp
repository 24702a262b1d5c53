#pragma once

/// @file
/// Gauss-Seidel sweeps over one strongly connected component, suppliers first.

#include <span>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// A component of a block triangular matrix, ready to be swept in both directions.
///
/// Prices (Aᵀ x = b) run from suppliers to users, amounts (A x = b) the other way: the
/// two iterations have the same spectrum, so that one measurement serves both.
class LICHEN_API SweptBlock {
 public:
  SweptBlock(const OrderedMatrix& m, Index block);

  [[nodiscard]] Index size() const { return static_cast<Index>(diagonal_.size()); }

  /// Sweeps A x = b from `x` = b on and leaves x there.
  /// @returns the number of sweeps, or -1 where they do not converge.
  [[nodiscard]] Index solve(std::span<double> x) const;
  /// The same for Aᵀ x = b.
  [[nodiscard]] Index solve_transposed(std::span<double> x) const;

  /// The factor by which sweeps shrink the error, measured over a few of them with a
  /// fixed start; infinite where they blow up.
  [[nodiscard]] double contraction() const { return contraction_; }
  /// True where sweeps are worth it: a contraction of at most 0.95.
  [[nodiscard]] bool converges() const { return contraction_ <= 0.95; }

  /// Looks for v > 0 with ⟨A⟩ v ≥ t (⟨A⟩ the comparison matrix, which a vector like it
  /// proves an H-matrix), so that |A⁻¹ x| ≤ v wherever |x| ≤ t; theory (3.6).
  /// @returns v, raised by what rounding may have hidden; empty where none is found.
  [[nodiscard]] Vector bound(std::span<const double> t) const;
  /// The same for Aᵀ.
  [[nodiscard]] Vector bound_transposed(std::span<const double> t) const;

 private:
  struct Rows {
    std::vector<Index> start, column;
    Vector value;
  };
  struct Sweep {
    double backward_error = 0.;  ///< ω of the iterate before it
    double change = 0.;          ///< largest change relative to the largest value
  };
  enum class Direction { users_first, suppliers_first };

  [[nodiscard]] Sweep sweep(const Rows& rows, Direction direction, const double* b,
                            double* x) const;
  [[nodiscard]] Index iterate(const Rows& rows, Direction direction,
                              std::span<double> x) const;
  [[nodiscard]] Vector bound(const Rows& rows, Direction direction,
                             std::span<const double> t) const;
  [[nodiscard]] double measure() const;
  static Rows transposed(const Rows& rows, Index n);

  Vector diagonal_;
  Rows by_row_, by_column_;
  double contraction_ = 0.;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/swept_block.ipp"
#endif
