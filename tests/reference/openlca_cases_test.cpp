// Model cases of openLCA's own tests, answered by name: allocation, wastes, avoided
// products, directions, normalisation and weighting. Numbers are those that openLCA
// asserts (openlca-and-others.md §7.2), and two textbook cases of co-production
// (standards.md §8.3).

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "lichen/model/builder.hpp"
#include "lichen/study/system.hpp"

namespace {

using namespace lichen;

/// The amount of a flow in the inventory of a demand, positive in its own direction.
double amount_of(Database database, const LinkOptions& options, const Demand& demand,
                 const std::string& flow) {
  const System system(std::make_shared<const Database>(std::move(database)), options);
  const auto result = system.inventory(demand);
  for (const auto& row : result.inventory) {
    if (row.flow == flow) return row.amount;
  }
  return 0.;
}

class AllocatedCase : public testing::TestWithParam<AllocationMethod> {};

// A1 to A5: p1 1, p2 3, CO2 2, factors 0.25 and 0.75: one p1 bears 0.5.
TEST_P(AllocatedCase, SharesTheEmission) {
  DatabaseBuilder builder;
  const auto p1 = builder.product("p1", "kg");
  const auto p2 = builder.product("p2", "kg");
  const auto co2 = builder.elementary_flow("CO2", "kg", "air");
  const auto process = builder.activity("process");
  builder.output(process, p1, 1.);
  builder.output(process, p2, 3.);
  builder.output(process, co2, 2.);
  builder.share(process, GetParam(), p1, 0.25);
  builder.share(process, GetParam(), p2, 0.75);
  builder.allocate_by(process, GetParam());

  EXPECT_DOUBLE_EQ(amount_of(builder.build(), {}, {{"process", 1.}}, "CO2"), 0.5);
}
INSTANTIATE_TEST_SUITE_P(Methods, AllocatedCase,
                         testing::Values(AllocationMethod::physical,
                                         AllocationMethod::economic));

// A6: P makes p 1, q 1 and avoids a 0.5, e 2; A gives off e 1.5; p bears 0.75.
TEST(OpenlcaCases, AvoidedProductsAreAllocated) {
  DatabaseBuilder builder;
  const auto p = builder.product("p", "kg");
  const auto q = builder.product("q", "kg");
  const auto a = builder.product("a", "kg");
  const auto e = builder.elementary_flow("e", "kg", "air");
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
  EXPECT_DOUBLE_EQ(amount_of(builder.build(), options, {{"P", 1., "kg", "p"}}, "e"),
                   0.9375);
}

// W1: P gives off 2 of a waste, whose treatment gives off 2 per unit.
TEST(OpenlcaCases, WasteIsTreated) {
  DatabaseBuilder builder;
  const auto p = builder.product("p", "kg");
  const auto w = builder.waste("w", "kg");
  const auto e = builder.elementary_flow("e", "kg", "air");
  const auto make = builder.activity("P");
  builder.output(make, p, 1.);
  builder.output(make, w, 2.);
  const auto treat = builder.activity("W");
  builder.input(treat, w, 1.);
  builder.output(treat, e, 2.);

  EXPECT_DOUBLE_EQ(amount_of(builder.build(), {}, {{"P", 1.}}, "e"), 4.);
}

// W2: one unit treated needs 2 of p, which gives off 2 each; the demand is positive.
TEST(OpenlcaCases, TreatmentIsDemandedByAPositiveAmount) {
  DatabaseBuilder builder;
  const auto p = builder.product("p", "kg");
  const auto w = builder.waste("w", "kg");
  const auto e = builder.elementary_flow("e", "kg", "air");
  const auto treat = builder.activity("W");
  builder.input(treat, w, 1.);
  builder.input(treat, p, 2.);
  const auto make = builder.activity("P");
  builder.output(make, p, 1.);
  builder.output(make, e, 2.);

  EXPECT_DOUBLE_EQ(amount_of(builder.build(), {}, {{"W", 1.}}, "e"), 4.);
}

// V1: CO2 2, half a unit of a product avoided that gives off 2 as well.
TEST(OpenlcaCases, AvoidedProductsAreCredited) {
  DatabaseBuilder builder;
  const auto p1 = builder.product("p1", "kg");
  const auto p2 = builder.product("p2", "kg");
  const auto co2 = builder.elementary_flow("CO2", "kg", "air");
  const auto first = builder.activity("first");
  builder.output(first, p1, 1.);
  builder.output(first, co2, 2.);
  builder.input(first, p2, 0.5, "", {.avoided = true});
  const auto second = builder.activity("second");
  builder.output(second, p2, 1.);
  builder.output(second, co2, 2.);

  EXPECT_DOUBLE_EQ(amount_of(builder.build(), {}, {{"first", 1.}}, "CO2"), 1.);
}

// V2: P: in r 1, avoided waste 0.5; W: in r 0.5, out e 2: r 0.75, e -1.
TEST(OpenlcaCases, AvoidedWasteIsCredited) {
  const auto build = [] {
    DatabaseBuilder builder;
    const auto p = builder.product("p", "kg");
    const auto w = builder.waste("w", "kg");
    const auto r = builder.elementary_flow("r", "kg", "resource/in ground");
    const auto e = builder.elementary_flow("e", "kg", "air");
    const auto make = builder.activity("P");
    builder.output(make, p, 1.);
    builder.input(make, r, 1.);
    builder.output(make, w, 0.5, "", {.avoided = true});
    const auto treat = builder.activity("W");
    builder.input(treat, w, 1.);
    builder.input(treat, r, 0.5);
    builder.output(treat, e, 2.);
    return builder.build();
  };
  EXPECT_DOUBLE_EQ(amount_of(build(), {}, {{"P", 1.}}, "r"), 0.75);
  EXPECT_DOUBLE_EQ(amount_of(build(), {}, {{"P", 1.}}, "e"), -1.);
}

// P1: a product and a treatment, amount 2 of either: e1 0.5 and e2 2 per unit.
TEST(OpenlcaCases, AmountsScaleProductsAndTreatmentsAlike) {
  const auto build = [] {
    DatabaseBuilder builder;
    const auto e1 = builder.elementary_flow("e1", "kg", "air");
    const auto e2 = builder.elementary_flow("e2", "kg", "air");
    const auto make = builder.activity("make");
    builder.output(make, builder.product("p", "kg"), 1.);
    const auto treat = builder.activity("treat");
    builder.input(treat, builder.waste("w", "kg"), 1.);
    for (const auto activity : {make, treat}) {
      builder.output(activity, e1, 0.5);
      builder.output(activity, e2, 2.);
    }
    return builder.build();
  };
  for (const char* activity : {"make", "treat"}) {
    EXPECT_DOUBLE_EQ(amount_of(build(), {}, {{activity, 2.}}, "e1"), 1.);
    EXPECT_DOUBLE_EQ(amount_of(build(), {}, {{activity, 2.}}, "e2"), 4.);
  }
}

// N1: emission 2, factor 2, R 0.5, weight 3: 4, 8 and 24.
TEST(OpenlcaCases, NormalisesAndWeighs) {
  DatabaseBuilder builder;
  const auto p = builder.product("p", "kg");
  const auto e = builder.elementary_flow("e", "kg", "air");
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

  EXPECT_NEAR(amount_of(cogeneration(true), {}, power, "CO2"), 50., 1e-12 * 50.);
  EXPECT_NEAR(amount_of(cogeneration(false), physical, power, "CO2"), 80., 1e-12 * 80.);
  EXPECT_NEAR(amount_of(cogeneration(false), physical, heat, "CO2"), 40., 1e-12 * 40.);
  EXPECT_NEAR(amount_of(cogeneration(false), economic, power, "CO2"), 88.2352941, 1e-7);
  EXPECT_NEAR(amount_of(cogeneration(false), economic, heat, "CO2"), 31.7647059, 1e-7);
}

}  // namespace
