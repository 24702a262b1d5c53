#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/diagnosis.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/linalg/block.hpp"
#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/sweeps.hpp"
#include "lichen/linalg/tidy.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Loops of up to this many activities are taken apart by dense LU.
inline constexpr Index examined_limit = 2000;
/// A pivot below this, with units scaled away, is named.
inline constexpr double suspicious_pivot = 1e-6;

inline void insert_sorted(std::vector<Index>& into, Index position) {
  const auto place = std::lower_bound(into.begin(), into.end(), position);
  if (place == into.end() || *place != position) into.insert(place, position);
}

/// A matching by structure may pair an activity with a product that it only uses. In a
/// square matrix a product that is used and made by none (no positive entry, nothing on
/// the diagonal, as a treated waste has) is at fault by itself, and so is an activity
/// that only uses.
inline void add_unmade(const SparseMatrix& a, Diagnosis& diagnosis) {
  if (a.rows() != a.cols()) return;
  const auto n = static_cast<Index>(a.cols());
  std::vector<char> made(at(n), 0);
  for (Index j = 0; j < n; ++j) {
    bool makes = false;
    for_each_entry(a, j, [&](Index row, double value) {
      if (value > 0. || row == j) made[at(row)] = 1;
      makes = makes || value > 0. || row == j;
    });
    if (!makes) insert_sorted(diagnosis.activities_without_product, j);
  }
  for (Index i = 0; i < n; ++i) {
    if (made[at(i)] == 0) insert_sorted(diagnosis.products_without_producer, i);
  }
}

/// The members of a singular loop that take part in what it eats: those that can run for
/// nothing, A x = 0.
[[nodiscard]] inline std::vector<Index> eaters(const OrderedMatrix& m, Index block,
                                               const DenseLu& lu) {
  const Vector x = lu.null_vector();
  double largest = 0.;
  for (const double value : x) largest = std::max(largest, std::abs(value));
  std::vector<Index> found;
  const Index first = m.block_start[at(block)];
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::abs(x[i]) > 1e-10 * largest) {
      found.push_back(m.column_at[at(first) + i]);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Takes the loops apart; gathers those that are singular and the pivots of the others.
inline void examine_loops(const std::shared_ptr<const OrderedMatrix>& ordered,
                          Diagnosis& diagnosis) {
  const OrderedMatrix& m = *ordered;
  const Sweeps sweeps(ordered);
  Lanes work(1);
  std::vector<std::pair<double, Index>> small;
  for (Index k = 0; k < m.blocks(); ++k) {
    const Index n = m.block_size(k);
    if (n == 1 || n > examined_limit) continue;
    if (n > 64 && sweeps.contraction(k, work) <= worth_sweeping) continue;  // regular
    const DenseLu lu(n, dense_block(m, k));
    if (lu.singular()) {
      diagnosis.self_eating_loops.push_back(eaters(m, k, lu));
      continue;
    }
    const Vector pivots = lu.relative_pivots();
    const Index first = m.block_start[at(k)];
    for (std::size_t i = 0; i < pivots.size(); ++i) {
      if (pivots[i] < suspicious_pivot) {
        small.emplace_back(pivots[i], m.column_at[at(first) + i]);
      }
    }
  }
  std::sort(diagnosis.self_eating_loops.begin(), diagnosis.self_eating_loops.end());
  std::sort(small.begin(), small.end());
  for (const auto& [pivot, activity] : small) {
    diagnosis.ill_conditioned_activities.push_back(activity);
  }
}

[[nodiscard]] inline double one_norm(const SparseMatrix& a) {
  double largest = 0.;
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    double sum = 0.;
    for_each_entry(a, j, [&](Index, double value) { sum += std::abs(value); });
    largest = std::max(largest, sum);
  }
  return largest;
}

[[nodiscard]] inline double sum_of_magnitudes(const Vector& x) {
  double sum = 0.;
  for (const double value : x) sum += std::abs(value);
  return sum;
}

/// The 1-norm of the inverse, from below (Hager 1984; Higham 1988): steps towards the
/// unit vector whose solution is largest, and one vector of alternating signs against bad
/// luck.
[[nodiscard]] inline double inverse_norm(const Technosphere& technosphere) {
  const auto n = static_cast<std::size_t>(technosphere.size());
  Vector x(n, 1. / static_cast<double>(n));
  double best = 0.;
  std::size_t last = n;
  for (int step = 0; step < 5; ++step) {
    const Vector y = technosphere.correction(x);
    best = std::max(best, sum_of_magnitudes(y));
    Vector signs(n);
    for (std::size_t i = 0; i < n; ++i) signs[i] = y[i] < 0. ? -1. : 1.;
    const Vector z = technosphere.correction_transposed(signs);
    const auto largest = static_cast<std::size_t>(
        std::max_element(z.begin(), z.end(),
                         [](double u, double v) { return std::abs(u) < std::abs(v); }) -
        z.begin());
    if (largest == last) break;
    last = largest;
    std::fill(x.begin(), x.end(), 0.);
    x[largest] = 1.;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double size =
        1. + static_cast<double>(i) / static_cast<double>(n > 1 ? n - 1 : 1);
    x[i] = i % 2 == 0 ? size : -size;
  }
  const double alternating =
      2. * sum_of_magnitudes(technosphere.correction(x)) / (3. * static_cast<double>(n));
  return std::max(best, alternating);
}

}  // namespace detail

LICHEN_INLINE double condition(const Technosphere& technosphere) {
  return detail::one_norm(technosphere.matrix()) * detail::inverse_norm(technosphere);
}

LICHEN_INLINE Diagnosis diagnose(const SparseRef& matrix) {
  Diagnosis diagnosis;
  const SparseMatrix a = detail::tidy(matrix);
  diagnosis.condition = std::numeric_limits<double>::infinity();
  const Matching matching = match(a);
  diagnosis.products_without_producer = without_partner(matching.column_of_row);
  diagnosis.activities_without_product = without_partner(matching.row_of_column);
  if (matching.size <
      std::max<Index>(static_cast<Index>(a.rows()), static_cast<Index>(a.cols()))) {
    detail::add_unmade(a, diagnosis);
  }
  Imbalance contested = imbalance(a, matching);
  diagnosis.contested_products = std::move(contested.rows);
  diagnosis.contested_activities = std::move(contested.columns);
  detail::examine_loops(std::make_shared<const OrderedMatrix>(order(a, matching)),
                        diagnosis);
  if (!diagnosis.regular() || a.rows() == 0) return diagnosis;
  try {
    diagnosis.condition = condition(Technosphere(a));
  } catch (const SingularError&) {
    // A loop above the limit: that it is singular is known, who eats is not.
    const OrderedMatrix m = order(a, matching);
    for (Index k = 0; k < m.blocks(); ++k) {
      if (m.block_size(k) > detail::examined_limit) {
        diagnosis.self_eating_loops.push_back(members(m, k));
      }
    }
  }
  return diagnosis;
}

}  // namespace lichen::inline LICHEN_ABI
