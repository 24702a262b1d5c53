#include <cmath>
#include <limits>

#include "lichen/system/assembly.hpp"
#include "support/dense_answer.hpp"
#include "support/model_case.hpp"

namespace {

using namespace lichen;
using namespace lichen::test;

/// Two mines of coal, in DE and PL, and a power plant in PL that burns it.
struct TwoMines : ::testing::Test {
  ModelCase model;
  FlowIndex coal = model.product("coal"), power = model.product("power");
  LocationIndex de = model.location("DE"), pl = model.location("PL");
  ActivityIndex east = mine("east", pl), west = mine("west", de);
  ActivityIndex plant = model.activity("plant");

  ActivityIndex mine(const std::string& name, LocationIndex place) {
    const ActivityIndex made = model.activity(name);
    model.output(made, coal, 1.);
    model.tables().activities[made.at()].location = place;
    return made;
  }
  Exchange& burns() {
    model.output(plant, power, 1.);
    model.tables().activities[plant.at()].location = pl;
    return model.input(plant, coal, 0.4);
  }
  /// The amount that the plant takes from a mine.
  double from(const std::string& mine_name) const {
    return -assembly.a.coeff(column_of(database, assembly, mine_name).value,
                             column_of(database, assembly, "plant").value);
  }
  void link(const LinkOptions& options = {}) {
    database = model.build();
    assembly = assemble(database, options);
  }

  Database database;
  Assembly assembly;
};

TEST_F(TwoMines, TakeTheDeclaredProvider) {
  burns().provider = west;
  link();
  EXPECT_EQ(from("west"), 0.4);
  EXPECT_EQ(from("east"), 0.);
  EXPECT_TRUE(assembly.obstacles.empty());
  EXPECT_TRUE(assembly.findings.empty());
}

TEST_F(TwoMines, AreAnObstacleThatListsTheCandidates) {
  burns();
  link();
  ASSERT_EQ(assembly.obstacles.size(), 1U);
  const Obstacle& obstacle = assembly.obstacles[0];
  EXPECT_EQ(obstacle.kind, "multiple_providers");
  EXPECT_EQ(obstacle.column, column_of(database, assembly, "plant"));
  for (const char* word : {"plant", "0.4 kg of \"coal\"", "east", "west", "PL", "DE",
                           "on_multiple_providers"}) {
    EXPECT_NE((obstacle.message + obstacle.way_out).find(word), std::string::npos)
        << obstacle.message;
  }
  // Nothing is guessed meanwhile: the input stands outside A.
  EXPECT_EQ(from("east"), 0.);
  EXPECT_EQ(from("west"), 0.);
  EXPECT_EQ(assembly.open.nonZeros(), 1);
}

TEST_F(TwoMines, AreChosenFromByTheLowestId) {
  burns();
  link({.on_multiple_providers = MultipleProviders::lowest_id});
  const bool east_is_first = make_id("activity east") < make_id("activity west");
  EXPECT_EQ(from(east_is_first ? "east" : "west"), 0.4);
  EXPECT_EQ(from(east_is_first ? "west" : "east"), 0.);
  ASSERT_EQ(assembly.findings.size(), 1U);
  EXPECT_EQ(assembly.findings.items()[0].kind, "multiple_providers");
  EXPECT_EQ(assembly.findings.items()[0].count, 1);
}

TEST_F(TwoMines, AreChosenFromByLocation) {
  burns();
  link({.on_multiple_providers = MultipleProviders::same_location});
  EXPECT_EQ(from("east"), 0.4);
  EXPECT_EQ(from("west"), 0.);
}

TEST_F(TwoMines, AreAnObstacleWhereBothStandInTheLocation) {
  burns();
  model.tables().activities[west.at()].location = pl;
  link({.on_multiple_providers = MultipleProviders::same_location});
  ASSERT_EQ(assembly.obstacles.size(), 1U);
  EXPECT_EQ(assembly.obstacles[0].kind, "multiple_providers");
}

TEST_F(TwoMines, AreNoSubstituteForADeclaredProviderThatMakesSomethingElse) {
  burns().provider = plant;
  link({.on_multiple_providers = MultipleProviders::lowest_id});
  ASSERT_EQ(assembly.obstacles.size(), 1U);
  EXPECT_EQ(assembly.obstacles[0].kind, "missing_provider");
  EXPECT_NE(assembly.obstacles[0].message.find("does not supply it"), std::string::npos);
  EXPECT_EQ(assembly.findings.items()[0].kind, "wrong_provider");
}

TEST_F(TwoMines, AreNoSubstituteForADeclaredProviderThatIsAbsent) {
  burns();
  model.absent_provider("a mine elsewhere");
  link({.on_multiple_providers = MultipleProviders::lowest_id});
  ASSERT_EQ(assembly.obstacles.size(), 1U);
  EXPECT_EQ(assembly.obstacles[0].kind, "missing_provider");
  EXPECT_NE(assembly.obstacles[0].message.find("a mine elsewhere"), std::string::npos);
}

TEST(Linking, CutsAMissingProviderOffIntoARowOfItsOwn) {
  ModelCase model;
  const FlowIndex steel = model.product("steel"), ore = model.product("ore");
  const FlowIndex slag = model.waste("slag");
  const ActivityIndex mill = model.activity("mill");
  model.output(mill, steel, 1.);
  model.input(mill, ore, 1.6);
  model.output(mill, slag, 0.3);
  const Database database = model.build();

  const Assembly assembly =
      assemble(database, {.on_missing_provider = MissingProvider::cut_off});

  EXPECT_TRUE(assembly.obstacles.empty());
  ASSERT_EQ(assembly.open_rows.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const bool is_ore = assembly.open_rows[i].flow == ore;
    EXPECT_EQ(assembly.open_rows[i].kind, OpenKind::cut_off);
    // What enters is negative, what leaves is positive.
    EXPECT_EQ(assembly.open.coeff(static_cast<Index>(i), 0), is_ore ? -1.6 : 0.3);
  }
  EXPECT_EQ(assembly.findings.size(), 2U);
  EXPECT_EQ(assembly.findings.items()[0].kind, "missing_provider");
}

TEST(Linking, IsAnObstacleWithoutProvider) {
  ModelCase model;
  const ActivityIndex mill = model.activity("mill");
  model.output(mill, model.product("steel"), 1.);
  model.input(mill, model.product("ore"), 1.6);
  const Database database = model.build();

  const Assembly assembly = assemble(database);

  ASSERT_EQ(assembly.obstacles.size(), 1U);
  EXPECT_EQ(assembly.obstacles[0].kind, "missing_provider");
  EXPECT_NE(assembly.obstacles[0].way_out.find("on_missing_provider=cut_off"),
            std::string::npos);
  EXPECT_EQ(assembly.findings.items()[0].severity, Severity::error);
  try {
    (void)assemble(database, {.strict = true});
    FAIL() << "strict linking accepts a missing provider";
  } catch (const DataError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("\n1 x missing_provider: add"), std::string::npos) << message;
    EXPECT_NE(message.find("\n  \"mill\" ("), std::string::npos) << message;
    EXPECT_NE(message.find("ore"), std::string::npos);
  }
}

