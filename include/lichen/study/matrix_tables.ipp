#pragma once

// Tables of a system of plain matrices: several demands, every activity.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/demand_scores.hpp"
#include "lichen/study/demand_table.ipp"
#include "lichen/study/matrix_system.hpp"
#include "lichen/study/matrix_system.ipp"
#include "lichen/study/score_table.ipp"
#include "lichen/study/solvable.ipp"
#include "lichen/study/taint.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline constexpr const char* conflict_text =
    "the inventory holds flows for which a category holds several different factors: "
    "save the system again with on_duplicate_factor=first, last, max, min or mean";

/// Taints the columns that meet a flow of one category, or of any (-1).
inline Taint conflict_taint(const SystemMatrices& m, Taint taint, Index category,
                            Index why) {
  std::vector<char> conflicting(static_cast<std::size_t>(m.b.rows()), 0);
  for (const FactorConflict& conflict : m.conflicts) {
    const bool meant = category < 0 || conflict.category == category;
    if (meant) conflicting[at(conflict.flow)] = 1;
  }
  for (Index j = 0; j < static_cast<Index>(m.b.cols()); ++j) {
    bool meets = false;
    for_each_entry(m.b, j,
                   [&](Index flow, double) { meets |= conflicting[at(flow)] != 0; });
    if (meets) taint.spread(j, why);
  }
  return taint;
}

/// As a single answer does it: none where the inventory meets a conflict.
inline void fail_conflicts(const SystemMatrices& m, bool paired,
                           const std::vector<std::vector<Index>>& from,
                           std::vector<std::string>& failures) {
  if (m.conflicts.empty()) return;
  const Taint taint = conflict_taint(m, Taint(m.a, {}), -1, 0);
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto spoilt = [&](Index reason) { return reason >= 0; };
    const bool met =
        paired ? std::any_of(from[i].begin(), from[i].end(),
                             [&](Index j) { return spoilt(taint.reason()[at(j)]); })
               : std::any_of(taint.reason().begin(), taint.reason().end(), spoilt);
    if (failures[i].empty() && met) failures[i] = conflict_text;
  }
}

/// The part of all columns; where that has no answer, no demand has one.
template <class Make>
std::shared_ptr<const ReachedPart> whole_part(const std::vector<Index>& columns,
                                              std::vector<std::string>& failures,
                                              const Make& make) {
  try {
    return make(columns);
  } catch (const Error& error) {
    for (std::string& failure : failures) {
      if (failure.empty()) failure = error.what();
    }
    return nullptr;
  }
}

/// Demands by positions of a part.
inline std::vector<ProductAmount> within_part(const ReachedPart& part,
                                              const std::vector<ProductAmount>& demand) {
  std::vector<ProductAmount> amounts = demand;
  for (ProductAmount& entry : amounts) {
    entry.product = static_cast<Index>(
        std::lower_bound(part.columns.begin(), part.columns.end(), entry.product) -
        part.columns.begin());
  }
  return amounts;
}

/// The demands that did not fail, by positions of a part, and their rows.
struct LeftDemands {
  std::vector<std::vector<ProductAmount>> demands;
  std::vector<std::size_t> row;
};
inline LeftDemands those_left(const ReachedPart& part,
                              std::span<const std::vector<ProductAmount>> demands,
                              const std::vector<std::string>& failures) {
  LeftDemands left;
  for (std::size_t i = 0; i < demands.size(); ++i) {
    if (!failures[i].empty()) continue;
    left.demands.push_back(within_part(part, demands[i]));
    left.row.push_back(i);
  }
  return left;
}

/// Puts the answers of some demands, by their rows, among those of all.
inline void put_answers(DemandScores found, const std::vector<std::size_t>& row,
                        const ReachedPart& part, std::size_t activities,
                        MatrixAnswers& all) {
  all.way = found.way;
  all.reason = std::move(found.reason);
  all.solutions = found.solutions;
  all.backward_error = found.backward_error;
  all.notes = std::move(found.notes);
  const auto width = static_cast<std::ptrdiff_t>(all.categories);
  for (std::size_t k = 0; k < row.size(); ++k) {
    all.failures[row[k]] = std::move(found.failures[k]);
    std::copy_n(found.scores.begin() + static_cast<std::ptrdiff_t>(k) * width, width,
                all.scores.begin() + static_cast<std::ptrdiff_t>(row[k]) * width);
    if (!all.inventories.empty()) {
      all.inventories[row[k]] = std::move(found.inventories[k]);
    }
    if (!all.scalings.empty()) {
      spread_out(part.columns, activities, found.scalings[k]);
      all.scalings[row[k]] = std::move(found.scalings[k]);
    }
  }
}

