#include "lichen/calc/scenarios.hpp"

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "support/matrices.hpp"
#include "support/message.hpp"

namespace {

using lichen::PreparedScores;
using lichen::ProductAmount;
using lichen::Scenario;
using lichen::ScenarioOptions;
using lichen::Scenarios;
using lichen::ScenarioScores;
using lichen::ScenarioWay;
using lichen::SparseMatrix;
using lichen::Technosphere;
using lichen::test::from_rows;

using Demand = std::vector<ProductAmount>;

/// Heijungs & Suh 2002, chapter 2: electricity from fuel; CO2 + 2 SO2, and CO2 alone.
/// 1000 kWh take 100 runs of the plant and 2 of the refinery: 120 kg CO2, 14 kg SO2.
const SparseMatrix power = from_rows({{10., 0.}, {-2., 100.}});
const SparseMatrix emissions = from_rows({{1., 10.}, {.1, 2.}, {0., -50.}});
const SparseMatrix factors = from_rows({{1., 2., 0.}, {1., 0., 0.}});
const Demand kilowatt_hours = {{0, 1000.}};

Scenarios textbook(ScenarioOptions options = {}) {
  return {Technosphere(power), emissions, factors, std::move(options)};
}

/// Two that use each other and a third that nobody uses: 1 unit of the first takes
/// 1 / (1 - 0.5 * 0.4) = 1.25 runs of it and 0.5 of the second.
Scenarios loop() {
  return {Technosphere(from_rows({{1., -.5, 0.}, {-.4, 1., 0.}, {0., 0., 1.}})),
          from_rows({{1., 2., 4.}}), from_rows({{1.}})};
}

std::vector<double> values(const ScenarioScores& result, std::size_t demand = 0) {
  std::vector<double> numbers;
  EXPECT_EQ(result.failure, "");
  if (result.failed()) return numbers;
  for (const auto& score : result.scores[demand]) numbers.push_back(score.value);
  return numbers;
}

TEST(Scenarios, WithoutAChangeAreTheBase) {
  const auto result = textbook().score({"as it is", {}, {}}, kilowatt_hours);
  EXPECT_EQ(result.name, "as it is");
  EXPECT_EQ(values(result), (std::vector{148., 120.}));
  EXPECT_EQ(
      values(textbook().score({"same", {{1, 0, -2.}}, {{0, 1, 10.}}}, kilowatt_hours)),
      (std::vector{148., 120.}));
}

TEST(Scenarios, SetAnInputToAnotherAmount) {
  // Half the fuel: 1 run of the refinery, 110 kg CO2, 12 kg SO2.
  const auto result = textbook().score({"half", {{1, 0, -1.}}, {}}, kilowatt_hours);
  EXPECT_EQ(values(result), (std::vector{134., 110.}));
  EXPECT_EQ(result.way, ScenarioWay::update);
}

TEST(Scenarios, SetAnEfficiency) {
  // 20 kWh a run: 50 runs, 1 of the refinery: 60 kg CO2.
  EXPECT_EQ(values(textbook().score({"twice", {{0, 0, 20.}}, {}}, kilowatt_hours))[1],
            60.);
}

TEST(Scenarios, SetAnEmission) {
  EXPECT_EQ(values(textbook().score({"captured", {}, {{0, 0, .25}}}, kilowatt_hours))[1],
            45.);
  // A flow that the plant did not have: 14 + 1 kg SO2.
  EXPECT_EQ(values(textbook().score({"new", {}, {{1, 0, .11}}}, kilowatt_hours)),
            (std::vector{150., 120.}));
}

TEST(Scenarios, RemoveAnEntryBySettingItToZero) {
  EXPECT_EQ(values(textbook().score({"no fuel", {{1, 0, 0.}}, {}}, kilowatt_hours))[1],
            100.);
}

TEST(Scenarios, ChangeBothMatricesAtOnce) {
  // 110 runs' worth: 50 runs of 0.5 kg and 0.5 of the refinery's 10.
  const Scenario both{"both", {{0, 0, 20.}, {1, 0, -1.}}, {{0, 0, .5}}};
  EXPECT_EQ(values(textbook().score(both, kilowatt_hours))[1], 30.);
}

TEST(Scenarios, AreExactForSeveralChangesInOneLoop) {
  EXPECT_DOUBLE_EQ(values(loop().score({"base", {}, {}}, {{0, 1.}}))[0], 2.25);
  // a = 0.25, b = 0.8: s = 1 / (1 - 0.2) = 1.25, and 1 of the second.
  const Scenario both{"both", {{0, 1, -.25}, {1, 0, -.8}}, {}};
  EXPECT_DOUBLE_EQ(values(loop().score(both, {{0, 1.}}))[0], 3.25);
}

TEST(Scenarios, ReplaceASupplier) {
  // The first takes the third instead of the second: 1 + 0.4 * 4.
  const Scenario other{"third", {{1, 0, 0.}, {2, 0, -.4}}, {}};
  EXPECT_DOUBLE_EQ(values(loop().score(other, {{0, 1.}}))[0], 2.6);
}

TEST(Scenarios, AnswerEachDemand) {
  const std::vector<Demand> demands = {{{0, 1.}}, {{1, 1.}}, {{0, 1.}, {1, 1.}}};
  const Scenario other{"third", {{1, 0, 0.}, {2, 0, -.4}}, {}};
  const auto result = loop().score({&other, 1}, demands);
  ASSERT_EQ(result.size(), 1u);
  EXPECT_DOUBLE_EQ(values(result[0], 1)[0], 3.3);
  EXPECT_DOUBLE_EQ(values(result[0], 2)[0], 2.6 + 3.3);
}

TEST(Scenarios, CarryAProvedErrorThatCoversTheNumber) {
  const auto result = loop().score({"third", {{1, 0, 0.}, {2, 0, -.4}}, {}}, {{0, 1.}});
  const lichen::Score& score = result.scores[0][0];
  ASSERT_TRUE(score.error.bound.has_value());
  EXPECT_LE(std::abs(score.value - 2.6), *score.error.bound);
  EXPECT_LT(*score.error.bound, 1e-15 * 2.6);
}

TEST(Scenarios, FailByNameWhileOthersAreAnswered) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Scenario> scenarios = {
      {"no such column", {{0, 7, 1.}}, {}}, {"no such flow", {}, {{3, 0, 1.}}},
      {"no number", {{0, 0, nan}}, {}},     {"twice", {{1, 0, -1.}, {1, 0, -3.}}, {}},
      {"no product", {{0, 0, 0.}}, {}},     {"half", {{1, 0, -1.}}, {}}};
  const std::vector<Demand> demands = {kilowatt_hours};
  const auto results = textbook().score(scenarios, demands);
  ASSERT_EQ(results.size(), 6u);
  EXPECT_EQ(results[0].failure,
            "sets entry (0, 7) of the technosphere, which has 2 rows and 2 columns");
  EXPECT_EQ(results[1].failure,
            "sets entry (3, 0) of the biosphere matrix, which has 3 rows and 2 columns");
  EXPECT_EQ(results[2].failure,
            "sets entry (0, 0) of the technosphere to what is not a finite number");
  EXPECT_EQ(results[3].failure,
            "sets entry (1, 0) of the technosphere twice: to -3 and to -1");
  EXPECT_NE(results[4].failure.find("has no inverse"), std::string::npos);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(results[i].name, scenarios[i].name);
    EXPECT_TRUE(results[i].failed());
    EXPECT_TRUE(results[i].scores.empty());
  }
  EXPECT_EQ(values(results[5])[1], 110.);
}

