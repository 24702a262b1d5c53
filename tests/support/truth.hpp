#pragma once

// Scores in extended precision, by code that shares nothing with the library but, for
// large systems, a preconditioner whose errors the iteration removes.

#include <array>
#include <vector>

#include "lichen/linalg/types.hpp"

namespace lichen::test {

/// A number of some 45 digits as the sum of three doubles.
struct Truth {
  std::array<double, 3> parts{};

  [[nodiscard]] double value() const { return parts[0]; }
  /// |x - truth|, right to many digits however small it is.
  [[nodiscard]] double error_of(double x) const;
};

/// A⁻¹ f by Gaussian elimination on 100 digits; for small systems.
[[nodiscard]] std::vector<Truth> exact_solution(const SparseMatrix& a, const Vector& f);

/// c B A⁻¹ f, one per row of C, by Gaussian elimination on 100 digits; for small systems.
[[nodiscard]] std::vector<Truth> exact_scores(const SparseMatrix& a,
                                              const SparseMatrix& b,
                                              const SparseMatrix& c, const Vector& f);

/// The same for large systems: an iteration on 50 digits that ends where the residual,
/// computed on them, is below 1e-40 of its terms; throws where it does not end.
[[nodiscard]] std::vector<Truth> refined_scores(const SparseMatrix& a,
                                                const SparseMatrix& b,
                                                const SparseMatrix& c, const Vector& f);

}  // namespace lichen::test
