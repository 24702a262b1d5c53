#pragma once

// Rows of the inverse of A as pairs of doubles, made side by side and kept for a while.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "lichen/base/parallel.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/prepared_scores.ipp"
#include "lichen/calc/score_error.ipp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/refinement.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// What residuals of Aᵀ x = b are measured by: a size for each activity, near what its
/// inputs are worth, so that units do not matter, and a bound that serves all of them.
struct ErrorScale {
  Vector size;                  ///< t > 0, by activity
  Vector size_at;               ///< the same by position
  std::optional<Vector> bound;  ///< of |A⁻ᵀ x| wherever |x| ≤ t, by position of products

  ErrorScale(const Technosphere& technosphere, const PreparedScores& prices) {
    const SparseMatrix& a = technosphere.matrix();
    const OrderedMatrix& m = technosphere.ordered();
    const Vector worth = worth_of(prices);
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
    for (const Index j : m.column_at) size_at.push_back(size[at(j)]);
    LaneVector t(size_at.begin(), size_at.end());
    Lanes lanes(1);
    if (technosphere.bounds().bound(Equation::transposed, t, lanes) == 0) {
      bound.emplace(t.begin(), t.end());
    }
  }

 private:
  /// Prices in all categories, each by its largest burden.
  static Vector worth_of(const PreparedScores& prices) {
    Vector worth(at(prices.products()), 0.);
    for (Index c = 0; c < prices.categories(); ++c) {
      double largest = 0.;
      for (const double p : prices.burdens(c)) largest = std::max(largest, std::abs(p));
      if (!(largest > 0.)) continue;
      const Vector price = prices.prices(c);
      for (std::size_t i = 0; i < worth.size(); ++i) {
        worth[i] += std::abs(price[i]) / largest;
      }
    }
    return worth;
  }
};

/// Up to eight rows of A⁻¹, w of Aᵀ w = e_j (how much of activity j each product takes):
/// a row of lanes for each position.
struct InverseGroup {
  Index width = 1;
  LaneVector high, low;
  LaneVector estimate;  ///< of each error, where the scale has no bound
  /// |error| ≤ defect × bound of the `ErrorScale`, where it has one.
  std::array<double, most_lanes> defect{};
  std::array<bool, most_lanes> accepted{};  ///< where ω is within the tolerance
};

/// One of them.
struct InverseRow {
  std::shared_ptr<const InverseGroup> group;
  std::size_t lane = 0;

  [[nodiscard]] bool accepted() const { return group->accepted[lane]; }
  [[nodiscard]] double defect() const { return group->defect[lane]; }
  [[nodiscard]] double estimate(Index position) const {
    return group->estimate[at(position) * at(group->width) + lane];
  }
};

/// Solves for some rows as prices are solved; theory (3.7).
[[nodiscard]] inline std::shared_ptr<const InverseGroup> make_rows(
    const Technosphere& technosphere, const ErrorScale& scale,
    const std::vector<Index>& position_of_activity, std::span<const Index> columns) {
  auto group = std::make_shared<InverseGroup>();
  group->width = lanes_for(static_cast<Index>(columns.size()));
  const std::size_t width = at(group->width);
  LaneVector ones(at(technosphere.size()) * width, 0.);
  for (std::size_t l = 0; l < columns.size(); ++l) {
    ones[at(position_of_activity[at(columns[l])]) * width + l] = 1.;
  }
  Lanes lanes(group->width);
  RefinedLanes x;
  technosphere.refinement().solve(Equation::transposed, {ones, {}}, Digits::pairs,
                                  technosphere.tolerance(), lanes, x);
  const double gamma = gamma_two(2. * static_cast<double>(technosphere.size()));
  for (std::size_t l = 0; l < columns.size(); ++l) {
    group->accepted[l] = x.backward_error[l] <= technosphere.tolerance();
  }
  for (std::size_t p = 0; p < scale.size_at.size(); ++p) {
    for (std::size_t l = 0; l < width; ++l) {
      const std::size_t i = p * width + l;
      const double left = rounded_up(std::abs(x.residual[i]), 0.) + gamma * x.size[i];
      group->defect[l] = std::max(group->defect[l], left / scale.size_at[p]);
    }
  }
  for (double& defect : group->defect) defect = rounded_up(defect, 0.);
  if (!scale.bound) {
    technosphere.refinement().correct(Equation::transposed, x.residual, rough, lanes);
    const double part = 1. - technosphere.contraction() - rough;
    group->estimate = std::move(x.residual);
    for (std::size_t i = 0; i < group->estimate.size(); ++i) {
      group->estimate[i] =
          std::abs(group->estimate[i]) / part + gamma * std::abs(x.high[i]);
    }
  }
  group->high = std::move(x.high);
  group->low = std::move(x.low);
  return group;
}

