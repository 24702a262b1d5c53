#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "lichen/base/interruption.hpp"
#include "lichen/linalg/accelerated_block.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/hessenberg.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// ω of a solution that refinement can still make right.
inline constexpr double useful_backward_error = 1e-10;
/// A cycle ends early at this part of its first residual: weights are out of date then.
inline constexpr double enough_in_a_cycle = 1e-8;
/// Cycles of the longest kind without gain before it gives up.
inline constexpr int patience = 3;

[[nodiscard]] inline double length(const Vector& x) {
  return std::sqrt(dot(x.data(), x.data(), static_cast<Index>(x.size())));
}

}  // namespace detail

/// Everything that changes on the way of one right-hand side.
struct AcceleratedBlock::State {
  explicit State(Vector right)
      : b(std::move(right)),
        x(b.size(), 0.),
        residual(b.size()),
        magnitude(b.size()),
        weight(b.size()),
        direction(b.size()) {}

  /// Weights of ω; where nothing has arrived yet, by the equilibrated row.
  void weigh(const Vector& row_weight, bool first) {
    double largest = 0.;
    for (std::size_t i = 0; i < x.size(); ++i) {
      largest = std::max(largest, magnitude[i] * row_weight[i]);
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
      const bool unknown = first || magnitude[i] < std::numeric_limits<double>::min();
      weight[i] = unknown ? row_weight[i] / largest : 1. / magnitude[i];
    }
  }

  Vector b, x, residual, magnitude, weight;
  Vector direction;           ///< workspace
  std::vector<Vector> basis;  ///< orthonormal, of weighted residuals
  Index passes = 0;
};

LICHEN_INLINE AcceleratedBlock::AcceleratedBlock(const OrderedMatrix& m, Index block,
                                                 AccelerationOptions options)
    : options_(options),
      plain_{SweepSplit(m, block, SweepSplit::Side::plain), {}},
      transposed_{SweepSplit(m, block, SweepSplit::Side::transposed), {}} {
  for (Side* side : {&plain_, &transposed_}) {
    side->row_weight = side->split.equilibrating_rows();
  }
}

LICHEN_INLINE Index AcceleratedBlock::longest_cycle() const {
  const double vectors = options_.memory_limit / (8. * static_cast<double>(size())) - 8.;
  const auto fitting = static_cast<Index>(std::clamp(vectors, 4., 1e6));
  return std::min({options_.longest_cycle, fitting, size()});
}

/// The next direction, W A L⁻¹ W⁻¹ of the last, made orthogonal to those before.
LICHEN_INLINE bool AcceleratedBlock::extend(const SweepSplit& split, State& state,
                                            Vector& h) {
  look_for_interruption();
  const std::size_t n = state.x.size();
  const std::size_t j = h.size() - 2;
  if (state.basis.size() < j + 2) state.basis.emplace_back(n);
  Vector& next = state.basis[j + 1];
  Vector& u = state.direction;
  for (std::size_t i = 0; i < n; ++i) u[i] = state.basis[j][i] / state.weight[i];
  const Vector& kept = state.basis[j];
  split.solve_lower(u.data());
  split.times_upper(u.data(), next.data());
  ++state.passes;
  for (std::size_t i = 0; i < n; ++i) next[i] = next[i] * state.weight[i] + kept[i];
  const double before = detail::length(next);
  for (std::size_t k = 0; k <= j; ++k) {
    h[k] =
        detail::dot(state.basis[k].data(), next.data(), static_cast<Index>(next.size()));
    detail::subtract(next.data(), h[k], state.basis[k].data(),
                     static_cast<Index>(next.size()));
  }
  h[j + 1] = detail::length(next);
  if (!std::isfinite(h[j + 1])) return false;
  const bool grows = h[j + 1] > 1e-14 * before;
  if (grows) {
    for (double& value : next) value /= h[j + 1];
  }
  return grows;
}

LICHEN_INLINE void AcceleratedBlock::run_cycle(const SweepSplit& split, State& state,
                                               Index length, double goal) {
  const std::size_t n = state.x.size();
  if (state.basis.empty()) state.basis.emplace_back(n);
  for (std::size_t i = 0; i < n; ++i) {
    state.basis[0][i] = state.residual[i] * state.weight[i];
  }
  const double beta = detail::length(state.basis[0]);
  for (double& value : state.basis[0]) value /= beta;
  detail::HessenbergLeastSquares problem(beta);
  const double enough = std::max(0.5 * goal, detail::enough_in_a_cycle * beta);
  for (Index j = 0; j < length && problem.residual() > enough; ++j) {
    Vector h(detail::at(j) + 2);
    const bool grows = extend(split, state, h);
    if (!std::isfinite(h.back()) || !problem.add(std::move(h)) || !grows) break;
  }
  const Vector y = problem.solution();
  Vector& u = state.direction;
  std::fill(u.begin(), u.end(), 0.);
  for (std::size_t k = 0; k < y.size(); ++k) {
    detail::subtract(u.data(), -y[k], state.basis[k].data(), static_cast<Index>(n));
  }
  for (std::size_t i = 0; i < n; ++i) u[i] /= state.weight[i];
  split.solve_lower(u.data());
  for (std::size_t i = 0; i < n; ++i) state.x[i] += u[i];
}

LICHEN_INLINE Index AcceleratedBlock::iterate(const Side& side, std::span<double> x,
                                              double goal) const {
  if (std::all_of(x.begin(), x.end(), [](double value) { return value == 0.; })) return 0;
  const SweepSplit& split = side.split;
  State state(split.load(x));
  // Two sweeps give the sizes of things; more would carry a divergent loop away.
  for (; state.passes < 2; ++state.passes) split.sweep(state.b.data(), state.x.data());
  Index length = std::min(options_.first_cycle, longest_cycle());
  double best = std::numeric_limits<double>::infinity();
  int stalled = 0;
  for (bool first = true;; first = false) {
    const double error = split.residual(state.b.data(), state.x.data(),
                                        state.residual.data(), state.magnitude.data());
    ++state.passes;
    if (!std::isfinite(error)) return -1;
    const bool gained = error < 0.5 * best;
    best = std::min(best, error);
    if (!gained && length == longest_cycle()) ++stalled;
    if (!gained) length = std::min(2 * length, longest_cycle());
    const bool over = error <= goal || stalled >= detail::patience ||
                      state.passes >= options_.most_passes;
    if (over && error > std::max(goal, detail::useful_backward_error)) return -1;
    if (over || (!gained && error < 1e-12)) break;  // rounding, not the iteration
    state.weigh(side.row_weight, first);
    run_cycle(split, state, length, goal);
  }
  split.store(state.x, x);
  return state.passes;
}

LICHEN_INLINE Index AcceleratedBlock::solve(std::span<double> x, double goal) const {
  return iterate(plain_, x, goal);
}

LICHEN_INLINE Index AcceleratedBlock::solve_transposed(std::span<double> x,
                                                       double goal) const {
  return iterate(transposed_, x, goal);
}

}  // namespace lichen::inline LICHEN_ABI
