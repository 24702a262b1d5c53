// The reference systems that goals are measured on: first score, next demand, a new
// category, every activity in every category; each with the error that it is printed
// with.

#include <cstddef>
#include <optional>
#include <utility>

#include <benchmark/benchmark.h>

#include "benchmarks/reference_system.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"

namespace {

using namespace lichen;
using bench::Kind;
using bench::Reference;
using bench::reference;
using bench::relative_error;
using bench::set_floor;
using bench::worst_error;

/// What a Technosphere is told where one category is all that is asked.
constexpr SolveOptions one_category{.expected_solves = 3.};

/// Matrices in memory to a score with its error, its s and its inventory, ordering
/// included.
void first_assessment(benchmark::State& state, Kind kind) {
  const Reference& r = reference(state, kind);
  Score score;
  double backward_error = 0.;
  for (auto _ : state) {
    const auto found =
        assess(Technosphere(r.system.a, one_category), r.system.b, r.last, r.f);
    score = found.scores[0];
    backward_error = found.scaling.report.backward_error;
  }
  state.counters["backward_error"] = backward_error;
  state.counters["error"] = relative_error(score);
  set_floor(state, {&r.system.a, &r.system.b, &r.last});
}

/// Matrices in memory to a score with its error, ordering included: by prices, so that
/// every other demand costs nothing.
void first_score(benchmark::State& state, Kind kind) {
  const Reference& r = reference(state, kind);
  const ProductAmount demand{13, 1.};
  std::optional<PreparedScores> prices;
  for (auto _ : state) {
    prices.emplace(Technosphere(r.system.a, one_category), r.system.b, r.last);
    benchmark::DoNotOptimize(prices->score(0, {&demand, 1}));
  }
  state.counters["error"] = worst_error(*prices);
  set_floor(state, {&r.system.a, &r.system.b, &r.last});
}

/// Another demand, its category asked for before.
void next_demand(benchmark::State& state, Kind kind) {
  const Reference& r = reference(state, kind);
  const Technosphere technosphere(r.system.a);
  const PreparedScores prices(technosphere, r.system.b, r.last);
  ProductAmount demand{0, 1.};
  Score score;
  for (auto _ : state) {
    demand.product = (demand.product + 7919) % technosphere.size();
    benchmark::DoNotOptimize(score = prices.score(0, {&demand, 1}));
  }
  state.counters["error"] = worst_error(prices);
}

/// Prices of some categories that were not asked for before, with errors, after ordering.
void prices_of(benchmark::State& state, const Reference& r, const SparseMatrix& c,
               int threads) {
  const Technosphere technosphere(r.system.a);
  std::optional<PreparedScores> prices;
  const RunOptions options{.threads = threads, .progress = {}};
  for (auto _ : state) prices.emplace(technosphere, r.system.b, c, options);
  state.counters["error"] = worst_error(*prices);
  set_floor(state, {&r.system.a, &r.system.b, &c});
}

/// One category, for any demand.
void new_category(benchmark::State& state, Kind kind) {
  const Reference& r = reference(state, kind);
  prices_of(state, r, r.last, 1);
}

/// Every activity in 16 categories on two threads.
void all_activities(benchmark::State& state, Kind kind) {
  const Reference& r = reference(state, kind);
  prices_of(state, r, r.system.c, 2);
}

/// The same on one thread: what two are held against.
void all_activities_one_thread(benchmark::State& state, Kind kind) {
  const Reference& r = reference(state, kind);
  prices_of(state, r, r.system.c, 1);
}

/// Every activity in 200 categories on two threads.
void all_activities_200(benchmark::State& state, Kind kind) {
  const Reference& r = reference(state, kind, 200);
  prices_of(state, r, r.system.c, 2);
}

#define LICHEN_BENCH(function, kind, size, unit) \
  BENCHMARK_CAPTURE(function, kind, Kind::kind)->Arg(size)->Unit(unit)->UseRealTime()

#define LICHEN_BENCH_BOTH(function, unit)        \
  LICHEN_BENCH(function, regular, 21'000, unit); \
  LICHEN_BENCH(function, hard, 21'000, unit)

LICHEN_BENCH_BOTH(first_score, benchmark::kMillisecond);
LICHEN_BENCH_BOTH(first_assessment, benchmark::kMillisecond);
LICHEN_BENCH_BOTH(next_demand, benchmark::kMicrosecond);
LICHEN_BENCH_BOTH(new_category, benchmark::kMillisecond);
LICHEN_BENCH_BOTH(all_activities, benchmark::kMillisecond);
LICHEN_BENCH_BOTH(all_activities_one_thread, benchmark::kMillisecond);
LICHEN_BENCH_BOTH(all_activities_200, benchmark::kMillisecond);
LICHEN_BENCH(first_score, expander, 20'000, benchmark::kMillisecond);
LICHEN_BENCH(first_assessment, expander, 20'000, benchmark::kMillisecond);
LICHEN_BENCH(first_score, regular, 250'000, benchmark::kMillisecond);
LICHEN_BENCH(first_assessment, regular, 250'000, benchmark::kMillisecond);

}  // namespace
