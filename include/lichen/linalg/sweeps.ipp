#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "lichen/base/interruption.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/run_kernels.hpp"
#include "lichen/linalg/sweeps.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline constexpr int most_sweeps = 800;     // 0.95^800 = 2e-18
inline constexpr int first_measure = 5;     // the sweep after which sizes are known
inline constexpr double swept_out = 1e-13;  // a change that rounding alone can make

/// Entries within blocks, by row.
inline PackedColumns by_row(const PackedColumns& columns) {
  const auto n = static_cast<Index>(columns.start.size()) - 1;
  PackedColumns rows;
  rows.start.assign(at(n) + 1, 0);
  for (const Index i : columns.row) ++rows.start[at(i) + 1];
  for (std::size_t i = 1; i < rows.start.size(); ++i) rows.start[i] += rows.start[i - 1];
  rows.row.resize(columns.row.size());
  rows.value.resize(columns.value.size());
  LargeArray<Index> next = rows.start;
  for (Index j = 0; j < n; ++j) {
    for (Index k = columns.start[at(j)]; k < columns.start[at(j) + 1]; ++k) {
      const auto place = at(next[at(columns.row[at(k)])]++);
      rows.row[place] = j;
      rows.value[place] = columns.value[at(k)];
    }
  }
  return rows;
}

/// How the lanes of one group fare, sweep by sweep.
class LaneProgress {
 public:
  LaneProgress(Lanes& lanes, const double* right, Index rows) : lanes_(lanes) {
    for (Index l = 0; l < lanes.width; ++l) {
      for (Index i = 0; i < rows && active_[at(l)] == 0.; ++i) {
        if (right[std::ptrdiff_t{i} * lanes.width + l] != 0.) active_[at(l)] = 1.;
      }
      if (active_[at(l)] != 0.) ++left_;
    }
    best_.fill(std::numeric_limits<double>::infinity());
  }

  [[nodiscard]] bool done() const { return left_ == 0; }
  [[nodiscard]] unsigned failed() const { return failed_; }
  [[nodiscard]] const double* active() const { return active_.data(); }
  [[nodiscard]] double* worst() { return worst_.data(); }

  /// What the next sweep has to do.
  [[nodiscard]] SweepPart next() {
    ++count_;
    if (lanes_.sized) return part();
    if (count_ == 2 * measured_at_) measured_at_ = count_;  // values may still grow
    if (count_ < first_measure) return SweepPart::none;
    if (count_ != measured_at_) return part();
    best_.fill(std::numeric_limits<double>::infinity());
    stalled_.fill(0);
    due_.fill(count_ + 1);
    return SweepPart::sizes;
  }

  /// Takes note of what a sweep with a test has found.
  void judge() {
    for (Index l = 0; l < lanes_.width; ++l) {
      if (active_[at(l)] != 0. && due_[at(l)] <= count_) judge(at(l));
    }
  }

 private:
  /// A test costs a quarter of a sweep: where the last two foretell how many sweeps are
  /// still to come, the next one is made after three quarters of them.
  [[nodiscard]] SweepPart part() const {
    for (Index l = 0; l < lanes_.width; ++l) {
      if (active_[at(l)] != 0. && due_[at(l)] <= count_) return SweepPart::test;
    }
    return SweepPart::none;
  }

  void judge(std::size_t l) {
    const double change = worst_[l];
    if (change <= lanes_.tolerance) return finish(l, true);
    ++stalled_[l];
    due_[l] = count_ + 1;
    if (change < 0.9 * best_[l]) {
      due_[l] += foreseen(change, change / best_[l]) * 3 / 4;
      best_[l] = change;
      stalled_[l] = 0;
    }
    if (stalled_[l] >= 6 && best_[l] < swept_out) return finish(l, true);
    if (stalled_[l] >= 30) return finish(l, false);
    if (count_ >= most_sweeps) return finish(l, best_[l] < swept_out);
  }

  /// Sweeps to come where each leaves this rate of a change, few at most; without a
  /// logarithm, whose bits depend on the machine.
  [[nodiscard]] int foreseen(double change, double rate) const {
    int sweeps = 0;
    for (; sweeps < 12 && change > lanes_.tolerance; ++sweeps) change *= rate;
    return sweeps < 2 ? 0 : sweeps - 1;
  }

  void finish(std::size_t l, bool converged) {
    active_[l] = 0.;
    --left_;
    lanes_.sweeps[l] = std::max(lanes_.sweeps[l], static_cast<Index>(count_));
    if (!converged) failed_ |= 1U << l;
  }

