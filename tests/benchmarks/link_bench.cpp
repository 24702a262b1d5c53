// Links the US LCI database (FY18) and meets it with a method through a flow map.

#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>

#include "lichen/io/read.hpp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/characterisation.hpp"

namespace {

using namespace lichen;

std::string data(const char* name) { return std::string(LICHEN_TEST_DATA "/") + name; }

constexpr LinkOptions policies{.on_missing_provider = MissingProvider::cut_off,
                               .on_multiple_providers = MultipleProviders::lowest_id,
                               .allocation = Allocation::none};

/// True where the data are there; otherwise the benchmark is skipped with a message.
bool has(benchmark::State& state, const char* name) {
  if (std::filesystem::exists(data(name))) return true;
  state.SkipWithError((std::string("needs ../shared/data/") + name).c_str());
  return false;
}

void LinkUslci(benchmark::State& state) {
  if (!has(state, "uslci-fy18-jsonld")) return;
  const Database database = io::read(data("uslci-fy18-jsonld"));
  for (auto _ : state) {
    const Assembly assembly = assemble(database, policies);
    benchmark::DoNotOptimize(assembly.a.valuePtr());
  }
  state.counters["exchanges"] = static_cast<double>(database.exchanges.size());
}
BENCHMARK(LinkUslci)->Unit(benchmark::kMillisecond);

void LinkUslciWithoutPolicies(benchmark::State& state) {
  if (!has(state, "uslci-fy18-jsonld")) return;
  const Database database = io::read(data("uslci-fy18-jsonld"));
  for (auto _ : state) {
    const Assembly assembly = assemble(database);
    benchmark::DoNotOptimize(assembly.obstacles.data());
  }
}
BENCHMARK(LinkUslciWithoutPolicies)->Unit(benchmark::kMillisecond);

void CharacteriseUslci(benchmark::State& state) {
  constexpr const char* methods_file = "olca-methods/IPCC_json_v1.0.3.zip";
  constexpr const char* map_file = "fedefl/fedelemflowlist/flowmapping/USLCIv2019Q4.csv";
  if (!has(state, "uslci-fy18-jsonld") || !has(state, methods_file) ||
      !has(state, map_file)) {
    return;
  }
  const Database database = io::read(data("uslci-fy18-jsonld"));
  const Database methods = io::read(data(methods_file));
  const FlowMap map = io::read_flow_map(data(map_file));
  const Assembly assembly = assemble(database, policies);
  std::vector<CategoryIndex> categories;
  for (std::size_t i = 0; i < methods.categories.size(); ++i) categories.emplace_back(i);
  for (auto _ : state) {
    const Characterisation met =
        characterise(database, assembly, methods, categories, &map);
    benchmark::DoNotOptimize(met.c.valuePtr());
  }
  state.counters["categories"] = static_cast<double>(categories.size());
}
BENCHMARK(CharacteriseUslci)->Unit(benchmark::kMillisecond);

}  // namespace
