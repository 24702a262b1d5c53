// Laws that answers by name obey, whatever words and units a study is written in.

#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/model/builder.hpp"
#include "lichen/study/system.hpp"
#include "support/model_case.hpp"
#include "support/seeded_check.hpp"

namespace {

using namespace lichen;
using test::holds;

/// How a study is written down; none of it may change an answer.
struct Writing {
  double scale = 1.;      ///< every activity is written for so much of its product
  bool in_grams = false;  ///< amounts of products in g, where the flows are in kg
  bool split = false;     ///< every input stands twice, with half of its amount
};

/// A study of a seed: up to nine activities in a loop, each makes 1 kg, needs less than
/// 1 kg of all others together, and emits two gases. The last one treats a waste.
struct DrawnStudy {
  explicit DrawnStudy(std::uint64_t of) : seed(of) {}

  [[nodiscard]] std::shared_ptr<Database> written(const Writing& how = {}) const {
    std::mt19937_64 random(seed);
    const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
    const std::size_t count = 2 + random() % 8;
    DatabaseBuilder builder;
    const auto gas = builder.elementary_flow("gas", "kg", "air");
    const auto other = builder.elementary_flow("other gas", "kg", "air");
    std::vector<FlowIndex> products;
    std::vector<ActivityIndex> activities;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string number = std::to_string(i);
      const bool treats = i + 1 == count;
      products.push_back(treats ? builder.waste("waste", "kg")
                                : builder.product("product " + number, "kg"));
      activities.push_back(builder.activity("activity " + number));
    }
    const auto amount = [&](double kilograms) {
      return kilograms * how.scale * (how.in_grams ? 1000. : 1.);
    };
    const std::string unit = how.in_grams ? "g" : "kg";
    for (std::size_t j = 0; j < count; ++j) {
      const bool treats = j + 1 == count;
      const ActivityIndex activity = activities[j];
      if (treats) {
        builder.input(activity, products[j], amount(1.), unit);
      } else {
        builder.output(activity, products[j], amount(1.), unit);
        builder.output(activity, products.back(), amount(0.1 * uniform()), unit);
      }
      for (std::size_t i = 0; i + 1 < count; ++i) {
        const double need = amount(0.9 * uniform() / static_cast<double>(count));
        if (i == j) continue;
        const int parts = how.split ? 2 : 1;
        for (int part = 0; part < parts; ++part) {
          builder.input(activity, products[i], need / parts, unit);
        }
      }
      builder.output(activity, gas, uniform() * how.scale);
      builder.output(activity, other, uniform() * how.scale);
    }
    const auto method = builder.method("method");
    const auto climate = builder.category(method, "climate", "kg CO2 eq");
    builder.factor(climate, gas, 1.);
    builder.factor(climate, other, -20. * uniform());
    return std::make_shared<Database>(builder.build());
  }

  std::uint64_t seed;
};

Result answer(const std::shared_ptr<Database>& database, const Demand& demand) {
  MethodChoice choice;
  choice.methods = database;
  return System(database).calculate(demand, choice);
}

/// Σ of the magnitudes that the score of an answer is made of.
double size_of(const Result& result) {
  double size = 0.;
  for (const auto& row : result.by_flow.at(0)) size += std::abs(row.value);
  return size;
}

/// Two answers agree to the rounding of what they are made of.
bool agree(const Result& x, const Result& y) {
  return std::abs(x.scores[0].value - y.scores[0].value) <= 1e-13 * size_of(x);
}

DrawnStudy draw() { return DrawnStudy(*rc::gen::arbitrary<std::uint64_t>()); }

const Demand one{{"activity 0", 1., "kg"}};

TEST(StudyLaw, TheScaleOfAnActivityDoesNotMatter) {
  holds(100, [] {
    const DrawnStudy study = draw();
    RC_ASSERT(
        agree(answer(study.written(), one), answer(study.written({.scale = 7.3}), one)));
  });
}

TEST(StudyLaw, TheUnitsOfExchangesDoNotMatter) {
  holds(100, [] {
    const DrawnStudy study = draw();
    RC_ASSERT(agree(answer(study.written(), one),
                    answer(study.written({.in_grams = true}), one)));
  });
}

TEST(StudyLaw, AnExchangeMayBeWrittenInTwoParts) {
  holds(100, [] {
    const DrawnStudy study = draw();
    RC_ASSERT(
        agree(answer(study.written(), one), answer(study.written({.split = true}), one)));
  });
}

