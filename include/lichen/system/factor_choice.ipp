#pragma once

// The factors of one category, and which of several for one flow counts.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
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
    starts_.assign(methods.flows.size() + 1, 0);
    const auto factors = methods.factors_of(row);
    for (const Factor& factor : factors) {
      if (factor.flow) ++starts_[factor.flow.at() + 1];
    }
    for (std::size_t f = 0; f + 1 < starts_.size(); ++f) starts_[f + 1] += starts_[f];
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    rows_.resize(starts_.back());
    for (std::size_t i = 0; i < factors.size(); ++i) {
      if (!factors[i].flow) continue;
      rows_[next[factors[i].flow.at()]++] = FactorIndex{row.first_factor + i};
    }
  }
  /// The factors of a flow, in the order of the source.
  [[nodiscard]] std::span<const FactorIndex> of(FlowIndex flow) const {
    const auto first = starts_[flow.at()];
    return std::span(rows_).subspan(first, starts_[flow.at() + 1] - first);
  }

 private:
  std::vector<std::uint32_t> starts_;  // of the rows of each flow, and their end
  std::vector<FactorIndex> rows_;      // sorted by flow, by counting
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
