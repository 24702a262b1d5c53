// Reading SimaPro CSV: one file of processes with ten inputs and 25 emissions each. The
// number of processes is that of LICHEN_BENCH_DATA_SETS, 2,000 where it is not set.

#include <cstdlib>
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "io/package/write.hpp"
#include "lichen/io/read.hpp"

namespace {

namespace fs = std::filesystem;

int processes() {
  const char* wanted = std::getenv("LICHEN_BENCH_DATA_SETS");
  return wanted == nullptr ? 2000 : std::atoi(wanted);
}

/// Words that repeat as those of a comment do.
std::string prose(int number, int words) {
  static constexpr const char* of[] = {"the",  "process", "includes",  "transport",
                                       "from", "plant",   "emissions", "measured"};
  std::string text;
  for (int i = 0; i < words; ++i) {
    text += of[static_cast<unsigned>(number * 7 + i * i + i) % 8U];
    text += ' ';
  }
  return text;
}

std::string process(int number, int count) {
  std::string text = fmt::format(
      "Process\r\n\r\nCategory type\r\nmaterial\r\n\r\nProcess identifier\r\n"
      "Bench{:012}\r\n\r\nType\r\nUnit process\r\n\r\nTime period\r\nUnspecified\r\n\r\n"
      "Infrastructure\r\nNo\r\n\r\nComment\r\n{}\r\n\r\nProducts\r\n"
      "product number {} {{RER}}| production | Cut-off, U;kg;1;100;not defined;"
      "Metals\\Steel;\r\n\r\nAvoided products\r\n\r\nMaterials/fuels\r\n",
      number, prose(number, 250), number);
  for (int i = 0; i < 10; ++i) {
    text += fmt::format(
        "product number {} {{RER}}| production | Cut-off, U;kg;{}.5;Lognormal;1.2;0;0;"
        "(1,2,3,4,5,na) {}\r\n",
        (number * 31 + i * 977) % count, i, prose(i, 8));
  }
  text += "\r\nEmissions to air\r\n";
  for (int i = 0; i < 25; ++i) {
    text += fmt::format(
        "Substance number {}, compound;low. pop.;kg;{}.5E-05;Lognormal;1.5;0;0;"
        "(1,2,3,4,5,na)\r\n",
        (number * 13 + i * 29) % 2000, i);
  }
  return text + "\r\nEnd\r\n\r\n";
}

std::string made() {
  const std::string path = (fs::temp_directory_path() /
                            fmt::format("lichen-bench-simapro-{}.csv", processes()))
                               .string();
  if (fs::exists(path)) return path;
  std::string file =
      "{SimaPro 9.5.0.0}\r\n{processes}\r\n{CSV separator: Semicolon}\r\n"
      "{Decimal separator: .}\r\n\r\n";
  const int count = processes();
  for (int i = 0; i < count; ++i) file += process(i, count);
  lichen::detail::write_one(file, path);
  return path;
}

void simapro_one_file(benchmark::State& state) {
  const std::string path = made();
  std::size_t exchanges = 0;
  for (auto _ : state) exchanges = lichen::io::read(path).exchanges.size();
  state.SetBytesProcessed(static_cast<std::int64_t>(fs::file_size(path)) *
                          state.iterations());
  state.counters["exchanges"] = static_cast<double>(exchanges);
}

BENCHMARK(simapro_one_file)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
