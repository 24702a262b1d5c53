// Changes of a store: whole or not at all, and told by its generation.

#include <filesystem>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/store/store.hpp"
#include "support/archive.hpp"
#include "support/message.hpp"
#include "support/same_database.hpp"
#include "support/small_database.hpp"

namespace {

using namespace lichen;
using lichen::test::message_of;
using lichen::test::says;
using store::Access;
using store::SameName;
using store::Store;

class StoreChanges : public testing::Test {
 protected:
  void SetUp() override { store_.add(test::heat_plant(), "heat"); }

  test::TemporaryFolder folder_;
  std::string path_ = folder_.path("study.lichen");
  Store store_{path_, {Access::create}};
};

TEST_F(StoreChanges, ReplaceOnlyWhenTheyAreToldTo) {
  const auto text =
      message_of<DataError>([&] { store_.add(test::many_plants(3), "heat"); });
  EXPECT_TRUE(says(text, "\"heat\" already"));
  EXPECT_EQ(store_.database("heat").activities, 1U);

  store_.add(test::many_plants(3), "heat", SameName::replace);

  ASSERT_EQ(store_.databases().size(), 1U);
  EXPECT_EQ(test::difference(store_.read("heat"), test::many_plants(3)), "");
}

TEST_F(StoreChanges, TakeOutNothingElse) {
  store_.add(test::many_plants(4), "more");
  store_.add(test::many_plants(5), "most");
  store_.remove("more");
  EXPECT_EQ(store_.databases().size(), 2U);
  EXPECT_EQ(test::difference(store_.read("heat"), test::heat_plant()), "");
  EXPECT_EQ(test::difference(store_.read("most"), test::many_plants(5)), "");
  EXPECT_TRUE(says(message_of<DataError>([&] { (void)store_.read("more"); }),
                   "holds \"heat\", \"most\""));
}

TEST_F(StoreChanges, GiveOtherNames) {
  store_.add(test::many_plants(4), "more");
  store_.rename("heat", "warmth");
  EXPECT_EQ(test::difference(store_.read("warmth"), test::heat_plant()), "");
  EXPECT_THROW(store_.rename("warmth", "more"), DataError);
  EXPECT_THROW(store_.rename("warmth", " "), DataError);
  EXPECT_THROW(store_.rename("heat", "x"), DataError);
}

TEST_F(StoreChanges, EachGiveAnotherGeneration) {
  std::uint64_t last = store_.generation();
  const auto has_grown = [&] {
    const std::uint64_t before = std::exchange(last, store_.generation());
    return last > before;
  };
  store_.add(test::many_plants(4), "more");
  EXPECT_TRUE(has_grown());
  store_.add(test::many_plants(5), "more", SameName::replace);
  EXPECT_TRUE(has_grown());
  store_.rename("more", "less");
  EXPECT_TRUE(has_grown());
  store_.remove("less");
  EXPECT_TRUE(has_grown());
  (void)store_.read("heat");
  EXPECT_THROW(store_.add(test::heat_plant(), "heat"), DataError);
  EXPECT_FALSE(has_grown());
  EXPECT_EQ(Store(path_).generation(), last);
}

TEST_F(StoreChanges, ThatAreStoppedLeaveItAsItWas) {
  const std::uint64_t generation = store_.generation();
  const auto stop = [](std::string_view, std::int64_t, std::int64_t) {
    throw std::runtime_error("stopped");
  };
  EXPECT_THROW(store_.add(test::many_plants(5000), "more", SameName::error, stop),
               std::runtime_error);
  EXPECT_THROW(store_.add(test::many_plants(5000), "heat", SameName::replace, stop),
               std::runtime_error);
  EXPECT_EQ(store_.generation(), generation);
  EXPECT_EQ(store_.databases().size(), 1U);
  EXPECT_EQ(test::difference(store_.read("heat"), test::heat_plant()), "");
  store_.add(test::many_plants(4), "more");
  EXPECT_TRUE(store_.check().empty());
}

TEST_F(StoreChanges, RefuseRowsThatPointOutsideOfTheirTables) {
  Database broken = test::heat_plant();
  broken.exchanges[1].flow = FlowIndex(2);
  EXPECT_TRUE(says(message_of<DataError>([&] { store_.add(broken, "broken"); }),
                   "\"broken\" cannot be stored"));
  broken = test::heat_plant();
  broken.activities[0].exchange_count = 3;
  EXPECT_TRUE(says(message_of<DataError>([&] { store_.add(broken, "broken"); }),
                   "heat production, natural gas boiler"));
  EXPECT_EQ(store_.databases().size(), 1U);
}

TEST_F(StoreChanges, NeedAStoreThatIsOpenForThem) {
  Store reader(path_);
  EXPECT_FALSE(reader.writable());
  EXPECT_TRUE(says(message_of<DataError>([&] { reader.remove("heat"); }),
                   "open for reading only"));
  EXPECT_THROW(reader.add(test::heat_plant(), "x"), DataError);
}

}  // namespace
