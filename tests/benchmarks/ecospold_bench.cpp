// Reading EcoSpold: a synthetic release of EcoSpold 2 with the comments, properties and
// uncertainties that real ones carry, as a folder, a zip and a 7z archive. The number of
// data sets is that of LICHEN_BENCH_DATA_SETS, 2,000 where it is not set.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include "io/package/members.hpp"
#include "io/package/write.hpp"
#include "lichen/io/read.hpp"

namespace {

namespace fs = std::filesystem;

int data_sets() {
  const char* wanted = std::getenv("LICHEN_BENCH_DATA_SETS");
  return wanted == nullptr ? 2000 : std::atoi(wanted);
}

std::string id(int kind, int number) {
  return fmt::format("{:08x}-0000-4000-8000-{:012x}", kind, number);
}

/// Words that repeat as those of a report do.
std::string prose(int number, int words) {
  static constexpr const char* of[] = {"the",   "process", "includes",     "transport",
                                       "from",  "plant",   "emissions",    "measured",
                                       "in",    "2012",    "energy",       "(see",
                                       "table", "4.2)",    "extrapolated", "from"};
  std::string text;
  for (int i = 0; i < words; ++i) {
    text += of[static_cast<unsigned>(number * 7 + i * i + i) % 16U];
    text += ' ';
  }
  return text;
}

std::string property(int number, const char* name) {
  return fmt::format(
      "        <property propertyId=\"{}\" amount=\"0.{:06}\" unitId=\"{}\">\n"
      "          <name xml:lang=\"en\">{}</name>\n"
      "          <unitName xml:lang=\"en\">dimensionless</unitName>\n"
      "          <comment xml:lang=\"en\">{}</comment>\n        </property>\n",
      id(7, number), number % 1000000, id(8, 1), name, prose(number, 8));
}

std::string uncertainty(int number) {
  return fmt::format(
      "        <uncertainty>\n          <lognormal meanValue=\"{0}.5\" mu=\"1.2\" "
      "variance=\"0.04\" varianceWithPedigreeUncertainty=\"0.0{1}\" />\n"
      "          <pedigreeMatrix reliability=\"2\" completeness=\"4\" "
      "temporalCorrelation=\"1\" geographicalCorrelation=\"3\" "
      "furtherTechnologyCorrelation=\"1\" />\n        </uncertainty>\n",
      number % 90 + 1, number % 9 + 1);
}

std::string intermediate(int number, int product, int supplier, bool output) {
  std::string text = fmt::format(
      "      <intermediateExchange id=\"{}\" unitId=\"{}\" amount=\"{}\" "
      "intermediateExchangeId=\"{}\" ",
      id(5, number), id(8, 2), output ? "1" : fmt::format("{}.5", number % 90 + 1),
      id(3, product));
  text += output ? "productionVolumeAmount=\"1200000\">\n"
                 : fmt::format("activityLinkId=\"{}\">\n", id(1, supplier));
  text += fmt::format(
      "        <name xml:lang=\"en\">product number {}, at plant</name>\n"
      "        <unitName xml:lang=\"en\">kg</unitName>\n"
      "        <comment xml:lang=\"en\">{}</comment>\n",
      product, prose(number, 25));
  if (!output) text += uncertainty(number);
  for (const char* name : {"carbon content, fossil", "carbon content, non-fossil",
                           "dry mass", "price", "water content", "wet mass"}) {
    text += property(number, name);
  }
  text += output ? "        <outputGroup>0</outputGroup>\n"
                 : "        <inputGroup>5</inputGroup>\n";
  return text + "      </intermediateExchange>\n";
}

std::string elementary(int number, int flow) {
  return fmt::format(
             "      <elementaryExchange id=\"{}\" unitId=\"{}\" amount=\"{}.5\" "
             "elementaryExchangeId=\"{}\">\n"
             "        <name xml:lang=\"en\">Substance number {}</name>\n"
             "        <unitName xml:lang=\"en\">kg</unitName>\n"
             "        <comment xml:lang=\"en\">{}</comment>\n",
             id(6, number), id(8, 2), number % 90 + 1, id(4, flow), flow,
             prose(number, 12)) +
         uncertainty(number) + property(number, "carbon content, fossil") +
         property(number, "dry mass") +
         fmt::format(
             "        <compartment subcompartmentId=\"{}\">\n"
             "          <compartment xml:lang=\"en\">air</compartment>\n"
             "          <subcompartment xml:lang=\"en\">urban air close to "
             "ground</subcompartment>\n        </compartment>\n"
             "        <outputGroup>4</outputGroup>\n      </elementaryExchange>\n",
             id(9, flow % 5));
}

/// One data set of about 150 kB: ten inputs, fifteen elementary flows, long texts.
std::string data_set(int number, int count) {
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<ecoSpold xmlns=\"http://www.EcoInvent.org/EcoSpold02\">\n"
      "  <childActivityDataset>\n    <activityDescription>\n"
      "      <activity id=\"{}\" activityNameId=\"{}\" type=\"1\" "
      "specialActivityType=\"0\">\n"
      "        <activityName xml:lang=\"en\">production of number {}</activityName>\n"
      "        <generalComment>\n",
      id(1, number), id(2, number), number);
  for (int i = 1; i <= 12; ++i) {
    text += fmt::format("          <text xml:lang=\"en\" index=\"{}\">{}</text>\n", i,
                        prose(number + i, 150));
  }
  text += fmt::format(
      "        </generalComment>\n      </activity>\n"
      "      <geography geographyId=\"{}\"><shortname xml:lang=\"en\">GLO</shortname>"
      "</geography>\n      <technology technologyLevel=\"3\"><comment>"
      "<text xml:lang=\"en\" index=\"1\">{}</text></comment></technology>\n"
      "      <timePeriod startDate=\"2011-01-01\" endDate=\"2021-12-31\" "
      "isDataValidForEntirePeriod=\"true\" />\n    </activityDescription>\n"
      "    <flowData>\n",
      id(10, 1), prose(number, 300));
  text += intermediate(number * 32, number, 0, true);
  for (int i = 1; i <= 10; ++i) {
    const int supplier = static_cast<int>(
        (static_cast<unsigned>(number) * 31U + static_cast<unsigned>(i) * 977U) %
        static_cast<unsigned>(count));
    text += intermediate(number * 32 + i, supplier, supplier, false);
  }
  for (int i = 11; i <= 25; ++i) {
    text += elementary(number * 32 + i, (number * 13 + i * 29) % 2000);
  }
  return text +
         fmt::format(
             "    </flowData>\n    <modellingAndValidation>\n"
             "      <representativeness systemModelId=\"{}\"><systemModelName "
             "xml:lang=\"en\">Allocation, "
             "cut-off</systemModelName></representativeness>\n"
             "    </modellingAndValidation>\n  </childActivityDataset>\n</ecoSpold>\n",
             id(11, 1));
}

