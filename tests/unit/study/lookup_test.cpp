#include "lichen/study/lookup.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/base/id.hpp"
#include "lichen/model/builder.hpp"
#include "lichen/study/system.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::message_of;
using test::says;

/// What an entry leads to: a column, or why not.
template <class Find>
std::string outcome(const Find& find, const DemandEntry& entry) {
  try {
    return std::to_string(find(entry).value);
  } catch (const DataError& error) {
    return error.what();
  }
}

/// The column of an entry. A system finds by an index; that must be the same, or the same
/// refusal.
std::string outcome_in_both_ways(const System& system, const DemandEntry& entry) {
  const std::string found =
      outcome([&](const DemandEntry& e) { return system.find(e); }, entry);
  const auto scan = [&](const DemandEntry& e) {
    return find_column(system.database(), system.assembly(), e);
  };
  EXPECT_EQ(outcome(scan, entry), found) << entry.activity;
  return found;
}

class Lookup : public testing::Test {
 protected:
  [[nodiscard]] std::string found(const std::string& activity,
                                  const std::string& product = "") const {
    const DemandEntry entry{activity, 1., "", product};
    const std::shared_ptr<const Database> borrowed(std::shared_ptr<void>(), &database);
    (void)outcome_in_both_ways(System(borrowed, assembly.options), entry);
    const auto index = find_column(database, assembly, entry);
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

/// All that could name a row: its id, its name, its name with a place, and parts of them.
std::vector<std::string> texts_of(const Database& database) {
  std::vector<std::string> texts{"", " ", ",", ", ", "no such name, GLO"};
  for (const Activity& row : database.activities) {
    const std::string name(database.text(row.name));
    texts.push_back(database.id_text(row.id));
    texts.push_back(name);
    texts.push_back(" " + name + " ");
    for (const Location& place : database.locations) {
      texts.push_back(name + ", " + std::string(database.text(place.code)));
      texts.push_back(name + ", " + std::string(database.text(place.name)));
    }
    texts.push_back(name.substr(0, name.size() / 2));
  }
  for (const Flow& row : database.flows) {
    texts.push_back(database.id_text(row.id));
    texts.emplace_back(database.text(row.name));
  }
  return texts;
}

/// Names of few words, so that many are equal, begin alike or hold others.
Database random_names(std::uint32_t seed) {
  const char* const words[] = {"Steel", "hot", "DE", "FR", "market for heat"};
  std::uint32_t state = seed;
  const auto draw = [&](std::uint32_t count) {
    state = state * 1664525U + 1013904223U;  // Numerical Recipes' generator
    return (state >> 16) % count;
  };
  DatabaseBuilder builder;
  for (int k = 0; k < 40; ++k) {
    std::string name = words[draw(5)];
    for (auto more = draw(3); more > 0; --more)
      name += ", " + std::string(words[draw(5)]);
    const char* const places[] = {"", "DE", "FR", "RoW"};
    const auto activity = builder.activity(name, places[draw(4)], std::to_string(k));
    const std::string product = draw(2) == 0 ? name : std::string(words[draw(5)]);
    builder.output(activity, builder.product(product, "kg", "p" + std::to_string(k)), 1.);
  }
  return builder.build();
}

TEST(LookupByIndex, FindsWhatLookingAtEveryRowFinds) {
  for (std::uint32_t seed = 0; seed <= 12; ++seed) {
    const auto database = std::make_shared<const Database>(
        seed == 0 ? test::small_study().build() : random_names(seed));
    const System system(database);
    int found = 0;
    for (const std::string& text : texts_of(*database)) {
      const std::string outcome = outcome_in_both_ways(system, {text, 1., "", ""});
      found += outcome.find('"') == std::string::npos ? 1 : 0;
    }
    EXPECT_GE(found, 10)
        << seed;  // names that lead to one column, among those that do not
  }
}

TEST(LookupByIndex, TakesAPlaceBehindAnyComma) {
  DatabaseBuilder builder;
  for (const std::string name : {"Steel, hot rolled", "Steel", "Steel, hot rolled, DE"}) {
    for (const std::string place : {"DE", "FR"}) {
      const auto steel = builder.activity(name, place, name + "/" + place);
      builder.output(steel, builder.product("product of " + name + place, "kg"), 1.);
    }
  }
  const System system(std::make_shared<const Database>(builder.build()));
  const auto id_of = [&](const char* text) {
    const Column& column =
        system.assembly().columns[system.find({text, 1., "", ""}).at()];
    return system.database().activities[column.activity.at()].id;
  };
  EXPECT_EQ(id_of("Steel, FR"), make_id("Steel/FR"));
  EXPECT_EQ(id_of("Steel, hot rolled, FR"), make_id("Steel, hot rolled/FR"));
  EXPECT_EQ(id_of("Steel, hot rolled, DE, FR"), make_id("Steel, hot rolled, DE/FR"));
  // The name of two activities, rather than the name and place of one.
  EXPECT_THROW((void)system.find({"Steel, hot rolled, DE", 1., "", ""}), DataError);
}

}  // namespace
