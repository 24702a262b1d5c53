#include "lichen/units/boost.hpp"

#include <boost/units/systems/cgs.hpp>
#include <gtest/gtest.h>

#include "lichen/units/registry.hpp"

namespace {

using namespace lichen::units;

static_assert(dimension_of<boost::units::si::energy> ==
              Dimension::of(Base::mass) * Dimension::of(Base::length, 2) /
                  Dimension::of(Base::time, 2));

/// A typed name and the unit of the table that it must equal.
struct Named {
  Amount typed;
  const char* name;
};

class TypedUnit : public testing::TestWithParam<Named> {};
TEST_P(TypedUnit, EqualsTheTable) {
  const Unit& unit = Registry::standard().at(GetParam().name);
  EXPECT_EQ(GetParam().typed.dimension, unit.dimension);
  EXPECT_DOUBLE_EQ(GetParam().typed.value, unit.factor);
}
INSTANTIATE_TEST_SUITE_P(
    Names, TypedUnit,
    testing::Values(
        Named{1. * kilowatt_hour, "kWh"}, Named{1. * megajoule, "MJ"},
        Named{1. * megawatt_hour, "MWh"}, Named{1. * kilowatt, "kW"},
        Named{1. * kilobecquerel, "kBq"}, Named{1. * gram, "g"}, Named{1. * tonne, "t"},
        Named{1. * kilogram, "kg"}, Named{1. * hectare, "ha"}, Named{1. * litre, "l"},
        Named{1. * cubic_metre, "m3"}, Named{1. * day, "d"}, Named{1. * hour, "hour"},
        Named{1. * year, "year"}, Named{1. * kilometre, "km"}, Named{1. * item, "item"},
        Named{1. * person, "person"}, Named{1. * vehicle, "vehicle"},
        Named{1. * animal, "animal"}, Named{1. * tonne_kilometre, "t*km"},
        Named{1. * person_kilometre, "p*km"}, Named{1. * vehicle_kilometre, "v*km"},
        Named{1. * item_kilometre, "item*km"}, Named{1. * square_metre_year, "m2*a"},
        Named{1. * cubic_metre_year, "m3*a"}));

TEST(ToAmount, TakesOtherSystemsOfUnits) {
  // 1 erg = 1e-7 J, 1 g = 1e-3 kg.
  EXPECT_DOUBLE_EQ(to_amount(1. * boost::units::cgs::erg).value, 1e-7);
  EXPECT_DOUBLE_EQ(to_amount(5. * boost::units::cgs::gram).value, 5e-3);
}

TEST(ToAmount, KeepsNegativeAndComposedExponents) {
  const Amount rate = to_amount(2. * kilogram / square_metre / (1. * second));
  EXPECT_EQ(rate.dimension.to_string(), "kg m-2 s-1");
  EXPECT_DOUBLE_EQ(rate.value, 2.);
  const Amount per_item = to_amount(3. * kilogram / item);
  EXPECT_EQ(per_item.dimension.to_string(), "item-1 kg");
}

}  // namespace
