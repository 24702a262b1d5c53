#pragma once

// B, C and uncertainty of a synthetic system.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/datasets/plan.ipp"
#include "lichen/datasets/technosphere_columns.ipp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/random/draws.hpp"

namespace lichen::inline LICHEN_ABI::datasets::detail {

/// The rows of flows, most used first, in no order.
inline std::vector<Index> flow_rows(Index flows, std::uint64_t seed) {
  Draws draws(part_stream(seed, Part::permutation, 1));
  return permutation(flows, draws);
}

/// Some 24 flows per activity: a few activities have hundreds, most markets none. `price`
/// gives the size of an activity, `is_market` its kind. (In place: a sparse matrix of
/// Eigen 3.4 has no move assignment.)
template <class Price, class IsMarket>
void write_flows(SparseMatrix& b, Index activities, Index flows, std::uint64_t seed,
                 Price price, IsMarket is_market) {
  b.resize(flows, activities);
  if (flows == 0) return;
  b.reserve(static_cast<Index>(std::min(activities * 25.5 + 64., 2147483647.)));
  const std::vector<Index> rows = flow_rows(flows, seed);
  ColumnEntries entries;
  for (Index j = 0; j < activities; ++j) {
    Draws draws(part_stream(seed, Part::flows, j));
    const double count =
        is_market(j) ? 2. * draws.uniform() - 0.9 : draws.lognormal(3.13, 0.9);
    const auto wanted = static_cast<Index>(std::clamp(count, 0., flows * 0.25));
    const double size = price(j);
    entries.clear();
    for (Index i = 0; i < wanted; ++i) {
      const Index row = rows[at(popular(draws.uniform(), flows, 40.))];
      // A hundredth goes against the direction of its flow.
      const double sign = draws.happens(0.01) ? -1. : 1.;
      entries.emplace_back(row, sign * size * draws.lognormal(-4., 3.5));
    }
    store_column(b, j, entries);
  }
  b.finalize();
}

/// Where stratum i begins, of `strata` that share out `size` places.
inline Index stratum_start(Index i, Index strata, Index size) {
  return static_cast<Index>(std::int64_t{i} * size / strata);
}

/// Factors per category from 30 to 700 in equal ratios, for flows spread over all, used
/// often or seldom; category k has a factor for the k-th most used flow, too.
inline void write_factors(SparseMatrix& c, Index categories, Index flows,
                          std::uint64_t seed) {
  c.resize(categories, flows);
  if (flows == 0 || categories == 0) return;
  const std::vector<Index> rows = flow_rows(flows, seed);
  std::vector<Eigen::Triplet<double, Index>> factors;
  for (Index k = 0; k < categories; ++k) {
    Draws draws(part_stream(seed, Part::category, k));
    const double step = categories > 1 ? static_cast<double>(k) / (categories - 1) : 1.;
    const double count = 30. * portable_exp(step * portable_log(700. / 30.));
    const Index strata = std::min(static_cast<Index>(std::round(count)), flows);
    for (Index i = 0; i < strata; ++i) {
      const Index begin = stratum_start(i, strata, flows);
      const Index wide = stratum_start(i + 1, strata, flows) - begin;
      const Index drawn = draws.below(wide);
      const Index use = i == 0 ? k % wide : begin + drawn;
      const double sign = draws.happens(0.02) ? -1. : 1.;
      factors.emplace_back(k, rows[at(use)], sign * draws.lognormal(0., 3.5));
    }
  }
  c.setFromTriplets(factors.begin(), factors.end());
}

/// Sigmas of the stored entries of a matrix: a share of them is lognormal; what stands on
/// the diagonal of a technosphere is certain.
inline Vector write_sigmas(const SparseMatrix& m, double share, bool technosphere,
                           std::uint64_t seed) {
  const Part part = technosphere ? Part::sigma_a : Part::sigma_b;
  Vector sigmas;
  sigmas.reserve(at(static_cast<Index>(m.nonZeros())));
  for (Index j = 0; j < m.cols(); ++j) {
    Draws draws(part_stream(seed, part, j));
    for (SparseMatrix::InnerIterator it(m, j); it; ++it) {
      const double chance = draws.uniform();
      const double sigma = std::min(0.05 + 0.1 * draws.exponential(), 1.);
      const bool certain = chance >= share || (technosphere && it.row() == j);
      sigmas.push_back(certain ? 0. : sigma);
    }
  }
  return sigmas;
}

}  // namespace lichen::inline LICHEN_ABI::datasets::detail
