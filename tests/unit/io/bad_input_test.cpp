// What a broken or hostile package may hold, and the tests of what becomes of it: a
// message or a finding that names the place, all the rest read, never a crash.
//
// clang-format off
// truncated archive      Members.OfATruncatedArchiveAreAnErrorThatNamesIt, Archive.CutOffIsAnErrorOfEveryKind,
//                        Zip.CutOffTellsWhereItEnds
// corrupt archive        Members.OfACorruptArchiveAreAnErrorThatNamesTheMember,
//                        Zip.ThatLiesAboutItselfIsAnErrorThatNamesTheMember
// wrong encoding         BadJsonld (NotUtf8, Utf16, Latin1), BrokenJsonld.SaysWhereItBreaks,
//                        CsvTable.RefusesOtherEncodingsAndSeparators, Zip.ReadsStoredMembersAndNamesOfCodePage437
// invalid JSON           BadJsonld (InvalidJson, NoWordOfJson, NoId), BrokenJsonld.SaysWhereItBreaks,
//                        BrokenJsonld.LeavesTheOtherDataSets, BadBw2package.SaysWhereItBreaks
// zip bomb               Members.OfAZipBombAreRefused, Members.OfAZipBombAreRefusedByDefault, Members.OverALimitAreRefused
// ../ names              Members.WithNamesThatLeadOutAreSkippedWithAFinding, MemberName.IsTidiedOrRefused,
//                        Folder.FollowsLinksInsideOnly
// nesting 10^5 deep      BadJsonld (DeepNesting, DeepNestingInside, DeepNestingWithoutEnd),
//                        BadBw2package.MayBeNestedAsDeepAsItLikes
// no reference unit      BadJsonld (NoReferenceUnit), AmountsWithoutAUnit.AreAnObstacle
// unknown unit           AmountsWithoutAUnit.AreAnObstacle, Assembly.NeverTakesAnUnknownUnitForOne
// two reference flows    BadJsonld (TwoReferences)
// no reference flow      BadJsonld (NoReference)
// NaN, Inf, 1e400        BadJsonld (NaN, Infinity, TooLargeNumber, NaNInAText, FactorNotFinite),
//                        BadBw2package.KeepsAnExchangeWhoseAmountIsNoNumber, BadTables, Assembly.RefusesAmountsThatAreNotFinite
// reference amount 0     ReferenceOfNothing.IsAnObstacle
// absent provider        BadJsonld (AbsentProvider), Jsonld.CountsAbsentProvidersByActivity,
//                        Bw2package.KeepsTheProviderThatAnotherDatabaseHolds
// duplicate ids          BadJsonld (Duplicate...), Bw2package.ReportsWhatItCannotRead,
//                        Members.WithOneNameTwiceKeepTheFirstWithAFinding
// cyclic properties      UnitGroups.MayPointAtEachOther, BadJsonld (CyclicProperty),
//                        BrokenJsonld.EndsAtACategoryThatContainsItself
// empty database         Read.TakesADatabaseWithoutARow, Zip.MayBeEmpty, Read.SaysWhatItCanRead
// interrupted reading    InterruptedRead.LeavesNothingOpen; from many threads: tests/threads/read_test.cpp
// clang-format on

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "io/bw2package/reader.hpp"
#include "io/package/members.hpp"
#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "lichen/system/assembly.hpp"
#include "support/archive.hpp"
#include "support/jsonld.hpp"
#include "support/message.hpp"

