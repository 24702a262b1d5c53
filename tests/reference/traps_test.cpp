// Traps that other tools fell into, each a test: those of what is read and computed so
// far, and where it stands (a test of the documents holds this list to the tests).
//
// V: VoLCA's change log. S: standards (signs, factors, weights). D: oddities of the open
// test data. R: rules of linking and characterisation.
//
// clang-format off
// V1  several suppliers, one of them retired     TwoMines.AreAnObstacleThatListsTheCandidates
// V2  a supplier chosen by a prefix              Traps.NoPrefixOfANameIsAName
// V2  a name chosen by a prefix                  Lookup.NeverTakesAPrefixForAName
// V3  one product, many producers                Traps.ManyProducersAreListedAndNotChosenFrom
// V4  an export loses its suppliers              PlainTables.HoldAnyDatabaseWithoutLoss
// V4  a substitution counts twice                Traps.ACreditIsGivenOnce
// V5  parts that sum to 140 %                    Traps.ContributionsSumToTheScoreOfLocatedMethods
// V6  long-term metals borrow the factor of air  Traps.NoSubCompartmentBorrowsAFactor
// V7  "air" against "emissions to air"           ToNature.ByItsCompartment
// V7  a score of 0 that looks like one           SmallStudy.WarnsWhereNoFlowMeetsAFactor
// V8  "guest night", "mj", "KG"                  UnknownUnit.IsRefusedAndNotGuessed
// V8  Mg and mg                                  Water.IsNotCountedByACaseThatDiffers
// V11 a waste treated elsewhere is free          Traps.AWasteThatNobodyTreatsIsNotFree
// V12 per 0.07 kg taken for per kg               Traps.ADemandCountsUnitsAndNotBatches
// V12 1 kWh read as 3.6 MJ                       Traps.AnAnswerTellsTheUnitItWasAskedIn
// V13 of two factors the last one wins           Conflicting.IsAnErrorWhereTheInventoryHoldsTheFlow
// S3  a factor of 0 is no factor                 Traps.AFactorOfZeroIsAFactor
// S8  three meanings of methane                  GwpFacts.KeepMethaneInTwoFlows
// S8  two values for one gas                     GwpFacts.KeepBothValuesOfSf6UnderTwoIds
// S10 water that is returned                     Traps.ReturnedWaterCancelsWithdrawnWater
// S10 the direction of a factor                  ModelCases.FactorsCountInTheDirectionOfTheirFlow
// S11 equal duplicates count twice               Characterising.MergesEqualFactors
// S12 shares of parts of both signs              Traps.SharesOfPartsOfBothSignsStayBelowOne
// S14 weights in per cent                        Weigh.TakesPercentForHundredths
// S18 activities that run backwards              Traps.AnActivityMayRunBackwards
// D1  a name twice in one group of units         Water.CannotBeCountedInANameOfTwoUnits
// D1  a unit group with such a name              UnitCheckTest.NamesBothFactorsAndTheRepeatedName
// D2  names that end in blanks                   UslciTraps.NamesWithBlanksAtTheirEndsAreFound
// D3  factors that name no product               UslciTraps.NothingDeclaredIsNoAllocation
// D4  long-term emissions                        UslciTraps.LongTermEmissionsCountUnlessExcluded
// D5  inputs and co-products that vanish         UslciTraps.WhatIsNotModelledIsShown
// D6  a method that is only listed               Choosing.RefusesAMethodWithoutFactors
// D7  normalisation cells of 0                   Weigh.LeavesOutACategoryWhoseCellsAreZero
// D8  a system that is singular elsewhere        Singular.DoesNotMatterElsewhere
// D9  1e-34 where the exact amount is 0          PrintedError.HoldsForUslci
// D10 money of different years                   Traps.MoneyOfAnotherYearIsAnotherUnit
// R1  uptake and release add up                  Assembly.LetsUptakeAndReleaseOfOneFlowCancel
// R2  the sign of a treatment                    SmallStudy.TreatsAWasteThatIsAskedForByAPositiveAmount
// R3  results of two versions meet               MixedResults.OfTwoVersionsAreRefused
// R3  a set of another method                    Choosing.RefusesASetOfAnotherMethod
// R4  the order of rows changes bits             Permutation.OfRowsChangesNoBit
// R5  a single score of a part                   Weigh.GivesNoSingleScoreOfAPartOfItsCategories
// clang-format on

#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "lichen/model/builder.hpp"
#include "lichen/study/lookup.hpp"
#include "lichen/study/system.hpp"
#include "support/data.hpp"
#include "support/message.hpp"

