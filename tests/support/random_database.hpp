#pragma once

// Databases of any content that the model can hold: texts of any characters, doubles of
// any bits, every field and side table used.

#include <cstdint>

#include "lichen/model/database.hpp"

namespace lichen::test {

/// The database of a seed, with up to `size` rows in each table. Equal arguments give
/// equal databases.
Database random_database(std::uint64_t seed, std::size_t size);

}  // namespace lichen::test
