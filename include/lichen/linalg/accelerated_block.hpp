#pragma once

/// @file
/// One strongly connected component by GMRES over sweeps, for loops that sweeps alone do
/// not solve.

#include <cstddef>
#include <span>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/sweep_split.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Options of an `AcceleratedBlock`.
struct AccelerationOptions {
  /// Directions kept in the first cycle; doubled whenever a cycle gains too little.
  Index first_cycle = 40;
  Index longest_cycle = 320;
  /// The most memory for directions, in bytes; shortens the cycles of large components.
  double memory_limit = 1e9;
  /// Passes over the matrix after which it gives up.
  Index most_passes = 1000;
};

/// A component solved by restarted GMRES (Saad and Schultz 1986), preconditioned from the
/// right with one Gauss-Seidel sweep. As A = L + U, A L⁻¹ = I + U L⁻¹: a step costs no
/// more than a sweep.
///
/// What is made small is the residual by row, each relative to |A||x| + |b|: the
/// componentwise backward error ω, which no unit spoils. The same question has the same
/// bits. Decision 9 tells what it was chosen from.
class LICHEN_API AcceleratedBlock {
 public:
  AcceleratedBlock(const OrderedMatrix& m, Index block, AccelerationOptions options = {});

  [[nodiscard]] Index size() const { return plain_.split.size(); }

  /// Solves A x = b in place until ω is at most `goal`.
  /// @returns the passes over the matrix, or -1 where it did not converge (ω above the
  ///          goal and above 1e-10; `x` is not changed then).
  [[nodiscard]] Index solve(std::span<double> x, double goal = 1e-13) const;
  /// The same for Aᵀ x = b.
  [[nodiscard]] Index solve_transposed(std::span<double> x, double goal = 1e-13) const;

 private:
  struct Side {
    SweepSplit split;
    Vector row_weight;  ///< for the first cycle, before x tells sizes
  };
  struct State;
  [[nodiscard]] Index iterate(const Side& side, std::span<double> x, double goal) const;
  static void run_cycle(const SweepSplit& split, State& state, Index length, double goal);
  [[nodiscard]] static bool extend(const SweepSplit& split, State& state, Vector& h);
  [[nodiscard]] Index longest_cycle() const;

  AccelerationOptions options_;
  Side plain_, transposed_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/accelerated_block.ipp"
#endif
