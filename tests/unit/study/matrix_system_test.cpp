#include "lichen/study/matrix_system.hpp"

#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/study/system.hpp"
#include "support/message.hpp"
#include "support/small_study.hpp"

namespace {

using namespace lichen;
using test::message_of;
using test::says;

SparseMatrix matrix(Index rows, Index columns,
                    const std::vector<Eigen::Triplet<double, Index>>& entries) {
  SparseMatrix m(rows, columns);
  m.setFromTriplets(entries.begin(), entries.end());
  return m;
}

/// Matrices that are kept by those that use them.
struct Kept {
  SparseMatrix a, b, c;
};

SystemMatrices views_of(const std::shared_ptr<Kept>& kept) {
  const auto view = [](const SparseMatrix& m) {
    return SystemMatrices::View(m.rows(), m.cols(), m.nonZeros(), m.outerIndexPtr(),
                                m.innerIndexPtr(), m.valuePtr());
  };
  return {view(kept->a), view(kept->b), view(kept->c), kept};
}

/// 1 kWh needs 0.25 kg of coal, 1 kg of coal 0.1 kWh; CO2 0.8 kg per kWh, counts 1.
std::shared_ptr<Kept> coal_power() {
  auto kept = std::make_shared<Kept>();
  kept->a = matrix(2, 2, {{0, 0, 1.}, {1, 0, -0.25}, {0, 1, -0.1}, {1, 1, 1.}});
  kept->b = matrix(1, 2, {{0, 0, 0.8}});
  kept->c = matrix(1, 1, {{0, 0, 1.}});
  return kept;
}

TEST(MatrixSystem, HasScoresWithErrors) {
  const MatrixSystem system(views_of(coal_power()));
  const MatrixAnswer answer = system.calculate(std::vector<ProductAmount>{{0, 2.}});
  EXPECT_NEAR(answer.scaling[0], 2. / 0.975, 1e-15);
  EXPECT_NEAR(answer.scaling[1], 0.5 / 0.975, 1e-15);
  ASSERT_EQ(answer.assessment.scores.size(), 1U);
  EXPECT_NEAR(answer.assessment.scores[0].value, 1.6 / 0.975, 4e-16);
  EXPECT_LE(answer.assessment.scores[0].error.printed(), 1e-14);
  EXPECT_EQ(answer.columns, (std::vector<Index>{0, 1}));
}

TEST(MatrixSystem, AnswersBitForBitAsTheDatabaseDoes) {
  const auto database = test::small_study_with_method();
  const System named(database);
  const MethodChoice choice = test::method_of(database);
  auto kept = std::make_shared<Kept>();
  kept->a = named.assembly().a;
  kept->b = named.assembly().b;
  kept->c = characterise(*database, named.assembly(), *database,
                         {CategoryIndex{0U}, CategoryIndex{1U}})
                .c;
  SystemMatrices views = views_of(kept);
  views.paired = true;
  const MatrixSystem system(std::move(views));

  const Demand demand{{"Heat, from coal", 10., "MJ"}};
  const Result expected = named.calculate(demand, choice);
  const Vector f = named.demand_vector(demand);
  std::vector<ProductAmount> positions;
  for (std::size_t k = 0; k < f.size(); ++k) {
    if (f[k] != 0.) positions.push_back({static_cast<Index>(k), f[k]});
  }
  const MatrixAnswer found = system.calculate(positions);

  EXPECT_EQ(found.scaling, expected.scaling);
  ASSERT_EQ(found.assessment.scores.size(), expected.scores.size());
  for (std::size_t k = 0; k < expected.scores.size(); ++k) {
    EXPECT_EQ(found.assessment.scores[k].value, expected.scores[k].value);
    EXPECT_EQ(found.assessment.scores[k].error.printed(),
              expected.scores[k].error.printed());
  }
}

TEST(MatrixSystem, SolvesRowsThatAreNotPairedWithColumns) {
  const auto kept = coal_power();
  kept->a = matrix(2, 2, {{1, 0, 1.}, {0, 0, -0.25}, {1, 1, -0.1}, {0, 1, 1.}});
  kept->a.coeffRef(0, 0) = 0.;  // rows are coal and power now, and power needs no coal
  const MatrixSystem system(views_of(kept));
  EXPECT_FALSE(system.paired());
  const MatrixAnswer answer = system.calculate(std::vector<ProductAmount>{{0, 1.}});
  EXPECT_NEAR(answer.scaling[0], 0.1, 1e-16);  // power for coal
  EXPECT_NEAR(answer.scaling[1], 1., 1e-15);
}

TEST(MatrixSystem, LeavesOutWhatADemandDoesNotReach) {
  const auto kept = std::make_shared<Kept>();
  // The third activity uses up all it makes; nobody needs it.
  kept->a = matrix(3, 3, {{0, 0, 1.}, {1, 1, 1.}, {1, 2, -1.}, {2, 2, 1.}, {2, 1, -1.}});
  kept->b = matrix(1, 3, {{0, 0, 2.}});
  kept->c = matrix(0, 1, {});
  const MatrixSystem system(views_of(kept));
  EXPECT_EQ(system.calculate(std::vector<ProductAmount>{{0, 1.}}).assessment.inventory,
            Vector{2.});
  const auto text = message_of<SingularError>(
      [&] { (void)system.calculate(std::vector<ProductAmount>{{1, 1.}}); });
  EXPECT_TRUE(says(text, "a loop that uses all it makes: activity 1; activity 2"));
}

TEST(MatrixSystem, NamesCulpritsWhereItHasNames) {
  const auto kept = coal_power();
  kept->a = matrix(2, 2, {{0, 0, 1.}, {1, 0, -1.}, {0, 1, -1.}, {1, 1, 1.}});
  SystemMatrices views = views_of(kept);
  views.activity_name = [](Index k) { return k == 0 ? "plant" : "mine"; };
  const MatrixSystem system(std::move(views));
  const auto text = message_of<SingularError>(
      [&] { (void)system.calculate(std::vector<ProductAmount>{{0, 1.}}); });
  EXPECT_TRUE(says(text, "plant; mine"));
}

TEST(MatrixSystem, NamesLoopsThatUseMoreThanTheyMake) {
  const auto kept = std::make_shared<Kept>();
  // The second and third use 1.5 of what they make of each other; the first is before.
  kept->a = matrix(
      3, 3, {{0, 0, 1.}, {1, 0, -1.}, {1, 1, 1.}, {1, 2, -1.5}, {2, 2, 1.}, {2, 1, -1.}});
  kept->b = matrix(1, 3, {{0, 0, 2.}});
  kept->c = matrix(0, 1, {});
  const MatrixSystem system(views_of(kept));
  using Loops = std::vector<std::vector<Index>>;
  for (const double amount : {1., -1.}) {
    const auto answer = system.calculate(std::vector<ProductAmount>{{0, amount}});
    EXPECT_EQ(answer.scaling, (Vector{amount, -2. * amount, -2. * amount}));
    EXPECT_EQ(answer.loops_above_one, (Loops{{1, 2}}));
  }
  EXPECT_EQ(MatrixSystem(views_of(coal_power()))
                .calculate(std::vector<ProductAmount>{{0, 1.}, {1, -1.}})
                .loops_above_one,
            Loops());
}

TEST(MatrixSystem, NamesWhatIsMissingInAMatrix) {
  const auto refusal = [](const SparseMatrix& a) {
    const auto kept = coal_power();
    kept->a = a;
    SystemMatrices views = views_of(kept);
    views.activity_name = [](Index k) { return k == 0 ? "plant" : "mine"; };
    views.product_name = [](Index k) { return k == 0 ? "power" : "coal"; };
    return message_of<SingularError>([&] {
      (void)MatrixSystem(views).calculate(std::vector<ProductAmount>{{0, 1.}});
    });
  };
  const std::string nobody = "products that nobody makes (net): coal";
  const std::string nothing = "activities without a product (net): mine";
  const auto empty_column = refusal(matrix(2, 2, {{0, 0, 1.}, {1, 0, -1.}}));
  const auto empty_row = refusal(matrix(2, 2, {{0, 0, 1.}, {0, 1, -1.}}));
  const auto both = refusal(matrix(2, 2, {{0, 0, 1.}}));
  for (const std::string& text : {empty_column, empty_row, both}) {
    EXPECT_TRUE(says(text, nobody)) << text;
    EXPECT_TRUE(says(text, nothing)) << text;
  }
}

TEST(MatrixSystem, TakesEmptyRowsOfBAndC) {
  const auto kept = coal_power();
  kept->b = matrix(3, 2, {{0, 0, 0.8}});               // two flows that nobody exchanges
  kept->c = matrix(3, 3, {{0, 0, 1.}, {2, 2, 100.}});  // one without factors, one of them
  const auto answer =
      MatrixSystem(views_of(kept)).calculate(std::vector<ProductAmount>{{0, 1.}});
  EXPECT_EQ(answer.assessment.inventory[1], 0.);
  ASSERT_EQ(answer.assessment.scores.size(), 3U);
  EXPECT_NEAR(answer.assessment.scores[0].value, .8 / .975, 1e-15);
  for (const std::size_t k : {1U, 2U}) {
    EXPECT_EQ(answer.assessment.scores[k].value, 0.);
    EXPECT_EQ(answer.assessment.scores[k].error.printed(), 0.);
  }
}

TEST(MatrixSystem, RefusesObstaclesThatADemandReaches) {
  const auto kept = coal_power();
  kept->a = matrix(2, 2, {{0, 0, 1.}, {0, 1, -0.1}, {1, 1, 1.}});
  SystemMatrices views = views_of(kept);
  views.obstacles.push_back(
      {ColumnIndex{1U}, "missing_provider", "the mine needs a drill", "buy one"});
  const MatrixSystem system(std::move(views));
  EXPECT_NO_THROW((void)system.calculate(std::vector<ProductAmount>{{0, 1.}}));
  const auto text = message_of<DataError>(
      [&] { (void)system.calculate(std::vector<ProductAmount>{{1, 1.}}); });
  EXPECT_TRUE(says(text, "the mine needs a drill"));
  EXPECT_TRUE(says(text, "buy one"));
}

TEST(MatrixSystem, RefusesWhatDoesNotFit) {
  const auto refusal = [](auto change) {
    const auto kept = coal_power();
    change(*kept);
    return message_of<ShapeError>([&] { (void)MatrixSystem(views_of(kept)); });
  };
  EXPECT_TRUE(says(refusal([](Kept& k) { k.a = matrix(2, 3, {}); }), "it is 2 x 3"));
  EXPECT_TRUE(says(refusal([](Kept& k) { k.a = matrix(0, 0, {}); }), "it is 0 x 0"));
  EXPECT_TRUE(says(refusal([](Kept& k) { k.b = matrix(1, 3, {}); }), "it is 1 x 3"));
  EXPECT_TRUE(says(refusal([](Kept& k) { k.c = matrix(1, 2, {}); }), "it is 1 x 2"));
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(says(refusal([](Kept& k) { k.a.coeffRef(1, 0) = nan; }),
                   "A entry of row 1, column 0"));
  EXPECT_TRUE(says(refusal([](Kept& k) {
                     k.b.coeffRef(0, 0) = -std::numeric_limits<double>::infinity();
                   }),
                   "B entry"));
  const MatrixSystem system(views_of(coal_power()));
  using Amounts = std::vector<ProductAmount>;
  for (const Amounts& demand :
       {Amounts{}, Amounts{{2, 1.}}, Amounts{{-1, 1.}}, Amounts{{0, nan}}}) {
    EXPECT_THROW((void)system.calculate(demand), ShapeError);
  }
}

TEST(DemandUnits, AreThoseThatADemandMayUse) {
  const auto database = test::small_study_with_method();
  int heat_in_gigajoules = 0;
  for (const Flow& flow : database->flows) {
    if (flow.type != FlowType::product) continue;
    const auto units = demand_units(*database, flow, UnitFactors::package);
    EXPECT_FALSE(units.empty());
    for (const DemandUnit& unit : units) {
      EXPECT_EQ(unit.factor, reference_amount(*database, flow, {"x", 1., unit.name},
                                              UnitFactors::package))
          << unit.name;
      if (unit.name == "GJ" && database->text(flow.name).find("heat") == 0) {
        EXPECT_NEAR(unit.factor, 1000., 1e-9);
        ++heat_in_gigajoules;
      }
    }
  }
  EXPECT_GT(heat_in_gigajoules, 0);
}

}  // namespace
