// SimaPro CSV: what each part of a process becomes.

#include "support/simapro.hpp"

#include <cmath>
#include <utility>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/system.hpp"
#include "support/finding_of.hpp"

namespace {

using namespace lichen;
using lichen::test::finding_of;
using lichen::test::read_simapro;
using lichen::test::simapro;
using lichen::test::simapro_process;
using lichen::test::simapro_product;
using lichen::test::simapro_section;

/// The only elementary flow that a demand causes.
double emitted(Database database, const std::string& demand) {
  return link(std::move(database))
      .inventory({parse_demand(demand)})
      .inventory.at(0)
      .amount;
}

constexpr ExchangeIndex at(std::size_t i) { return ExchangeIndex{i}; }

class SimaPro : public ::testing::Test {
 protected:
  std::string text(Text handle) const { return std::string(database_.text(handle)); }
  const Flow& flow_of(std::size_t i) const {
    return database_.flows[database_.exchanges[i].flow.at()];
  }
  std::string unit_of(std::size_t i) const {
    return text(database_.units[database_.exchanges[i].unit.at()].name);
  }

  Database database_ = read_simapro(simapro(
      simapro_process(
          simapro_section("Process identifier", "Dev1") +
          simapro_section("Type", "Unit process") +
          simapro_section("Process name", "Steel making") +
          simapro_section("Time period", "2005-2009") +
          simapro_section("Geography", "Unspecified") +
          simapro_section("Technology", "Best") +
          simapro_section("Infrastructure", "Yes") +
          simapro_section("Comment", "\"first; line\r\nsecond \"\"line\"\"\"") +
          simapro_section("Products",
                          "Steel {RER}| plant, U;kg;2;100;Metal;A\\B;all of it") +
          simapro_section("Avoided products", "Slag;kg;0.5;Undefined;0;0;0;") +
          simapro_section("Resources", "Iron;in ground;kg;3;Undefined;0;0;0;") +
          simapro_section("Materials/fuels",
                          "Coke;ton;0.001;Lognormal;1.21;0;0;(2,3,na)") +
          simapro_section("Electricity/heat", "Power;kWh;4;Normal;0.5;0;0;") +
          simapro_section("Emissions to air",
                          "Carbon dioxide;high. pop.;kg;5;Triangle;0;4;7;\r\n"
                          "Carbon dioxide;(unspecified);g;1;Uniform;0;0;2;") +
          simapro_section("Final waste flows", "Dust;;kg;6;Undefined;0;0;0;") +
          simapro_section("Waste to treatment", "Landfill;kg;7;Undefined;0;0;0;") +
          simapro_section("Input parameters", "p;2;Uniform;0;1;3;No;a number") +
          simapro_section("Calculated parameters", "q;p * 2;double")) +
      simapro_process(
          simapro_section("Waste treatment", "Landfill;kg;1;All waste types;Others") +
              simapro_section("Emissions to water", "Iron;;kg;0.25;Undefined;0;0;0;"),
          "waste treatment") +
      "Quantities\r\nMass;Yes\r\nEnergy;Yes\r\n\r\nEnd\r\n\r\n"
      "Units\r\nkg;Mass;1;kg\r\nton;Mass;1000;kg\r\ng;Mass;0.001;kg\r\n"
      "kWh;Energy;3.6;MJ\r\nMJ;Energy;1;MJ\r\n\r\nEnd\r\n\r\n"
      "Airborne emissions\r\nCarbon dioxide;kg;000124-38-9;Formula: CO2\r\n"
      "Xenon;kg;007440-63-3;\r\n\r\nEnd\r\n"));
};

TEST_F(SimaPro, GivesWhatAProcessSaysOfItself) {
  ASSERT_EQ(database_.activities.size(), 2U);
  const Activity& activity = database_.activities[0];
  EXPECT_EQ(database_.source.format, "SimaPro CSV");
  EXPECT_EQ(database_.source.name, "Bridges");
  EXPECT_EQ(database_.source.version, "SimaPro 9.1.0.7");
  EXPECT_EQ(text(activity.name), "Steel making");
  EXPECT_EQ(text(activity.category), "material/A/B");
  EXPECT_EQ(text(activity.description),
            "first; line\nsecond \"line\"\nProcess identifier: Dev1\n"
            "Technology: Best");
  EXPECT_EQ(text(activity.start_date) + "/" + text(activity.end_date), "2005/2009");
  EXPECT_EQ(text(database_.locations[activity.location.at()].code), "RER");
  EXPECT_TRUE(activity.infrastructure);
  EXPECT_EQ(activity.type, ActivityType::unit_process);
  EXPECT_EQ(activity.reference, at(0));
  EXPECT_EQ(text(database_.activities[1].name), "Landfill");
}

TEST_F(SimaPro, TellsTypesAndDirectionsBySections) {
  ASSERT_EQ(database_.exchanges.size(), 11U);
  const auto row = [&](std::size_t i) { return database_.exchanges[i]; };
  EXPECT_EQ(flow_of(0).type, FlowType::product);
  EXPECT_EQ(row(0).direction, Direction::output);
  EXPECT_EQ(text(flow_of(0).name), "Steel {RER}| plant, U");
  EXPECT_TRUE(row(1).avoided);
  EXPECT_EQ(row(1).direction, Direction::input);
  EXPECT_EQ(row(2).direction, Direction::input);
  EXPECT_EQ(flow_of(2).nominal, NominalDirection::from_nature);
  EXPECT_EQ(text(flow_of(2).category), "Raw/in ground");
  EXPECT_EQ(row(3).role, ExchangeRole::materials_fuels);
  EXPECT_EQ(unit_of(3), "ton");
  EXPECT_EQ(row(4).role, ExchangeRole::electricity_heat);
  EXPECT_EQ(row(5).direction, Direction::output);
  EXPECT_EQ(text(flow_of(5).category), "Air/high. pop.");
  EXPECT_EQ(text(flow_of(6).category), "Air");
  EXPECT_EQ(text(flow_of(7).category), "Waste");
  EXPECT_EQ(flow_of(7).nominal, NominalDirection::to_nature);
}

TEST_F(SimaPro, GivesAWasteToItsTreatment) {
  const Exchange& given = database_.exchanges[8];
  EXPECT_EQ(flow_of(8).type, FlowType::waste);
  EXPECT_EQ(given.direction, Direction::output);
  EXPECT_EQ(given.provider, ActivityIndex{1});
  EXPECT_EQ(database_.exchanges[9].flow, given.flow);
  EXPECT_EQ(database_.exchanges[9].direction, Direction::input);
  EXPECT_EQ(database_.activities[1].reference, at(9));
  EXPECT_EQ(finding_of(database_, "product_not_in_file")->count, 3);  // slag, coke, power
}

TEST_F(SimaPro, MakesIdsOfNames) {
  // Python: uuid of MD5 of the names in lower case, version 3.
  const auto id = [](const char* uuid) { return parse_uuid(uuid).value(); };
  // air//carbon dioxide/kg, air/high. pop./carbon dioxide/kg
  EXPECT_EQ(flow_of(6).id, id("3d7454b0-5714-301c-bae1-aad97ef63688"));
  EXPECT_EQ(flow_of(5).id, id("fb0842d5-5bda-3888-975c-75d0ed327282"));
  // product/steel {rer}| plant, u; waste/landfill; process/waste/landfill
  EXPECT_EQ(flow_of(0).id, id("0c8ecc2b-1265-3ab3-94f5-4aed7c06ddcc"));
  EXPECT_EQ(flow_of(8).id, id("048dd9fb-db3c-3585-8c5f-4624292ad489"));
  EXPECT_EQ(database_.activities[1].id, id("bd7ba977-cf1b-3985-829a-e40e206566b3"));
}

TEST_F(SimaPro, KnowsSubstancesByTheirList) {
  EXPECT_EQ(text(flow_of(5).cas), "000124-38-9");
  EXPECT_EQ(text(flow_of(5).formula), "CO2");
  EXPECT_EQ(text(flow_of(6).cas), "000124-38-9");
  const Flow& unused = database_.flows.back();
  EXPECT_EQ(text(unused.name), "Xenon");
  EXPECT_EQ(text(unused.category), "Air");
}

TEST_F(SimaPro, ReadsUncertaintiesAsTheyAreExported) {
  const auto scatter = [&](std::size_t i) {
    return *database_.distributions.find(at(i));
  };
  EXPECT_EQ(database_.distributions.find(at(2)), nullptr);
  EXPECT_EQ(scatter(3).type, DistributionType::lognormal);
  EXPECT_DOUBLE_EQ(scatter(3).parameters[0], 0.001);
  EXPECT_DOUBLE_EQ(scatter(3).parameters[1], 1.1);  // the field is its square
  EXPECT_EQ(scatter(4).type, DistributionType::normal);
  EXPECT_DOUBLE_EQ(scatter(4).parameters[1], 0.25);  // the field is twice it
  EXPECT_EQ(scatter(5).type, DistributionType::triangular);
  EXPECT_DOUBLE_EQ(scatter(5).parameters[0], 4.);
  EXPECT_DOUBLE_EQ(scatter(5).parameters[1], 5.);
  EXPECT_DOUBLE_EQ(scatter(5).parameters[2], 7.);
  EXPECT_EQ(scatter(6).type, DistributionType::uniform);
  EXPECT_EQ(text(*database_.exchange_comments.find(at(3))), "(2,3,na)");
}

TEST_F(SimaPro, TakesUnitsByTheDefinitionsOfTheFile) {
  const PackageUnit& ton = database_.units[database_.exchanges[3].unit.at()];
  EXPECT_EQ(ton.factor, 1000.);
  EXPECT_EQ(text(database_.unit_groups[ton.group.at()].name), "Mass");
  const Flow& flow = flow_of(6);  // first seen in g, its id is that of kilograms
  EXPECT_EQ(text(database_.flow_properties[flow.reference_property.at()].name), "Mass");
}

TEST_F(SimaPro, KeepsParametersWithTheirScope) {
  ASSERT_EQ(database_.parameters.size(), 2U);
  EXPECT_EQ(text(database_.parameters[0].name), "p");
  EXPECT_EQ(database_.parameters[0].value, 2.);
  EXPECT_EQ(database_.parameters[0].scope, ParameterScope::activity);
  EXPECT_EQ(database_.parameters[0].owner, database_.activities[0].id);
  EXPECT_EQ(database_.parameters[0].distribution.type, DistributionType::uniform);
  EXPECT_EQ(text(database_.parameters[1].formula), "p * 2");
  EXPECT_TRUE(std::isnan(database_.parameters[1].value));
}

TEST(SimaProFormulas, WithoutAValueStopADemandThatReachesThem) {
  Database database = read_simapro(
      simapro(simapro_product(
                  "A", simapro_section("Materials/fuels", "B;kg;2*x;Undefined;0;0;0;")) +
              simapro_product("B") +
              simapro_product(
                  "C", simapro_section("Materials/fuels", "B;kg;2*3;Undefined;0;0;0;"))));
  const Finding* finding = finding_of(database, "formula_without_value");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->severity, Severity::error);
  EXPECT_EQ(finding->field, "line 18: 2*x");
  EXPECT_EQ(database.text(*database.exchange_formulas.find(at(1))), "2*x");
  EXPECT_EQ(database.exchanges[4].amount, 6.);
  const System system = link(std::move(database));
  EXPECT_THROW((void)system.inventory({DemandEntry("A")}), Error);
  EXPECT_NO_THROW((void)system.inventory({DemandEntry("C")}));
}

