#include "lichen/study/demand.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/model/builder.hpp"
#include "lichen/units/boost.hpp"
#include "support/message.hpp"

namespace {

using namespace lichen;
using test::message_of;
using test::says;

TEST(ParseDemand, ReadsNameAmountAndUnit) {
  const auto entry = parse_demand("Electricity, at Grid, US, 2008 = 2.5 kWh");

  EXPECT_EQ(entry.activity, "Electricity, at Grid, US, 2008");
  EXPECT_EQ(entry.amount, 2.5);
  EXPECT_EQ(entry.unit, "kWh");
}

TEST(ParseDemand, TakesOneReferenceUnitWhereNoAmountIsGiven) {
  const auto entry = parse_demand("  Steel, billets ");

  EXPECT_EQ(entry.activity, "Steel, billets");
  EXPECT_EQ(entry.amount, 1.);
  EXPECT_EQ(entry.unit, "");
}

TEST(ParseDemand, TakesAnAmountWithoutUnit) {
  EXPECT_EQ(parse_demand("steel=-1e-3").amount, -1e-3);
  EXPECT_EQ(parse_demand("steel=-1e-3").unit, "");
}

TEST(ParseDemand, ReadsAUnitThatTouchesItsAmount) {
  EXPECT_EQ(parse_demand("steel = +3t").amount, 3.);
  EXPECT_EQ(parse_demand("steel = +3t").unit, "t");
}

TEST(ParseDemand, LeavesAnEqualsSignInAName) {
  EXPECT_EQ(parse_demand("cells, n=m").activity, "cells, n=m");
  EXPECT_EQ(parse_demand("cells, n=m = 2 kg").activity, "cells, n=m");
  EXPECT_EQ(parse_demand("cells, n=m = 2 kg").amount, 2.);
}

class BadDemand : public testing::TestWithParam<const char*> {};
TEST_P(BadDemand, IsRefused) { EXPECT_THROW((void)parse_demand(GetParam()), DataError); }
INSTANTIATE_TEST_SUITE_P(Texts, BadDemand,
                         testing::Values("", "  ", "= 1 kg", "steel = nan",
                                         "steel = inf kg", "steel = -inf",
                                         "steel = 1e400 kg", "steel ="));

/// A product that is counted in kg and m3 at once: 1 kg of it is 0.001 m3.
class Water : public testing::Test {
 protected:
  Water() {
    DatabaseBuilder builder;
    (void)builder.product("water ", "kg");
    (void)builder.product("heat", "MJ");
    database = builder.build();
    const UnitGroupIndex volumes(database.unit_groups.size());
    const UnitIndex cubic_metre(database.units.size());
    const FlowPropertyIndex volume(database.flow_properties.size());
    auto& texts = database.texts;
    database.unit_groups.push_back(
        {make_id("volumes"), texts.add("Units of volume"), cubic_metre, volume});
    add_unit("m3", "m3", volumes, 1.);
    add_unit("bucket", "bucket", volumes, 0.01);
    add_unit("barrel a", "barrel", volumes, 0.159);
    add_unit("barrel b", "barrel", volumes, 0.117);
    add_unit("cup", "cup", volumes, 0.00025, "teacup; mug");
    database.flow_properties.push_back({make_id("volume"), texts.add("Volume"), volumes});
    Flow& water = database.flows[0];
    const auto own = database.properties_of(water);
    const std::vector<FlowPropertyFactor> before(own.begin(), own.end());
    water.first_property =
        static_cast<std::uint32_t>(database.flow_property_factors.size());
    for (const auto& row : before) database.flow_property_factors.push_back(row);
    if (before.empty())
      database.flow_property_factors.push_back({water.reference_property, 1.});
    database.flow_property_factors.push_back({volume, 0.001});
    water.property_count =
        static_cast<std::uint32_t>(database.flow_property_factors.size()) -
        water.first_property;
  }

  void add_unit(const char* id, const char* name, UnitGroupIndex group, double factor,
                const char* synonyms = "") {
    database.units.push_back({make_id(id), database.texts.add(name), group, factor,
                              database.texts.add(synonyms)});
  }

