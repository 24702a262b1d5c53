#pragma once

// Rows of the inverse of A as pairs of doubles, each made once and kept for a while.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score_error.ipp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/residual.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Row j of A⁻¹, w of Aᵀ w = e_j: how much of activity j each product takes.
struct InverseRow {
  Vector high, low;
  double defect = 0.;  ///< |error| ≤ defect × bound of the `ErrorScale`, where it has one
  Vector estimate;     ///< of each error, where the scale has no bound

  [[nodiscard]] DoubleDouble at(Index i) const {
    return {high[detail::at(i)], low[detail::at(i)]};
  }
};

/// What residuals of Aᵀ x = b are measured by: a size for each activity, near what its
/// inputs are worth, so that units do not matter, and a bound that serves all of them.
struct ErrorScale {
  Vector size;                  ///< t > 0
  std::optional<Vector> bound;  ///< of |A⁻ᵀ x| wherever |x| ≤ t, where it can be proved

  ErrorScale(const Technosphere& technosphere, const PreparedScores& prices) {
    const SparseMatrix& a = technosphere.matrix();
    Vector worth(at(technosphere.size()), 0.);
    for (Index c = 0; c < prices.categories(); ++c) {
      double largest = 0.;
      for (const double p : prices.burdens(c)) largest = std::max(largest, std::abs(p));
      if (!(largest > 0.)) continue;
      const Vector price = prices.prices(c);
      for (std::size_t i = 0; i < worth.size(); ++i) {
        worth[i] += std::abs(price[i]) / largest;
      }
    }
    size.assign(worth.size(), 0.);
    for (Index j = 0; j < technosphere.size(); ++j) {
      double own = 0.;
      double magnitude = 0.;
      for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
        own += std::abs(it.value());
        magnitude += std::abs(it.value()) * worth[at(static_cast<Index>(it.row()))];
      }
      size[at(j)] = magnitude > 0. ? magnitude : own;
    }
    bound = technosphere.inverse_bound_transposed(size);
  }

  /// The smallest θ with |x| ≤ θ t.
  [[nodiscard]] double measure(const Vector& x) const {
    double largest = 0.;
    for (std::size_t j = 0; j < x.size(); ++j) {
      if (x[j] != 0.) largest = std::max(largest, x[j] / size[j]);
    }
    return rounded_up(largest, 0.);
  }
};

/// w̃ + A⁻ᵀ ρ with ρ to twice the digits, as prices are made; theory (3.7).
[[nodiscard]] inline std::shared_ptr<const InverseRow> make_row(
    const Technosphere& technosphere, const ErrorScale& scale, Index column) {
  const SparseMatrix& a = technosphere.matrix();
  Vector one(at(technosphere.size()), 0.);
  one[at(column)] = 1.;
  auto row = std::make_shared<InverseRow>();
  row->high = technosphere.solve_transposed(one).values;
  row->low = technosphere.correction_transposed(
      residual_transposed(a, {row->high}, {one}).values);
  for (std::size_t i = 0; i < one.size(); ++i) {
    const DoubleDouble pair = DoubleDouble::sum(row->high[i], row->low[i]);
    row->high[i] = pair.high;
    row->low[i] = pair.low;
  }
  const Residual rest = residual_transposed(a, {row->high, row->low}, {one});
  const double gamma = gamma_two(2. * static_cast<double>(technosphere.size()));
  row->defect = scale.measure(raised(rest, gamma));
  if (scale.bound) return row;
  row->estimate = technosphere.correction_transposed(rest.values);
  for (std::size_t i = 0; i < one.size(); ++i) {
    row->estimate[i] = std::abs(row->estimate[i]) / (1. - technosphere.contraction()) +
                       gamma * std::abs(row->high[i]);
  }
  return row;
}

/// The rows that scenarios asked for, the oldest forgotten where they take too much room.
class InverseRows {
 public:
  InverseRows(Technosphere technosphere, std::shared_ptr<const ErrorScale> scale,
              std::size_t bytes)
      : technosphere_(std::move(technosphere)), scale_(std::move(scale)) {
    const auto n = static_cast<std::size_t>(technosphere_.size());
    most_ = bytes / (n * sizeof(double) * (scale_->bound ? 2 : 3));
  }

  /// @throws ConvergenceError  as `Technosphere::solve_transposed`.
  [[nodiscard]] std::shared_ptr<const InverseRow> row(Index column) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto it = rows_.find(column); it != rows_.end()) return it->second;
    }
    auto made = make_row(technosphere_, *scale_, column);
    const std::lock_guard lock(mutex_);
    if (rows_.emplace(column, made).second) age_.push_back(column);
    while (age_.size() > most_) {
      rows_.erase(age_.front());
      age_.pop_front();
    }
    return made;
  }

 private:
  Technosphere technosphere_;
  std::shared_ptr<const ErrorScale> scale_;
  std::size_t most_;
  std::mutex mutex_;
  std::map<Index, std::shared_ptr<const InverseRow>> rows_;
  std::deque<Index> age_;
};

}  // namespace lichen::inline LICHEN_ABI::detail
