// Whatever a database holds, its plain tables hold: written and read, it is the same.

#include <cstdint>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "lichen/io/read.hpp"
#include "lichen/io/tables.hpp"
#include "support/archive.hpp"
#include "support/random_database.hpp"
#include "support/same_database.hpp"
#include "support/seeded_check.hpp"

namespace {

using lichen::Database;
using lichen::test::difference;
using lichen::test::TemporaryFolder;

TEST(PlainTables, HoldAnyDatabaseWithoutLoss) {
  lichen::test::holds(300, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const auto size = *rc::gen::inRange<std::size_t>(0, 8);
    const Database first = lichen::test::random_database(seed, size);
    const TemporaryFolder temporary;
    const std::string path = temporary.path(seed % 2 == 0 ? "tables" : "tables.zip");
    lichen::io::write_tables(first, path);
    const Database again = lichen::io::read(path);
    RC_ASSERT(difference(first, again) == "");
    RC_ASSERT(first.source.name == again.source.name);
    RC_ASSERT(first.source.version == again.source.version);
    RC_ASSERT(first.source.licence == again.source.licence);
  });
}

TEST(PlainTables, AreWrittenTheSameAgain) {
  lichen::test::holds(50, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const TemporaryFolder temporary;
    lichen::io::write_tables(lichen::test::random_database(seed, 6),
                             temporary.path("first"));
    const Database first = lichen::io::read(temporary.path("first"));
    lichen::io::write_tables(first, temporary.path("second"));
    RC_ASSERT(first.source.hash ==
              lichen::io::read(temporary.path("second")).source.hash);
  });
}

}  // namespace
