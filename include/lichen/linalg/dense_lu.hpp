#pragma once

/// @file
/// Dense LU with partial pivoting of one block, scaled by powers of two beforehand.

#include <cstddef>
#include <span>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// The factors of a small dense matrix, P Dr A Dc = L U (LAPACK's getrf by columns; Dr
/// and Dc are powers of two, so that units do not decide on pivots and nothing is
/// rounded).
class LICHEN_API DenseLu {
 public:
  /// Factorises an n × n matrix given by columns. A pivot that is zero to rounding makes
  /// it `singular`; nothing is thrown.
  DenseLu(Index n, Vector by_column);

  [[nodiscard]] Index size() const { return n_; }
  [[nodiscard]] bool singular() const { return singular_at_ >= 0; }

  /// Solves A x = b in place; the memory of `work` is used again.
  /// @pre not singular, `x` has n entries.
  void solve(std::span<double> x, Vector& work) const;
  /// Solves Aᵀ x = b in place. @pre as `solve`.
  void solve_transposed(std::span<double> x, Vector& work) const;
  /// The same with memory of their own.
  void solve(std::span<double> x) const {
    Vector work;
    solve(x, work);
  }
  void solve_transposed(std::span<double> x) const {
    Vector work;
    solve_transposed(x, work);
  }

  /// Some x ≠ 0 with A x = 0 up to rounding. @pre singular.
  [[nodiscard]] Vector null_vector() const;
  /// |pivot| of each column relative to the largest, after scaling.
  [[nodiscard]] Vector relative_pivots() const;

 private:
  [[nodiscard]] double* column(Index j) {
    return lu_.data() + static_cast<std::ptrdiff_t>(j) * n_;
  }
  [[nodiscard]] const double* column(Index j) const {
    return lu_.data() + static_cast<std::ptrdiff_t>(j) * n_;
  }
  void scale();
  void factorise();
  void eliminate_column(Index j);
  [[nodiscard]] Index best_pivot(Index j) const;
  /// True where an entry of a column in work is more than rounding.
  [[nodiscard]] bool is_significant(Index i, Index j) const;
  /// The largest one that is, -1 where there is none.
  [[nodiscard]] Index significant_pivot(Index j) const;
  void swap_rows(Index i, Index j);

  Index n_;
  Index singular_at_ = -1;
  Vector lu_;
  Vector row_scale_, column_scale_;  ///< powers of two
  std::vector<Index> row_at_;        ///< original row at each position
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/dense_lu.ipp"
#endif
