// EcoSpold 2 as packages: links, system models, wastes, master data, methods.

#include <memory>
#include <utility>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/system.hpp"
#include "support/archive.hpp"
#include "support/ecospold2.hpp"
#include "support/finding_of.hpp"

namespace {

using namespace lichen;
using lichen::test::es2;
using lichen::test::es2_emission;
using lichen::test::es2_input;
using lichen::test::es2_product;
using lichen::test::finding_of;
using lichen::test::read_es2;

const std::string mill = "11111111-0000-0000-0000-000000000001";
const std::string mine = "11111111-0000-0000-0000-000000000002";
const std::string cutoff = "Allocation, cut-off by classification";

/// A mill that takes 2 ore of a mine; each kg of ore emits 3 carbon dioxide.
test::Files linked() {
  return {{"datasets/" + mill + "_steel.spold",
           es2({.id = mill,
                .flows = es2_product("steel", "1") + es2_input("ore", "2", mine),
                .model = cutoff,
                .name = "mill"})},
          {"datasets/" + mine + "_ore.spold",
           es2({.id = mine,
                .flows = es2_product("ore", "1") + es2_emission("co2", "3"),
                .model = cutoff,
                .name = "mine"})},
          // The same mine, for its other product: half the burden.
          {"datasets/" + mine + "_gold.spold",
           es2({.id = mine,
                .flows = es2_product("gold", "1") + es2_product("ore", "0") +
                         es2_emission("co2", "7"),
                .model = cutoff,
                .name = "mine"})}};
}

TEST(EcoSpold2Links, FollowTheActivityAndItsProduct) {
  const Database database = read_es2(linked());

  ASSERT_EQ(database.activities.size(), 3U);
  EXPECT_EQ(database.id_text(database.activities[0].id), mill + "_steel");
  EXPECT_EQ(database.id_text(database.activities[1].id), mine + "_gold");
  EXPECT_EQ(database.id_text(database.activities[2].id), mine + "_ore");
  EXPECT_EQ(database.exchanges[1].provider, ActivityIndex{std::size_t{2}});
  const Finding* zero = finding_of(database, "zero_product");
  ASSERT_NE(zero, nullptr);
  EXPECT_EQ(zero->count, 1);
  EXPECT_EQ(finding_of(database, "duplicate_id"), nullptr);
}

TEST(EcoSpold2Links, ToAnActivityThatIsNotThereAreFindings) {
  auto files = linked();
  files.erase(files.begin() + 1, files.end());

  const Database database = read_es2(files);

  const Finding* finding = finding_of(database, "absent_provider");
  ASSERT_NE(finding, nullptr);
  EXPECT_NE(finding->message.find(mine), std::string::npos);
  ASSERT_EQ(database.absent_providers.size(), 1U);
  EXPECT_EQ(to_string(database.absent_providers.rows()[0].value.id), mine);
}

TEST(EcoSpold2Links, InAnUnlinkedDatabaseGoByTheIdAlone) {
  const Database database = read_es2(
      {{"a.spold",
        es2({.id = mill,
             .flows = es2_product("steel", "1") + es2_input("slag", "2", mine)})},
       {"b.spold",
        es2({.id = mine,
             .flows = es2_product("ore", "1") + es2_product("slag", "0.5")})}});
  EXPECT_EQ(to_string(database.activities[1].id), mine);
  EXPECT_EQ(database.exchanges[1].provider, ActivityIndex{std::size_t{1}});
  EXPECT_EQ(database.activities[1].reference, ExchangeIndex{std::size_t{2}});
  EXPECT_EQ(database.exchanges.size(), 4U);  // both products stay
}

double co2_of(Database database, const std::string& demand) {
  const System system(std::make_shared<const Database>(std::move(database)));
  const Result result = system.inventory({DemandEntry(demand)});
  for (const InventoryRow& row : result.inventory) {
    if (row.flow == "co2") return row.amount;
  }
  return 0.;
}

TEST(EcoSpold2Links, LeadToTheInventory) {
  EXPECT_DOUBLE_EQ(co2_of(read_es2(linked()), "steel"), 6.);  // 2 ore * 3
}

/// A plant gives off 0.5 waste, as ecoinvent writes it: it takes in -0.5; treatment makes
/// -1, and emits 4 for it.
test::Files with_waste() {
  return {{"plant.spold",
           es2({.id = mill,
                .flows = es2_product("heat", "1") + es2_input("ash", "-0.5", mine),
                .name = "plant"})},
          {"treatment.spold",
           es2({.id = mine,
                .flows = es2_product("ash", "-1") + es2_emission("co2", "4"),
                .name = "treatment"})}};
}

TEST(EcoSpold2Wastes, ArePositiveAmountsOfAWasteFlow) {
  const Database database = read_es2(with_waste());

  const Exchange& given = database.exchanges[1];
  const Exchange& taken = database.exchanges[2];
  EXPECT_EQ(database.flows[given.flow.at()].type, FlowType::waste);
  EXPECT_EQ(given.amount, 0.5);
  EXPECT_EQ(given.direction, Direction::output);
  EXPECT_EQ(taken.amount, 1.);
  EXPECT_EQ(taken.direction, Direction::input);
  EXPECT_EQ(database.activities[1].reference, ExchangeIndex{std::size_t{2}});
  EXPECT_EQ(finding_of(database, "negative_waste")->count, 1);
}

TEST(EcoSpold2Wastes, BurdenWhoGivesThemOff) {
  EXPECT_DOUBLE_EQ(co2_of(read_es2(with_waste()), "heat"), 2.);  // 0.5 * 4
  EXPECT_DOUBLE_EQ(co2_of(read_es2(with_waste()), "treatment"), 4.);
}

TEST(EcoSpold2Wastes, TurnTheirDistributionsAndFormulas) {
  const std::string ash =
      "<intermediateExchange amount='-3' intermediateExchangeId='ash' "
      "mathematicalRelation='-3 * a'><name>ash</name><unitName>kg</unitName>"
      "<uncertainty><triangular minValue='-5' mostLikelyValue='-3' maxValue='-2'/>"
      "</uncertainty><inputGroup>5</inputGroup></intermediateExchange>";
  const Database database =
      read_es2({{"a.spold", es2({.flows = es2_product("heat", "1") + ash})}});
  const ExchangeIndex index{std::size_t{1}};
  const Distribution& scatter = *database.distributions.find(index);
  EXPECT_EQ(scatter.parameters[0], 2.);
  EXPECT_EQ(scatter.parameters[1], 3.);
  EXPECT_EQ(scatter.parameters[2], 5.);
  EXPECT_EQ(database.text(*database.exchange_formulas.find(index)), "-1 * (-3 * a)");
}

TEST(EcoSpold2Wastes, AreNotProductsThatAreExchangedBothWays) {
  auto files = with_waste();
  files.push_back({"user.spold", es2({.id = "user",
                                      .flows = es2_product("road", "1") +
                                               es2_input("ash", "2", mine)})});
  const Database database = read_es2(files);
  EXPECT_EQ(database.exchanges[1].amount, -0.5);
  EXPECT_EQ(finding_of(database, "negative_waste"), nullptr);
  EXPECT_DOUBLE_EQ(co2_of(read_es2(files), "heat"), 2.);
}

TEST(EcoSpold2MasterData, NamesUnitsAndPlacesThatDataSetsLeaveOut) {
  const std::string lean =
      "<intermediateExchange unitId='u1' amount='1' intermediateExchangeId='x'>"
      "<outputGroup>0</outputGroup></intermediateExchange>";
  const Database database = read_es2(
      {{"MasterData/Units.xml",
        "<validUnits xmlns='http://www.EcoInvent.org/EcoSpold02'><unit id='u1'>"
        "<name xml:lang='en'>MJ</name></unit></validUnits>"},
       {"MasterData/IntermediateExchanges.xml",
        "<validIntermediateExchanges xmlns='http://www.EcoInvent.org/EcoSpold02'>"
        "<intermediateExchange id='x' unitId='u1'><name xml:lang='en'>heat</name>"
        "</intermediateExchange></validIntermediateExchanges>"},
       {"MasterData/Geographies.xml",
        "<validGeographies xmlns='http://www.EcoInvent.org/EcoSpold02'>"
        "<geography id='34dbbff8-88ce-11de-ad60-0019e336be3a'><name>Europe</name>"
        "<shortname>RER</shortname></geography></validGeographies>"},
       {"datasets/a.spold", es2({.flows = lean})}});
  const Exchange& row = database.exchanges[0];
  EXPECT_EQ(database.text(database.flows[row.flow.at()].name), "heat");
  EXPECT_EQ(database.text(database.units[row.unit.at()].name), "MJ");
  EXPECT_EQ(database.text(database.locations[0].name), "Europe");
  EXPECT_EQ(finding_of(database, "no_reference_unit"), nullptr);
}

TEST(EcoSpold2MasterData, TellsTheUnitInWhichAFlowCounts) {
  const auto data_set = [](const char* id, const char* unit, const char* group) {
    return es2({.id = id,
                .flows = std::string("<intermediateExchange amount='3.6' "
                                     "intermediateExchangeId='power'><name>power</name>"
                                     "<unitName>") +
                         unit + "</unitName>" + group + "</intermediateExchange>" +
                         es2_product(id, "1")});
  };
  const Database database =
      read_es2({{"a.spold", data_set("user", "MJ", "<inputGroup>5</inputGroup>")},
                {"b.spold", data_set("maker", "kWh", "<outputGroup>0</outputGroup>")}});
  const Flow& power = database.flows[database.exchanges[0].flow.at()];
  EXPECT_EQ(database.text(database.units[power.reference_unit.at()].name), "kWh");
  EXPECT_DOUBLE_EQ(reference_units_per(database, power, database.exchanges[0].unit, {}),
                   1. / 3.6);
}

TEST(EcoSpold2MasterData, OfTheLookupTableIsCompared) {
  const Database database =
      read_es2({{"FilenameToActivityLookup.csv",
                 "Filename;ActivityName;Location;ReferenceProduct\n"
                 "a.spold;steel production;RER;x\nb.spold;other, \"quoted\";RER;y\n"},
                {"datasets/a.spold", es2({.flows = es2_product("x", "1")})}});
  const Finding* finding = finding_of(database, "listed_file_absent");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->count, 1);
  EXPECT_NE(finding->message.find("b.spold"), std::string::npos);
}

