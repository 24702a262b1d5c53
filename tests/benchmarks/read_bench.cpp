// Reading a real package: USLCI FY18 as a folder of 6,487 files, as a zip, as plain
// tables; FORWAST as a bw2package. Peak memory is that of the process so far.

#include <cstdio>
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "io/package/members.hpp"
#include "io/package/write.hpp"
#include "lichen/io/read.hpp"
#include "lichen/io/tables.hpp"

namespace {

namespace fs = std::filesystem;

std::string data(const char* name) { return std::string(LICHEN_TEST_DATA) + "/" + name; }

/// A file beside the temporary ones, made once by `make`.
template <class Make>
std::string made(const char* name, Make&& make) {
  const std::string path = (fs::temp_directory_path() / name).string();
  if (!fs::exists(path)) make(path);
  return path;
}

std::string uslci_zip() {
  return made("lichen-bench-uslci.zip", [](const std::string& path) {
    lichen::Findings findings;
    const auto members =
        lichen::detail::read_members(data("uslci-fy18-jsonld"), {}, {}, findings);
    lichen::detail::write_members(members, path);
  });
}

std::string uslci_tables() {
  return made("lichen-bench-uslci-tables.zip", [](const std::string& path) {
    lichen::io::write_tables(lichen::io::read(data("uslci-fy18-jsonld")), path);
  });
}

void read(benchmark::State& state, const std::string& path) {
  if (!fs::exists(path)) {
    state.SkipWithError(("needs open test data that are not here: " + path).c_str());
    return;
  }
  std::size_t exchanges = 0;
  for (auto _ : state) {
    const auto database = lichen::io::read(path);
    exchanges = database.exchanges.size();
    benchmark::DoNotOptimize(exchanges);
  }
  struct rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["exchanges"] = static_cast<double>(exchanges);
  state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024.;
}

void uslci_folder(benchmark::State& state) { read(state, data("uslci-fy18-jsonld")); }
void uslci_as_zip(benchmark::State& state) { read(state, uslci_zip()); }
void uslci_as_tables(benchmark::State& state) { read(state, uslci_tables()); }
void forwast(benchmark::State& state) { read(state, data("forwast/forwast.bw2package")); }
void ipcc_methods(benchmark::State& state) {
  read(state, data("olca-methods/IPCC_json_v1.0.3.zip"));
}

BENCHMARK(uslci_folder)->Unit(benchmark::kMillisecond);
BENCHMARK(uslci_as_zip)->Unit(benchmark::kMillisecond);
BENCHMARK(uslci_as_tables)->Unit(benchmark::kMillisecond);
BENCHMARK(forwast)->Unit(benchmark::kMillisecond);
BENCHMARK(ipcc_methods)->Unit(benchmark::kMillisecond);

}  // namespace
