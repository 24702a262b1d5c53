#pragma once

/// @file
/// Loops of a few activities that feed most of what they make back to themselves, taken
/// apart before a component is swept.

#include <cstddef>
#include <memory>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// The tight loops of a component: cycles of two or three activities whose links have a
/// product of 0.3 or more, in no unit. A sweep passes on such a loop once, so that its
/// gain is the contraction of the whole component.
///
/// The equations of each loop are combined so that its members no longer stand in each
/// other's: A' = T A with T = D B⁻¹ on a loop (B its own equations, D the diagonal), one
/// elsewhere. A x = b is A' x = T b, and Aᵀ y = c is A'ᵀ z = c with y = Tᵀ z. The
/// rounding of A' is left to refinement.
class LICHEN_API TightLoops {
 public:
  TightLoops(const OrderedMatrix& m, Index block);

  [[nodiscard]] std::size_t count() const { return loops_.size(); }
  /// Positions of the members of a loop, ascending.
  [[nodiscard]] const std::vector<Index>& members(std::size_t loop) const {
    return loops_[loop].members;
  }

  /// A' in place of A, without the entries outside of blocks.
  [[nodiscard]] std::shared_ptr<const OrderedMatrix> loosened(
      const OrderedMatrix& m) const;

  /// b = T b. Vectors have rows of `width` lanes, one for every position from `from` on.
  void combine(double* b, Index width, Index from = 0) const;
  /// b = T⁻¹ b.
  void separate(double* b, Index width, Index from = 0) const;
  /// z = Tᵀ z.
  void combine_transposed(double* z, Index width, Index from = 0) const;

 private:
  struct Loop {
    std::vector<Index> members;
    Vector combine;   ///< T, by columns
    Vector separate;  ///< T⁻¹, by columns
  };
  void add(const OrderedMatrix& m, std::vector<Index> members);
  void loosen_column(const OrderedMatrix& m, Index column, PackedColumns& into) const;

  std::vector<Loop> loops_;
  Index first_ = 0;
  std::vector<Index> loop_of_;   ///< of each member of the block, or -1
  std::vector<Index> place_of_;  ///< within its loop
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/tight_loops.ipp"
#endif