/// One file of EcoSpold 1 with as many data sets of 25 exchanges.
std::string es1_file() {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<ecoSpold xmlns=\"http://www.EcoInvent.org/EcoSpold01\">\n";
  const int count = data_sets();
  for (int i = 0; i < count; ++i) {
    text += fmt::format(
        "<dataset number=\"{0}\" generator=\"bench\"><metaInformation>"
        "<processInformation><referenceFunction name=\"product number {0}\" "
        "unit=\"kg\" category=\"metals\" subCategory=\"extraction\" amount=\"1\" "
        "infrastructureProcess=\"false\" generalComment=\"{1}\"/>"
        "<geography location=\"RER\" text=\"{2}\"/><dataSetInformation type=\"1\"/>"
        "</processInformation></metaInformation><flowData>\n",
        i, prose(i, 400), prose(i, 60));
    for (int k = 0; k < 25; ++k) {
      const bool product = k < 11;
      const int flow = k == 0 ? i : (i * 31 + k * 977) % (product ? count : 2000);
      text += fmt::format(
          "<exchange number=\"{}\" category=\"{}\" subCategory=\"{}\" "
          "localCategory=\"Metalle\" localSubCategory=\"Gewinnung\" "
          "name=\"{} number {}\" {}unit=\"kg\" meanValue=\"{}.5\" "
          "uncertaintyType=\"1\" standardDeviation95=\"1.24\" generalComment=\"{}\" "
          "infrastructureProcess=\"false\"><{}Group>{}</{}Group></exchange>\n",
          k + 1, product ? "metals" : "air", product ? "extraction" : "unspecified",
          product ? "product" : "substance", flow, product ? "location=\"RER\" " : "",
          flow % 90, prose(k, 20), product && k > 0 ? "input" : "output",
          k == 0    ? 0
          : product ? 5
                    : 4,
          product && k > 0 ? "input" : "output");
    }
    text += "</flowData></dataset>\n";
  }
  return text + "</ecoSpold>\n";
}

