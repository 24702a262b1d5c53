#pragma once

/// @file
/// One component as a Gauss-Seidel sweep sees it: what it solves, and what it leaves.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// A component, or its transpose, in the order of a sweep and with its rows divided by
/// the diagonal: A = L + U, L lower triangular with ones on the diagonal, U above it.
///
/// Amounts (A x = b) are swept from users to suppliers, prices (Aᵀ x = b) from suppliers
/// to users. Vectors are in the order of the sweep; `load` and `store` translate.
class LICHEN_API SweepSplit {
 public:
  enum class Side : std::uint8_t { plain, transposed };

  SweepSplit(const OrderedMatrix& m, Index block, Side side);

  [[nodiscard]] Index size() const { return static_cast<Index>(diagonal_.size()); }
  [[nodiscard]] std::size_t entries() const { return column_.size(); }

  /// A right-hand side in the order of the component, reordered and scaled.
  [[nodiscard]] Vector load(std::span<const double> b) const;
  /// A solution back in the order of the component.
  void store(const Vector& x, std::span<double> into) const;

  /// x = L⁻¹ x.
  void solve_lower(double* x) const;
  /// y = U x.
  void times_upper(const double* x, double* y) const;
  /// One sweep of A x = b: x = L⁻¹ (b - U x).
  void sweep(const double* b, double* x) const;
  /// r = b - A x and the magnitudes |A||x| + |b|.
  /// @returns ω = max |r| / magnitude; not finite where a value is not.
  double residual(const double* b, const double* x, double* r, double* magnitude) const;

  /// Factors for the rows that, with others for the columns, bring all largest entries
  /// near one (Ruiz 2001): sizes of residuals that units do not spoil.
  [[nodiscard]] Vector equilibrating_rows() const;

 private:
  /// Calls `visit(i, j, value)` for every entry of A, in a fixed order.
  template <class Visit>
  void each(Visit visit) const {
    for (Index i = 0; i < size(); ++i) {
      visit(detail::at(i), detail::at(i), 1.);
      for (Index k = start_[detail::at(i)]; k < start_[detail::at(i) + 1]; ++k) {
        visit(detail::at(i), detail::at(column_[detail::at(k)]), value_[detail::at(k)]);
      }
    }
  }
  void place_entries(const OrderedMatrix& m, Index block);

  Side side_;
  Vector diagonal_;
  std::vector<Index> start_;   ///< of each row: entries of L first, without the diagonal
  std::vector<Index> middle_;  ///< where those of U begin
  std::vector<Index> column_;
  Vector value_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/sweep_split.ipp"
#endif
