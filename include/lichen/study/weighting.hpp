#pragma once

/// @file
/// Normalisation and weighting: h / R, then times a weight; the single score is their
/// sum.

#include <optional>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/index.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI {

/// What a set makes of the score of one category.
struct WeighedCategory {
  std::optional<double> normalised;    ///< h / R; absent where R is missing, 0 or below
  std::optional<double> weighted;      ///< h / R × weight as a fraction
  std::optional<double> weighted_raw;  ///< h × weight, where the set has no R at all
};

/// What a set makes of a profile.
struct WeighedProfile {
  std::vector<WeighedCategory> categories;
  /// Σ weighted, where the set has weights and every category that it weights was scored.
  std::optional<double> single_score;
  std::optional<ScoreError> single_score_error;
  Findings findings;
};

/// Applies a set to the scores of some categories of its method. A category whose R is
/// missing, 0 or negative takes no part, which is a finding where it has a weight and a
/// score. Weights without any R in the set weigh the scores themselves (`weighted_raw`).
/// @throws ShapeError  where there is not one score per category.
[[nodiscard]] LICHEN_API WeighedProfile
weigh(const Database& methods, const NwSet& set,
      const std::vector<CategoryIndex>& categories, const std::vector<Score>& scores);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/weighting.ipp"
#endif