  Lanes& lanes_;
  std::array<double, most_lanes> active_{}, worst_{}, best_{};
  std::array<int, most_lanes> stalled_{};
  std::array<int, most_lanes> due_{};  ///< the sweep of the next test
  unsigned failed_ = 0;
  int left_ = 0;
  int count_ = 0;
  int measured_at_ = first_measure;
};

/// Lanes of some rows that hold a number that is not finite.
inline unsigned not_finite(const double* x, Index rows, Index width) {
  unsigned found = 0;
  with_width(width, [&](auto w) {
    double poison[w()] = {};
    for (std::ptrdiff_t i = 0; i < std::ptrdiff_t{rows} * w(); i += w()) {
      for (int l = 0; l < w(); ++l) poison[l] += x[i + l] - x[i + l];
    }
    for (int l = 0; l < w(); ++l) found |= std::isfinite(poison[l]) ? 0U : 1U << l;
  });
  return found;
}

}  // namespace detail

LICHEN_INLINE Sweeps::Sweeps(std::shared_ptr<const OrderedMatrix> m) : m_(std::move(m)) {
  inverse_diagonal_.reserve(m_->diagonal.size());
  for (const double d : m_->diagonal) inverse_diagonal_.push_back(1. / d);
}

LICHEN_INLINE const PackedColumns& Sweeps::entries(Equation equation) const {
  if (equation == Equation::transposed) return m_->inner;
  std::call_once(rows_made_, [this] { rows_ = detail::by_row(m_->inner); });
  return rows_;
}

LICHEN_INLINE unsigned Sweeps::solve(Index block, Equation equation, double* x,
                                     Lanes& lanes) const {
  const Index first = m_->block_start[detail::at(block)];
  const Index n = m_->block_size(block);
  const std::ptrdiff_t begin = std::ptrdiff_t{first} * lanes.width;
  const std::ptrdiff_t count = std::ptrdiff_t{n} * lanes.width;
  lanes.right.resize(detail::at(m_->size()) * detail::at(lanes.width));
  lanes.inverse_size.resize(lanes.right.size());
  std::copy_n(x + begin, count, lanes.right.begin() + begin);
  std::fill_n(x + begin, count, 0.);

  detail::LaneProgress progress(lanes, lanes.right.data() + begin, n);
  const detail::Sweep sweep{&entries(equation),
                            inverse_diagonal_.data(),
                            first,
                            first + n,
                            equation == Equation::transposed,
                            lanes.right.data(),
                            x,
                            lanes.inverse_size.data(),
                            progress.active(),
                            progress.worst()};
  while (!progress.done()) {
    look_for_interruption();
    const detail::SweepPart part = progress.next();
    detail::run_sweep(lanes.width, part, sweep);
    if (part == detail::SweepPart::test) progress.judge();
  }
  return progress.failed() | detail::not_finite(x + begin, n, lanes.width);
}

// Sweeps on A x = 0 from a start of mixed signs: what is left shrinks by the contraction.
// A measurement that is too good is found out by the sweeps themselves, one that is too
// bad costs only time.
LICHEN_INLINE double Sweeps::contraction(Index block, Lanes& work) const {
  const Index first = m_->block_start[detail::at(block)];
  const Index last = m_->block_start[detail::at(block) + 1];
  work.right.resize(detail::at(m_->size()));
  work.inverse_size.resize(detail::at(m_->size()));
  LaneVector& x = work.inverse_size;  // free for this use
  std::uint32_t state = 12345;
  for (Index i = first; i < last; ++i) {
    state =
        state * 1664525u + 1013904223u;  // Numerical Recipes' generator: a fixed start
    x[detail::at(i)] = (state >> 31) != 0u ? 1. : -1.;
    work.right[detail::at(i)] = 0.;
  }
  const double active = 1.;
  double worst = 0.;
  const detail::Sweep sweep{&m_->inner, inverse_diagonal_.data(),
                            first,      last,
                            true,       work.right.data(),
                            x.data(),   nullptr,
                            &active,    &worst};
  double before = 1.;
  double rate = 0.;
  for (int count = 1; count <= 8; ++count) {
    look_for_interruption();
    detail::run_sweep(1, detail::SweepPart::none, sweep);
    double after = 0.;
    for (Index i = first; i < last; ++i) {
      const double size = std::abs(x[detail::at(i)]);
      if (!(size <= after)) after = size;
    }
    if (!std::isfinite(after)) return std::numeric_limits<double>::infinity();
    if (after == 0.) return 0.;
    if (count > 5) rate = std::max(rate, after / before);
    before = after;
    if (count >= 5 && after < 1e-250) break;
  }
  return rate;
}

