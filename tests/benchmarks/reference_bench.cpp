// The reference systems that goals are measured on: first score, next demand, a new
// category, every activity in every category; each with the backward error it ends at.

#include <cstddef>
#include <map>
#include <utility>

#include <benchmark/benchmark.h>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/synthetic.hpp"

namespace {

using namespace lichen;
using datasets::Coupling;
using datasets::SyntheticSystem;

/// A system made once, and its last category alone.
struct Reference {
  SyntheticSystem system;
  SparseMatrix last;
  Vector f;
};

const Reference& reference(Coupling coupling, Index n) {
  static std::map<std::pair<Coupling, Index>, Reference> made;
  const auto [at, fresh] = made.try_emplace({coupling, n});
  Reference& reference = at->second;
  if (fresh) {
    reference.system =
        coupling == Coupling::hard ? datasets::hard(n) : datasets::regular(n);
    reference.last = reference.system.c.bottomRows(1);
    reference.f.assign(static_cast<std::size_t>(n), 0.);
    reference.f[13] = 1.;
  }
  return reference;
}

const Reference& reference(const benchmark::State& state, Coupling coupling) {
  return reference(coupling, static_cast<Index>(state.range(0)));
}

/// Matrices in memory to a score with its error, ordering included.
void first_score(benchmark::State& state, Coupling coupling) {
  const Reference& r = reference(state, coupling);
  double backward_error = 0.;
  for (auto _ : state) {
    const auto found = assess(Technosphere(r.system.a), r.system.b, r.last, r.f);
    backward_error = found.scaling.report.backward_error;
  }
  state.counters["backward_error"] = backward_error;
  // A read once: what the time is held against.
  state.SetBytesProcessed(state.iterations() * r.system.a.nonZeros() * 12);
}

/// Another demand, its category asked for before.
void next_demand(benchmark::State& state, Coupling coupling) {
  const Reference& r = reference(state, coupling);
  const Technosphere technosphere(r.system.a);
  const PreparedScores prices(technosphere, r.system.b, r.last);
  ProductAmount demand{0, 1.};
  for (auto _ : state) {
    demand.product = (demand.product + 7919) % technosphere.size();
    benchmark::DoNotOptimize(prices.score(0, {&demand, 1}));
  }
}

/// A category that was not asked for before, for any demand, with errors.
void new_category(benchmark::State& state, Coupling coupling) {
  const Reference& r = reference(state, coupling);
  const Technosphere technosphere(r.system.a);
  for (auto _ : state) {
    benchmark::DoNotOptimize(PreparedScores(technosphere, r.system.b, r.last));
  }
  state.SetBytesProcessed(state.iterations() * r.system.a.nonZeros() * 12);
}

/// Every activity in 16 categories, with errors, after ordering.
void all_activities(benchmark::State& state, Coupling coupling) {
  const Reference& r = reference(state, coupling);
  const Technosphere technosphere(r.system.a);
  for (auto _ : state) {
    benchmark::DoNotOptimize(PreparedScores(technosphere, r.system.b, r.system.c));
  }
  state.SetBytesProcessed(state.iterations() * r.system.a.nonZeros() * 12);
}

#define LICHEN_BENCH(function, unit)                      \
  BENCHMARK_CAPTURE(function, regular, Coupling::regular) \
      ->Arg(21'000)                                       \
      ->Unit(unit)                                        \
      ->UseRealTime();                                    \
  BENCHMARK_CAPTURE(function, hard, Coupling::hard)       \
      ->Arg(21'000)                                       \
      ->Unit(unit)                                        \
      ->UseRealTime()

LICHEN_BENCH(first_score, benchmark::kMillisecond);
LICHEN_BENCH(next_demand, benchmark::kMicrosecond);
LICHEN_BENCH(new_category, benchmark::kMillisecond);
LICHEN_BENCH(all_activities, benchmark::kMillisecond);
BENCHMARK_CAPTURE(first_score, regular, Coupling::regular)
    ->Arg(250'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
