#include "support/jsonld.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "support/archive.hpp"

namespace {

using namespace lichen;
using lichen::test::Files;
using lichen::test::jsonld_process;
using lichen::test::jsonld_product;
using lichen::test::jsonld_repository;
using lichen::test::jsonld_v1;
using lichen::test::jsonld_v2;
using lichen::test::kinds_of;
using lichen::test::read_folder_of;
using lichen::test::TemporaryFolder;
using lichen::test::with;

const Activity& activity(const Database& database, const std::string& name) {
  for (const Activity& row : database.activities) {
    if (database.text(row.name) == name) return row;
  }
  throw std::runtime_error("no activity " + name);
}

const Flow& flow(const Database& database, const std::string& id) {
  for (const Flow& row : database.flows) {
    if (row.id == make_id(id)) return row;
  }
  throw std::runtime_error("no flow " + id);
}

class Dialect : public testing::TestWithParam<Files (*)()> {
 protected:
  const Database database_ = read_folder_of(GetParam()());
};
INSTANTIATE_TEST_SUITE_P(Packages, Dialect,
                         testing::Values(jsonld_v1, jsonld_v2, jsonld_repository));

TEST_P(Dialect, HoldsTheSameExchanges) {
  const Activity& steel = activity(database_, "steel making");
  const auto rows = database_.exchanges_of(steel);

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].direction, Direction::output);
  EXPECT_EQ(rows[1].direction, Direction::input);
  EXPECT_EQ(rows[1].amount, 2.);
  EXPECT_EQ(database_.text(database_.units[rows[1].unit.at()].name), "kWh");
  EXPECT_EQ(&database_.activities[rows[1].provider.at()],
            &activity(database_, "power making"));
  EXPECT_EQ(steel.reference.value, static_cast<std::int32_t>(steel.first_exchange));
  EXPECT_EQ(kinds_of(database_), "");
}

TEST_P(Dialect, KeepsFormulasCommentsScatterAndQuality) {
  const Activity& steel = activity(database_, "steel making");
  const ExchangeIndex power{std::size_t{steel.first_exchange} + 1};

  ASSERT_NE(database_.exchange_formulas.find(power), nullptr);
  EXPECT_EQ(database_.text(*database_.exchange_formulas.find(power)), "demand*2");
  EXPECT_EQ(database_.text(*database_.exchange_comments.find(power)), "from the meter");
  EXPECT_EQ(database_.distributions.find(power)->type, DistributionType::lognormal);
  EXPECT_EQ(database_.distributions.find(power)->parameters[1], 1.1);
  EXPECT_EQ(database_.text(database_.data_quality.find(power)->entry), "(1;2;3;4;5)");
  ASSERT_EQ(database_.parameters.size(), 2U);
  EXPECT_EQ(database_.text(database_.parameters[1].formula), "demand*2");
  EXPECT_EQ(database_.parameters[1].owner, steel.id);
}

TEST_P(Dialect, ConvertsUnitsAndKnowsTheCompartment) {
  const Flow& power = flow(database_, "f-power");
  const Flow& co2 = flow(database_, "f-co2");
  const auto& row = database_.exchanges_of(activity(database_, "steel making"))[1];

  EXPECT_DOUBLE_EQ(reference_units_per(database_, power, row.unit, row.property), 3.6);
  EXPECT_EQ(database_.text(co2.category), "air/unspecified");
  EXPECT_EQ(co2.nominal, NominalDirection::to_nature);
  EXPECT_EQ(database_.text(co2.name), "Carbon dioxide ");  // as it is written
}

TEST_P(Dialect, HoldsTheMethodWithItsSet) {
  ASSERT_EQ(database_.methods.size(), 1U);
  const Method& method = database_.methods[0];
  ASSERT_EQ(method.categories.size(), 1U);
  const Category& category = database_.categories[method.categories[0].at()];
  EXPECT_EQ(database_.text(category.unit), "kg CO2 eq");
  ASSERT_EQ(category.factor_count, 1U);
  EXPECT_EQ(database_.factors_of(category)[0].value, 1000.);
  ASSERT_EQ(method.nw_sets.size(), 1U);
  ASSERT_EQ(method.nw_sets[0].factors.size(), 1U);
  EXPECT_EQ(method.nw_sets[0].factors[0].normalisation, 8000.);
  EXPECT_EQ(method.nw_sets[0].factors[0].weight, 0.5);
}