namespace detail {

/// v = 5 κ |like| with the largest κ that keeps κ |d| |like| below t: near to what v
/// grows to where t is a part of |d| |like| or more, as the residual of `like` leaves it.
inline void start_like(const LaneBound& pass, const double* like, Index width) {
  std::array<double, most_lanes> kappa{};
  kappa.fill(std::numeric_limits<double>::infinity());
  for (std::ptrdiff_t i = pass.first; i < pass.last; ++i) {
    const double own = std::abs(pass.diagonal[i]);
    for (std::ptrdiff_t l = 0; l < width; ++l) {
      const double size = own * std::abs(like[i * width + l]);
      const double most = pass.t[i * width + l];
      double& least = kappa[static_cast<std::size_t>(l)];
      if (most < least * size) least = most / size;
    }
  }
  for (double& factor : kappa) factor = std::isfinite(factor) ? 5. * factor : 0.;
  for (std::ptrdiff_t i = pass.first; i < pass.last; ++i) {
    for (std::ptrdiff_t l = 0; l < width; ++l) {
      pass.v[i * width + l] =
          kappa[static_cast<std::size_t>(l)] * std::abs(like[i * width + l]);
    }
  }
}

/// How still v is to stand before it is tested, and by how much it may then have to be
/// raised: where loops let it grow slowly, a looser bound comes much sooner.
struct BoundStage {
  double still;
  double most;
};
inline constexpr BoundStage bound_stages[] = {
    {0.05, 2.}, {0.02, 8.}, {0.005, std::numeric_limits<double>::infinity()}};

/// Lets v grow until it changes by less than `still`, lane by lane.
/// @returns a bit for each lane where it does not come to that.
inline unsigned grow(const LaneBound& pass, double* active, Index width, double still) {
  unsigned lost = 0;
  unsigned growing = 0;
  for (unsigned l = 0; l < static_cast<unsigned>(width); ++l) {
    if (active[l] != 0.) growing |= 1U << l;
  }
  for (int sweeps = 0; growing != 0; ++sweeps) {
    look_for_interruption();
    run_growth(width, pass);
    for (unsigned l = 0; l < static_cast<unsigned>(width); ++l) {
      if ((growing >> l & 1U) == 0) continue;
      const bool done = pass.result[l] < still;
      if (!done && sweeps < most_sweeps && pass.result[l] <= 2.) continue;
      if (!done) lost |= 1U << l;
      growing &= ~(1U << l);
      active[l] = 0.;
    }
  }
  return lost;
}

}  // namespace detail

// A test tells in one pass whether v has grown enough, mostly long before it stands
// still.
LICHEN_INLINE unsigned Sweeps::bound(Index block, Equation equation, double* t,
                                     Lanes& lanes, const LikelyBound& like) const {
  const Index first = m_->block_start[detail::at(block)];
  const Index last = m_->block_start[detail::at(block) + 1];
  const auto width = static_cast<unsigned>(lanes.width);
  const std::ptrdiff_t begin = std::ptrdiff_t{first} * lanes.width;
  const std::ptrdiff_t count = std::ptrdiff_t{last - first} * lanes.width;
  lanes.right.resize(detail::at(m_->size()) * width);
  std::copy_n(t + begin, count, lanes.right.begin() + begin);
  std::fill_n(t + begin, count, 0.);

  std::array<double, most_lanes> active{};
  std::array<double, most_lanes> result{};
  const detail::LaneBound pass{&entries(equation),
                               m_->diagonal.data(),
                               first,
                               last,
                               equation == Equation::transposed,
                               lanes.right.data(),
                               t,
                               active.data(),
                               result.data()};
  if (like.to_scale) {
    std::transform(like.values.begin() + begin, like.values.begin() + begin + count,
                   t + begin, [](double value) { return std::abs(value); });
  } else if (!like.values.empty()) {
    detail::start_like(pass, like.values.data(), lanes.width);
  }
  std::array<double, most_lanes> raise{};
  unsigned open = (1U << width) - 1U;
  unsigned failed = 0;
  for (const auto& [still, most] : detail::bound_stages) {
    for (unsigned l = 0; l < width; ++l) active[l] = (open >> l & 1U) != 0 ? 1. : 0.;
    failed |= detail::grow(pass, active.data(), lanes.width, still);
    detail::run_bound_test(lanes.width, pass);
    for (unsigned l = 0; l < width; ++l) {
      if ((open >> l & 1U) == 0) continue;
      raise[l] = result[l];
      if (result[l] <= most || (failed >> l & 1U) != 0) open &= ~(1U << l);
    }
    if (open == 0) break;
  }
  for (unsigned l = 0; l < width; ++l) {
    if (!(raise[l] < HUGE_VAL)) failed |= 1U << l;
  }
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    t[begin + i] *= raise[static_cast<std::size_t>(i % lanes.width)];
  }
  return failed;
}

}  // namespace lichen::inline LICHEN_ABI
