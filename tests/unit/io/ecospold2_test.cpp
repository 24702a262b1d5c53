// EcoSpold 2: what each part of a data set becomes.

#include "support/ecospold2.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "lichen/io/read.hpp"
#include "support/archive.hpp"
#include "support/finding_of.hpp"

namespace {

using namespace lichen;
using lichen::test::es2;
using lichen::test::read_es2;

const char* const steel = R"(
  <intermediateExchange id="e1" unitId="u" amount="1" intermediateExchangeId="steel"
      productionVolumeAmount="250" productionVolumeVariableName="apv"
      variableName="made" casNumber="007439-89-6">
    <name xml:lang="de">Stahl</name><name xml:lang="en">steel</name>
    <unitName xml:lang="en">kg</unitName>
    <property propertyId="p1" amount="0.5" isDefiningValue="true" unitId="u2"
        variableName="price_of_steel" mathematicalRelation="1/2">
      <name xml:lang="en">price</name><unitName xml:lang="en">EUR2005</unitName>
    </property>
    <property propertyId="p2" amount="1"><name xml:lang="en">dry mass</name></property>
    <classification classificationId="c"><classificationSystem xml:lang="en">By-product classification</classificationSystem>
      <classificationValue xml:lang="en">allocatable product</classificationValue></classification>
    <outputGroup>0</outputGroup>
  </intermediateExchange>
  <intermediateExchange id="e2" unitId="u" amount="2.5" intermediateExchangeId="ore"
      activityLinkId="mine" mathematicalRelation="5 * made / 2">
    <name xml:lang="en">ore</name><unitName xml:lang="en">kg</unitName>
    <comment xml:lang="en">by mass balance</comment>
    <uncertainty><lognormal meanValue="2.5" mu="0.916" variance="0.04"
        varianceWithPedigreeUncertainty="0.09" />
      <pedigreeMatrix reliability="1" completeness="2" temporalCorrelation="3"
        geographicalCorrelation="4" furtherTechnologyCorrelation="5" /></uncertainty>
    <transferCoefficient exchangeId="e1" amount="0.4" mathematicalRelation="2/5" />
    <inputGroup>1</inputGroup>
  </intermediateExchange>
  <elementaryExchange id="e3" unitId="u" amount="2" elementaryExchangeId="co2"
      casNumber="000124-38-9" formula="CO2">
    <name xml:lang="en">Carbon dioxide, fossil</name><unitName>kg</unitName>
    <compartment subcompartmentId="s"><compartment xml:lang="en">air</compartment>
      <subcompartment xml:lang="en">urban air close to ground</subcompartment></compartment>
    <outputGroup>4</outputGroup>
  </elementaryExchange>
  <elementaryExchange id="e4" unitId="u" amount="3" elementaryExchangeId="iron">
    <name>Iron, in ground</name><unitName>kg</unitName>
    <compartment subcompartmentId="s"><compartment>natural resource</compartment>
      <subcompartment>in ground</subcompartment></compartment>
    <inputGroup>4</inputGroup>
  </elementaryExchange>
  <parameter parameterId="q1" variableName="yield" amount="0.4"
      mathematicalRelation="1/2.5"><name xml:lang="en">yield of iron</name>
    <unitName xml:lang="en">dimensionless</unitName>
    <uncertainty><uniform minValue="0.3" maxValue="0.5" /></uncertainty></parameter>)";

class EcoSpold2 : public ::testing::Test {
 protected:
  const Exchange& row(std::size_t i) const { return database_.exchanges[i]; }
  std::string text(Text handle) const { return std::string(database_.text(handle)); }
  const Flow& flow_of(std::size_t i) const { return database_.flows[row(i).flow.at()]; }

  Database database_ = read_es2({{"a.spold", es2({.flows = steel})}});
};

TEST_F(EcoSpold2, GivesWhatADataSetSaysOfItsActivity) {
  ASSERT_EQ(database_.activities.size(), 1U);
  const Activity& activity = database_.activities[0];

  EXPECT_EQ(database_.source.format, "EcoSpold 2");
  EXPECT_EQ(to_string(activity.id), "11111111-2222-3333-4444-555555555555");
  EXPECT_EQ(text(activity.name), "steel production");
  EXPECT_EQ(text(activity.category), "2410:Manufacture of basic iron and steel");
  EXPECT_EQ(text(activity.tags), "metals;EcoSpold01Categories: metals/extraction");
  EXPECT_EQ(text(activity.description),
            "first\nsecond of 2012\nIncluded activities end: at the gate\n"
            "Synonyms: steel making\nGeography: a plant\nTechnology: blast furnace");
  EXPECT_EQ(text(database_.locations[activity.location.at()].code), "RER");
  EXPECT_EQ(activity.type, ActivityType::unit_process);
  EXPECT_EQ(activity.kind, ActivityKind::production_mix);
  EXPECT_EQ(activity.technology, TechnologyLevel::modern);
  EXPECT_EQ(text(activity.start_date) + "/" + text(activity.end_date),
            "2011-01-01/2014-12-31");
  EXPECT_EQ(text(activity.scenario), "Business-as-Usual");
  EXPECT_EQ(text(activity.system_model), "Undefined");
  EXPECT_EQ(text(activity.file), "a.spold");
  EXPECT_EQ(activity.reference, ExchangeIndex{std::size_t{0}});
}

