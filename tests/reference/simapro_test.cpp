// SimaPro CSV of others: what is in the files of their tests.

#include <cmath>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/system.hpp"
#include "support/data.hpp"
#include "support/finding_of.hpp"

namespace {

using namespace lichen;
using lichen::test::data;
using lichen::test::finding_of;

constexpr auto fixtures = "simapro-csv-fixtures/tests/fixtures/";

Database read_fixture(const std::string& name) {
  return io::read(data(fixtures + name).string());
}

TEST(SimaProReference, ReadsEveryKindOfRow) {
  LICHEN_NEEDS_DATA("simapro-csv-fixtures");
  const Database database = read_fixture("process.csv");
  ASSERT_EQ(database.activities.size(), 1U);
  // One product, one row in each of the other twelve sections but the last two.
  ASSERT_EQ(database.exchanges.size(), 13U);
  EXPECT_EQ(database.exchanges[0].amount, 0.5);
  EXPECT_EQ(database.parameters.size(), 6U);
  EXPECT_EQ(database.units.size(), 34U);  // the lines of Units
  // Lognormal;2 is the square of the deviation, Normal;3 twice it.
  EXPECT_DOUBLE_EQ(database.distributions.rows()[0].value.parameters[1], std::sqrt(2.));
  EXPECT_DOUBLE_EQ(database.distributions.rows()[1].value.parameters[1], 1.5);
  EXPECT_EQ(database.distributions.rows()[2].value.parameters[0], 1.);
  EXPECT_EQ(database.distributions.rows()[2].value.parameters[2], 5.);
}

TEST(SimaProReference, ReadsAFormulaOfNumbersAsTheReferenceAmount) {
  LICHEN_NEEDS_DATA("simapro-csv-fixtures");
  const Database database = read_fixture("waste.csv");
  const Exchange& own = database.exchanges[database.activities[0].reference.at()];
  EXPECT_DOUBLE_EQ(own.amount, 1034. * 0.6684 * 0.59 * 0.03);
  EXPECT_EQ(own.direction, Direction::input);
}

TEST(SimaProReference, SharesRiceAndStraw) {
  LICHEN_NEEDS_DATA("simapro-csv-fixtures");
  const Database database = read_fixture("allocation.csv");
  ASSERT_EQ(database.activities.size(), 2U);
  ASSERT_EQ(database.allocation_factors.size(), 2U);
  EXPECT_DOUBLE_EQ(database.allocation_factors[0].value, 0.958);
  EXPECT_DOUBLE_EQ(database.allocation_factors[1].value, 0.042);
  // Residues take in straw, then rice: both come from the other process.
  EXPECT_EQ(database.exchanges[1].amount, 0.771);
  EXPECT_EQ(database.exchanges[1].provider, ActivityIndex{1});
  EXPECT_EQ(database.exchanges[2].provider, ActivityIndex{1});
}

TEST(SimaProReference, UnrollsAWasteScenario) {
  LICHEN_NEEDS_DATA("simapro-csv-fixtures");
  // 90 % to a treatment with 1.5 kg of carbon dioxide, the rest to one with -0.8 kg.
  const System system = link(read_fixture("waste_scenario.csv"));
  const auto inventory = system.inventory({DemandEntry("test waste scenario")}).inventory;
  ASSERT_EQ(inventory.size(), 1U);
  EXPECT_DOUBLE_EQ(inventory[0].amount, 0.9 * 1.5 - 0.1 * 0.8);
}

TEST(SimaProReference, ReadsAMethodWithDamages) {
  LICHEN_NEEDS_DATA("simapro-csv-fixtures");
  const Database database = read_fixture("method.csv");
  ASSERT_EQ(database.methods.size(), 2U);
  EXPECT_EQ(database.text(database.methods[0].name),
            "IMPACTWorld+ (Continental Latin America_Damage 1.431)");
  EXPECT_EQ(database.text(database.methods[0].version), "1.431");
  EXPECT_EQ(database.methods[0].categories.size(), 27U);
  EXPECT_EQ(database.methods[1].categories.size(), 2U);
  const NwSet& set = database.methods[1].nw_sets.at(0);
  EXPECT_DOUBLE_EQ(*set.factors[0].normalisation, 1. / 13.7);
  EXPECT_DOUBLE_EQ(*set.factors[0].weight, 5401.459854);
}

TEST(SimaProReference, SumsDamagesAsWritten) {
  LICHEN_NEEDS_DATA("simapro-csv-fixtures");
  const Database database = read_fixture("damagecategory.txt");
  const Method& damages = database.methods.at(1);
  const auto health =
      database.factors_of(database.categories[damages.categories[0].at()]);
  EXPECT_DOUBLE_EQ(health[0].value, 1.28e-6 * 1.51);
  const auto ecosystems =
      database.factors_of(database.categories[damages.categories[1].at()]);
  EXPECT_DOUBLE_EQ(ecosystems[0].value, 0.5 * (1.71e-3 + 1.12e1 + 6.57e-2));
  EXPECT_DOUBLE_EQ(ecosystems[1].value, 0.5 * (4.17e-3 + 4.59 + 7.85e-5));
}

TEST(SimaProReference, ReadsTheMethodOfOpenLca) {
  LICHEN_NEEDS_DATA("olca-modules-fixtures");
  const std::string folder =
      "olca-modules-fixtures/olca-io/src/test/resources/org/openlca/io/simapro/csv/"
      "input/";
  const Database method = io::read(data(folder + "method.csv").string());
  ASSERT_EQ(method.categories.size(), 2U);
  EXPECT_EQ(method.factors_of(method.categories[0]).size(), 35U);
  EXPECT_EQ(method.factors_of(method.categories[1]).size(), 14U);
  EXPECT_DOUBLE_EQ(*method.methods[0].nw_sets[0].factors[0].normalisation, 1. / 1.92e-13);
  const Database process = io::read(data(folder + "process.csv").string());
  EXPECT_EQ(process.exchanges.size(), 6U);
  EXPECT_TRUE(
      is_long_term(process.text(process.flows[process.exchanges[5].flow.at()].category)));
}

TEST(SimaProReference, ReadsProductStages) {
  LICHEN_NEEDS_DATA("olca-simapro-fixtures");
  const Database database = io::read(
      data("olca-simapro-fixtures/src/test/resources/org/openlca/simapro/csv/stages.csv")
          .string());
  EXPECT_EQ(database.activities.size(), 12U);  // 5 stages, 7 processes
  EXPECT_EQ(finding_of(database, "waste_by_type")->count, 1);
  EXPECT_EQ(finding_of(database, "product_not_in_file"), nullptr);
}

TEST(SimaProReference, ReadsFilesOfVersion7) {
  LICHEN_NEEDS_DATA("simapro-csv-fixtures");
  const Database hydrogen = read_fixture("new-order.csv");
  ASSERT_EQ(hydrogen.exchanges.size(), 12U);
  EXPECT_EQ(hydrogen.exchanges[2].amount, 0.241);
  EXPECT_EQ(hydrogen.source.name, "Hydrogen book EI3");
  const Database food = read_fixture("simple.txt");
  ASSERT_EQ(food.activities.size(), 2U);
  EXPECT_EQ(food.exchanges[3].provider, ActivityIndex{1});  // cat food
  const Database comments = read_fixture("comments.txt");
  EXPECT_EQ(comments.text(*comments.exchange_comments.find(ExchangeIndex{2})),
            "first line of the comment\nsecond line of the comment");
}

TEST(SimaProReference, ReadsAllFixtures) {
  LICHEN_NEEDS_DATA("simapro-csv-fixtures");
  LICHEN_NEEDS_DATA("simapro-converter");
  for (const char* name :
       {"cas_missing_check_number.csv",
        "external_documents_and_literature_references.csv", "inventory.csv",
        "method_end.csv", "missing-project.csv", "process_identifiers.csv",
        "process_with_invalid_lognormal_scale.csv", "project_params.csv",
        "python_builtin_as_unit_name.csv", "weird_units.csv", "empty.txt", "missing.txt",
        "multioutput.txt", "metadata.txt"}) {
    const Database database = read_fixture(name);
    EXPECT_FALSE(database.activities.empty() && database.methods.empty()) << name;
  }
  EXPECT_EQ(io::read(data("simapro-converter/LCI1.csv").string()).activities.size(), 3U);
  // Headers without a block, and what is of another program.
  EXPECT_THROW((void)read_fixture("header.csv"), DataError);
  EXPECT_THROW((void)read_fixture("invalid.txt"), DataError);
}

TEST(SimaProReference, StopsAtAFormulaWithParameters) {
  LICHEN_NEEDS_DATA("simapro-csv-fixtures");
  Database database = read_fixture("project_params.csv");
  EXPECT_EQ(finding_of(database, "formula_without_value")->count, 1);
  EXPECT_EQ(database.parameters.size(), 1U);
  const System system = link(std::move(database));
  EXPECT_THROW((void)system.inventory({DemandEntry("food")}), Error);
  EXPECT_NO_THROW((void)system.inventory({DemandEntry("Watermelon")}));
}

}  // namespace
