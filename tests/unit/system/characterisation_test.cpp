#include "lichen/system/characterisation.hpp"

#include <cmath>
#include <limits>

#include "support/dense_answer.hpp"
#include "support/method_case.hpp"
#include "support/model_case.hpp"

namespace {

using namespace lichen;
using namespace lichen::test;

/// One activity that emits 2 methane and 3 of a long-term metal, and takes 4 ore.
struct Characterising : ::testing::Test {
  ModelCase model;
  FlowIndex methane = model.emission("methane"), metal = model.emission("metal");
  FlowIndex ore = model.resource("ore");
  Database database;
  Assembly assembly;
  MethodCase methods;

  Characterising() {
    const ActivityIndex plant = model.activity("plant");
    model.output(plant, model.product("power"), 1.);
    model.output(plant, methane, 2.);
    model.output(plant, metal, 3.);
    model.input(plant, ore, 4.);
    Flow& long_term = model.tables().flows[metal.at()];
    long_term.category = model.tables().texts.add("water/ground-, long-term");
    methods.category("climate");
  }
  Characterisation run(const FlowMap* map = nullptr,
                       const CharacterisationOptions& options = {}) {
    if (database.activities.empty()) {
      database = model.build();
      assembly = assemble(database);
    }
    std::vector<CategoryIndex> categories;
    for (std::size_t i = 0; i < methods.database().categories.size(); ++i) {
      categories.emplace_back(i);
    }
    return characterise(database, assembly, methods.database(), categories, map, options);
  }
  /// The entry of C for a flow of the database.
  double factor(const Characterisation& result, FlowIndex flow,
                Index category = 0) const {
    for (std::size_t row = 0; row < assembly.flows.size(); ++row) {
      if (assembly.flows[row] == flow) {
        return result.c.coeff(category, static_cast<Index>(row));
      }
    }
    return std::nan("");
  }
};

TEST_F(Characterising, MeetsTheFlowOfTheSameId) {
  methods.factor(methods.flow("methane"), 28.);
  methods.category("toxicity");
  methods.factor(methods.flow("metal"), 7.);
  const Characterisation result = run();
  EXPECT_EQ(result.c.rows(), 2);
  EXPECT_EQ(result.c.cols(), 3);
  EXPECT_EQ(result.c.nonZeros(), 2);
  EXPECT_EQ(factor(result, methane), 28.);
  EXPECT_EQ(factor(result, metal, 1), 7.);
  ASSERT_EQ(result.matches.size(), 2U);
  EXPECT_EQ(result.matches[0].rule, MatchRule::same_id);
  EXPECT_EQ(result.matches[0].category, 0);
  EXPECT_EQ(result.matches[1].category, 1);
  EXPECT_TRUE(result.findings.empty());
}

TEST_F(Characterising, ConvertsByTheDatabasesOwnUnits) {
  // The method only refers to the tonne; the database knows that it is 1000 kg.
  Factor& factor_per_tonne = methods.factor(methods.flow("methane"), 28.);
  factor_per_tonne.unit = methods.unit("t");
  factor_per_tonne.property = methods.property("Mass");
  EXPECT_EQ(factor(run(), methane), 0.028);
}

TEST_F(Characterising, ConvertsByThePropertiesOfTheDatabasesFlow) {
  // Ore by mass, 1 kg of which is 0.5 m3; the factor counts per m3.
  model.tables().flow_property_factors.push_back({model.mass, 1.});
  model.tables().flow_property_factors.push_back({model.volume, 0.5});
  Flow& row = model.tables().flows[ore.at()];
  row.first_property =
      static_cast<std::uint32_t>(model.tables().flow_property_factors.size() - 2);
  row.property_count = 2;
  Factor& per_volume = methods.factor(methods.flow("ore"), 10.);
  per_volume.unit = methods.unit("m3");
  per_volume.property = methods.property("Volume");
  EXPECT_EQ(factor(run(), ore), 5.);
}

TEST_F(Characterising, ConvertsByThePropertiesOfTheMethodsFlow) {
  // Only the method knows that 1 kg of ore is 2 m3, and counts per kg; the database has
  // m3.
  Database& d = methods.tables();
  const FlowIndex flow = methods.flow("ore");
  const UnitIndex kg = methods.unit("kg"), m3 = methods.unit("m3");
  const FlowPropertyIndex mass = methods.property("Mass"),
                          volume = methods.property("Volume");
  d.unit_groups.resize(2);
  d.units[kg.at()].group = UnitGroupIndex{0U};
  d.units[m3.at()].group = UnitGroupIndex{1U};
  d.flow_properties[mass.at()].group = UnitGroupIndex{0U};
  d.flow_properties[volume.at()].group = UnitGroupIndex{1U};
  d.flow_property_factors = {{mass, 1.}, {volume, 2.}};
  Flow& row = d.flows[flow.at()];
  row.reference_property = mass;
  row.reference_unit = kg;
  row.property_count = 2;
  Flow& own = model.tables().flows[ore.at()];
  own.reference_property = model.volume;
  own.reference_unit = model.cubic_metre;
  model.tables().flow_property_factors.back() = {model.mass, 1.};
  own.property_count = 0;
  methods.factor(flow, 10.).unit = kg;
  EXPECT_EQ(factor(run(), ore), 5.);  // 1 m3 is 0.5 kg
}

TEST_F(Characterising, ConvertsByNameWhereIdsTellNothing) {
  const UnitIndex gram = methods.unit("g");
  methods.tables().units[gram.at()].id = make_id("a gram of another package");
  methods.factor(methods.flow("methane"), 0.028).unit = gram;
  EXPECT_DOUBLE_EQ(factor(run(), methane), 28.);
}

TEST_F(Characterising, NeverTakesAnUnknownUnitForOne) {
  for (const char* unit : {"no such unit", "m3"}) {
    methods = MethodCase();
    methods.category("climate");
    methods.factor(methods.flow("methane"), 28.).unit = methods.unit(unit);
    const Characterisation result = run();
    EXPECT_EQ(result.c.nonZeros(), 0);
    ASSERT_EQ(result.matches.size(), 1U);
    EXPECT_EQ(result.matches[0].rule, MatchRule::unit_mismatch);
    ASSERT_EQ(result.findings.size(), 1U);
    EXPECT_EQ(result.findings.items()[0].kind, "unit_mismatch");
  }
}

TEST_F(Characterising, TakesTheFactorWithoutLocation) {
  const FlowIndex flow = methods.flow("methane");
  methods.factor(flow, 9.).location = methods.location("L1");
  methods.factor(flow, 3.);
  methods.factor(flow, 6.).location = methods.location("L2");
  EXPECT_EQ(factor(run(), methane), 3.);
}

TEST_F(Characterising, NeverAveragesLocatedFactors) {
  const FlowIndex flow = methods.flow("methane");
  methods.factor(flow, 9.).location = methods.location("L1");
  methods.factor(flow, 6.).location = methods.location("L2");
  const Characterisation result = run();
  EXPECT_EQ(result.c.nonZeros(), 0);
  ASSERT_EQ(result.matches.size(), 1U);
  EXPECT_EQ(result.matches[0].rule, MatchRule::only_located);
  EXPECT_EQ(result.findings.items()[0].kind, "only_located_factors");
}

TEST_F(Characterising, MergesEqualFactors) {
  const FlowIndex flow = methods.flow("methane");
  methods.factor(flow, 28.);
  Factor& same = methods.factor(flow, 28000.);
  same.unit = methods.unit("t");
  same.property = methods.property("Mass");
  const Characterisation result = run();
  EXPECT_EQ(factor(result, methane), 28.);
  EXPECT_TRUE(result.findings.empty());
}

TEST_F(Characterising, LeavesConflictingFactorsToAPolicy) {
  const FlowIndex flow = methods.flow("methane");
  for (const double value : {28., 30., 27., 28.}) methods.factor(flow, value);

  const Characterisation undecided = run();
  EXPECT_EQ(undecided.c.nonZeros(), 0);
  ASSERT_EQ(undecided.matches.size(), 3U);  // equal ones merge
  for (const FactorMatch& match : undecided.matches) {
    EXPECT_EQ(match.rule, MatchRule::conflicting);
    EXPECT_EQ(match.value, 0.);
  }
  EXPECT_EQ(undecided.findings.items()[0].kind, "conflicting_factors");

  const auto chosen = [&](DuplicateFactor policy) {
    return factor(run(nullptr, {.on_duplicate_factor = policy}), methane);
  };
  EXPECT_EQ(chosen(DuplicateFactor::first), 28.);
  EXPECT_EQ(chosen(DuplicateFactor::last), 27.);
  EXPECT_EQ(chosen(DuplicateFactor::max), 30.);
  EXPECT_EQ(chosen(DuplicateFactor::min), 27.);
  EXPECT_DOUBLE_EQ(chosen(DuplicateFactor::mean), 85. / 3.);
}

TEST_F(Characterising, LeavesLongTermEmissionsOutOnlyWhenAsked) {
  methods.factor(methods.flow("metal"), 7.);
  EXPECT_EQ(factor(run(), metal), 7.);
  const Characterisation result = run(nullptr, {.exclude_long_term = true});
  EXPECT_EQ(result.c.nonZeros(), 0);
  ASSERT_EQ(result.matches.size(), 1U);
  EXPECT_EQ(result.matches[0].rule, MatchRule::excluded_long_term);
}

TEST_F(Characterising, ChangesTheSignOfAFlowThatCountsTheOtherWay) {
  methods.factor(methods.flow("ore", NominalDirection::to_nature), 5.);
  methods.factor(methods.flow("methane", NominalDirection::to_nature), 28.);
  const Characterisation result = run();
  EXPECT_EQ(factor(result, ore), -5.);
  EXPECT_EQ(factor(result, methane), 28.);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings.items()[0].kind, "direction_differs");
}

