#include "store/snapshot_check.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace lichen::inline LICHEN_ABI::detail::snapshot {
namespace {

/// Without a branch for each: the exponent of what is not finite is all ones.
bool all_finite(const double* values, Index count) {
  constexpr std::uint64_t exponent = 0x7ff0000000000000ULL;
  std::uint64_t bad = 0;
  for (Index k = 0; k < count; ++k) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, values + k, sizeof bits);
    bad |= static_cast<std::uint64_t>((bits & exponent) == exponent);
  }
  return bad == 0;
}

bool starts_ascend(const MatrixArrays& m) {
  bool good = m.start[0] == 0 && m.start[m.columns] == m.entries;
  for (Index j = 0; j < m.columns; ++j) good &= m.start[j] <= m.start[j + 1];
  return good;
}

/// The position of each member of a permutation; empty where it is none.
std::vector<Index> inverse(std::span<const Index> permutation) {
  const auto size = static_cast<Index>(permutation.size());
  std::vector<Index> position(permutation.size(), -1);
  for (Index p = 0; p < size; ++p) {
    const Index at = permutation[static_cast<std::size_t>(p)];
    if (at < 0 || at >= size || position[static_cast<std::size_t>(at)] >= 0) return {};
    position[static_cast<std::size_t>(at)] = p;
  }
  return position;
}

bool blocks_ascend(std::span<const Index> start, Index size) {
  bool good = start.front() == 0 && start.back() == size;
  for (std::size_t k = 1; k < start.size(); ++k) good &= start[k - 1] < start[k];
  return good;
}

}  // namespace

bool is_sound(const MatrixArrays& m) {
  if (!starts_ascend(m)) return false;
  bool good = true;
  for (Index j = 0; j < m.columns; ++j) {
    Index last = -1;
    for (Index k = m.start[j]; k < m.start[j + 1]; ++k) {
      good &= m.row[k] > last;
      last = m.row[k];
    }
    good &= last < m.rows;
  }
  return good && all_finite(m.value, m.entries);
}

bool is_sound(std::span<const std::uint32_t> ends, std::uint64_t bytes) {
  bool good = ends.front() == 0 && ends.back() == bytes;
  for (std::size_t k = 1; k < ends.size(); ++k) good &= ends[k - 1] <= ends[k];
  return good;
}

bool is_sound(const store::ComponentOrder& order, const MatrixArrays& a) {
  const auto size = static_cast<Index>(order.row_at.size());
  if (size != a.rows || size != a.columns || size == 0) return false;
  if (!blocks_ascend(order.block_start, size)) return false;
  const std::vector<Index> position = inverse(order.row_at);
  if (position.empty() || inverse(order.column_at).empty()) return false;
  bool good = true;
  for (std::size_t k = 0; k + 1 < order.block_start.size(); ++k) {
    const Index end = order.block_start[k + 1];
    for (Index p = order.block_start[k]; p < end; ++p) {
      const Index column = order.column_at[static_cast<std::size_t>(p)];
      bool paired = false;
      for (Index e = a.start[column]; e < a.start[column + 1]; ++e) {
        const Index q = position[static_cast<std::size_t>(a.row[e])];
        const bool counts = a.value[e] != 0.;
        good &= q < end || !counts;
        paired |= q == p && counts;
      }
      good &= paired;
    }
  }
  return good;
}

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
