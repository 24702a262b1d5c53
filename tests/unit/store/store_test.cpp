// Databases come back from a store as they were put in.

#include "lichen/store/store.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "support/random_database.hpp"
#include "support/same_database.hpp"

namespace lichen {
namespace {

TEST(Store, GivesBackEveryDatabaseBitByBit) {
  const std::string path = testing::TempDir() + "store_a.lichen";
  std::filesystem::remove(path);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Database database = test::random_database(seed, 40);
    const std::string name = "db" + std::to_string(seed);
    {
      store::Store s(path, {store::Access::create});
      s.add(database, name);
    }
    store::Store s(path);
    const Database again = s.read(name);
    EXPECT_EQ(test::difference(database, again), "");
    EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
    EXPECT_TRUE(s.check().empty());
  }
}

}  // namespace
}  // namespace lichen
