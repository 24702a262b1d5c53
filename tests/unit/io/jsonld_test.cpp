#include "support/jsonld.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "support/archive.hpp"

namespace {

using namespace lichen;
using lichen::test::Files;
using lichen::test::jsonld_repository;
using lichen::test::jsonld_v1;
using lichen::test::jsonld_v2;
using lichen::test::TemporaryFolder;
using lichen::test::with;
using lichen::test::write_files;

Database read_files(const Files& files) {
  const TemporaryFolder temporary;
  write_files(temporary.path("package"), files);
  return io::read(temporary.path("package"));
}

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

/// The kinds of the findings of at least this severity, each followed by a blank.
std::string kinds(const Database& database, Severity from = Severity::warning) {
  std::string kinds;
  for (const auto& finding : database.findings.items()) {
    if (finding.severity >= from) kinds += finding.kind + " ";
  }
  return kinds;
}

class Dialect : public testing::TestWithParam<Files (*)()> {
 protected:
  const Database database_ = read_files(GetParam()());
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
  EXPECT_EQ(kinds(database_), "");
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

struct Bad {
  const char* name;
  const char* file;
  std::string content;
  const char* kinds;
};

class BadJsonld : public testing::TestWithParam<Bad> {};
TEST_P(BadJsonld, BecomesFindings) {
  const Database database =
      read_files(with(jsonld_v2(), GetParam().file, GetParam().content));
  EXPECT_EQ(kinds(database), GetParam().kinds);
}

std::string process(const std::string& exchanges) {
  return R"({"@id":"p-new","name":"new","exchanges":[)" + exchanges + "]}";
}
const std::string product =
    R"({"internalId":1,"isQuantitativeReference":true,"amount":1.0,"flow":{"@id":"f-steel"},
        "unit":{"@id":"u-kg"},"flowProperty":{"@id":"fp-mass"}})";

