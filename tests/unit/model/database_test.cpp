#include "lichen/model/database.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace {

using namespace lichen;

/// Water by mass (kg, t) with a volume (m3, l): 1 kg is 0.001 m3.
Database water() {
  Database database;
  const UnitGroupIndex mass{0U}, volume{1U};
  database.unit_groups.resize(2);
  database.units = {{.group = mass, .factor = 1.},
                    {.group = mass, .factor = 1000.},
                    {.group = volume, .factor = 1.},
                    {.group = volume, .factor = 0.001}};
  database.flow_properties = {{.group = mass}, {.group = volume}};
  database.flow_property_factors = {{FlowPropertyIndex{0U}, 1.},
                                    {FlowPropertyIndex{1U}, 0.001}};
  database.flows.push_back({.reference_property = FlowPropertyIndex{0U},
                            .reference_unit = UnitIndex{0U},
                            .property_count = 2});
  return database;
}

TEST(ReferenceUnitsPer, ConvertsWithinTheReferenceProperty) {
  const Database database = water();
  EXPECT_EQ(reference_units_per(database, database.flows[0], UnitIndex{1U},
                                FlowPropertyIndex{0U}),
            1000.);
}

TEST(ReferenceUnitsPer, ConvertsFromAnotherProperty) {
  const Database database = water();
  // 1 m3 = 1 / 0.001 kg; 1 l = 0.001 m3 = 1 kg.
  EXPECT_EQ(reference_units_per(database, database.flows[0], UnitIndex{2U},
                                FlowPropertyIndex{1U}),
            1000.);
  EXPECT_EQ(reference_units_per(database, database.flows[0], UnitIndex{3U},
                                FlowPropertyIndex{1U}),
            1.);
}

TEST(ReferenceUnitsPer, IsNeverOneWhereItIsUnknown) {
  const Database database = water();
  // A unit of another group, and a property that the flow does not have.
  EXPECT_TRUE(
      std::isnan(reference_units_per(database, database.flows[0], UnitIndex{2U}, {})));
  EXPECT_TRUE(std::isnan(reference_units_per(database, database.flows[0], UnitIndex{0U},
                                             FlowPropertyIndex{1U})));
}

}  // namespace
