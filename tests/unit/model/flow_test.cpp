#include "lichen/model/flow.hpp"

#include <gtest/gtest.h>

namespace {

using lichen::is_long_term;
using lichen::nominal_direction;
using lichen::NominalDirection;

class FromNature : public testing::TestWithParam<const char*> {};
TEST_P(FromNature, ByItsCompartment) {
  EXPECT_EQ(nominal_direction(GetParam()), NominalDirection::from_nature);
}
INSTANTIATE_TEST_SUITE_P(Paths, FromNature,
                         testing::Values("Elementary flows/resource/in ground",
                                         "natural resource/in water", "resource/in air",
                                         "Resources from ground", "Raw/in water",
                                         "Elementary flows/Resource/in water",
                                         "resource/water/fresh water body"));

class ToNature : public testing::TestWithParam<const char*> {};
TEST_P(ToNature, ByItsCompartment) {
  EXPECT_EQ(nominal_direction(GetParam()), NominalDirection::to_nature);
}
INSTANTIATE_TEST_SUITE_P(Paths, ToNature,
                         testing::Values("air/unspecified", "Emissions to water/river",
                                         "emission/air/urban air close to ground",
                                         "air/low population density, long-term",
                                         "soil/agricultural", "water/ground-",
                                         "Emission to air/unspecified"));

TEST(NominalDirection, IsUnknownWhereNoCompartmentIsNamed) {
  EXPECT_EQ(nominal_direction(""), NominalDirection::unknown);
  EXPECT_EQ(nominal_direction("Chemicals/Repair"), NominalDirection::unknown);
}

TEST(LongTerm, IsNamedBySubCompartment) {
  EXPECT_TRUE(is_long_term("water/ground-, long-term"));
  EXPECT_FALSE(is_long_term("water/ground-"));
}

}  // namespace
