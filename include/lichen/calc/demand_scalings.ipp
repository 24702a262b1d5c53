#pragma once

// A s = f for several demands side by side: scalings as pairs, and what they lead to.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/demand_scores.hpp"
#include "lichen/calc/lane_burdens.ipp"
#include "lichen/calc/prepared_scores.ipp"
#include "lichen/calc/score_error.ipp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/refinement.hpp"
#include "lichen/linalg/run_kernels.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Memory of one group of demands, used again by the next one.
struct DemandLanes {
  LaneVector high, low;  ///< f
  Lanes lanes{1};
  RefinedLanes s;
  LaneVector bound;       ///< of |s - s̃|
  LaneVector flows;       ///< g
  unsigned unproved = 0;  ///< a bit for each lane without bound
};

/// A score in the making.
struct ScoreSum {
  DoubleDouble value;
  double magnitude = 0.;  ///< Σ |B|ᵀ|c| |s|
  double estimate = 0.;   ///< Σ p e
  double bound = 0.;      ///< Σ |p| |s - s̃|
};

/// Solves groups of up to eight demands and writes their answers.
class DemandScalings {
 public:
  /// Scores where `result.way` asks for them.
  DemandScalings(const Technosphere& technosphere, const SparseRef& b, const SparseRef& c,
                 std::span<const std::vector<ProductAmount>> demands,
                 const DemandOptions& options, DemandScores& result)
      : technosphere_(technosphere),
        b_(b),
        demands_(demands),
        options_(options),
        result_(result),
        position_of_product_(positions(technosphere.ordered().row_at)),
        position_of_activity_(positions(technosphere.ordered().column_at)) {
    if (result.way == DemandWay::prices) return;
    for (Index first = 0; first < result.categories; first += most_lanes) {
      const Index width = lanes_for(std::min(most_lanes, result.categories - first));
      burdens_.push_back(lane_burdens(b, c, first, width, position_of_activity_));
    }
  }

  /// Solves for all demands, in groups on several threads.
  void run() {
    const std::size_t groups = (demands_.size() + at(most_lanes) - 1) / at(most_lanes);
    in_parallel(
        "demands", groups, {options_.threads, options_.progress}, [&](std::size_t k) {
          const std::size_t first = k * at(most_lanes);
          const auto memory = take();
          solve(first, std::min(at(most_lanes), demands_.size() - first), *memory);
          give_back(memory);
        });
  }

 private:
  std::shared_ptr<DemandLanes> take() {
    const std::lock_guard lock(guard_);
    if (free_.empty()) return std::make_shared<DemandLanes>();
    auto memory = std::move(free_.back());
    free_.pop_back();
    return memory;
  }
  void give_back(std::shared_ptr<DemandLanes> memory) {
    const std::lock_guard lock(guard_);
    free_.push_back(std::move(memory));
  }

  /// The demands as lanes, each product's amounts summed to twice the digits.
  void gather(std::size_t first, std::size_t count, DemandLanes& m) const {
    m.lanes.width = lanes_for(static_cast<Index>(count));
    const auto width = at(m.lanes.width);
    m.high.assign(position_of_product_.size() * width, 0.);
    m.low.assign(m.high.size(), 0.);
    for (std::size_t l = 0; l < count; ++l) {
      for (const auto& [product, amount] : demands_[first + l]) {
        const std::size_t i = at(position_of_product_[at(product)]) * width + l;
        DoubleDouble sum{m.high[i], m.low[i]};
        sum.add(amount);
        sum = sum.normalised();
        m.high[i] = sum.high;
        m.low[i] = sum.low;
      }
    }
  }

  /// A group whose solution ends in an error is solved demand by demand.
  void solve(std::size_t first, std::size_t count, DemandLanes& m) {
    gather(first, count, m);
    m.lanes.sweeps.fill(0);
    try {
      technosphere_.refinement().solve(Equation::plain, {m.high, m.low}, Digits::pairs,
                                       technosphere_.tolerance(), m.lanes, m.s);
    } catch (const ConvergenceError& error) {
      if (count > 1) {
        for (std::size_t l = 0; l < count; ++l) solve(first + l, 1, m);
      } else {
        result_.failures[first] = error.what();
      }
      return;
    }
    judge(first, count, m);
    take_notes(m);
    if (options_.scalings) keep_scalings(first, count, m);
    if (options_.inventories) {
      with_width(m.lanes.width, [&](auto w) { sum_flows<w()>(first, count, m); });
    }
    if (!burdens_.empty()) score(first, count, m);
  }

