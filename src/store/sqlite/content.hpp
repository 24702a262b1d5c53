#pragma once

// What can be said of the rows of a database as a whole: their hash, and whether they
// point into their tables.

#include <optional>
#include <string>

#include "lichen/model/database.hpp"
#include "store/sqlite/flat_methods.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

/// "xxh3:…", of every field of every row, all texts, findings, and the source.
std::string content_hash(const Database& database, const FlatLists& flat);

/// In words, the first row that points outside of a table; none where all is well.
std::optional<std::string> misplaced(const Database& database, const FlatLists& flat);

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
