// KLU on real systems and a synthetic one: ordering and factors, and factors of other
// values by the order and pivots that are there. Every line prints ω of one solution,
// worst of both directions.
#include <algorithm>
#include <cstddef>
#include <memory>

#include <benchmark/benchmark.h>

#include "lichen/datasets/synthetic.hpp"
#include "lichen/linalg/factorization.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/solvers/klu.hpp"
#include "lichen/store/matrix_market.hpp"

namespace {

using namespace lichen;

const SparseMatrix& uslci() {
  static const SparseMatrix a =
      store::read_matrix_market(LICHEN_TEST_DATA "/matrices/uslci-fy18.A.mtx.gz");
  return a;
}
const SparseMatrix& forwast() {
  static const SparseMatrix a =
      store::read_matrix_market(LICHEN_TEST_DATA "/matrices/forwast.A.mtx.gz");
  return a;
}
/// Of the structure of the reference system, of a size that factors are worth.
const SparseMatrix& regular_3000() {
  static const SparseMatrix a = datasets::regular(3000).a;
  return a;
}

/// Every input a tenth less.
SparseMatrix other_inputs(SparseMatrix a) {
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      if (it.row() != j) it.valueRef() *= .9;
    }
  }
  return a;
}

void tell_error(benchmark::State& state, const Factorization& factors,
                const SparseMatrix& a) {
  Vector b(static_cast<std::size_t>(a.rows()), 0.);
  b[7] = 1.;
  const Vector x = factors.solve(b).values;
  const Vector y = factors.solve_transposed(b).values;
  state.counters["error"] = std::max(residual(a, {x}, {b}).backward_error(),
                                     residual_transposed(a, {y}, {b}).backward_error());
  state.counters["entries"] = factors.entries();
  state.counters["noted"] = static_cast<double>(factors.notes().size());
}

using Matrix = const SparseMatrix& (*)();

void order_and_factors(benchmark::State& state, Matrix matrix) {
  const SparseMatrix a = other_inputs(matrix());
  std::shared_ptr<const Factorization> factors;
  for (auto _ : state) factors = klu(a);
  tell_error(state, *factors, a);
}

void factors_of_other_values(benchmark::State& state, Matrix matrix) {
  const auto base = klu(matrix());
  const SparseMatrix a = other_inputs(matrix());
  std::shared_ptr<const Factorization> factors;
  for (auto _ : state) factors = base->with_values(a);
  tell_error(state, *factors, a);
}

#define LICHEN_BENCH(function, model) \
  BENCHMARK_CAPTURE(function, model, model)->Unit(benchmark::kMillisecond)

LICHEN_BENCH(order_and_factors, uslci);
LICHEN_BENCH(factors_of_other_values, uslci);
LICHEN_BENCH(order_and_factors, forwast);
LICHEN_BENCH(factors_of_other_values, forwast);
LICHEN_BENCH(order_and_factors, regular_3000);
LICHEN_BENCH(factors_of_other_values, regular_3000);

}  // namespace
