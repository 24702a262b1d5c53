#pragma once

#include <algorithm>

#include "lichen/calc/gain.hpp"
#include "lichen/linalg/block.hpp"
#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/entries.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline constexpr Index most_examined_for_gain = 512;

/// True where outputs are positive and inputs negative.
[[nodiscard]] inline bool has_only_plain_exchanges(const OrderedMatrix& m, Index block) {
  bool plain = true;
  for_each_in_block(m, block, [&](Index row, Index column, double value) {
    plain = plain && (row == column ? value > 0. : value <= 0.);
  });
  return plain;
}

[[nodiscard]] inline bool uses_more_than_it_makes(const OrderedMatrix& m, Index block) {
  const DenseLu lu(m.block_size(block), dense_block(m, block));
  if (lu.singular()) return false;  // uses all: another defect
  Vector y(at(lu.size()), 1.);
  lu.solve(y);
  return std::any_of(y.begin(), y.end(), [](double amount) { return amount < 0.; });
}

}  // namespace detail

LICHEN_INLINE std::vector<std::vector<Index>> loops_above_one(const OrderedMatrix& m) {
  std::vector<std::vector<Index>> loops;
  for (Index k = 0; k < m.blocks(); ++k) {
    const Index n = m.block_size(k);
    if (n == 1 || n > detail::most_examined_for_gain) continue;
    if (!detail::has_only_plain_exchanges(m, k)) continue;
    if (detail::uses_more_than_it_makes(m, k)) loops.push_back(members(m, k));
  }
  return loops;
}

}  // namespace lichen::inline LICHEN_ABI