TEST(Scenarios, TakeOneEntrySetTwiceToOneValue) {
  EXPECT_EQ(values(textbook().score({"twice", {{1, 0, -1.}, {1, 0, -1.}}, {}},
                                    kilowatt_hours))[1],
            110.);
}

TEST(Scenarios, SayThatALoopEatsAllItMakes) {
  const auto result = loop().score({"eats", {{0, 1, -2.5}}, {}}, {{0, 1.}});
  EXPECT_NE(result.failure.find("has no inverse"), std::string::npos);
  // One that gives nothing back to 17 digits is as singular for whoever solves it.
  const auto nearly =
      loop().score({"nearly", {{0, 1, -2.5 * (1. - 1e-16)}}, {}}, {{0, 1.}});
  EXPECT_TRUE(nearly.failed());
}

TEST(Scenarios, AreSolvedAfreshWhereThatIsCheaper) {
  constexpr lichen::Index n = 300;
  std::vector<lichen::test::Entry> entries;
  Scenario all{"all", {}, {}};
  for (lichen::Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    if (j == 0) continue;
    entries.push_back({j, j - 1, -.5});
    all.technosphere.push_back({j, j - 1, -.25});
  }
  const SparseMatrix chain = lichen::test::from_entries(n, n, entries);
  std::vector<lichen::test::Entry> each;
  for (lichen::Index j = 0; j < n; ++j) each.push_back({0, j, 1.});
  const SparseMatrix b = lichen::test::from_entries(1, n, each);
  const Scenarios scenarios(Technosphere(chain), b, from_rows({{1.}}));
  const auto result = scenarios.score(all, {{0, 1.}});
  EXPECT_EQ(result.way, ScenarioWay::fresh);
  EXPECT_DOUBLE_EQ(values(result)[0], 4. / 3.);
}

