// Reading ILCD: processes with the inventories of several hundred elementary flows that
// those of the ELCD and EF have, flows, and a method with factors by place; in memory, as
// a folder and as a zip. The number of processes is that of LICHEN_BENCH_DATA_SETS, 2,000
// where it is not set, divided by ten: each is as large as ten of other formats.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "io/ilcd/reader.hpp"
#include "io/package/members.hpp"
#include "io/package/write.hpp"
#include "lichen/io/read.hpp"

namespace {

namespace fs = std::filesystem;
using lichen::detail::Member;

constexpr int flow_count = 2000;

int processes() {
  const char* wanted = std::getenv("LICHEN_BENCH_DATA_SETS");
  return std::max(1, (wanted == nullptr ? 2000 : std::atoi(wanted)) / 10);
}

std::string id(int kind, int number) {
  return fmt::format("{:08x}-0000-4000-8000-{:012x}", kind, number);
}

std::string prose(int words) {
  std::string text;
  for (int i = 0; i < words; ++i)
    text += i % 3 == 0 ? "the process " : "includes (see 4) ";
  return text;
}

std::string head(const char* root, const char* of) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{0} "
      "xmlns=\"http://lca.jrc.it/ILCD/{1}\" "
      "xmlns:common=\"http://lca.jrc.it/ILCD/Common\" version=\"1.1\">\n",
      root, of);
}

constexpr const char* publication =
    "  <administrativeInformation>\n    <publicationAndOwnership>\n"
    "      <common:dataSetVersion>03.00.000</common:dataSetVersion>\n"
    "    </publicationAndOwnership>\n  </administrativeInformation>\n";

std::string reference_to_flow(int flow, const char* name) {
  return fmt::format(
      "      <referenceToFlowDataSet refObjectId=\"{0}\" version=\"03.00.000\" "
      "type=\"flow data set\" uri=\"../flows/{0}.xml\">\n"
      "        <common:shortDescription xml:lang=\"en\">{1} {2} (Emissions to air, "
      "unspecified)</common:shortDescription>\n      </referenceToFlowDataSet>\n",
      id(3, flow), name, flow);
}

std::string exchange(int number, int flow, bool product) {
  return fmt::format(
      "    <exchange dataSetInternalID=\"{0}\">\n{1}"
      "      <exchangeDirection>{2}</exchangeDirection>\n"
      "      <meanAmount>{3}.0380478371047E-8</meanAmount>\n"
      "      <resultingAmount>{3}.0380478371047E-8</resultingAmount>\n"
      "      <relativeStandardDeviation95In>0.000</relativeStandardDeviation95In>\n"
      "      <dataSourceType>Mixed primary / secondary</dataSourceType>\n"
      "      <dataDerivationTypeStatus>Unknown derivation</dataDerivationTypeStatus>\n"
      "      <common:other>\n        <GaBi xmlns=\"http://www.example.org/\" "
      "IOType=\"none\" />\n      </common:other>\n    </exchange>\n",
      number, reference_to_flow(flow, product ? "product" : "substance"),
      product && number > 0 ? "Input" : "Output", number % 9 + 1);
}

std::string process(int number, int count) {
  std::string text =
      head("processDataSet", "Process") +
      fmt::format(
          "  <processInformation>\n    <dataSetInformation>\n"
          "      <common:UUID>{}</common:UUID>\n      <name>\n"
          "        <baseName xml:lang=\"en\">production of number {}</baseName>\n"
          "      </name>\n      <common:generalComment xml:lang=\"en\">{}"
          "</common:generalComment>\n    </dataSetInformation>\n"
          "    <quantitativeReference type=\"Reference flow(s)\">\n"
          "      <referenceToReferenceFlow>0</referenceToReferenceFlow>\n"
          "    </quantitativeReference>\n  </processInformation>\n",
          id(1, number), number, prose(600)) +
      publication + "  <exchanges>\n" + exchange(0, flow_count + number, true);
  for (int i = 1; i <= 10; ++i) {
    text += exchange(i, flow_count + (number * 31 + i * 97) % count, true);
  }
  for (int i = 11; i <= 400; ++i) {
    text += exchange(i, (number * 13 + i * 29) % flow_count, false);
  }
  return text + "  </exchanges>\n</processDataSet>\n";
}

