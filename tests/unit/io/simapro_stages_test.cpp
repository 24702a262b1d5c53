// SimaPro CSV: product stages, waste scenarios and methods.

#include <cmath>
#include <utility>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/system.hpp"
#include "support/finding_of.hpp"
#include "support/simapro.hpp"

namespace {

using namespace lichen;
using lichen::test::finding_of;
using lichen::test::read_simapro;
using lichen::test::simapro;
using lichen::test::simapro_process;
using lichen::test::simapro_product;
using lichen::test::simapro_section;
using lichen::test::simapro_stage;

double emitted(const std::string& blocks, const std::string& demand) {
  return link(read_simapro(simapro(blocks)))
      .inventory({parse_demand(demand)})
      .inventory.at(0)
      .amount;
}

std::string treatment(const std::string& name, const std::string& emission) {
  return simapro_process(
      simapro_section("Waste treatment", name + ";kg;1;All waste types;Others") +
          simapro_section("Emissions to air",
                          "Carbon dioxide;;kg;" + emission + ";Undefined;0;0;0;"),
      "waste treatment");
}

std::string scenario(const std::string& name, const std::string& rows) {
  return simapro_process(
      simapro_section("Waste scenario", name + ";kg;1;All waste types;Others") + rows,
      "waste scenario");
}

std::string row(const std::string& name, const std::string& unit,
                const std::string& amount) {
  return name + ";" + unit + ";" + amount + ";Undefined;0;0;0;";
}

TEST(SimaProWaste, OfAScenarioGoesToTreatmentsByFractions) {
  // 90 % to one, all of the rest to the other: 0.9 * 1.5 + 0.1 * -0.8.
  const std::string blocks =
      scenario("Mix", simapro_section("Separated waste", "One;All waste types;90;") +
                          simapro_section("Remaining waste", "Two;;100")) +
      treatment("One", "1.5") + treatment("Two", "-0.8");
  EXPECT_DOUBLE_EQ(emitted(blocks, "Mix"), 1.27);
}

TEST(SimaProWaste, ThatGoesByItsTypeHasNoAmount) {
  const std::string blocks =
      scenario("Mix", simapro_section("Separated waste", "One;Plastics;85;") +
                          simapro_section("Remaining waste", "Two;;100")) +
      treatment("One", "1.5") + treatment("Two", "-0.8");
  Database database = read_simapro(simapro(blocks));
  EXPECT_EQ(finding_of(database, "waste_by_type")->severity, Severity::error);
  EXPECT_THROW((void)link(std::move(database)).inventory({parse_demand("Mix")}), Error);
}

TEST(SimaProStages, EndAllThatAnAssemblyWasMadeOf) {
  // WasteScenarioUnrollingTest of openLCA: 2 assemblies of 2 kg, all to a treatment that
  // emits 1 kg per kg: 4 kg.
  const std::string blocks =
      simapro_product("Material") +
      simapro_stage("assembly", simapro_section("Products", "Chair;p;1;Others;;") +
                                    simapro_section("Materials/assemblies",
                                                    row("Material", "kg", "2"))) +
      simapro_stage("life cycle",
                    simapro_section("Products", "Life;p;1;Others;;") +
                        simapro_section("Assembly", row("Chair", "p", "2")) +
                        simapro_section("Waste/Disposal scenario", row("Mix", "", ""))) +
      scenario("Mix", simapro_section("Separated waste", "One;All waste types;100;")) +
      treatment("One", "1");
  EXPECT_DOUBLE_EQ(emitted(blocks, "Life"), 4.);
}

TEST(SimaProStages, CountMaterialsOfAssembliesWithinAssemblies) {
  // 3 legs of 200 g and a seat of 1 kg; electricity is no material: 1.6 kg.
  const std::string blocks =
      simapro_product("Wood") +
      simapro_stage("assembly",
                    simapro_section("Products", "Leg;p;2;Others;;") +
                        simapro_section("Materials/assemblies", row("Wood", "g", "400")) +
                        simapro_section("Processes", row("Wood", "kg", "0"))) +
      simapro_stage("assembly", simapro_section("Products", "Chair;p;1;Others;;") +
                                    simapro_section("Materials/assemblies",
                                                    row("Leg", "p", "3") + "\r\n" +
                                                        row("Wood", "kg", "1"))) +
      simapro_stage("disposal scenario",
                    simapro_section("Products", "End;p;1;Others;;") +
                        simapro_section("Reference assembly", row("Chair", "p", "1")) +
                        simapro_section("Waste scenarios", row("One", "%", "50"))) +
      simapro_stage("life cycle",
                    simapro_section("Products", "Life;p;1;Others;;") +
                        simapro_section("Assembly", row("Chair", "p", "1")) +
                        simapro_section("Waste/Disposal scenario", row("End", "", ""))) +
      treatment("One", "1");
  EXPECT_DOUBLE_EQ(emitted(blocks, "End"), 0.8);
  EXPECT_DOUBLE_EQ(emitted(blocks, "Life"), 0.8);
}

TEST(SimaProStages, TakePartsOutBeforeTheRestIsWaste) {
  // A chair of 1 kg of wood and two legs of 0.3 kg: half of the legs (0.3 kg) burn at 10,
  // what is left (1.3 kg) goes to a treatment at 1.
  const std::string blocks =
      simapro_product("Wood") +
      simapro_stage("assembly", simapro_section("Products", "Leg;p;1;Others;;") +
                                    simapro_section("Materials/assemblies",
                                                    row("Wood", "kg", "0.3"))) +
      simapro_stage("assembly", simapro_section("Products", "Chair;p;1;Others;;") +
                                    simapro_section("Materials/assemblies",
                                                    row("Leg", "p", "2") + "\r\n" +
                                                        row("Wood", "kg", "1"))) +
      simapro_stage("disposal scenario",
                    simapro_section("Products", "Burn leg;p;1;Others;;") +
                        simapro_section("Reference assembly", row("Leg", "p", "1")) +
                        simapro_section("Waste scenarios", row("Burn", "%", "100"))) +
      simapro_stage(
          "disassembly",
          simapro_section("Products", "Apart;p;1;Others;;") +
              simapro_section("Reference assembly", row("Chair", "p", "1")) +
              simapro_section("Disposal scenarios", row("Burn leg", "%", "50")) +
              simapro_section("Waste scenarios", row("One", "%", "100"))) +
      treatment("One", "1") + treatment("Burn", "10");
  EXPECT_NEAR(emitted(blocks, "Apart"), 0.3 * 10. + 1.3, 1e-12);
}

TEST(SimaProStages, ThatHoldThemselvesHaveNoMass) {
  const std::string blocks =
      simapro_stage("assembly", simapro_section("Products", "Chair;p;1;Others;;") +
                                    simapro_section("Materials/assemblies",
                                                    row("Chair", "p", "0.5"))) +
      simapro_stage("life cycle",
                    simapro_section("Products", "Life;p;1;Others;;") +
                        simapro_section("Assembly", row("Chair", "p", "1")) +
                        simapro_section("Waste/Disposal scenario", row("One", "", ""))) +
      treatment("One", "1");
  const Database database = read_simapro(simapro(blocks));
  EXPECT_TRUE(std::isnan(database.exchanges[4].amount));
}

TEST(SimaProStages, ThatAreReusesAreToldNotCredited) {
  const Database database = read_simapro(simapro(
      simapro_stage("assembly", simapro_section("Products", "Chair;p;1;Others;;")) +
      simapro_stage("reuse",
                    simapro_section("Products", "Again;p;1;Others;;") +
                        simapro_section("Reference assembly", row("Chair", "p", "1")))));
  EXPECT_EQ(finding_of(database, "reuse_not_credited")->count, 1);
  EXPECT_EQ(database.exchanges.size(), 2U);
}

TEST(SimaProStages, MayShareANameWithAProduct) {
  const Database database = read_simapro(simapro(
      simapro_product("Chair") +
      simapro_stage("assembly", simapro_section("Products", "Chair;p;1;Others;;")) +
      simapro_stage("life cycle",
                    simapro_section("Products", "Life;p;1;Others;;") +
                        simapro_section("Assembly", row("Chair", "p", "1"))) +
      simapro_stage("assembly", simapro_section("Products", "Set;p;1;Others;;") +
                                    simapro_section("Materials/assemblies",
                                                    row("Chair", "kg", "1")))));
  EXPECT_EQ(database.exchanges[3].provider, ActivityIndex{1});  // the assembly
  EXPECT_EQ(database.exchanges[5].provider, ActivityIndex{0});  // the product
  EXPECT_EQ(finding_of(database, "name_of_two_kinds")->count, 1);
}

class SimaProMethod : public ::testing::Test {
 protected:
  static std::string blocks() {
    return "Method\r\n\r\n" + simapro_section("Name", "Small") +
           simapro_section("Version", "3;06") + simapro_section("Comment", "for tests") +
           simapro_section("Category", "Others") +
           simapro_section("Weighting unit", "Pt") +
           simapro_section("Impact category", "Warming;kg CO2 eq") +
           simapro_section("Substances",
                           "Air;(unspecified);Carbon dioxide;000124-38-9;1;kg\r\n"
                           "Air;low. pop.;Methane;000074-82-8;29.8;kg\r\n"
                           "Sky;;Methane;;29.8;kg") +
           simapro_section("Impact category", "Acidification;mol H+") +
           simapro_section("Substances", "Air;;Carbon dioxide;;2;kg") + damages() +
           "End\r\n";
  }
  static std::string damages() {
    return simapro_section("Damage category", "Health;DALY") +
           simapro_section("Impact categories", "Warming;0.5\r\nAcidification;10") +
           simapro_section("Normalization-Weighting set", "World") +
           simapro_section("Normalization", "Health;4") +
           simapro_section("Weighting", "Health;300");
  }
  std::string text(Text handle) const { return std::string(database_.text(handle)); }
  Database database_ = read_simapro(simapro(blocks()));
};

TEST_F(SimaProMethod, HasItsCategoriesAndFactors) {
  ASSERT_EQ(database_.methods.size(), 2U);
  const Method& method = database_.methods[0];
  EXPECT_EQ(text(method.name) + " " + text(method.version), "Small 3.06");
  EXPECT_EQ(text(method.description), "for tests");
  ASSERT_EQ(method.categories.size(), 2U);
  const Category& warming = database_.categories[method.categories[0].at()];
  EXPECT_EQ(text(warming.name), "Warming");
  EXPECT_EQ(text(warming.unit), "kg CO2 eq");
  const auto factors = database_.factors_of(warming);
  ASSERT_EQ(factors.size(), 2U);
  EXPECT_EQ(factors[1].value, 29.8);
  const Flow& flow = database_.flows[factors[1].flow.at()];
  EXPECT_EQ(text(flow.category), "Air/low. pop.");
  EXPECT_EQ(text(flow.cas), "000074-82-8");
  EXPECT_EQ(finding_of(database_, "bad_factor")->count, 1);  // no compartment Sky
}

TEST_F(SimaProMethod, SharesItsFlowsWithProcesses) {
  const Database both = read_simapro(simapro(
      simapro_product("A", simapro_section("Emissions to air",
                                           "Carbon dioxide;;g;5;Undefined;0;0;0;")) +
      blocks()));
  EXPECT_EQ(both.exchanges[1].flow, both.factors[0].flow);
  EXPECT_EQ(both.flows[both.factors[0].flow.at()].id,
            database_.flows[database_.factors[0].flow.at()].id);
}

TEST_F(SimaProMethod, SumsItsDamagesOverImpactCategories) {
  const Method& damages = database_.methods[1];
  EXPECT_EQ(text(damages.name), "Small - Endpoint");
  ASSERT_EQ(damages.categories.size(), 1U);
  const auto factors =
      database_.factors_of(database_.categories[damages.categories[0].at()]);
  ASSERT_EQ(factors.size(), 2U);
  EXPECT_DOUBLE_EQ(factors[0].value, 0.5 * 1. + 10. * 2.);  // carbon dioxide
  EXPECT_DOUBLE_EQ(factors[1].value, 0.5 * 29.8);           // methane
}

TEST_F(SimaProMethod, TurnsNormalisationIntoWhatScoresAreDividedBy) {
  ASSERT_EQ(database_.methods[1].nw_sets.size(), 1U);
  EXPECT_TRUE(database_.methods[0].nw_sets.empty());
  const NwSet& set = database_.methods[1].nw_sets[0];
  EXPECT_EQ(text(set.name), "World");
  EXPECT_EQ(text(set.unit), "Pt");
  ASSERT_EQ(set.factors.size(), 1U);
  EXPECT_DOUBLE_EQ(*set.factors[0].normalisation, 0.25);
  EXPECT_DOUBLE_EQ(*set.factors[0].weight, 300.);
}

TEST(SimaProMethods, TellNamesThatTheyLack) {
  const Database database = read_simapro(
      simapro("Method\r\n\r\n" + simapro_section("Name", "Odd") +
              simapro_section("Impact category", "Warming;kg") +
              simapro_section("Substances", "Air;;CO2;;1;kg") +
              simapro_section("Normalization-Weighting set", "World") +
              simapro_section("Weighting", "Cooling;1\r\nWarming;0.5") + "End\r\n"));
  EXPECT_EQ(finding_of(database, "unknown_category")->severity, Severity::error);
  EXPECT_EQ(database.methods[0].nw_sets[0].factors.size(), 1U);
}

}  // namespace
