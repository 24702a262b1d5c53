#include "lichen/system/assembly.hpp"

#include <cmath>
#include <limits>
#include <random>

#include "support/dense_answer.hpp"
#include "support/model_case.hpp"

namespace {

using namespace lichen;
using namespace lichen::test;

TEST(Assembly, ConvertsAmountsToTheReferenceUnitOfTheirFlow) {
  ModelCase model;
  const FlowIndex water = model.product("water");
  // 1 kg of water is 0.001 m3.
  model.tables().flow_property_factors.push_back({model.volume, 0.001});
  model.tables().flows[water.at()].property_count = 2;
  const ActivityIndex well = model.activity("well"), bottle = model.activity("bottler");
  Exchange& pumped = model.output(well, water, 2.);
  pumped.unit = model.tonne;
  model.output(bottle, model.product("bottle"), 1.);
  Exchange& filled = model.input(bottle, water, 0.5);
  filled.unit = model.cubic_metre;
  filled.property = model.volume;
  const Database database = model.build();

  const Assembly assembly = assemble(database);

  const Index made = column_of(database, assembly, "well").value;
  const Index used = column_of(database, assembly, "bottler").value;
  EXPECT_EQ(assembly.a.coeff(made, made), 2000.);
  EXPECT_EQ(assembly.a.coeff(made, used), -500.);
}

TEST(Assembly, ConvertsByTheUnitTableWhereAPolicySaysSo) {
  ModelCase model;
  model.tables().units[model.tonne.at()].factor = 907.;  // a package with its own tonne
  const ActivityIndex mine = model.activity("mine");
  model.output(mine, model.product("coal"), 2.).unit = model.tonne;
  const Database database = model.build();
  EXPECT_EQ(assemble(database).a.coeff(0, 0), 1814.);
  EXPECT_DOUBLE_EQ(
      assemble(database, {.unit_factors = UnitFactors::library}).a.coeff(0, 0), 2000.);
}

TEST(Assembly, NeverTakesAnUnknownUnitForOne) {
  ModelCase model;
  const ActivityIndex plant = model.activity("plant");
  model.output(plant, model.product("power"), 1.);
  model.output(plant, model.emission("CO2"), 3.).unit = model.cubic_metre;
  const Database database = model.build();

  const Assembly assembly = assemble(database);

  ASSERT_EQ(assembly.obstacles.size(), 1U);
  EXPECT_EQ(assembly.obstacles[0].kind, "unknown_unit");
  for (const char* word : {"plant", "3 m3 of \"CO2\"", "unit group"}) {
    EXPECT_NE((assembly.obstacles[0].message + assembly.obstacles[0].way_out).find(word),
              std::string::npos)
        << assembly.obstacles[0].message;
  }
  EXPECT_EQ(assembly.b.nonZeros(), 0);
}

TEST(Assembly, RefusesAmountsThatAreNotFinite) {
  for (const double amount : {std::numeric_limits<double>::infinity(),
                              std::numeric_limits<double>::quiet_NaN()}) {
    ModelCase model;
    const ActivityIndex plant = model.activity("plant");
    model.output(plant, model.product("power"), 1.);
    model.output(plant, model.emission("CO2"), amount);
    const Database database = model.build();
    const Assembly assembly = assemble(database);
    ASSERT_EQ(assembly.obstacles.size(), 1U);
    EXPECT_EQ(assembly.obstacles[0].kind, "amount_not_finite");
    EXPECT_EQ(assembly.b.nonZeros(), 0);
  }
}

TEST(Assembly, RefusesAProductOfNothing) {
  ModelCase model;
  const ActivityIndex plant = model.activity("plant");
  model.output(plant, model.product("power"), 0.);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  ASSERT_EQ(assembly.obstacles.size(), 1U);
  EXPECT_EQ(assembly.obstacles[0].kind, "zero_reference");
  EXPECT_EQ(assembly.a.nonZeros(), 1) << "an entry that is zero stays stored";
}

TEST(Assembly, LeavesAFurtherOutputOfNothingOpen) {
  ModelCase model;
  const ActivityIndex plant = model.activity("plant");
  model.output(plant, model.product("power"), 1.);
  model.output(plant, model.product("heat"), 0.);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  EXPECT_TRUE(assembly.obstacles.empty());
  EXPECT_EQ(assembly.columns.size(), 1U);
  ASSERT_EQ(assembly.open_rows.size(), 1U);
  EXPECT_EQ(assembly.open_rows[0].kind, OpenKind::unallocated_coproduct);
}

TEST(Assembly, RefusesAReferenceThatIsNoProduct) {
  ModelCase model;
  const ActivityIndex plant = model.activity("plant");
  model.output(plant, model.product("power"), 1.);
  model.output(plant, model.emission("CO2"), 1.);
  Database database = model.build();
  database.activities[0].reference = ExchangeIndex{1U};
  const Assembly assembly = assemble(database);
  ASSERT_EQ(assembly.obstacles.size(), 1U);
  EXPECT_EQ(assembly.obstacles[0].kind, "no_reference_product");
}

TEST(Assembly, LetsUptakeAndReleaseOfOneFlowCancel) {
  ModelCase model;
  const FlowIndex co2 = model.emission("CO2"), ore = model.resource("ore");
  const ActivityIndex forest = model.activity("forest");
  model.output(forest, model.product("wood"), 1.);
  model.output(forest, co2, 0.25);
  model.input(forest, co2, 2.);
  model.input(forest, ore, 4.);
  const Database database = model.build();

  const Assembly assembly = assemble(database);

  ASSERT_EQ(assembly.flows.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const bool is_ore = assembly.flows[i] == ore;
    EXPECT_EQ(assembly.directions[i],
              is_ore ? NominalDirection::from_nature : NominalDirection::to_nature);
    EXPECT_EQ(assembly.b.coeff(static_cast<Index>(i), 0), is_ore ? 4. : -1.75);
  }
}

TEST(Assembly, TakesAnUnknownDirectionFromTheFirstExchange) {
  ModelCase model;
  const FlowIndex odd = model.undirected("odd");
  const ActivityIndex one = model.activity("one"), two = model.activity("two");
  model.output(one, model.product("p"), 1.);
  model.input(one, odd, 1.);
  model.output(two, model.product("q"), 1.);
  model.output(two, odd, 5.);
  const Database database = model.build();
  const bool one_is_first = database.activities[0].id < database.activities[1].id;

  const Assembly assembly = assemble(database);

  ASSERT_EQ(assembly.directions.size(), 1U);
  EXPECT_EQ(assembly.directions[0],
            one_is_first ? NominalDirection::from_nature : NominalDirection::to_nature);
  EXPECT_EQ(assembly.b.coeff(0, one_is_first ? 0 : 1), one_is_first ? 1. : 5.);
  EXPECT_EQ(assembly.b.coeff(0, one_is_first ? 1 : 0), one_is_first ? -5. : -1.);
  ASSERT_EQ(assembly.findings.size(), 1U);
  EXPECT_EQ(assembly.findings.items()[0].kind, "unknown_direction");
}

TEST(Assembly, KeepsEntriesThatAreZero) {
  ModelCase model;
  const FlowIndex co2 = model.emission("CO2");
  const ActivityIndex plant = model.activity("plant");
  model.output(plant, model.product("power"), 1.);
  model.input(plant, co2, 0.);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  ASSERT_EQ(assembly.b.nonZeros(), 1);
  EXPECT_EQ(assembly.b.valuePtr()[0], 0.);
  EXPECT_FALSE(std::signbit(assembly.b.valuePtr()[0]));
}

TEST(Assembly, SumsRepeatedOutputsOfOneProductIntoOneColumn) {
  ModelCase model;
  const FlowIndex power = model.product("power");
  const ActivityIndex plant = model.activity("plant");
  model.output(plant, power, 1.);
  model.output(plant, power, 2.);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  ASSERT_EQ(assembly.columns.size(), 1U);
  EXPECT_EQ(assembly.columns[0].product, ExchangeIndex{0U});
  EXPECT_EQ(assembly.a.coeff(0, 0), 3.);
}

/// A database with every feature of linking, of which nothing depends on an order.
Database eventful(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto amount = [&] { return 0.1 + static_cast<double>(random() % 1000) / 700.; };
  ModelCase model;
  std::vector<FlowIndex> products, elementary;
  for (int i = 0; i < 30; ++i) products.push_back(model.product("p" + std::to_string(i)));
  const FlowIndex waste = model.waste("waste");
  for (int i = 0; i < 10; ++i) {
    elementary.push_back(i < 5 ? model.emission("e" + std::to_string(i))
                               : model.undirected("u" + std::to_string(i)));
  }
  for (int i = 0; i < 40; ++i) {
    const ActivityIndex made = model.activity("a" + std::to_string(i));
    const auto first = static_cast<std::size_t>(i % 25);
    model.output(made, products[first], amount());
    if (i % 4 == 0) {
      model.output(made, products[first + 3], amount());
      model.share(AllocationMethod::physical, made, products[first], 0.3);
      model.share(AllocationMethod::physical, made, products[first + 3], 0.7);
    }
    for (int k = 0; k < 6; ++k) {
      model.input(made, products[random() % 30], amount()).internal_id = k / 3;
      Exchange& released = model.output(made, elementary[random() % 10], amount());
      released.internal_id = k / 3;
      if (random() % 2 == 0) released.direction = Direction::input;
      if (random() % 3 == 0) released.unit = model.tonne;
    }
    model.output(made, waste, amount());
  }
  return model.build();
}

void expect_same_bits(const SparseMatrix& left, const SparseMatrix& right) {
  ASSERT_EQ(left.rows(), right.rows());
  ASSERT_EQ(left.cols(), right.cols());
  ASSERT_EQ(left.nonZeros(), right.nonZeros());
  for (Index i = 0; i < left.nonZeros(); ++i) {
    ASSERT_EQ(left.innerIndexPtr()[i], right.innerIndexPtr()[i]);
    ASSERT_EQ(left.valuePtr()[i], right.valuePtr()[i]);
  }
}

TEST(Assembly, GivesTheSameBitsForPermutedInput) {
  for (const Allocation allocation : {Allocation::none, Allocation::physical}) {
    const LinkOptions options{.on_missing_provider = MissingProvider::cut_off,
                              .on_multiple_providers = MultipleProviders::lowest_id,
                              .allocation = allocation};
    const Database plain = eventful(1);
    const Assembly expected = assemble(plain, options);
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
      Database shuffled = eventful(1);
      shuffle(shuffled, seed);
      const Assembly assembly = assemble(shuffled, options);
      expect_same_bits(assembly.a, expected.a);
      expect_same_bits(assembly.b, expected.b);
      expect_same_bits(assembly.open, expected.open);
      for (std::size_t c = 0; c < expected.columns.size(); ++c) {
        EXPECT_EQ(shuffled.activities[assembly.columns[c].activity.at()].id,
                  plain.activities[expected.columns[c].activity.at()].id);
      }
      EXPECT_EQ(assembly.directions, expected.directions);
      EXPECT_EQ(assembly.obstacles.size(), expected.obstacles.size());
      EXPECT_EQ(assembly.findings.size(), expected.findings.size());
    }
  }
}