TEST(SimaProAmounts, ThatAreMissingStopADemandThatReachesThem) {
  const Database database = read_simapro(
      simapro(simapro_product("A", simapro_section("Emissions to air",
                                                   "CO;;kg;0,5;Undefined;0;0;0;\r\n"
                                                   "NO;;kg;;Undefined;0;0;0;\r\n"
                                                   "SO;;;1;Undefined;0;0;0;"))));
  EXPECT_NE(finding_of(database, "formula_without_value"), nullptr);  // a decimal comma
  EXPECT_NE(finding_of(database, "bad_amount"), nullptr);
  EXPECT_NE(finding_of(database, "no_unit"), nullptr);
  for (std::size_t i = 1; i < 4; ++i) {
    EXPECT_TRUE(std::isnan(database.exchanges[i].amount));
  }
}

TEST(SimaProAllocation, SharesByThePercentages) {
  const auto shared = [](const std::string& causality) {
    return read_simapro(simapro(simapro_process(
        simapro_section("Multiple output allocation", causality) +
        simapro_section("Products",
                        "Rice;kg;6250;75;not defined;;\r\n"
                        "Straw;kg;3125;25%;not defined;;") +
        simapro_section("Emissions to air", "CO;;kg;10;Undefined;0;0;0;"))));
  };
  Database database = shared("Unspecified");
  ASSERT_EQ(database.allocation_factors.size(), 2U);
  EXPECT_EQ(database.activities[0].default_allocation, AllocationMethod::physical);
  EXPECT_EQ(database.allocation_factors[0].value, 0.75);
  EXPECT_EQ(database.allocation_factors[1].value, 0.25);
  EXPECT_EQ(shared("Socio-economic causality").activities[0].default_allocation,
            AllocationMethod::economic);
  // 10 kg, a quarter of it on 3125 kg of straw.
  EXPECT_DOUBLE_EQ(emitted(std::move(database), "Straw = 3125 kg"), 2.5);
}