TEST(Jsonld, IsTheSameInsideAFolderOfAnyName) {
  for (const auto& files : {jsonld_v1(), jsonld_v2(), jsonld_repository()}) {
    Files inside;
    for (const auto& [name, content] : files) {
      inside.emplace_back("USLCI Database/" + name, content);
    }
    const Database database = read_folder_of(inside);
    EXPECT_EQ(database.text(flow(database, "f-co2").category), "air/unspecified");
    EXPECT_EQ(flow(database, "f-co2").nominal, NominalDirection::to_nature);
    EXPECT_EQ(database.exchanges.size(), read_folder_of(files).exchanges.size());
  }
}

/// A factor on a flow of which only the reference is there, its path spelled out.
const char* const lone_category =
    R"({"@type":"ImpactCategory","@id":"c-water","name":"Water use","impactFactors":[
        {"value":2.0,"flow":{"@id":"f-river","name":"Water","refUnit":"m3","categoryPath":
         ["Elementary flows","Resource","in water"]}},
        {"value":-3.0,"flow":{"@id":"f-sea","name":"Water","refUnit":"m3","categoryPath":
         ["Elementary flows","Emission to water","ocean"]}}]})";

TEST(Jsonld, IsKnownByItsTypeOutsideOfItsFolder) {
  const std::string method =
      R"({"@type":"ImpactMethod","@id":"m","impactCategories":[{"@id":"c-water"}]})";
  for (const Files& files :
       {Files{{"category.json", lone_category}, {"method.json", method}},
        Files{{"water/use/category.json", lone_category}, {"a.json", method}}}) {
    const Database database = read_folder_of(files);
    ASSERT_EQ(database.methods.size(), 1U);
    EXPECT_EQ(database.methods[0].categories.size(), 1U);
    EXPECT_EQ(database.factors.size(), 2U);
  }
  EXPECT_THROW((void)read_folder_of({{"a.json", R"({"@type":"Actor","@id":"a"})"}}),
               DataError);
  EXPECT_THROW((void)read_folder_of({{"a.json", R"(["@type"])"}}), DataError);
}

TEST(Jsonld, MayBeOneFile) {
  const TemporaryFolder temporary;
  test::write_file(temporary.path("water.json"), lone_category);
  const Database database = io::read(temporary.path("water.json"));
  EXPECT_EQ(database.factors.size(), 2U);
  EXPECT_EQ(database.text(database.methods.at(0).name), "(categories of no method)");
}

TEST(Jsonld, TakesThePathThatAReferenceSpellsOut) {
  const Database database = read_folder_of({{"lcia_categories/w.json", lone_category}});
  EXPECT_EQ(database.text(flow(database, "f-sea").category),
            "Elementary flows/Emission to water/ocean");
  EXPECT_EQ(flow(database, "f-sea").nominal, NominalDirection::to_nature);
  EXPECT_EQ(flow(database, "f-river").nominal, NominalDirection::from_nature);
  const Database own = read_folder_of(
      with(jsonld_v1(), "flows/co2.json",
           R"({"@id":"f-co2","flowType":"ELEMENTARY_FLOW","category":{"@id":
          "00000000-0000-0000-0000-00000000abcd","name":"in ground","categoryPath":
          ["Elementary flows","Resource"]},"flowProperties":[{"referenceFlowProperty":true,
          "flowProperty":{"@id":"fp-mass"}}]})"));
  EXPECT_EQ(own.text(flow(own, "f-co2").category), "Elementary flows/Resource/in ground");
}

TEST(Jsonld, SkipsAByteOrderMark) {
  const Database database =
      read_folder_of(with(jsonld_v2(), "processes/new.json",
                          "\xef\xbb\xbf" + jsonld_process(jsonld_product)));
  EXPECT_EQ(database.activities.size(), 3U);
}

