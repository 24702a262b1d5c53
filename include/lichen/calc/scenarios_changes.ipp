#pragma once

// From new values of entries to what changes in each column: A' = A + D Eᵀ, p' = p + δp.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/burden.ipp"
#include "lichen/calc/scenarios.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/entries.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// What is added to one entry, without rounding.
struct Difference {
  Index row = 0;
  DoubleDouble value;
};

/// What a scenario changes in one column.
struct ColumnChange {
  Index column = 0;
  std::vector<Difference> technosphere;  ///< the column of D, by row
  std::vector<Difference> biosphere;
};

/// All that a scenario changes: columns ascending, none without a difference.
struct ScenarioChanges {
  std::vector<ColumnChange> columns;
  std::size_t technosphere_entries = 0;
  std::size_t biosphere_entries = 0;
};

[[nodiscard]] inline double stored_entry(const SparseMatrix& m, Index row, Index column) {
  const Index* first = m.innerIndexPtr() + m.outerIndexPtr()[column];
  const Index* last = m.innerIndexPtr() + m.outerIndexPtr()[column + 1];
  const Index* found = std::lower_bound(first, last, row);
  if (found == last || *found != row) return 0.;
  return m.valuePtr()[found - m.innerIndexPtr()];
}

[[nodiscard]] inline std::string number_text(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.17g", value);
  return digits;
}

[[nodiscard]] inline std::string entry_text(const Change& change, const char* matrix) {
  return "entry (" + std::to_string(change.row) + ", " + std::to_string(change.column) +
         ") of " + matrix;
}

/// Sorted by column and row, each entry once.
/// @throws DataError  where one is outside, not finite, or set to two values.
[[nodiscard]] inline std::vector<Change> checked_changes(std::vector<Change> changes,
                                                         const SparseMatrix& m,
                                                         const char* matrix) {
  for (const Change& change : changes) {
    if (change.row < 0 || change.row >= static_cast<Index>(m.rows()) ||
        change.column < 0 || change.column >= static_cast<Index>(m.cols())) {
      throw DataError("sets " + entry_text(change, matrix) + ", which has " +
                      std::to_string(m.rows()) + " rows and " + std::to_string(m.cols()) +
                      " columns");
    }
    if (!std::isfinite(change.value)) {
      throw DataError("sets " + entry_text(change, matrix) +
                      " to what is not a finite number");
    }
  }
  std::sort(changes.begin(), changes.end(), [](const Change& x, const Change& y) {
    return std::tie(x.column, x.row, x.value) < std::tie(y.column, y.row, y.value);
  });
  for (std::size_t k = 1; k < changes.size(); ++k) {
    const Change& x = changes[k - 1];
    const Change& y = changes[k];
    if (x.column != y.column || x.row != y.row || x.value == y.value) continue;
    throw DataError("sets " + entry_text(x, matrix) + " twice: to " +
                    number_text(x.value) + " and to " + number_text(y.value));
  }
  return changes;
}

/// @throws DataError  naming the entry at fault.
[[nodiscard]] inline ScenarioChanges changes_of(const Scenario& scenario,
                                                const SparseMatrix& a,
                                                const SparseMatrix& b) {
  std::map<Index, ColumnChange> columns;
  ScenarioChanges result;
  const auto gather =
      [&](const std::vector<Change>& changes, const SparseMatrix& m, const char* matrix,
          std::vector<Difference> ColumnChange::* list, std::size_t& count) {
        const std::vector<Change> checked = checked_changes(changes, m, matrix);
        for (std::size_t k = 0; k < checked.size(); ++k) {
          const Change& to = checked[k];
          const bool again =
              k > 0 && checked[k - 1].column == to.column && checked[k - 1].row == to.row;
          const double from = stored_entry(m, to.row, to.column);
          if (again || from == to.value) continue;
          ColumnChange& column = columns[to.column];
          column.column = to.column;
          (column.*list).push_back({to.row, DoubleDouble::sum(to.value, -from)});
          ++count;
        }
      };
  gather(scenario.technosphere, a, "the technosphere", &ColumnChange::technosphere,
         result.technosphere_entries);
  gather(scenario.biosphere, b, "the biosphere matrix", &ColumnChange::biosphere,
         result.biosphere_entries);
  for (auto& [index, column] : columns) result.columns.push_back(std::move(column));
  return result;
}

/// A matrix with entries set to other values.
[[nodiscard]] inline SparseMatrix with_changes(const SparseMatrix& m,
                                               const std::vector<Change>& changes) {
  if (changes.empty()) return m;
  const std::vector<Change> sorted = checked_changes(changes, m, "a matrix");
  SparseMatrix result(m.rows(), m.cols());
  result.reserve(m.nonZeros() + static_cast<Eigen::Index>(sorted.size()));
  auto next = sorted.begin();
  for (Index j = 0; j < static_cast<Index>(m.cols()); ++j) {
    result.startVec(j);
    const auto insert = [&](Index row, double value) {
      if (value != 0.) result.insertBack(row, j) = value;
    };
    SparseMatrix::InnerIterator old(m, j);
    while (old || (next != sorted.end() && next->column == j)) {
      const bool change = next != sorted.end() && next->column == j &&
                          (!old || next->row <= static_cast<Index>(old.row()));
      if (!change) {
        insert(static_cast<Index>(old.row()), old.value());
        ++old;
        continue;
      }
      const Index row = next->row;
      insert(row, next->value);
      if (old && static_cast<Index>(old.row()) == row) ++old;
      while (next != sorted.end() && next->column == j && next->row == row) ++next;
    }
  }
  result.finalize();
  return result;
}

}  // namespace lichen::inline LICHEN_ABI::detail
