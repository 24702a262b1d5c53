#include "lichen/model/unit_check.hpp"

#include <string>

#include <gtest/gtest.h>

namespace {

using namespace lichen;

/// A package with one unit group whose first unit is the reference.
class UnitCheckTest : public testing::Test {
 protected:
  UnitCheckTest() {
    database_.unit_groups.push_back({.id = make_id("group"),
                                     .name = database_.texts.add("Units of something"),
                                     .reference = UnitIndex{0U},
                                     .default_property = {}});
  }
  void unit(const std::string& name, double factor) {
    database_.units.push_back({.id = make_id(name + std::to_string(factor)),
                               .name = database_.texts.add(name),
                               .group = UnitGroupIndex{0U},
                               .factor = factor,
                               .synonyms = {}});
  }
  std::vector<Finding> findings() const { return check_units(database_).items(); }

  Database database_;
};

TEST_F(UnitCheckTest, FindsNothingWhereFactorsAgree) {
  unit("kg", 1.);
  unit("t", 1000.);
  unit("mg", 1e-6);
  unit("Mg", 1000.);
  EXPECT_TRUE(findings().empty());
}

TEST_F(UnitCheckTest, NamesWhatIsNearAnUnknownUnit) {
  unit("kg", 1.);
  unit("kilogramm", 1.);
  const auto found = findings();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, "unknown_unit");
  EXPECT_NE(found[0].message.find("near it: kilogram"), std::string::npos);
}

TEST_F(UnitCheckTest, NamesBothFactorsAndTheRepeatedName) {
  unit("t*km", 1.);
  unit("t*mi", 1.6);  // 1.609344 by definition
  unit("t*mi", 1.45);
  const auto found = findings();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].kind, "unit_factor_differs");
  EXPECT_NE(found[0].message.find("1.6 t*km per t*mi"), std::string::npos);
  EXPECT_NE(found[0].message.find("1.609344"), std::string::npos);
  EXPECT_EQ(found[1].kind, "unit_factor_differs");
  EXPECT_EQ(found[2].kind, "repeated_unit_name");
}

TEST_F(UnitCheckTest, WarnsWhereTheUnitIsUsed) {
  unit("m", 1.);
  unit("ft", 0.3);
  EXPECT_EQ(findings()[0].severity, Severity::info);
  database_.exchanges.push_back({.amount = 1., .unit = UnitIndex{1U}});
  EXPECT_EQ(findings()[0].severity, Severity::warning);
}

TEST_F(UnitCheckTest, TellsYearFromAreByTheRestOfTheGroup) {
  unit("a", 1.);
  unit("d", 1. / 365.);
  const auto dimension = dimension_of(database_, UnitGroupIndex{0U});
  ASSERT_TRUE(dimension);
  EXPECT_EQ(dimension->to_string(), "s");
  EXPECT_TRUE(findings().empty());
}

TEST_F(UnitCheckTest, LeavesADimensionOpenThatNothingDecides) {
  unit("a", 1.);
  EXPECT_FALSE(dimension_of(database_, UnitGroupIndex{0U}));
  EXPECT_FALSE(library_factor(database_, UnitIndex{0U}));
}

TEST_F(UnitCheckTest, ComparesNoRatesOfCurrencies) {
  unit("EUR 2000", 1.);
  unit("USD 2000", 1.1);
  EXPECT_TRUE(findings().empty());
}

TEST_F(UnitCheckTest, ReportsAUnitOfAnotherDimension) {
  unit("item*km", 1.);
  unit("v*km", 1.);
  const auto found = findings();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, "unit_of_other_dimension");
}

TEST_F(UnitCheckTest, GivesTheFactorOfTheTable) {
  unit("d", 1.);
  unit("h", 0.0416);
  EXPECT_DOUBLE_EQ(library_factor(database_, UnitIndex{1U}).value(), 1. / 24.);
  unit("stone", 6.35);
  EXPECT_FALSE(library_factor(database_, UnitIndex{2U}));
}

}  // namespace
