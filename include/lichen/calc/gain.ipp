#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>

#include "lichen/calc/gain.hpp"
#include "lichen/linalg/block.hpp"
#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/sweeps.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline constexpr Index most_solved_for_gain = 512;
inline constexpr int most_gain_passes = 400;
/// What a ratio must be above 1 by: rounding of sums of ten million terms is less.
inline constexpr double certain_gain = 1. + 1e-9;

/// True where outputs are positive and inputs negative.
[[nodiscard]] inline bool has_only_plain_exchanges(const OrderedMatrix& m, Index block) {
  bool plain = true;
  for_each_in_block(m, block, [&](Index row, Index column, double value) {
    plain = plain && (row == column ? value > 0. : value <= 0.);
  });
  return plain;
}

[[nodiscard]] inline bool uses_more_than_it_makes(const OrderedMatrix& m, Index block) {
  const DenseLu lu(m.block_size(block), dense_block(m, block));
  if (lu.singular()) return false;  // uses all: another defect
  Vector y(at(lu.size()), 1.);
  lu.solve(y);
  return std::any_of(y.begin(), y.end(), [](double amount) { return amount < 0.; });
}

/// True where sweeps prove that a component makes more than it uses: v > 0 with Aᵀ v > 0.
[[nodiscard]] inline bool makes_more_than_it_uses(
    const std::shared_ptr<const OrderedMatrix>& m, Index block) {
  const Sweeps sweeps(m);
  Lanes lanes(1);
  LaneVector t(at(m->size()), 1.);
  return sweeps.bound(block, Equation::transposed, t.data(), lanes) == 0;
}

/// A component A = D - N, N ≥ 0, that is swept for x with N x ≥ D x and y with Nᵀ y ≥ D
/// y. Where its gain is above 1 sweeps on A x = 0 grow (Varga 1962, regular splittings),
/// and tend to such vectors. D is taken a millionth too large, so that they are found
/// with room to spare.
class LoopGain {
 public:
  LoopGain(const OrderedMatrix& m, Index block)
      : m_(m),
        first_(m.block_start[at(block)]),
        size_(m.block_size(block)),
        x_(at(size_)),
        y_(at(size_)),
        waiting_(at(size_), 1.) {
    for (std::size_t i = 0; i < x_.size(); ++i) x_[i] = y_[i] = 1. / diagonal(i);
  }

  /// One sweep of both vectors, suppliers first for y, users first for x.
  void sweep() {
    for (Index j = 0; j < size_; ++j) {
      double sum = 0.;
      for_each_input(j, [&](Index i, double amount) { sum += amount * y_[at(i)]; });
      y_[at(j)] = sum / (raised * diagonal(at(j)));
    }
    for (Index j = size_ - 1; j >= 0; --j) {
      const double x = waiting_[at(j)] / (raised * diagonal(at(j)));
      x_[at(j)] = x;
      waiting_[at(j)] = 0.;
      for_each_input(j, [&](Index i, double amount) { waiting_[at(i)] += amount * x; });
    }
    scale(y_, y_);
    scale(x_, waiting_);
  }

  /// The members that have at least a hundredth of the largest part in the gain, whatever
  /// the units, numbered from 0.
  [[nodiscard]] std::vector<char> participants() const {
    Vector part(x_.size());
    for (std::size_t i = 0; i < part.size(); ++i) part[i] = x_[i] * y_[i] * diagonal(i);
    const double least = 0.01 * *std::max_element(part.begin(), part.end());
    std::vector<char> chosen(part.size());
    for (std::size_t i = 0; i < part.size(); ++i) chosen[i] = part[i] >= least ? 1 : 0;
    return chosen;
  }