TEST(SimaProAllocation, StopsADemandWhereThePercentagesAreNotHundred) {
  Database database = read_simapro(
      simapro(simapro_process(simapro_section("Products",
                                              "Rice;kg;1;100;not defined;;\r\n"
                                              "Straw;kg;1;100;not defined;;"))));
  EXPECT_THROW((void)emitted(std::move(database), "Rice = 1 kg"), Error);
}

TEST(SimaProLinks, GoByNameWhateverItsCase) {
  const Database database = read_simapro(
      simapro(simapro_product(
                  "A", simapro_section("Materials/fuels", "b;kg;2;Undefined;0;0;0;")) +
              simapro_product("B")));
  EXPECT_EQ(database.exchanges[1].provider, ActivityIndex{1});
  EXPECT_EQ(database.exchanges[1].flow, database.exchanges[2].flow);
}

TEST(SimaProLinks, AreNoneWhereTwoProcessesMakeTheName) {
  Database database = read_simapro(
      simapro(simapro_product(
                  "A", simapro_section("Materials/fuels", "B;kg;2;Undefined;0;0;0;")) +
              simapro_product("B") + simapro_product("B")));
  ASSERT_EQ(database.activities.size(), 3U);
  EXPECT_FALSE(database.exchanges[1].provider);
  EXPECT_EQ(finding_of(database, "several_providers")->count, 1);
  EXPECT_EQ(finding_of(database, "id_collision")->count, 1);
  EXPECT_NE(database.activities[1].id, database.activities[2].id);
  EXPECT_THROW((void)emitted(std::move(database), "A"), Error);
}

