// EcoSpold 1: what each part of a data set becomes.

#include "support/ecospold1.hpp"

#include <cmath>
#include <memory>
#include <utility>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/system.hpp"
#include "support/finding_of.hpp"

namespace {

using namespace lichen;
using lichen::test::es1;
using lichen::test::es1_data_set;
using lichen::test::es1_exchange;
using lichen::test::finding_of;
using lichen::test::read_es1;

constexpr ExchangeIndex at(std::size_t i) { return ExchangeIndex{i}; }

/// Ids of paths as Python's hashlib and uuid give them: MD5, version 3, no namespace.
Id id(const char* text) { return parse_uuid(text).value(); }

class EcoSpold1 : public ::testing::Test {
 protected:
  std::string text(Text handle) const { return std::string(database_.text(handle)); }
  const Flow& flow_of(std::size_t i) const {
    return database_.flows[database_.exchanges[i].flow.at()];
  }

  Database database_ = read_es1(es1(es1_data_set(
      "Steel", es1_exchange("3", "Steel", "1", "output 0") +
                   es1_exchange("11", "ore", "2.5", "input 1",
                                " generalComment='(1,2,3,4,5,6); counted' "
                                "CASNumber='NaN' formula='0' localName='Erz'") +
                   es1_exchange("12", "scrap", "0.5", "output 3") +
                   es1_exchange("13", "Carbon dioxide", "2", "output 4",
                                " CASNumber='000124-38-9' formula='CO2' "
                                "uncertaintyType='1' standardDeviation95='1.21'") +
                   es1_exchange("14", "crane", "1e-9", "input 5",
                                " infrastructureProcess='true'"))));
};

TEST_F(EcoSpold1, GivesWhatADataSetSaysOfItsActivity) {
  ASSERT_EQ(database_.activities.size(), 1U);
  const Activity& activity = database_.activities[0];
  EXPECT_EQ(database_.source.format, "EcoSpold 1");
  EXPECT_EQ(database_.source.licence, "protected by copyright");
  EXPECT_EQ(
      activity.id,
      id("445a0461-8dac-36aa-8e70-8bee13103beb"));  // metals/extraction/steel/kg/de/false/u
  EXPECT_EQ(text(activity.name), "Steel");
  EXPECT_EQ(text(activity.category), "metals/extraction");
  EXPECT_EQ(text(database_.locations[activity.location.at()].code), "DE");
  EXPECT_EQ(text(activity.description),
            "a comment\nIncluded processes: all of it\nSynonyms: another name\n"
            "Geography: one plant\nTechnology: usual\nSampling procedure: none");
  EXPECT_EQ(text(activity.start_date) + "/" + text(activity.end_date), "2001/2003");
  EXPECT_FALSE(activity.infrastructure);
  EXPECT_EQ(activity.reference, at(0));
  EXPECT_EQ(finding_of(database_, "not_kept")->count, 4);  // source, entry, …, person
}

TEST_F(EcoSpold1, TellsTypesAndDirectionsByGroups) {
  ASSERT_EQ(database_.exchanges.size(), 5U);
  const auto row = [&](std::size_t i) { return database_.exchanges[i]; };
  EXPECT_EQ(flow_of(0).type, FlowType::product);
  EXPECT_EQ(row(0).direction, Direction::output);
  EXPECT_EQ(row(0).internal_id, 3);
  EXPECT_EQ(row(1).direction, Direction::input);
  EXPECT_EQ(row(1).role, ExchangeRole::materials_fuels);
  EXPECT_EQ(flow_of(2).type, FlowType::waste);
  EXPECT_EQ(row(2).direction, Direction::output);
  EXPECT_EQ(flow_of(3).type, FlowType::elementary);
  EXPECT_EQ(flow_of(3).nominal, NominalDirection::to_nature);
  EXPECT_EQ(
      flow_of(3).id,
      id("5e738bf0-6bfe-3acd-8dcb-c74fe4f18b53"));  // air/unspecified/carbon dioxide/kg
  EXPECT_EQ(text(flow_of(3).category), "air/unspecified");
  EXPECT_EQ(
      flow_of(4).id,
      id("894b7f1f-437d-3864-bc44-174d2562daad"));  // metals/extraction/crane/kg/de/true
}

TEST_F(EcoSpold1, LeavesOutWhatWritersPutForNothing) {
  EXPECT_TRUE(flow_of(1).cas.empty());
  EXPECT_TRUE(flow_of(1).formula.empty());
  EXPECT_EQ(text(flow_of(3).cas), "000124-38-9");
  EXPECT_EQ(text(*database_.exchange_comments.find(at(1))), "(1,2,3,4,5,6); counted");
}

TEST_F(EcoSpold1, TakesTheDeviationForTheSquareOfTheGeometricOne) {
  const Distribution& scatter = *database_.distributions.find(at(3));
  EXPECT_EQ(scatter.type, DistributionType::lognormal);
  EXPECT_EQ(scatter.parameters[0], 2.);
  EXPECT_DOUBLE_EQ(scatter.parameters[1], 1.1);  // sqrt(1.21)
}

struct Scatter {
  const char* attributes;
  DistributionType type;
  double p0, p1, p2;
};

class EcoSpold1Uncertainty : public ::testing::TestWithParam<Scatter> {};

TEST_P(EcoSpold1Uncertainty, IsReadByItsType) {
  const Scatter& wanted = GetParam();
  const Database database = read_es1(es1(es1_data_set(
      "x", es1_exchange("1", "x", "1", "output 0") +
               es1_exchange("2", "co2", "4", "output 4", wanted.attributes))));
  ASSERT_EQ(database.distributions.size(), 1U);
  const Distribution& scatter = database.distributions.rows()[0].value;
  EXPECT_EQ(scatter.type, wanted.type);
  EXPECT_DOUBLE_EQ(scatter.parameters[0], wanted.p0);
  EXPECT_DOUBLE_EQ(scatter.parameters[1], wanted.p1);
  EXPECT_DOUBLE_EQ(scatter.parameters[2], wanted.p2);
}

INSTANTIATE_TEST_SUITE_P(
    All, EcoSpold1Uncertainty,
    ::testing::Values(
        Scatter{" standardDeviation95='4'", DistributionType::lognormal, 4., 2., 0.},
        Scatter{" uncertaintyType='2' standardDeviation95='3'", DistributionType::normal,
                4., 1.5, 0.},
        Scatter{" uncertaintyType='3' minValue='1' mostLikelyValue='5' maxValue='6'",
                DistributionType::triangular, 1., 5., 6.},
        // Mode 3 * 4 - 1 - 6.
        Scatter{" uncertaintyType='3' minValue='1' maxValue='6'",
                DistributionType::triangular, 1., 5., 6.},
        Scatter{" uncertaintyType='4' minValue='3' maxValue='5'",
                DistributionType::uniform, 3., 5., 0.},
        Scatter{" uncertaintyType='0' minValue='3' maxValue='5' standardDeviation95='2'",
                DistributionType::undefined, 3., 5., 2.},
        Scatter{" uncertaintyType='9'", DistributionType::other, 0., 0., 0.},
        Scatter{" uncertaintyType='1' standardDeviation95='0.5'", DistributionType::other,
                0., 0., 0.},
        Scatter{" uncertaintyType='2'", DistributionType::other, 0., 0., 0.}));

/// A process with two products; one emission is shared 70 to 30, another 0 to 100.
const std::string refinery = es1_data_set(
    "refinery",
    es1_exchange("1", "petrol", "2", "output 2") +
        es1_exchange("2", "diesel", "1", "output 2") +
        es1_exchange("3", "co2", "10", "output 4") +
        es1_exchange("4", "so2", "5", "output 4") +
        "<allocation referenceToCoProduct='1' allocationMethod='1' fraction='70'>"
        "<referenceToInputOutput>3</referenceToInputOutput></allocation>"
        "<allocation referenceToCoProduct='2' allocationMethod='1' fraction='30'>"
        "<referenceToInputOutput>3</referenceToInputOutput></allocation>"
        "<allocation referenceToCoProduct='1' allocationMethod='0' fraction='0'>"
        "<referenceToInputOutput>4</referenceToInputOutput></allocation>"
        "<allocation referenceToCoProduct='2' allocationMethod='0' fraction='100'>"
        "<referenceToInputOutput>4</referenceToInputOutput></allocation>",
    "5");

double amount_of(Database database, const std::string& demand, const std::string& flow) {
  const System system(std::make_shared<const Database>(std::move(database)));
  for (const InventoryRow& row : system.inventory({DemandEntry(demand)}).inventory) {
    if (row.flow == flow) return row.amount;
  }
  return 0.;
}

TEST(EcoSpold1Allocation, SharesEachExchangeByItsFractions) {
  const Database database = read_es1(es1(refinery));
  ASSERT_EQ(database.allocation_factors.size(), 4U);
  EXPECT_EQ(database.activities[0].default_allocation, AllocationMethod::causal);
  EXPECT_EQ(
      database.activities[0].id,
      id("869150a7-245b-3c57-84be-bfc8cfff54e8"));  // metals/extraction/refinery/kg/de/false/s
  EXPECT_EQ(database.activities[0].type, ActivityType::unit_process);
  // Per kilogram: 0.7 * 10 / 2, 0.3 * 10 / 1, 1.0 * 5 / 1.
  EXPECT_DOUBLE_EQ(amount_of(read_es1(es1(refinery)), "petrol", "co2"), 3.5);
  EXPECT_DOUBLE_EQ(amount_of(read_es1(es1(refinery)), "diesel", "co2"), 3.);
  EXPECT_DOUBLE_EQ(amount_of(read_es1(es1(refinery)), "petrol", "so2"), 0.);
  EXPECT_DOUBLE_EQ(amount_of(read_es1(es1(refinery)), "diesel", "so2"), 5.);
}

TEST(EcoSpold1Allocation, NamesWhatItCannotFind) {
  const Database database = read_es1(es1(es1_data_set(
      "x", es1_exchange("1", "x", "1", "output 0") +
               "<allocation referenceToCoProduct='9' fraction='100'>"
               "<referenceToInputOutput>1</referenceToInputOutput></allocation>"
               "<allocation referenceToCoProduct='1' fraction='100'>"
               "<referenceToInputOutput>8</referenceToInputOutput></allocation>")));
  EXPECT_NE(finding_of(database, "allocation_without_product"), nullptr);
  EXPECT_NE(finding_of(database, "allocation_without_exchange"), nullptr);
}

TEST(EcoSpold1Links, GoByTheNamesOfProducts) {
  const std::string mine =
      es1_data_set("ore", es1_exchange("1", "ore", "1", "output 0") +
                              es1_exchange("2", "co2", "3", "output 4"));
  const std::string mill =
      es1_data_set("steel", es1_exchange("1", "steel", "1", "output 0") +
                                es1_exchange("2", "ORE ", "2", "input 5"));
  EXPECT_DOUBLE_EQ(amount_of(read_es1(es1(mine + mill)), "steel", "co2"), 6.);
}

TEST(EcoSpold1Links, CreditProductsThatAreAvoided) {
  const std::string heat =
      es1_data_set("heat", es1_exchange("1", "heat", "1", "output 0") +
                               es1_exchange("2", "co2", "3", "output 4"));
  const std::string mill =
      es1_data_set("steel", es1_exchange("1", "steel", "1", "output 0") +
                                es1_exchange("2", "heat", "0.5", "output 1") +
                                es1_exchange("3", "co2", "2", "output 4"));
  // 2 of its own, less 0.5 * 3.
  EXPECT_DOUBLE_EQ(amount_of(read_es1(es1(heat + mill)), "steel", "co2"), 0.5);
}

TEST(EcoSpold1Reference, IsThatOfTheFunctionWhereNoExchangeIsAProduct) {
  const Database database =
      read_es1(es1(es1_data_set("x", es1_exchange("2", "co2", "3", "output 4"))));
  ASSERT_EQ(database.exchanges.size(), 2U);
  EXPECT_EQ(database.activities[0].reference, at(1));
  EXPECT_EQ(database.activities[0].exchange_count, 2U);
  EXPECT_EQ(database.exchanges[1].amount, 1.);
  EXPECT_NE(finding_of(database, "reference_added"), nullptr);
}

TEST(EcoSpold1Methods, AreCategoriesOfOneName) {
  const auto category = [](const char* method, const char* name, const char* factor) {
    std::string data_set =
        es1_data_set(name, es1_exchange("1", "co2", factor, ""), "4", "kg CO2-Eq");
    const std::string old = "category=\"metals\" subCategory=\"extraction\" amount";
    data_set.replace(
        data_set.find(old), old.size(),
        std::string("category=\"") + method + "\" subCategory=\"climate change\" amount");
    return data_set;
  };
  const Database database =
      read_es1(es1(category("CML", "GWP 100a", "1") + category("CML", "GWP 20a", "1.5") +
                       category("EDIP", "GWP 100a", "2") + category("EDIP", "x", "1,5"),
                   "http://www.EcoInvent.org/EcoSpold01Impact"));
  ASSERT_EQ(database.methods.size(), 2U);
  EXPECT_EQ(database.text(database.methods[0].name), "CML");
  EXPECT_EQ(database.methods[0].id, id("64020400-f009-30c0-af04-052547b134b3"));  // cml
  ASSERT_EQ(database.categories.size(), 4U);
  EXPECT_EQ(database.text(database.categories[0].name), "climate change - GWP 100a");
  EXPECT_EQ(
      database.categories[0].id,
      id("327c18b2-eba9-3637-a12e-9f7e9328c047"));  // climate change/gwp 100a/kg co2-eq
  EXPECT_EQ(database.text(database.categories[0].unit), "kg CO2-Eq");
  // EDIP's of the same name has an id of its own.
  EXPECT_EQ(database.categories[2].id,
            id("3b5432b9-17e8-3c1b-910d-4b3923a92854"));  // edip/climate change/gwp
                                                          // 100a/kg co2-eq
  EXPECT_NE(finding_of(database, "id_collision"), nullptr);
  ASSERT_EQ(database.factors.size(), 3U);
  EXPECT_EQ(database.factors[1].value, 1.5);
  EXPECT_EQ(database.flows[database.factors[0].flow.at()].id,
            id("623277bd-d47e-3d75-b0e7-d59476b1185c"));  // air/unspecified/co2/kg
  EXPECT_NE(finding_of(database, "bad_factor"), nullptr);
  EXPECT_EQ(finding_of(database, "unknown_namespace"), nullptr);
}

TEST(EcoSpold1Findings, NameAnExchangeThatGoesBothWays) {
  std::string both = es1_exchange("1", "x", "1", "output 0");
  both.insert(both.find("<outputGroup>"), "<inputGroup>5</inputGroup>");
  const Database database = read_es1(es1(es1_data_set("x", both)));
  EXPECT_EQ(finding_of(database, "two_groups")->severity, Severity::error);
  EXPECT_EQ(database.exchanges[0].direction, Direction::output);
  EXPECT_EQ(database.activities[0].reference, at(0));
}

TEST(EcoSpold1Findings, NameWhatIsOdd) {
  const Database database = read_es1(es1(
      es1_data_set("x", es1_exchange("1", "x", "1", "output 0") +
                            es1_exchange("2", "co2", "1,5", "output 4") +
                            es1_exchange("3", "so2", "1", "output 9") +
                            es1_exchange("4", "", "1", "input 5") +
                            es1_exchange("5", "CO2", "1", "output 4") +
                            es1_exchange("6", "nox", "4", "output 4",
                                         " uncertaintyType='4' minValue='5' "
                                         "maxValue='9'")) +
          es1_data_set("X ", es1_exchange("1", "x", "1", "output 0")) +  // number 7, too
          "<dataset number='3'/>" + "<dataset number='4'><broken></dataset>",
      "http://example.org/other"));
  for (const char* kind : {"bad_amount", "unreadable_exchange", "no_flow",
                           "flow_described_differently", "amount_off_centre",
                           "duplicate_id", "unreadable_data_set", "unknown_namespace"}) {
    EXPECT_NE(finding_of(database, kind), nullptr) << kind;
  }
  EXPECT_EQ(finding_of(database, "bad_amount")->field, "exchange[1].meanValue");
  EXPECT_TRUE(std::isnan(database.exchanges[1].amount));
  EXPECT_EQ(database.exchanges[1].flow, database.exchanges[2].flow);  // co2 is CO2
  EXPECT_EQ(database.activities.size(), 1U);
}

TEST(EcoSpold1Ids, OfDataSetsThatMeetAreMadeWithTheirNumbers) {
  std::string other = es1_data_set("x", es1_exchange("1", "x", "2", "output 0"));
  other.replace(other.find("number=\"7\""), 10, "number=\"8\"");
  const Database database =
      read_es1(es1(es1_data_set("x", es1_exchange("1", "x", "1", "output 0")) + other));
  ASSERT_EQ(database.activities.size(), 2U);
  EXPECT_EQ(database.activities[0].id, id("b463c8e3-0826-3842-8ef1-b932fd0fa0ea"));
  EXPECT_EQ(database.activities[1].id, id("a84c6ad9-8f9a-3859-9180-8d58f34cc8b1"));
  // metals/extraction/x/kg/de/false/u, and with /8.
  EXPECT_EQ(finding_of(database, "id_collision")->severity, Severity::warning);
}

TEST(EcoSpold1Files, MayBeManyOrInAnotherEncoding) {
  const test::TemporaryFolder temporary;
  test::write_files(
      temporary.path("p"),
      {{"1.xml", es1(es1_data_set("a", es1_exchange("1", "a", "1", "output 0")))},
       {"2.XML",
        "<?xml version='1.0' encoding='ISO-8859-1'?><ecoSpold xmlns='http://"
        "www.EcoInvent.org/EcoSpold01'>" +
            es1_data_set("K\xfc"
                         "che",
                         es1_exchange("1", "b", "1", "output 0")) +
            "</ecoSpold>"},
       {"categories.xml", "<categories><category name='metals'/></categories>"}});
  const Database database = io::read(temporary.path("p"));
  ASSERT_EQ(database.activities.size(), 2U);
  EXPECT_EQ(database.text(database.activities[1].name),
            "K\xc3\xbc"
            "che");
  EXPECT_EQ(finding_of(database, "wrong_encoding"), nullptr);
}

TEST(EcoSpold1Files, ThatHoldNothingAreErrors) {
  EXPECT_THROW((void)read_es1(es1("<dataset/>")), DataError);
  EXPECT_THROW((void)read_es1("<ecoSpold xmlns='EcoSpold01'>"), DataError);
}

}  // namespace