INSTANTIATE_TEST_SUITE_P(
    Cases, BadJsonld,
    testing::Values(
        Bad{"InvalidJson", "processes/new.json", "{\"@id\":", "unreadable_data_set "},
        Bad{"NoWordOfJson", "processes/new.json", R"({"@id":"p","name":nul l})",
            "unreadable_data_set "},
        Bad{"NotUtf8", "processes/new.json", "{\"@id\":\"p\",\"name\":\"\xff\xfe\"}",
            "unreadable_data_set "},
        Bad{"NaN", "processes/new.json",
            process(product + R"(,{"flow":{"@id":"f-co2"},"amount":NaN})"),
            "number_not_finite bad_amount "},
        Bad{"Infinity", "processes/new.json",
            process(product + R"(,{"flow":{"@id":"f-co2"},"amount":-Infinity})"),
            "number_not_finite bad_amount "},
        Bad{"TooLargeNumber", "processes/new.json",
            process(product + R"(,{"flow":{"@id":"f-co2"},"amount":1e400})"),
            "number_not_finite bad_amount "},
        Bad{"NaNInAText", "processes/new.json",
            process(product + R"(,{"flow":{"@id":"f-co2"},"amount":"NaN"})"),
            "bad_amount "},
        Bad{"WholeNumberOver64Bits", "processes/new.json",
            process(product +
                    R"(,{"flow":{"@id":"f-co2"},"amount":100000000000000000000})"),
            ""},
        Bad{"DeepNesting", "processes/new.json",
            std::string(100000, '[') + std::string(100000, ']'), "unreadable_data_set "},
        Bad{"NoId", "processes/new.json", R"({"name":"nobody"})", "unreadable_data_set "},
        Bad{"DuplicateId", "processes/zz.json", R"({"@id":"p-steel","exchanges":[]})",
            "duplicate_id "},
        Bad{"TwoReferences", "processes/new.json", process(product + "," + product),
            "several_reference_flows "},
        Bad{"NoReference", "processes/new.json", process(""), "no_reference_flow "},
        Bad{"NoFlow", "processes/new.json", process(product + R"(,{"amount":1.0})"),
            "no_flow "},
        Bad{"NoAmount", "processes/new.json",
            process(product + R"(,{"flow":{"@id":"f-co2"}})"), "bad_amount "},
        Bad{"AbsentProvider", "processes/new.json",
            process(product + R"(,{"isInput":true,"amount":1.0,"flow":{"@id":"f-power"},
                "defaultProvider":{"@id":"p-nobody","name":"nobody"}})"),
            "absent_provider "},
        Bad{"NoReferenceUnit", "unit_groups/new.json",
            R"({"@id":"g-new","units":[{"@id":"u-new","name":"bushel","conversionFactor":1}]})",
            "no_reference_unit "},
        Bad{"ZeroFactor", "unit_groups/new.json",
            R"({"@id":"g-new","units":[{"@id":"u-new","name":"kg","isRefUnit":true},
                {"@id":"u-newer","name":"g","conversionFactor":0.0}]})",
            "bad_factor "},
        Bad{"NoFactor", "unit_groups/new.json",
            R"({"@id":"g-new","units":[{"@id":"u-new","name":"kg","isRefUnit":true},
                {"@id":"u-newer","name":"g"}]})",
            "bad_factor "},
        Bad{"UnitOfTwoGroups", "unit_groups/new.json",
            R"({"@id":"g-new","units":[{"@id":"u-new","name":"kg","isRefUnit":true},
                {"@id":"u-t","name":"t","conversionFactor":2.0}]})",
            "duplicate_id "},
        Bad{"DuplicateProperty", "flow_properties/new.json",
            R"({"@id":"fp-mass","name":"other","unitGroup":{"@id":"g-energy"}})",
            "duplicate_id "},
        Bad{"DuplicateLocation", "locations/new.json", R"({"@id":"l-de","code":"XX"})",
            "duplicate_id "},
        Bad{"DistributionWithoutParameter", "processes/new.json",
            process(product + R"(,{"flow":{"@id":"f-co2"},"amount":1.0,"uncertainty":
                {"distributionType":"LOG_NORMAL_DISTRIBUTION","geomMean":1.0}})"),
            "unknown_distribution "},
        Bad{"DistributionOfNoName", "processes/new.json",
            process(product + R"(,{"flow":{"@id":"f-co2"},"amount":1.0,"uncertainty":
                {"distributionType":"BETA_DISTRIBUTION"}})"),
            "unknown_distribution "},
        Bad{"InternalIdOutOfRange", "processes/new.json",
            process(product +
                    R"(,{"internalId":1e300,"flow":{"@id":"f-co2"},"amount":1})"),
            ""},
        Bad{"FlowOfNoType", "processes/new.json",
            process(product + R"(,{"flow":{"@id":"f-absent","name":"?"},"amount":1.0})"),
            "unknown_flow_type "},
        Bad{"CyclicProperty", "unit_groups/new.json",
            R"({"@id":"g-new","defaultFlowProperty":{"@id":"fp-new"},"units":
                [{"@id":"u-new","name":"kg","isRefUnit":true}],"unitGroup":{"@id":"g-new"}})",
            ""},
        Bad{"NoReferenceProperty", "flows/new.json",
            R"({"@id":"f-new","flowType":"PRODUCT_FLOW","flowProperties":[]})",
            "no_reference_property "},
        Bad{"FactorWithoutValue", "lcia_categories/new.json",
            R"({"@id":"c-new","impactFactors":[{"flow":{"@id":"f-co2"}}]})",
            "bad_factor "}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Jsonld, KeepsTheOtherDataSetsWhenOneCannotBeRead) {
  const Database database =
      read_files(with(jsonld_v2(), "processes/power.json", "{broken"));
  EXPECT_EQ(database.activities.size(), 1U);
  EXPECT_EQ(kinds(database, Severity::error), "unreadable_data_set ");
}

TEST(Jsonld, IsAnErrorWhereNothingCanBeRead) {
  EXPECT_THROW((void)read_files({{"processes/a.json", "{broken"}}), DataError);
}

TEST(Jsonld, IsTheSameInsideAFolderOfAnyName) {
  for (const auto& files : {jsonld_v1(), jsonld_v2(), jsonld_repository()}) {
    Files inside;
    for (const auto& [name, content] : files) {
      inside.emplace_back("USLCI Database/" + name, content);
    }
    const Database database = read_files(inside);
    EXPECT_EQ(database.text(flow(database, "f-co2").category), "air/unspecified");
    EXPECT_EQ(flow(database, "f-co2").nominal, NominalDirection::to_nature);
    EXPECT_EQ(database.exchanges.size(), read_files(files).exchanges.size());
  }
}

TEST(Jsonld, SaysWhereABrokenDataSetBreaks) {
  const auto message = [](const std::string& content) {
    const Database database =
        read_files(with(jsonld_v2(), "processes/new.json", content));
    return database.findings.items().at(0).message;
  };
  EXPECT_NE(message("{\"@id\":\"p\",\n\"name\":\"\xff\"}")
                .find("not encoded in UTF-8 at byte 20 (line 2)"),
            std::string::npos);
  EXPECT_NE(message("{\"@id\":\"p\"\n\"name\":1}").find("at byte 11 (line 2)"),
            std::string::npos);
}

