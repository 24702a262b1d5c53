#include "lichen/study/search.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/id.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using Names = std::vector<std::string>;

class Search : public testing::Test {
 protected:
  [[nodiscard]] Names names(const std::string& query,
                            const SearchOptions& options = {}) const {
    Names found;
    for (const FoundRow& row : search(database, query, options))
      found.push_back(row.name);
    return found;
  }

  Database database = test::small_study().build();
};

TEST_F(Search, FindsWordsInAnyOrderAndCase) {
  EXPECT_EQ(names("COAL heat"), (Names{"Heat, from coal"}));
}

TEST_F(Search, PutsWholeNamesBeforeBeginningsBeforeTheRest) {
  EXPECT_EQ(names("coal"),
            (Names{"coal", "Coal mine", "Coal, in ground", "Heat, from coal"}));
}

TEST_F(Search, FindsByLocationAndProduct) {
  EXPECT_EQ(names("power FR"), (Names{"Power, plant"}));
  EXPECT_EQ(names("nuclear"), (Names{"nuclear power", "Power, plant"}));
}

TEST_F(Search, FindsByCompartment) { EXPECT_EQ(names("long-term"), (Names{"Lead"})); }

TEST_F(Search, FindsById) {
  EXPECT_EQ(search(database, to_string(make_id("plant in France"))).at(0).location, "FR");
}

TEST_F(Search, TellsWhatARowIs) {
  const FoundRow mine = search(database, "Coal mine").at(0);

  EXPECT_EQ(mine.kind, FoundKind::activity);
  EXPECT_EQ(mine.product, "coal");
  EXPECT_EQ(mine.location, "PL");
  EXPECT_EQ(mine.amount, 1.);  // as written: 1 t
  EXPECT_EQ(mine.unit, "t");
  const FoundRow lead = search(database, "Lead").at(0);
  EXPECT_EQ(lead.kind, FoundKind::flow);
  EXPECT_EQ(lead.product, "elementary");
  EXPECT_EQ(lead.category, "water/ground water, long-term");
  EXPECT_EQ(lead.unit, "kg");
}

TEST_F(Search, LeavesOutWhatIsNotAskedFor) {
  EXPECT_EQ(names("coal", {.flows = false}), (Names{"Coal mine", "Heat, from coal"}));
  EXPECT_EQ(names("coal", {.activities = false}), (Names{"coal", "Coal, in ground"}));
  EXPECT_EQ(names("coal", {.limit = 1}), (Names{"coal"}));
}

TEST_F(Search, FindsNothingWhereNothingFits) {
  EXPECT_TRUE(names("aluminium").empty());
  EXPECT_TRUE(search(Database(), "coal").empty());
}

TEST_F(Search, GivesAllForAnEmptyQuery) {
  EXPECT_EQ(names("").size(), database.activities.size() + database.flows.size());
}

}  // namespace
