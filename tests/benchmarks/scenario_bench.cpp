// Scenarios on a system of ecoinvent's size: those that change the same columns, and
// those that each change others. Every line prints the worst printed error of its scores.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/scenarios.hpp"
#include "lichen/calc/technosphere.hpp"

namespace {

using namespace lichen;

constexpr Index activities = 21000;
constexpr Index hubs = 50;
constexpr Index flows = 2500;
constexpr Index categories = 16;

class Draws {
 public:
  double uniform() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;  // Knuth's MMIX
    return static_cast<double>(state_ >> 11) * 0x1p-53;
  }
  Index below(Index n) { return static_cast<Index>(uniform() * static_cast<double>(n)); }

 private:
  std::uint64_t state_ = 42;
};

SparseMatrix from_triplets(Index rows, Index columns,
                           const std::vector<Eigen::Triplet<double, Index>>& entries) {
  SparseMatrix m(rows, columns);
  m.setFromTriplets(entries.begin(), entries.end());
  return m;
}

/// Each activity uses ten others, some of them hubs, which use activities anywhere; it
/// exchanges some 24 of 2,500 flows with nature; 16 categories have 30 to 700 factors.
struct Model {
  SparseMatrix a, b, c;

  Model() {
    Draws draw;
    std::vector<Eigen::Triplet<double, Index>> links;
    std::vector<Eigen::Triplet<double, Index>> exchanges;
    std::vector<Eigen::Triplet<double, Index>> factors;
    for (Index j = 0; j < activities; ++j) {
      links.emplace_back(j, j, 1.);
      for (int link = 0; link < 10; ++link) {
        const double r = draw.uniform();
        Index i = j + 1 + static_cast<Index>(400. * r * r);
        if (link < 4) i = activities - 1 - static_cast<Index>(hubs * r * r);
        if (j >= activities - hubs) i = draw.below(activities);
        if (i < activities && i != j) links.emplace_back(i, j, -0.08 * draw.uniform());
      }
      for (int k = 0; k < 24; ++k) {
        exchanges.emplace_back(draw.below(flows), j, std::pow(10., -6. * draw.uniform()));
      }
    }
    for (Index category = 0; category < categories; ++category) {
      for (Index k = 30 + draw.below(670); k > 0; --k) {
        factors.emplace_back(category, draw.below(flows),
                             std::pow(10., 4. * draw.uniform() - 2.));
      }
    }
    a = from_triplets(activities, activities, links);
    b = from_triplets(flows, activities, exchanges);
    c = from_triplets(categories, flows, factors);
  }
};

const Model& model() {
  static const Model made;
  return made;
}
const Technosphere& technosphere() {
  static const Technosphere made(model().a);
  return made;
}
std::shared_ptr<const PreparedScores> prices() {
  static const auto made =
      std::make_shared<const PreparedScores>(technosphere(), model().b, model().c);
  return made;
}
Scenarios base(std::size_t memory = std::size_t{256} << 20) {
  return {technosphere(),
          model().b,
          model().c,
          prices(),
          {.solve = {}, .memory = memory, .progress = {}}};
}

/// Every scenario takes all inputs of its columns times a factor of its own.
std::vector<Scenario> scenarios(std::size_t count, Index columns, bool same) {
  std::vector<Scenario> all(count);
  for (std::size_t s = 0; s < count; ++s) {
    const double factor = 0.5 + static_cast<double>(s) / static_cast<double>(count);
    all[s].name = std::to_string(s);
    for (Index k = 0; k < columns; ++k) {
      const auto which = same ? k : static_cast<Index>(s) * columns + k;
      const Index column = static_cast<Index>((which * 7919 + 13) % activities);
      for (SparseMatrix::InnerIterator it(model().a, column); it; ++it) {
        if (it.value() >= 0.) continue;
        all[s].technosphere.push_back(
            {static_cast<Index>(it.row()), column, it.value() * factor});
      }
    }
  }
  return all;
}

const std::vector<std::vector<ProductAmount>>& demands() {
  static const std::vector<std::vector<ProductAmount>> one = {{{7, 1.}}};
  return one;
}

void report(benchmark::State& state, const std::vector<ScenarioScores>& results) {
  double worst = 0.;
  double fresh = 0.;
  for (const ScenarioScores& result : results) {
    fresh += result.way == ScenarioWay::fresh ? 1. : 0.;
    if (result.failed()) state.SkipWithError(result.failure.c_str());
    for (const auto& scores : result.scores) {
      for (const Score& score : scores) {
        worst = std::max(worst, score.error.printed() / std::abs(score.value));
      }
    }
  }
  const auto count = static_cast<double>(results.size());
  state.counters["error"] = worst;
  state.counters["fresh"] = fresh;
  state.counters["each"] = benchmark::Counter(
      count, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// What comes before the first scenario, with prices known: rows of the inverse.
void set_up(benchmark::State& state) {
  const auto one = scenarios(1, static_cast<Index>(state.range(0)), true);
  static_cast<void>(prices());
  std::vector<ScenarioScores> results;
  for (auto _ : state) {
    const Scenarios ready = base();
    results = ready.score(one, demands());
  }
  report(state, results);
}
BENCHMARK(set_up)->Arg(1)->Arg(10)->Unit(benchmark::kMillisecond);

/// 1,000 scenarios that change the same columns, after that.
void same_columns(benchmark::State& state) {
  const auto all = scenarios(1000, static_cast<Index>(state.range(0)), true);
  const Scenarios ready = base();
  auto results = ready.score(all, demands());
  for (auto _ : state) results = ready.score(all, demands());
  report(state, results);
}
BENCHMARK(same_columns)->Arg(1)->Arg(3)->Arg(10)->Unit(benchmark::kMillisecond);

/// 1,000 scenarios of which each changes a column of its own, nothing kept.
void different_columns(benchmark::State& state) {
  const auto all = scenarios(1000, static_cast<Index>(state.range(0)), false);
  const Scenarios ready = base(0);
  std::vector<ScenarioScores> results;
  for (auto _ : state) results = ready.score(all, demands());
  report(state, results);
}
BENCHMARK(different_columns)->Arg(1)->Unit(benchmark::kMillisecond)->Iterations(1);

/// For comparison: the system of a scenario built and solved on its own.
void rebuilt(benchmark::State& state) {
  for (auto _ : state) {
    const Technosphere changed(model().a);
    const PreparedScores scores(changed, model().b, model().c);
    benchmark::DoNotOptimize(scores.scores(demands()[0]));
  }
}
BENCHMARK(rebuilt)->Unit(benchmark::kMillisecond);

}  // namespace
