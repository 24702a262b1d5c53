// From a store that is closed to the first score: 21,000 activities that were linked
// before, one category with its error.

#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "lichen/datasets/synthetic.hpp"
#include "lichen/store/store_snapshot.hpp"
#include "lichen/study/matrix_system.hpp"

namespace {

using namespace lichen;

store::Labels labels(const std::string& what, Eigen::Index rows) {
  store::Labels table{{"id", "name", "location", "product", "unit"}, {}};
  for (Eigen::Index k = 0; k < rows; ++k) {
    const std::string number = std::to_string(k);
    table.rows.push_back({"00000000-0000-5000-8000-" + number,
                          "market for " + what + ", at regional storage " + number, "RER",
                          what + ", at regional storage " + number, "kilogram"});
  }
  return table;
}

store::SnapshotContent linked() {
  store::SnapshotContent all;
  const auto system = datasets::synthetic({.activities = 21'000});
  all.matrices.a = system.a;
  all.matrices.b = system.b;
  all.matrices.c = system.c.topRows(1);
  all.matrices.activities = labels("activity", system.a.cols());
  all.matrices.flows = labels("flow", system.b.rows());
  all.matrices.categories = labels("category", 1);
  all.paired = true;
  return all;
}

/// A store with the linked system beside it, in a folder that is gone at the end.
class Study {
 public:
  Study() {
    std::filesystem::create_directories(folder_);
    store::Store made(path(), {store::Access::create});
    made.add({}, "database");
    store::keep_snapshot(made, key_, linked());
  }
  Study(const Study&) = delete;
  Study& operator=(const Study&) = delete;
  ~Study() { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path() const { return (folder_ / "study.lichen").string(); }
  [[nodiscard]] const store::SnapshotKey& key() const { return key_; }

 private:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      ("lichen-store-score-bench-" + std::to_string(::getpid()));
  store::SnapshotKey key_{"database", {}, {{"allocation", "none"}}};
};

void first_score(benchmark::State& state) {
  const Study study;
  double score = 0.;
  for (auto _ : state) {
    const store::Store opened(study.path());
    const auto found = store::find_snapshot(opened, study.key());
    const store::Snapshot& snapshot = found.snapshot.value();
    const MatrixSystem system({snapshot.a(), snapshot.b(), snapshot.c(), snapshot.owner(),
                               snapshot.paired(), snapshot.order()});
    const std::vector<ProductAmount> demand = {{10'000, 1.}};
    score = system.calculate(demand).assessment.scores[0].value;
  }
  state.counters["score"] = score;
}

BENCHMARK(first_score)->Name("store/first_score/21000")->Unit(benchmark::kMillisecond);

}  // namespace