  /// True where some members prove a gain above 1 by themselves: Nᵀ z > D z for a z ≥ 0
  /// that is theirs (Collatz 1942, Wielandt 1950), in so many steps of the power method
  /// from y. The steps are half as long as they could be, so that rings do not turn.
  [[nodiscard]] bool proves_gain(const std::vector<char>& members, int steps) const {
    Vector z(y_);
    for (std::size_t i = 0; i < z.size(); ++i) z[i] *= members[i];
    Vector next = z;
    for (int step = 0; step < steps; ++step) {
      bool all = true;
      for (Index j = 0; j < size_; ++j) {
        if (members[at(j)] == 0) continue;
        double used = 0.;
        for_each_input(j, [&](Index i, double amount) { used += amount * z[at(i)]; });
        all = all && used > certain_gain * diagonal(at(j)) * z[at(j)];
        next[at(j)] = 0.5 * (z[at(j)] + used / diagonal(at(j)));
      }
      if (all) return true;
      z = next;
    }
    return false;
  }

 private:
  static constexpr double raised = 1. + 0x1p-20;

  [[nodiscard]] double diagonal(std::size_t i) const {
    return m_.diagonal[at(first_) + i];
  }
  template <class Visit>
  void for_each_input(Index column, Visit visit) const {
    const std::size_t p = at(first_ + column);
    for (Index k = m_.inner.start[p]; k < m_.inner.start[p + 1]; ++k) {
      visit(m_.inner.row[at(k)] - first_, -m_.inner.value[at(k)]);
    }
  }

  /// Keeps numbers within their range; `also` is of the same scale.
  void scale(Vector& z, Vector& also) const {
    double largest = 0.;
    for (std::size_t i = 0; i < z.size(); ++i) {
      largest = std::max(largest, z[i] * diagonal(i));
    }
    if (!(largest > 0.) || !std::isfinite(largest)) return;
    const double factor = std::ldexp(1., -std::ilogb(largest));
    for (double& value : z) value *= factor;
    if (&also == &z) return;
    for (double& value : also) value *= factor;
  }

  const OrderedMatrix& m_;
  Index first_, size_;
  Vector x_, y_;
  Vector waiting_;  ///< N x of what was swept last
};

/// The members of a large component that are proved to use more than they make; empty
/// where that is not proved.
[[nodiscard]] inline std::vector<Index> proved_users(const OrderedMatrix& m,
                                                     Index block) {
  LoopGain gain(m, block);
  for (int pass = 1; pass <= most_gain_passes; ++pass) {
    gain.sweep();
    if (pass % 5 != 0) continue;
    std::vector<char> chosen = gain.participants();
    const auto few = std::count(chosen.begin(), chosen.end(), 1);
    if (!gain.proves_gain(chosen, few < m.block_size(block) / 4 ? 20 : 1)) {
      std::fill(chosen.begin(), chosen.end(), 1);
      if (!gain.proves_gain(chosen, 1)) continue;
    }
    std::vector<Index> found;
    const std::size_t first = at(m.block_start[at(block)]);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if (chosen[i] != 0) found.push_back(m.column_at[first + i]);
    }
    std::sort(found.begin(), found.end());
    return found;
  }
  return {};
}

}  // namespace detail

LICHEN_INLINE std::vector<std::vector<Index>> loops_above_one(const OrderedMatrix& m) {
  const std::shared_ptr<const OrderedMatrix> borrowed(std::shared_ptr<void>(), &m);
  std::vector<std::vector<Index>> loops;
  for (Index k = 0; k < m.blocks(); ++k) {
    const Index n = m.block_size(k);
    if (n == 1 || !detail::has_only_plain_exchanges(m, k)) continue;
    if (n <= detail::most_solved_for_gain) {
      if (detail::uses_more_than_it_makes(m, k)) loops.push_back(members(m, k));
    } else if (!detail::makes_more_than_it_uses(borrowed, k)) {
      std::vector<Index> users = detail::proved_users(m, k);
      if (!users.empty()) loops.push_back(std::move(users));
    }
  }
  return loops;
}

}  // namespace lichen::inline LICHEN_ABI