/// A row of a flow map between flows of the cases.
FlowMapEntry sends(const std::string& source, const std::string& target, double factor,
                   const std::string& match = "=") {
  FlowMapEntry entry;
  entry.source = make_id("flow " + source);
  entry.target = make_id("flow " + target);
  entry.factor = factor;
  entry.match = match;
  entry.source_unit = "kg";
  entry.target_unit = "kg";
  return entry;
}

TEST_F(Characterising, FollowsAFlowMap) {
  methods.factor(methods.flow("CH4"), 28.).unit = methods.unit("kg");
  FlowMap map;
  map.entries = {sends("methane", "CH4", 2., "~")};
  const Characterisation result = run(&map);
  EXPECT_EQ(factor(result, methane), 56.);  // 1 methane is 2 CH4
  ASSERT_EQ(result.matches.size(), 1U);
  EXPECT_EQ(result.matches[0].rule, MatchRule::flow_map);
  EXPECT_EQ(result.matches[0].match, "~");
}

TEST_F(Characterising, AddsSeveralTargetsOfOneSource) {
  methods.factor(methods.flow("C"), 3.).unit = methods.unit("kg");
  methods.factor(methods.flow("H"), 5.).unit = methods.unit("kg");
  methods.flow("nothing");
  FlowMap map;
  map.entries = {sends("methane", "C", 0.75), sends("methane", "H", 0.25),
                 sends("methane", "nothing", 1.), sends("methane", "absent", 1.)};
  const Characterisation result = run(&map);
  EXPECT_EQ(factor(result, methane), 0.75 * 3. + 0.25 * 5.);
  EXPECT_EQ(result.matches.size(), 2U);
  EXPECT_EQ(result.c.nonZeros(), 1);
}

