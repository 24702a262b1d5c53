// What the machine gives: arithmetic of one thread and of two, which calibrates figures
// of two threads, and the bandwidth of memory, which is the floor under all others.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

/// Pure arithmetic, no memory: two threads do twice of it where both cores are free.
void Spin(benchmark::State& state) {
  constexpr std::int64_t steps = 2'000'000;
  double x = 1.5;
  for (auto _ : state) {
    for (std::int64_t k = 0; k < steps; ++k) x = x * 0.999999 + 1e-6;
    benchmark::DoNotOptimize(x);
  }
  state.SetItemsProcessed(state.iterations() * steps);
}
BENCHMARK(Spin)->ThreadRange(1, 2)->UseRealTime()->Unit(benchmark::kMillisecond);

/// Reads 256 MiB once, far more than any cache holds.
void ReadMemory(benchmark::State& state) {
  const std::vector<std::uint64_t> block(std::size_t{32} << 20U, 1U);
  for (auto _ : state) {
    std::uint64_t sum[4] = {};
    for (std::size_t k = 0; k < block.size(); k += 4) {
      for (std::size_t lane = 0; lane < 4; ++lane) sum[lane] += block[k + lane];
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(block.size() * sizeof(block[0])));
}
BENCHMARK(ReadMemory)->Unit(benchmark::kMillisecond);

}  // namespace
