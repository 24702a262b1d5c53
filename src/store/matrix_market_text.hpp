#pragma once

// Matrix Market files that are in memory already.

#include <string>
#include <string_view>

#include "lichen/linalg/types.hpp"

namespace lichen::detail {

/// The matrix of a coordinate file's text; several entries of one place add.
/// @throws DataError  naming `path` and the line that cannot be read.
SparseMatrix parse_matrix_market(std::string_view text, const std::string& path);

/// A matrix as such a text, 17 digits.
std::string matrix_market_text(const SparseRef& matrix);

}  // namespace lichen::detail