TEST(Scenarios, TakePricesThatAreKnown) {
  const Technosphere technosphere(power);
  const auto prices =
      std::make_shared<const PreparedScores>(technosphere, emissions, factors);
  const Scenarios scenarios(technosphere, emissions, factors, prices);
  EXPECT_EQ(&scenarios.prices(), prices.get());
  EXPECT_EQ(values(scenarios.score({"half", {{1, 0, -1.}}, {}}, kilowatt_hours))[1],
            110.);
  EXPECT_THROW(Scenarios(technosphere, emissions, from_rows({{1., 0., 0.}}), prices),
               lichen::ShapeError);
  EXPECT_THROW(Scenarios(technosphere, emissions, factors, nullptr), lichen::ShapeError);
}

TEST(Scenarios, RefuseADemandOfNoProduct) {
  EXPECT_THROW(static_cast<void>(textbook().score({"a", {}, {}}, {{2, 1.}})),
               lichen::ShapeError);
}

TEST(Scenarios, RefuseAmountsThatAreNotFinite) {
  for (const double none : {std::numeric_limits<double>::quiet_NaN(),
                            std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(lichen::test::message_of<lichen::ShapeError>(
                  [&] { (void)textbook().score({"a", {}, {}}, {{1, none}}); }),
              "the amount of product 1 is not a finite number");
  }
}

TEST(Scenarios, LetTheirCallerSayWhatFailed) {
  ScenarioOptions options;
  options.explain = [](const lichen::Error& error, const SparseMatrix& a) {
    const bool singular = dynamic_cast<const lichen::SingularError*>(&error) != nullptr;
    return std::string(singular ? "the plant makes " : "?") +
           std::to_string(static_cast<int>(a.coeff(0, 0)));
  };
  const auto result =
      textbook(options).score({"no product", {{0, 0, 0.}}, {}}, kilowatt_hours);
  EXPECT_EQ(result.failure, "the plant makes 0");
}

TEST(Scenarios, GiveTheSameNumbersWhateverElseIsAskedAndKept) {
  const std::vector<Scenario> scenarios = {{"half", {{1, 0, -1.}}, {}},
                                           {"twice", {{0, 0, 20.}}, {}},
                                           {"captured", {}, {{0, 0, .3}}}};
  const std::vector<Demand> demands = {kilowatt_hours};
  const Scenarios forgetful =
      textbook({.solve = {}, .threads = 1, .memory = 0, .progress = {}});
  const auto together = textbook().score(scenarios, demands);
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    EXPECT_EQ(values(together[i]), values(forgetful.score(scenarios[i], kilowatt_hours)));
  }
}

TEST(Scenarios, TellHowFarTheyAreAndStopWhenTold) {
  std::int64_t last = 0;
  ScenarioOptions options;
  options.threads = 1;
  options.progress = [&](std::string_view task, std::int64_t done, std::int64_t total) {
    EXPECT_EQ(task, "scenarios");
    EXPECT_EQ(total, 3);
    EXPECT_EQ(done, last + 1);
    last = done;
    if (done == 2) throw std::runtime_error("enough");
  };
  const std::vector<Scenario> three(3);
  const std::vector<Demand> demands = {kilowatt_hours};
  EXPECT_THROW(static_cast<void>(textbook(options).score(three, demands)),
               std::runtime_error);
  EXPECT_EQ(last, 2);
}

}  // namespace
