// Scenarios on the reference systems: those that change the same columns, and those that
// each change others. Every line prints the worst printed error of its scores.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/scenarios.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/synthetic.hpp"

namespace {

using namespace lichen;

using Demands = std::vector<std::vector<ProductAmount>>;

/// A reference system of 21,000 activities and 16 categories, with its prices.
struct Model {
  datasets::SyntheticSystem system;
  Technosphere technosphere;
  std::shared_ptr<const PreparedScores> prices;

  explicit Model(datasets::SyntheticSystem made)
      : system(std::move(made)),
        technosphere(system.a),
        prices(std::make_shared<const PreparedScores>(technosphere, system.b, system.c)) {
  }

  [[nodiscard]] Scenarios base(std::size_t memory = std::size_t{256} << 20) const {
    return {technosphere,
            system.b,
            system.c,
            prices,
            {.solve = {}, .threads = 1, .memory = memory, .progress = {}}};
  }
};

const Model& regular() {
  static const Model model(datasets::regular());
  return model;
}
const Model& hard() {
  static const Model model(datasets::hard());
  return model;
}

/// Every scenario takes the inputs of its columns times a factor of its own.
std::vector<Scenario> scenarios(const SparseMatrix& a, std::size_t count,
                                std::size_t columns, bool same) {
  std::vector<Scenario> all(count);
  const auto n = static_cast<std::size_t>(a.cols());
  for (std::size_t s = 0; s < count; ++s) {
    const double factor = 0.5 + 0.5 * static_cast<double>(s) / static_cast<double>(count);
    all[s].name = std::to_string(s);
    for (std::size_t k = 0; k < columns; ++k) {
      const std::size_t which = same ? k : s * columns + k;
      const auto column = static_cast<Index>((which * 7919 + 13) % n);
      for (SparseMatrix::InnerIterator it(a, column); it; ++it) {
        const auto row = static_cast<Index>(it.row());
        if (row == column) continue;
        all[s].technosphere.push_back({row, column, it.value() * factor});
      }
    }
  }
  return all;
}

const Demands& demands() {
  static const Demands one = {{{7, 1.}}};
  return one;
}

void report(benchmark::State& state, const std::vector<Scenario>& scenarios,
            const std::vector<ScenarioScores>& results) {
  double worst = 0.;
  double fresh = 0.;
  for (const ScenarioScores& result : results) {
    fresh += result.way == ScenarioWay::fresh ? 1. : 0.;
    if (result.failed()) state.SkipWithError(result.failure.c_str());
    for (const auto& scores : result.scores) {
      for (const Score& score : scores) {
        if (score.value == 0.) continue;
        worst = std::max(worst, score.error.printed() / std::abs(score.value));
      }
    }
  }
  const auto count = static_cast<double>(results.size());
  state.counters["error"] = worst;
  state.counters["fresh"] = fresh;
  state.counters["entries"] = static_cast<double>(scenarios[0].technosphere.size());
  state.counters["each"] = benchmark::Counter(
      count, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

using Choose = const Model& (*)();

/// What comes before the first scenario, with prices known: rows of the inverse.
void set_up(benchmark::State& state, Choose model) {
  const auto one =
      scenarios(model().system.a, 1, static_cast<std::size_t>(state.range(0)), true);
  std::vector<ScenarioScores> results;
  for (auto _ : state) {
    const Scenarios ready = model().base();
    results = ready.score(one, demands());
  }
  report(state, one, results);
}

/// 1,000 scenarios that change the same columns, after that.
void same_columns(benchmark::State& state, Choose model) {
  const auto all =
      scenarios(model().system.a, 1000, static_cast<std::size_t>(state.range(0)), true);
  const Scenarios ready = model().base();
  auto results = ready.score(all, demands());
  for (auto _ : state) results = ready.score(all, demands());
  report(state, all, results);
}

/// 1,000 scenarios of which each changes columns of its own, nothing kept.
void different_columns(benchmark::State& state, Choose model) {
  const auto all =
      scenarios(model().system.a, 1000, static_cast<std::size_t>(state.range(0)), false);
  const Scenarios ready = model().base(0);
  std::vector<ScenarioScores> results;
  for (auto _ : state) results = ready.score(all, demands());
  report(state, all, results);
}

/// For comparison: one system of a scenario built and solved on its own.
void rebuilt(benchmark::State& state, Choose model) {
  const Model& m = model();
  for (auto _ : state) {
    const Technosphere changed(m.system.a);
    const PreparedScores scores(changed, m.system.b, m.system.c, {.threads = 1});
    benchmark::DoNotOptimize(scores.scores(demands()[0]));
  }
}

#define LICHEN_BENCH(function, model) \
  BENCHMARK_CAPTURE(function, model, model)->Unit(benchmark::kMillisecond)

LICHEN_BENCH(set_up, regular)->Arg(1)->Arg(10);
LICHEN_BENCH(set_up, hard)->Arg(10);
LICHEN_BENCH(same_columns, regular)->Arg(1)->Arg(3)->Arg(10);
LICHEN_BENCH(same_columns, hard)->Arg(10);
LICHEN_BENCH(different_columns, regular)->Arg(1)->Iterations(1);
LICHEN_BENCH(different_columns, hard)->Arg(1)->Iterations(1);
LICHEN_BENCH(rebuilt, regular);
LICHEN_BENCH(rebuilt, hard);

}  // namespace