  void judge(std::size_t first, std::size_t count, const DemandLanes& m) {
    for (std::size_t l = 0; l < count; ++l) {
      try {
        technosphere_.require_accepted(m.s.backward_error[l]);
        largest(m.s.backward_error[l]);
      } catch (const ConvergenceError& error) {
        result_.failures[first + l] = error.what();
      }
    }
  }

  /// Fall-backs, each once, in an order that no thread changes.
  void take_notes(DemandLanes& m) {
    if (m.lanes.notes.empty()) return;
    const std::lock_guard lock(guard_);
    std::vector<std::string>& notes = result_.notes;
    std::move(m.lanes.notes.begin(), m.lanes.notes.end(), std::back_inserter(notes));
    m.lanes.notes.clear();
    std::sort(notes.begin(), notes.end());
    notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
  }

  void largest(double backward_error) {
    const std::lock_guard lock(guard_);
    result_.backward_error = std::max(result_.backward_error, backward_error);
  }

  void keep_scalings(std::size_t first, std::size_t count, const DemandLanes& m) const {
    const auto width = at(m.lanes.width);
    for (std::size_t l = 0; l < count; ++l) {
      Vector& s = result_.scalings[first + l];
      s.resize(position_of_activity_.size());
      for (std::size_t j = 0; j < s.size(); ++j) {
        s[j] = m.s.high[at(position_of_activity_[j]) * width + l];
      }
    }
  }

  /// g = B s, in the order of sums of `inventory`.
  template <int W>
  void sum_flows(std::size_t first, std::size_t count, DemandLanes& m) const {
    using V = Lane<W, std::min(W, native_lanes)>;
    m.flows.assign(static_cast<std::size_t>(b_.rows()) * W, 0.);
    for (Index j = 0; j < static_cast<Index>(b_.cols()); ++j) {
      const double* const from = m.s.high.data() + at(position_of_activity_[at(j)]) * W;
      if (all_zero(from, W)) continue;
      const V s = V::load(from);
      for (SparseRef::InnerIterator it(b_, j); it; ++it) {
        double* const to = m.flows.data() + it.row() * W;
        (V::load(to) + it.value() * s).store(to);
      }
    }
    for (std::size_t l = 0; l < count; ++l) {
      Vector& g = result_.inventories[first + l];
      g.resize(static_cast<std::size_t>(b_.rows()));
      for (std::size_t k = 0; k < g.size(); ++k) g[k] = m.flows[k * W + l];
    }
  }

  /// What is left of each equation, raised to a bound of |s - s̃|, and its size in s.
  void find_errors(DemandLanes& m) const {
    const double gamma = gamma_two(2. * static_cast<double>(technosphere_.size()));
    m.bound = std::move(m.s.size);
    for (std::size_t i = 0; i < m.bound.size(); ++i) {
      m.bound[i] = rounded_up(std::abs(m.s.residual[i]), 0.) + gamma * m.bound[i];
    }
    m.unproved = technosphere_.bounds().bound(Equation::plain, m.bound, m.lanes,
                                              {.values = m.s.high});
    technosphere_.refinement().correct(Equation::plain, m.s.residual, rough, m.lanes);
  }

  void score(std::size_t first, std::size_t count, DemandLanes& m) {
    find_errors(m);
    std::vector<ScoreSum> sums(at(most_lanes));
    for (std::size_t group = 0; group < burdens_.size(); ++group) {
      const Index before = static_cast<Index>(group) * most_lanes;
      const Index some = std::min(most_lanes, result_.categories - before);
      for (std::size_t l = 0; l < count; ++l) {
        if (!result_.failures[first + l].empty()) continue;
        std::fill(sums.begin(), sums.end(), ScoreSum{});
        with_width(lanes_for(some),
                   [&](auto w) { add_up<w()>(burdens_[group], l, m, sums); });
        Score* const to =
            &result_.scores[(first + l) * at(result_.categories) + at(before)];
        for (std::size_t k = 0; k < at(some); ++k) {
          to[k] = finished(sums[k], burdens_[group].terms, m.unproved >> l & 1U);
        }
      }
    }
  }