namespace {

using namespace lichen;
using test::message_of;
using test::says;

using Shared = std::shared_ptr<const Database>;

/// The scores of one demand, the method in the same database.
Result calculated(const Shared& database, const Demand& demand,
                  const LinkOptions& options = {}) {
  MethodChoice choice;
  choice.methods = database;
  return System(database, options).calculate(demand, choice);
}

class Traps : public testing::Test {
 protected:
  /// An activity that makes 1 kg of a product and emits some carbon dioxide.
  ActivityIndex maker(const std::string& name, FlowIndex product, double emission,
                      const std::string& location = "") {
    const auto activity = builder.activity(name, location, name + location);
    builder.output(activity, product, 1.);
    builder.output(activity, co2, emission);
    return activity;
  }

  [[nodiscard]] Shared built() {
    return std::make_shared<const Database>(builder.build());
  }

  DatabaseBuilder builder;
  FlowIndex co2 = builder.elementary_flow("Carbon dioxide", "kg", "air");
  CategoryIndex climate = builder.category(builder.method("m"), "climate", "kg CO2 eq");
};

TEST_F(Traps, NoPrefixOfANameIsAName) {
  const auto urea = builder.product("Urea", "kg");
  maker("Urea, as N", builder.product("Urea, as N", "kg"), 3.);
  const auto field = maker("field", builder.product("wheat", "kg"), 1.);
  builder.input(field, urea, 1.);
  builder.factor(climate, co2, 1.);

  const auto message =
      message_of<DataError>([&] { (void)calculated(built(), {{"field"}}); });

  EXPECT_TRUE(says(message, "missing_provider"));
}

TEST_F(Traps, ManyProducersAreListedAndNotChosenFrom) {
  const auto power = builder.product("electricity, medium voltage", "kg");
  for (const char* place : {"AT", "CH", "DE"}) maker("grid", power, 1., place);
  const auto user = maker("user", builder.product("use", "kg"), 0.);
  builder.input(user, power, 1.);
  builder.factor(climate, co2, 1.);

  const auto message =
      message_of<DataError>([&] { (void)calculated(built(), {{"user"}}); });

  for (const char* place : {"AT", "CH", "DE"}) EXPECT_TRUE(says(message, place));
  EXPECT_TRUE(says(message, "on_multiple_providers=lowest_id"));
}

TEST_F(Traps, ACreditIsGivenOnce) {
  const auto heat = builder.product("heat", "kg");
  maker("boiler", heat, 2.);
  const auto plant = maker("plant", builder.product("power", "kg"), 5.);
  builder.input(plant, heat, 0.5, "", {.avoided = true});
  builder.factor(climate, co2, 1.);

  EXPECT_DOUBLE_EQ(calculated(built(), {{"plant"}}).scores[0].value, 5. - 0.5 * 2.);
}

TEST_F(Traps, ContributionsSumToTheScoreOfLocatedMethods) {
  const auto water = builder.elementary_flow("Water", "m3", "resource/in water");
  const auto farm = maker("farm", builder.product("wheat", "kg"), 1.);
  builder.input(farm, water, 2.);
  builder.factor(climate, water, 3.);
  builder.factor(climate, co2, 1.);
  Database database = builder.build();
  database.locations.push_back({make_id("ES"), database.texts.add("ES"), Text()});
  Factor located = database.factors[0];
  located.location = LocationIndex(database.locations.size() - 1);
  located.value = 70.;
  database.factors.push_back(located);
  database.categories[0].factor_count = 3;
  const auto shared = std::make_shared<const Database>(std::move(database));
  MethodChoice choice;
  choice.methods = shared;

  const auto result = System(shared).calculate({{"farm"}}, choice);

  EXPECT_DOUBLE_EQ(result.scores[0].value, 2. * 3. + 1.);
  double shares = 0.;
  double sum = 0.;
  for (const auto& row : result.by_flow[0]) {
    sum += row.value;
    shares += row.share;
  }
  EXPECT_DOUBLE_EQ(sum, result.scores[0].value);
  EXPECT_DOUBLE_EQ(shares, 1.);
}

TEST_F(Traps, NoSubCompartmentBorrowsAFactor) {
  const auto now = builder.elementary_flow("Lead", "kg", "air", "lead, air");
  const auto later = builder.elementary_flow(
      "Lead", "kg", "air/low population density, long-term", "lead, later");
  const auto tip = maker("tip", builder.product("space", "kg"), 0.);
  builder.output(tip, later, 1.);
  builder.factor(climate, now, 1000.);

  const auto result = calculated(built(), {{"tip"}});

  EXPECT_EQ(result.scores[0].value, 0.);
  EXPECT_EQ(result.coverage.uncharacterised, 1);
}

TEST_F(Traps, AWasteThatNobodyTreatsIsNotFree) {
  const auto plant = maker("plant", builder.product("steel", "kg"), 1.);
  builder.output(plant, builder.waste("slag", "kg"), 0.2);
  builder.factor(climate, co2, 1.);
  const Shared database = built();

  EXPECT_THROW((void)calculated(database, {{"plant"}}), DataError);

  const auto cut = calculated(database, {{"plant"}},
                              {.on_missing_provider = MissingProvider::cut_off});
  ASSERT_EQ(cut.open_flows.size(), 1U);
  EXPECT_EQ(cut.open_flows[0].flow, "slag");
  EXPECT_EQ(cut.open_flows[0].amount, 0.2);  // it leaves the system
}

TEST_F(Traps, ADemandCountsUnitsAndNotBatches) {
  const auto dairy = builder.activity("dairy");
  builder.output(dairy, builder.product("cream", "kg"), 0.07);
  builder.output(dairy, co2, 0.14);
  builder.factor(climate, co2, 1.);

  const auto result = calculated(built(), {{"dairy"}});

  EXPECT_DOUBLE_EQ(result.scores[0].value, 2.);
  EXPECT_EQ(result.demand[0].reference_amount, 1.);
  EXPECT_EQ(result.demand[0].reference_unit, "kg");
}

TEST_F(Traps, AnAnswerTellsTheUnitItWasAskedIn) {
  const auto plant = builder.activity("plant");
  builder.output(plant, builder.product("power", "MJ"), 1., "kWh");
  builder.output(plant, co2, 0.5);
  builder.factor(climate, co2, 1.);

  const auto result = calculated(built(), {{"plant", 1., "kWh"}});

  EXPECT_DOUBLE_EQ(result.scores[0].value, 0.5);
  EXPECT_EQ(result.demand[0].amount, 1.);
  EXPECT_EQ(result.demand[0].unit, "kWh");
  EXPECT_DOUBLE_EQ(result.demand[0].reference_amount, 3.6);
  EXPECT_EQ(result.demand[0].reference_unit, "MJ");
}

TEST_F(Traps, AFactorOfZeroIsAFactor) {
  const auto biogenic = builder.elementary_flow("Carbon dioxide, biogenic", "kg", "air");
  const auto stove = maker("stove", builder.product("heat", "kg"), 1.);
  builder.output(stove, biogenic, 100.);
  builder.factor(climate, co2, 1.);
  builder.factor(climate, biogenic, 0.);

  const auto result = calculated(built(), {{"stove"}});

  EXPECT_EQ(result.scores[0].value, 1.);
  EXPECT_EQ(result.coverage.uncharacterised, 0);
}

TEST_F(Traps, ReturnedWaterCancelsWithdrawnWater) {
  const auto water = builder.elementary_flow("Water", "m3", "resource/in water");
  const auto tower = maker("cooling", builder.product("cold", "kg"), 0.);
  builder.input(tower, water, 10.);
  builder.output(tower, water, 8.);
  builder.factor(climate, water, 5.);

  const auto result = calculated(built(), {{"cooling"}});

  EXPECT_DOUBLE_EQ(result.scores[0].value, 5. * (10. - 8.));
}

TEST_F(Traps, SharesOfPartsOfBothSignsStayBelowOne) {
  const auto heat = builder.product("heat", "kg");
  maker("boiler", heat, 2.);
  const auto plant = maker("plant", builder.product("power", "kg"), 3.);
  builder.input(plant, heat, 1., "", {.avoided = true});
  builder.factor(climate, co2, 1.);

  const auto rows = calculated(built(), {{"plant"}}).by_activity[0];

  ASSERT_EQ(rows.size(), 2U);  // 3 and -2: the score is 1, a part by it would be 300 %
  EXPECT_DOUBLE_EQ(rows[0].share, 0.6);
  EXPECT_DOUBLE_EQ(rows[1].share, -0.4);
}

TEST_F(Traps, AnActivityMayRunBackwards) {
  const auto heat = builder.product("heat", "kg");
  const auto boiler = maker("boiler", heat, 2.);
  builder.input(boiler, builder.product("oil", "kg"), 1.);
  const auto plant = maker("plant", builder.product("power", "kg"), 3.);
  builder.input(plant, heat, 1., "", {.avoided = true});
  builder.factor(climate, co2, 1.);

  const auto result =
      calculated(built(), {{"plant"}}, {.on_missing_provider = MissingProvider::cut_off});

  EXPECT_DOUBLE_EQ(result.scores[0].value, 1.);
  ASSERT_EQ(result.open_flows.size(), 1U);
  EXPECT_EQ(result.open_flows[0].amount, 1.);  // oil that is not burnt
}

TEST_F(Traps, MoneyOfAnotherYearIsAnotherUnit) {
  const auto shop = builder.activity("shop");
  builder.output(shop, builder.product("service", "EUR2003"), 1.);
  builder.output(shop, co2, 1.);
  builder.factor(climate, co2, 1.);
  const Shared database = built();

  EXPECT_EQ(calculated(database, {{"shop", 2., "EUR2003"}}).scores[0].value, 2.);
  EXPECT_THROW((void)calculated(database, {{"shop", 2., "EUR2005"}}), UnitError);
}

/// USLCI FY18 as in the reference results.
class UslciTraps : public testing::Test {
 protected:
  void SetUp() override {
    LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
    static const auto read = std::make_shared<const Database>(
        io::read(test::data("uslci-fy18-jsonld").string()));
    database = read;
  }
  [[nodiscard]] System system() const {
    return System(database, {.on_missing_provider = MissingProvider::cut_off,
                             .on_multiple_providers = MultipleProviders::lowest_id,
                             .allocation = Allocation::none});
  }
  const Demand electricity{{"Electricity, at Grid, US, 2008", 1., "kWh"}};
  std::shared_ptr<const Database> database;
};

/// A demand for the first activity that emits something in the long term, in kg.
Demand one_with_long_term_emissions(const System& system) {
  const Database& database = system.database();
  const Assembly& assembly = system.assembly();
  for (Index j = 0; j < assembly.b.cols(); ++j) {
    for (SparseMatrix::InnerIterator entry(assembly.b, j); entry; ++entry) {
      const Flow& flow =
          database.flows[assembly.flows[static_cast<std::size_t>(entry.row())].at()];
      if (!is_long_term(database.text(flow.category)) || entry.value() == 0.) continue;
      if (database.text(database.units[flow.reference_unit.at()].name) != "kg") continue;
      const Column& column = assembly.columns[static_cast<std::size_t>(j)];
      return {{database.id_text(database.activities[column.activity.at()].id), 1., "",
               database.id_text(database.flows[column.flow.at()].id)}};
    }
  }
  return {};
}

TEST_F(UslciTraps, NamesWithBlanksAtTheirEndsAreFound) {
  const auto blank = find_flows(*database, "Carbon dioxide, fossil ");

  EXPECT_FALSE(blank.empty());
  EXPECT_EQ(blank, find_flows(*database, "Carbon dioxide, fossil"));
}

TEST_F(UslciTraps, NothingDeclaredIsNoAllocation) {
  const System declared(database,
                        {.on_missing_provider = MissingProvider::cut_off,
                         .on_multiple_providers = MultipleProviders::lowest_id});

  const auto message =
      message_of<DataError>([&] { (void)declared.inventory(electricity); });

  EXPECT_TRUE(says(message, "no_allocation"));
  EXPECT_TRUE(says(message, "allocation=none"));
}

TEST_F(UslciTraps, LongTermEmissionsCountUnlessExcluded) {
  const System linked = system();
  const Demand demand = one_with_long_term_emissions(linked);
  DatabaseBuilder builder;
  const auto category = builder.category(builder.method("m"), "mass", "kg");
  double expected = 0.;
  for (const InventoryRow& row : linked.inventory(demand).inventory) {
    if (!is_long_term(row.compartment) || row.unit != "kg") continue;
    const auto id = database->id_text(row.id);
    builder.factor(category, builder.elementary_flow(row.flow, "kg", row.compartment, id),
                   1.);
    expected += row.amount;
  }
  MethodChoice choice;
  choice.methods = std::make_shared<const Database>(builder.build());
  ASSERT_GT(choice.methods->factors.size(), 0U);

  EXPECT_NEAR(linked.calculate(demand, choice).scores[0].value, expected,
              1e-12 * std::abs(expected));
  choice.options.exclude_long_term = true;
  EXPECT_EQ(linked.calculate(demand, choice).scores[0].value, 0.);
}

TEST_F(UslciTraps, WhatIsNotModelledIsShown) {
  const auto result = system().inventory(electricity);

  std::int64_t cut_off = 0;
  std::int64_t coproducts = 0;
  for (const OpenFlow& row : result.open_flows) {
    (row.kind == OpenKind::cut_off ? cut_off : coproducts) += 1;
    EXPECT_NE(row.amount, 0.);
    EXPECT_FALSE(row.flow.empty());
  }
  EXPECT_GT(cut_off, 0);
  EXPECT_GT(coproducts, 0);
}

}  // namespace