void expect_parts_sum_to(const SparseMatrix& matrix,
                         const std::vector<Contribution>& parts) {
  SparseMatrix rest = matrix;
  for (const Contribution& part : parts) {
    rest.coeffRef(part.row, part.column.value) -= part.value;
  }
  EXPECT_EQ(rest.nonZeros(), matrix.nonZeros()) << "a part outside the pattern";
  for (Index i = 0; i < rest.nonZeros(); ++i) {
    EXPECT_NEAR(rest.valuePtr()[i], 0., 1e-12 * std::abs(matrix.valuePtr()[i]) + 1e-13);
  }
}

TEST(Assembly, MapsEveryEntryBackToItsExchanges) {
  const Database database = eventful(2);
  const Assembly assembly =
      assemble(database, {.on_missing_provider = MissingProvider::cut_off,
                          .on_multiple_providers = MultipleProviders::lowest_id,
                          .allocation = Allocation::none});
  expect_parts_sum_to(assembly.a, assembly.a_parts);
  expect_parts_sum_to(assembly.b, assembly.b_parts);
  expect_parts_sum_to(assembly.open, assembly.open_parts);
  // With one column per product, each exchange stands once in each column of its
  // activity.
  std::size_t expected = 0;
  for (const Column& column : assembly.columns) {
    expected += database.activities[column.activity.at()].exchange_count;
  }
  EXPECT_EQ(
      assembly.a_parts.size() + assembly.b_parts.size() + assembly.open_parts.size(),
      expected);
}