  /// Sums over the activities for the categories of a group.
  template <int W>
  void add_up(const LaneBurdens& burdens, std::size_t lane, const DemandLanes& m,
              std::vector<ScoreSum>& sums) const {
    using V = Lane<W, std::min(W, native_lanes)>;
    using Pair = LanePair<W, std::min(W, native_lanes)>;
    const double gamma = gamma_two(burdens.terms);
    Pair value;
    V size{};
    V estimate{};
    V bound{};
    for (std::size_t p = 0; p < position_of_activity_.size(); ++p) {
      const std::size_t i = p * at(m.lanes.width) + lane;
      const double s = m.s.high[i];
      if (s == 0. && m.bound[i] == 0.) continue;
      const Pair burden{V::load(burdens.high.data() + p * W),
                        V::load(burdens.low.data() + p * W)};
      const V magnitudes = V::load(burdens.magnitude.data() + p * W);
      value.template subtract_product<native_fused>(-s, burden);
      value.low += m.s.low[i] * burden.high;
      size += std::abs(s) * magnitudes;
      estimate += m.s.residual[i] * burden.high;
      bound += m.bound[i] * (magnitude(burden.high) + gamma * magnitudes);
    }
    std::array<std::array<double, W>, 5> parts;
    const V* const all[] = {&value.high, &value.low, &size, &estimate, &bound};
    for (std::size_t k = 0; k < parts.size(); ++k) all[k]->store(parts[k].data());
    for (std::size_t k = 0; k < W; ++k) {
      if (std::isfinite(parts[0][k] + parts[1][k])) continue;
      const DoubleDouble sum = added_up(burdens, k, W, lane, m);
      parts[0][k] = sum.high;
      parts[1][k] = sum.low;
    }
    for (std::size_t k = 0; k < W; ++k) {
      sums[k] = {{parts[0][k], parts[1][k]}, parts[2][k], parts[3][k], parts[4][k]};
    }
  }

  /// The same sum for one category, where halves of numbers would overflow side by side.
  [[nodiscard]] DoubleDouble added_up(const LaneBurdens& burdens, std::size_t category,
                                      std::size_t width, std::size_t lane,
                                      const DemandLanes& m) const {
    DoubleDouble sum;
    for (std::size_t p = 0; p < position_of_activity_.size(); ++p) {
      const std::size_t i = p * at(m.lanes.width) + lane;
      const std::size_t k = p * width + category;
      if (m.s.high[i] == 0.) continue;
      sum.add_product(m.s.high[i], {burdens.high[k], burdens.low[k]});
      sum.add(m.s.low[i] * burdens.high[k]);
    }
    return sum;
  }

  [[nodiscard]] Score finished(const ScoreSum& sum, double terms, bool unproved) const {
    const double roundings = 2. * static_cast<double>(technosphere_.size()) + terms;
    const double left = 1. - technosphere_.contraction() - rough;
    Score score{sum.value.rounded(), {}};
    const double rounding =
        unit_roundoff * std::abs(score.value) + gamma_two(roundings) * sum.magnitude;
    score.error.estimate = std::abs(sum.estimate) / left + rounding;
    if (!unproved) score.error.bound = rounded_up(sum.bound + rounding, roundings);
    return score;
  }

  const Technosphere& technosphere_;
  const SparseRef& b_;
  std::span<const std::vector<ProductAmount>> demands_;
  const DemandOptions& options_;
  DemandScores& result_;
  std::vector<Index> position_of_product_, position_of_activity_;
  std::vector<LaneBurdens> burdens_;  ///< of each eight categories
  std::mutex guard_;
  std::vector<std::shared_ptr<DemandLanes>> free_;
};

}  // namespace lichen::inline LICHEN_ABI::detail
