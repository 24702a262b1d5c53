// Snapshots beside a store: used while they are what it holds, else made again.

#include "lichen/store/store_snapshot.hpp"

#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/system/assembly.hpp"
#include "support/archive.hpp"
#include "support/finding_of.hpp"
#include "support/small_database.hpp"
#include "support/snapshot_content.hpp"

namespace {

using namespace lichen;
using store::Access;
using store::SnapshotKey;
using store::Store;

namespace fs = std::filesystem;

class StoreSnapshot : public testing::Test {
 protected:
  void SetUp() override {
    store_.add(test::many_plants(5), "plants");
    store_.add(test::heat_plant(), "methods");
    ::setenv("XDG_CACHE_HOME", cache_.path("").c_str(), 1);
  }
  void TearDown() override { ::unsetenv("XDG_CACHE_HOME"); }

  [[nodiscard]] std::string keep(const SnapshotKey& key) const {
    const Database database = store_.read(key.database);
    return store::keep_snapshot(
        store_, key, store::snapshot_content(database, assemble(database), {}));
  }
  /// The kind of the finding for which a snapshot is not used.
  [[nodiscard]] std::string refusal(const SnapshotKey& key) const {
    const auto found = store::find_snapshot(store_, key);
    EXPECT_FALSE(found.snapshot.has_value());
    return found.findings.empty() ? "" : found.findings.items()[0].kind;
  }

  test::TemporaryFolder folder_, cache_;
  std::string path_ = folder_.path("study.lichen");
  Store store_{path_, {Access::create}};
  SnapshotKey key_{"plants", {"methods"}, {{"allocation", "none"}}};
};

TEST_F(StoreSnapshot, IsFoundBesideTheStore) {
  EXPECT_EQ(refusal(key_), "");
  const std::string path = keep(key_);
  EXPECT_EQ(fs::path(path).parent_path(), fs::path(path_).parent_path());
  EXPECT_NE(path.find(to_string(store_.id())), std::string::npos);

  const auto found = store::find_snapshot(Store(path_), key_);

  ASSERT_TRUE(found.snapshot.has_value());
  EXPECT_TRUE(found.findings.empty());
  EXPECT_EQ(found.snapshot->a().rows(), 5);
  EXPECT_EQ(found.snapshot->source().store, store_.id());
  EXPECT_EQ(found.snapshot->source().generation,
            store_.database("methods").generation);  // the later of the two
}

TEST_F(StoreSnapshot, IsNotThatOfOtherPoliciesOrDatabases) {
  (void)keep(key_);
  EXPECT_EQ(refusal({"plants", {"methods"}, {{"allocation", "economic"}}}), "");
  EXPECT_EQ(refusal({"plants", {}, {{"allocation", "none"}}}), "");
  EXPECT_EQ(refusal({"methods", {"methods"}, {{"allocation", "none"}}}), "");
  EXPECT_THROW((void)refusal({"absent", {}, {}}), DataError);
}

TEST_F(StoreSnapshot, IsStaleWhenItsRowsChange) {
  (void)keep(key_);
  store_.add(test::many_plants(6), "plants", store::SameName::replace);
  EXPECT_EQ(refusal(key_), "stale_snapshot");
  const std::string path = keep(key_);
  const auto found = store::find_snapshot(store_, key_);
  ASSERT_TRUE(found.snapshot.has_value());
  EXPECT_EQ(found.snapshot->a().rows(), 6);
  store_.add(test::heat_plant(), "methods", store::SameName::replace);
  EXPECT_EQ(refusal(key_), "stale_snapshot");
}

TEST_F(StoreSnapshot, StaysWhenOtherDatabasesChange) {
  (void)keep(key_);
  store_.add(test::many_plants(9), "other");
  store_.remove("other");
  EXPECT_TRUE(store::find_snapshot(store_, key_).snapshot.has_value());
}

TEST_F(StoreSnapshot, OfAnotherStoreIsForeign) {
  const std::string path = keep(key_);
  auto content = store::content_of(store::open_snapshot(path));
  content.source.store = make_id("another store");
  store::write_snapshot(content, path);
  EXPECT_EQ(refusal(key_), "foreign_snapshot");
}

TEST_F(StoreSnapshot, ThatIsDamagedIsTold) {
  const std::string path = keep(key_);
  std::string bytes = test::bytes_of_file(path);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] + 1);
  test::write_file(path, bytes);
  EXPECT_EQ(refusal(key_), "damaged_snapshot");
}

TEST_F(StoreSnapshot, OfRowsThatAreGoneIsTakenAway) {
  const std::string old = keep({"plants", {}, {}});
  store_.remove("plants");
  EXPECT_TRUE(fs::exists(old));
  const std::string other = keep({"methods", {}, {}});
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(other));
}

TEST_F(StoreSnapshot, StandsInTheCacheWhereTheFolderTakesNoFiles) {
  if (geteuid() == 0) GTEST_SKIP() << "needs a user whom a folder can refuse: not root";
  fs::permissions(folder_.path(""), fs::perms::owner_read | fs::perms::owner_exec);
  const std::string path = keep(key_);
  const auto found = store::find_snapshot(store_, key_);
  fs::permissions(folder_.path(""), fs::perms::owner_all);
  EXPECT_EQ(fs::path(path).parent_path(), fs::path(cache_.path("lichen")));
  EXPECT_TRUE(found.snapshot.has_value());
}

TEST_F(StoreSnapshot, IsFoundInTheCache) {
  const fs::path path = keep(key_);
  fs::create_directories(cache_.path("lichen"));
  fs::rename(path, fs::path(cache_.path("lichen")) / path.filename());
  EXPECT_TRUE(store::find_snapshot(store_, key_).snapshot.has_value());
}

}  // namespace
