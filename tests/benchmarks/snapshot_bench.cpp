// Saving and opening a linked system of n = 21,000 activities: 210,000 entries of A,
// 504,000 of B, 16 categories, labels of the length that databases have.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "lichen/store/snapshot.hpp"

namespace {

using namespace lichen;

constexpr Index activities = 21'000;
constexpr Index flows = 2'500;
constexpr Index categories = 16;

/// A mixer of bits (SplitMix64).
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

Index pick(std::uint64_t key, Index count) {
  return static_cast<Index>(mixed(key) % static_cast<std::uint64_t>(count));
}

using Entries = std::vector<Eigen::Triplet<double, Index>>;

SparseMatrix matrix(Index rows, Index columns, const Entries& entries) {
  SparseMatrix m(rows, columns);
  m.setFromTriplets(entries.begin(), entries.end());
  return m;
}

/// Nine inputs from anywhere, so that nearly all activities stand in one component: the
/// hardest case for the order that is verified.
SparseMatrix technosphere() {
  Entries entries;
  for (Index j = 0; j < activities; ++j) {
    const auto key = static_cast<std::uint64_t>(j) << 8U;
    entries.emplace_back(j, j, 1.);
    for (std::uint64_t k = 0; k < 9; ++k) {
      entries.emplace_back(pick(key + k, activities), j, -0.01);
    }
  }
  return matrix(activities, activities, entries);
}

SparseMatrix scattered(Index rows, Index columns, std::uint64_t per_column) {
  Entries entries;
  for (Index j = 0; j < columns; ++j) {
    const auto key = (static_cast<std::uint64_t>(j) << 8U) + 1000003;
    for (std::uint64_t k = 0; k < per_column; ++k) {
      entries.emplace_back(pick(key + k, rows), j, 1e-3 * static_cast<double>(k + 1));
    }
  }
  return matrix(rows, columns, entries);
}

store::Labels labels(const std::string& what, Index rows) {
  store::Labels table{{"id", "name", "location", "product_id", "product", "unit"}, {}};
  for (Index k = 0; k < rows; ++k) {
    const std::string number = std::to_string(k);
    const std::string id =
        "00000000-0000-5000-8000-" + std::string(12 - number.size(), '0');
    table.rows.push_back(
        {id + number, "market for " + what + ", at regional storage " + number, "RER",
         id + number, what + ", at regional storage " + number, "kilogram"});
  }
  return table;
}

const store::SnapshotContent& content() {
  static const store::SnapshotContent made = [] {
    store::SnapshotContent all;
    all.matrices.a = technosphere();
    all.matrices.b = scattered(flows, activities, 24);
    all.matrices.c = scattered(categories, flows, 4);
    all.matrices.activities = labels("activity", activities);
    all.matrices.flows = labels("flow", flows);
    all.matrices.categories = labels("category", categories);
    all.source.policies = {{"allocation", "none"}};
    return all;
  }();
  return made;
}

/// A file that is gone at the end.
struct File {
  std::string path = (std::filesystem::temp_directory_path() /
                      ("lichen-bench-" + std::to_string(::getpid()) + ".lichen"))
                         .string();
  File() { store::write_snapshot(content(), path); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { std::filesystem::remove(path); }
};

/// A first use of every entry of A and B, so that nothing is put off.
double sum(const SparseRef& m) {
  double total = 0.;
  for (Eigen::Index k = 0; k < m.nonZeros(); ++k) total += m.valuePtr()[k];
  return total;
}

void open(benchmark::State& state) {
  const File file;
  double total = 0.;
  std::uint64_t bytes = 0;
  for (auto _ : state) {
    const store::Snapshot snapshot = store::open_snapshot(file.path);
    total = sum(snapshot.a()) + sum(snapshot.b());
    benchmark::DoNotOptimize(total);
    bytes = snapshot.bytes();
  }
  state.counters["MB"] = static_cast<double>(bytes) / 1e6;
  state.counters["entries"] = static_cast<double>(content().matrices.a.nonZeros() +
                                                  content().matrices.b.nonZeros());
  state.counters["error"] =
      total - (sum(content().matrices.a) + sum(content().matrices.b));
}

void save(benchmark::State& state) {
  const File file;
  for (auto _ : state) store::write_snapshot(content(), file.path);
}

/// What the order in the file saves: finding it anew.
void packed_order(benchmark::State& state) {
  const File file;
  const store::Snapshot snapshot = store::open_snapshot(file.path);
  for (auto _ : state) {
    const OrderedMatrix m = snapshot.ordered();
    benchmark::DoNotOptimize(m.diagonal.data());
  }
}

void found_order(benchmark::State& state) {
  const SparseMatrix& a = content().matrices.a;
  for (auto _ : state) {
    const OrderedMatrix m = order(a, match(a));
    benchmark::DoNotOptimize(m.diagonal.data());
  }
}

BENCHMARK(open)->Name("snapshot/open/21000")->Unit(benchmark::kMillisecond);
BENCHMARK(save)
    ->Name("snapshot/save/21000")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(packed_order)->Name("snapshot/ordered/21000")->Unit(benchmark::kMillisecond);
BENCHMARK(found_order)->Name("order_anew/21000")->Unit(benchmark::kMillisecond);

}  // namespace
