// A model of a million activities and twenty million exchanges: time and peak memory of
// building it and of assembling it, with and without the way back to its exchanges.

#include <charconv>
#include <cstdint>
#include <fstream>
#include <string>

#include <benchmark/benchmark.h>

#include "lichen/model/database.hpp"
#include "lichen/system/assembly.hpp"

namespace {

using namespace lichen;

constexpr std::uint32_t activity_count = 1'000'000;
constexpr std::uint32_t elementary_count = 2'000;
constexpr std::uint32_t inputs = 9;
constexpr std::uint32_t elementary_exchanges = 10;

/// A mixer of bits (SplitMix64), for ids in random order and links at random.
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

/// A number below `count` that looks random.
std::uint32_t pick(std::uint64_t key, std::uint32_t count) {
  return static_cast<std::uint32_t>(mixed(key) % count);
}

/// The largest memory that this process ever had, in bytes; 0 where it cannot be told.
double peak_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) != 0) continue;
    double kibibytes = 0.;
    const std::size_t digits = line.find_first_of("0123456789");
    std::from_chars(line.data() + digits, line.data() + line.size(), kibibytes);
    return 1024. * kibibytes;
  }
  return 0.;
}

void add_flows(Database& database) {
  database.units.push_back(
      {.name = database.texts.add("kg"), .group = UnitGroupIndex{0U}});
  database.unit_groups.push_back({.reference = UnitIndex{0U}});
  database.flows.reserve(activity_count + elementary_count);
  for (std::uint32_t f = 0; f < activity_count + elementary_count; ++f) {
    const bool product = f < activity_count;
    database.flows.push_back(
        {.id = {mixed(f), f},
         .name = database.texts.add("flow " + std::to_string(f)),
         .reference_unit = UnitIndex{0U},
         .type = product ? FlowType::product : FlowType::elementary,
         .nominal = product ? NominalDirection::unknown : NominalDirection::to_nature});
  }
}

void add_exchange(Database& database, std::uint32_t flow, Direction direction) {
  const auto position = static_cast<std::uint64_t>(database.exchanges.size());
  database.exchanges.push_back({.amount = 1. + pick(position, 97),
                                .flow = FlowIndex{flow},
                                .internal_id = static_cast<std::int32_t>(position % 20),
                                .direction = direction});
}

Database large_model() {
  Database database;
  add_flows(database);
  constexpr std::uint32_t each = 1 + inputs + elementary_exchanges;
  database.activities.reserve(activity_count);
  database.exchanges.reserve(std::size_t{activity_count} * each);
  for (std::uint32_t a = 0; a < activity_count; ++a) {
    database.activities.push_back(
        {.id = {mixed(a + 0x100000000ULL), a},
         .name = database.texts.add("activity " + std::to_string(a)),
         .reference = ExchangeIndex{database.exchanges.size()},
         .first_exchange = static_cast<std::uint32_t>(database.exchanges.size()),
         .exchange_count = each});
    add_exchange(database, a, Direction::output);
    for (std::uint32_t i = 0; i < inputs; ++i) {
      add_exchange(database, pick(a * 31ULL + i, activity_count), Direction::input);
    }
    for (std::uint32_t i = 0; i < elementary_exchanges; ++i) {
      add_exchange(database, activity_count + pick(a * 37ULL + i, elementary_count),
                   Direction::output);
    }
  }
  return database;
}

void BuildAndAssembleAMillionActivities(benchmark::State& state) {
  const LinkOptions options{.keep_parts = state.range(0) != 0};
  for (auto _ : state) {
    const Database database = large_model();
    const Assembly assembly = assemble(database, options);
    benchmark::DoNotOptimize(assembly.a.valuePtr());
    state.counters["exchanges"] = static_cast<double>(database.exchanges.size());
    state.counters["nnz"] =
        static_cast<double>(assembly.a.nonZeros() + assembly.b.nonZeros());
    state.counters["obstacles"] = static_cast<double>(assembly.obstacles.size());
  }
  state.counters["peak_GiB"] = peak_bytes() / (1024. * 1024. * 1024.);
}
// The leaner one first: the peak is that of the process so far.
BENCHMARK(BuildAndAssembleAMillionActivities)
    ->Arg(0)
    ->Arg(1)
    ->ArgName("keep_parts")
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
