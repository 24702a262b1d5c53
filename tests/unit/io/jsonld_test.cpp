#include "support/jsonld.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "support/archive.hpp"
#include "support/data.hpp"

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
        Bad{"NotUtf8", "processes/new.json", "{\"@id\":\"p\",\"name\":\"\xff\xfe\"}",
            "unreadable_data_set "},
        Bad{"NaNLiteral", "processes/new.json",
            R"({"@id":"p","exchanges":[{"amount":NaN}]})", "unreadable_data_set "},
        Bad{"TooLargeNumber", "processes/new.json",
            R"({"@id":"p","exchanges":[{"amount":1e400}]})", "unreadable_data_set "},
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
            R"({"@id":"g-new","units":[{"@id":"u-new","name":"bushel"}]})",
            "no_reference_unit "},
        Bad{"ZeroFactor", "unit_groups/new.json",
            R"({"@id":"g-new","units":[{"@id":"u-new","name":"kg","isRefUnit":true},
                {"@id":"u-newer","name":"g","conversionFactor":0.0}]})",
            "bad_factor "},
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

TEST(Jsonld, EndsAtACategoryThatContainsItself) {
  const Database database = read_files(
      with(jsonld_v1(), "categories/a0.json",
           R"({"@id":"00000000-0000-0000-0000-0000000000a0","name":"air","category":
               {"@id":"00000000-0000-0000-0000-0000000000a1"}})"));
  EXPECT_EQ(flow(database, "f-co2").nominal, NominalDirection::to_nature);
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

TEST(Jsonld, OfUslciHoldsAllThatIsThere) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  const Database database = io::read(test::data("uslci-fy18-jsonld").string());

  // Counts of the data's README.
  EXPECT_EQ(database.activities.size(), 766U);
  EXPECT_EQ(database.flows.size(), 4601U);
  EXPECT_EQ(database.exchanges.size(), 32526U);
  EXPECT_EQ(database.allocation_factors.size(), 12126U);
  EXPECT_EQ(database.parameters.size(), 537U);
  EXPECT_EQ(database.exchange_formulas.size(), 259U);
  EXPECT_EQ(database.distributions.size(), 5539U);
  std::size_t dependent = 0;
  for (const auto& parameter : database.parameters)
    dependent += !parameter.formula.empty();
  EXPECT_EQ(dependent, 202U);
  std::int64_t without_product = 0;
  for (const auto& count : database.findings.counts()) {
    if (count.kind == "allocation_without_product") without_product = count.occurrences;
  }
  EXPECT_EQ(without_product, 11642);
}

class OpenPackage : public testing::TestWithParam<const char*> {};
TEST_P(OpenPackage, IsReadWithoutErrors) {
  LICHEN_NEEDS_DATA(GetParam());
  const Database database = io::read(test::data(GetParam()).string());
  EXPECT_FALSE(database.flows.empty());
  EXPECT_EQ(kinds(database, Severity::error), "");
}
INSTANTIATE_TEST_SUITE_P(Packages, OpenPackage,
                         testing::Values("uslci-rail", "uslci-transport",
                                         "olca-methods/IPCC_json_v1.0.3.zip"));

}  // namespace
