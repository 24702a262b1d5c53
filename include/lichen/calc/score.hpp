#pragma once

/// @file
/// Scores with a computed error: h = c · B A⁻¹ f (design: the adjoint as a measure).

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// How far a score can be from the exact one of the same matrices.
struct ScoreError {
  double estimate = 0.;         ///< meant to be within a factor 10 of the true error
  std::optional<double> bound;  ///< rigorous; absent where it cannot be proved

  /// What is printed as ±: the bound where it exists, else ten times the estimate.
  [[nodiscard]] double printed() const { return bound ? *bound : 10. * estimate; }
};

/// A score and its error, theory (3.5).
struct Score {
  double value = 0.;
  ScoreError error;
};

/// A demand answered: which activities run, what they exchange with nature, what it
/// scores.
struct Assessment {
  Solution scaling;              ///< s
  Vector inventory;              ///< g = B s, one entry per row of B
  std::vector<Score> scores;     ///< h = C g, one per row of C
  std::vector<Vector> adjoints;  ///< λ of Aᵀ λ = Bᵀ c, one per row of C
  /// Bᵀ c, the direct score of one unit of each activity, one per row of C.
  std::vector<Vector> burdens;
};

/// Answers one demand for all rows of C (categories × flows).
/// @throws ShapeError        where sizes do not fit.
/// @throws ConvergenceError  where a solution stays above the tolerance.
[[nodiscard]] LICHEN_API Assessment assess(const Technosphere& technosphere,
                                           const SparseRef& b, const SparseRef& c,
                                           VectorView f);

/// The parts of a score that the activities cause themselves, p_j s_j; they sum to it.
/// @pre `category` is a row of C.
[[nodiscard]] LICHEN_API Vector contributions_by_activity(const Assessment& assessment,
                                                          Index category);
/// The parts of a score that single flows cause, c_k g_k; they sum to it.
/// @throws ShapeError  where C does not have one column per flow.
[[nodiscard]] LICHEN_API Vector contributions_by_flow(const Assessment& assessment,
                                                      const SparseRef& c, Index category);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/prepared_scores.hpp"  // assess answers by prices; with score.ipp
#endif
