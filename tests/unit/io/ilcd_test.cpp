// ILCD: what each part of a process and its flows becomes.

#include "support/ilcd.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/system.hpp"
#include "support/finding_of.hpp"

namespace {

using namespace lichen;
using namespace lichen::test;

constexpr ExchangeIndex at(std::size_t i) { return ExchangeIndex{i}; }

const char* const deviation =
    "<uncertaintyDistributionType>log-normal</uncertaintyDistributionType>"
    "<relativeStandardDeviation95In>1.21</relativeStandardDeviation95In>";

class Ilcd : public ::testing::Test {
 protected:
  std::string text(Text handle) const { return std::string(database_.text(handle)); }
  const Flow& flow_of(std::size_t i) const {
    return database_.flows[database_.exchanges[i].flow.at()];
  }

  Database database_ = read_ilcd(ilcd_package({
      ilcd_flow(1, "steel", "Product flow",
                ilcd_property(0, 1, "1.0") + ilcd_property(1, 2, "2.5")),
      ilcd_flow(2, "scrap", "Waste flow"),
      ilcd_flow(3, "carbon dioxide", "Elementary flow"),
      ilcd_process(
          1, "Steel making", "7",
          ilcd_amount(7, 1, "Output", "1.0") + ilcd_amount(8, 2, "Output", "-0.5") +
              ilcd_exchange(
                  9, 3, "Output",
                  "<location>FR</location>"
                  "<referenceToVariable>share</referenceToVariable>"
                  "<meanAmount>4</meanAmount><resultingAmount>2</resultingAmount>" +
                      std::string(deviation) +
                      "<generalComment xml:lang=\"en\">measured</generalComment>"),
          "<variableParameter name=\"share\"><formula>a/2</formula>"
          "<meanValue>0.5</meanValue><comment xml:lang=\"en\">half</comment>"
          "</variableParameter><variableParameter name=\"a\"><formula>1</formula>"
          "<meanValue>1</meanValue><minimumValue>0</minimumValue>"
          "<maximumValue>2</maximumValue><uncertaintyDistributionType>uniform"
          "</uncertaintyDistributionType></variableParameter>"),
  }));
};

TEST_F(Ilcd, GivesWhatADataSetSaysOfItsActivity) {
  ASSERT_EQ(database_.activities.size(), 1U);
  const Activity& activity = database_.activities[0];
  EXPECT_EQ(database_.source.format, "ILCD");
  EXPECT_EQ(to_string(activity.id), ilcd_id('d', 1));
  EXPECT_EQ(text(activity.name), "Steel making; at plant");
  EXPECT_EQ(text(activity.category), "Systems/Metals");
  EXPECT_EQ(text(activity.description), "a comment");
  EXPECT_EQ(text(database_.locations[activity.location.at()].code), "DE");
  EXPECT_EQ(text(activity.start_date) + "/" + text(activity.end_date), "2008/2015");
  EXPECT_EQ(text(activity.tags), "Unit process, black box");
  EXPECT_EQ(activity.type, ActivityType::unit_process);
  EXPECT_EQ(activity.reference, at(0));
}

TEST_F(Ilcd, GivesExchangesAsTheyAreWritten) {
  ASSERT_EQ(database_.exchanges.size(), 3U);
  const auto row = [&](std::size_t i) { return database_.exchanges[i]; };
  EXPECT_EQ(row(0).role, ExchangeRole::reference_product);
  EXPECT_EQ(row(0).internal_id, 7);
  EXPECT_EQ(row(0).direction, Direction::output);
  EXPECT_EQ(row(1).amount, -0.5);  // signs are the source's
  EXPECT_EQ(row(2).amount, 2.);    // the resulting amount
  EXPECT_EQ(text(database_.locations[row(2).location.at()].code), "FR");
  EXPECT_EQ(text(*database_.exchange_formulas.find(at(2))), "share * 4");
  EXPECT_EQ(text(*database_.exchange_comments.find(at(2))), "measured");
  EXPECT_FALSE(row(2).unit);
}

TEST_F(Ilcd, GivesFlowsWithTheirTypeAndCompartment) {
  EXPECT_EQ(flow_of(0).type, FlowType::product);
  EXPECT_EQ(text(flow_of(0).category), "Materials");
  EXPECT_EQ(flow_of(1).type, FlowType::waste);
  const Flow& carbon = flow_of(2);
  EXPECT_EQ(carbon.type, FlowType::elementary);
  EXPECT_EQ(text(carbon.category), "Emissions/Emissions to air");  // by level
  EXPECT_EQ(carbon.nominal, NominalDirection::to_nature);
  EXPECT_EQ(text(carbon.cas) + text(carbon.formula), "000124-38-9CO2");
  EXPECT_EQ(text(carbon.synonyms), "another name");
  EXPECT_EQ(text(database_.units[carbon.reference_unit.at()].name), "kg");
}

TEST_F(Ilcd, ConvertsByFlowPropertiesAndUnits) {
  const Flow& steel = flow_of(0);
  const auto unit = [&](const char* name) {
    for (std::size_t i = 0; i < database_.units.size(); ++i) {
      if (text(database_.units[i].name) == name) return UnitIndex{i};
    }
    return UnitIndex{};
  };
  const FlowPropertyIndex energy{1U};  // files are read in the order of their names
  EXPECT_EQ(reference_units_per(database_, steel, unit("t"), {}), 1000.);
  // 1 kg has 2.5 MJ: 1 kWh is 3.6 / 2.5 kg.
  EXPECT_DOUBLE_EQ(reference_units_per(database_, steel, unit("kWh"), energy), 1.44);
}

TEST_F(Ilcd, GivesParametersWithFormulasAndStoredValues) {
  ASSERT_EQ(database_.parameters.size(), 2U);
  const Parameter& share = database_.parameters[0];
  EXPECT_EQ(text(share.name), "share");
  EXPECT_EQ(text(share.formula), "a/2");
  EXPECT_EQ(text(share.description), "half");
  EXPECT_EQ(share.value, 0.5);
  EXPECT_EQ(share.owner, database_.activities[0].id);
  EXPECT_EQ(share.scope, ParameterScope::activity);
  const Parameter& input = database_.parameters[1];  // its formula is a number
  EXPECT_TRUE(input.formula.empty());
  EXPECT_EQ(input.distribution.type, DistributionType::uniform);
}

TEST_F(Ilcd, TakesTheDeviationForTheSquareOfTheGeometricOne) {
  const Distribution& scatter = *database_.distributions.find(at(2));
  EXPECT_EQ(scatter.type, DistributionType::lognormal);
  EXPECT_EQ(scatter.parameters[0], 2.);
  EXPECT_DOUBLE_EQ(scatter.parameters[1], 1.1);  // sqrt(1.21)
}

TEST_F(Ilcd, LeavesNothingToSayAboutAWholePackage) {
  for (const Finding& finding : database_.findings.items()) {
    EXPECT_EQ(finding.severity, Severity::info) << finding.kind << finding.message;
  }
  EXPECT_EQ(finding_of(database_, "not_kept")->field, "administrativeInformation");
}

Database one(const std::string& exchange, const io::ReadOptions& options = {}) {
  return read_ilcd(
      ilcd_package(
          {ilcd_flow(1, "steel", "Product flow"),
           ilcd_flow(2, "carbon dioxide", "Elementary flow"),
           ilcd_process(1, "Steel", "1", ilcd_amount(1, 1, "Output", "1") + exchange)}),
      options);
}

struct Scatter {
  const char* elements;
  DistributionType type;
  double p0, p1, p2;
};

class IlcdUncertainty : public ::testing::TestWithParam<Scatter> {};

TEST_P(IlcdUncertainty, IsReadByItsType) {
  const Scatter& wanted = GetParam();
  const Database database = one(ilcd_exchange(
      2, 2, "Output",
      std::string("<resultingAmount>4</resultingAmount>") + wanted.elements));
  ASSERT_EQ(database.distributions.size(), 1U);
  const Distribution& scatter = database.distributions.rows()[0].value;
  EXPECT_EQ(scatter.type, wanted.type);
  EXPECT_DOUBLE_EQ(scatter.parameters[0], wanted.p0);
  EXPECT_DOUBLE_EQ(scatter.parameters[1], wanted.p1);
  EXPECT_DOUBLE_EQ(scatter.parameters[2], wanted.p2);
}

#define TYPE(text) "<uncertaintyDistributionType>" text "</uncertaintyDistributionType>"
#define LIMITS "<minimumAmount>1</minimumAmount><maximumAmount>8</maximumAmount>"
#define DEVIATION(text) \
  "<relativeStandardDeviation95In>" text "</relativeStandardDeviation95In>"

INSTANTIATE_TEST_SUITE_P(
    Types, IlcdUncertainty,
    ::testing::Values(
        Scatter{TYPE("normal") DEVIATION("0.5"), DistributionType::normal, 4, 0.25, 0},
        Scatter{TYPE("log-normal") DEVIATION("4"), DistributionType::lognormal, 4, 2, 0},
        // the mean of a triangle is that of its corners: 3 * 4 - 1 - 8
        Scatter{TYPE("triangular") LIMITS, DistributionType::triangular, 1, 3, 8},
        Scatter{TYPE("uniform") LIMITS, DistributionType::uniform, 1, 8, 0},
        Scatter{TYPE("undefined") DEVIATION("12.1"), DistributionType::undefined, 0, 0,
                12.1},
        Scatter{TYPE("normal"), DistributionType::other, 0, 0, 0},
        Scatter{TYPE("beta") LIMITS, DistributionType::other, 0, 0, 0}));

TEST(IlcdDeviation, IsTheDeviationItselfWhereAskedFor) {
  io::ReadOptions options;
  options.ilcd_deviation = io::IlcdDeviation::plain;
  const Database database =
      one(ilcd_exchange(2, 2, "Output",
                        "<resultingAmount>4</resultingAmount>" TYPE("log-normal")
                            DEVIATION("1.5")),
          options);
  EXPECT_EQ(database.distributions.rows()[0].value.parameters[1], 1.5);
}

TEST(IlcdDeviation, OfZeroIsNone) {
  EXPECT_EQ(one(ilcd_exchange(2, 2, "Output",
                              "<resultingAmount>4</resultingAmount>" DEVIATION("0.000")))
                .distributions.size(),
            0U);
}

TEST(IlcdAmounts, AreMeanAmountsWhereThereAreNoOthers) {
  const Database database =
      one(ilcd_exchange(2, 2, "Output", "<meanAmount>4</meanAmount>"));
  EXPECT_EQ(database.exchanges[1].amount, 4.);
}

TEST(IlcdAmounts, ThatDifferFromTheirOriginAreTold) {
  const Database database = one(ilcd_exchange(
      2, 2, "Output", "<meanAmount>4</meanAmount><resultingAmount>5</resultingAmount>"));
  EXPECT_EQ(database.exchanges[1].amount, 5.);
  EXPECT_EQ(finding_of(database, "amounts_differ")->field, "exchange[1].resultingAmount");
}

TEST(IlcdAmounts, WithoutANumberAreErrors) {
  for (const char* amount : {"", "<resultingAmount>1,5</resultingAmount>",
                             "<resultingAmount>NaN</resultingAmount>",
                             "<referenceToVariable>x</referenceToVariable>"
                             "<meanAmount>2</meanAmount>"}) {
    const Database database = one(ilcd_exchange(2, 2, "Output", amount));
    EXPECT_TRUE(std::isnan(database.exchanges[1].amount)) << amount;
    EXPECT_EQ(finding_of(database, "bad_amount")->severity, Severity::error);
  }
}

TEST(IlcdExchanges, ThatOnlyRemindAreLeftOut) {
  const Database database =
      one(ilcd_exchange(2, 2, "Input",
                        "<functionType>General reminder flow</functionType>"
                        "<meanAmount>1</meanAmount>"));
  EXPECT_EQ(database.exchanges.size(), 1U);
  EXPECT_EQ(finding_of(database, "reminder_flow")->count, 1);
}

TEST(IlcdExchanges, WithoutAFlowOrADirectionAreLeftOut) {
  const Database database =
      one("<exchange dataSetInternalID=\"4\"><exchangeDirection>Input"
          "</exchangeDirection></exchange>" +
          ilcd_exchange(5, 2, "", "<meanAmount>1</meanAmount>"));
  EXPECT_EQ(database.exchanges.size(), 1U);
  EXPECT_EQ(finding_of(database, "no_flow")->field, "exchange[1].referenceToFlowDataSet");
  EXPECT_EQ(finding_of(database, "unreadable_exchange")->field,
            "exchange[2].exchangeDirection");
}

TEST(IlcdReferences, AreProductsThatComeOutBeforeOthers) {
  const Database database = read_ilcd(ilcd_package(
      {ilcd_flow(1, "steel", "Product flow"), ilcd_flow(2, "heat", "Product flow"),
       ilcd_process(
           1, "Steel", "3 1 9",
           ilcd_amount(1, 1, "Output", "1") + ilcd_amount(3, 2, "Input", "2"))}));
  EXPECT_EQ(database.activities[0].reference, at(0));
  EXPECT_EQ(database.exchanges[1].role, ExchangeRole::reference_product);
  EXPECT_NE(finding_of(database, "several_reference_flows"), nullptr);
  EXPECT_EQ(finding_of(database, "unknown_reference")->count, 1);  // 9 is not there
}

TEST(IlcdReferences, ThatAreAbsentAreTold) {
  const Database database = read_ilcd(
      ilcd_package({ilcd_process(1, "Steel", "", ilcd_amount(1, 1, "Output", "1"))}));
  EXPECT_FALSE(database.activities[0].reference);
  EXPECT_NE(finding_of(database, "no_reference_flow"), nullptr);
}

std::string shares(const char* of_first, const char* of_second) {
  return std::string(
             "<resultingAmount>1</resultingAmount><allocations><allocation "
             "internalReferenceToCoProduct=\"1\" allocatedFraction=\"") +
         of_first +
         "\"/><allocation internalReferenceToCoProduct=\"2\" allocatedFraction=\"" +
         of_second + "\"/></allocations>";
}

TEST(IlcdAllocation, OfAnExchangeIsCausal) {
  const Database database = read_ilcd(ilcd_package(
      {ilcd_flow(1, "steel", "Product flow"), ilcd_flow(2, "slag", "Product flow"),
       ilcd_flow(3, "carbon dioxide", "Elementary flow"),
       ilcd_process(1, "Steel", "1 2",
                    ilcd_amount(1, 1, "Output", "1") + ilcd_amount(2, 2, "Output", "1") +
                        ilcd_exchange(3, 3, "Output", shares("75", "25.0")))}));
  ASSERT_EQ(database.allocation_factors.size(), 2U);
  EXPECT_EQ(database.activities[0].default_allocation, AllocationMethod::causal);
  const AllocationFactor& factor = database.allocation_factors[0];
  EXPECT_EQ(factor.value, 0.75);
  EXPECT_EQ(factor.exchange, at(2));
  EXPECT_EQ(factor.product, database.exchanges[0].flow);
}

TEST(IlcdAllocation, OfProductsThemselvesIsTheirShare) {
  const auto own = [](const char* id, const char* percent) {
    return std::string(
               "<resultingAmount>1</resultingAmount><allocations><allocation "
               "internalReferenceToCoProduct=\"") +
           id + "\" allocatedFraction=\"" + percent + "\"/></allocations>";
  };
  const auto package = [&](const char* first, const char* second) {
    return read_ilcd(ilcd_package(
        {ilcd_flow(1, "steel", "Product flow"), ilcd_flow(2, "slag", "Product flow"),
         ilcd_process(1, "Steel", "1 2",
                      ilcd_exchange(1, 1, "Output", own("1", first)) +
                          ilcd_exchange(2, 2, "Output", own("2", second)))}));
  };
  const Database shared = package("90", "10");
  EXPECT_EQ(shared.allocation_factors.size(), 4U);  // physical and economic
  EXPECT_EQ(shared.activities[0].default_allocation, AllocationMethod::physical);
  EXPECT_TRUE(package("100", "100").allocation_factors.empty());
}

TEST(IlcdExtension, OfOpenLcaNamesProvidersAndPedigree) {
  const Database database = read_ilcd(ilcd_package(
      {ilcd_flow(1, "steel", "Product flow"),
       ilcd_process(1, "Steel", "1", ilcd_amount(1, 1, "Output", "1")),
       ilcd_process(2, "Car", "2",
                    "<exchange xmlns:olca=\"http://openlca.org/ilcd-extensions\" "
                    "dataSetInternalID=\"1\" olca:defaultProvider=\"" +
                        ilcd_id('d', 1) +
                        "\" olca:pedigreeUncertainty=\"(1;2;3;4;5)\" "
                        "olca:baseUncertainty=\"1.05\">" +
                        ilcd_amount(0, 1, "Input", "800").substr(32))}));
  ASSERT_EQ(database.exchanges.size(), 2U);
  EXPECT_EQ(database.exchanges[1].provider, ActivityIndex{0U});
  const DataQuality& quality = *database.data_quality.find(at(1));
  EXPECT_EQ(database.text(quality.entry), "(1;2;3;4;5)");
  EXPECT_EQ(quality.base_uncertainty, 1.05);
}

TEST(IlcdScores, AreThoseOfAHandCalculation) {
  // 1 kg of steel takes 0.5 kg of coal and emits 2 kg; 1 kg of coal emits 0.4 kg.
  const Files files = ilcd_package(
      {ilcd_flow(1, "steel", "Product flow"), ilcd_flow(2, "coal", "Product flow"),
       ilcd_flow(3, "carbon dioxide", "Elementary flow"),
       ilcd_process(1, "Steel", "1",
                    ilcd_amount(1, 1, "Output", "1") + ilcd_amount(2, 2, "Input", "0.5") +
                        ilcd_amount(3, 3, "Output", "2")),
       ilcd_process(2, "Coal", "1",
                    ilcd_amount(1, 2, "Output", "10") + ilcd_amount(2, 3, "Output", "4")),
       ilcd_method(1, "Climate", "<methodology>EF</methodology>",
                   ilcd_factor(3, "Output", "1.5"))});
  const System system = link(read_ilcd(files));
  const Result result =
      system.calculate({DemandEntry("Steel; at plant", 2., "kg")}, read_ilcd(files));
  EXPECT_DOUBLE_EQ(result.scores.at(0).value, 2. * (2. + 0.5 * 0.4) * 1.5);
}

}  // namespace
