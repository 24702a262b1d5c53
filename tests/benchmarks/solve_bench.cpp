// Solving real technospheres: preparation, first score, further demands.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "benchmarks/reference_system.hpp"
#include "lichen/calc/diagnosis.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/store/matrix_market.hpp"

namespace {

using namespace lichen;

SparseMatrix open_matrix(const std::string& name) {
  return store::read_matrix_market(LICHEN_TEST_DATA "/matrices/" + name + ".mtx.gz");
}

/// A system of the open test data with as many categories as asked for, each of some 112
/// flows, as climate change has on USLCI.
struct Model {
  SparseMatrix a, b, c;
  Vector f;

  Model(const std::string& name, Index categories, Index demand)
      : a(open_matrix(name + ".A")), b(open_matrix(name + ".B")) {
    std::vector<Eigen::Triplet<double, Index>> factors;
    const auto flows = static_cast<Index>(b.rows());
    const Index step = flows > 112 ? flows / 112 : 1;
    for (Index category = 0; category < categories; ++category) {
      for (Index k = category % step; k < flows; k += step) {
        factors.emplace_back(category, k, 1. + static_cast<double>(k % 7));
      }
    }
    c.resize(categories, flows);
    c.setFromTriplets(factors.begin(), factors.end());
    f.assign(static_cast<std::size_t>(a.cols()), 0.);
    f[static_cast<std::size_t>(demand)] = 1.;
  }
};

const Model& uslci() {
  static const Model model("uslci-fy18", 1, 465);
  return model;
}
const Model& uslci_16() {
  static const Model model("uslci-fy18", 16, 465);
  return model;
}
const Model& forwast() {
  static const Model model("forwast", 1, 76);
  return model;
}

using Choose = const Model& (*)();

void prepare(benchmark::State& state, Choose model, Solver solver) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Technosphere(model().a, {.solver = solver}));
  }
}

/// The largest printed error of some scores, each relative to the score.
void tell_error(benchmark::State& state, const Assessment& found) {
  double worst = 0.;
  for (const Score& score : found.scores) {
    worst = std::max(worst, bench::relative_error(score));
  }
  state.counters["error"] = worst;
}

/// From A to the first score with its error: what a user waits for after linking.
void first_score(benchmark::State& state, Choose model, Solver solver) {
  const Model& m = model();
  Assessment found;
  for (auto _ : state) {
    const Technosphere technosphere(m.a, {.solver = solver});
    found = assess(technosphere, m.b, m.c, m.f);
  }
  tell_error(state, found);
  bench::set_floor(state, {&m.a, &m.b, &m.c});
}

/// Another demand for the same categories, solved anew: with s, inventory and scores.
void next_assessment(benchmark::State& state, Choose model, Solver solver) {
  const Model& m = model();
  const Technosphere technosphere(m.a, {.solver = solver});
  Assessment found = assess(technosphere, m.b, m.c, m.f);
  for (auto _ : state) found = assess(technosphere, m.b, m.c, m.f);
  tell_error(state, found);
}

void prepare_scores(benchmark::State& state, Choose model, Solver solver) {
  const Model& m = model();
  const Technosphere technosphere(m.a, {.solver = solver});
  std::optional<PreparedScores> prices;
  for (auto _ : state) prices.emplace(technosphere, m.b, m.c);
  state.counters["error"] = bench::worst_error(*prices);
  bench::set_floor(state, {&m.a, &m.b, &m.c});
}

/// Another demand by prices: a score with its error in as many steps as it has entries.
void next_score(benchmark::State& state, Choose model, Solver solver) {
  const Model& m = model();
  const Technosphere technosphere(m.a, {.solver = solver});
  const PreparedScores prices(technosphere, m.b, m.c);
  ProductAmount demand{0, 1.};
  for (auto _ : state) {
    demand.product = (demand.product + 1) % technosphere.size();
    benchmark::DoNotOptimize(prices.score(0, {&demand, 1}));
  }
  state.counters["error"] = bench::worst_error(prices);
}

void solve(benchmark::State& state, Choose model, Solver solver) {
  const Model& m = model();
  const Technosphere technosphere(m.a, {.solver = solver});
  double backward_error = 0.;
  for (auto _ : state) backward_error = technosphere.solve(m.f).report.backward_error;
  state.counters["backward_error"] = backward_error;
}

void explain(benchmark::State& state, Choose model) {
  for (auto _ : state) benchmark::DoNotOptimize(diagnose(model().a));
}

#define LICHEN_BENCH(function, model, solver)                          \
  BENCHMARK_CAPTURE(function, model##_##solver, model, Solver::solver) \
      ->Unit(benchmark::kMicrosecond)

LICHEN_BENCH(prepare, uslci, automatic);
LICHEN_BENCH(prepare, uslci, klu);
LICHEN_BENCH(prepare, forwast, automatic);
LICHEN_BENCH(prepare, forwast, klu);
LICHEN_BENCH(first_score, uslci, automatic);
LICHEN_BENCH(first_score, uslci, klu);
LICHEN_BENCH(first_score, uslci_16, automatic);
LICHEN_BENCH(first_score, forwast, automatic);
LICHEN_BENCH(first_score, forwast, klu);
LICHEN_BENCH(next_assessment, uslci, automatic);
LICHEN_BENCH(next_assessment, forwast, automatic);
LICHEN_BENCH(prepare_scores, uslci, automatic);
LICHEN_BENCH(prepare_scores, uslci_16, automatic);
LICHEN_BENCH(prepare_scores, forwast, automatic);
LICHEN_BENCH(next_score, uslci, automatic);
LICHEN_BENCH(next_score, forwast, automatic);
LICHEN_BENCH(solve, uslci, automatic);
LICHEN_BENCH(solve, uslci, klu);
LICHEN_BENCH(solve, forwast, automatic);
LICHEN_BENCH(solve, forwast, klu);
BENCHMARK_CAPTURE(explain, uslci, uslci)->Unit(benchmark::kMicrosecond);

}  // namespace
