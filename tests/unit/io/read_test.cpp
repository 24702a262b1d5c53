#include "lichen/io/read.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "support/archive.hpp"
#include "support/data.hpp"

namespace {

using namespace lichen;
using lichen::test::Files;
using lichen::test::TemporaryFolder;
using lichen::test::write_file;
using lichen::test::write_files;
using lichen::test::write_zip;

const Files tables = {
    {"flows.csv", "id,name,type,unit\ncoal,Coal,product,kg\n"},
    {"activities.csv", "id,name\nmine,Mine\n"},
    {"exchanges.csv", "activity,flow,direction,amount\nmine,coal,output,1\n"}};

std::string message_of(const std::string& path) {
  try {
    (void)io::read(path);
  } catch (const DataError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

/// What is said of a package with these files.
std::string message_of(const Files& files) {
  const TemporaryFolder temporary;
  std::filesystem::create_directories(temporary.path("package"));
  write_files(temporary.path("package"), files);
  return message_of(temporary.path("package"));
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

TEST(Read, FillsTheSource) {
  const TemporaryFolder temporary;
  Files files = tables;
  files.emplace_back("database.csv",
                     "key,value\nname,Small\npackage_version,2\nlicence,CC0\n");
  write_files(temporary.path("small"), files);

  const Database database = io::read(temporary.path("small"));

  EXPECT_EQ(database.source.path, temporary.path("small"));
  EXPECT_EQ(database.source.format, "lichen plain tables");
  EXPECT_EQ(database.source.name, "Small");
  EXPECT_EQ(database.source.version, "2");
  EXPECT_EQ(database.source.licence, "CC0");
  EXPECT_EQ(database.source.hash.substr(0, 5), "xxh3:");
  EXPECT_EQ(database.source.hash.size(), 37U);
}

TEST(Read, GivesAFolderAndItsZipOneHash) {
  const TemporaryFolder temporary;
  write_files(temporary.path("small"), tables);
  write_zip(temporary.path("small.zip"), tables);
  Files other = tables;
  other[0].second += "ash,Ash,waste,kg\n";
  write_zip(temporary.path("other.zip"), other);

  const auto hash = io::read(temporary.path("small")).source.hash;

  EXPECT_EQ(io::read(temporary.path("small.zip")).source.hash, hash);
  EXPECT_NE(io::read(temporary.path("other.zip")).source.hash, hash);
}

TEST(Read, TakesTablesFromAZipWithAFolder) {
  const TemporaryFolder temporary;
  Files files;
  for (const auto& [name, content] : tables) files.emplace_back("small/" + name, content);
  write_zip(temporary.path("small.zip"), files);
  EXPECT_EQ(io::read(temporary.path("small.zip")).exchanges.size(), 1U);
}

TEST(Read, KnowsTheDemonstrationByItsName) {
  const Database database = io::read("demo");
  EXPECT_EQ(database.source.path, "demo");
  EXPECT_GE(database.activities.size(), 40U);
  EXPECT_LE(database.activities.size(), 80U);
  EXPECT_FALSE(database.methods.empty());
  EXPECT_TRUE(database.findings.empty());
}

TEST(Read, SaysHowToBringWhatItKnowsAndDoesNotRead) {
  const auto package = message_of({{"datapackage.json", "{\"resources\": []}"}});
  EXPECT_TRUE(has(package, "looks like a Brightway datapackage"));
  EXPECT_TRUE(has(package, "lichen.read_datapackages"));
  EXPECT_TRUE(has(message_of({{"db/service.properties", "#db"}, {"db/log/x", "y"}}),
                  "export it as JSON-LD"));
  EXPECT_TRUE(has(message_of({{"cycle.jsonld",
                               "{\"@context\": \"https://www.hestia.earth/schema/\"}"}}),
                  "a document of HESTIA"));
}

TEST(Read, SaysWhatItCanRead) {
  for (const Files& files :
       {Files{}, Files{{"thesis.txt", "ILCD and ecoSpold are formats"}},
        Files{{"flows.csv", "name1,name2\na,b\n"}}}) {
    const std::string message = message_of(files);
    EXPECT_TRUE(has(message, "openLCA JSON-LD")) << message;
    EXPECT_FALSE(has(message, "looks like")) << message;
  }
  EXPECT_TRUE(has(message_of(Files{}), "is empty"));
}

TEST(Read, PointsToAPackageThatAFolderHolds) {
  EXPECT_TRUE(has(message_of({{"LICENSE", "free"}, {"forwast.bw2package", "BZh9"}}),
                  "it holds forwast.bw2package: read that file by itself"));
}

TEST(Read, NamesAColumnThatIsMissing) {
  EXPECT_TRUE(has(message_of({{"exchanges.csv", "activity,flow,amount\na,b,1\n"}}),
                  "exchanges.csv: lacks the column \"direction\""));
  EXPECT_TRUE(has(message_of({{"flows.csv", "id;name;type;unit\na;b;c;d\n"}}),
                  "flows.csv:1: the header is separated by semicolons"));
}

TEST(Read, TakesADatabaseWithoutARow) {
  const TemporaryFolder temporary;
  write_files(temporary.path("empty"),
              {{"database.csv", "key,value\nname,Empty\n"},
               {"exchanges.csv", "activity,flow,direction,amount\n"}});
  const Database database = io::read(temporary.path("empty"));
  EXPECT_EQ(database.source.name, "Empty");
  EXPECT_TRUE(database.activities.empty());
  EXPECT_TRUE(database.findings.empty());
}

TEST(Read, RefusesWhatIsNotThere) {
  EXPECT_TRUE(has(message_of(std::string("/nowhere/at/all.zip")),
                  "/nowhere/at/all.zip: there is no such file or folder"));
}

TEST(Read, ReportsUnitsThatDifferFromTheTable) {
  const TemporaryFolder temporary;
  Files files = tables;
  files.emplace_back("unit_groups.csv", "id,name\nmass,Mass\n");
  files.emplace_back(
      "units.csv", "id,name,group,factor,reference\nkg,kg,mass,1,yes\nlb,lb,mass,0.5,\n");
  write_files(temporary.path("small"), files);
  const Database database = io::read(temporary.path("small"));
  ASSERT_EQ(database.findings.size(), 1U);
  EXPECT_EQ(database.findings.items()[0].kind, "unit_factor_differs");
}

TEST(Read, KnowsADatapackageOfTheOpenData) {
  LICHEN_NEEDS_DATA("bw2calc-fixtures");
  const auto said = [](const char* name) {
    return message_of(test::data(name).string());
  };
  EXPECT_TRUE(has(said("bw2calc-fixtures/tests/fixtures/array_sequential.zip"),
                  "Brightway datapackage"));
}

}  // namespace
