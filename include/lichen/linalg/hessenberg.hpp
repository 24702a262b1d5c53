#pragma once

/// @file
/// The small least-squares problem inside GMRES, kept triangular by rotations.

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Minimises |β e₁ - H y| for an upper Hessenberg matrix H that grows by columns (Saad
/// and Schultz 1986; Givens rotations as they come).
class HessenbergLeastSquares {
 public:
  explicit HessenbergLeastSquares(double beta) : right_{beta} {}

  [[nodiscard]] std::size_t columns() const { return columns_.size(); }
  /// |β e₁ - H y| at the minimum.
  [[nodiscard]] double residual() const { return std::abs(right_.back()); }

  /// Adds a column: `h` has one entry more than there will be columns.
  /// @returns false, and leaves it out, where it depends on those before.
  bool add(Vector h) {
    const std::size_t j = columns_.size();
    for (std::size_t k = 0; k < j; ++k) {
      const double upper = cosine_[k] * h[k] + sine_[k] * h[k + 1];
      h[k + 1] = cosine_[k] * h[k + 1] - sine_[k] * h[k];
      h[k] = upper;
    }
    const double length = std::sqrt(h[j] * h[j] + h[j + 1] * h[j + 1]);
    if (!(length > 0.)) return false;
    cosine_.push_back(h[j] / length);
    sine_.push_back(h[j + 1] / length);
    h[j] = length;
    right_.push_back(-sine_[j] * right_[j]);
    right_[j] *= cosine_[j];
    columns_.push_back(std::move(h));
    return true;
  }

  /// The y of the minimum.
  [[nodiscard]] Vector solution() const {
    Vector y(right_.begin(), right_.end() - 1);
    for (std::size_t i = y.size(); i-- > 0;) {
      for (std::size_t k = i + 1; k < y.size(); ++k) y[i] -= columns_[k][i] * y[k];
      y[i] /= columns_[i][i];
    }
    return y;
  }

 private:
  std::vector<Vector> columns_;  ///< of the triangle
  Vector cosine_, sine_, right_;
};

}  // namespace lichen::inline LICHEN_ABI::detail
