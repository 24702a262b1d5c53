#pragma once

// Rows of one database: written in one go, read back, taken out.

#include <cstdint>
#include <string>

#include "lichen/base/finding.hpp"
#include "lichen/base/progress.hpp"
#include "lichen/model/database.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/flat_methods.hpp"
#include "store/sqlite/values.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

/// The base of the rows of a database by its key.
inline Base base_of(std::int64_t database) { return {database << 32}; }

/// Writes all rows. @pre a transaction is open; indices point into their tables.
void write_rows(const Connection& connection, Base base, const Database& database,
                const FlatLists& flat, const Progress& progress);

/// Reads all rows into an empty database.
/// @throws DataError  naming the table where a row is not as it was written.
void read_rows(const Connection& connection, Base base, Database& database,
               const Progress& progress);

/// The findings of a database.
Findings read_findings(const Connection& connection, Base base);

/// Takes all rows out. @pre a transaction is open.
void remove_rows(const Connection& connection, Base base);

/// "?1, ?2, …" with this many parameters.
std::string parameters(std::size_t count);

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
