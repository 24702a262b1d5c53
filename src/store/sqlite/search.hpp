#pragma once

// Full-text search in the names of a store.

#include <cstdint>
#include <string_view>
#include <vector>

#include "lichen/model/database.hpp"
#include "lichen/store/store.hpp"
#include "store/sqlite/connection.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

/// Makes the names of a database findable. @pre a transaction is open.
void write_names(const Connection& connection, std::int64_t key,
                 const Database& database);
/// Says anew which words there are, after names were written or taken out. @pre a
/// transaction is open.
void refresh_words(const Connection& connection);
/// Takes them out. @pre a transaction is open.
void remove_names(const Connection& connection, std::int64_t key);

std::vector<store::StoredRow> search(const Connection& connection, std::string_view words,
                                     std::size_t limit);

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