TEST(Jsonld, TakesAFlowOfNoTypeForAProductWhereItHasAProvider) {
  const Database database = read_folder_of(
      with(jsonld_v2(), "processes/new.json",
           jsonld_process(std::string(jsonld_product) +
                          R"(,{"isInput":true,"amount":1.0,"flow":{"@id":"f-absent"},
               "defaultProvider":{"@id":"p-nobody"}})")));
  EXPECT_EQ(flow(database, "f-absent").type, FlowType::product);
  EXPECT_TRUE(flow(database, "f-absent").stub);
  EXPECT_EQ(kinds_of(database), "absent_provider ");
}

TEST(Jsonld, CountsAbsentProvidersByActivity) {
  const std::string row = R"(,{"isInput":true,"amount":1.0,"flow":{"@id":"f-power"},
      "defaultProvider":{"@id":"p-nobody","name":"nobody"}})";
  const Database database =
      read_folder_of(with(jsonld_v2(), "processes/new.json",
                          jsonld_process(std::string(jsonld_product) + row + row)));
  ASSERT_EQ(database.absent_providers.size(), 2U);
  EXPECT_EQ(database.absent_providers.rows()[1].value.id, make_id("p-nobody"));
  const Finding& finding = database.findings.items().at(0);
  EXPECT_EQ(finding.count, 2);
  EXPECT_NE(finding.message.find("nobody"), std::string::npos);
}

TEST(Jsonld, FindsTheSharedExchangeByIdNumberOrFlow) {
  const std::string exchanges = R"(,{"@id":"e-2","amount":1.0,"flow":{"@id":"f-co2"}},
      {"@id":"e-3","amount":2.0,"flow":{"@id":"f-co2"}}],"allocationFactors":[
      {"allocationType":"CAUSAL_ALLOCATION","product":{"@id":"f-steel"},"value":1.0,
       "exchange":{"@id":"e-3","flow":{"@id":"f-co2"}}},
      {"allocationType":"CAUSAL_ALLOCATION","product":{"@id":"f-steel"},"value":1.0,
       "exchange":{"internalId":2}},
      {"allocationType":"CAUSAL_ALLOCATION","product":{"@id":"f-steel"},"value":1.0,
       "exchange":{"flow":{"@id":"f-co2"}}},
      {"allocationType":"CAUSAL_ALLOCATION","product":{"@id":"f-steel"},"value":1.0,
       "exchange":{"flow":{"@id":"f-steel"}}})";
  const Database database =
      read_folder_of(with(jsonld_v2(), "processes/new.json",
                          jsonld_process(std::string(jsonld_product) + exchanges)));
  const auto& factors = database.allocation_factors;
  ASSERT_EQ(factors.size(), 4U);
  const auto first = static_cast<std::int32_t>(activity(database, "new").first_exchange);
  EXPECT_EQ(factors[0].exchange.value, first + 2);
  EXPECT_EQ(factors[1].exchange.value, first + 1);
  EXPECT_FALSE(factors[2].exchange);  // two exchanges are of this flow
  EXPECT_EQ(factors[3].exchange.value, first);
  EXPECT_EQ(kinds_of(database), "allocation_without_exchange ");
}

