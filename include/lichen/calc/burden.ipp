#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/burden.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/entries.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

[[noreturn]] inline void fail_not_finite(Index row, Index column, const char* matrix) {
  throw ShapeError("entry (" + std::to_string(row) + ", " + std::to_string(column) +
                   ") of " + matrix + " is not a finite number");
}

/// The entries of C by flow, so that each entry of B meets its factors at once.
struct FactorsOfFlow {
  std::vector<std::size_t> start;
  std::vector<std::size_t> category;
  Vector factor;

  explicit FactorsOfFlow(const SparseRef& c) : start(1, 0) {
    for (Index k = 0; k < static_cast<Index>(c.cols()); ++k) {
      for_each_entry(c, k, [&](Index row, double value) {
        if (!std::isfinite(value)) fail_not_finite(row, k, "the characterisation matrix");
        category.push_back(at(row));
        factor.push_back(value);
      });
      start.push_back(factor.size());
    }
  }
};

/// Sums one column of B into the burdens of its activity.
inline void sum_column(const SparseRef& b, Index j, const FactorsOfFlow& factors,
                       std::vector<Burden>& all) {
  std::size_t terms = 0;
  for_each_entry(b, j, [&](Index flow, double amount) {
    if (!std::isfinite(amount)) fail_not_finite(flow, j, "the biosphere matrix");
    for (std::size_t e = factors.start[at(flow)]; e < factors.start[at(flow) + 1]; ++e) {
      Burden& burden = all[factors.category[e]];
      DoubleDouble sum{burden.high[at(j)], burden.low[at(j)]};
      sum.add_product(amount, factors.factor[e]);
      burden.high[at(j)] = sum.high;
      burden.low[at(j)] = sum.low;
      burden.magnitude[at(j)] += std::abs(amount * factors.factor[e]);
      ++terms;
    }
  });
  for (Burden& burden : all) {
    const DoubleDouble sum =
        DoubleDouble{burden.high[at(j)], burden.low[at(j)]}.normalised();
    burden.high[at(j)] = sum.high;
    burden.low[at(j)] = sum.low;
    burden.terms = std::max(burden.terms, static_cast<double>(terms));
  }
}

}  // namespace detail

LICHEN_INLINE std::vector<Burden> burdens(const SparseRef& b, const SparseRef& c) {
  if (c.cols() != b.rows()) {
    throw ShapeError("characterisation has factors for " + std::to_string(c.cols()) +
                     " flows, the inventory has " + std::to_string(b.rows()));
  }
  const auto n = static_cast<std::size_t>(b.cols());
  const Vector zero(n, 0.);
  std::vector<Burden> all(static_cast<std::size_t>(c.rows()),
                          Burden{zero, zero, zero, 0.});
  const detail::FactorsOfFlow factors(c);
  for (Index j = 0; j < static_cast<Index>(b.cols()); ++j) {
    detail::sum_column(b, j, factors, all);
  }
  return all;
}

LICHEN_INLINE Vector inventory(const SparseRef& b, VectorView s) {
  if (static_cast<std::size_t>(b.cols()) != s.size()) {
    throw ShapeError("the biosphere matrix has " + std::to_string(b.cols()) +
                     " activities, the scaling vector " + std::to_string(s.size()));
  }
  Vector g(static_cast<std::size_t>(b.rows()), 0.);
  for (Index j = 0; j < static_cast<Index>(b.cols()); ++j) {
    const double amount = s[detail::at(j)];
    if (amount == 0.) continue;
    for (SparseRef::InnerIterator it(b, j); it; ++it) {
      g[detail::at(static_cast<Index>(it.row()))] += it.value() * amount;
    }
  }
  return g;
}

}  // namespace lichen::inline LICHEN_ABI
