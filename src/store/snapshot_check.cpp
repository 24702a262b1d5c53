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
  if (order.empty()) return false;
  return is_in_order(Eigen::Map<const SparseMatrix>(a.rows, a.columns, a.entries, a.start,
                                                    a.row, a.value),
                     order);
}

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
