#pragma once

/// @file
/// Where values of a right-hand side can reach by structure.

#include <algorithm>
#include <cstddef>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Positions that values of `b` can reach; elsewhere a solution is zero by structure, and
/// what a solver leaves there is rounding.
[[nodiscard]] inline std::vector<char> reached(const OrderedMatrix& m, Equation equation,
                                               VectorView b) {
  const bool plain = equation == Equation::plain;
  const std::vector<Index>& from = plain ? m.row_at : m.column_at;
  std::vector<char> seen(from.size());
  for (std::size_t p = 0; p < seen.size(); ++p) seen[p] = b[at(from[p])] != 0.;
  for (Index step = 0; step < m.blocks(); ++step) {
    const Index k = plain ? m.blocks() - 1 - step : step;
    const auto first = seen.begin() + m.block_start[at(k)];
    const auto last = seen.begin() + m.block_start[at(k) + 1];
    const auto uses = [&](std::size_t p, auto visit) {
      for (Index e = m.outer.start[p]; e < m.outer.start[p + 1]; ++e) {
        visit(seen[at(m.outer.row[at(e)])]);
      }
    };
    const auto begin = static_cast<std::size_t>(first - seen.begin());
    const auto end = static_cast<std::size_t>(last - seen.begin());
    for (std::size_t p = begin; p < end && !plain; ++p) {
      uses(p, [&](char supplier) { seen[p] = seen[p] | supplier; });
    }
    if (std::find(first, last, 1) != last) std::fill(first, last, 1);
    for (std::size_t p = begin; p < end && plain; ++p) {
      if (seen[p] != 0) uses(p, [](char& supplier) { supplier = 1; });
    }
  }
  return seen;
}

inline void keep_reached(const OrderedMatrix& m, Equation equation, VectorView b,
                         Vector& x) {
  const std::vector<char> seen = reached(m, equation, b);
  const std::vector<Index>& to = equation == Equation::plain ? m.column_at : m.row_at;
  for (std::size_t p = 0; p < seen.size(); ++p) {
    if (seen[p] == 0) x[at(to[p])] = 0.;
  }
}

}  // namespace lichen::inline LICHEN_ABI::detail
