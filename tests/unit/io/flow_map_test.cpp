#include <unordered_set>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "support/archive.hpp"
#include "support/data.hpp"

namespace {

using namespace lichen;
using lichen::test::TemporaryFolder;
using lichen::test::write_file;

FlowMap map_of(const std::string& text) {
  const TemporaryFolder temporary;
  write_file(temporary.path("map.csv"), text);
  return io::read_flow_map(temporary.path("map.csv"));
}

const std::string header =
    "SourceFlowUUID,SourceUnit,MatchCondition,ConversionFactor,TargetFlowUUID,"
    "TargetUnit\n";

TEST(FlowMap, KeepsFactorConditionAndUnits) {
  const auto map = map_of(header + "a,kg,~,0.5,b,MJ\na,kg,=,,c,kg\n");

  ASSERT_EQ(map.entries.size(), 2U);
  EXPECT_EQ(map.entries[0].source, make_id("a"));
  EXPECT_EQ(map.entries[0].target, make_id("b"));
  EXPECT_EQ(map.entries[0].factor, 0.5);
  EXPECT_EQ(map.entries[0].match, "~");
  EXPECT_EQ(map.entries[0].target_unit, "MJ");
  EXPECT_EQ(map.entries[1].factor, 1.);  // an empty factor is 1
}

TEST(FlowMap, ReportsRowsThatCannotBeRead) {
  const auto map =
      map_of(header + "a,kg,=,\"0,5\",b,kg\n,kg,=,1,b,kg\na,kg,=,nan,b,kg\n");
  EXPECT_TRUE(map.entries.empty());
  ASSERT_EQ(map.findings.size(), 3U);
  EXPECT_EQ(map.findings.items()[0].file, "map.csv:2");
  EXPECT_NE(map.findings.items()[0].message.find("decimal comma"), std::string::npos);
}

TEST(FlowMap, RefusesATableWithoutItsColumns) {
  EXPECT_THROW((void)map_of("from,to\na,b\n"), DataError);
}

TEST(FlowMap, OfTheFederalListIsReadWhole) {
  LICHEN_NEEDS_DATA("fedefl");
  const auto map = io::read_flow_map(
      test::data("fedefl/fedelemflowlist/flowmapping/USLCIv2019Q4.csv").string());

  // README of the data: 4,339 rows, 303 of them with a factor other than 1.
  EXPECT_EQ(map.entries.size(), 4339U);
  std::size_t converted = 0;
  for (const auto& entry : map.entries) converted += entry.factor != 1.;
  EXPECT_EQ(converted, 303U);
  EXPECT_TRUE(map.findings.empty());
}

TEST(FlowMap, OfTheFederalListMapsTheFlowsOfUslci) {
  LICHEN_NEEDS_DATA("fedefl");
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  const auto map = io::read_flow_map(
      test::data("fedefl/fedelemflowlist/flowmapping/USLCIv2019Q4.csv").string());
  const auto database = io::read(test::data("uslci-fy18-jsonld").string());
  std::unordered_set<Id> sources;
  for (const auto& entry : map.entries) sources.insert(entry.source);

  std::size_t mapped = 0;
  std::size_t elementary = 0;
  for (const auto& flow : database.flows) {
    if (flow.type != FlowType::elementary) continue;
    ++elementary;
    mapped += sources.count(flow.id);
  }

  // Reference result R8.
  EXPECT_EQ(elementary, 2918U);
  EXPECT_EQ(mapped, 2529U);
}

}  // namespace