  [[nodiscard]] double in_kilograms(double amount, const std::string& unit,
                                    UnitFactors factors = UnitFactors::package) const {
    return reference_amount(database, database.flows[0], {"water", amount, unit},
                            factors);
  }

  Database database;
};

TEST_F(Water, IsAskedForInItsReferenceUnit) {
  EXPECT_EQ(in_kilograms(2., ""), 2.);
  EXPECT_EQ(in_kilograms(2., "kg"), 2.);
}

TEST_F(Water, IsAskedForByAnotherOfItsProperties) {
  EXPECT_DOUBLE_EQ(in_kilograms(2., "m3"), 2000.);
  EXPECT_DOUBLE_EQ(in_kilograms(3., "bucket"), 30.);
}

TEST_F(Water, IsAskedForByTheSynonymOfAUnit) {
  EXPECT_DOUBLE_EQ(in_kilograms(4., "mug"), 1.);
}

TEST_F(Water, IsAskedForInAUnitThatOnlyTheLibraryKnows) {
  EXPECT_DOUBLE_EQ(in_kilograms(2., "t"), 2000.);
  EXPECT_DOUBLE_EQ(in_kilograms(1., "lb"), 0.45359237);
}

TEST_F(Water, CannotBeCountedInANameOfTwoUnits) {
  const auto message = message_of<UnitError>([&] { (void)in_kilograms(1., "barrel"); });

  EXPECT_TRUE(says(message, "159 reference units"));
  EXPECT_TRUE(says(message, "117"));
}

TEST_F(Water, IsCountedInOneOfTwoUnitsByItsId) {
  const auto id = to_string(make_id("barrel b"));
  EXPECT_DOUBLE_EQ(in_kilograms(1., id), 117.);
}

TEST_F(Water, CannotBeCountedInEnergy) {
  const auto message = message_of<UnitError>([&] { (void)in_kilograms(1., "kWh"); });

  EXPECT_TRUE(says(message, "\"kWh\""));
  EXPECT_TRUE(says(message, "\"kg\""));
  EXPECT_TRUE(says(message, "\"water\""));
}

TEST_F(Water, CannotBeCountedInAnUnknownUnit) {
  const auto message = message_of<UnitError>([&] { (void)in_kilograms(1., "kWhh"); });

  EXPECT_TRUE(says(message, "no known unit"));
  EXPECT_TRUE(says(message, "did you mean"));
}

TEST_F(Water, IsNotCountedByACaseThatDiffers) {
  EXPECT_DOUBLE_EQ(in_kilograms(1., "Mg"), 1000.);
  EXPECT_DOUBLE_EQ(in_kilograms(1., "mg"), 1e-6);
}

TEST_F(Water, IsCountedByTheLibraryFirstWhereAPolicySaysSo) {
  add_unit("odd tonne", "t", database.units[database.flows[0].reference_unit.at()].group,
           907.);

  EXPECT_DOUBLE_EQ(in_kilograms(1., "t", UnitFactors::package), 907.);
  EXPECT_DOUBLE_EQ(in_kilograms(1., "t", UnitFactors::library), 1000.);
}

TEST_F(Water, CannotBeAskedForInAnAmountThatIsNotFinite) {
  EXPECT_THROW((void)in_kilograms(std::nan(""), "kg"), DataError);
  EXPECT_THROW((void)in_kilograms(std::numeric_limits<double>::infinity(), ""),
               DataError);
}

TEST_F(Water, IsAskedForInATypedAmount) {
  const DemandEntry tonne("water", 1. * units::tonne);
  EXPECT_DOUBLE_EQ(
      reference_amount(database, database.flows[0], tonne, UnitFactors::package), 1000.);
}

TEST_F(Water, CannotBeAskedForInATypedAmountOfEnergy) {
  const DemandEntry energy("water", 1. * units::kilowatt_hour);
  EXPECT_THROW(
      (void)reference_amount(database, database.flows[0], energy, UnitFactors::package),
      UnitError);
}

TEST_F(Water, LetsHeatBeAskedForInItsOwnUnits) {
  const DemandEntry hour("heat", 1., "kWh");
  EXPECT_DOUBLE_EQ(
      reference_amount(database, database.flows[1], hour, UnitFactors::package), 3.6);
}

}  // namespace
