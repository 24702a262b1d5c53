#include "lichen/study/lookup.hpp"

#include <algorithm>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/base/id.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::message_of;
using test::says;

class Lookup : public testing::Test {
 protected:
  [[nodiscard]] std::string found(const std::string& activity,
                                  const std::string& product = "") const {
    const auto index = find_column(database, assembly, {activity, 1., "", product});
    const Column& column = assembly.columns[index.at()];
    const Activity& row = database.activities[column.activity.at()];
    return std::string(database.text(row.name)) + " / " +
           std::string(database.text(database.flows[column.flow.at()].name));
  }

  Database database = test::small_study().build();
  Assembly assembly = assemble(database);
};

TEST_F(Lookup, FindsAnActivityById) {
  EXPECT_EQ(found(to_string(make_id("plant in France"))), "Power, plant / nuclear power");
  EXPECT_EQ(found("plant in France"), "Power, plant / nuclear power");
}

TEST_F(Lookup, FindsAnActivityByName) {
  EXPECT_EQ(found("Heat, from coal"), "Heat, from coal / heat");
}

TEST_F(Lookup, DisregardsBlanksAtTheEnds) {
  EXPECT_EQ(found("  Coal mine\t"), "Coal mine / coal");
}

TEST_F(Lookup, FindsAnActivityByNameAndLocation) {
  EXPECT_EQ(found("Power, plant, FR"), "Power, plant / nuclear power");
  EXPECT_EQ(found("Power, plant, PL"), "Power, plant / power");
}

TEST_F(Lookup, FindsAnActivityByItsProduct) {
  EXPECT_EQ(found("nuclear power"), "Power, plant / nuclear power");
  EXPECT_EQ(found("Power, plant", "power"), "Power, plant / power");
}

TEST_F(Lookup, ListsAllThatANameStandsFor) {
  const auto message = message_of<DataError>([&] { (void)found("Power, plant"); });

  EXPECT_TRUE(says(message, database.id_text(make_id("plant in France"))));
  EXPECT_TRUE(says(message, database.id_text(make_id("plant in Poland"))));
  EXPECT_TRUE(says(message, "FR"));
  EXPECT_TRUE(says(message, "PL"));
}

TEST_F(Lookup, ListsOneALineAndSaysHowToNameOne) {
  const auto message = message_of<DataError>([&] { (void)found("Power, plant"); });

  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 2);
  EXPECT_TRUE(says(message, "or as \"name, location\""));
}

TEST_F(Lookup, TakesAnActivityAndItsProductApartAtABar) {
  EXPECT_EQ(found("Power, plant | nuclear power"), "Power, plant / nuclear power");
  EXPECT_EQ(found("Power, plant, PL|power"), "Power, plant / power");
}

TEST_F(Lookup, NeverTakesANameWithABarApart) {
  DatabaseBuilder builder;
  const auto heat = builder.product("heat", "MJ");
  builder.output(builder.activity("boiler"), heat, 1.);
  builder.output(builder.activity("boiler | heat"), builder.product("steam", "MJ"), 1.);
  database = builder.build();
  assembly = assemble(database);

  EXPECT_EQ(found("boiler | heat"), "boiler | heat / steam");
}

TEST_F(Lookup, NamesTheWholeWhereNoPartBeforeABarIsAName) {
  const auto message = message_of<DataError>([&] { (void)found("Mill | flour"); });

  EXPECT_TRUE(says(message, "\"Mill | flour\""));
}

TEST_F(Lookup, NeverTakesAPrefixForAName) {
  EXPECT_THROW((void)found("Coal"), DataError);
  EXPECT_THROW((void)found("Heat, from"), DataError);
}

TEST_F(Lookup, NeverTakesOneCaseForAnother) {
  EXPECT_THROW((void)found("coal mine"), DataError);
}

TEST_F(Lookup, NamesWhatIsNear) {
  const auto message = message_of<DataError>([&] { (void)found("coal mines"); });
  EXPECT_TRUE(says(message, "did you mean \"Coal mine\""));
}

TEST_F(Lookup, SaysWhatAnActivityMakesWhereItLacksAProduct) {
  const auto message = message_of<DataError>([&] { (void)found("Coal mine", "heat"); });
  EXPECT_TRUE(says(message, "\"coal\""));
}

TEST_F(Lookup, ListsTheProductsOfAnActivityThatDeclaresNoReference) {
  DatabaseBuilder builder;
  const auto cogeneration = builder.activity("cogeneration");
  builder.output(cogeneration, builder.product("heat", "MJ"), 2.);
  builder.output(cogeneration, builder.product("power", "kWh"), 1.);
  database = builder.build();
  database.activities[0].reference = ExchangeIndex();
  assembly = assemble(database, {.allocation = Allocation::none});

  const auto message = message_of<DataError>([&] { (void)found("cogeneration"); });

  EXPECT_TRUE(says(message, "\"heat\""));
  EXPECT_TRUE(says(message, "\"power\""));
  EXPECT_EQ(found("cogeneration", "power"), "cogeneration / power");
}

TEST_F(Lookup, TakesTheReferenceProductOfAnActivityOfSeveral) {
  DatabaseBuilder builder;
  const auto cogeneration = builder.activity("cogeneration");
  builder.output(cogeneration, builder.product("heat", "MJ"), 2.);
  builder.output(cogeneration, builder.product("power", "kWh"), 1.);
  database = builder.build();
  assembly = assemble(database, {.allocation = Allocation::none});

  EXPECT_EQ(found("cogeneration"), "cogeneration / heat");
  EXPECT_EQ(found("power"), "cogeneration / power");
}

TEST_F(Lookup, SaysWhereAnActivityHasNoProduct) {
  DatabaseBuilder builder;
  const auto idle = builder.activity("idle");
  builder.output(idle, builder.elementary_flow("Carbon dioxide", "kg", "air"), 2.);
  database = builder.build();
  assembly = assemble(database);

  EXPECT_TRUE(says(message_of<DataError>([&] { (void)found("idle"); }), "no product"));
}

TEST_F(Lookup, FindsFlowsByIdAndName) {
  const FlowIndex lead = find_flow(database, "Lead");
  EXPECT_EQ(database.text(database.flows[lead.at()].name), "Lead");
  EXPECT_EQ(find_flow(database, database.id_text(database.flows[lead.at()].id)), lead);
  EXPECT_EQ(find_flows(database, "Leaded").size(), 0U);
  EXPECT_EQ(find_activities(database, "Power, plant").size(), 2U);
  EXPECT_TRUE(says(message_of<DataError>([&] { (void)find_flow(database, "lead"); }),
                   "did you mean \"Lead\""));
}

}  // namespace
