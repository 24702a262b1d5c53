#pragma once

// What makes an SQLite file a store, and how an older one becomes a newer one.

#include <span>
#include <string_view>

#include "store/sqlite/connection.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

/// "LICN": what `PRAGMA application_id` of a store gives.
inline constexpr int application_id = 0x4c49434e;

/// The SQL that leads from schema k to schema k + 1, from an empty file on.
std::span<const std::string_view> migrations();

/// Makes an empty file a store.
void make_store(const Connection& connection);

/// Refuses what is no store, or one of a newer schema; brings an older one up to date
/// where it can be written.
/// @param steps  as `migrations` gives them
void require_store(const Connection& connection, bool writable,
                   std::span<const std::string_view> steps);

/// True where there is neither a schema nor a mark of another program.
bool is_empty(const Connection& connection);

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