TEST_F(EcoSpold2, TellsDirectionsAndGroups) {
  ASSERT_EQ(database_.exchanges.size(), 4U);
  EXPECT_EQ(row(0).direction, Direction::output);
  EXPECT_EQ(row(0).role, ExchangeRole::reference_product);
  EXPECT_EQ(row(0).product_class, ProductClass::allocatable);
  EXPECT_EQ(row(1).direction, Direction::input);
  EXPECT_EQ(row(1).role, ExchangeRole::materials_fuels);
  EXPECT_EQ(row(2).direction, Direction::output);
  EXPECT_EQ(row(2).role, ExchangeRole::to_nature);
  EXPECT_EQ(row(3).direction, Direction::input);
  EXPECT_EQ(row(3).role, ExchangeRole::from_nature);
  EXPECT_EQ(row(1).amount, 2.5);
  EXPECT_EQ(row(1).internal_id, 2);
}

TEST_F(EcoSpold2, DescribesFlows) {
  EXPECT_EQ(text(flow_of(0).name), "steel");  // the English name
  EXPECT_EQ(flow_of(0).type, FlowType::product);
  EXPECT_EQ(text(flow_of(0).cas), "007439-89-6");
  EXPECT_EQ(flow_of(2).type, FlowType::elementary);
  EXPECT_EQ(text(flow_of(2).category), "air/urban air close to ground");
  EXPECT_EQ(text(flow_of(2).formula), "CO2");
  EXPECT_EQ(flow_of(2).nominal, NominalDirection::to_nature);
  EXPECT_EQ(flow_of(3).nominal, NominalDirection::from_nature);
  EXPECT_EQ(database_.id_text(flow_of(2).id), "co2");
}

TEST_F(EcoSpold2, KeepsFormulasWithTheirStoredValues) {
  EXPECT_EQ(text(*database_.exchange_formulas.find(ExchangeIndex{std::size_t{1}})),
            "5 * made / 2");
  EXPECT_EQ(text(*database_.exchange_variables.find(ExchangeIndex{std::size_t{0}})),
            "made");
  ASSERT_EQ(database_.parameters.size(), 1U);
  const Parameter& parameter = database_.parameters[0];
  EXPECT_EQ(text(parameter.name), "yield");
  EXPECT_EQ(text(parameter.description), "yield of iron");
  EXPECT_EQ(text(parameter.formula), "1/2.5");
  EXPECT_EQ(text(parameter.unit), "dimensionless");
  EXPECT_EQ(parameter.value, 0.4);
  EXPECT_EQ(parameter.owner, database_.activities[0].id);
  EXPECT_EQ(parameter.scope, ParameterScope::activity);
  EXPECT_EQ(parameter.distribution.type, DistributionType::uniform);
}

TEST_F(EcoSpold2, KeepsPropertiesVolumesAndTransferCoefficients) {
  ASSERT_EQ(database_.exchange_properties.size(), 2U);
  const ExchangeProperty& price = database_.exchange_properties[0];
  EXPECT_EQ(price.exchange, ExchangeIndex{std::size_t{0}});
  EXPECT_EQ(text(price.name), "price");
  EXPECT_EQ(text(price.unit), "EUR2005");
  EXPECT_EQ(price.amount, 0.5);
  EXPECT_TRUE(price.defining);
  EXPECT_EQ(text(price.variable), "price_of_steel");
  EXPECT_EQ(text(price.formula), "1/2");
  const auto* volume = database_.production_volumes.find(ExchangeIndex{std::size_t{0}});
  ASSERT_NE(volume, nullptr);
  EXPECT_EQ(volume->amount, 250.);
  EXPECT_EQ(text(volume->variable), "apv");
  ASSERT_EQ(database_.transfer_coefficients.size(), 1U);
  const TransferCoefficient& transfer = database_.transfer_coefficients[0];
  EXPECT_EQ(transfer.exchange, ExchangeIndex{std::size_t{1}});
  EXPECT_EQ(transfer.partner, ExchangeIndex{std::size_t{0}});
  EXPECT_EQ(transfer.amount, 0.4);
  EXPECT_EQ(text(transfer.formula), "2/5");
}