TEST(Linking, NetsWhatAnActivityUsesOfItsOwnProduct) {
  ModelCase model;
  const FlowIndex power = model.product("power");
  const ActivityIndex plant = model.activity("plant");
  model.output(plant, power, 1.);
  model.input(plant, power, 0.2);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  EXPECT_EQ(assembly.a.coeff(0, 0), 0.8);
  EXPECT_EQ(assembly.a_parts.size(), 2U);
}

TEST(Linking, GivesAnActivityWithoutProductNoColumn) {
  ModelCase model;
  const ActivityIndex idle = model.activity("idle");
  model.output(idle, model.emission("CO2"), 1.);
  const ActivityIndex plant = model.activity("plant");
  model.output(plant, model.product("power"), 1.);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  EXPECT_EQ(assembly.columns.size(), 1U);
  EXPECT_EQ(assembly.b.rows(), 0);
  ASSERT_EQ(assembly.findings.size(), 1U);
  EXPECT_EQ(assembly.findings.items()[0].kind, "no_product");
  EXPECT_THROW((void)assemble(database, {.strict = true}), DataError);
}

TEST(Linking, OfAnEmptyDatabaseGivesEmptyMatrices) {
  const Assembly assembly = assemble(Database{});
  EXPECT_EQ(assembly.a.rows(), 0);
  EXPECT_EQ(assembly.a.cols(), 0);
  EXPECT_TRUE(assembly.obstacles.empty());
}

}  // namespace
