#include "lichen/io/scenarios.hpp"

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "support/message.hpp"

namespace {

using lichen::AmountSigns;
using lichen::ChangeKind;
using lichen::DataError;
using lichen::ScenarioTable;
using lichen::io::parse_scenarios;

ScenarioTable parsed(const std::string& text) {
  return parse_scenarios({{"t.csv", text}});
}

std::string refusal(const std::string& text) {
  return lichen::test::message_of<DataError>([&] { static_cast<void>(parsed(text)); });
}

std::vector<std::string> kinds(const ScenarioTable& table) {
  std::vector<std::string> words;
  for (const auto& finding : table.findings.items()) words.push_back(finding.kind);
  return words;
}

TEST(ScenarioFiles, AreReadInTheOwnLayout) {
  const ScenarioTable table = parsed(
      "activity,provider,unit,type,exchange,compartment,base,wind\n"
      "Steel,\"Electricity, high voltage\",MJ,,3,,1.5,0\n"
      "Steel,Carbon dioxide,,biosphere,,air/urban air,,2e-1\n");
  ASSERT_EQ(table.exchanges.size(), 2u);
  EXPECT_EQ(table.names, (std::vector<std::string>{"base", "wind"}));
  const auto& first = table.exchanges[0];
  EXPECT_EQ(first.to.name, "Steel");
  EXPECT_EQ(first.from.name, "Electricity, high voltage");
  EXPECT_EQ(first.unit, "MJ");
  EXPECT_EQ(first.internal_id, 3);
  EXPECT_EQ(first.kind, ChangeKind::automatic);
  EXPECT_EQ(first.signs, AmountSigns::own);
  EXPECT_EQ(first.place, "t.csv:2");
  EXPECT_EQ(table.exchanges[1].kind, ChangeKind::biosphere);
  EXPECT_EQ(table.exchanges[1].from.category, "air/urban air");
  EXPECT_EQ(table.amount(0, 0), 1.5);
  EXPECT_EQ(table.amount(0, 1), 0.);
  EXPECT_FALSE(table.sets(1, 0));
  EXPECT_EQ(table.amount(1, 1), 0.2);
  EXPECT_EQ(kinds(table), (std::vector<std::string>{"unchanged_in_scenario"}));
}

const char* const difference_header =
    "from activity name;from reference product;from location;from categories;"
    "from database;from key;to activity name;to reference product;to location;"
    "to categories;to database;to key;flow type;2030;2050\n";

TEST(ScenarioFiles, AreReadInTheScenarioDifferenceLayout) {
  const ScenarioTable table = parsed(
      std::string(difference_header) +
      "wind power;electricity;DE;;eco;('eco', 'abc');market;electricity;DE;;eco;"
      "('eco', 'def');technosphere;0.4;0.9\n"
      "Methane;;;('air', 'urban air close to ground');biosphere3;"
      "('biosphere3', '5f1');market;electricity;DE;;eco;\"('eco', \"\"o'k\"\")\";"
      "biosphere;;0.1\n"
      "market;electricity;DE;;eco;('eco', 'def');market;electricity;DE;;eco;"
      "('eco', 'def');production;1;1\n"
      "heat;heat;DE;;eco;;market;electricity;DE;;eco;('eco', 'def');substitution;1;\n");
  ASSERT_EQ(table.exchanges.size(), 4u);
  EXPECT_EQ(table.names, (std::vector<std::string>{"2030", "2050"}));
  const auto& wind = table.exchanges[0];
  EXPECT_EQ(wind.from.id, "abc");
  EXPECT_EQ(wind.from.name, "wind power");
  EXPECT_EQ(wind.from.product, "electricity");
  EXPECT_EQ(wind.from.location, "DE");
  EXPECT_EQ(wind.kind, ChangeKind::technosphere);
  EXPECT_EQ(wind.signs, AmountSigns::brightway);
  const auto& methane = table.exchanges[1];
  EXPECT_EQ(methane.kind, ChangeKind::biosphere);
  EXPECT_EQ(methane.from.id, "5f1");
  EXPECT_EQ(methane.from.category, "air/urban air close to ground");
  EXPECT_EQ(methane.to.id, "o'k");
  EXPECT_FALSE(table.sets(1, 0));
  EXPECT_EQ(table.exchanges[2].kind, ChangeKind::production);
  EXPECT_EQ(table.exchanges[3].signs, AmountSigns::brightway_substitution);
  EXPECT_EQ(table.exchanges[3].from.id, "");
}

TEST(ScenarioFiles, OfSeveralFilesAreOneTable) {
  const ScenarioTable table = parse_scenarios(
      {{"a.csv", "activity,provider,s\nSteel,Coal,1\n"},
       {"b.csv", "activity,provider,s,t\nSteel,Coal,1,3\nSteel,Power,2,\n"}});
  EXPECT_EQ(table.names, (std::vector<std::string>{"s", "t"}));
  ASSERT_EQ(table.exchanges.size(), 2u);
  EXPECT_EQ(table.amount(0, 0), 1.);
  EXPECT_EQ(table.amount(0, 1), 3.);
  EXPECT_EQ(table.amount(1, 0), 2.);
  EXPECT_FALSE(table.sets(1, 1));
  EXPECT_EQ(kinds(table).back(), "repeated_scenario_row");
}

TEST(ScenarioFiles, ThatFightOverAnExchangeAreRefusedByName) {
  const auto message = lichen::test::message_of<DataError>([] {
    static_cast<void>(parse_scenarios(
        {{"a.csv", "activity,provider,s\nSteel,Coal,1\n"},
         {"b.csv", "activity,provider,s\nSteel,Power,1\nSteel,Coal,2\n"}}));
  });
  EXPECT_EQ(message,
            "a.csv:2 and b.csv:3 set one exchange, \"Coal\" in \"Steel\", to different "
            "amounts in scenario \"s\": 1 and 2");
  EXPECT_EQ(refusal("activity,provider,unit,s\na,b,kg,1\na,b,g,1\n"),
            "t.csv:2 and t.csv:3 set one exchange, \"b\" in \"a\", in different units: "
            "\"kg\" and \"g\"");
}

TEST(ScenarioFiles, KeepProductionAndOwnUseApart) {
  const ScenarioTable table = parsed(
      "activity,provider,type,s\nMine,Coal,production,1\nMine,Coal,technosphere,0.2\n");
  EXPECT_EQ(table.exchanges.size(), 2u);
}

TEST(ScenarioFiles, ThatAreNoTableSayWhy) {
  EXPECT_EQ(refusal("activity,s\na,1\n"), "t.csv: lacks the column \"provider\"");
  EXPECT_EQ(refusal("to key,from key,s\n1,2,3\n"),
            "t.csv: lacks the column \"flow type\"");
  EXPECT_EQ(refusal("activity,provider\na,b\n"),
            "t.csv: has no column with the amounts of a scenario");
  EXPECT_EQ(refusal("activity,provider,s\na,b,x\n"),
            "t.csv:2: the amount of scenario \"s\": \"x\" is no number");
  EXPECT_EQ(refusal("activity,provider,s\na,b,inf\n"),
            "t.csv:2: the amount of scenario \"s\": it is infinite");
  EXPECT_EQ(refusal("activity;provider;s\na;b;1,5\n"),
            "t.csv:2: the amount of scenario \"s\": \"1,5\" has a decimal comma: write a "
            "point");
  EXPECT_EQ(refusal("activity,provider,s\n,b,1\n"), "t.csv:2: names no activity");
  EXPECT_EQ(refusal("activity,provider,type,s\na,b,waste,1\n"),
            "t.csv:2: \"waste\" is no type of an exchange: technosphere, biosphere or "
            "production");
  EXPECT_EQ(refusal("activity,provider,exchange,s\na,b,1.5,1\n"),
            "t.csv:2: \"1.5\" is no number of an exchange");
  EXPECT_EQ(lichen::test::message_of<DataError>(
                [] { static_cast<void>(lichen::io::read_scenarios({"a.xlsx"})); }),
            "a.xlsx: save the sheet as CSV (Python reads .xlsx by itself)");
  EXPECT_THROW(static_cast<void>(lichen::io::read_scenarios({"no such file.csv"})),
               DataError);
}

TEST(ScenarioFiles, CountWhatSaysNothing) {
  const ScenarioTable table =
      parsed(",activity,provider,s\n0,a,b,1\n1,a,c,\n2,a,d,nan\n");
  EXPECT_EQ(kinds(table), (std::vector<std::string>{"unchanged_in_scenario",
                                                    "scenario_row_without_amounts",
                                                    "nameless_column"}));
  EXPECT_EQ(table.findings.items()[0].count, 2);
}

TEST(ScenarioFiles, AreReadFromDisk) {
  const std::string path = testing::TempDir() + "scenarios_test.csv";
  std::ofstream(path) << "activity,provider,s\na,b,1\n";
  EXPECT_EQ(lichen::io::read_scenarios({path}).exchanges[0].place, path + ":2");
}

}  // namespace