TEST(EcoSpold2Methods, HaveCategoriesByIndicator) {
  const Database database =
      read_es2({{"method.xml",
                 "<ecoSpold xmlns='http://www.EcoInvent.org/EcoSpold02'>"
                 "<impactMethod id='m'><name>IPCC 2021</name>"
                 "<category id='c'><name>climate change</name>"
                 "<indicator id='i'><name>GWP100</name><unitName>kg CO2-Eq</unitName>"
                 "<factor elementaryExchangeId='ch4' amount='29.8'>"
                 "<exchangeName>Methane, fossil</exchangeName><unitName>kg</unitName>"
                 "<compartment><compartment>air</compartment>"
                 "<subcompartment>unspecified</subcompartment></compartment></factor>"
                 "<factor elementaryExchangeId='n2o' amount='two'/>"
                 "</indicator></category></impactMethod></ecoSpold>"}});
  ASSERT_EQ(database.methods.size(), 1U);
  EXPECT_EQ(database.text(database.methods[0].name), "IPCC 2021");
  ASSERT_EQ(database.categories.size(), 1U);
  EXPECT_EQ(database.text(database.categories[0].name), "climate change - GWP100");
  EXPECT_EQ(database.text(database.categories[0].unit), "kg CO2-Eq");
  ASSERT_EQ(database.factors.size(), 1U);
  EXPECT_EQ(database.factors[0].value, 29.8);
  const Flow& methane = database.flows[database.factors[0].flow.at()];
  EXPECT_EQ(database.text(methane.category), "air/unspecified");
  EXPECT_EQ(methane.type, FlowType::elementary);
  EXPECT_NE(finding_of(database, "bad_factor"), nullptr);
}

class EcoSpold2Containers : public ::testing::TestWithParam<const char*> {};

TEST_P(EcoSpold2Containers, HoldTheSame) {
  const test::TemporaryFolder temporary;
  const std::string path = temporary.path(std::string("release") + GetParam());
  test::write_archive(path, linked());

  const Database database = io::read(path);

  EXPECT_EQ(database.activities.size(), 3U);
  EXPECT_EQ(database.source.hash, read_es2(linked()).source.hash);
}

INSTANTIATE_TEST_SUITE_P(All, EcoSpold2Containers,
                         ::testing::Values(".zip", ".7z", ".tar.gz"));

TEST(EcoSpold2Package, IsOneFileToo) {
  const test::TemporaryFolder temporary;
  test::write_file(temporary.path("a.spold"), es2({.flows = es2_product("x", "1")}));
  EXPECT_EQ(io::read(temporary.path("a.spold")).activities.size(), 1U);
}

}  // namespace
