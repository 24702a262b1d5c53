#include "lichen/study/near_names.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

using lichen::near_names;
using Names = std::vector<std::string>;

const std::vector<std::string_view> names = {"Steel, billets, at plant",
                                             "Steel, stainless",
                                             "Electricity, at grid, US, 2000",
                                             "Electricity, at Grid, US, 2008",
                                             "Urea",
                                             "Urea, as N"};

TEST(NearNames, GiveANameThatDiffersByCaseFirst) {
  EXPECT_EQ(near_names("electricity, AT grid, us, 2008", names).front(),
            "Electricity, at Grid, US, 2008");
}

TEST(NearNames, GiveANameThatAFewLettersSetApart) {
  EXPECT_EQ(near_names("Ureea", names), (Names{"Urea"}));
}

TEST(NearNames, GiveNamesThatHoldAllWordsInAnyOrder) {
  EXPECT_EQ(near_names("billets steel", names), (Names{"Steel, billets, at plant"}));
}

TEST(NearNames, GiveNothingWhereNothingIsNear) {
  EXPECT_TRUE(near_names("aluminium", names).empty());
  EXPECT_TRUE(near_names("", {"Steel, billets, at plant"}).empty());
  EXPECT_TRUE(near_names("x", {}).empty());
}

TEST(NearNames, GiveEachNameOnceAndNoMoreThanAsked) {
  EXPECT_EQ(near_names("urea", {"Urea", "Urea"}).size(), 1U);
  EXPECT_EQ(near_names("electricity", names, 1).size(), 1U);
}

}  // namespace
