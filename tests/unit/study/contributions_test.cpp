#include "lichen/study/contributions.hpp"

#include <gtest/gtest.h>

#include "lichen/model/builder.hpp"
#include "lichen/study/system.hpp"

namespace {

using namespace lichen;

/// One activity with two products (columns), one that takes up what it gives off.
class Contributions : public testing::Test {
 protected:
  Contributions() {
    DatabaseBuilder builder;
    const auto heat = builder.product("heat", "MJ");
    const auto power = builder.product("power", "kWh");
    const auto wood = builder.product("wood", "kg");
    const auto co2 = builder.elementary_flow("Carbon dioxide", "kg", "air");
    const auto dust = builder.elementary_flow("Dust", "kg", "air");
    const auto plant =
        builder.activity("cogeneration", "AT", "00000000-0000-0000-0000-000000000001");
    builder.output(plant, heat, 1.);
    builder.output(plant, power, 1.);
    builder.input(plant, wood, 1.);
    builder.output(plant, co2, 2.);
    builder.output(plant, dust, 0.25);
    const auto forest =
        builder.activity("forest", "SE", "00000000-0000-0000-0000-000000000002");
    builder.output(forest, wood, 1.);
    builder.input(forest, co2, 1.5);
    database = builder.build();
    assembly = assemble(database, {.allocation = Allocation::none});
    factors.assign(assembly.flows.size(), 0.);
    for (std::size_t k = 0; k < factors.size(); ++k) {
      const auto name = database.text(database.flows[assembly.flows[k].at()].name);
      factors[k] = name == "Dust" ? 0. : 2.;
    }
  }

  Database database;
  Assembly assembly;
  Vector factors;  // 2 per kg of carbon dioxide, 0 per kg of dust
};

TEST_F(Contributions, SumTheColumnsOfOneActivity) {
  // Both products at 3: 2 × 3 × 2 twice; the forest takes up 1.5 × 1 × 2.
  const auto rows =
      contributions_by_activity(database, assembly, factors, Vector{3., 3., 1.});

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].name, "cogeneration");
  EXPECT_EQ(rows[0].location, "AT");
  EXPECT_EQ(rows[0].value, 24.);
  EXPECT_EQ(rows[1].name, "forest");
  EXPECT_EQ(rows[1].value, -3.);
}

TEST_F(Contributions, HaveSharesOfTheSumOfAbsoluteParts) {
  const auto rows =
      contributions_by_activity(database, assembly, factors, Vector{3., 3., 1.});

  EXPECT_DOUBLE_EQ(rows[0].share, 24. / 27.);
  EXPECT_DOUBLE_EQ(rows[1].share, -3. / 27.);
}

TEST_F(Contributions, LeaveOutWhatIsNothing) {
  EXPECT_TRUE(
      contributions_by_activity(database, assembly, factors, Vector{0., 0., 0.}).empty());
  EXPECT_EQ(
      contributions_by_activity(database, assembly, factors, Vector{1., -1., 1.}).size(),
      1U);
}

TEST_F(Contributions, ByFlowCarryTheCompartment) {
  const auto rows = contributions_by_flow(database, assembly, factors,
                                          Vector(assembly.flows.size(), 5.));

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].name, "Carbon dioxide");
  EXPECT_EQ(rows[0].location, "air");
  EXPECT_EQ(rows[0].value, 10.);
  EXPECT_EQ(rows[0].share, 1.);
}

}  // namespace
