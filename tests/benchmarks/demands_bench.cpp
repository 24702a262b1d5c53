// Many demands in many categories at once, on the reference system of 28,600 activities:
// 2,000 demands × 16 categories, with and without inventories; both ways for few demands,
// which is what the choice between them was measured by. Every line prints the worst
// printed error of its scores.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <benchmark/benchmark.h>

#include "benchmarks/reference_system.hpp"
#include "lichen/calc/demand_scores.hpp"
#include "lichen/calc/technosphere.hpp"

namespace {

using namespace lichen;
using bench::Kind;
using bench::Reference;
using bench::reference;
using bench::set_floor;

/// Demands for two products each.
std::vector<std::vector<ProductAmount>> demands(std::size_t count, Index size) {
  std::vector<std::vector<ProductAmount>> all(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto product = static_cast<Index>((i * 7919 + 13) % std::size_t(size));
    all[i] = {{product, 1. + double(i)}, {(product + 101) % size, 0.5}};
  }
  return all;
}

void report(benchmark::State& state, const DemandScores& found) {
  double worst = 0.;
  for (const Score& score : found.scores) {
    if (score.value == 0.) continue;
    worst = std::max(worst, score.error.printed() / std::abs(score.value));
  }
  state.counters["error"] = worst;
  state.counters["solutions"] = found.solutions;
}

void score(benchmark::State& state, Kind kind, std::size_t count,
           const DemandOptions& options) {
  const Reference& r = reference(state, kind);
  const Technosphere technosphere(r.system.a);
  const auto asked = demands(count, technosphere.size());
  DemandScores found;
  for (auto _ : state) {
    found = score_demands(technosphere, r.system.b, r.system.c, asked, options);
  }
  report(state, found);
  set_floor(state, {&r.system.a, &r.system.b, &r.system.c});
}

/// Scores alone: the prices of 16 categories and a product for each demand.
void scores(benchmark::State& state, Kind kind) { score(state, kind, 2000, {}); }

/// Scores and the inventory of each demand.
void inventories(benchmark::State& state, Kind kind) {
  DemandOptions options;
  options.inventories = true;
  score(state, kind, 2000, options);
}

/// A few demands by one way and by the other, on one thread.
void by_way(benchmark::State& state, DemandWay way) {
  DemandOptions options;
  options.way = way;
  options.threads = 1;
  score(state, Kind::regular, static_cast<std::size_t>(state.range(1)), options);
}

#define LICHEN_DEMANDS(f, kind)          \
  BENCHMARK_CAPTURE(f, kind, Kind::kind) \
      ->Arg(28'600)                      \
      ->Unit(benchmark::kMillisecond)    \
      ->UseRealTime()
LICHEN_DEMANDS(scores, regular);
LICHEN_DEMANDS(scores, hard);
LICHEN_DEMANDS(inventories, regular);
LICHEN_DEMANDS(inventories, hard);
BENCHMARK_CAPTURE(by_way, prices, DemandWay::prices)
    ->Args({28'600, 1})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(by_way, scalings, DemandWay::scalings)
    ->Args({28'600, 1})
    ->Args({28'600, 4})
    ->Args({28'600, 8})
    ->Unit(benchmark::kMillisecond);

}  // namespace
