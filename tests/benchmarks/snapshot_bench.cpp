// Saving and opening the regular system of n = 21,000 activities with B, C and labels of
// the length that databases have.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "lichen/datasets/synthetic.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/store/snapshot.hpp"

namespace {

using namespace lichen;

store::Labels labels(const std::string& what, Eigen::Index rows) {
  store::Labels table{{"id", "name", "location", "product_id", "product", "unit"}, {}};
  for (Eigen::Index k = 0; k < rows; ++k) {
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
    const auto system = datasets::synthetic({.activities = 21'000});
    all.matrices.a = system.a;
    all.matrices.b = system.b;
    all.matrices.c = system.c;
    all.matrices.activities = labels("activity", system.a.cols());
    all.matrices.flows = labels("flow", system.b.rows());
    all.matrices.categories = labels("category", system.c.rows());
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
template <class Matrix>
double sum(const Matrix& m) {
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
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
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
