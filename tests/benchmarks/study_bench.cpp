// Answers by name on USLCI FY18 × the federal flow list × IPCC AR6: the first score of a
// system that was just linked, the next one, and one of another activity.

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <string>

#include <benchmark/benchmark.h>

#include "lichen/io/read.hpp"
#include "lichen/study/lookup.hpp"
#include "lichen/study/search.hpp"
#include "lichen/study/system.hpp"

namespace {

using namespace lichen;

const LinkOptions policies = {.on_missing_provider = MissingProvider::cut_off,
                              .on_multiple_providers = MultipleProviders::lowest_id,
                              .allocation = Allocation::none};

std::string path(const std::string& name) { return LICHEN_TEST_DATA "/" + name; }

const std::shared_ptr<const Database>& uslci() {
  static const auto database =
      std::make_shared<const Database>(io::read(path("uslci-fy18-jsonld")));
  return database;
}

/// One category, or all eight of the package.
MethodChoice ipcc(bool all) {
  static const auto methods = std::make_shared<const Database>(
      io::read(path("olca-methods/IPCC_json_v1.0.3.zip")));
  static const auto map = std::make_shared<const FlowMap>(
      io::read_flow_map(path("fedefl/fedelemflowlist/flowmapping/USLCIv2019Q4.csv")));
  MethodChoice choice;
  choice.methods = methods;
  choice.flow_map = map;
  if (!all) choice.categories = {"AR6-100"};
  return choice;
}

const Demand electricity{{"Electricity, at Grid, US, 2008", 1., "kWh"}};

void FirstInventory(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    std::optional<System> system(std::in_place, uslci(), policies);
    state.ResumeTiming();
    benchmark::DoNotOptimize(system->inventory(electricity));
    state.PauseTiming();
    system.reset();
    state.ResumeTiming();
  }
}
BENCHMARK(FirstInventory)->Unit(benchmark::kMicrosecond);

/// The largest printed error of some scores, each relative to the score.
void tell_error(benchmark::State& state, const Result& result) {
  double worst = 0.;
  for (const CategoryScore& score : result.scores) {
    if (score.value == 0.) continue;
    worst = std::max(worst, score.error.printed() / std::abs(score.value));
  }
  state.counters["error"] = worst;
}

void FirstScore(benchmark::State& state) {
  const MethodChoice choice = ipcc(state.range(0) != 0);
  std::optional<Result> result;
  for (auto _ : state) {
    state.PauseTiming();
    std::optional<System> system(std::in_place, uslci(), policies);
    state.ResumeTiming();
    result = system->calculate(electricity, choice);
    state.PauseTiming();
    system.reset();
    state.ResumeTiming();
  }
  tell_error(state, *result);
}
BENCHMARK(FirstScore)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

void NextScore(benchmark::State& state) {
  const MethodChoice choice = ipcc(state.range(0) != 0);
  const System system(uslci(), policies);
  Result result = system.calculate(electricity, choice);
  for (auto _ : state) result = system.calculate(electricity, choice);
  tell_error(state, result);
}
BENCHMARK(NextScore)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

/// The first name, which makes the index by which the others are found.
void FindFirstColumn(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    std::optional<System> system(std::in_place, uslci(), policies);
    state.ResumeTiming();
    benchmark::DoNotOptimize(system->find(electricity[0]));
    state.PauseTiming();
    system.reset();
    state.ResumeTiming();
  }
}
BENCHMARK(FindFirstColumn)->Unit(benchmark::kMicrosecond)->Iterations(20);

/// One name by looking at every row.
void FindColumnByScan(benchmark::State& state) {
  const System system(uslci(), policies);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        find_column(system.database(), system.assembly(), electricity[0]));
  }
}
BENCHMARK(FindColumnByScan)->Unit(benchmark::kMicrosecond);

void FindColumn(benchmark::State& state) {
  const System system(uslci(), policies);
  for (auto _ : state) benchmark::DoNotOptimize(system.find(electricity[0]));
}
BENCHMARK(FindColumn)->Unit(benchmark::kMicrosecond);

void Search(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(search(*uslci(), "electricity grid"));
}
BENCHMARK(Search)->Unit(benchmark::kMicrosecond);

}  // namespace