TEST_F(Characterising, FollowsTheMapAloneWhereItNamesAFlow) {
  methods.factor(methods.flow("methane"), 1.).unit = methods.unit("kg");
  methods.factor(methods.flow("CH4"), 28.).unit = methods.unit("kg");
  FlowMap map;
  map.entries = {sends("methane", "CH4", 1.)};
  EXPECT_EQ(factor(run(&map), methane), 28.);
}

TEST_F(Characterising, ConvertsTheUnitsOfAFlowMap) {
  // 1 t of the source is 3 g of the target, whose factor counts per kg.
  methods.factor(methods.flow("CH4"), 28.).unit = methods.unit("kg");
  FlowMap map;
  map.entries = {sends("methane", "CH4", 3.)};
  map.entries[0].source_unit = "t";
  map.entries[0].target_unit = "g";
  EXPECT_DOUBLE_EQ(factor(run(&map), methane), 28. * 0.001 * 3. * 0.001);
}

TEST_F(Characterising, RefusesAFlowMapOfAnotherDimension) {
  methods.factor(methods.flow("CH4"), 28.).unit = methods.unit("kg");
  FlowMap map;
  map.entries = {sends("methane", "CH4", 3.)};
  map.entries[0].source_unit = "m3";
  const Characterisation result = run(&map);
  EXPECT_EQ(result.c.nonZeros(), 0);
  EXPECT_EQ(result.matches[0].rule, MatchRule::unit_mismatch);
}

TEST_F(Characterising, CountsARepeatedRowOfAFlowMapOnce) {
  methods.factor(methods.flow("CH4"), 28.).unit = methods.unit("kg");
  FlowMap map;
  map.entries = {sends("methane", "CH4", 1.), sends("methane", "CH4", 1.)};
  EXPECT_EQ(factor(run(&map), methane), 28.);
  map.entries[1].factor = 2.;
  const Characterisation result = run(&map);
  EXPECT_EQ(result.c.nonZeros(), 0);
  EXPECT_EQ(result.matches[0].rule, MatchRule::conflicting);
  EXPECT_EQ(result.findings.items()[0].kind, "flow_map_conflict");
}

TEST_F(Characterising, TakesTheDirectionOfATargetFromItsContext) {
  methods.factor(methods.flow("CO2"), 1.).unit = methods.unit("kg");
  FlowMap map;
  map.entries = {sends("ore", "CO2", 1.)};
  map.entries[0].target_context = "emission/air";
  EXPECT_EQ(factor(run(&map), ore), -1.);
}

TEST_F(Characterising, ExplainsOneFlowInEachCategory) {
  methods.factor(methods.flow("methane"), 28.);
  methods.category("toxicity");
  methods.factor(methods.flow("metal"), 7.);
  (void)run();
  const auto matches =
      match_flow(database, methane, NominalDirection::to_nature, methods.database(),
                 {CategoryIndex{0U}, CategoryIndex{1U}});
  ASSERT_EQ(matches.size(), 2U);
  EXPECT_EQ(matches[0].rule, MatchRule::same_id);
  EXPECT_EQ(matches[0].value, 28.);
  EXPECT_EQ(matches[1].rule, MatchRule::no_factor);
  EXPECT_EQ(matches[1].category, 1);
}

}  // namespace
