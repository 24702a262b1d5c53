// Files that are no stores, damaged, newer, in use, or where nothing can be written: an
// error that says so.

#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>

#include "lichen/base/error.hpp"
#include "lichen/store/store.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/schema.hpp"
#include "support/archive.hpp"
#include "support/message.hpp"
#include "support/same_database.hpp"
#include "support/small_database.hpp"
#include "support/snapshot_content.hpp"

namespace {

using namespace lichen;
using lichen::detail::sqlite::Connection;
using lichen::test::message_of;
using lichen::test::says;
using lichen::test::write_file;
using store::Access;
using store::Store;

class StoreRefusal : public testing::Test {
 protected:
  void SetUp() override {
    Store filled(path_, {Access::create});
    filled.add(test::heat_plant(), "heat");
    filled.add(test::many_plants(300), "many");
  }

  /// Does to the file what only its owner can.
  void change(const std::string& sql) const {
    Connection(path_, SQLITE_OPEN_READWRITE, {}).run(sql);
  }
  [[nodiscard]] std::string refusal(const std::string& path) const {
    return message_of<DataError>([&] { (void)Store(path); });
  }

  test::TemporaryFolder folder_;
  std::string path_ = folder_.path("study.lichen");
};

TEST_F(StoreRefusal, NamesWhatIsNoStore) {
  const std::string other = folder_.path("other");
  EXPECT_TRUE(says(refusal(other), "there is no such store"));
  EXPECT_TRUE(says(refusal(folder_.path("")), "is a folder"));
  write_file(other, "Not a database, but a text of some length, which is long enough.");
  EXPECT_TRUE(says(refusal(other), "is no lichen store"));
  EXPECT_TRUE(says(message_of<DataError>([&] { (void)Store(other, {Access::create}); }),
                   "is no lichen store"));
  std::filesystem::remove(other);
  Connection(other, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, {})
      .run("CREATE TABLE a (b)");
  EXPECT_TRUE(says(refusal(other), "of another program"));
  EXPECT_TRUE(says(message_of<DataError>([&] { (void)Store(other, {Access::create}); }),
                   "of another program"));
  EXPECT_TRUE(store::is_store(path_));
  EXPECT_FALSE(store::is_store(other));
  EXPECT_FALSE(store::is_store(folder_.path("")));
  EXPECT_FALSE(store::is_store(folder_.path("absent")));
}

TEST_F(StoreRefusal, AsksForANewerLibrary) {
  change("PRAGMA user_version = 99");
  EXPECT_TRUE(says(refusal(path_), "of schema 99"));
  EXPECT_TRUE(says(refusal(path_), "use a newer lichen"));
}

TEST_F(StoreRefusal, BringsAnOlderStoreUpToDateWhereItCanBeWritten) {
  const auto steps = detail::sqlite::migrations();
  std::vector<std::string_view> more(steps.begin(), steps.end());
  more.push_back("ALTER TABLE store ADD COLUMN owner TEXT");
  {
    const Connection reader(path_, SQLITE_OPEN_READONLY, {});
    EXPECT_TRUE(says(message_of<DataError>(
                         [&] { detail::sqlite::require_store(reader, false, more); }),
                     "open it for writing once"));
  }
  const Connection writer(path_, SQLITE_OPEN_READWRITE, {});
  detail::sqlite::require_store(writer, true, more);
  EXPECT_EQ(writer.number("PRAGMA user_version"), 2);
  EXPECT_EQ(writer.number("SELECT count(*) FROM store WHERE owner IS NULL"), 1);
  more.push_back("this is no SQL");
  EXPECT_THROW(detail::sqlite::require_store(writer, true, more), DataError);
  EXPECT_EQ(writer.number("PRAGMA user_version"), 2);
}

TEST_F(StoreRefusal, FindsRowsThatWereChangedByHand) {
  const std::vector<std::string> changes = {
      "UPDATE exchange SET amount = amount * 1.0000001 WHERE rowid & 1",
      "UPDATE exchange SET flow = 123",
      "UPDATE exchange SET direction = 7",
      "UPDATE exchange SET amount = 'much'",
      "DELETE FROM exchange WHERE id = (1 << 32) + 1",
      "UPDATE activity SET exchange_count = 3000000000",
      "UPDATE activity SET exchange_count = -1",
      "UPDATE text SET text = 'heat' WHERE id = (1 << 32) + 1",
      "UPDATE text SET text = ''",
      "UPDATE flow SET uuid = x'00'",
      "UPDATE nw_set SET method = NULL",
      "UPDATE finding SET severity = 9",
      "UPDATE database SET hash = 'xxh3:2'",
      "DROP TABLE exchange",
      "ALTER TABLE unit RENAME COLUMN factor TO fctr",
  };
  const std::string whole = test::bytes_of_file(path_);
  for (const std::string& sql : changes) {
    write_file(path_, whole);
    change("PRAGMA foreign_keys = OFF");
    change(sql);
    const auto text = message_of<DataError>([&] { (void)Store(path_).read("heat"); });
    EXPECT_TRUE(says(text, "damaged")) << sql;
    EXPECT_TRUE(says(text, path_)) << sql;
  }
}

TEST_F(StoreRefusal, TellsWhichDatabasesAreWhole) {
  change("UPDATE exchange SET amount = 5 WHERE id = (1 << 32) + 1");
  const Store opened(path_);
  const Findings found = opened.check();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.items()[0].kind, "damaged_store");
  EXPECT_EQ(found.items()[0].data_set, "heat");
  EXPECT_TRUE(says(found.items()[0].action, "import heat.zip again"));
  EXPECT_EQ(opened.read("many").activities.size(), 300U);
}

