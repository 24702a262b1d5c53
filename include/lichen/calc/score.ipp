#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/burden.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/score_error.ipp"
#include "lichen/linalg/entries.hpp"

namespace lichen::inline LICHEN_ABI {
LICHEN_INLINE Assessment assess(const Technosphere& technosphere, const SparseRef& b,
                                const SparseRef& c, VectorView f) {
  detail::require_fit(technosphere, b);
  const std::vector<Burden> all = burdens(b, c);
  Assessment result;
  result.scaling = technosphere.solve(f);
  const VectorView s = result.scaling.values;
  result.inventory = inventory(b, s);
  if (all.empty()) return result;
  const detail::DemandSide demand = detail::demand_side(technosphere, s, f);
  for (const Burden& burden : all) {
    Vector prices = technosphere.solve_transposed(burden.high).values;
    result.scores.push_back(
        detail::corrected_score(technosphere, demand, burden, prices));
    result.adjoints.push_back(std::move(prices));
    result.burdens.push_back(burden.high);
  }
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