TEST(StudyLaw, TheUnitOfADemandDoesNotMatter) {
  holds(50, [] {
    const auto database = draw().written();
    RC_ASSERT(
        agree(answer(database, one), answer(database, {{"activity 0", 1000., "g"}})));
    RC_ASSERT(agree(answer(database, one), answer(database, {{"product 0", 1e-3, "t"}})));
  });
}

TEST(StudyLaw, ADemandOfTwoIsTheSumOfBoth) {
  holds(100, [] {
    const auto database = draw().written();
    const Result product = answer(database, {{"activity 0", 2.}});
    const Result treatment = answer(database, {{"waste", 3.}});
    const Result both = answer(database, {{"activity 0", 2.}, {"waste", 3.}});
    const double sum = product.scores[0].value + treatment.scores[0].value;
    RC_ASSERT(std::abs(both.scores[0].value - sum) <=
              1e-13 * (size_of(product) + size_of(treatment)));
  });
}

TEST(StudyLaw, PartsSumToTheScore) {
  holds(100, [] {
    const Result result = answer(draw().written(), one);
    double by_flow = 0.;
    double by_activity = 0.;
    double magnitude = 0.;
    for (const auto& row : result.by_flow[0]) by_flow += row.value;
    for (const auto& row : result.by_activity[0]) by_activity += row.value;
    for (const auto& row : result.by_activity[0]) magnitude += std::abs(row.share);
    RC_ASSERT(std::abs(by_flow - result.scores[0].value) <= 1e-13 * size_of(result));
    RC_ASSERT(std::abs(by_activity - result.scores[0].value) <= 1e-13 * size_of(result));
    RC_ASSERT(std::abs(magnitude - 1.) <= 1e-13);
  });
}

/// What is compared bit by bit.
std::vector<double> numbers_of(const Result& result) {
  std::vector<double> numbers = result.scaling;
  for (const auto& row : result.scores) {
    numbers.push_back(row.value);
    numbers.push_back(row.error.estimate);
  }
  for (const auto& row : result.inventory) numbers.push_back(row.amount);
  for (const auto& row : result.by_activity[0]) numbers.push_back(row.value);
  for (const auto& row : result.by_flow[0]) numbers.push_back(row.share);
  return numbers;
}

TEST(StudyLaw, TheOrderOfRowsChangesNoBit) {
  holds(50, [] {
    const DrawnStudy study = draw();
    const auto database = study.written();
    const auto again = study.written();  // the same, since the seed is
    test::shuffle(*again, static_cast<std::uint32_t>(study.seed));
    RC_ASSERT(numbers_of(answer(database, one)) == numbers_of(answer(again, one)));
  });
}

/// A table with one scenario for each exchange of a study, which takes it times a factor.
ScenarioTable one_by_one(const Database& database, double factor) {
  ScenarioTable table;
  const std::size_t count = database.exchanges.size();
  table.amounts.assign(count * count, ScenarioTable::unchanged);
  for (const Activity& activity : database.activities) {
    for (const Exchange& exchange : database.exchanges_of(activity)) {
      const Flow& flow = database.flows[exchange.flow.at()];
      const bool output = exchange.direction == Direction::output;
      const bool own = (flow.type == FlowType::product && output) ||
                       (flow.type == FlowType::waste && !output);
      const std::size_t at = table.exchanges.size();
      ScenarioExchange row;
      row.to.name = database.text(activity.name);
      row.from.name = database.text(flow.name);
      row.internal_id = exchange.internal_id;
      row.kind = own ? ChangeKind::production : ChangeKind::automatic;
      table.exchanges.push_back(row);
      table.names.push_back(std::to_string(at));
      table.amounts[at * count + at] = factor * exchange.amount;
    }
  }
  return table;
}

TEST(StudyLaw, AScenarioScoresAsTheDatabaseThatItDescribes) {
  holds(15, [] {
    const DrawnStudy study = draw();
    const Writing how{.scale = 7.3, .in_grams = true, .split = true};
    const auto database = study.written(how);
    MethodChoice choice;
    choice.methods = database;
    const ScenarioResult result =
        System(database).scenarios(one_by_one(*database, 1.05), one, choice);
    for (std::size_t e = 0; e < database->exchanges.size(); ++e) {
      const ScenarioAnswer& scenario = result.scenarios[e];
      RC_ASSERT(scenario.failure.empty());
      const auto changed = study.written(how);
      changed->exchanges[e].amount *= 1.05;
      const Result relinked = answer(changed, one);
      RC_ASSERT(std::abs(scenario.scores[0].value - relinked.scores[0].value) <=
                1e-13 * size_of(relinked));
    }
  });
}

}  // namespace