TEST_F(StoreRefusal, NeverBreaksOverFilesThatAreCutOffOrGarbled) {
  const std::string whole = test::bytes_of_file(path_);
  std::uint64_t state = 88172645463325252ULL;
  const auto next = [&] {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
  };
  int refused = 0;
  for (int round = 0; round < 60; ++round) {
    std::string damaged = whole;
    if (round % 3 == 0) {
      damaged.resize(next() % whole.size());
    } else {
      for (int k = 0; k < 1 + round; ++k) {
        damaged[next() % whole.size()] = static_cast<char>(next() & 0xff);
      }
    }
    write_file(path_, damaged);
    try {
      const Store opened(path_);
      for (const auto& entry : opened.databases()) {
        const auto many =
            entry.name == "many" ? test::many_plants(300) : test::heat_plant();
        EXPECT_EQ(test::difference(opened.read(entry.name), many), "");
      }
      EXPECT_LE(opened.check().size(), 30U);
    } catch (const DataError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 30);
}

TEST_F(StoreRefusal, SaysThatAnotherOneWrites) {
  const Connection other(path_, SQLITE_OPEN_READWRITE, {});
  other.run("BEGIN IMMEDIATE");
  Store second(path_, {Access::write, std::chrono::milliseconds(20)});
  const auto text =
      message_of<DataError>([&] { second.add(test::heat_plant(), "again"); });
  EXPECT_TRUE(says(text, "another program writes to the store"));
  other.run("ROLLBACK");
  second.add(test::heat_plant(), "again");
  EXPECT_EQ(second.databases().size(), 3U);
}

TEST_F(StoreRefusal, SaysThatTheDiskIsFull) {
  Store filled(path_, {Access::write});
  const std::uint64_t generation = filled.generation();
  {
    // No file can grow: what a full disk does, without one.
    EXPECT_TRUE(says(message_of<DataError>([&] {
                       const detail::sqlite::Connection full(path_, SQLITE_OPEN_READWRITE,
                                                             {});
                       full.run("PRAGMA max_page_count = 1");
                       full.run("CREATE TABLE much AS SELECT randomblob(1000000)");
                     }),
                     "the disk is full"));
  }
  EXPECT_EQ(filled.generation(), generation);
  EXPECT_TRUE(filled.check().empty());
}

TEST_F(StoreRefusal, ReadsWhereNothingCanBeWritten) {
  if (geteuid() == 0) GTEST_SKIP() << "needs a user whom a folder can refuse: not root";
  namespace fs = std::filesystem;
  fs::permissions(folder_.path(""), fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(Store(path_).read("many").activities.size(), 300U);
  fs::permissions(path_, fs::perms::owner_read);
  EXPECT_TRUE(says(message_of<DataError>([&] { (void)Store(path_, {Access::write}); }),
                   "cannot be written here"));
  fs::permissions(folder_.path(""), fs::perms::owner_all);
}

}  // namespace
