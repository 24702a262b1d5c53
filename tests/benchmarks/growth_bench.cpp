// How cost grows from ten thousand activities to a million: one category for every
// activity and sixteen, ordering included, with the operations that one category takes.

#include <optional>

#include <benchmark/benchmark.h>

#include "benchmarks/reference_system.hpp"
#include "lichen/calc/burden.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/technosphere.hpp"

namespace {

using namespace lichen;
using bench::Kind;
using bench::Reference;

/// Entries of A that a solution for one category goes through: once per sweep.
double operations(const Technosphere& technosphere, const Reference& r) {
  const Burden burden = burdens(r.system.b, r.last).front();
  const SolveReport report = technosphere.solve_transposed(burden.high).report;
  return static_cast<double>(r.system.a.nonZeros()) *
         static_cast<double>(report.iterations);
}

void order_and_price(benchmark::State& state, const Reference& r, const SparseMatrix& c) {
  const SolveOptions options{.expected_solves = 3. * static_cast<double>(c.rows())};
  std::optional<Technosphere> technosphere;
  std::optional<PreparedScores> prices;
  for (auto _ : state) {
    technosphere.reset();
    prices.reset();
    technosphere.emplace(r.system.a, options);
    prices.emplace(*technosphere, r.system.b, c,
                   RunOptions{.threads = 2, .progress = {}});
  }
  state.counters["error"] = bench::worst_error(*prices);
  state.counters["operations"] = operations(*technosphere, r);
  bench::set_floor(state, {&r.system.a, &r.system.b, &c});
}

/// Matrices in memory to the prices of one category, with errors.
void one_category(benchmark::State& state) {
  const Reference& r = bench::reference(state, Kind::regular);
  order_and_price(state, r, r.last);
}

/// The same of 16 categories, on two threads.
void sixteen_categories(benchmark::State& state) {
  const Reference& r = bench::reference(state, Kind::regular);
  order_and_price(state, r, r.system.c);
}

BENCHMARK(one_category)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(one_category)
    ->Arg(1'000'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(sixteen_categories)
    ->Arg(1'000'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