TEST(Jsonld, ReadsNumbersOfAnySizeAndNoNumberAsZero) {
  const Database database = read_files(
      with(jsonld_v2(), "processes/new.json",
           process(product + R"(,{"flow":{"@id":"f-co2"},"amount":100000000000000000000,
               "description":"NaN \" Infinity 1e400"},{"flow":{"@id":"f-co2"},"amount":NaN},
               {"flow":{"@id":"f-co2"},"amount":1e-400},{"flow":{"@id":"f-co2"},"amount":5e-324})")));
  const auto rows = database.exchanges_of(activity(database, "new"));
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[1].amount, 1e20);
  EXPECT_TRUE(std::isnan(rows[2].amount));
  EXPECT_EQ(rows[3].amount, 0.);
  EXPECT_EQ(rows[4].amount, 5e-324);
  EXPECT_EQ(database.text(database.exchange_comments.rows()[0].value),
            "NaN \" Infinity 1e400");
}

TEST(Jsonld, SkipsAByteOrderMark) {
  const Database database = read_files(
      with(jsonld_v2(), "processes/new.json", "\xef\xbb\xbf" + process(product)));
  EXPECT_EQ(database.activities.size(), 3U);
}

TEST(Jsonld, TakesAFlowOfNoTypeForAProductWhereItHasAProvider) {
  const Database database = read_files(
      with(jsonld_v2(), "processes/new.json",
           process(product + R"(,{"isInput":true,"amount":1.0,"flow":{"@id":"f-absent"},
               "defaultProvider":{"@id":"p-nobody"}})")));
  EXPECT_EQ(flow(database, "f-absent").type, FlowType::product);
  EXPECT_TRUE(flow(database, "f-absent").stub);
  EXPECT_EQ(kinds(database), "absent_provider ");
}

TEST(Jsonld, CountsAbsentProvidersByActivity) {
  const std::string row = R"(,{"isInput":true,"amount":1.0,"flow":{"@id":"f-power"},
      "defaultProvider":{"@id":"p-nobody","name":"nobody"}})";
  const Database database =
      read_files(with(jsonld_v2(), "processes/new.json", process(product + row + row)));
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
      read_files(with(jsonld_v2(), "processes/new.json", process(product + exchanges)));
  const auto& factors = database.allocation_factors;
  ASSERT_EQ(factors.size(), 4U);
  const auto first = static_cast<std::int32_t>(activity(database, "new").first_exchange);
  EXPECT_EQ(factors[0].exchange.value, first + 2);
  EXPECT_EQ(factors[1].exchange.value, first + 1);
  EXPECT_FALSE(factors[2].exchange);  // two exchanges are of this flow
  EXPECT_EQ(factors[3].exchange.value, first);
  EXPECT_EQ(kinds(database), "allocation_without_exchange ");
}

TEST(Jsonld, SaysWhichSchemaAPackageIsOf) {
  EXPECT_EQ(read_files(jsonld_v1()).source.format, "openLCA JSON-LD (schema v1)");
  Files files = jsonld_v2();
  std::erase_if(files, [](const auto& file) { return file.first == "openlca.json"; });
  EXPECT_EQ(read_files(files).source.format, "openLCA JSON-LD (schema v2)");
  EXPECT_NE(read_files(jsonld_repository()).source.format.find("repository"),
            std::string::npos);
}

TEST(Jsonld, EndsAtACategoryThatContainsItself) {
  const Database database = read_files(
      with(jsonld_v1(), "categories/a0.json",
           R"({"@id":"00000000-0000-0000-0000-0000000000a0","name":"air","category":
               {"@id":"00000000-0000-0000-0000-0000000000a1"}})"));
  EXPECT_EQ(flow(database, "f-co2").nominal, NominalDirection::to_nature);
  EXPECT_EQ(database.text(flow(database, "f-co2").category), "air/unspecified");
  EXPECT_EQ(kinds(database), "cyclic_category ");
}

TEST(Jsonld, TakesTheUnitsOfAnAbsentGroupFromTheTableWithAFinding) {
  Files files = jsonld_v2();
  std::erase_if(files,
                [](const auto& file) { return file.first == "unit_groups/e.json"; });
  const Database database = read_files(
      with(files, "processes/power.json",
           R"({"@id":"p-power","exchanges":[{"isQuantitativeReference":true,"amount":3.6,
               "flow":{"@id":"f-power","refUnit":"MJ"},"unit":{"@id":"u-mj","name":"MJ"},
               "flowProperty":{"@id":"fp-energy"}},{"isInput":true,"amount":1.0,
               "flow":{"@id":"f-power","refUnit":"MJ"},"unit":{"@id":"u-kwh","name":"kWh"},
               "flowProperty":{"@id":"fp-energy"}}]})"));
  const Activity& power = database.activities[0];
  const Exchange& row = database.exchanges_of(power)[1];
  EXPECT_NE(kinds(database).find("unit_group_from_table"), std::string::npos);
  EXPECT_DOUBLE_EQ(
      reference_units_per(database, flow(database, "f-power"), row.unit, row.property),
      3.6);
}

TEST(Jsonld, TurnsFactorsIntoTheNominalDirection) {
  const auto value = [](const std::string& direction) {
    const Database database = read_files(
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