namespace {

using namespace lichen;
using lichen::test::Files;
using lichen::test::jsonld_process;
using lichen::test::jsonld_v1;
using lichen::test::jsonld_v2;
using lichen::test::kinds_of;
using lichen::test::message_of;
using lichen::test::read_folder_of;
using lichen::test::says;
using lichen::test::with;

const Flow& flow(const Database& database, const std::string& id) {
  for (const Flow& row : database.flows) {
    if (row.id == make_id(id)) return row;
  }
  throw std::runtime_error("no flow " + id);
}

/// Objects in objects, none of them closed.
std::string deep_objects() {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += R"({"a":)";
  return text;
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
      read_folder_of(with(jsonld_v2(), GetParam().file, GetParam().content));
  EXPECT_EQ(kinds_of(database), GetParam().kinds);
}

const std::string product = test::jsonld_product;

INSTANTIATE_TEST_SUITE_P(
    Cases, BadJsonld,
    testing::Values(
        Bad{"InvalidJson", "processes/new.json", "{\"@id\":", "unreadable_data_set "},
        Bad{"NoWordOfJson", "processes/new.json", R"({"@id":"p","name":nul l})",
            "unreadable_data_set "},
        Bad{"NotUtf8", "processes/new.json", "{\"@id\":\"p\",\"name\":\"\xff\xfe\"}",
            "unreadable_data_set "},
        Bad{"Utf16", "processes/new.json", std::string("\xff\xfe{\0\"\0@\0", 8),
            "unreadable_data_set "},
        Bad{"Latin1", "processes/new.json", "{\"@id\":\"p\",\"name\":\"Z\xfcrich\"}",
            "unreadable_data_set "},
        Bad{"DeepNestingInside", "processes/new.json",
            jsonld_process(product + R"(,{"flow":{"@id":"f-co2"},"amount":)" +
                           std::string(100000, '[') + std::string(100000, ']') + "}"),
            "unreadable_data_set "},
        Bad{"DeepNestingWithoutEnd", "processes/new.json", deep_objects(),
            "unreadable_data_set "},
        Bad{"DuplicateFlow", "flows/zz.json",
            R"({"@id":"f-steel","flowType":"ELEMENTARY_FLOW"})", "duplicate_id "},
        Bad{"DuplicateUnitGroup", "unit_groups/zz.json", R"({"@id":"g-mass","units":[]})",
            "duplicate_id "},
        Bad{"DuplicateCategory", "lcia_categories/zz.json",
            R"({"@id":"c-gwp","refUnit":"kg"})", "duplicate_id "},
        Bad{"DuplicateMethod", "lcia_methods/zz.json", R"({"@id":"m","name":"other"})",
            "duplicate_id "},
        Bad{"FactorNotFinite", "lcia_categories/new.json",
            R"({"@id":"c-new","impactFactors":[{"flow":{"@id":"f-co2"},"value":1e400}]})",
            "number_not_finite bad_factor "},
        Bad{"NaN", "processes/new.json",
            jsonld_process(product + R"(,{"flow":{"@id":"f-co2"},"amount":NaN})"),
            "number_not_finite bad_amount "},
        Bad{"Infinity", "processes/new.json",
            jsonld_process(product + R"(,{"flow":{"@id":"f-co2"},"amount":-Infinity})"),
            "number_not_finite bad_amount "},
        Bad{"TooLargeNumber", "processes/new.json",
            jsonld_process(product + R"(,{"flow":{"@id":"f-co2"},"amount":1e400})"),
            "number_not_finite bad_amount "},
        Bad{"NaNInAText", "processes/new.json",
            jsonld_process(product + R"(,{"flow":{"@id":"f-co2"},"amount":"NaN"})"),
            "bad_amount "},
        Bad{"WholeNumberOver64Bits", "processes/new.json",
            jsonld_process(product +
                           R"(,{"flow":{"@id":"f-co2"},"amount":100000000000000000000})"),
            ""},
        Bad{"DeepNesting", "processes/new.json",
            std::string(100000, '[') + std::string(100000, ']'), "unreadable_data_set "},
        Bad{"NoId", "processes/new.json", R"({"name":"nobody"})", "unreadable_data_set "},
        Bad{"DuplicateId", "processes/zz.json", R"({"@id":"p-steel","exchanges":[]})",
            "duplicate_id "},
        Bad{"TwoReferences", "processes/new.json",
            jsonld_process(product + "," + product), "several_reference_flows "},
        Bad{"NoReference", "processes/new.json", jsonld_process(""),
            "no_reference_flow "},
        Bad{"NoFlow", "processes/new.json",
            jsonld_process(product + R"(,{"amount":1.0})"), "no_flow "},
        Bad{"NoAmount", "processes/new.json",
            jsonld_process(product + R"(,{"flow":{"@id":"f-co2"}})"), "bad_amount "},
        Bad{"AbsentProvider", "processes/new.json",
            jsonld_process(product +
                           R"(,{"isInput":true,"amount":1.0,"flow":{"@id":"f-power"},
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
            jsonld_process(product +
                           R"(,{"flow":{"@id":"f-co2"},"amount":1.0,"uncertainty":
                {"distributionType":"LOG_NORMAL_DISTRIBUTION","geomMean":1.0}})"),
            "unknown_distribution "},
        Bad{"DistributionOfNoName", "processes/new.json",
            jsonld_process(product +
                           R"(,{"flow":{"@id":"f-co2"},"amount":1.0,"uncertainty":
                {"distributionType":"BETA_DISTRIBUTION"}})"),
            "unknown_distribution "},
        Bad{"InternalIdOutOfRange", "processes/new.json",
            jsonld_process(product +
                           R"(,{"internalId":1e300,"flow":{"@id":"f-co2"},"amount":1})"),
            ""},
        Bad{"FlowOfNoType", "processes/new.json",
            jsonld_process(product +
                           R"(,{"flow":{"@id":"f-absent","name":"?"},"amount":1.0})"),
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

TEST(BrokenJsonld, LeavesTheOtherDataSets) {
  const Database database =
      read_folder_of(with(jsonld_v2(), "processes/power.json", "{broken"));
  EXPECT_EQ(database.activities.size(), 1U);
  EXPECT_EQ(kinds_of(database, Severity::error), "unreadable_data_set ");
}

TEST(BrokenJsonld, IsAnErrorWhereNothingCanBeRead) {
  EXPECT_THROW((void)read_folder_of({{"processes/a.json", "{broken"}}), DataError);
}

TEST(BrokenJsonld, SaysWhereItBreaks) {
  const auto message = [](const std::string& content) {
    const Database database =
        read_folder_of(with(jsonld_v2(), "processes/new.json", content));
    return database.findings.items().at(0).message;
  };
  EXPECT_NE(message("{\"@id\":\"p\",\n\"name\":\"\xff\"}")
                .find("not encoded in UTF-8 at byte 20 (line 2)"),
            std::string::npos);
  EXPECT_NE(message("{\"@id\":\"p\"\n\"name\":1}").find("at byte 11 (line 2)"),
            std::string::npos);
}

TEST(BrokenJsonld, ReadsNumbersOfAnySizeAndNoNumberAsZero) {
  const Database database = read_folder_of(with(
      jsonld_v2(), "processes/new.json",
      jsonld_process(product + R"(,{"flow":{"@id":"f-co2"},"amount":100000000000000000000,
               "description":"NaN \" Infinity 1e400"},{"flow":{"@id":"f-co2"},"amount":NaN},
               {"flow":{"@id":"f-co2"},"amount":1e-400},{"flow":{"@id":"f-co2"},"amount":5e-324})")));
  const auto rows = database.exchanges_of(database.activities[0]);
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[1].amount, 1e20);
  EXPECT_TRUE(std::isnan(rows[2].amount));
  EXPECT_EQ(rows[3].amount, 0.);
  EXPECT_EQ(rows[4].amount, 5e-324);
  EXPECT_EQ(database.text(database.exchange_comments.rows()[0].value),
            "NaN \" Infinity 1e400");
}

TEST(BrokenJsonld, EndsAtACategoryThatContainsItself) {
  const Database database = read_folder_of(
      with(jsonld_v1(), "categories/a0.json",
           R"({"@id":"00000000-0000-0000-0000-0000000000a0","name":"air","category":
               {"@id":"00000000-0000-0000-0000-0000000000a1"}})"));
  EXPECT_EQ(flow(database, "f-co2").nominal, NominalDirection::to_nature);
  EXPECT_EQ(database.text(flow(database, "f-co2").category), "air/unspecified");
  EXPECT_EQ(kinds_of(database), "cyclic_category ");
}

/// The kinds of what keeps the columns of a package from being right.
std::string obstacles(const Database& database) {
  std::string kinds;
  for (const Obstacle& obstacle : assemble(database).obstacles) {
    kinds += obstacle.kind + " ";
  }
  return kinds;
}

TEST(AmountsWithoutAUnit, AreAnObstacle) {
  EXPECT_EQ(obstacles(read_folder_of(jsonld_v2())), "");
  const auto exchange_in = [](const std::string& unit) {
    return obstacles(read_folder_of(
        with(jsonld_v2(), "processes/new.json",
             jsonld_process(product + R"(,{"flow":{"@id":"f-co2"},"amount":1.0,"unit":)" +
                            unit + R"(,"flowProperty":{"@id":"fp-mass"}})"))));
  };
  // Without an id, of another group, or of no group at all.
  EXPECT_EQ(exchange_in(R"({"@id":"u-t","name":"t"})"), "");
  EXPECT_NE(exchange_in(R"({"@id":"u-mj","name":"MJ"})"), "");
  EXPECT_NE(exchange_in(R"({"@id":"u-none","name":"no unit at all"})"), "");
  // The group has units and none of them is the reference.
  EXPECT_NE(obstacles(read_folder_of(
                with(jsonld_v2(), "unit_groups/m.json",
                     R"({"@id":"g-mass","units":[{"@id":"u-kg","name":"kg"},
                         {"@id":"u-t","name":"t"}]})"))),
            "");
}

TEST(ReferenceOfNothing, IsAnObstacle) {
  const Database product_of_nothing = read_folder_of(
      with(jsonld_v2(), "processes/power.json",
           R"({"@id":"p-power","exchanges":[{"isQuantitativeReference":true,"amount":0.0,
               "flow":{"@id":"f-power"}}]})"));
  EXPECT_NE(obstacles(product_of_nothing).find("zero_reference"), std::string::npos);
}

TEST(UnitGroups, MayPointAtEachOther) {
  Files files =
      with(jsonld_v2(), "unit_groups/m.json",
           R"({"@id":"g-mass","defaultFlowProperty":{"@id":"fp-energy"},"units":[
          {"@id":"u-kg","name":"kg","isRefUnit":true},
          {"@id":"u-t","name":"t","conversionFactor":1000.0}]})");
  files = with(files, "unit_groups/e.json",
               R"({"@id":"g-energy","defaultFlowProperty":{"@id":"fp-mass"},"units":[
                   {"@id":"u-mj","name":"MJ","isRefUnit":true},
                   {"@id":"u-kwh","name":"kWh","conversionFactor":3.6}]})");
  const Database database = read_folder_of(files);
  EXPECT_EQ(kinds_of(database), "");
  const Flow& power = flow(database, "f-power");
  EXPECT_EQ(database.text(database.units[power.reference_unit.at()].name), "MJ");
  EXPECT_EQ(obstacles(database), "");
}

