#include <cmath>
#include <random>

#include "lichen/system/assembly.hpp"
#include "support/dense_answer.hpp"
#include "support/model_case.hpp"

namespace {

using namespace lichen;
using namespace lichen::test;

/// A plant that makes 2 power and 3 heat from 4 coal, with 5 CO2, 0.5 ash and a credit.
struct CombinedHeatAndPower : ::testing::Test {
  ModelCase model;
  FlowIndex power = model.product("power"), heat = model.product("heat");
  FlowIndex coal = model.product("coal"), gypsum = model.product("gypsum");
  FlowIndex ash = model.waste("ash"), co2 = model.emission("CO2");
  ActivityIndex plant = model.activity("plant");
  Database database;
  Assembly assembly;

  CombinedHeatAndPower() {
    supplier("mine", coal);
    supplier("quarry", gypsum);
    const ActivityIndex landfill = model.activity("landfill");
    model.input(landfill, ash, 1.);
    model.output(plant, power, 2.);
    model.output(plant, heat, 3.);
    model.input(plant, coal, 4.);
    model.output(plant, co2, 5.);
    model.output(plant, ash, 0.5);
    model.avoided(plant, gypsum, 0.25);
  }
  void supplier(const std::string& name, FlowIndex flow) {
    const ActivityIndex made = model.activity(name);
    model.output(made, flow, 1.);
    model.output(made, co2, 0.1);
  }
  void link(const LinkOptions& options) {
    database = model.build();
    assembly = assemble(database, options);
  }
  /// The entry of A in the row of a supplier and the column of a product of the plant.
  double from(const std::string& supplier_name, const std::string& product) const {
    return assembly.a.coeff(column_of(database, assembly, supplier_name).value,
                            column_of(database, assembly, "plant", product).value);
  }
  double made(const std::string& row, const std::string& product) const {
    return assembly.a.coeff(column_of(database, assembly, "plant", row).value,
                            column_of(database, assembly, "plant", product).value);
  }
  double emitted(const std::string& product) const {
    return assembly.b.coeff(0, column_of(database, assembly, "plant", product).value);
  }
  std::size_t count(const char* kind) const {
    std::size_t number = 0;
    for (const Obstacle& obstacle : assembly.obstacles) number += obstacle.kind == kind;
    return number;
  }
};

TEST_F(CombinedHeatAndPower, SharesAllThatIsJointAndNothingElse) {
  model.share(AllocationMethod::physical, plant, power, 0.4);
  model.share(AllocationMethod::physical, plant, heat, 0.6);
  link({.allocation = Allocation::physical});

  EXPECT_TRUE(assembly.obstacles.empty());
  EXPECT_EQ(made("power", "power"), 2.);  // what it makes is never scaled
  EXPECT_EQ(made("heat", "heat"), 3.);
  EXPECT_EQ(made("heat", "power"), 0.);  // the other product vanishes
  EXPECT_EQ(assembly.open.rows(), 0);
  EXPECT_EQ(from("mine", "power"), -4. * 0.4);
  EXPECT_EQ(from("mine", "heat"), -4. * 0.6);
  EXPECT_EQ(from("landfill", "power"), 0.5 * 0.4);
  EXPECT_EQ(from("quarry", "power"), 0.25 * 0.4);  // a credit is shared, too
  EXPECT_EQ(emitted("power"), 5. * 0.4);
  EXPECT_EQ(emitted("heat"), 5. * 0.6);
}

TEST_F(CombinedHeatAndPower, SharesByTheDeclaredMethod) {
  model.share(AllocationMethod::physical, plant, power, 0.4);
  model.share(AllocationMethod::physical, plant, heat, 0.6);
  model.share(AllocationMethod::economic, plant, power, 0.9);
  model.share(AllocationMethod::economic, plant, heat, 0.1);
  model.declare(plant, AllocationMethod::economic);
  link({});
  EXPECT_EQ(emitted("power"), 5. * 0.9);
}

TEST_F(CombinedHeatAndPower, IsAnObstacleWhereNothingIsDeclared) {
  link({});
  EXPECT_EQ(count("no_allocation"), 2U);  // one for each column
  EXPECT_NE(assembly.obstacles[0].message.find("\"power\""), std::string::npos);
  EXPECT_NE(assembly.obstacles[0].way_out.find("allocation=none"), std::string::npos);
}

TEST_F(CombinedHeatAndPower, IsAnObstacleWhereTheMethodHasNoFactors) {
  model.share(AllocationMethod::physical, plant, power, 0.4);
  model.share(AllocationMethod::physical, plant, heat, 0.6);
  link({.allocation = Allocation::economic});
  EXPECT_EQ(count("no_allocation"), 2U);
}

TEST_F(CombinedHeatAndPower, RepeatsItsBurdenWithoutAllocation) {
  link({.allocation = Allocation::none});
  EXPECT_TRUE(assembly.obstacles.empty());
  EXPECT_EQ(emitted("power"), 5.);
  EXPECT_EQ(emitted("heat"), 5.);
  ASSERT_EQ(assembly.open_rows.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(assembly.open_rows[i].kind, OpenKind::unallocated_coproduct);
    const bool is_heat = assembly.open_rows[i].flow == heat;
    const ColumnIndex column =
        column_of(database, assembly, "plant", is_heat ? "power" : "heat");
    EXPECT_EQ(assembly.open.coeff(static_cast<Index>(i), column.value),
              is_heat ? 3. : 2.);
  }
  ASSERT_EQ(assembly.findings.size(), 1U);
  EXPECT_EQ(assembly.findings.items()[0].kind, "repeated_burden");
}

TEST_F(CombinedHeatAndPower, IsAnObstacleWhereFactorsDoNotSumToOne) {
  model.share(AllocationMethod::physical, plant, power, 0.4);
  model.share(AllocationMethod::physical, plant, heat, 0.4);
  link({.allocation = Allocation::physical});
  EXPECT_EQ(count("unbalanced_allocation"), 2U);
  EXPECT_NE(assembly.obstacles[0].message.find("sum to 0.8"), std::string::npos);
}

TEST_F(CombinedHeatAndPower, NormalisesFactorsWhereAPolicySaysSo) {
  model.share(AllocationMethod::physical, plant, power, 1.);
  model.share(AllocationMethod::physical, plant, heat, 3.);
  link({.allocation = Allocation::physical,
        .on_unbalanced_allocation = UnbalancedAllocation::normalise});
  EXPECT_TRUE(assembly.obstacles.empty());
  EXPECT_EQ(emitted("power"), 5. * 0.25);
  EXPECT_EQ(assembly.findings.items()[0].kind, "unbalanced_allocation");
}

TEST_F(CombinedHeatAndPower, KeepsFactorsWhereAPolicySaysSo) {
  model.share(AllocationMethod::physical, plant, power, 1.);
  model.share(AllocationMethod::physical, plant, heat, 1.);
  link({.allocation = Allocation::physical,
        .on_unbalanced_allocation = UnbalancedAllocation::keep});
  EXPECT_TRUE(assembly.obstacles.empty());
  EXPECT_EQ(emitted("power"), 5.);
}

TEST_F(CombinedHeatAndPower, CannotNormaliseAZeroSum) {
  model.share(AllocationMethod::physical, plant, power, 0.);
  model.share(AllocationMethod::physical, plant, heat, 0.);
  link({.allocation = Allocation::physical,
        .on_unbalanced_allocation = UnbalancedAllocation::normalise});
  EXPECT_EQ(count("unbalanced_allocation"), 2U);
}

TEST_F(CombinedHeatAndPower, SharesEachExchangeByItsCausalFactors) {
  for (const FlowIndex shared : {coal, co2, ash, gypsum}) {
    const double of_power = shared == co2 ? 0.7 : 0.2;
    model.share_causally(plant, power, shared, of_power);
    model.share_causally(plant, heat, shared, 1. - of_power);
  }
  link({.allocation = Allocation::causal});
  EXPECT_TRUE(assembly.obstacles.empty());
  EXPECT_EQ(emitted("power"), 5. * 0.7);
  EXPECT_EQ(from("mine", "power"), -4. * 0.2);
  EXPECT_EQ(from("landfill", "power"), 0.5 * 0.2);
}

TEST_F(CombinedHeatAndPower, IsAnObstacleWhereAnExchangeHasNoCausalFactor) {
  for (const FlowIndex shared : {coal, co2, ash}) {
    model.share_causally(plant, power, shared, 0.5);
    model.share_causally(plant, heat, shared, 0.5);
  }
  for (const auto policy : {UnbalancedAllocation::error, UnbalancedAllocation::normalise,
                            UnbalancedAllocation::keep}) {
    if (database.activities.empty()) database = model.build();
    assembly = assemble(
        database, {.allocation = Allocation::causal, .on_unbalanced_allocation = policy});
    EXPECT_EQ(count("unbalanced_allocation"), 2U);
    EXPECT_NE(assembly.obstacles[0].message.find("absent for 0.25 kg of \"gypsum\""),
              std::string::npos)
        << assembly.obstacles[0].message;
  }
}

TEST_F(CombinedHeatAndPower, TakesAnAbsentFactorForZeroOnlyWhereTheOthersSumToOne) {
  model.share(AllocationMethod::physical, plant, power, 1.);
  link({.allocation = Allocation::physical});
  EXPECT_TRUE(assembly.obstacles.empty());
  EXPECT_EQ(emitted("power"), 5.);
  EXPECT_EQ(emitted("heat"), 0.);
  EXPECT_EQ(assembly.findings.items()[0].kind, "missing_allocation_factor");
}

TEST_F(CombinedHeatAndPower, MultipliesNothingWithFactorsThatNameNoProduct) {
  model.share(AllocationMethod::physical, plant, power, 0.4);
  model.share(AllocationMethod::physical, plant, heat, 0.6);
  model.share(AllocationMethod::physical, plant, {}, 0.);
  model.share(AllocationMethod::causal, plant, {}, 0.);
  link({.allocation = Allocation::physical});
  EXPECT_TRUE(assembly.obstacles.empty());
  EXPECT_EQ(emitted("power"), 5. * 0.4);
  ASSERT_EQ(assembly.findings.size(), 1U);
  EXPECT_EQ(assembly.findings.items()[0].kind, "allocation_without_product");
  EXPECT_EQ(assembly.findings.items()[0].count, 2);
}

TEST_F(CombinedHeatAndPower, ReportsFactorsThatNameNoProductOnce) {
  model.share(AllocationMethod::physical, plant, power, 0.4);
  model.share(AllocationMethod::physical, plant, heat, 0.6);
  model.share(AllocationMethod::causal, plant, {}, 0.);
  Database read = model.build();
  read.findings.add({.kind = "allocation_without_product", .count = 1});
  const LinkOptions options{.allocation = Allocation::physical};

  EXPECT_TRUE(assemble(read, options).findings.empty());
}

TEST(Allocation, ConservesTheBurdenOfEveryActivity) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    ModelCase model;
    const auto count = static_cast<std::size_t>(2 + random() % 4);
    std::vector<FlowIndex> products, burdens;
    const ActivityIndex joint = model.activity("joint");
    for (std::size_t k = 0; k < count; ++k) {
      products.push_back(model.product("p" + std::to_string(k)));
      model.output(joint, products[k], 1. + static_cast<double>(random() % 9));
    }
    std::vector<double> amounts;
    for (std::size_t i = 0; i < 5; ++i) {
      burdens.push_back(model.emission("e" + std::to_string(i)));
      amounts.push_back(static_cast<double>(random() % 1000) / 7.);
      model.output(joint, burdens[i], amounts[i]);
      double rest = 1.;
      for (std::size_t k = 0; k < count; ++k) {
        const double part =
            k + 1 == count ? rest : rest * static_cast<double>(random() % 100) / 100.;
        model.share_causally(joint, products[k], burdens[i], part);
        rest -= part;
      }
    }
    const Database database = model.build();
    const Assembly assembly = assemble(database, {.allocation = Allocation::causal});
    ASSERT_TRUE(assembly.obstacles.empty());
    for (std::size_t row = 0; row < assembly.flows.size(); ++row) {
      double sum = 0.;
      for (std::size_t k = 0; k < count; ++k) {
        sum += assembly.b.coeff(static_cast<Index>(row), static_cast<Index>(k));
      }
      const std::size_t burden = assembly.flows[row].at() - burdens[0].at();
      EXPECT_NEAR(sum, amounts[burden], 1e-12 * amounts[burden]);
    }
  }
}

}  // namespace
