#pragma once

/// @file
/// Sparse matrices as Matrix Market files, with their labels beside them.

#include <string>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::store {

/// Reads a Matrix Market coordinate file, plain or gzip-compressed.
/// @throws DataError  naming the line that cannot be read.
[[nodiscard]] LICHEN_API SparseMatrix read_matrix_market(const std::string& path);

/// Writes a matrix as a Matrix Market coordinate file, 17 digits; explicit zeros stay.
/// The file is compressed by gzip where the path ends in ".gz".
/// @throws DataError  where the path cannot be written; a file that exists is replaced
///                    whole or not at all.
LICHEN_API void write_matrix_market(const SparseRef& matrix, const std::string& path);

}  // namespace lichen::inline LICHEN_ABI::store
