#include "lichen/study/explain.hpp"

#include <memory>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/lookup.hpp"
#include "lichen/study/system.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::message_of;
using test::says;

class Explain : public testing::Test {
 protected:
  std::shared_ptr<const Database> database = test::small_study_with_method();
  MethodChoice choice = test::method_of(database);
};

TEST_F(Explain, TellsTheFactorOfEachCategory) {
  const auto reasons = explain_factors(*database, "Methane", choice);

  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_EQ(reasons[0].category_name, "climate");
  EXPECT_EQ(reasons[0].rule, MatchRule::same_id);
  EXPECT_EQ(reasons[0].value, 30.);
  EXPECT_EQ(reasons[0].compartment, "air");
  EXPECT_TRUE(says(reasons[0].text, "30 kg CO2 eq per kg"));
  EXPECT_EQ(reasons[1].category_name, "toxicity");
  EXPECT_EQ(reasons[1].rule, MatchRule::no_factor);
  EXPECT_TRUE(says(reasons[1].text, "no factor"));
}

TEST_F(Explain, TellsTheWayThroughAFlowMap) {
  FlowMap map;
  FlowMapEntry entry;
  entry.source = database->flows[find_flow(*database, "Coal, in ground").at()].id;
  entry.target = database->flows[find_flow(*database, "Carbon dioxide").at()].id;
  entry.factor = 2.5;
  entry.match = "~";
  map.entries.push_back(entry);
  choice.flow_map = std::make_shared<const FlowMap>(map);
  choice.categories = {"climate"};

  const auto reasons = explain_factors(*database, "Coal, in ground", choice);

  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].rule, MatchRule::flow_map);
  EXPECT_EQ(reasons[0].target_name, "Carbon dioxide");
  EXPECT_EQ(reasons[0].match, "~");
  EXPECT_TRUE(says(reasons[0].text, "match condition ~"));
}

TEST_F(Explain, TellsThatALongTermEmissionWasExcluded) {
  choice.options.exclude_long_term = true;
  choice.categories = {"toxicity"};

  const auto reasons = explain_factors(*database, "Lead", choice);

  EXPECT_EQ(reasons.at(0).rule, MatchRule::excluded_long_term);
  EXPECT_TRUE(says(reasons.at(0).text, "exclude_long_term"));
}

TEST_F(Explain, TellsThatFactorsConflict) {
  Database changed = test::small_study().build();
  changed.categories.emplace_back();
  changed.categories[0].factor_count = 2;
  Factor factor;
  factor.flow = find_flow(changed, "Methane");
  factor.value = 27.;
  changed.factors.push_back(factor);
  factor.value = 29.8;
  changed.factors.push_back(factor);
  choice.methods = std::make_shared<const Database>(std::move(changed));

  const auto reasons = explain_factors(*choice.methods, "Methane", choice);

  EXPECT_EQ(reasons.at(0).rule, MatchRule::conflicting);
  EXPECT_TRUE(says(reasons.at(0).text, "on_duplicate_factor"));
}

TEST_F(Explain, NamesNearFlows) {
  const auto message =
      message_of<DataError>([&] { (void)explain_factors(*database, "methane", choice); });
  EXPECT_TRUE(says(message, "did you mean \"Methane\""));
}

TEST_F(Explain, IsOfferedByASystem) {
  EXPECT_EQ(System(database).explain("Methane", choice).size(), 2U);
}

TEST(MatchRuleNames, AreStable) {
  EXPECT_EQ(to_string(MatchRule::same_id), "same_id");
  EXPECT_EQ(to_string(MatchRule::unit_mismatch), "unit_mismatch");
}

}  // namespace
