#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "lichen/base/interruption.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/reach.hpp"
#include "lichen/linalg/refinement.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/run_kernels.hpp"
#include "lichen/linalg/tidy.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline constexpr double first_accuracy = 1e-10;  // the rest is left to a correction
inline constexpr double correction_accuracy = 1e-19;
inline constexpr double pair_target = 0x1p-59;
inline constexpr Index most_refinements = 8;

[[nodiscard]] inline bool moderate(const double* values, std::size_t count) {
  int extreme = 0;
  for (std::size_t i = 0; i < count; ++i) {
    extreme |= std::abs(values[i]) < largest_moderate ? 0 : 1;
  }
  return extreme == 0;
}

/// r = b - A (x + x_low) for lanes side by side.
template <int W>
void plain_residual(const OrderedMatrix& m, LaneRight b, RefinedLanes& x, double* worst) {
  using V = Lane<W, std::min(W, native_lanes)>;
  using Pair = LanePair<W, std::min(W, native_lanes)>;
  const std::ptrdiff_t n = m.size();
  LaneVector& low = x.sums_low;  // of the sums, whose high parts grow in place
  low.assign(x.residual.size(), 0.);
  std::copy(b.high.begin(), b.high.end(), x.residual.begin());
  if (!b.low.empty()) low.assign(b.low.begin(), b.low.end());
  for (std::size_t i = 0; i < x.size.size(); ++i) x.size[i] = std::abs(b.high[i]);
  const auto subtract = [&](std::ptrdiff_t row, double value, const Pair& of) {
    double* const to = x.residual.data() + row * W;
    Pair sum{V::load(to), V::load(low.data() + row * W)};
    sum.template subtract_product<native_fused>(value, of);
    sum.high.store(to);
    sum.low.store(low.data() + row * W);
    double* const size = x.size.data() + row * W;
    (V::load(size) + std::abs(value) * magnitude(of.high)).store(size);
  };
  const double* const x_low = x.low.empty() ? nullptr : x.low.data();
  for (std::ptrdiff_t p = 0; p < n; ++p) {
    if (std::all_of(x.high.data() + p * W, x.high.data() + (p + 1) * W,
                    [](double value) { return value == 0.; })) {
      continue;
    }
    const auto column = static_cast<std::size_t>(p);
    const Pair value = pair_at<W, std::min(W, native_lanes)>(x.high.data(), x_low, p);
    for (const PackedColumns* part : {&m.outer, &m.inner}) {
      for (Index k = part->start[column]; k < part->start[column + 1]; ++k) {
        subtract(part->row[at(k)], part->value[at(k)], value);
      }
    }
    subtract(p, m.diagonal[column], value);
  }
  std::fill_n(worst, W, 0.);
  for (std::size_t i = 0; i < low.size(); ++i) {
    x.residual[i] += low[i];
    double& largest = worst[i % W];
    const double part = std::abs(x.residual[i]) / x.size[i];
    if (x.residual[i] != 0. && !(part <= largest)) largest = part;
    if (!std::isfinite(x.residual[i]) || !std::isfinite(x.size[i])) {
      largest = std::numeric_limits<double>::quiet_NaN();
    }
  }
}

/// One lane of some rows, put where `order` says, and back.
inline Vector lane_of(std::span<const double> x, Index lane, Index width,
                      const std::vector<Index>& order) {
  Vector values(order.size());
  for (std::size_t p = 0; p < values.size(); ++p) {
    values[at(order[p])] = x[p * at(width) + at(lane)];
  }
  return values;
}
inline void set_lane(LaneVector& x, Index lane, Index width,
                     const std::vector<Index>& order, VectorView values) {
  for (std::size_t p = 0; p < order.size(); ++p) {
    x[p * at(width) + at(lane)] = values[at(order[p])];
  }
}

/// x + d; a sum that cancels to the last bits is a zero that could not be seen before.
[[nodiscard]] inline double corrected(double x, double d) {
  const double sum = x + d;
  return std::abs(sum) <= 8. * unit_roundoff * std::abs(d) ? 0. : sum;
}