TEST(SimaProLinks, FollowTheNameRatherThanTheSection) {
  // A treatment among the materials is a waste given away, a product among the wastes an
  // input: each is a demand for the process of that name.
  Database database = read_simapro(simapro(
      simapro_product(
          "A",
          simapro_section("Materials/fuels", "Burning;kg;2;Undefined;0;0;0;") +
              simapro_section("Waste to treatment", "Sorting;kg;3;Undefined;0;0;0;")) +
      simapro_process(
          simapro_section("Waste treatment", "Burning;kg;1;All waste types;") +
          simapro_section("Emissions to air", "CO2;;kg;5;Undefined;0;0;0;")) +
      simapro_product(
          "Sorting", simapro_section("Emissions to air", "CO2;;kg;7;Undefined;0;0;0;"))));
  EXPECT_EQ(database.exchanges[1].direction, Direction::output);
  EXPECT_EQ(database.exchanges[2].direction, Direction::input);
  EXPECT_DOUBLE_EQ(emitted(std::move(database), "A"), 2. * 5. + 3. * 7.);
}

TEST(SimaProLinks, CreditAnAvoidedTreatment) {
  Database database = read_simapro(
      simapro(simapro_product("A", simapro_section("Avoided products",
                                                   "Burning;kg;2;Undefined;0;0;0;")) +
              simapro_process(
                  simapro_section("Waste treatment", "Burning;kg;1;All waste types;") +
                  simapro_section("Emissions to air", "CO2;;kg;5;Undefined;0;0;0;"))));
  EXPECT_DOUBLE_EQ(emitted(std::move(database), "A"), -10.);
}

TEST(SimaProUncertainty, ThatCannotBeIsAFindingAndTheAmountCertain) {
  const Database database = read_simapro(
      simapro(simapro_product("A", simapro_section("Emissions to air",
                                                   "CO;;kg;1;Lognormal;0.5;0;0;\r\n"
                                                   "NO;;kg;1;Triangle;0;3;2;\r\n"
                                                   "SO;;kg;1;Weibull;1;1;1;\r\n"
                                                   "HO;;kg;1;Uniform;0;1;2;"))));
  std::int64_t bad = 0;
  for (const Finding& finding : database.findings.items()) {
    bad += finding.kind == "unknown_distribution" ? finding.count : 0;
  }
  EXPECT_EQ(bad, 3);
  EXPECT_EQ(finding_of(database, "amount_off_centre")->count, 1);
  EXPECT_EQ(database.distributions.find(at(1))->type, DistributionType::other);
}

