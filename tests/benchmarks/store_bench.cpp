// Keeping a database of 21,000 activities with 25 exchanges each, the comments and
// properties that releases carry, reading it again, and searching in its names.

#include <cstdint>
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "lichen/store/store.hpp"

namespace {

using namespace lichen;

constexpr std::size_t activity_count = 21'000;
constexpr std::size_t exchanges_each = 25;
constexpr std::size_t properties_each = 6;

std::string text_of(const char* what, std::size_t k) {
  return what + (" at regional storage, kind " + std::to_string(k));
}

Id id_of(std::uint64_t table, std::size_t k) {
  return {table << 32 | 0x4000, 0x8000000000000000 | (k * 0x9e3779b97f4a7c15ULL >> 2)};
}

void add_flows(Database& d) {
  for (const char* name : {"kg", "MJ", "m3"}) {
    d.units.push_back({id_of(1, d.units.size()), d.texts.add(name), UnitGroupIndex(0)});
  }
  d.unit_groups.push_back({id_of(2, 0), d.texts.add("units"), UnitIndex(0)});
  for (std::size_t k = 0; k < 300; ++k) {
    d.locations.push_back(
        {id_of(3, k), d.texts.add("L" + std::to_string(k)), d.texts.add("place")});
  }
  for (std::size_t k = 0; k < 10'000; ++k) {
    Flow flow;
    flow.id = id_of(4, k);
    flow.name = d.texts.add(text_of(k < 4000 ? "substance" : "product", k));
    flow.category = d.texts.add(k % 2 == 0 ? "air/urban" : "water/surface");
    flow.reference_unit = UnitIndex(k % 3);
    flow.type = k < 4000 ? FlowType::elementary : FlowType::product;
    d.flows.push_back(flow);
  }
}

void add_exchange(Database& d, std::size_t at) {
  const ExchangeIndex index(at);
  Exchange exchange;
  exchange.amount = 1. / static_cast<double>(at + 1);
  exchange.flow = FlowIndex(at * 7919 % d.flows.size());
  exchange.unit = UnitIndex(at % 3);
  exchange.internal_id = static_cast<std::int32_t>(at % exchanges_each);
  d.exchanges.push_back(exchange);
  d.exchange_comments.add(
      index, d.texts.add("Literature value, calculated from number " +
                         std::to_string(at % 100'000) + " of the table in the report"));
  d.distributions.add(index, {DistributionType::lognormal, {exchange.amount, 1.2, 0.}});
  d.data_quality.add(index,
                     {d.texts.add("(1;2;3;4;" + std::to_string(at % 5) + ")"), 1.});
  for (std::size_t k = 0; k < properties_each; ++k) {
    ExchangeProperty property;
    property.exchange = index;
    property.amount = static_cast<double>(k) * 0.1;
    property.name = d.texts.add("property " + std::to_string(k));
    property.unit = d.texts.add("dimensionless");
    d.exchange_properties.push_back(property);
  }
}

const Database& database() {
  static const Database made = [] {
    Database d;
    d.source = {"bench", "made", "none"};
    add_flows(d);
    for (std::size_t k = 0; k < activity_count; ++k) {
      Activity activity;
      activity.id = id_of(5, k);
      activity.name = d.texts.add(text_of("market for product", k % 9000));
      activity.description = d.texts.add(std::string(1500, 'x') + std::to_string(k));
      activity.location = LocationIndex(k % 300);
      activity.first_exchange = static_cast<std::uint32_t>(d.exchanges.size());
      activity.exchange_count = exchanges_each;
      activity.reference = ExchangeIndex(d.exchanges.size());
      d.activities.push_back(activity);
      for (std::size_t e = 0; e < exchanges_each; ++e)
        add_exchange(d, d.exchanges.size());
    }
    return d;
  }();
  return made;
}

/// A file that is gone at the end.
struct File {
  std::string path = (std::filesystem::temp_directory_path() /
                      ("lichen-store-bench-" + std::to_string(::getpid()) + ".lichen"))
                         .string();
  File() = default;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { std::filesystem::remove(path); }
};

const File& filled() {
  static const File file;
  static const bool is_made = [] {
    store::Store made(file.path, {store::Access::create});
    made.add(database(), "bench");
    return true;
  }();
  benchmark::DoNotOptimize(is_made);
  return file;
}

void add(benchmark::State& state) {
  const Database& d = database();
  std::uintmax_t bytes = 0;
  for (auto _ : state) {
    const File file;
    {
      store::Store made(file.path, {store::Access::create});
      made.add(d, "bench");
    }
    bytes = std::filesystem::file_size(file.path);
  }
  state.counters["MB"] = static_cast<double>(bytes) / 1e6;
  state.counters["properties"] = static_cast<double>(d.exchange_properties.size());
}

void read(benchmark::State& state) {
  const File& file = filled();
  std::size_t exchanges = 0;
  for (auto _ : state) {
    const store::Store opened(file.path);
    exchanges = opened.read("bench").exchanges.size();
  }
  state.counters["exchanges"] = static_cast<double>(exchanges);
}

void open(benchmark::State& state) {
  const File& file = filled();
  for (auto _ : state) {
    const store::Store opened(file.path);
    benchmark::DoNotOptimize(opened.databases().size());
  }
}

void search(benchmark::State& state, const char* words) {
  const store::Store opened(filled().path);
  std::size_t found = 0;
  for (auto _ : state) found = opened.search(words).size();
  state.counters["found"] = static_cast<double>(found);
}

BENCHMARK(add)
    ->Name("store/add/21000")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(1);
BENCHMARK(read)->Name("store/read/21000")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(open)->Name("store/open/21000")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, words, "market product 8123")
    ->Name("store/search/words")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, typo, "markte prodct 8123")
    ->Name("store/search/typo")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, common, "market")
    ->Name("store/search/common")
    ->Unit(benchmark::kMillisecond);

}  // namespace