TEST(Assembly, LeavesTheWayBackOutWhereNobodyWantsIt) {
  const Database database = eventful(2);
  LinkOptions options{.on_missing_provider = MissingProvider::cut_off};
  const Assembly with = assemble(database, options);
  options.keep_parts = false;
  const Assembly without = assemble(database, options);
  expect_same_bits(without.a, with.a);
  expect_same_bits(without.b, with.b);
  EXPECT_FALSE(with.a_parts.empty());
  EXPECT_TRUE(without.a_parts.empty() && without.b_parts.empty() &&
              without.open_parts.empty());
}

TEST(RectangularAssembly, HasOneColumnPerActivityAndOneRowPerProduct) {
  ModelCase model;
  const FlowIndex power = model.product("power"), heat = model.product("heat");
  const FlowIndex coal = model.product("coal");
  const ActivityIndex plant = model.activity("plant"), mine = model.activity("mine");
  model.output(plant, power, 2.);
  model.output(plant, heat, 3.);
  model.input(plant, coal, 4.);
  model.output(plant, model.emission("CO2"), 5.);
  model.output(mine, coal, 1.);
  model.input(mine, power, 0.1);
  const Database database = model.build();

  const RectangularAssembly assembly = assemble_rectangular(database);

  ASSERT_EQ(assembly.a.rows(), 3);
  ASSERT_EQ(assembly.a.cols(), 2);
  const Index plant_column = assembly.activities[0] == plant ? 0 : 1;
  const auto value = [&](FlowIndex flow, Index column) {
    for (std::size_t i = 0; i < 3; ++i) {
      if (assembly.products[i].flow == flow) {
        return assembly.a.coeff(static_cast<Index>(i), column);
      }
    }
    return std::nan("");
  };
  EXPECT_EQ(value(power, plant_column), 2.);
  EXPECT_EQ(value(heat, plant_column), 3.);
  EXPECT_EQ(value(coal, plant_column), -4.);
  EXPECT_EQ(value(coal, 1 - plant_column), 1.);
  EXPECT_EQ(value(power, 1 - plant_column), -0.1);
  EXPECT_EQ(assembly.b.coeff(0, plant_column), 5.);
  EXPECT_EQ(assembly.open.rows(), 0);
  EXPECT_TRUE(assembly.obstacles.empty()) << "nothing is shared yet";
}

}  // namespace
