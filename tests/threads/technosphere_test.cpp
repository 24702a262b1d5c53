// Many threads on one technosphere: the same bits as alone, whatever the solver.
#include "lichen/calc/technosphere.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "support/matrices.hpp"

namespace {

using lichen::Index;
using lichen::PreparedScores;
using lichen::ProductAmount;
using lichen::Solver;
using lichen::SparseMatrix;
using lichen::Technosphere;
using lichen::Vector;
using lichen::test::Entry;

constexpr int threads = 8;

/// A chain of rings: small ones, one of 150 that is swept, one of 90 that sweeps fail on,
/// where there is a solver to take over.
SparseMatrix rings(Solver solver) {
  std::vector<Entry> entries;
  Index first = 0;
  const double hard = solver == Solver::iterative ? -0.9 : -2.;
  const struct {
    Index size;
    double next;
  } all[] = {{5, -0.5}, {150, -0.9}, {1, 0.}, {90, hard}, {12, -0.7}};
  for (const auto& [size, next] : all) {
    for (Index k = 0; k < size; ++k) {
      const Index j = first + k;
      entries.push_back({j, j, 1. + 0.01 * static_cast<double>(k % 7)});
      if (size > 1) entries.push_back({first + (k + 1) % size, j, next});
      if (size > 20) entries.push_back({first + (k + 9) % size, j, 0.05 * next});
      if (first > 0 && k % 3 == 0) entries.push_back({first - 1, j, -0.25});
    }
    first += size;
  }
  return lichen::test::from_entries(first, first, entries);
}

SparseMatrix emissions(Index n) {
  std::vector<Entry> entries;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j % 3, j, 1. + static_cast<double>(j % 11)});
  }
  return lichen::test::from_entries(3, n, entries);
}

/// All that can be asked of a technosphere, for one demand, as one list of numbers.
Vector ask(const Technosphere& technosphere, const SparseMatrix& b, const SparseMatrix& c,
           Index product) {
  const Vector f = lichen::test::unit(technosphere.size(), product, 1.5);
  const auto answer = assess(technosphere, b, c, f);
  Vector all = answer.scaling.values;
  for (const auto& score : answer.scores) {
    all.insert(all.end(), {score.value, score.error.estimate, score.error.printed()});
  }
  const Vector prices = technosphere.solve_transposed(f).values;
  all.insert(all.end(), prices.begin(), prices.end());
  if (const auto bound = technosphere.inverse_bound_transposed(f)) {
    all.insert(all.end(), bound->begin(), bound->end());
  }
  return all;
}

class ManyThreads : public testing::TestWithParam<Solver> {};

TEST_P(ManyThreads, GetTheSameBitsAsOne) {
  const SparseMatrix a = rings(GetParam());
  const auto n = static_cast<Index>(a.cols());
  const SparseMatrix b = emissions(n);
  const SparseMatrix c = lichen::test::from_rows({{1., 28., 0.5}, {0., 1., -2.}});
  std::vector<Vector> expected;
  {
    const Technosphere alone(a, {.solver = GetParam()});
    for (int k = 0; k < threads; ++k) expected.push_back(ask(alone, b, c, 31 * k));
  }
  const Technosphere shared(a, {.solver = GetParam()});  // nothing asked of it yet
  std::vector<int> wrong(threads, 0);
  std::vector<std::thread> pool;
  for (int k = 0; k < threads; ++k) {
    pool.emplace_back([&, k] {
      for (int turn = 0; turn < 20; ++turn) {
        const auto which = static_cast<std::size_t>((k + turn) % threads);
        const Vector found = ask(shared, b, c, 31 * static_cast<Index>(which));
        if (found != expected[which]) ++wrong[static_cast<std::size_t>(k)];
      }
    });
  }
  for (std::thread& thread : pool) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(threads, 0));
}

TEST_P(ManyThreads, ScoreByTheSamePrices) {
  const SparseMatrix a = rings(GetParam());
  const Technosphere technosphere(a, {.solver = GetParam()});
  const PreparedScores prices(technosphere, emissions(technosphere.size()),
                              lichen::test::from_rows({{1., 28., 0.5}}));
  const ProductAmount demand[] = {{3, 1.}, {100, -2.}};
  const double expected = prices.score(0, demand).value;
  std::vector<int> wrong(threads, 0);
  std::vector<std::thread> pool;
  for (int k = 0; k < threads; ++k) {
    pool.emplace_back([&, k] {
      for (int turn = 0; turn < 100; ++turn) {
        wrong[static_cast<std::size_t>(k)] += prices.score(0, demand).value != expected;
      }
    });
  }
  for (std::thread& thread : pool) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(threads, 0));
}

TEST_P(ManyThreads, PrepareTheSamePrices) {
  const SparseMatrix a = rings(GetParam());
  const Technosphere technosphere(a, {.solver = GetParam()});
  const SparseMatrix b = emissions(technosphere.size());
  std::vector<Entry> factors;
  for (Index k = 0; k < 35; ++k) factors.push_back({k, k % 3, 1. + 0.1 * k});
  const SparseMatrix c = lichen::test::from_entries(35, 3, factors);
  const PreparedScores alone(technosphere, b, c, {1, {}});
  const PreparedScores together(technosphere, b, c, {4, {}});
  for (Index k = 0; k < 35; ++k) {
    EXPECT_EQ(together.prices(k), alone.prices(k));
    EXPECT_EQ(together.price_errors(k), alone.price_errors(k));
  }
}

INSTANTIATE_TEST_SUITE_P(Solvers, ManyThreads,
                         testing::ValuesIn(lichen::test::all_solvers()),
                         [](const auto& test) {
                           return lichen::test::name_of(test.param);
                         });

}  // namespace
