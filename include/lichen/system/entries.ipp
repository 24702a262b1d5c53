#pragma once

// Writes a matrix column by column: sorts the parts of each, sums what meets in one
// entry.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/base/index.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// One exchange's part in a column that is being written.
struct Part {
  Index row = 0;
  std::int32_t internal_id = 0;
  double value = 0.;
  ExchangeIndex exchange;
};

/// The order of summation: it knows no position in any table but the last tie, between
/// equal values.
inline bool precedes(const Part& left, const Part& right) {
  return std::tie(left.row, left.internal_id, left.value, left.exchange) <
         std::tie(right.row, right.internal_id, right.value, right.exchange);
}

class MatrixWriter {
 public:
  explicit MatrixWriter(bool keep_parts) : keep_parts_(keep_parts) {}

  /// Appends the next column; an entry that is zero stays. Sorts and empties `parts`.
  void append(std::vector<Part>& parts) {
    std::sort(parts.begin(), parts.end(),
              [](const Part& left, const Part& right) { return precedes(left, right); });
    const ColumnIndex column{starts_.size() - 1};
    Index last_row = -1;
    for (const Part& part : parts) {
      if (part.row != last_row) {
        rows_.push_back(part.row);
        values_.push_back(0.);  // + 0 makes a negative zero positive
        last_row = part.row;
      }
      values_.back() += part.value;
      if (keep_parts_) {
        contributions_.push_back({part.row, column, part.exchange, part.value});
      }
    }
    if (rows_.size() > static_cast<std::size_t>(std::numeric_limits<Index>::max())) {
      throw ShapeError("a matrix of this database has more than 2147483647 entries in " +
                       std::to_string(column.value + 1) + " columns: split the database");
    }
    starts_.push_back(static_cast<Index>(rows_.size()));
    parts.clear();
  }

  /// Renumbers rows so that only those in use remain; gives them in ascending order.
  std::vector<Index> drop_unused_rows(Index row_count) {
    std::vector<Index> position(static_cast<std::size_t>(row_count), -1);
    for (const Index row : rows_) position[static_cast<std::size_t>(row)] = 0;
    std::vector<Index> used;
    for (Index row = 0; row < row_count; ++row) {
      if (position[static_cast<std::size_t>(row)] < 0) continue;
      position[static_cast<std::size_t>(row)] = static_cast<Index>(used.size());
      used.push_back(row);
    }
    for (Index& row : rows_) row = position[static_cast<std::size_t>(row)];
    for (Contribution& part : contributions_) {
      part.row = position[static_cast<std::size_t>(part.row)];
    }
    return used;
  }

  /// The matrix; what it was written from is given back to the system.
  SparseMatrix take_matrix(Index row_count) {
    const auto columns = static_cast<Index>(starts_.size() - 1);
    SparseMatrix matrix = Eigen::Map<const SparseMatrix>(
        row_count, columns, static_cast<Index>(rows_.size()), starts_.data(),
        rows_.data(), values_.data());
    starts_ = {0};
    rows_ = {};
    values_ = {};
    return matrix;
  }
  std::vector<Contribution> take_parts() { return std::move(contributions_); }

 private:
  bool keep_parts_;
  std::vector<Index> starts_{0};
  std::vector<Index> rows_;
  std::vector<double> values_;
  std::vector<Contribution> contributions_;
};

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