TEST_F(EcoSpold2, ReadsALognormalWithItsPedigree) {
  const ExchangeIndex ore{std::size_t{1}};
  const auto* scatter = database_.distributions.find(ore);
  ASSERT_NE(scatter, nullptr);
  EXPECT_EQ(scatter->type, DistributionType::lognormal);
  EXPECT_EQ(scatter->parameters[0], 2.5);
  EXPECT_DOUBLE_EQ(scatter->parameters[1], std::exp(0.3));  // sqrt(0.09)
  const auto* quality = database_.data_quality.find(ore);
  EXPECT_EQ(text(quality->entry), "(1;2;3;4;5)");
  EXPECT_DOUBLE_EQ(quality->base_uncertainty, std::exp(0.2));  // sqrt(0.04)
  EXPECT_EQ(text(*database_.exchange_comments.find(ore)), "by mass balance");
}

TEST_F(EcoSpold2, SaysWhatItDoesNotKeep) {
  const Finding* finding = test::finding_of(database_, "not_kept");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->severity, Severity::info);
  EXPECT_EQ(finding->field, "administrativeInformation");
  EXPECT_EQ(finding->count, 2);  // dataEntryBy, dataGeneratorAndPublication
  EXPECT_EQ(database_.source.licence, "protected by copyright, access is restricted");
}

struct Scatter {
  const char* element;
  DistributionType type;
  double p0, p1, p2;
};

class EcoSpold2Uncertainty : public ::testing::TestWithParam<Scatter> {};

TEST_P(EcoSpold2Uncertainty, IsReadByItsType) {
  const Scatter& wanted = GetParam();
  const Database database = read_es2(
      {{"a.spold", es2({.flows = test::es2_product("x", "1") +
                                 test::es2_emission("co2", "5", wanted.element)})}});
  ASSERT_EQ(database.distributions.size(), 1U);
  const Distribution& scatter = database.distributions.rows()[0].value;
  EXPECT_EQ(scatter.type, wanted.type);
  EXPECT_DOUBLE_EQ(scatter.parameters[0], wanted.p0);
  EXPECT_DOUBLE_EQ(scatter.parameters[1], wanted.p1);
  EXPECT_DOUBLE_EQ(scatter.parameters[2], wanted.p2);
}

INSTANTIATE_TEST_SUITE_P(
    All, EcoSpold2Uncertainty,
    ::testing::Values(
        Scatter{"<normal meanValue=\"5\" variance=\"1\" "
                "varianceWithPedigreeUncertainty=\"4\"/>",
                DistributionType::normal, 5., 2., 0.},
        // The variance without pedigree counts where the other is 0.
        Scatter{"<normal meanValue=\"5\" variance=\"9\" "
                "varianceWithPedigreeUncertainty=\"0\"/>",
                DistributionType::normal, 5., 3., 0.},
        // A negative variance counts as 0.
        Scatter{"<lognormal meanValue=\"5\" mu=\"1.6\" variance=\"-1\" "
                "varianceWithPedigreeUncertainty=\"-1\"/>",
                DistributionType::lognormal, 5., 1., 0.},
        Scatter{"<triangular minValue=\"1\" mostLikelyValue=\"5\" maxValue=\"7\"/>",
                DistributionType::triangular, 1., 5., 7.},
        Scatter{"<uniform minValue=\"4\" maxValue=\"6\"/>", DistributionType::uniform, 4.,
                6., 0.},
        Scatter{"<beta minValue=\"1\" mostFrequentValue=\"5\" maxValue=\"9\"/>",
                DistributionType::beta, 1., 5., 9.},
        Scatter{"<gamma shape=\"2\" scale=\"3\" minValue=\"1\"/>",
                DistributionType::gamma, 2., 3., 1.},
        Scatter{"<binomial n=\"10\" p=\"0.5\"/>", DistributionType::binomial, 10., 0.5,
                0.},
        Scatter{"<undefined minValue=\"4\" maxValue=\"6\" standardDeviation95=\"2\"/>",
                DistributionType::undefined, 4., 6., 2.},
        Scatter{"<cauchy location=\"5\"/>", DistributionType::other, 0., 0., 0.},
        Scatter{"<normal meanValue=\"five\" variance=\"1\"/>", DistributionType::other,
                0., 0., 0.}));

