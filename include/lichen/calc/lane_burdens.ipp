#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "lichen/calc/burden.hpp"
#include "lichen/calc/burden.ipp"
#include "lichen/calc/lane_burdens.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/run_kernels.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// The factors of a group, a row of lanes for each flow.
struct LaneFactors {
  LaneVector factor;
  std::vector<char> any;  ///< zero for flows without factor in the group

  /// Rows from `first` on of C, which is checked.
  LaneFactors(const SparseRef& c, Index first, Index width)
      : factor(static_cast<std::size_t>(c.cols()) * at(width), 0.),
        any(static_cast<std::size_t>(c.cols()), 0) {
    for (Index k = 0; k < static_cast<Index>(c.cols()); ++k) {
      for_each_entry(c, k, [&](Index row, double value) {
        if (row < first || row >= first + width) return;
        if (!std::isfinite(value)) fail_not_finite(row, k, "the characterisation matrix");
        factor[at(k) * at(width) + at(row - first)] = value;
        any[at(k)] = 1;
      });
    }
  }
};

/// The same where products overflow in halves, or an entry of B is not finite, which
/// throws: category by category.
inline void sum_one_by_one(const SparseRef& b, const SparseRef& c, Index first,
                           Index width, const std::vector<Index>& position,
                           LaneBurdens& all) {
  const std::vector<Burden> burdens = lichen::burdens(b, c);
  const auto last = std::min(static_cast<Index>(c.rows()), first + width);
  for (Index k = first; k < last; ++k) {
    const Burden& burden = burdens[at(k)];
    for (std::size_t j = 0; j < position.size(); ++j) {
      const std::size_t i = at(position[j]) * at(width) + at(k - first);
      all.high[i] = burden.high[j];
      all.low[i] = burden.low[j];
      all.magnitude[i] = burden.magnitude[j];
    }
  }
}

/// Burdens of the categories from `first` on; that of column j stands in row position[j].
[[nodiscard]] inline LaneBurdens lane_burdens(const SparseRef& b, const SparseRef& c,
                                              Index first, Index width,
                                              const std::vector<Index>& position) {
  const LaneFactors factors(c, first, width);
  LaneBurdens all;
  const std::size_t size = position.size() * at(width);
  all.high.resize(size);
  all.low.resize(size);
  all.magnitude.resize(size);
  const Index* const start = b.outerIndexPtr();
  std::vector<Index> end(static_cast<std::size_t>(b.cols()));
  for (std::size_t j = 0; j < end.size(); ++j) {
    const Index* const counts = b.innerNonZeroPtr();
    end[j] = counts == nullptr ? start[j + 1] : start[j] + counts[j];
    all.terms = std::max(all.terms, static_cast<double>(end[j] - start[j]));
  }
  run_products(width,
               {start, end.data(), b.innerIndexPtr(), b.valuePtr(), position.data(),
                static_cast<Index>(b.cols()), factors.factor.data(), factors.any.data(),
                all.high.data(), all.low.data(), all.magnitude.data()});
  const auto finite = [](double value) { return std::isfinite(value); };
  if (!std::all_of(all.magnitude.begin(), all.magnitude.end(), finite) ||
      !std::all_of(all.low.begin(), all.low.end(), finite)) {
    sum_one_by_one(b, c, first, width, position, all);
  }
  return all;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
