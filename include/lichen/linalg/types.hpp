#pragma once

/// @file
/// The linear algebra types the whole library agrees on.

#include <cstdint>
#include <span>
#include <vector>

#include <Eigen/SparseCore>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// Positions in matrices: 32 bits, with a clear error past 2^31 entries.
using Index = std::int32_t;

/// Compressed columns of doubles.
using SparseMatrix = Eigen::SparseMatrix<double, Eigen::ColMajor, Index>;

/// Read-only arguments: anything laid out this way, including memory NumPy owns.
using SparseRef = Eigen::Ref<const SparseMatrix>;

/// Dense vectors cross the interface as ours, never as Eigen's (alignment of a baseline
/// build differs from that of a consumer built with AVX).
using Vector = std::vector<double>;
using VectorView = std::span<const double>;

}  // namespace lichen::inline LICHEN_ABI