TEST(EcoSpold2Findings, NameAnAmountThatIsNotTheCentreOfItsDistribution) {
  const auto odd = [](const char* amount, const char* scatter) {
    const Database database = read_es2(
        {{"a.spold", es2({.flows = test::es2_product("x", "1") +
                                   test::es2_emission("co2", amount, scatter)})}});
    return test::finding_of(database, "amount_off_centre") != nullptr;
  };
  const char* triangle = "<triangular minValue='1' mostLikelyValue='5' maxValue='7'/>";
  const char* mean =
      "<lognormal meanValue='5' mu='1.6' variance='0.1' "
      "varianceWithPedigreeUncertainty='0.1'/>";
  EXPECT_FALSE(odd("5", triangle));
  EXPECT_TRUE(odd("4", triangle));
  EXPECT_FALSE(odd("5.0001", mean));  // rounded
  EXPECT_TRUE(odd("5.01", mean));
  EXPECT_TRUE(odd("-5", mean));
  EXPECT_FALSE(odd("5", "<uniform minValue='4' maxValue='6'/>"));
  EXPECT_TRUE(odd("4", "<uniform minValue='4' maxValue='6'/>"));
}

TEST(EcoSpold2Findings, NameAnAmountThatIsNoNumber) {
  for (const char* amount : {"1,5", "", "INF", "1e999", "0x10", "NaN", "5 kg"}) {
    const Database database =
        read_es2({{"a.spold", es2({.flows = test::es2_product("x", "1") +
                                            test::es2_emission("co2", amount)})}});
    const Finding* finding = test::finding_of(database, "bad_amount");
    ASSERT_NE(finding, nullptr) << amount;
    EXPECT_EQ(finding->severity, Severity::error);
    EXPECT_EQ(finding->field, "elementaryExchange[1].amount");
    EXPECT_TRUE(std::isnan(database.exchanges[1].amount)) << amount;
  }
}

TEST(EcoSpold2Findings, NameExchangesWithoutFlowOrGroup) {
  const Database database = read_es2(
      {{"a.spold",
        es2({.flows = test::es2_product("x", "1") +
                      "<elementaryExchange amount='1'><outputGroup>4</outputGroup>"
                      "</elementaryExchange>"
                      "<elementaryExchange elementaryExchangeId='y' amount='1'>"
                      "<property propertyId='p' amount='1'/></elementaryExchange>" +
                      "<intermediateExchange intermediateExchangeId='z' amount='1' "
                      "inputGroup='5'><property propertyId='q' amount='2'/>"
                      "</intermediateExchange>"})}});
  EXPECT_NE(test::finding_of(database, "no_flow"), nullptr);
  EXPECT_NE(test::finding_of(database, "unreadable_exchange"), nullptr);
  ASSERT_EQ(database.exchanges.size(), 2U);
  EXPECT_EQ(database.exchanges[1].role, ExchangeRole::from_technosphere);
  ASSERT_EQ(database.exchange_properties.size(), 1U);  // the other went with its owner
  EXPECT_EQ(database.exchange_properties[0].amount, 2.);
  EXPECT_NE(test::finding_of(database, "no_reference_unit"), nullptr);
}

TEST(EcoSpold2Findings, SayThatAChildStatesOnlyWhatDiffers) {
  const auto inherits = [](const std::string& depth) {
    const Database database = read_es2(
        {{"a.spold", es2({.flows = test::es2_product("x", "1"),
                          .attributes = " parentActivityId='p' inheritanceDepth='" +
                                        depth + "'"})}});
    return test::finding_of(database, "inherits_from_parent") != nullptr;
  };
  EXPECT_TRUE(inherits("1"));
  EXPECT_FALSE(inherits("0"));
  EXPECT_FALSE(inherits("-1"));  // made whole by the database
}

TEST(EcoSpold2Findings, NameADataSetWithoutReferenceProductOrId) {
  const Database database =
      read_es2({{"a.spold", es2({.flows = test::es2_emission("co2", "1")})},
                {"b.spold", es2({.id = "", .flows = test::es2_product("x", "1")})}});
  EXPECT_EQ(database.activities.size(), 1U);
  EXPECT_FALSE(database.activities[0].reference);
  EXPECT_NE(test::finding_of(database, "no_reference_flow"), nullptr);
  EXPECT_NE(test::finding_of(database, "unreadable_data_set"), nullptr);
}

TEST(EcoSpold2Findings, TellThatTheSecondOfTwoDataSetsWithOneIdIsNotRead) {
  const Database database =
      read_es2({{"a.spold", es2({.flows = test::es2_product("x", "1")})},
                {"b.spold", es2({.flows = test::es2_product("x", "2")})}});
  ASSERT_EQ(database.activities.size(), 1U);
  EXPECT_EQ(database.exchanges[0].amount, 1.);
  EXPECT_EQ(test::finding_of(database, "duplicate_id")->file, "b.spold");
}

}  // namespace