std::string flow(int number, bool product) {
  return head("flowDataSet", "Flow") +
         fmt::format(
             "  <flowInformation>\n    <dataSetInformation>\n"
             "      <common:UUID>{}</common:UUID>\n      <name><baseName "
             "xml:lang=\"en\">substance {}</baseName></name>\n"
             "      <classificationInformation>\n        "
             "<common:elementaryFlowCategorization>\n"
             "          <common:category level=\"0\">Emissions</common:category>\n"
             "          <common:category level=\"1\">Emissions to air</common:category>\n"
             "        </common:elementaryFlowCategorization>\n"
             "      </classificationInformation>\n    </dataSetInformation>\n"
             "    <quantitativeReference>\n      <referenceToReferenceFlowProperty>0"
             "</referenceToReferenceFlowProperty>\n    </quantitativeReference>\n"
             "  </flowInformation>\n  <modellingAndValidation>\n    <LCIMethod>\n"
             "      <typeOfDataSet>{} flow</typeOfDataSet>\n    </LCIMethod>\n"
             "  </modellingAndValidation>\n",
             id(3, number), number, product ? "Product" : "Elementary") +
         publication +
         fmt::format(
             "  <flowProperties>\n    <flowProperty dataSetInternalID=\"0\">\n"
             "      <referenceToFlowPropertyDataSet refObjectId=\"{}\"/>\n"
             "      <meanValue>1.0</meanValue>\n    </flowProperty>\n"
             "  </flowProperties>\n</flowDataSet>\n",
             id(4, 1));
}

/// A category with a factor for each flow in ten places.
std::string method() {
  std::string text =
      head("LCIAMethodDataSet", "LCIAMethod") +
      fmt::format(
          "  <LCIAMethodInformation>\n    <dataSetInformation>\n"
          "      <common:UUID>{}</common:UUID>\n"
          "      <common:name xml:lang=\"en\">Acidification</common:name>\n"
          "      <methodology>EF</methodology>\n    </dataSetInformation>\n"
          "  </LCIAMethodInformation>\n",
          id(5, 1)) +
      publication + "  <characterisationFactors>\n";
  for (int i = 0; i < flow_count * 10; ++i) {
    text += "    <factor>\n" + reference_to_flow(i / 10, "substance") +
            fmt::format(
                "      <location>C{}</location>\n"
                "      <exchangeDirection>Output</exchangeDirection>\n"
                "      <meanValue>{}.48E-3</meanValue>\n    </factor>\n",
                i % 10, i % 7 + 1);
  }
  return text + "  </characterisationFactors>\n</LCIAMethodDataSet>\n";
}

const std::vector<Member>& package() {
  static const std::vector<Member> members = [] {
    std::vector<Member> made;
    const int count = processes();
    made.push_back({"ILCD/lciamethods/" + id(5, 1) + ".xml", method()});
    for (int i = 0; i < flow_count + count; ++i) {
      made.push_back({"ILCD/flows/" + id(3, i) + ".xml", flow(i, i >= flow_count)});
    }
    for (int i = 0; i < count; ++i) {
      made.push_back({"ILCD/processes/" + id(1, i) + ".xml", process(i, count)});
    }
    return made;
  }();
  return members;
}

std::int64_t bytes() {
  std::size_t sum = 0;
  for (const Member& member : package()) sum += member.content.size();
  return static_cast<std::int64_t>(sum);
}

/// Parsing and merging alone.
void ilcd_memory(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    auto members = package();
    lichen::Database database;
    state.ResumeTiming();
    lichen::detail::read_ilcd(members, {}, database);
    state.counters["exchanges"] = static_cast<double>(database.exchanges.size());
    state.counters["factors"] = static_cast<double>(database.factors.size());
  }
  state.SetBytesProcessed(bytes() * state.iterations());
}

void read(benchmark::State& state, const std::string& ending) {
  const std::string path = (fs::temp_directory_path() /
                            fmt::format("lichen-bench-ilcd-{}{}", processes(), ending))
                               .string();
  if (!fs::exists(path)) lichen::detail::write_members(package(), path);
  for (auto _ : state) benchmark::DoNotOptimize(lichen::io::read(path).exchanges.size());
  state.SetBytesProcessed(bytes() * state.iterations());
}

void ilcd_folder(benchmark::State& state) { read(state, ""); }
void ilcd_zip(benchmark::State& state) { read(state, ".zip"); }

BENCHMARK(ilcd_memory)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(ilcd_folder)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(ilcd_zip)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
