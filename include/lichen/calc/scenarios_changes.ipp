#pragma once

// From new values of entries to what changes in each column: A' = A + D Eᵀ, p' = p + δp.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
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

/// What is added to entries of some columns, without rounding, as pairs.
struct Differences {
  std::vector<std::size_t> start;  ///< of each column, and the end
  std::vector<Index> row;
  Vector high, low;

  void add(Index at_row, const DoubleDouble& value) {
    row.push_back(at_row);
    high.push_back(value.high);
    low.push_back(value.low);
  }
  [[nodiscard]] std::size_t size() const { return row.size(); }
};

/// All that a scenario changes: columns ascending, none without a difference.
struct ScenarioChanges {
  std::vector<Index> columns;
  Differences technosphere;  ///< D, by column
  Differences biosphere;
};

[[nodiscard]] inline double stored_entry(const SparseMatrix& m, Index row, Index column) {
  const Index* first = m.innerIndexPtr() + m.outerIndexPtr()[column];
  const Index* last = m.innerIndexPtr() + m.outerIndexPtr()[column + 1];
  const Index* found = std::lower_bound(first, last, row);
  if (found == last || *found != row) return 0.;
  return m.valuePtr()[found - m.innerIndexPtr()];
}

[[nodiscard]] inline std::string plain_number(double value) {
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
                    plain_number(x.value) + " and to " + plain_number(y.value));
  }
  return changes;
}

/// The changes that change something, sorted, each entry once.
[[nodiscard]] inline std::vector<Change> effective_changes(std::vector<Change> changes,
                                                           const SparseMatrix& m,
                                                           const char* matrix) {
  std::vector<Change> sorted = checked_changes(std::move(changes), m, matrix);
  const auto same_entry = [](const Change& x, const Change& y) {
    return x.column == y.column && x.row == y.row;
  };
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same_entry), sorted.end());
  std::erase_if(sorted, [&](const Change& to) {
    return stored_entry(m, to.row, to.column) == to.value;
  });
  return sorted;
}

/// Differences from a matrix; columns without any are empty.
[[nodiscard]] inline Differences differences_of(const std::vector<Change>& changes,
                                                const SparseMatrix& m,
                                                const std::vector<Index>& columns) {
  Differences result;
  auto next = changes.begin();
  for (const Index column : columns) {
    result.start.push_back(result.size());
    for (; next != changes.end() && next->column == column; ++next) {
      const double from = stored_entry(m, next->row, column);
      result.add(next->row, DoubleDouble::sum(next->value, -from));
    }
  }
  result.start.push_back(result.size());
  return result;
}

/// @throws DataError  naming the entry at fault.
[[nodiscard]] inline ScenarioChanges changes_of(const Scenario& scenario,
                                                const SparseMatrix& a,
                                                const SparseMatrix& b) {
  const auto in_a = effective_changes(scenario.technosphere, a, "the technosphere");
  const auto in_b = effective_changes(scenario.biosphere, b, "the biosphere matrix");
  ScenarioChanges result;
  for (const Change& change : in_a) result.columns.push_back(change.column);
  for (const Change& change : in_b) result.columns.push_back(change.column);
  auto& columns = result.columns;
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  result.technosphere = differences_of(in_a, a, columns);
  result.biosphere = differences_of(in_b, b, columns);
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
