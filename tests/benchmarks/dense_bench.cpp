// An input-output table, WIOD 2008: factors and all 1,435 activities in 16 categories,
// and the same by `dgesv` of an OpenBLAS that is found at run time.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <dlfcn.h>

#include "benchmarks/reference_system.hpp"
#include "lichen/calc/burden.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/datasets/unfriendly.hpp"
#include "lichen/store/matrix_market.hpp"

namespace {

using namespace lichen;

constexpr Index size = 1'435;
constexpr Index categories = 16;

/// I - A of the table, whose extensions are not open: B and C are those of a synthetic
/// table of its size.
struct Table {
  SparseMatrix a, b, c;
};

const Table& wiod() {
  static const Table table = [] {
    auto made = datasets::dense_block(size);
    const std::string path = LICHEN_TEST_DATA "/matrices/wiod-2008.I-A.A.mtx.gz";
    return Table{store::read_matrix_market(path), std::move(made.b), std::move(made.c)};
  }();
  return table;
}

/// True where the table is there; otherwise the benchmark is skipped with a message.
bool has_table(benchmark::State& state) {
  if (std::filesystem::exists(LICHEN_TEST_DATA "/matrices")) return true;
  state.SkipWithError("needs ../shared/data/matrices");
  return false;
}

void wiod_all_activities(benchmark::State& state) {
  if (!has_table(state)) return;
  const Table& table = wiod();
  std::optional<PreparedScores> prices;
  const RunOptions options{.threads = static_cast<int>(state.range(0)), .progress = {}};
  for (auto _ : state) prices.emplace(Technosphere(table.a), table.b, table.c, options);
  state.counters["error"] = bench::worst_error(*prices);
  bench::set_floor(state, {&table.a, &table.b, &table.c});
}

/// LAPACK, as OpenBLAS has it: loaded, so that no build needs it.
class Lapack {
 public:
  Lapack() : library_(dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL)) {
    if (library_ == nullptr) return;
    solve_ = reinterpret_cast<Solve>(dlsym(library_, "dgesv_"));
    set_threads_ =
        reinterpret_cast<SetThreads>(dlsym(library_, "openblas_set_num_threads"));
    const auto config = reinterpret_cast<Text>(dlsym(library_, "openblas_get_config"));
    const auto core = reinterpret_cast<Text>(dlsym(library_, "openblas_get_corename"));
    if (config == nullptr || core == nullptr) return;
    const std::string all = config();  // "OpenBLAS 0.3.21 DYNAMIC_ARCH ..."
    name_ = all.substr(0, all.find(' ', all.find(' ') + 1)) + ", " + core();
  }

  [[nodiscard]] bool found() const {
    return solve_ != nullptr && set_threads_ != nullptr;
  }
  [[nodiscard]] const std::string& name() const { return name_; }
  void set_threads(int threads) const { set_threads_(threads); }

  /// Solves in place for all columns of `right`. @returns false where it fails.
  [[nodiscard]] bool solve(std::vector<double>& matrix,
                           std::vector<double>& right) const {
    int n = size;
    int columns = categories;
    int info = 0;
    std::vector<int> pivots(static_cast<std::size_t>(size));
    solve_(&n, &columns, matrix.data(), &n, pivots.data(), right.data(), &n, &info);
    return info == 0;
  }

 private:
  using Solve = void (*)(int*, int*, double*, int*, int*, double*, int*, int*);
  using SetThreads = void (*)(int);
  using Text = char* (*)();
  void* library_;  // stays loaded: OpenBLAS keeps threads
  Solve solve_ = nullptr;
  SetThreads set_threads_ = nullptr;
  std::string name_;
};

/// Aᵀ and the burdens of all categories, column by column.
std::pair<std::vector<double>, std::vector<double>> dense_system(const Table& table) {
  constexpr auto n = static_cast<std::size_t>(size);
  std::vector<double> matrix(n * n, 0.);
  for (Index j = 0; j < size; ++j) {
    for (SparseMatrix::InnerIterator it(table.a, j); it; ++it) {
      matrix[static_cast<std::size_t>(it.row()) * n + static_cast<std::size_t>(j)] =
          it.value();
    }
  }
  std::vector<double> right;
  for (const Burden& burden : burdens(table.b, table.c)) {
    right.insert(right.end(), burden.high.begin(), burden.high.end());
  }
  return {std::move(matrix), std::move(right)};
}

/// How far prices are from ours, relative to the largest of their category.
double difference(const std::vector<double>& theirs, const PreparedScores& ours) {
  double worst = 0.;
  for (Index k = 0; k < categories; ++k) {
    const Vector prices = ours.prices(k);
    const double* const other = theirs.data() + std::ptrdiff_t{k} * size;
    double largest = 0.;
    double apart = 0.;
    for (std::size_t i = 0; i < prices.size(); ++i) {
      largest = std::max(largest, std::abs(prices[i]));
      apart = std::max(apart, std::abs(prices[i] - other[i]));
    }
    worst = std::max(worst, apart / largest);
  }
  return worst;
}

/// `dgesv` alone: neither the dense matrix nor its copy is counted.
void wiod_dgesv(benchmark::State& state) {
  if (!has_table(state)) return;
  static const Lapack lapack;
  if (!lapack.found()) {
    state.SkipWithError("needs libopenblas.so.0 (Debian: libopenblas0-pthread)");
    return;
  }
  lapack.set_threads(static_cast<int>(state.range(0)));
  const auto [matrix, right] = dense_system(wiod());
  std::vector<double> factors;
  std::vector<double> prices;
  bool solved = true;
  for (auto _ : state) {
    state.PauseTiming();
    factors = matrix;
    prices = right;
    state.ResumeTiming();
    solved = solved && lapack.solve(factors, prices);
  }
  if (!solved) state.SkipWithError("dgesv fails");
  const PreparedScores ours(Technosphere(wiod().a), wiod().b, wiod().c);
  state.counters["error"] = difference(prices, ours);
  state.SetLabel(lapack.name());
}

BENCHMARK(wiod_all_activities)
    ->Arg(1)
    ->Arg(2)
    ->ArgName("threads")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(wiod_dgesv)
    ->Arg(1)
    ->Arg(2)
    ->ArgName("threads")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
