// How much the openLCA packages of the open test data hold, and what is peculiar to some.
//
// The counts were found apart from the library, by a few lines of Python (json, zipfile)
// over the same files: len() of the lists, and sum() of a condition on their items.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "lichen/io/read.hpp"
#include "support/data.hpp"
#include "support/jsonld_files.hpp"

namespace {

using namespace lichen;

const std::string fixtures = "bw2io-fixtures/tests/fixtures/json-ld/";
const std::string samples =
    "olca-modules-fixtures/olca-core/src/test/resources/org/openlca/jsonld/input/";

/// What a package holds; `referred` counts the flows that are only referred to.
struct Expected {
  std::size_t activities, flows, referred, exchanges, inputs, providers;
  std::size_t formulas, distributions, quality, comments;
  std::size_t allocation, parameters, dependent, units, factors;
};

// clang-format off
/// In the order of `open_jsonld_packages`.
const Expected packages[] = {
    // activities, flows, referred, exchanges, inputs, providers,
    // formulas, distributions, quality, comments,
    // allocation, parameters, dependent, units, factors
    {766, 4601,    0, 32526, 9196,   0, 259, 5539, 478, 6694, 12126, 537, 202, 193,     0},
    { 11,   12,    0,   132,   11,  11,   0,    0, 121,    0,     0,   0,   0,   0,     0},
    { 41,    8,    0,   238,  197, 197, 197,    0, 197,    0,     0, 591, 197,   0,     0},
    {  4,   23,    0,    31,   23,   0,   0,    0,   0,   21,    34,   0,   0,  82,     0},
    {  8,   48,    0,   105,   77,   5,   0,    0,   0,    5,     0,   0,   0,  92,     0},
    {  0,    0, 1966,     0,    0,   0,   0,    0,   0,    0,     0,   0,   0,   0,  1966},
    {  0,    0, 3893,     0,    0,   0,   0,    0,   0,    0,     0,   0,   0,   0, 20383},
    {  2,    2,    0,     3,    1,   0,   0,    0,   0,    0,     0,   0,   0,   1,     0},
    {  1,    2,    0,     2,    1,   0,   0,    0,   0,    0,     0,   0,   0,   1,     0},
    {  1,    1,    0,     1,    0,   0,   0,    0,   0,    0,     0,   0,   0,   1,     1},
    {  0,    1,    0,     0,    0,   0,   0,    0,   0,    0,     0,   0,   0,   1,     0},
    {  0,    0,    0,     0,    0,   0,   0,    0,   0,    0,     0,   0,   0,   0,     0},
    {  0,    0,    0,     0,    0,   0,   0,    0,   0,    0,     0,   0,   0,   0,     0},
    {  1,    1,    0,     1,    0,   0,   0,    0,   0,    0,     0,   0,   0,   1,     1},
    {  0,    0,    0,     0,    0,   0,   0,    0,   0,    0,     0,   0,   0,   1,     0},
};
// clang-format on

class OpenlcaCounts : public testing::TestWithParam<std::size_t> {};

TEST_P(OpenlcaCounts, HoldsAsMuchAsWasCounted) {
  const std::string path = test::open_jsonld_packages()[GetParam()];
  LICHEN_NEEDS_DATA(path);
  const Expected& expected = packages[GetParam()];
  const Database database = io::read(test::data(path).string());
  const auto count = [](const auto& rows, const auto& holds) {
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), holds));
  };
  const auto referred = count(database.flows, [](const Flow& row) { return row.stub; });
  EXPECT_EQ(database.activities.size(), expected.activities);
  EXPECT_EQ(database.flows.size(), expected.flows + expected.referred);
  EXPECT_EQ(referred, expected.referred);
  EXPECT_EQ(database.exchanges.size(), expected.exchanges);
  EXPECT_EQ(count(database.exchanges,
                  [](const Exchange& row) { return row.direction == Direction::input; }),
            expected.inputs);
  EXPECT_EQ(count(database.exchanges,
                  [](const Exchange& row) { return static_cast<bool>(row.provider); }) +
                database.absent_providers.size(),
            expected.providers);
  EXPECT_EQ(database.exchange_formulas.size(), expected.formulas);
  EXPECT_EQ(database.distributions.size(), expected.distributions);
  EXPECT_EQ(database.data_quality.size(), expected.quality);
  EXPECT_EQ(database.exchange_comments.size(), expected.comments);
  EXPECT_EQ(database.allocation_factors.size(), expected.allocation);
  EXPECT_EQ(database.parameters.size(), expected.parameters);
  EXPECT_EQ(count(database.parameters,
                  [](const Parameter& row) { return row.formula != Text{}; }),
            expected.dependent);
  EXPECT_EQ(database.factors.size(), expected.factors);
  // Packages without unit groups get their units from the table, with a finding.
  if (expected.units > 0) {
    EXPECT_EQ(database.units.size(), expected.units);
  }
  for (const Finding& finding : database.findings.items()) {
    EXPECT_NE(finding.severity, Severity::error) << finding.kind << finding.message;
  }
}

