// Real packages of openLCA JSON-LD.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "lichen/io/read.hpp"
#include "support/archive.hpp"
#include "support/data.hpp"
#include "support/same_database.hpp"

namespace {

using namespace lichen;
using lichen::test::Files;
using lichen::test::TemporaryFolder;

/// The kinds of the findings that are errors, each followed by a blank.
std::string errors(const Database& database) {
  std::string kinds;
  for (const auto& finding : database.findings.items()) {
    if (finding.severity == Severity::error) kinds += finding.kind + " ";
  }
  return kinds;
}

TEST(JsonldPackage, OfUslciHoldsAllThatIsThere) {
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

/// The amounts of a package, each as its 64 bits, added up: whatever their order, the sum
/// tells the least difference of any.
std::uint64_t bits_of_amounts(const Database& database) {
  std::uint64_t sum = 0;
  for (const Exchange& row : database.exchanges)
    sum += std::bit_cast<std::uint64_t>(row.amount);
  return sum;
}

TEST(JsonldPackage, OfUslciKeepsEveryAmountToTheBit) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  const Database database = io::read(test::data("uslci-fy18-jsonld").string());
  // Python: sum(struct.unpack("<Q", struct.pack("<d", e["amount"]))[0] for each exchange
  // e of json.load(file) for each file of processes/) % 2**64.
  EXPECT_EQ(bits_of_amounts(database), 0xcd3070d781fb571bULL);
  std::int64_t elementary = 0;
  for (const Flow& row : database.flows) elementary += row.type == FlowType::elementary;
  EXPECT_EQ(elementary, 2918);
  std::int64_t inputs = 0;
  for (const Exchange& row : database.exchanges)
    inputs += row.direction == Direction::input;
  EXPECT_EQ(inputs, 9196);  // by Python: exchanges with "input": true
  EXPECT_EQ(database.exchange_comments.size(), 6694U);  // "description" that is not ""
  EXPECT_EQ(database.data_quality.size(), 478U);
}

TEST(JsonldPackage, OfUslciRailIsTheSameHoweverItIsPacked) {
  LICHEN_NEEDS_DATA("uslci-rail/uslci-rail_v1.0");
  const TemporaryFolder temporary;
  const std::string folder = test::data("uslci-rail/uslci-rail_v1.0").string();
  Files files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files.emplace_back(entry.path().lexically_relative(folder).string(),
                       std::string(std::istreambuf_iterator<char>(file), {}));
  }
  std::reverse(files.begin(), files.end());
  test::write_archive(temporary.path("rail.zip"), files);
  test::write_archive(temporary.path("rail.7z"), files);
  const Database whole = io::read(folder);
  EXPECT_EQ(whole.activities.size(), 11U);
  EXPECT_EQ(whole.exchanges.size(), 132U);
  EXPECT_EQ(whole.flows.size(), 12U);
  EXPECT_EQ(whole.absent_providers.size(), 11U);
  for (const char* name : {"rail.zip", "rail.7z"}) {
    const Database packed = io::read(temporary.path(name));
    EXPECT_EQ(packed.source.hash, whole.source.hash);
    EXPECT_EQ(test::difference(packed, whole), "");
  }
}

TEST(JsonldPackage, OfUslciTransportHoldsItsFormulas) {
  LICHEN_NEEDS_DATA("uslci-transport");
  const Database database = io::read(test::data("uslci-transport").string());
  // Counts of the data's README.
  EXPECT_EQ(database.activities.size(), 41U);
  EXPECT_EQ(database.exchanges.size(), 238U);
  EXPECT_EQ(database.parameters.size(), 591U);
  EXPECT_EQ(database.exchange_formulas.size(), 197U);
  EXPECT_EQ(database.absent_providers.size(), 197U);
}

TEST(JsonldPackage, OfIpccHoldsEightCategories) {
  LICHEN_NEEDS_DATA("olca-methods/IPCC_json_v1.0.3.zip");
  const Database database =
      io::read(test::data("olca-methods/IPCC_json_v1.0.3.zip").string());
  ASSERT_EQ(database.methods.size(), 1U);
  EXPECT_EQ(database.methods[0].categories.size(), 8U);
  for (const Category& category : database.categories) {
    EXPECT_GE(category.factor_count, 1054U);  // of the data's README
    EXPECT_LE(category.factor_count, 3519U);
  }
}

class OpenPackage : public testing::TestWithParam<const char*> {};
TEST_P(OpenPackage, IsReadWithoutErrors) {
  LICHEN_NEEDS_DATA(GetParam());
  const Database database = io::read(test::data(GetParam()).string());
  EXPECT_FALSE(database.flows.empty());
  EXPECT_EQ(errors(database), "");
}
INSTANTIATE_TEST_SUITE_P(Packages, OpenPackage,
                         testing::Values("uslci-rail", "uslci-transport",
                                         "bw2io-fixtures/tests/fixtures/json-ld/US-FPL",
                                         "olca-methods/IPCC_json_v1.0.3.zip"));

TEST(JsonldPackage, OfOpenlcasOwnSamplesIsReadWithoutErrors) {
  const std::string samples =
      "olca-modules-fixtures/olca-core/src/test/resources/org/openlca/jsonld/input";
  LICHEN_NEEDS_DATA(samples);
  int packages = 0;
  for (const auto& entry : std::filesystem::directory_iterator(test::data(samples))) {
    if (entry.path().extension() != ".zip") continue;
    EXPECT_EQ(errors(io::read(entry.path().string())), "") << entry.path();
    ++packages;
  }
  EXPECT_EQ(packages, 8);
}

}  // namespace
