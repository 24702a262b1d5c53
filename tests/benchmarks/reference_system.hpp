#pragma once

// The synthetic systems that goals are measured on, and what is told of each figure.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <tuple>
#include <utility>

#include <benchmark/benchmark.h>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/datasets/synthetic.hpp"
#include "lichen/datasets/unfriendly.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::bench {

/// Which system.
enum class Kind { regular, hard, expander };

/// A system, its last category alone, and a demand.
struct Reference {
  datasets::SyntheticSystem system;
  SparseMatrix last;
  Vector f;
};

inline datasets::SyntheticSystem make(Kind kind, Index n, Index categories) {
  if (kind == Kind::expander) return datasets::expander(n);
  const auto coupling =
      kind == Kind::hard ? datasets::Coupling::hard : datasets::Coupling::regular;
  return datasets::synthetic(
      {.activities = n, .coupling = coupling, .categories = categories});
}

/// The system of that size; `regular` and `hard` as `datasets` has them. The one before
/// it is given up, so that a process holds one at a time.
inline const Reference& reference(Kind kind, Index n, Index categories = 16) {
  static std::tuple<Kind, Index, Index> which{Kind::regular, 0, 0};
  static Reference made;
  const std::tuple wanted{kind, n, categories};
  if (which == wanted) return made;
  made = {};
  made.system = make(kind, n, categories);
  made.last = made.system.c.bottomRows(1);
  made.f.assign(static_cast<std::size_t>(n), 0.);
  made.f[13] = 1.;
  which = wanted;
  return made;
}

inline const Reference& reference(const benchmark::State& state, Kind kind,
                                  Index categories = 16) {
  return reference(kind, static_cast<Index>(state.range(0)), categories);
}

/// The bytes of matrices as they are given: what must be read once, whatever is done.
inline double bytes_of(std::initializer_list<const SparseMatrix*> matrices) {
  double bytes = 0.;
  for (const SparseMatrix* m : matrices) {
    bytes += static_cast<double>(m->nonZeros()) * (sizeof(double) + sizeof(Index)) +
             static_cast<double>(m->cols() + 1) * sizeof(Index);
  }
  return bytes;
}

/// Tells the bytes under a figure: what the time is held against.
inline void set_floor(benchmark::State& state,
                      std::initializer_list<const SparseMatrix*> matrices) {
  state.SetBytesProcessed(static_cast<std::int64_t>(
      static_cast<double>(state.iterations()) * bytes_of(matrices)));
}

/// What is printed as ± of a score, relative to it.
inline double relative_error(const Score& score) {
  const double size = std::abs(score.value);
  return size > 0. ? score.error.printed() / size : score.error.printed();
}

/// The largest ± of all prices of all categories, each relative to the price; of those
/// far below the largest price of a category, relative to 1e-9 of that.
inline double worst_error(const PreparedScores& prices) {
  double worst = 0.;
  for (Index k = 0; k < prices.categories(); ++k) {
    const Vector values = prices.prices(k);
    const Vector errors = prices.price_errors(k);
    double largest = 0.;
    for (const double value : values) largest = std::max(largest, std::abs(value));
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double size = std::max(std::abs(values[i]), 1e-9 * largest);
      if (size > 0.) worst = std::max(worst, errors[i] / size);
    }
  }
  return worst;
}

}  // namespace lichen::bench
