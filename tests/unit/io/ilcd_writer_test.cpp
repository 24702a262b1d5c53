// ILCD as it is written, and what has no place in it.

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/ilcd.hpp"
#include "support/finding_of.hpp"
#include "support/ilcd.hpp"

namespace {

using namespace lichen;
using namespace lichen::test;

std::string content_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// One kilogram of steel from 0.0005 t of coal, in plain tables.
Files tables(const std::string& distribution = "") {
  return {{"activities.csv", "id,name\nmaking,Making\n"},
          {"flows.csv",
           "id,name,type,unit,category\nsteel,Steel,product,kg,\ncoal,Coal,product,kg,\n"
           "co2,Carbon dioxide,elementary,kg,air/unspecified\n"},
          {"exchanges.csv",
           "activity,flow,direction,amount,unit,reference,formula,distribution,p0,p1\n"
           "making,steel,output,1,kg,yes,,,,\n"
           "making,coal,input,0.0005,t,,a^2,,,\n"
           "making,co2,output,2,kg,,," +
               distribution + "\n"}};
}

TEST(IlcdWriter, KeepsUnitsAndFormulasBesideTheAmounts) {
  const Database first = read_ilcd(tables("lognormal,2,1.1"));
  const TemporaryFolder temporary;
  EXPECT_TRUE(io::write_ilcd(first, temporary.path("out")).empty());
  const Database again = io::read(temporary.path("out"));
  ASSERT_EQ(again.exchanges.size(), 3U);
  const Exchange& coal = again.exchanges[1];
  EXPECT_EQ(coal.amount, 0.0005);
  EXPECT_EQ(again.text(again.units[coal.unit.at()].name), "t");
  EXPECT_EQ(again.text(*again.exchange_formulas.find(ExchangeIndex{1U})), "a^2");
  const Flow& flow = again.flows[coal.flow.at()];
  EXPECT_DOUBLE_EQ(reference_units_per(again, flow, coal.unit, coal.property), 1000.);
  const Distribution& scatter = *again.distributions.find(ExchangeIndex{2U});
  EXPECT_EQ(scatter.parameters[0], 2.);
  EXPECT_EQ(scatter.parameters[1], 1.1);
}

TEST(IlcdWriter, WritesWhatTheFormatDefines) {
  const Database first = read_ilcd(tables("lognormal,2,1.1"));
  const TemporaryFolder temporary;
  (void)io::write_ilcd(first, temporary.path("out"));
  const std::string text = content_of(
      temporary.path("out/ILCD/processes/" + to_string(first.activities[0].id) + ".xml"));
  for (const char* part :
       {"<referenceToReferenceFlow>1</referenceToReferenceFlow>",
        "<exchangeDirection>Input</exchangeDirection>",
        "<uncertaintyDistributionType>log-normal</uncertaintyDistributionType>",
        // the square of 1.1
        "<relativeStandardDeviation95In>1.210</relativeStandardDeviation95In>",
        "olca:formula=\"a^2\"", "olca:amount=\"0.0005\"",
        "<resultingAmount>0.5</resultingAmount>"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
}

TEST(IlcdWriter, TellsWhatHasNoPlace) {
  Files files = tables("gamma,2,1");
  files.emplace_back("parameters.csv", "name,value\na,2\n");
  const TemporaryFolder temporary;
  const Findings lost = io::write_ilcd(read_ilcd(files), temporary.path("out.zip"));
  std::string fields;
  for (const Finding& finding : lost.items()) fields += finding.field + " ";
  EXPECT_EQ(fields, "parameter.scope distribution ");
  EXPECT_EQ(lost.items()[0].kind, "not_written");
}

TEST(IlcdWriter, ReplacesOnlyWhatItWroteItself) {
  const Database database = read_ilcd(tables());
  const TemporaryFolder temporary;
  (void)io::write_ilcd(database, temporary.path("out"));
  (void)io::write_ilcd(database, temporary.path("out"));
  write_file(temporary.path("out/ILCD/flows/mine.txt"), "mine");
  EXPECT_THROW((void)io::write_ilcd(database, temporary.path("out")), DataError);
  EXPECT_EQ(content_of(temporary.path("out/ILCD/flows/mine.txt")), "mine");
}

TEST(IlcdWriter, EscapesTexts) {
  auto process =
      ilcd_process(1, "a &lt; b &amp; \"c\"", "1", ilcd_amount(1, 1, "Output", "1"));
  const TemporaryFolder temporary;
  (void)io::write_ilcd(read_ilcd(ilcd_package({process})), temporary.path("out"));
  const Database again = io::read(temporary.path("out"));
  EXPECT_EQ(again.text(again.activities[0].name), "a < b & \"c\"; at plant");
}

}  // namespace
