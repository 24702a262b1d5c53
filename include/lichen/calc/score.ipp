#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/base/stopwatch.hpp"
#include "lichen/calc/burden.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/score_error.ipp"
#include "lichen/linalg/entries.hpp"

namespace lichen::inline LICHEN_ABI {

LICHEN_INLINE Assessment assess(const Technosphere& technosphere, const SparseRef& b,
                                const SparseRef& c, VectorView f) {
  detail::require_fit(technosphere, b);
  const detail::Stopwatch watch;
  Assessment result;
  result.scaling = technosphere.solve(f);
  result.inventory = inventory(b, result.scaling.values);
  const PreparedScores prices(technosphere, b, c);
  std::vector<ProductAmount> demand;
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (f[i] != 0.) demand.push_back({static_cast<Index>(i), f[i]});
  }
  result.scores = prices.scores(demand);
  for (Index k = 0; k < prices.categories(); ++k) {
    result.adjoints.push_back(prices.prices(k));
    result.burdens.push_back(prices.burdens(k));
  }
  result.scaling.report.solution_seconds = watch.seconds();
  return result;
}

LICHEN_INLINE Vector contributions_by_activity(const Assessment& assessment,
                                               Index category) {
  Vector parts = assessment.burdens[detail::at(category)];
  for (std::size_t j = 0; j < parts.size(); ++j) {
    parts[j] *= assessment.scaling.values[j];
  }
  return parts;
}

LICHEN_INLINE Vector contributions_by_flow(const Assessment& assessment,
                                           const SparseRef& c, Index category) {
  if (static_cast<std::size_t>(c.cols()) != assessment.inventory.size()) {
    throw ShapeError("characterisation has factors for " + std::to_string(c.cols()) +
                     " flows, the inventory has " +
                     std::to_string(assessment.inventory.size()));
  }
  Vector parts(assessment.inventory.size(), 0.);
  for (Index k = 0; k < static_cast<Index>(c.cols()); ++k) {
    detail::for_each_entry(c, k, [&](Index row, double factor) {
      if (row == category) {
        parts[detail::at(k)] += factor * assessment.inventory[detail::at(k)];
      }
    });
  }
  return parts;
}

}  // namespace lichen::inline LICHEN_ABI
