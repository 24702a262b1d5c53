// Model cases that DatabaseBuilder can write, answered by name, compiled and header-only:
// avoided products, wastes, amounts, normalisation and weighting. Numbers are those that
// openLCA's own tests assert (openlca-and-others.md §7.2), and two textbook cases of
// co-production (standards.md §8.3). What needs more is in model_cases_test.cpp.

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "lichen/model/builder.hpp"
#include "lichen/study/system.hpp"

namespace {

using namespace lichen;

System linked(Database database, const LinkOptions& options = {}) {
  return System(std::make_shared<const Database>(std::move(database)), options);
}

/// The amount of a flow in the inventory of a demand, positive in its own direction.
double amount_of(const System& system, const Demand& demand, const std::string& flow) {
  for (const auto& row : system.inventory(demand).inventory) {
    if (row.flow == flow) return row.amount;
  }
  ADD_FAILURE() << "the inventory holds no " << flow;
  return 0.;
}

/// A database in the making, with what most cases need.
class BuiltCases : public testing::Test {
 protected:
  DatabaseBuilder builder;
  FlowIndex p = builder.product("p", "kg");
  FlowIndex w = builder.waste("w", "kg");
  FlowIndex e = builder.elementary_flow("e", "kg", "air");
};

// A6: P makes p 1, q 1 and avoids a 0.5, e 2; A gives off e 1.5; p bears 0.75.
TEST_F(BuiltCases, AvoidedProductsAreAllocated) {
  const auto q = builder.product("q", "kg");
  const auto a = builder.product("a", "kg");
  const auto joint = builder.activity("P");
  builder.output(joint, p, 1.);
  builder.output(joint, q, 1.);
  builder.input(joint, a, 0.5, "", {.avoided = true});
  builder.output(joint, e, 2.);
  builder.share(joint, AllocationMethod::physical, p, 0.75);
  builder.share(joint, AllocationMethod::physical, q, 0.25);
  const auto single = builder.activity("A");
  builder.output(single, a, 1.);
  builder.output(single, e, 1.5);

  const LinkOptions options{.allocation = Allocation::physical};
  EXPECT_DOUBLE_EQ(
      amount_of(linked(builder.build(), options), {{"P", 1., "kg", "p"}}, "e"), 0.9375);
}

// W1: P gives off 2 of a waste, whose treatment gives off 2 per unit.
TEST_F(BuiltCases, WasteIsTreated) {
  const auto make = builder.activity("P");
  builder.output(make, p, 1.);
  builder.output(make, w, 2.);
  const auto treat = builder.activity("W");
  builder.input(treat, w, 1.);
  builder.output(treat, e, 2.);

  EXPECT_DOUBLE_EQ(amount_of(linked(builder.build()), {{"P", 1.}}, "e"), 4.);
}

// W2: one unit treated needs 2 of p, which gives off 2 each; the demand is positive.
TEST_F(BuiltCases, TreatmentIsDemandedByAPositiveAmount) {
  const auto treat = builder.activity("W");
  builder.input(treat, w, 1.);
  builder.input(treat, p, 2.);
  const auto make = builder.activity("P");
  builder.output(make, p, 1.);
  builder.output(make, e, 2.);

  EXPECT_DOUBLE_EQ(amount_of(linked(builder.build()), {{"W", 1.}}, "e"), 4.);
}

// V1: emission 2, half a unit of a product avoided that gives off 2 as well.
TEST_F(BuiltCases, AvoidedProductsAreCredited) {
  const auto q = builder.product("q", "kg");
  const auto first = builder.activity("first");
  builder.output(first, p, 1.);
  builder.output(first, e, 2.);
  builder.input(first, q, 0.5, "", {.avoided = true});
  const auto second = builder.activity("second");
  builder.output(second, q, 1.);
  builder.output(second, e, 2.);

  EXPECT_DOUBLE_EQ(amount_of(linked(builder.build()), {{"first", 1.}}, "e"), 1.);
}

// V2: P: in r 1, avoided waste 0.5; W: in r 0.5, out e 2: r 0.75, e -1.
TEST_F(BuiltCases, AvoidedWasteIsCredited) {
  const auto r = builder.elementary_flow("r", "kg", "resource/in ground");
  const auto make = builder.activity("P");
  builder.output(make, p, 1.);
  builder.input(make, r, 1.);
  builder.output(make, w, 0.5, "", {.avoided = true});
  const auto treat = builder.activity("W");
  builder.input(treat, w, 1.);
  builder.input(treat, r, 0.5);
  builder.output(treat, e, 2.);
  const System system = linked(builder.build());

  EXPECT_DOUBLE_EQ(amount_of(system, {{"P", 1.}}, "r"), 0.75);
  EXPECT_DOUBLE_EQ(amount_of(system, {{"P", 1.}}, "e"), -1.);
}

// P1: a product and a treatment, amount 2 of either: e1 0.5 and e2 2 per unit.
TEST_F(BuiltCases, AmountsScaleProductsAndTreatmentsAlike) {
  const auto e1 = builder.elementary_flow("e1", "kg", "air");
  const auto e2 = builder.elementary_flow("e2", "kg", "air");
  const auto make = builder.activity("make");
  builder.output(make, p, 1.);
  const auto treat = builder.activity("treat");
  builder.input(treat, w, 1.);
  for (const auto activity : {make, treat}) {
    builder.output(activity, e1, 0.5);
    builder.output(activity, e2, 2.);
  }
  const System system = linked(builder.build());

  for (const char* activity : {"make", "treat"}) {
    EXPECT_DOUBLE_EQ(amount_of(system, {{activity, 2.}}, "e1"), 1.);
    EXPECT_DOUBLE_EQ(amount_of(system, {{activity, 2.}}, "e2"), 4.);
  }
}

// N1: emission 2, factor 2, R 0.5, weight 3: 4, 8 and 24.
TEST_F(BuiltCases, NormalisesAndWeighs) {
  const auto make = builder.activity("P");
  builder.output(make, p, 1.);
  builder.output(make, e, 2.);
  const auto method = builder.method("M");
  const auto category = builder.category(method, "C", "pt");
  builder.factor(category, e, 2.);
  builder.nw_set(method, "set", "Pt",
                 {{.category = category, .normalisation = 0.5, .weight = 3.}});
  const auto database = std::make_shared<const Database>(builder.build());
  MethodChoice choice;
  choice.methods = database;
  choice.nw_set = "set";

  const auto result = System(database).calculate({{"P", 1.}}, choice);

  const auto& score = result.score("C");
  EXPECT_DOUBLE_EQ(score.value, 4.);
  EXPECT_DOUBLE_EQ(score.normalised.value(), 8.);
  EXPECT_DOUBLE_EQ(score.weighted.value(), 24.);
  EXPECT_DOUBLE_EQ(result.single_score.value(), 24.);
}

/// Process 1: -2 l fuel, 10 kWh, 18 MJ heat, 1 kg CO2; fuel: 100 l, 10 kg; separate heat:
/// -5 l fuel, 90 MJ, 3 kg.
Database cogeneration(bool credited) {
  DatabaseBuilder builder;
  const auto power = builder.product("electricity", "kWh");
  const auto heat = builder.product("heat", "MJ");
  const auto fuel = builder.product("fuel", "l");
  const auto co2 = builder.elementary_flow("CO2", "kg", "air");
  const auto plant = builder.activity("plant");
  builder.output(plant, power, 10.);
  if (credited) {
    builder.input(plant, heat, 18., "", {.avoided = true});
  } else {
    builder.output(plant, heat, 18.);
  }
  builder.input(plant, fuel, 2.);
  builder.output(plant, co2, 1.);
  builder.share(plant, AllocationMethod::physical, power, 2. / 3.);  // 36 MJ of 54
  builder.share(plant, AllocationMethod::physical, heat, 1. / 3.);
  builder.share(plant, AllocationMethod::economic, power, 1. / 1.36);  // 1 of 1.36 euros
  builder.share(plant, AllocationMethod::economic, heat, 0.36 / 1.36);
  const auto supply = builder.activity("fuel supply");
  builder.output(supply, fuel, 100.);
  builder.output(supply, co2, 10.);
  if (credited) {
    const auto boiler = builder.activity("boiler");
    builder.output(boiler, heat, 90.);
    builder.input(boiler, fuel, 5.);
    builder.output(boiler, co2, 3.);
  }
  return builder.build();
}

TEST(Cogeneration, BySubstitutionPhysicalAndEconomicFactors) {
  const Demand power{{"plant", 1000., "kWh", "electricity"}};
  const Demand heat{{"plant", 1800., "MJ", "heat"}};
  const LinkOptions physical{.allocation = Allocation::physical};
  const LinkOptions economic{.allocation = Allocation::economic};

  EXPECT_NEAR(amount_of(linked(cogeneration(true)), power, "CO2"), 50., 1e-12 * 50.);
  EXPECT_NEAR(amount_of(linked(cogeneration(false), physical), power, "CO2"), 80.,
              1e-12 * 80.);
  EXPECT_NEAR(amount_of(linked(cogeneration(false), physical), heat, "CO2"), 40.,
              1e-12 * 40.);
  EXPECT_NEAR(amount_of(linked(cogeneration(false), economic), power, "CO2"), 88.2352941,
              1e-7);
  EXPECT_NEAR(amount_of(linked(cogeneration(false), economic), heat, "CO2"), 31.7647059,
              1e-7);
}

}  // namespace
