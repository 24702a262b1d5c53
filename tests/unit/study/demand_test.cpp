#include "lichen/study/demand.hpp"

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"

namespace {

using lichen::DataError;
using lichen::parse_demand;

TEST(ParseDemand, TakesNameAmountAndUnit) {
  const auto demand = parse_demand("Electricity, at Grid, US, 2008 = 2.5 kWh");
  EXPECT_EQ(demand.activity, "Electricity, at Grid, US, 2008");
  EXPECT_EQ(demand.amount, 2.5);
  EXPECT_EQ(demand.unit, "kWh");
}

TEST(ParseDemand, IsOneReferenceUnitWhereNothingIsSaid) {
  const auto demand = parse_demand("steel");
  EXPECT_EQ(demand.activity, "steel");
  EXPECT_EQ(demand.amount, 1.);
  EXPECT_EQ(demand.unit, "");
}

TEST(ParseDemand, LeavesEqualSignsOfNamesAlone) {
  EXPECT_EQ(parse_demand("plant (x = y) = 3").activity, "plant (x = y)");
  EXPECT_EQ(parse_demand("plant (x = y)").activity, "plant (x = y)");
}

TEST(ParseDemand, RefusesAmountsThatAreNotFinite) {
  EXPECT_THROW((void)parse_demand("steel = 1e999 kg"), DataError);
  EXPECT_THROW((void)parse_demand("steel = inf"), DataError);
}

}  // namespace
