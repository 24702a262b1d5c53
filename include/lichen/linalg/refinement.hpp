#pragma once

/// @file
/// Solutions refined with residuals of twice the digits (Skeel 1980; Demmel and others
/// 2006), for several right-hand sides side by side.

#include <array>
#include <span>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/factorization.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Right-hand sides as unevaluated pairs, one row of lanes per position; `low` may be
/// empty.
struct LaneRight {
  std::span<const double> high;
  std::span<const double> low;
};

/// Solutions of one group, one row of lanes per position.
struct RefinedLanes {
  LaneVector high;      ///< the solution, or the high parts of pairs
  LaneVector low;       ///< the low parts; empty where none were asked for
  LaneVector residual;  ///< b - A (high + low)
  LaneVector size;      ///< |A| |x| + |b|
  LaneVector sums_low;  ///< workspace of residuals
  /// ω of each lane (Oettli and Prager 1964); not a number where a value is not.
  std::array<double, most_lanes> backward_error{};
  std::array<Index, most_lanes> refinements{};
};

/// How far a solution is refined.
enum class Digits {
  all_of_a_double,  ///< right to the last digits where the condition allows
  pairs             ///< high + low, three digits more at least
};

/// A matrix in its order and a way to solve it, refining. Neither is copied; both must
/// outlive it.
class LICHEN_API Refinement {
 public:
  /// @param moderate  no entry is so large that its halves overflow.
  Refinement(const OrderedMatrix& m, const Factorization& factors, bool moderate)
      : m_(m), factors_(factors), moderate_(moderate) {}

  /// Solves for one group. Right-hand sides stand where rows (of Aᵀ: columns) do,
  /// solutions where columns (of Aᵀ: rows) do. At least one step; more while ω is above
  /// `tolerance` and still falls. The memory of `x` is used again.
  void solve(Equation equation, LaneRight b, Digits digits, double tolerance,
             Lanes& lanes, RefinedLanes& x) const;

  /// True where loops are taken apart before sweeps.
  [[nodiscard]] bool takes_loops_apart() const { return factors_.takes_loops_apart(); }

  /// One use of the factors in place, to about `accuracy` of the result.
  void correct(Equation equation, LaneVector& x, double accuracy, Lanes& lanes) const;

 private:
  /// One step for the lanes whose bits are set; those that want another one.
  [[nodiscard]] unsigned refine(Equation equation, LaneRight b, Digits digits,
                                double tolerance, unsigned open, Lanes& lanes,
                                RefinedLanes& x) const;
  void keep_first(Equation equation, LaneRight b, Lanes& lanes) const;
  void first(Equation equation, LaneRight b, Lanes& lanes, RefinedLanes& x) const;
  void apply(Equation equation, LaneVector& x, Lanes& lanes) const;
  void apply_by_lane(Equation equation, LaneVector& x, Lanes& lanes) const;
  void residual(Equation equation, LaneRight b, Lanes& lanes, RefinedLanes& x) const;
  void residual_by_lane(Equation equation, LaneRight b, Lanes& lanes,
                        RefinedLanes& x) const;
  [[nodiscard]] const std::vector<Index>& right_order(Equation equation) const;
  [[nodiscard]] const std::vector<Index>& solution_order(Equation equation) const;

  const OrderedMatrix& m_;
  const Factorization& factors_;
  bool moderate_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/refinement.ipp"
#endif