std::vector<lichen::detail::Member> release() {
  std::vector<lichen::detail::Member> members;
  const int count = data_sets();
  for (int i = 0; i < count; ++i) {
    members.push_back(
        {fmt::format("datasets/{}_{}.spold", id(1, i), id(3, i)), data_set(i, count)});
  }
  return members;
}

/// The release in one form, made once.
std::string made(const std::string& ending) {
  const std::string path = (fs::temp_directory_path() /
                            fmt::format("lichen-bench-es2-{}{}", data_sets(), ending))
                               .string();
  if (fs::exists(path)) return path;
  const auto members = release();
  if (!ending.empty()) {
    lichen::detail::write_members(members, path);
    return path;
  }
  for (const auto& member : members) {
    fs::create_directories(fs::path(path + "/" + member.name).parent_path());
    std::FILE* file = std::fopen((path + "/" + member.name).c_str(), "wb");
    if (file == nullptr) continue;
    std::fwrite(member.content.data(), 1, member.content.size(), file);
    std::fclose(file);
  }
  return path;
}

std::size_t unpacked_bytes() {
  static const std::size_t bytes = [] {
    std::size_t sum = 0;
    const int count = data_sets();
    for (int i = 0; i < count; ++i) sum += data_set(i, count).size();
    return sum;
  }();
  return bytes;
}

void read(benchmark::State& state, const std::string& path) {
  std::size_t exchanges = 0;
  for (auto _ : state) exchanges = lichen::io::read(path).exchanges.size();
  struct rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.SetBytesProcessed(static_cast<std::int64_t>(unpacked_bytes()) *
                          state.iterations());
  state.counters["exchanges"] = static_cast<double>(exchanges);
  state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024.;
}

/// What reading costs without any parsing.
void members_only(benchmark::State& state, const std::string& path) {
  for (auto _ : state) {
    lichen::Findings findings;
    auto members = lichen::detail::read_members(path, {}, {}, findings);
    benchmark::DoNotOptimize(members);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(unpacked_bytes()) *
                          state.iterations());
}

void es1_one_file(benchmark::State& state) {
  const std::string path =
      (fs::temp_directory_path() / fmt::format("lichen-bench-es1-{}.xml", data_sets()))
          .string();
  if (!fs::exists(path)) lichen::detail::write_one(es1_file(), path);
  std::size_t exchanges = 0;
  for (auto _ : state) exchanges = lichen::io::read(path).exchanges.size();
  state.SetBytesProcessed(static_cast<std::int64_t>(fs::file_size(path)) *
                          state.iterations());
  state.counters["exchanges"] = static_cast<double>(exchanges);
}
void es2_folder(benchmark::State& state) { read(state, made("")); }
void es2_zip(benchmark::State& state) { read(state, made(".zip")); }
void es2_folder_members(benchmark::State& state) { members_only(state, made("")); }
void es2_zip_members(benchmark::State& state) { members_only(state, made(".zip")); }

BENCHMARK(es1_one_file)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(es2_folder)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(es2_zip)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(es2_folder_members)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(es2_zip_members)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
