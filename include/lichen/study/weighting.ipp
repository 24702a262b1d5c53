#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "lichen/base/error.hpp"
#include "lichen/study/label.ipp"
#include "lichen/study/weighting.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// The weight of a row as a fraction; 0 where it has none.
inline double weight_of(const NwSet& set, const NwFactor& row) {
  return row.weight.value_or(0.) * (set.scale == WeightScale::percent ? 0.01 : 1.);
}

/// True for a reference value that a score can be divided by.
inline bool is_reference(const std::optional<double>& r) {
  return r && std::isfinite(*r) && *r > 0.;
}

/// The sum of errors, each times the size of its factor; rigorous where all parts are.
class ErrorSum {
 public:
  void add(double factor, const ScoreError& error) {
    const double size = std::abs(factor);
    if (size == 0.) return;
    sum_.estimate += size * error.estimate;
    bound_ += size * error.bound.value_or(0.);
    rigorous_ = rigorous_ && error.bound.has_value();
  }
  [[nodiscard]] ScoreError total() const {
    ScoreError total = sum_;
    if (rigorous_) total.bound = bound_ * (1. + 1e-12);  // the sum itself is rounded
    return total;
  }

 private:
  ScoreError sum_;
  double bound_ = 0.;
  bool rigorous_ = true;
};

inline Finding weighting_finding(const Database& methods, const NwSet& set,
                                 const Category& category, std::string kind,
                                 std::string message, std::string action) {
  Finding finding;
  finding.kind = std::move(kind);
  finding.file = name_text(methods, category.file);
  finding.data_set = full_label(methods, set);
  finding.field = name_text(methods, category.name);
  finding.message = std::move(message);
  finding.action = std::move(action);
  return finding;
}

inline Finding unusable_reference(const Database& methods, const NwSet& set,
                                  const Category& category, const NwFactor& row) {
  const std::string r = row.normalisation ? "is " + amount_text(*row.normalisation)
                                          : std::string("is missing");
  return weighting_finding(
      methods, set, category, "unusable_normalisation",
      "the reference value " + r + ", although the category has a weight",
      "the category is left out of the single score");
}

/// What a set makes of one score.
inline WeighedCategory weigh_one(const NwSet& set, const NwFactor& row, double score,
                                 bool set_normalises) {
  WeighedCategory weighed;
  if (!set_normalises) {
    if (row.weight) weighed.weighted_raw = score * weight_of(set, row);
    return weighed;
  }
  if (!is_reference(row.normalisation)) return weighed;
  weighed.normalised = score / *row.normalisation;
  if (row.weight) weighed.weighted = *weighed.normalised * weight_of(set, row);
  return weighed;
}

/// A finding for every category with a weight that was not scored.
inline Findings unscored(const Database& methods, const NwSet& set,
                         const std::vector<CategoryIndex>& categories) {
  Findings findings;
  for (const NwFactor& row : set.factors) {
    if (weight_of(set, row) == 0.) continue;
    if (std::find(categories.begin(), categories.end(), row.category) != categories.end())
      continue;
    findings.add(weighting_finding(
        methods, set, methods.categories[row.category.at()], "partial_single_score",
        "the category has a weight, but was not scored", "no single score is given"));
  }
  return findings;
}

}  // namespace detail

LICHEN_INLINE WeighedProfile weigh(const Database& methods, const NwSet& set,
                                   const std::vector<CategoryIndex>& categories,
                                   const std::vector<Score>& scores) {
  if (categories.size() != scores.size()) {
    throw ShapeError(std::to_string(scores.size()) + " scores for " +
                     std::to_string(categories.size()) + " categories");
  }
  WeighedProfile profile;
  profile.categories.resize(categories.size());
  profile.findings = detail::unscored(methods, set, categories);
  const auto& rows = set.factors;
  const bool normalises = std::any_of(rows.begin(), rows.end(), [](const NwFactor& row) {
    return detail::is_reference(row.normalisation);
  });
  double sum = 0.;
  bool weights = false;
  detail::ErrorSum error;
  for (std::size_t k = 0; k < categories.size(); ++k) {
    const auto row = std::find_if(
        rows.begin(), rows.end(),
        [&](const NwFactor& candidate) { return candidate.category == categories[k]; });
    if (row == rows.end()) continue;
    const WeighedCategory& weighed = profile.categories[k] =
        detail::weigh_one(set, *row, scores[k].value, normalises);
    const double weight = detail::weight_of(set, *row);
    if (normalises && !weighed.normalised && weight != 0. && scores[k].value != 0.) {
      profile.findings.add(detail::unusable_reference(
          methods, set, methods.categories[categories[k].at()], *row));
    }
    if (!weighed.weighted) continue;
    weights = true;
    sum += *weighed.weighted;
    error.add(weight / *row->normalisation, scores[k].error);
  }
  const auto& found = profile.findings.items();
  const bool partial = std::any_of(
      found.begin(), found.end(),
      [](const Finding& finding) { return finding.kind == "partial_single_score"; });
  if (weights && !partial) {
    profile.single_score = sum;
    profile.single_score_error = error.total();
  }
  return profile;
}

}  // namespace lichen::inline LICHEN_ABI
