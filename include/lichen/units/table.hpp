#pragma once

/// @file
/// Reading the table of units: rows of CSV, dimensions as text.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/units/dimension.hpp"

namespace lichen::inline LICHEN_ABI::units {

/// The dimension of a text as "kg m2 s-2", "item m" or "EUR2003"; "1" for none. Empty
/// where a part is no base unit.
[[nodiscard]] LICHEN_API std::optional<Dimension> parse_dimension(std::string_view text);

/// The fields of one line of CSV (RFC 4180, without line breaks in fields).
[[nodiscard]] LICHEN_API std::vector<std::string> split_csv_line(std::string_view line);

}  // namespace lichen::inline LICHEN_ABI::units

#ifndef LICHEN_COMPILED
#  include "lichen/units/table.ipp"
#endif
