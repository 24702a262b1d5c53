// Model cases of openLCA's own tests that DatabaseBuilder cannot write (those that it can
// are in built_cases_test.cpp): treated wastes beside products, causal factors, located
// factors, signs turned round. Numbers
// are those that openLCA asserts (openlca-and-others.md §7.2), asked for by name. And the
// three ways to write a waste, which must agree (§7.8, law 6; expected values by hand).

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "lichen/io/read.hpp"
#include "lichen/study/system.hpp"
#include "support/archive.hpp"
#include "support/method_case.hpp"
#include "support/model_case.hpp"

namespace {

using namespace lichen;
using test::MethodCase;
using test::ModelCase;

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

struct Joint {
  bool waste = false;
  double amount = 1.;
};

class SharedEmission : public testing::TestWithParam<std::pair<Joint, Joint>> {};

// A1 to A5: p1 1, p2 3, either of them a treated waste, CO2 2, factors 1/4 and 3/4.
TEST_P(SharedEmission, IsHalfForOneOfEither) {
  ModelCase model;
  const auto process = model.activity("process");
  const auto add = [&](const char* name, Joint joint, double factor) {
    const auto flow = joint.waste ? model.waste(name) : model.product(name);
    if (joint.waste) {
      model.input(process, flow, joint.amount);
    } else {
      model.output(process, flow, joint.amount);
    }
    model.share(AllocationMethod::physical, process, flow, factor);
  };
  add("p1", GetParam().first, 0.25);
  add("p2", GetParam().second, 0.75);
  model.output(process, model.emission("CO2"), 2.);
  const auto system = linked(model.build(), {.allocation = Allocation::physical});

  EXPECT_DOUBLE_EQ(amount_of(system, {{"process", 1., "kg", "p1"}}, "CO2"), 0.5);
  EXPECT_DOUBLE_EQ(amount_of(system, {{"process", 1., "kg", "p2"}}, "CO2"), 0.5);
}
INSTANTIATE_TEST_SUITE_P(ProductsAndWastes, SharedEmission,
                         testing::Values(std::pair{Joint{false, 1.}, Joint{false, 3.}},
                                         std::pair{Joint{true, 1.}, Joint{false, 3.}},
                                         std::pair{Joint{false, 1.}, Joint{true, 3.}},
                                         std::pair{Joint{true, 1.}, Joint{true, 3.}}));

struct Shares {
  Allocation allocation;
  double of_product[3];
};

class AllocationIndex : public testing::TestWithParam<Shares> {};

// A7: three products with factors of three methods, the causal ones of CO2 declared.
TEST_P(AllocationIndex, IsLookedUpByMethod) {
  ModelCase model;
  const auto co2 = model.emission("CO2");
  const auto process = model.activity("process");
  const double economic[] = {0.1, 0.3, 0.6};
  const double physical[] = {0.4, 0.4, 0.2};
  const double causal[] = {0.3, 0.2, 0.5};
  for (std::size_t k = 0; k < 3; ++k) {
    const auto product = model.product("p" + std::to_string(k));
    model.output(process, product, 1.);
    model.share(AllocationMethod::economic, process, product, economic[k]);
    model.share(AllocationMethod::physical, process, product, physical[k]);
    model.share_causally(process, product, co2, causal[k]);
  }
  model.output(process, co2, 1.);
  model.declare(process, AllocationMethod::causal);
  const auto system = linked(model.build(), {.allocation = GetParam().allocation});

  for (std::size_t k = 0; k < 3; ++k) {
    const Demand one{{"process", 1., "kg", "p" + std::to_string(k)}};
    EXPECT_DOUBLE_EQ(amount_of(system, one, "CO2"), GetParam().of_product[k]);
  }
}
INSTANTIATE_TEST_SUITE_P(Methods, AllocationIndex,
                         testing::Values(Shares{Allocation::economic, {0.1, 0.3, 0.6}},
                                         Shares{Allocation::physical, {0.4, 0.4, 0.2}},
                                         Shares{Allocation::causal, {0.3, 0.2, 0.5}},
                                         Shares{Allocation::as_declared, {0.3, 0.2, 0.5}},
                                         Shares{Allocation::none, {1., 1., 1.}}));

// V1 with a waste: CO2 2, half a unit of a treatment avoided that gives off 2 as well.
TEST(ModelCases, AnAvoidedTreatmentIsCredited) {
  ModelCase model;
  const auto waste = model.waste("w");
  const auto co2 = model.emission("CO2");
  const auto maker = model.activity("maker");
  model.output(maker, model.product("p"), 1.);
  model.output(maker, co2, 2.);
  model.avoided(maker, waste, 0.5);
  const auto treatment = model.activity("treatment");
  model.input(treatment, waste, 1.);
  model.output(treatment, co2, 2.);

  EXPECT_DOUBLE_EQ(amount_of(linked(model.build()), {{"maker"}}, "CO2"), 1.);
}

// L2, the treatment in the same database: P gives off e 1 and a waste, W gives off e 1.
TEST(ModelCases, AWasteIsTreatedAndItsTreatmentAskedFor) {
  ModelCase model;
  const auto waste = model.waste("w");
  const auto e = model.emission("e");
  const auto maker = model.activity("P");
  model.output(maker, model.product("p"), 1.);
  model.output(maker, waste, 1.);
  model.output(maker, e, 1.);
  const auto treatment = model.activity("W");
  model.input(treatment, waste, 1.);
  model.output(treatment, e, 1.);
  const auto system = linked(model.build());

  EXPECT_DOUBLE_EQ(amount_of(system, {{"P"}}, "e"), 2.);
  EXPECT_DOUBLE_EQ(amount_of(system, {{"W"}}, "e"), 1.);
}

/// The answer to a demand in the categories of a package of methods, which is used up.
Result scored(const System& system, const Demand& demand, MethodCase& methods) {
  return system.calculate(demand, std::move(methods.tables()));
}

// D1: r comes in, e goes out, each by either way of writing it. In a category that counts
// inputs, a factor of e changes its sign on reading: 0.5 is -0.5 here.
TEST(ModelCases, FactorsCountInTheDirectionOfTheirFlow) {
  for (const bool turned : {false, true}) {
    ModelCase model;
    const auto r = model.resource("r");
    const auto e = model.emission("e");
    const auto process = model.activity("process");
    model.output(process, model.product("p"), 1.);
    if (turned) {
      model.output(process, r, -1.);
      model.input(process, e, -1.);
    } else {
      model.input(process, r, 1.);
      model.output(process, e, 1.);
    }
    const auto system = linked(model.build());
    const auto score = [&](double of_emission) {
      MethodCase methods;
      methods.category("c");
      methods.factor(methods.flow("r", NominalDirection::from_nature), 1.);
      methods.factor(methods.flow("e", NominalDirection::to_nature), of_emission);
      return scored(system, {{"process"}}, methods).scores.at(0).value;
    };

    EXPECT_DOUBLE_EQ(score(-0.5), 0.5);
    EXPECT_DOUBLE_EQ(score(0.5), 1.5);
  }
}

// R1 without regions: p1 needs 2 of p2, each gives off 2; default factors 3 and 2.
TEST(ModelCases, DefaultFactorsCountWithoutRegions) {
  ModelCase model;
  const auto e1 = model.emission("e1");
  const auto e2 = model.emission("e2");
  const auto two = model.product("2");
  const auto p1 = model.activity("p1");
  model.output(p1, model.product("1"), 1.);
  model.input(p1, two, 2.);
  model.output(p1, e1, 2.);
  const auto p2 = model.activity("p2");
  model.output(p2, two, 1.);
  model.output(p2, e2, 2.);
  MethodCase methods;
  const auto l1 = methods.location("L1");
  const auto l2 = methods.location("L2");
  methods.category("c");
  const auto of_e1 = methods.flow("e1");
  const auto of_e2 = methods.flow("e2");
  methods.factor(of_e1, 9.).location = l1;
  methods.factor(of_e1, 6.).location = l2;
  methods.factor(of_e1, 3.);
  methods.factor(of_e2, 6.).location = l1;
  methods.factor(of_e2, 4.).location = l2;
  methods.factor(of_e2, 2.);

  const auto result = scored(linked(model.build()), {{"p1"}}, methods);

  EXPECT_DOUBLE_EQ(result.scores.at(0).value, 14.);
  ASSERT_EQ(result.by_activity.at(0).size(), 2U);  // direct contributions 8 and 6
  EXPECT_EQ(result.by_activity[0][0].name, "p2");
  EXPECT_DOUBLE_EQ(result.by_activity[0][0].value, 8.);
  EXPECT_DOUBLE_EQ(result.by_activity[0][1].value, 6.);
}

// N1 in a set of weights alone: the score of 4 times 3; with R = 0.5 see BuiltCases.
TEST(ModelCases, WeightsAloneWeighTheScore) {
  ModelCase model;
  const auto process = model.activity("process");
  model.output(process, model.product("p"), 1.);
  model.output(process, model.emission("e"), 2.);
  MethodCase methods;
  const auto category = methods.category("c");
  methods.factor(methods.flow("e"), 2.);
  Database& tables = methods.tables();
  tables.methods.push_back({.id = make_id("method"), .name = tables.texts.add("method")});
  tables.methods[0].categories = {category};
  NwSet set{.id = make_id("weights"), .name = tables.texts.add("weights")};
  set.factors = {{.category = category, .normalisation = {}, .weight = 3.}};
  tables.methods[0].nw_sets.push_back(set);
  MethodChoice choice;
  choice.methods = std::make_shared<const Database>(std::move(tables));
  choice.nw_set = "weights";

  const auto result = linked(model.build()).calculate({{"process"}}, choice);

  EXPECT_DOUBLE_EQ(result.scores.at(0).value, 4.);
  EXPECT_FALSE(result.scores[0].normalised);
  EXPECT_FALSE(result.scores[0].weighted);
  EXPECT_DOUBLE_EQ(result.scores[0].weighted_raw.value(), 12.);
  EXPECT_FALSE(result.single_score);
}

// A maker P: p 1, waste 0.9, e 0.2. A treatment W: waste 0.7, of p 0.1, e 1.3. One p
// takes 0.7 / 0.61 runs of P and 0.9 / 0.61 of W; 1 kg treated takes 0.1 / 0.61 and 1 /
// 0.61.
constexpr double e_of_product = (0.7 * 0.2 + 0.9 * 1.3) / 0.61;
constexpr double e_of_treatment = (0.1 * 0.2 + 1.3) / 0.61;

/// As openLCA writes it: the treatment takes a waste in.
Database treated_as_waste() {
  ModelCase model;
  const auto p = model.product("p");
  const auto waste = model.waste("w");
  const auto e = model.emission("e");
  const auto maker = model.activity("P");
  model.output(maker, p, 1.);
  model.output(maker, waste, 0.9);
  model.output(maker, e, 0.2);
  const auto treatment = model.activity("W");
  model.input(treatment, waste, 0.7);
  model.input(treatment, p, 0.1);
  model.output(treatment, e, 1.3);
  return model.build();
}

/// As ecoinvent writes it: the reference product of the treatment is negative.
Database treated_as_negative_product() {
  ModelCase model;
  const auto p = model.product("p");
  const auto waste = model.product("w");
  const auto e = model.emission("e");
  const auto maker = model.activity("P");
  model.output(maker, p, 1.);
  model.input(maker, waste, -0.9);
  model.output(maker, e, 0.2);
  const auto treatment = model.activity("W");
  model.output(treatment, waste, -0.7);
  model.input(treatment, p, 0.1);
  model.output(treatment, e, 1.3);
  return model.build();
}

/// As Brightway stores it: a process whose production is negative, read from a package.
Database treated_as_negative_production() {
  const test::TemporaryFolder folder;
  const auto path = folder.path("waste.zip");
  const auto key = [](const std::string& code) {
    return R"({"__tuple__": true, "data": ["d", ")" + code + R"("]})";
  };
  const auto exchange = [&](const std::string& type, const std::string& code,
                            const std::string& amount) {
    return R"({"type": ")" + type + R"(", "input": )" + key(code) + R"(, "amount": )" +
           amount + "}";
  };
  const auto process = [](const std::string& name, const std::string& exchanges) {
    return R"({"name": ")" + name + R"(", "unit": "kilogram", "exchanges": [)" +
           exchanges + "]}";
  };
  const std::string maker = process("P", exchange("production", "p", "1") + "," +
                                             exchange("technosphere", "w", "-0.9") + "," +
                                             exchange("biosphere", "e", "0.2"));
  const std::string treatment = process("W", exchange("production", "w", "-0.7") + "," +
                                                 exchange("technosphere", "p", "0.1") +
                                                 "," + exchange("biosphere", "e", "1.3"));
  const std::string emission =
      R"({"name": "e", "type": "emission", "unit": "kilogram", )"
      R"("categories": {"__tuple__": true, "data": ["air"]}, "exchanges": []})";
  test::write_zip(path,
                  {{"waste.json",
                    R"([{"__dict__": true, "keys": ["name", "data"], "values": ["d", )"
                    R"({"__dict__": true, "keys": [)" +
                        key("p") + "," + key("w") + "," + key("e") + R"(], "values": [)" +
                        maker + "," + treatment + "," + emission + "]}]}]"}});
  return io::read(path);
}

class WasteConvention : public testing::TestWithParam<Database (*)()> {};

TEST_P(WasteConvention, GivesTheSameInventory) {
  const auto system = linked(GetParam()());

  EXPECT_NEAR(amount_of(system, {{"P"}}, "e"), e_of_product, 1e-12);
  EXPECT_NEAR(amount_of(system, {{"W"}}, "e"), e_of_treatment, 1e-12);
}
INSTANTIATE_TEST_SUITE_P(Peers, WasteConvention,
                         testing::Values(treated_as_waste, treated_as_negative_product,
                                         treated_as_negative_production));

}  // namespace