/// The nodes of a bw2package: one that makes 1 of itself, and one more exchange.
std::string bw2package_with(const std::string& exchange) {
  return R"([{"name":"d","data":{"keys":[["d","a"]],"values":[{"name":"Steel",
      "unit":"kilogram","exchanges":[{"type":"production","input":["d","a"],"amount":1},)" +
         exchange + R"(]}],"__dict__":true}}])";
}

Database read_bw2package(const std::string& json) {
  Database database;
  detail::read_bw2package({"d.bw2package", json}, database);
  return database;
}

TEST(BadBw2package, KeepsAnExchangeWhoseAmountIsNoNumber) {
  for (const char* amount : {"NaN", "-Infinity", "1e400", "null", "\"1\""}) {
    const Database database = read_bw2package(
        bw2package_with(R"({"type":"technosphere","input":["d","a"],"amount":)" +
                        std::string(amount) + "}"));
    ASSERT_EQ(database.exchanges.size(), 2U) << amount;
    EXPECT_TRUE(std::isnan(database.exchanges[1].amount)) << amount;
    EXPECT_NE(kinds_of(database).find("bad_amount "), std::string::npos) << amount;
    EXPECT_NE(obstacles(database), "") << amount;
  }
}

TEST(BadBw2package, CountsAnAmountAsCertainWhereItsScatterIsNoNumber) {
  const Database database = read_bw2package(bw2package_with(
      R"({"type":"technosphere","input":["d","a"],"amount":0.5,"uncertainty type":3,
          "loc":0.5,"scale":NaN})"));
  EXPECT_EQ(database.exchanges[1].amount, 0.5);
  EXPECT_EQ(kinds_of(database), "number_not_finite unknown_distribution ");
  EXPECT_EQ(database.distributions.rows()[0].value.type, DistributionType::other);
}

