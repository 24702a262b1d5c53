#pragma once

/// @file
/// Rigorous bounds of A⁻¹ t without A⁻¹, for error bounds that are proved; theory (3.6).

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/sweeps.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// |A⁻¹| ≤ |R| + (what R misses), for one block and an approximate inverse R.
///
/// With R A = I - E and |E| w ≤ ε w, ε < 1, w > 0 (computed with room for rounding):
/// |A⁻¹ x| ≤ |R| t + θ ε / (1 - ε) w wherever |x| ≤ t and |R| t ≤ θ w.
class LICHEN_API VerifiedInverse {
 public:
  /// @pre the block has at most some hundred members: n² numbers are kept.
  VerifiedInverse(const OrderedMatrix& m, Index block);

  /// False where ε is not below 1/2: nothing is proved then.
  [[nodiscard]] bool holds() const { return defect_ < 0.5 && defect_transposed_ < 0.5; }

  /// Replaces t by a bound of |A⁻¹ x|. @pre holds().
  void bound(std::span<double> t) const;
  /// Replaces t by a bound of |A⁻ᵀ x|. @pre holds().
  void bound_transposed(std::span<double> t) const;

 private:
  void verify(const OrderedMatrix& m, Index block, const Vector& inverse);

  Index n_;
  Vector magnitude_;  ///< |R|, by columns
  Vector weight_, weight_transposed_;
  double defect_ = 1.;
  double defect_transposed_ = 1.;
};

/// Bounds of |A⁻¹ x| for a whole matrix: block by block, where a vector proves it an
/// H-matrix, else, and where it is small, by a verified inverse. The proof supposes that
/// no number on the way underflows.
class LICHEN_API InverseBound {
 public:
  explicit InverseBound(std::shared_ptr<const OrderedMatrix> m);

  /// A vector that |A⁻¹ x| never exceeds where |x| ≤ t, entry by entry; none where it
  /// cannot be proved. @pre t ≥ 0, one entry per row.
  [[nodiscard]] std::optional<Vector> bound(VectorView t) const;
  /// The same for |A⁻ᵀ x|. @pre t ≥ 0, one entry per column.
  [[nodiscard]] std::optional<Vector> bound_transposed(VectorView t) const;
  /// The same for several t side by side: `t` has a row of lanes for every position, as
  /// right-hand sides have, and is replaced by the bounds.
  /// `like` is what the bounds are likely to look like, as solutions do whose residuals
  /// t is.
  /// @returns a bit for each lane that cannot be proved.
  [[nodiscard]] unsigned bound(Equation equation, LaneVector& t, Lanes& lanes,
                               const LikelyBound& like = {}) const;

 private:
  [[nodiscard]] std::optional<Vector> bound_one(Equation equation, VectorView t) const;
  [[nodiscard]] const VerifiedInverse& inverse(Index block) const;
  /// Bounds the lanes whose bits are set by the verified inverse; those that stay.
  [[nodiscard]] unsigned bound_by_inverse(Index block, Equation equation, unsigned which,
                                          const double* right, double* t,
                                          Lanes& lanes) const;
  /// The rows of the block are replaced by their bounds.
  [[nodiscard]] unsigned bound_block(Index block, Equation equation, double* t,
                                     Lanes& lanes, const LikelyBound& like) const;
  [[nodiscard]] double room() const;

  std::shared_ptr<const OrderedMatrix> m_;
  Sweeps sweeps_;
  /// The inverse of a block that is not large, made when it is first needed.
  struct Inverse {
    std::once_flag made;
    std::optional<VerifiedInverse> value;
  };
  std::vector<std::unique_ptr<Inverse>> inverses_;  ///< null for large blocks
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/inverse_bound.ipp"
#endif