TEST(SimaProParameters, OfTheProjectHideThoseOfTheDatabase) {
  const Database database = read_simapro(
      simapro(simapro_product("A") +
              "Database Input parameters\r\nx;1;Undefined;0;0;0;No;\r\n"
              "y;2;Undefined;0;0;0;Yes;\r\n\r\nEnd\r\n\r\n"
              "Project Input parameters\r\nX;3;Undefined;0;0;0;No;\r\n\r\nEnd\r\n"));
  ASSERT_EQ(database.parameters.size(), 2U);
  EXPECT_EQ(database.parameters[0].value, 3.);
  EXPECT_EQ(database.parameters[0].scope, ParameterScope::global);
  EXPECT_EQ(finding_of(database, "shadowed_parameter")->count, 1);
}

TEST(SimaProFiles, ReadWindows1252) {
  const Database database = read_simapro(simapro(simapro_product("Erd\xf6l \x80")));
  EXPECT_EQ(database.text(database.activities[0].name), "Erd\xc3\xb6l \xe2\x82\xac");
  const Database utf8 =
      read_simapro(simapro(simapro_product("Erd\xc3\xb6l \xe2\x82\xac")));
  EXPECT_EQ(utf8.activities[0].id, database.activities[0].id);
}

TEST(SimaProFiles, ReadOtherSeparatorsAlike) {
  const std::string process = simapro_product(
      "A", simapro_section("Emissions to air", "CO;;kg;0.25;Undefined;0;0;0;"));
  std::string tabs = process;
  for (char& c : tabs) c = c == ';' ? '\t' : c == '.' ? ',' : c;
  std::string commas = process;
  for (char& c : commas) c = c == ';' ? ',' : c;
  const Database one = read_simapro(simapro(process));
  for (const Database& other : {read_simapro(simapro(tabs, "Tab", ",")),
                                read_simapro(simapro(commas, "Comma"))}) {
    EXPECT_EQ(other.exchanges[1].amount, 0.25);
    EXPECT_EQ(other.flows[1].id, one.flows[1].id);
    EXPECT_EQ(other.activities[0].id, one.activities[0].id);
  }
}

TEST(SimaProFiles, TellBlocksAndSectionsThatAreNotKnown) {
  const Database database = read_simapro(
      simapro(simapro_product("A", simapro_section("Emissions to space", "CO;;kg;1")) +
              "Moons\r\nLuna\r\n\r\nEnd\r\n"));
  EXPECT_EQ(finding_of(database, "unknown_section")->severity, Severity::error);
  EXPECT_EQ(finding_of(database, "unknown_block")->severity, Severity::error);
  EXPECT_EQ(database.exchanges.size(), 1U);
}

TEST(SimaProFiles, OfNothingThatCanBeReadAreAnError) {
  EXPECT_THROW((void)read_simapro(simapro("")), DataError);
  EXPECT_THROW((void)read_simapro(simapro(simapro_process(""))), DataError);
}

TEST(SimaProFiles, OfVersion7PutTitlesAndTextsInOneRow) {
  const Database database = read_simapro(
      "SimaPro 7.3\tprocesses\tDate:\t29.08.2013\nProject\tFood\n\n\nProcess\n\n"
      "Category type\tmaterial\nProcess name\tcooking\nComment\n\n\n"
      "Products\nSoup\t2\tkg\t100\tnot defined\tMeals\tfirst line\n\t\t\t\t\t\tsecond\n\n"
      "Materials/fuels\nSalt\t0.5\tkg\tLognormal\t1.21\n\n"
      "Emissions to air\nWater\tlow. pop.\t0.25\tkg\tUndefined\n\nProcess\n\n"
      "Category type\tmaterial\n\nProducts\nSalt\t1\tkg\t100\tnot defined\tSpices\n");
  ASSERT_EQ(database.activities.size(), 2U);
  EXPECT_EQ(database.source.name, "Food");
  EXPECT_EQ(database.text(database.activities[0].name), "cooking");
  EXPECT_EQ(database.exchanges[0].amount, 2.);
  EXPECT_EQ(database.text(*database.exchange_comments.find(at(0))), "first line\nsecond");
  EXPECT_EQ(database.exchanges[1].provider, ActivityIndex{1});
  EXPECT_DOUBLE_EQ(database.distributions.find(at(1))->parameters[1], 1.1);
  EXPECT_EQ(database.exchanges[2].amount, 0.25);
  EXPECT_TRUE(database.findings.empty());
}

}  // namespace
