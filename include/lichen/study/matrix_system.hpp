#pragma once

/// @file
/// A product system that is given as matrices: no database behind it.

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {

/// The matrices of a system, in memory that `owner` keeps, as a mapped file.
struct SystemMatrices {
  using View = Eigen::Map<const SparseMatrix>;

  View a;  ///< products x activities, square
  View b;  ///< elementary flows x activities
  View c;  ///< categories x elementary flows; may have no rows
  std::shared_ptr<const void> owner;
  /// Row i of A is the product of column i, also where that entry is zero.
  bool paired = false;
  /// Columns that give no answer, sorted by column.
  std::vector<Obstacle> obstacles;
  /// Names for messages; positions where there are none.
  std::function<std::string(Index)> product_name, activity_name;
};

/// A demand answered, by position.
struct MatrixAnswer {
  std::vector<Index> columns;  ///< the activities that the demand reaches, ascending
  Vector scaling;              ///< s, one entry per activity of the system
  /// Inventory and scores; what it says of activities counts those in `columns`.
  Assessment assessment;
};

/// Answers demands on plain matrices as `System` does on a database: on the part of the
/// system that a demand reaches, bit for bit the same. An instance never changes and
/// serves many threads at once.
///
/// Where some column of A has no entry on the diagonal and the rows are not said to be
/// paired with the columns, each demand is solved on the whole of A.
class MatrixSystem {
 public:
  /// @throws ShapeError  where A is empty or not square, sizes do not fit together, or
  ///                     an entry is not finite.
  LICHEN_API explicit MatrixSystem(SystemMatrices matrices,
                                   const SolveOptions& options = {});

  /// @throws ShapeError     where there is no such product, an amount is not finite, or
  ///                        nothing is asked for.
  /// @throws DataError      where the demand reaches an obstacle.
  /// @throws SingularError  naming the products, activities or loops at fault.
  [[nodiscard]] LICHEN_API MatrixAnswer
  calculate(std::span<const ProductAmount> demand) const;

  [[nodiscard]] LICHEN_API const SystemMatrices& matrices() const noexcept;
  /// Whether row i of A is taken as the product of column i.
  [[nodiscard]] LICHEN_API bool paired() const noexcept;

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/study/matrix_system.ipp"
#endif