inline ScoreTable empty_table(const SystemMatrices& m) {
  ScoreTable table;
  const auto rows = static_cast<std::size_t>(m.a.rows());
  for (std::size_t j = 0; j < rows; ++j) {
    ScoredActivity& row = table.activities.emplace_back();
    row.column = ColumnIndex(j);
    row.activity = name_or_position(m.activity_name, "activity", static_cast<Index>(j));
    row.product = name_or_position(m.product_name, "product", static_cast<Index>(j));
  }
  const double none = std::numeric_limits<double>::quiet_NaN();
  for (Index k = 0; k < static_cast<Index>(m.c.rows()); ++k) {
    table.categories.push_back({{},
                                {},
                                "category " + std::to_string(k),
                                {},
                                Vector(rows, none),
                                Vector(rows, none),
                                {},
                                false});
  }
  return table;
}

/// Why rows of each category have no score: what all share, and conflicting factors.
inline void put_missing(const SystemMatrices& m, const Taint& shared, ScoreTable& table) {
  table.reasons = shared.reasons();
  for (std::size_t k = 0; k < table.categories.size(); ++k) {
    const auto category = static_cast<Index>(k);
    const bool conflicts =
        std::any_of(m.conflicts.begin(), m.conflicts.end(),
                    [&](const FactorConflict& c) { return c.category == category; });
    table.categories[k].reason = shared.reason();
    if (!conflicts) continue;
    const auto why = static_cast<Index>(table.reasons.size());
    table.reasons.emplace_back(conflict_text);
    table.categories[k].reason = conflict_taint(m, shared, category, why).reason();
  }
}

}  // namespace detail

LICHEN_INLINE MatrixAnswers
MatrixSystem::calculate(std::span<const std::vector<ProductAmount>> demands,
                        const DemandOptions& options) const {
  const SystemMatrices& m = parts_->matrices;
  MatrixAnswers all;
  all.categories = static_cast<Index>(m.c.rows());
  all.failures.resize(demands.size());
  all.scores.resize(demands.size() * detail::at(all.categories),
                    Score{std::numeric_limits<double>::quiet_NaN(), {}});
  if (options.inventories) all.inventories.resize(demands.size());
  if (options.scalings) all.scalings.resize(demands.size());
  const auto from = parts_->products_of(demands, all.failures);
  const auto make = [&](const std::vector<Index>& columns) {
    return parts_->part(columns);
  };
  const auto part = parts_->paired
                        ? detail::shared_part(m.a, m.obstacles, from, all.failures, make)
                        : detail::whole_part(parts_->columns_for({}), all.failures, make);
  detail::fail_conflicts(m, parts_->paired, from, all.failures);
  if (part) {
    const detail::LeftDemands left = detail::those_left(*part, demands, all.failures);
    const auto score = [&](const SparseRef& c) {
      const auto matrix = [&] { return part->technosphere.matrix(); };
      return parts_->naming(matrix, part->columns, [&] {
        return score_demands(part->technosphere, part->b, c, left.demands, options);
      });
    };
    all.report = part->technosphere.report();
    detail::put_answers(m.c.rows() == 0 ? score(parts_->no_categories) : score(m.c),
                        left.row, *part, static_cast<std::size_t>(m.a.cols()), all);
  }
  return all;
}

LICHEN_INLINE ScoreTable MatrixSystem::score_all(const RunOptions& options,
                                                 VectorView amounts) const {
  const SystemMatrices& m = parts_->matrices;
  if (!amounts.empty() && amounts.size() != static_cast<std::size_t>(m.a.rows())) {
    throw ShapeError("there are " + std::to_string(amounts.size()) + " amounts for " +
                     std::to_string(m.a.rows()) + " products");
  }
  detail::require_table_memory(static_cast<std::size_t>(m.a.rows()),
                               static_cast<std::size_t>(m.c.rows()), parts_->options);
  detail::Taint taint(m.a, parts_->paired ? m.obstacles : std::vector<Obstacle>());
  const auto make = [&](const SparseMatrix& a, const std::vector<Index>& columns) {
    return parts_->technosphere(a, columns);
  };
  detail::Solvable part;
  if (parts_->paired) {
    part = detail::solvable(m.a, taint, make);
  } else {
    detail::require_no_obstacle(m.obstacles, parts_->columns_for({}));
    part = detail::untainted(taint.reason());
    part.technosphere.emplace(make(m.a, part.columns));
  }
  ScoreTable table = detail::empty_table(m);
  detail::put_missing(m, taint, table);
  if (part.technosphere && !table.categories.empty()) {
    const auto amount = [&](std::size_t j) { return amounts.empty() ? 1. : amounts[j]; };
    const auto matrix = [&] { return part.technosphere->matrix(); };
    parts_->naming(matrix, part.columns, [&] {
      detail::score_rows_of(m.c, part, column_part(m.b, part.columns), "scores", amount,
                            options, table.categories);
    });
  }
  if (part.technosphere) table.report = part.technosphere->report();
  table.findings.append(detail::unscored_findings(table));
  return table;
}

}  // namespace lichen::inline LICHEN_ABI
