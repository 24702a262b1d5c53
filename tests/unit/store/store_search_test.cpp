// Names are found by their words, by beginnings of them, and where they are mistyped.

#include <gtest/gtest.h>

#include "lichen/store/store.hpp"
#include "store/sqlite/near_word.hpp"
#include "support/archive.hpp"
#include "support/small_database.hpp"

namespace {

using namespace lichen;
using lichen::detail::sqlite::distance;
using store::Access;
using store::FoundIn;
using store::Store;

class StoreSearch : public testing::Test {
 protected:
  void SetUp() override {
    store_.add(test::heat_plant(), "heat");
    Database more = test::many_plants(40);
    more.activities[7].name = more.texts.add("Électricité, moyenne tension");
    store_.add(more, "more");
  }

  [[nodiscard]] std::size_t count(std::string_view words) const {
    return store_.search(words, 1000).size();
  }

  test::TemporaryFolder folder_;
  Store store_{folder_.path("study.lichen"), {Access::create}};
};

TEST_F(StoreSearch, TellsWhatItFoundAndWhere) {
  const auto found = store_.search("climate");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].what, FoundIn::categories);
  EXPECT_EQ(found[0].product, "IPCC");
  EXPECT_EQ(found[0].id, make_id("gwp"));
  const auto flow = store_.search("carbon dioxide air");
  ASSERT_EQ(flow.size(), 2U);
  EXPECT_EQ(flow[0].what, FoundIn::flows);
  EXPECT_EQ(flow[0].database, "heat");
  EXPECT_EQ(flow[1].database, "more");
  EXPECT_EQ(flow[0].category, "air/unspecified");
  EXPECT_EQ(to_string(flow[0].id), "5e738bf0-6bfe-3acd-8dcb-c74fe4f18b53");
  const auto activity = store_.search("natural gas boiler DK");
  ASSERT_EQ(activity.size(), 2U);
  EXPECT_EQ(activity[0].what, FoundIn::activities);
  EXPECT_EQ(activity[0].product, "heat, central");
  EXPECT_EQ(activity[0].location, "DK");
}

TEST_F(StoreSearch, TakesBeginningsCaseAndAccents) {
  EXPECT_EQ(count("boiler number 17"), 1U);
  EXPECT_EQ(count("BOIL NUMB 17"), 1U);
  EXPECT_EQ(count("electricite moy"), 1U);
  EXPECT_EQ(count("boiler number 1"), 11U);  // 1, 10 to 19
  EXPECT_EQ(count(""), 0U);
  EXPECT_EQ(count("\"'*() -"), 0U);
  EXPECT_EQ(count("NEAR(boiler) OR number"), 0U);  // no language of queries
  EXPECT_EQ(store_.search("boiler", 3).size(), 3U);
  EXPECT_TRUE(store_.search("boiler", 0).empty());
}

TEST_F(StoreSearch, ToleratesTypos) {
  EXPECT_EQ(count("boilre number 17"), 1U);
  EXPECT_EQ(count("natrual gsa"), 0U);  // no word of three letters is guessed
  EXPECT_EQ(count("natrual gas"), 2U);
  EXPECT_EQ(count("prodction naturla"), 2U);
  EXPECT_EQ(count("xylophone"), 0U);
}

TEST_F(StoreSearch, ForgetsWhatIsTakenOut) {
  store_.remove("more");
  EXPECT_EQ(count("number"), 0U);
  EXPECT_EQ(count("electricitee"), 0U);
  EXPECT_EQ(count("climate"), 1U);
}

TEST(NearWord, CountsLettersThatAreWrongMissingAddedOrSwapped) {
  EXPECT_EQ(distance("heat", "heat", 2), 0U);
  EXPECT_EQ(distance("haet", "heat", 2), 1U);
  EXPECT_EQ(distance("het", "heat", 2), 1U);
  EXPECT_EQ(distance("heeat", "heat", 2), 1U);
  EXPECT_EQ(distance("hect", "heat", 2), 1U);
  EXPECT_EQ(distance("kitten", "sitting", 3), 3U);
  EXPECT_EQ(distance("kitten", "sitting", 2), 3U);  // more than the limit
  EXPECT_EQ(distance("ca", "abc", 3), 3U);          // restricted: no letter twice
  EXPECT_EQ(distance("", "abc", 3), 3U);
  EXPECT_EQ(distance(std::string(70, 'a'), std::string(70, 'a'), 2), 3U);
}

}  // namespace