TEST(BadBw2package, SaysWhereItBreaks) {
  const auto said = [](const std::string& json) {
    return message_of<DataError>([&] { (void)read_bw2package(json); });
  };
  EXPECT_TRUE(says(said("[{\"name\":\"d\",\n\"data\" 1}]"), "(line 2)"));
  EXPECT_TRUE(says(said("[{\"name\":\"\xe4\"}]"), "not encoded in UTF-8 at byte 10"));
}

TEST(BadBw2package, MayBeNestedAsDeepAsItLikes) {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  for (const std::string& json :
       {deep, deep_objects(), bw2package_with(R"({"input":)" + deep + "}")}) {
    EXPECT_TRUE(says(message_of<DataError>([&] { (void)read_bw2package(json); }),
                     "cannot be read as JSON"));
  }
}

std::ptrdiff_t open_files() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                       std::filesystem::directory_iterator());
}

TEST(InterruptedRead, LeavesNothingOpen) {
  const test::TemporaryFolder temporary;
  Files files = jsonld_v2();
  for (int i = 0; i < 1000; ++i) {
    files.emplace_back("flows/" + std::to_string(i) + ".json",
                       R"({"@id":"f-)" + std::to_string(i) + "\"}");
  }
  test::write_files(temporary.path("folder"), files);
  test::write_zip(temporary.path("package.zip"), files);
  test::write_archive(temporary.path("package.7z"), files);
  for (const char* name : {"folder", "package.zip", "package.7z"}) {
    const std::string path = temporary.path(name);
    const auto before = open_files();
    io::ReadOptions options;
    options.progress = [](std::string_view, std::int64_t done, std::int64_t) {
      if (done > 0) throw std::runtime_error("stopped by hand");
    };
    EXPECT_EQ(message_of<std::runtime_error>([&] { (void)io::read(path, options); }),
              "stopped by hand");
    EXPECT_EQ(open_files(), before);
    EXPECT_EQ(io::read(path).flows.size(), 1003U);
  }
}

}  // namespace
