#pragma once

/// @file
/// What several demands score in several categories, in one block of solutions.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lichen/base/progress.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// Which equations are solved for the scores of several demands. Both carry solutions as
/// pairs of doubles, so that they give the same scores but for their errors.
enum class DemandWay : std::uint8_t {
  prices,   ///< Aᵀ λ = Bᵀ c, once for each category; h = λᵀ f
  scalings  ///< A s = f, once for each demand; h = (Bᵀ c)ᵀ s
};

/// A way and why it was chosen, as a sentence for reports.
struct DemandWayChoice {
  DemandWay way = DemandWay::prices;
  std::string reason;
};

/// The cheaper way for some demands and categories, by the time of passes over A and of
/// products over its activities, as measured (decision 11); prices on equal terms.
[[nodiscard]] LICHEN_API DemandWayChoice choose_demand_way(std::size_t demands,
                                                           Index categories);

/// What is wanted of several demands.
struct DemandOptions {
  /// g = B s of each demand: a number for each flow and demand is kept.
  bool inventories = false;
  /// s of each demand: a number for each activity and demand is kept.
  bool scalings = false;
  /// Threads that work; 0: one per processor. No number depends on it.
  int threads = 0;
  /// Called by the calling thread; what it throws ends the work and reaches the caller.
  Progress progress;
  /// Instead of the cheaper one.
  std::optional<DemandWay> way;
};

/// The scores of several demands.
struct DemandScores {
  Index categories = 0;
  DemandWay way = DemandWay::prices;
  std::string reason;   ///< why this way, in a sentence
  Index solutions = 0;  ///< right-hand sides that were solved for
  /// ω of the solutions, the largest (prices: at most the tolerance).
  double backward_error = 0.;
  std::vector<std::string> notes;  ///< fall-backs taken, each in a sentence
  /// Of each demand: why it has no answer; empty where it has one.
  std::vector<std::string> failures;
  /// By demand, then category; not a number where there is no answer.
  std::vector<Score> scores;
  std::vector<Vector> inventories;  ///< one per demand, where they are wanted
  std::vector<Vector> scalings;     ///< one per demand, where they are wanted

  [[nodiscard]] const Score& score(std::size_t demand, Index category) const {
    return scores[demand * static_cast<std::size_t>(categories) +
                  static_cast<std::size_t>(category)];
  }
};

/// Scores every demand in every row of C (categories × flows). A demand whose solution
/// stays above the tolerance says so in `failures`, where its own solution is needed.
/// @throws ShapeError        where sizes do not fit, an entry of B or C is not finite, a
///                           product does not exist, or an amount is not finite.
/// @throws ConvergenceError  where prices stay above the tolerance and were asked for by
///                           name; else each demand is solved instead.
[[nodiscard]] LICHEN_API DemandScores
score_demands(const Technosphere& technosphere, const SparseRef& b, const SparseRef& c,
              std::span<const std::vector<ProductAmount>> demands,
              const DemandOptions& options = {});

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/demand_scores.ipp"
#endif