INSTANTIATE_TEST_SUITE_P(Open, OpenlcaCounts,
                         testing::Range(std::size_t{0}, std::size(packages)));

/// How many factors of a package name an exchange that was found.
std::ptrdiff_t shared_exchanges(const Database& database) {
  return std::count_if(database.allocation_factors.begin(),
                       database.allocation_factors.end(),
                       [](const auto& row) { return static_cast<bool>(row.exchange); });
}

TEST(UslciPackage, SharesOnlyWhatItsFactorsTell) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  const Database database = io::read(test::data("uslci-fy18-jsonld").string());
  // By Python: of 12,020 causal factors 615 name an exchange by an id that is there or by
  // a flow that the process exchanges once; the others mean one of several, or of none.
  EXPECT_EQ(shared_exchanges(database), 615);
  std::int64_t reported = 0;
  for (const auto& count : database.findings.counts()) {
    if (count.kind == "allocation_without_exchange") reported = count.occurrences;
  }
  EXPECT_EQ(reported, 12020 - 615);
}

TEST(AwareMethod, CountsWithdrawnAndReturnedWater) {
  LICHEN_NEEDS_DATA(fixtures + "AWARE");
  const Database database = io::read(test::data(fixtures + "AWARE").string());
  ASSERT_EQ(database.methods.size(), 1U);
  EXPECT_EQ(database.text(database.methods[0].name), "AWARE");
  // By Python: the "categoryPath" of 1,397 flows is of resources, that of 569 of water.
  std::size_t from_nature = 0;
  std::size_t negative = 0;
  for (const Flow& row : database.flows)
    from_nature += row.nominal == NominalDirection::from_nature;
  for (const Factor& row : database.factors) negative += row.value < 0.;
  EXPECT_EQ(from_nature, 1397U);
  EXPECT_EQ(negative, 335U);
}

TEST(UsfplPackage, SharesTheBurdensOfPyrolysisByEnergy) {
  LICHEN_NEEDS_DATA(fixtures + "US-FPL");
  const Database database = io::read(test::data(fixtures + "US-FPL").string());
  // In the file: syngas 0.825, biochar 0.175, tar 0.
  double sum = 0.;
  double largest = 0.;
  for (const AllocationFactor& row : database.allocation_factors) {
    if (row.method != AllocationMethod::physical) continue;
    sum += row.value;
    largest = std::max(largest, row.value);
  }
  EXPECT_EQ(sum, 1.);
  EXPECT_EQ(largest, 0.825);
  // Each of the 24 causal factors finds its exchange by the internal id.
  EXPECT_EQ(shared_exchanges(database), 24);
}

TEST(NwSetSample, HoldsItsSet) {
  for (const std::string& path :
       {samples + "nw_set_sync-all.zip", samples + "nw_set_sync-impact_method.zip"}) {
    LICHEN_NEEDS_DATA(path);
    const Database database = io::read(test::data(path).string());
    const NwSet& set = database.methods.at(0).nw_sets.at(0);
    EXPECT_EQ(database.text(set.name), "Test set");
    ASSERT_EQ(set.factors.size(), 1U);
    EXPECT_EQ(set.factors[0].normalisation, 1.);
    EXPECT_EQ(set.factors[0].weight, 1.);
  }
}

}  // namespace
