#pragma once

// The factors of one category, and which of several for one flow counts.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/options.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// The factors of a category by flow; those of one flow in the order of the source.
class CategoryFactors {
 public:
  CategoryFactors(const Database& methods, CategoryIndex category) {
    const Category& row = methods.categories[category.at()];
    rows_.reserve(row.factor_count);
    for (std::size_t i = 0; i < row.factor_count; ++i) {
      const FactorIndex index{row.first_factor + i};
      rows_.emplace_back(methods.factors[index.at()].flow, index);
    }
    std::sort(rows_.begin(), rows_.end());
  }
  /// The factors of a flow, as pairs of the flow and the position of the factor.
  [[nodiscard]] std::span<const std::pair<FlowIndex, FactorIndex>> of(
      FlowIndex flow) const {
    const auto [begin, end] = std::equal_range(
        rows_.begin(), rows_.end(), std::pair{flow, FactorIndex{}},
        [](const auto& left, const auto& right) { return left.first < right.first; });
    return {begin, end};
  }

 private:
  std::vector<std::pair<FlowIndex, FactorIndex>> rows_;
};

/// A factor with its value per reference unit of the flow that it meets.
struct Candidate {
  FactorIndex factor;
  double value = 0.;
};

/// Leaves one of each value; the one that stands first in the source stays.
inline void merge_equal(std::vector<Candidate>& candidates) {
  std::vector<Candidate> distinct;
  for (const Candidate& candidate : candidates) {
    const auto equal = [&](const Candidate& other) {
      return std::abs(candidate.value - other.value) <= 1e-12 * std::abs(other.value);
    };
    if (std::none_of(distinct.begin(), distinct.end(), equal)) {
      distinct.push_back(candidate);
    }
  }
  candidates = std::move(distinct);
}

/// Applies the policy to factors that differ; leaves those that count, whose values then
/// add up to the entry of C. @pre at least two, and a policy other than `error`.
inline void choose_factor(DuplicateFactor policy, std::vector<Candidate>& candidates) {
  const auto by_value = [](const Candidate& left, const Candidate& right) {
    return left.value < right.value;
  };
  if (policy == DuplicateFactor::mean) {
    std::stable_sort(candidates.begin(), candidates.end(), by_value);
    const auto count = static_cast<double>(candidates.size());
    for (Candidate& candidate : candidates) candidate.value /= count;
    return;
  }
  auto chosen = candidates.begin();
  if (policy == DuplicateFactor::last) chosen = candidates.end() - 1;
  if (policy == DuplicateFactor::max) {
    chosen = std::max_element(candidates.begin(), candidates.end(), by_value);
  }
  if (policy == DuplicateFactor::min) {
    chosen = std::min_element(candidates.begin(), candidates.end(), by_value);
  }
  candidates = {*chosen};
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