/// The rows that scenarios asked for, the oldest forgotten where they take too much room.
class InverseRows {
 public:
  InverseRows(Technosphere technosphere, std::shared_ptr<const ErrorScale> scale,
              std::size_t bytes)
      : technosphere_(std::move(technosphere)),
        scale_(std::move(scale)),
        position_of_activity_(detail::positions(technosphere_.ordered().column_at)),
        bytes_(bytes) {}

  /// The rows of some columns, each once; those that are missing are made.
  [[nodiscard]] std::map<Index, InverseRow> rows(const std::vector<Index>& columns,
                                                 int threads) {
    std::map<Index, InverseRow> found;
    std::vector<Index> missing;
    {
      const std::lock_guard lock(mutex_);
      for (const Index column : columns) {
        const auto it = rows_.find(column);
        if (it == rows_.end()) {
          missing.push_back(column);
        } else {
          found.emplace(column, it->second);
        }
      }
    }
    const std::size_t count = (missing.size() + most_lanes - 1) / most_lanes;
    std::vector<std::shared_ptr<const InverseGroup>> made(count);
    in_parallel("rows", count, {threads, {}}, [&](std::size_t g) {
      made[g] =
          make_rows(technosphere_, *scale_, position_of_activity_, group_of(missing, g));
    });
    for (std::size_t g = 0; g < count; ++g) keep(group_of(missing, g), made[g], found);
    return found;
  }

 private:
  static std::span<const Index> group_of(const std::vector<Index>& columns,
                                         std::size_t group) {
    const std::size_t first = group * most_lanes;
    return std::span(columns).subspan(
        first, std::min<std::size_t>(most_lanes, columns.size() - first));
  }

  void keep(std::span<const Index> columns,
            const std::shared_ptr<const InverseGroup>& group,
            std::map<Index, InverseRow>& found) {
    const std::lock_guard lock(mutex_);
    for (std::size_t l = 0; l < columns.size(); ++l) {
      found.emplace(columns[l], InverseRow{group, l});
      rows_.insert_or_assign(columns[l], InverseRow{group, l});
    }
    kept_.push_back({group, {columns.begin(), columns.end()}});
    used_ += size_of(*group);
    while (used_ > bytes_ && !kept_.empty()) forget_oldest();
  }

  void forget_oldest() {
    const auto& [group, columns] = kept_.front();
    for (const Index column : columns) {
      const auto it = rows_.find(column);
      if (it != rows_.end() && it->second.group == group) rows_.erase(it);
    }
    used_ -= size_of(*group);
    kept_.pop_front();
  }

  static std::size_t size_of(const InverseGroup& group) {
    return sizeof(double) *
           (group.high.size() + group.low.size() + group.estimate.size());
  }

  using Kept = std::pair<std::shared_ptr<const InverseGroup>, std::vector<Index>>;
  Technosphere technosphere_;
  std::shared_ptr<const ErrorScale> scale_;
  std::vector<Index> position_of_activity_;
  std::size_t bytes_;
  std::size_t used_ = 0;
  std::mutex mutex_;
  std::map<Index, InverseRow> rows_;
  std::deque<Kept> kept_;
};

}  // namespace lichen::inline LICHEN_ABI::detail