/// Adds corrections to solutions, to pairs where there are low parts.
inline void add_corrections(const LaneVector& d, RefinedLanes& x) {
  if (x.low.empty()) {
    for (std::size_t i = 0; i < d.size(); ++i) x.high[i] = corrected(x.high[i], d[i]);
    return;
  }
  for (std::size_t i = 0; i < d.size(); ++i) {
    DoubleDouble pair{x.high[i], x.low[i]};
    pair.add(d[i]);
    pair = pair.normalised();
    x.high[i] = pair.high;
    x.low[i] = pair.low;
  }
}

}  // namespace detail

LICHEN_INLINE const std::vector<Index>& Refinement::right_order(Equation equation) const {
  return equation == Equation::plain ? m_.row_at : m_.column_at;
}

LICHEN_INLINE const std::vector<Index>& Refinement::solution_order(
    Equation equation) const {
  return equation == Equation::plain ? m_.column_at : m_.row_at;
}

LICHEN_INLINE void Refinement::apply(Equation equation, LaneVector& x,
                                     Lanes& lanes) const {
  if (const OrderedSolver* ordered = factors_.ordered()) {
    ordered->solve_ordered(equation, x, lanes);
  } else {
    apply_by_lane(equation, x, lanes);
  }
}

// A solver that does not know the order may leave rounding where a solution is zero by
// structure.
LICHEN_INLINE void Refinement::apply_by_lane(Equation equation, LaneVector& x,
                                             Lanes& lanes) const {
  for (Index l = 0; l < lanes.width; ++l) {
    const Vector b = detail::lane_of(x, l, lanes.width, right_order(equation));
    if (detail::all_zero(b.data(), static_cast<std::ptrdiff_t>(b.size()))) continue;
    Answer answer =
        equation == Equation::plain ? factors_.solve(b) : factors_.solve_transposed(b);
    detail::keep_reached(m_, equation, b, answer.values);
    detail::set_lane(x, l, lanes.width, solution_order(equation), answer.values);
    lanes.sweeps[detail::at(l)] = std::max(lanes.sweeps[detail::at(l)], answer.sweeps);
    for (std::string& note : answer.notes) lanes.notes.push_back(std::move(note));
  }
}

LICHEN_INLINE void Refinement::correct(Equation equation, LaneVector& x, double accuracy,
                                       Lanes& lanes) const {
  lanes.sized = false;
  lanes.tolerance = accuracy;
  apply(equation, x, lanes);
}

LICHEN_INLINE void Refinement::residual(Equation equation, LaneRight b, Lanes& lanes,
                                        RefinedLanes& x) const {
  x.residual.resize(x.high.size());
  x.size.resize(x.high.size());
  if (!moderate_ || !detail::moderate(x.high.data(), x.high.size())) {
    return residual_by_lane(equation, b, lanes, x);
  }
  double* const worst = x.backward_error.data();
  if (equation == Equation::plain) {
    detail::with_width(lanes.width,
                       [&](auto w) { detail::plain_residual<w()>(m_, b, x, worst); });
    return;
  }
  detail::run_residual(
      lanes.width,
      {&m_, x.high.data(), x.low.empty() ? nullptr : x.low.data(), b.high.data(),
       b.low.empty() ? nullptr : b.low.data(), x.residual.data(), x.size.data(), worst});
}

LICHEN_INLINE void Refinement::residual_by_lane(Equation equation, LaneRight b,
                                                Lanes& lanes, RefinedLanes& x) const {
  const SparseMatrix a = unordered(m_);
  for (Index l = 0; l < lanes.width; ++l) {
    const auto lane = [&](std::span<const double> from, const std::vector<Index>& order) {
      return from.empty() ? Vector() : detail::lane_of(from, l, lanes.width, order);
    };
    const std::vector<Index>& rows = right_order(equation);
    const std::vector<Index>& columns = solution_order(equation);
    const Vector high = lane(x.high, columns);
    const Vector low = lane(x.low, columns);
    const Vector b_high = lane(b.high, rows);
    const Vector b_low = lane(b.low, rows);
    const Residual r = equation == Equation::plain
                           ? lichen::residual(a, {high, low}, {b_high, b_low})
                           : residual_transposed(a, {high, low}, {b_high, b_low});
    detail::set_lane(x.residual, l, lanes.width, rows, r.values);
    detail::set_lane(x.size, l, lanes.width, rows, r.magnitudes);
    x.backward_error[detail::at(l)] = r.backward_error();
  }
}