TEST(Jsonld, TakesTruthThatIsWrittenAsAText) {
  const Database database = read_folder_of(
      with(jsonld_v2(), "processes/new.json",
           jsonld_process(std::string(jsonld_product) +
                          R"(,{"isInput":"TRUE","amount":1.0,"flow":{"@id":"f-power"}},
                             {"isInput":"FALSE","amount":1.0,"flow":{"@id":"f-co2"}})")));
  const auto rows = database.exchanges_of(activity(database, "new"));
  EXPECT_EQ(rows[1].direction, Direction::input);
  EXPECT_EQ(rows[2].direction, Direction::output);
}

TEST(Jsonld, FindsTheSharedExchangeOfANumberThatStandsTwice) {
  const Database database = read_folder_of(
      with(jsonld_v2(), "processes/new.json",
           jsonld_process(std::string(jsonld_product) +
                          R"(,{"internalId":1,"amount":1.0,"flow":{"@id":"f-co2"}}],
      "allocationFactors":[
      {"allocationType":"CAUSAL_ALLOCATION","product":{"@id":"f-steel"},"value":1.0,
       "exchange":{"internalId":1,"flow":{"@id":"f-co2"}}},
      {"allocationType":"CAUSAL_ALLOCATION","product":{"@id":"f-steel"},"value":1.0,
       "exchange":{"internalId":1,"flow":{"@id":"f-power"}}},
      {"allocationType":"CAUSAL_ALLOCATION","product":{"@id":"f-steel"},"value":1.0,
       "exchange":{"internalId":1}})")));
  const auto first = static_cast<std::int32_t>(activity(database, "new").first_exchange);
  ASSERT_EQ(database.allocation_factors.size(), 3U);
  EXPECT_EQ(database.allocation_factors[0].exchange.value, first + 1);
  EXPECT_FALSE(database.allocation_factors[1].exchange);  // number 1 is not of this flow
  EXPECT_FALSE(database.allocation_factors[2].exchange);  // two have the number 1
  EXPECT_EQ(database.findings.items().back().count, 2);
}

TEST(Jsonld, SaysWhichSchemaAPackageIsOf) {
  EXPECT_EQ(read_folder_of(jsonld_v1()).source.format, "openLCA JSON-LD (schema v1)");
  Files files = jsonld_v2();
  std::erase_if(files, [](const auto& file) { return file.first == "openlca.json"; });
  EXPECT_EQ(read_folder_of(files).source.format, "openLCA JSON-LD (schema v2)");
  EXPECT_EQ(read_folder_of({{"locations/de.json", R"({"@id":"l-de"})"}}).source.format,
            "openLCA JSON-LD (schema v1 or v2, not stated)");
  EXPECT_NE(read_folder_of(jsonld_repository()).source.format.find("repository"),
            std::string::npos);
}

TEST(Jsonld, TakesTheUnitsOfAnAbsentGroupFromTheTableWithAFinding) {
  Files files = jsonld_v2();
  std::erase_if(files,
                [](const auto& file) { return file.first == "unit_groups/e.json"; });
  const Database database = read_folder_of(
      with(files, "processes/power.json",
           R"({"@id":"p-power","exchanges":[{"isQuantitativeReference":true,"amount":3.6,
               "flow":{"@id":"f-power","refUnit":"MJ"},"unit":{"@id":"u-mj","name":"MJ"},
               "flowProperty":{"@id":"fp-energy"}},{"isInput":true,"amount":1.0,
               "flow":{"@id":"f-power","refUnit":"MJ"},"unit":{"@id":"u-kwh","name":"kWh"},
               "flowProperty":{"@id":"fp-energy"}}]})"));
  const Activity& power = database.activities[0];
  const Exchange& row = database.exchanges_of(power)[1];
  EXPECT_NE(kinds_of(database).find("unit_group_from_table"), std::string::npos);
  EXPECT_DOUBLE_EQ(
      reference_units_per(database, flow(database, "f-power"), row.unit, row.property),
      3.6);
}

TEST(Jsonld, TurnsFactorsIntoTheNominalDirection) {
  const auto value = [](const std::string& direction) {
    const Database database = read_folder_of(
        with(jsonld_v2(), "lcia_categories/gwp.json",
             R"({"@id":"c-gwp","direction":)" + direction +
                 R"(,"impactFactors":[{"flow":{"@id":"f-co2"},"value":2.0}]})"));
    return database.factors[0].value;
  };
  // openLCA counts the exchanges of the declared direction: an emission in a category of
  // inputs counts negative.
  EXPECT_EQ(value("\"OUTPUT\""), 2.);
  EXPECT_EQ(value("\"INPUT\""), -2.);
  EXPECT_EQ(value("null"), 2.);
}

}  // namespace
