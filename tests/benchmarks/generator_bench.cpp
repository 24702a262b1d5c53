// Making random numbers and synthetic systems: time, entries, and the peak of memory.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "lichen/datasets/families.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/random/draws.hpp"

namespace {

using namespace lichen;

/// The most memory that the process had at any time so far, in MB.
double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.;
}

void make(benchmark::State& state, datasets::Coupling coupling) {
  const auto n = static_cast<Index>(state.range(0));
  std::int64_t of_a = 0;
  std::int64_t of_b = 0;
  for (auto _ : state) {
    const auto system = datasets::synthetic({.activities = n, .coupling = coupling});
    benchmark::DoNotOptimize(system.b.valuePtr());
    of_a = system.a.nonZeros();
    of_b = system.b.nonZeros();
  }
  state.SetItemsProcessed(state.iterations() * (of_a + of_b));
  state.counters["nnz_A"] = static_cast<double>(of_a);
  state.counters["nnz_B"] = static_cast<double>(of_b);
  // Of 12 bytes for each entry.
  state.counters["arrays_MB"] = static_cast<double>(of_a + of_b) * 12. / 0x1p20;
  state.counters["peak_MB"] = peak_megabytes();
}
// Small ones first: the peak is that of the process.
BENCHMARK_CAPTURE(make, regular, datasets::Coupling::regular)
    ->Arg(1'000)
    ->Arg(21'000)
    ->Arg(250'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make, hard, datasets::Coupling::hard)
    ->Arg(21'000)
    ->Unit(benchmark::kMillisecond);

void make_family(benchmark::State& state, datasets::Family family) {
  for (auto _ : state) {
    const auto system = datasets::system_of(family, static_cast<Index>(state.range(0)));
    benchmark::DoNotOptimize(system.b.valuePtr());
  }
}
BENCHMARK_CAPTURE(make_family, expander, datasets::Family::expander)
    ->Arg(20'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_family, dense_block, datasets::Family::dense_block)
    ->Arg(1'435)
    ->Unit(benchmark::kMillisecond);

constexpr std::size_t draws = 1 << 16;

void bits(benchmark::State& state) {
  std::vector<std::uint64_t> out(draws);
  std::uint64_t entity = 0;
  for (auto _ : state) {
    fill_bits({.seed = 1, .entity = ++entity}, 0, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(draws));
}
BENCHMARK(bits);

void uniforms(benchmark::State& state) {
  std::vector<double> out(draws);
  std::uint64_t entity = 0;
  for (auto _ : state) {
    fill_uniforms({.seed = 1, .entity = ++entity}, 0, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(draws));
}
BENCHMARK(uniforms);

void lognormals(benchmark::State& state) {
  Draws source({.seed = 1, .entity = 1});
  for (auto _ : state) benchmark::DoNotOptimize(source.lognormal(0., 1.));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(lognormals);

}  // namespace
