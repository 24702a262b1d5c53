#include "lichen/units/near_match.hpp"

#include <gtest/gtest.h>

namespace {

using lichen::units::edit_distance;

TEST(EditDistance, CountsEveryKindOfMistake) {
  EXPECT_EQ(edit_distance("kWh", "kWh"), 0U);
  EXPECT_EQ(edit_distance("kilogramm", "kilogram"), 1U);
  EXPECT_EQ(edit_distance("kiolgram", "kilogram"), 1U);  // neighbours swapped
  EXPECT_EQ(edit_distance("sitting", "kitten"), 3U);     // the textbook's example, turned
  EXPECT_EQ(edit_distance("", "abc"), 3U);
}

}  // namespace
