#include "lichen/units/dimension.hpp"

#include <gtest/gtest.h>

#include "lichen/units/table.hpp"

namespace {

using lichen::units::Base;
using lichen::units::Dimension;
using lichen::units::parse_dimension;
using lichen::units::split_csv_line;

TEST(Dimension, MultipliesAndDivides) {
  constexpr auto speed = Dimension::of(Base::length) / Dimension::of(Base::time);
  static_assert(speed.exponent(Base::time) == -1);
  EXPECT_EQ(speed.to_string(), "m s-1");
  EXPECT_EQ((speed * Dimension::of(Base::time)).to_string(), "m");
  EXPECT_EQ(Dimension().to_string(), "1");
}

TEST(Dimension, ReadsWhatItWrites) {
  for (const char* text : {"kg m2 s-2", "item m", "EUR2003", "USD", "person s", "1"}) {
    const auto dimension = parse_dimension(text);
    ASSERT_TRUE(dimension) << text;
    EXPECT_EQ(dimension->to_string(), text);
  }
}

TEST(Dimension, RefusesWhatIsNoBaseUnit) {
  EXPECT_FALSE(parse_dimension("kg stone"));
  EXPECT_FALSE(parse_dimension("m2.5"));
  EXPECT_FALSE(parse_dimension("EUR20"));
  EXPECT_FALSE(parse_dimension(""));
}

TEST(CsvLine, TakesQuotedFields) {
  const auto fields = split_csv_line("\"a, \"\"b\"\"\",,c");
  ASSERT_EQ(fields.size(), 3U);
  EXPECT_EQ(fields[0], "a, \"b\"");
  EXPECT_EQ(fields[1], "");
}

}  // namespace
