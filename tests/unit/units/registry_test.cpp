#include "lichen/units/registry.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/units/table_data.hpp"

namespace {

using lichen::DataError;
using lichen::UnitError;
using lichen::units::Base;
using lichen::units::Dimension;
using lichen::units::Registry;

const Registry& table() { return Registry::standard(); }

std::string message_of(const std::string& name) {
  try {
    (void)table().at(name);
  } catch (const UnitError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

struct Known {
  const char* name;
  const char* dimension;
  double factor;
};

class KnownUnit : public testing::TestWithParam<Known> {};
TEST_P(KnownUnit, HasItsDimensionAndFactor) {
  const auto& unit = table().at(GetParam().name);
  EXPECT_EQ(unit.dimension.to_string(), GetParam().dimension);
  EXPECT_DOUBLE_EQ(unit.factor, GetParam().factor);
}
// Factors by definition: 1 kWh = 1000 W × 3600 s; 1 t·km = 1000 kg × 1000 m; …
INSTANTIATE_TEST_SUITE_P(
    Names, KnownUnit,
    testing::Values(Known{"kg", "kg", 1.}, Known{"Mg", "kg", 1e3},
                    Known{"mg", "kg", 1e-6}, Known{"MJ", "kg m2 s-2", 1e6},
                    Known{"mJ", "kg m2 s-2", 1e-3},
                    Known{"kWh", "kg m2 s-2", 1000. * 3600.}, Known{"ML", "m3", 1e3},
                    Known{"ml", "m3", 1e-6}, Known{"tkm", "kg m", 1e6},
                    Known{"t*km", "kg m", 1e6}, Known{"metric ton*km", "kg m", 1e6},
                    Known{"m2*a", "m2 s", 365. * 86400.}, Known{"m2a", "m2 s", 31536000.},
                    Known{"m3*a", "m3 s", 31536000.}, Known{"kBq", "s-1", 1e3},
                    Known{"Nm3", "m3", 1.}, Known{"p", "item", 1.},
                    Known{"Item(s)", "item", 1.}, Known{"unit", "item", 1.},
                    Known{"person*km", "person m", 1e3}, Known{"EUR2005", "EUR2005", 1.},
                    Known{"EUR2003", "EUR2003", 1.}, Known{"kilogram", "kg", 1.},
                    Known{"kilowatt hour", "kg m2 s-2", 3.6e6},
                    Known{"lb av", "kg", 0.45359237}, Known{"vkm", "vehicle m", 1e3},
                    Known{"MJ, net calorific value", "kg m2 s-2", 1e6}));

class UnknownUnit : public testing::TestWithParam<const char*> {};
TEST_P(UnknownUnit, IsRefusedAndNotGuessed) {
  EXPECT_TRUE(table().candidates(GetParam()).empty());
  EXPECT_NE(message_of(GetParam()).find("is unknown"), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(Labels, UnknownUnit,
                         testing::Values("kg CO2 eq", "kg CO2-Eq", "m3 world eq", "DALY",
                                         "guest night", "°C", "KG", "mj", "kg N eq", "",
                                         "PDF*m2*yr"));

TEST(Registry, TakesADimensionWhereANameStandsForSeveralUnits) {
  EXPECT_NE(message_of("a").find("several units"), std::string::npos);
  EXPECT_DOUBLE_EQ(table().find("a", Dimension::of(Base::time))->factor, 31536000.);
  EXPECT_DOUBLE_EQ(table().find("a", Dimension::of(Base::length, 2))->factor, 100.);
  EXPECT_DOUBLE_EQ(table().find("h", Dimension::of(Base::time))->factor, 3600.);
  EXPECT_DOUBLE_EQ(table().find("h", Dimension::of(Base::length))->factor, 0.1016);
  EXPECT_EQ(table().find("h", Dimension::of(Base::mass)), nullptr);
}

TEST(Registry, NamesNearMatches) {
  EXPECT_NE(message_of("KWh ").find("kWh"), std::string::npos);
  const auto near = table().near("kilogramm");
  ASSERT_FALSE(near.empty());
  EXPECT_EQ(near[0], "kilogram");
}

TEST(Registry, KeepsCurrenciesOfDifferentYearsApart) {
  EXPECT_FALSE(table().at("EUR2003").dimension == table().at("EUR2005").dimension);
  EXPECT_FALSE(table().at("EUR").dimension == table().at("USD").dimension);
}

TEST(Registry, HoldsTheTableByteForByte) {
  std::ifstream file(std::filesystem::path(LICHEN_DATASETS) / "units/units.csv");
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(std::string(lichen::detail::table_csv), text.str());
}

TEST(Registry, NamesTheLineOfABrokenTable) {
  EXPECT_THROW((void)Registry::parse("header\nkg,,kg,zero,x\n"), DataError);
  EXPECT_THROW((void)Registry::parse("header\nkg,,stone,1,x\n"), DataError);
  EXPECT_THROW((void)Registry::parse("header\nkg,,kg,1,x\nkilo,kg,kg,1,x\n"), DataError);
}

}  // namespace
