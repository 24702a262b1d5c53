#include "lichen/study/result.hpp"

#include <memory>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/system.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::message_of;
using test::says;

class Results : public testing::Test {
 protected:
  [[nodiscard]] Result result_of(const char* activity) const {
    return System(database).calculate({{activity}}, test::method_of(database));
  }

  std::shared_ptr<const Database> database = test::small_study_with_method();
};

TEST_F(Results, GiveAScoreByNameOrId) {
  const Result result = result_of("Heat, from coal");

  EXPECT_EQ(result.score("toxicity").unit, "CTUh");
  EXPECT_EQ(result.score(to_string(result.scores[1].id)).category, "toxicity");
}

TEST_F(Results, NameNearCategories) {
  const Result result = result_of("Heat, from coal");
  const auto message = message_of<DataError>([&] { (void)result.score("Climate"); });
  EXPECT_TRUE(says(message, "did you mean \"climate\""));
}

TEST_F(Results, RefuseANameOfTwoCategories) {
  Result result = result_of("Heat, from coal");
  result.scores[1].category = "climate";
  EXPECT_THROW((void)result.score("climate"), DataError);
}

TEST_F(Results, DifferByTheDifferenceOfTheirScores) {
  const Result heat = result_of("Heat, from coal");
  const Result coal = result_of("Coal mine");

  const auto gap = difference(heat, coal, "climate");

  EXPECT_DOUBLE_EQ(gap.value, heat.scores[0].value - coal.scores[0].value);
  EXPECT_EQ(gap.unit, "kg CO2 eq");
  EXPECT_GE(gap.error.estimate, heat.scores[0].error.estimate);
}

class MixedResults : public Results {
 protected:
  [[nodiscard]] std::string refusal() const {
    return message_of<DataError>([&] { (void)difference(a, b, "climate"); });
  }
  Result a = result_of("Heat, from coal");
  Result b = result_of("Coal mine");
};

TEST_F(MixedResults, OfTwoMethodsAreRefused) {
  b.method_id = make_id("another");
  EXPECT_TRUE(says(refusal(), "must not be mixed"));
}

TEST_F(MixedResults, OfTwoVersionsAreRefused) {
  b.method_version = "2";
  EXPECT_TRUE(says(refusal(), "version"));
}

TEST_F(MixedResults, OfTwoPackagesAreRefused) {
  b.method_source = "xxh3:0";
  EXPECT_TRUE(says(refusal(), "package"));
}

TEST_F(MixedResults, OfTwoPoliciesAreRefused) {
  auto choice = test::method_of(database);
  choice.options.exclude_long_term = true;
  b = System(database).calculate({{"Coal mine"}}, choice);
  EXPECT_TRUE(says(refusal(), "exclude_long_term"));
}

TEST_F(MixedResults, OfAScoredAndABareInventoryAreRefused) {
  b = System(database).inventory({{"Coal mine"}});
  EXPECT_THROW((void)difference(a, b, "climate"), DataError);
}

}  // namespace
