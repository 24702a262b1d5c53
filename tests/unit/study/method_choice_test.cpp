#include "lichen/study/method_choice.hpp"

#include <memory>
#include <utility>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/model/builder.hpp"
#include "support/message.hpp"

namespace {

using namespace lichen;
using test::message_of;
using test::says;

/// Two versions of one method, and an unrelated one without factors.
class Choosing : public testing::Test {
 protected:
  Choosing() {
    DatabaseBuilder builder;
    const auto co2 = builder.elementary_flow("Carbon dioxide", "kg", "air");
    const auto old_one = builder.method("gwp", "AR5");
    const auto of_old = builder.category(old_one, "GWP 100", "kg CO2 eq");
    builder.factor(of_old, co2, 1.);
    builder.nw_set(old_one, "old set", "Pt", {{of_old, 2., 1.}});
    const auto new_one = builder.method("climate", "AR6");
    const auto of_new = builder.category(new_one, "GWP 20", "kg CO2 eq");
    builder.factor(of_new, co2, 1.);
    (void)builder.category(new_one, "no factors yet", "kg");
    builder.nw_set(new_one, "mixed set", "Pt", {{of_new, 2., 1.}, {of_old, 3., 1.}});
    (void)builder.category(builder.method("listed only"), "nothing", "kg");
    choice.methods = std::make_shared<const Database>(builder.build());
  }

  [[nodiscard]] std::string refusal() const {
    return message_of<DataError>([&] { (void)resolve_method(choice); });
  }

  MethodChoice choice;
};

TEST_F(Choosing, TakesAMethodByName) {
  choice.method = "gwp";
  const auto resolved = resolve_method(choice);

  EXPECT_EQ(resolved.method, MethodIndex(std::size_t{0}));
  EXPECT_EQ(resolved.categories.size(), 1U);
  EXPECT_EQ(resolved.nw_set, nullptr);
}

TEST_F(Choosing, TakesAMethodByNameAndVersion) {
  choice.method = "climate, AR6";
  EXPECT_EQ(resolve_method(choice).method, MethodIndex(std::size_t{1}));
}

TEST_F(Choosing, ListsTheMethodsWhereNoneIsNamed) {
  EXPECT_TRUE(says(refusal(), "\"gwp\""));
  EXPECT_TRUE(says(refusal(), "\"climate\""));
}

TEST_F(Choosing, NamesNearMethods) {
  choice.method = "GWP";
  EXPECT_TRUE(says(refusal(), "did you mean \"gwp\""));
}

TEST_F(Choosing, TakesCategoriesByName) {
  choice.method = "climate";
  choice.categories = {"GWP 20", "GWP 20"};
  EXPECT_EQ(resolve_method(choice).categories.size(), 1U);
}

TEST_F(Choosing, RefusesACategoryOfAnotherMethod) {
  choice.method = "climate";
  choice.categories = {"GWP 20", "GWP 100"};
  EXPECT_TRUE(says(refusal(), "must not be mixed"));
}

TEST_F(Choosing, RefusesASetOfAnotherMethod) {
  choice.method = "climate";
  choice.nw_set = "old set";
  EXPECT_TRUE(says(refusal(), "must not be mixed"));
}

TEST_F(Choosing, RefusesASetThatWeighsCategoriesOfAnotherMethod) {
  choice.method = "climate";
  choice.nw_set = "mixed set";
  EXPECT_TRUE(says(refusal(), "must not be mixed"));
}

TEST_F(Choosing, RefusesAnUnknownCategoryOrSet) {
  choice.method = "gwp";
  choice.categories = {"GWP 10"};
  EXPECT_TRUE(says(refusal(), "did you mean \"GWP 100\""));
  choice.categories.clear();
  choice.nw_set = "old sets";
  EXPECT_TRUE(says(refusal(), "did you mean \"old set\""));
}

TEST_F(Choosing, RefusesAMethodWithoutFactors) {
  choice.method = "listed only";
  EXPECT_TRUE(says(refusal(), "no factors"));
  choice.method = "climate";
  choice.categories = {"no factors yet"};
  EXPECT_TRUE(says(refusal(), "no factors"));
}

TEST_F(Choosing, TakesASetOfTheMethod) {
  choice.method = "gwp";
  choice.nw_set = "old set";
  ASSERT_NE(resolve_method(choice).nw_set, nullptr);
  EXPECT_EQ(resolve_method(choice).nw_set->factors.size(), 1U);
}

TEST_F(Choosing, TakesTheCategoriesOfAPackageThatNamesNoMethod) {
  Database bare;
  bare.categories.resize(2);
  bare.categories[1].factor_count = 1;
  bare.factors.resize(1);
  choice.methods = std::make_shared<const Database>(std::move(bare));

  const auto resolved = resolve_method(choice);

  EXPECT_FALSE(resolved.method);
  EXPECT_EQ(resolved.categories.size(), 2U);
}

TEST_F(Choosing, RefusesNoMethodsAtAll) {
  choice.methods = nullptr;
  EXPECT_TRUE(says(refusal(), "no methods"));
  choice.methods = std::make_shared<const Database>();
  EXPECT_TRUE(says(refusal(), "no categories"));
}

}  // namespace
