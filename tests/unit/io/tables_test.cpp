#include "lichen/io/tables.hpp"

#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "support/archive.hpp"
#include "support/data.hpp"
#include "support/same_database.hpp"

namespace {

using namespace lichen;
using lichen::test::difference;
using lichen::test::Files;
using lichen::test::TemporaryFolder;
using lichen::test::write_files;
using lichen::test::write_zip;

/// The example of docs/reference/tables.md.
const Files coal_power = {
    {"flows.csv",
     "id,name,type,unit,category\nelectricity,Electricity,product,kWh,\n"
     "coal,Hard coal,product,kg,\nco2,\"Carbon dioxide, fossil\",elementary,kg,air\n"},
    {"activities.csv",
     "id,name,location\nplant,Coal power plant,DE\nmine,Coal mine,PL\n"},
    {"exchanges.csv",
     "activity,flow,direction,amount,unit\nplant,electricity,output,1,kWh\n"
     "plant,coal,input,0.25,kg\nplant,co2,output,0.9,kg\nmine,coal,output,1,kg\n"
     "mine,electricity,input,0.1,kWh\nmine,co2,output,0.1,kg\n"}};

/// The example with one of its files replaced or added.
Files with(const std::string& name, const std::string& content) {
  Files files = coal_power;
  for (auto& [known, text] : files) {
    if (known != name) continue;
    text = content;
    return files;
  }
  files.emplace_back(name, content);
  return files;
}

Database read_files(const Files& files) {
  const TemporaryFolder temporary;
  write_files(temporary.path("tables"), files);
  return io::read(temporary.path("tables"));
}

/// The kinds of the findings, each followed by a blank.
std::string kinds(const Database& database) {
  std::string kinds;
  for (const auto& finding : database.findings.items()) kinds += finding.kind + " ";
  return kinds;
}

TEST(Tables, OfTheExampleAreRead) {
  const Database database = read_files(coal_power);

  ASSERT_EQ(database.activities.size(), 2U);
  ASSERT_EQ(database.exchanges.size(), 6U);
  EXPECT_EQ(database.text(database.activities[0].name), "Coal power plant");
  EXPECT_EQ(database.id_text(database.activities[0].id), "plant");
  EXPECT_EQ(database.exchanges[1].amount, 0.25);
  EXPECT_EQ(database.exchanges[1].direction, Direction::input);
  EXPECT_EQ(database.activities[0].reference, ExchangeIndex{0U});
  EXPECT_EQ(database.flows[2].nominal, NominalDirection::to_nature);
  EXPECT_EQ(kinds(database), "");
}

TEST(Tables, AreTheSameInAFolderAndInAZip) {
  const TemporaryFolder temporary;
  write_zip(temporary.path("tables.zip"), coal_power);
  EXPECT_EQ(difference(io::read(temporary.path("tables.zip")), read_files(coal_power)),
            "");
}

TEST(Tables, GroupExchangesByActivityWhateverTheOrderOfRows) {
  const Database database = read_files(with(
      "exchanges.csv",
      "activity,flow,direction,amount\nmine,coal,output,1\nplant,electricity,output,1\n"
      "mine,co2,output,0.1\nplant,coal,input,0.25\n"));
  EXPECT_EQ(database.exchanges_of(database.activities[0]).size(), 2U);
  EXPECT_EQ(database.exchanges_of(database.activities[0])[1].amount, 0.25);
  EXPECT_EQ(database.exchanges_of(database.activities[1])[1].amount, 0.1);
}

TEST(Tables, ConvertUnitsOfTheLibrary) {
  const Database database = read_files(
      with("exchanges.csv",
           "activity,flow,direction,amount,unit\nplant,electricity,output,3.6,MJ\n"));
  const Exchange& row = database.exchanges[0];
  EXPECT_DOUBLE_EQ(reference_units_per(database, database.flows[row.flow.at()], row.unit,
                                       row.property),
                   1. / 3.6);
}

struct Bad {
  const char* name;
  const char* file;
  const char* content;
  const char* kinds;
};

class BadTables : public testing::TestWithParam<Bad> {};
TEST_P(BadTables, BecomeFindings) {
  const Database database = read_files(with(GetParam().file, GetParam().content));
  EXPECT_EQ(kinds(database), GetParam().kinds);
}
INSTANTIATE_TEST_SUITE_P(
    Cases, BadTables,
    testing::Values(
        Bad{"UnknownProvider", "exchanges.csv",
            "activity,flow,direction,amount,provider\nplant,electricity,output,1,\n"
            "plant,coal,input,1,nobody\nmine,coal,output,1,\n",
            "absent_provider "},
        Bad{"UnknownFlow", "exchanges.csv",
            "activity,flow,direction,amount\nplant,electricity,output,1\n"
            "plant,steam,input,1\nmine,coal,output,1\n",
            "unknown_reference unreadable_exchange "},
        Bad{"DecimalComma", "exchanges.csv",
            "activity,flow,direction,amount\nplant,electricity,output,\"1,5\"\n"
            "mine,coal,output,1\n",
            "bad_number "},
        Bad{"Infinite", "exchanges.csv",
            "activity,flow,direction,amount\nplant,electricity,output,inf\n"
            "mine,coal,output,nan\n",
            "bad_number bad_number "},
        Bad{"TooLarge", "exchanges.csv",
            "activity,flow,direction,amount\nplant,electricity,output,1e400\n"
            "mine,coal,output,1\n",
            "bad_number "},
        Bad{"MissingAmount", "exchanges.csv",
            "activity,flow,direction,amount\nplant,electricity,output,\nmine,coal,output,"
            "1\n",
            "bad_amount "},
        Bad{"TwoReferences", "exchanges.csv",
            "activity,flow,direction,amount,reference\nplant,electricity,output,1,yes\n"
            "plant,coal,output,1,yes\nmine,coal,output,1,\n",
            "several_reference_flows "},
        Bad{"NoReference", "exchanges.csv",
            "activity,flow,direction,amount\nplant,electricity,output,1\n"
            "mine,electricity,input,1\n",
            "no_reference_flow "},
        Bad{"BadDirection", "exchanges.csv",
            "activity,flow,direction,amount\nplant,electricity,output,1\n"
            "mine,coal,output,1\nmine,co2,up,1\n",
            "unreadable_exchange "},
        Bad{"DuplicateId", "activities.csv",
            "id,name\nplant,Coal power plant\nmine,Coal mine\nplant,Again\n",
            "duplicate_id "},
        Bad{"EmptyType", "flows.csv",
            "id,name,type,unit\nelectricity,Electricity,product,kWh\n"
            "coal,Hard coal,product,kg\nco2,Carbon dioxide,,kg\n",
            "unreadable_field "},
        Bad{"MisspeltWords", "activities.csv",
            "id,name,type,allocation\nplant,Coal power plant,system,mass\n"
            "mine,Coal mine,,\n",
            "unreadable_field unreadable_field "},
        Bad{"InternalIdNotWhole", "exchanges.csv",
            "activity,flow,direction,amount,internal_id\n"
            "plant,electricity,output,1,1e300\nmine,coal,output,1,1.5\n",
            "bad_number bad_number "},
        Bad{"UnknownUnit", "exchanges.csv",
            "activity,flow,direction,amount,unit\nplant,electricity,output,1,kWatth\n"
            "mine,coal,output,1,kg\n",
            "unknown_unit "},
        Bad{"CausalFactorOfNoExchange", "allocation.csv",
            "activity,method,product,exchange,value\nplant,causal,electricity,9,1\n",
            "unknown_reference "},
        Bad{"CategoryOfNoMethod", "categories.csv",
            "id,name,unit\ngwp,Climate change,kg CO2 eq\n", "category_without_method "},
        Bad{"FactorNotFinite", "flow_property_factors.csv",
            "flow,property,factor\ncoal,mass,1e400\n", "unknown_reference bad_number "},
        Bad{"UnknownColumn", "activities.csv",
            "id,name,colour\nplant,Coal power plant,red\nmine,Coal mine,blue\n",
            "unknown_column "},
        Bad{"UnknownFile", "notes.csv", "a\n1\n", "unknown_file "}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Tables, TakeTheUnitOfTheFlowsOwnGroupWhereANameStandsTwice) {
  Files files = coal_power;
  files.emplace_back("unit_groups.csv", "id,name\nmass,Mass\nmarks,Marks\n");
  files.emplace_back("units.csv",
                     "id,name,group,factor,reference\nkg,kg,mass,1,yes\n"
                     "long,ton,mass,1016.0469088,\nmark,mark,marks,1,yes\n"
                     "mton,ton,marks,7,\n");
  for (auto& [name, text] : files) {
    if (name == "exchanges.csv") {
      text = "activity,flow,direction,amount,unit\nmine,coal,output,2,ton\n";
    }
  }
  const Database database = read_files(files);
  const Exchange& row = database.exchanges[0];
  EXPECT_EQ(database.id_text(database.units[row.unit.at()].id), "long");
  EXPECT_EQ(reference_units_per(database, database.flows[row.flow.at()], row.unit,
                                row.property),
            1016.0469088);
}

TEST(Tables, NeverChooseBetweenUnitsOfOneNameInAGroup) {
  Files files = coal_power;
  files.emplace_back("unit_groups.csv", "id,name\nmass,Mass\n");
  files.emplace_back("units.csv",
                     "id,name,group,factor,reference\nkg,kg,mass,1,yes\n"
                     "long,ton,mass,1016.0469088,\nshort,ton,mass,907.18474,\n");
  for (auto& [name, text] : files) {
    if (name == "exchanges.csv") {
      text = "activity,flow,direction,amount,unit\nmine,coal,output,2,ton\n";
    }
  }
  const Database database = read_files(files);
  const Exchange& row = database.exchanges[0];
  EXPECT_NE(kinds(database).find("ambiguous_unit"), std::string::npos);
  EXPECT_TRUE(std::isnan(reference_units_per(database, database.flows[row.flow.at()],
                                             row.unit, row.property)));
}

TEST(Tables, AddUnitsOfTheLibraryToGroupsOfThePackage) {
  Files files = coal_power;
  files.emplace_back("unit_groups.csv", "id,name\nmass,Mass\n");
  files.emplace_back("units.csv",
                     "id,name,group,factor,reference\nkg,kg,mass,1,yes\n"
                     "sack,sack,mass,50,\n");
  for (auto& [name, text] : files) {
    if (name != "exchanges.csv") continue;
    text =
        "activity,flow,direction,amount,unit\nmine,coal,output,1,g\n"
        "plant,coal,input,3,sack\nplant,electricity,output,1,kWh\n";
  }
  const Database database = read_files(files);
  const auto per = [&](std::size_t i) {
    const Exchange& row = database.exchanges[i];
    return reference_units_per(database, database.flows[row.flow.at()], row.unit,
                               row.property);
  };
  // Rows stand by activity: the plant's before the mine's.
  EXPECT_EQ(per(0), 50.);
  EXPECT_DOUBLE_EQ(per(2), 1e-3);
}

TEST(Tables, LeaveAnActivityWithoutReferenceWhereItSaysSo) {
  const Database first = read_files(
      with("exchanges.csv",
           "activity,flow,direction,amount,reference\nplant,electricity,output,1,no\n"
           "mine,coal,output,1,\n"));
  EXPECT_FALSE(first.activities[0].reference);
  EXPECT_TRUE(first.activities[1].reference);
  const TemporaryFolder temporary;
  io::write_tables(first, temporary.path("out"));
  EXPECT_EQ(difference(first, io::read(temporary.path("out"))), "");
}

TEST(Tables, KeepCategoriesThatSeveralMethodsShareAndTheirOrder) {
  Files files = with("categories.csv", "id,name,unit\na,A,kg\nb,B,kg\n");
  files.emplace_back("methods.csv", "id,name\nfirst,First\nsecond,Second\n");
  files.emplace_back("method_categories.csv",
                     "method,category\nfirst,b\nfirst,a\nsecond,a\n");
  const Database first = read_files(files);
  ASSERT_EQ(first.methods.size(), 2U);
  EXPECT_EQ(first.methods[0].categories,
            (std::vector{CategoryIndex{1U}, CategoryIndex{0U}}));
  EXPECT_EQ(first.methods[1].categories, std::vector{CategoryIndex{0U}});
  EXPECT_EQ(kinds(first), "");
  const TemporaryFolder temporary;
  io::write_tables(first, temporary.path("out"));
  EXPECT_EQ(difference(first, io::read(temporary.path("out"))), "");
}

TEST(Tables, AreNotWrittenWithATextTheyCannotHold) {
  const TemporaryFolder temporary;
  Database database = read_files(coal_power);
  database.activities[0].description = database.texts.add(std::string_view("a\0b", 3));
  EXPECT_THROW(io::write_tables(database, temporary.path("out")), DataError);
  EXPECT_FALSE(std::filesystem::exists(temporary.path("out")));
}

TEST(Tables, KeepAnExchangeWhoseAmountIsNoNumber) {
  const Database database = read_files(with(
      "exchanges.csv", "activity,flow,direction,amount\nplant,electricity,output,x\n"));
  ASSERT_EQ(database.exchanges.size(), 1U);
  EXPECT_TRUE(std::isnan(database.exchanges[0].amount));
}

TEST(Tables, WithoutAColumnThatMustBeThereAreRefused) {
  EXPECT_THROW((void)read_files(with("flows.csv", "id,name\nco2,Carbon dioxide\n")),
               DataError);
}

TEST(Tables, HoldMethodsWithNormalisationAndWeights) {
  Files files =
      with("categories.csv", "id,name,unit,method\ngwp,Climate change,kg CO2 eq,mine\n");
  files.emplace_back("factors.csv", "category,flow,value,unit\ngwp,co2,1,kg\n");
  files.emplace_back("normalisation.csv",
                     "method,set,category,normalisation,weight,unit,scale\n"
                     "mine,World,gwp,8000,50,Pt,percent\n");
  const Database database = read_files(files);

  ASSERT_EQ(database.methods.size(), 1U);
  EXPECT_EQ(database.text(database.methods[0].name), "mine");
  ASSERT_EQ(database.methods[0].nw_sets.size(), 1U);
  EXPECT_EQ(database.methods[0].nw_sets[0].scale, WeightScale::percent);
  EXPECT_EQ(database.methods[0].nw_sets[0].factors[0].normalisation, 8000.);
  ASSERT_EQ(database.factors.size(), 1U);
  EXPECT_EQ(kinds(database), "");
}

TEST(Tables, ReadBackTheSame) {
  const TemporaryFolder temporary;
  const Database first = read_files(coal_power);

  io::write_tables(first, temporary.path("out"));
  io::write_tables(first, temporary.path("out.zip"));

  EXPECT_EQ(difference(first, io::read(temporary.path("out"))), "");
  EXPECT_EQ(difference(first, io::read(temporary.path("out.zip"))), "");
}

TEST(Tables, ReplaceTheirFolderAndLeaveNothingBeside) {
  const TemporaryFolder temporary;
  const Database first = read_files(coal_power);
  const Database second = read_files(with(
      "exchanges.csv", "activity,flow,direction,amount\nplant,electricity,output,2\n"));
  for (const char* name : {"out", "out.zip"}) {
    io::write_tables(first, temporary.path(name));
    io::write_tables(second, temporary.path(name));
    EXPECT_EQ(difference(second, io::read(temporary.path(name))), "");
    EXPECT_FALSE(std::filesystem::exists(temporary.path(name) + ".part"));
    EXPECT_FALSE(std::filesystem::exists(temporary.path(name) + ".old"));
  }
}

TEST(Tables, AreNotWrittenOverOtherFiles) {
  const TemporaryFolder temporary;
  write_files(temporary.path("out"), {{"thesis.tex", "years of work"}});
  const Database database = read_files(coal_power);
  EXPECT_THROW(io::write_tables(database, temporary.path("out")), DataError);
  EXPECT_THROW(io::write_tables(database, "/proc/nowhere/out"), DataError);
  EXPECT_TRUE(std::filesystem::exists(temporary.path("out/thesis.tex")));
}

TEST(Tables, KeepAllOfUslciBitByBit) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  const TemporaryFolder temporary;
  const Database first = io::read(test::data("uslci-fy18-jsonld").string());
  ASSERT_EQ(first.exchanges.size(), 32526U);

  io::write_tables(first, temporary.path("uslci.zip"));

  EXPECT_EQ(difference(first, io::read(temporary.path("uslci.zip"))), "");
}

TEST(Tables, KeepAllOfForwastAndOfAMethodPackageBitByBit) {
  LICHEN_NEEDS_DATA("forwast");
  LICHEN_NEEDS_DATA("olca-methods");
  for (const char* name :
       {"forwast/forwast.bw2package", "olca-methods/IPCC_json_v1.0.3.zip"}) {
    const TemporaryFolder temporary;
    const Database first = io::read(test::data(name).string());
    io::write_tables(first, temporary.path("out"));
    EXPECT_EQ(difference(first, io::read(temporary.path("out"))), "") << name;
  }
}

}  // namespace