LICHEN_INLINE void Refinement::first(Equation equation, LaneRight b, Lanes& lanes,
                                     RefinedLanes& x) const {
  x.high.assign(b.high.begin(), b.high.end());
  lanes.sized = false;
  lanes.tolerance = detail::first_accuracy;
  apply(equation, x.high, lanes);
  residual(equation, b, lanes, x);
}

namespace detail {

/// True where a step is taken back: it made a solution worse that is not good anyway.
[[nodiscard]] inline bool worse(double before, double after, double tolerance) {
  return std::isnan(after) || (after > before && after > tolerance);
}

/// True where another step would not pay.
[[nodiscard]] inline bool enough(double before, double after, double tolerance,
                                 Digits digits, Index refinements) {
  const double target = digits == Digits::pairs ? pair_target : 2. * unit_roundoff;
  if (after <= target) return true;
  const bool slow = after > 0.5 * before;
  const bool good = digits == Digits::pairs ? slow : after <= tolerance || slow;
  return good && refinements > 1;
}

}  // namespace detail

// Each lane goes its own way: one that is done meets corrections of zero.
LICHEN_INLINE void Refinement::solve(Equation equation, LaneRight b, Digits digits,
                                     double tolerance, Lanes& lanes,
                                     RefinedLanes& x) const {
  x.low.clear();
  if (digits == Digits::pairs) x.low.assign(b.high.size(), 0.);
  x.refinements.fill(0);
  first(equation, b, lanes, x);
  unsigned open = 0;
  for (unsigned l = 0; l < static_cast<unsigned>(lanes.width); ++l) {
    if (x.backward_error[l] > 0.) open |= 1U << l;  // not where it is not a number
  }
  for (Index step = 1; step <= detail::most_refinements && open != 0; ++step) {
    open = refine(equation, b, digits, tolerance, open, lanes, x);
  }
}

// What the first step spoils hardly ever: made again rather than kept each time.
LICHEN_INLINE void Refinement::keep_first(Equation equation, LaneRight b,
                                          Lanes& lanes) const {
  RefinedLanes again;
  first(equation, b, lanes, again);
  lanes.kept_high = std::move(again.high);
  lanes.kept_low.assign(lanes.kept_high.size(), 0.);
}

LICHEN_INLINE unsigned Refinement::refine(Equation equation, LaneRight b, Digits digits,
                                          double tolerance, unsigned open, Lanes& lanes,
                                          RefinedLanes& x) const {
  const auto width = static_cast<std::size_t>(lanes.width);
  look_for_interruption();
  const auto before = x.backward_error;
  const bool is_first = x.refinements == decltype(x.refinements){};
  if (!is_first) {
    lanes.kept_high = x.high;
    lanes.kept_low = x.low;
  }
  if (open != (1U << width) - 1U) detail::keep_lanes(open, width, x.residual);
  lanes.sized = true;
  lanes.tolerance = detail::correction_accuracy;
  apply(equation, x.residual, lanes);
  detail::add_corrections(x.residual, x);
  residual(equation, b, lanes, x);

  unsigned taken_back = 0;
  for (unsigned l = 0; l < width; ++l) {
    if ((open >> l & 1U) == 0) continue;
    const double after = x.backward_error[l];
    if (detail::worse(before[l], after, tolerance)) {
      taken_back |= 1U << l;
      open &= ~(1U << l);
      continue;
    }
    ++x.refinements[l];
    if (detail::enough(before[l], after, tolerance, digits, x.refinements[l])) {
      open &= ~(1U << l);
    }
  }
  if (taken_back == 0) return open;
  if (is_first) keep_first(equation, b, lanes);
  for (std::size_t i = 0; i < x.high.size(); ++i) {
    if ((taken_back >> (i % width) & 1U) == 0) continue;
    x.high[i] = lanes.kept_high[i];
    if (!x.low.empty()) x.low[i] = lanes.kept_low[i];
  }
  residual(equation, b, lanes, x);
  return open;
}

}  // namespace lichen::inline LICHEN_ABI
