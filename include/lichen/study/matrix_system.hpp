#pragma once

/// @file
/// A product system that is given as matrices: no database behind it.

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lichen/base/parallel.hpp"
#include "lichen/calc/demand_scores.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/study/score_table.hpp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {

/// A flow for which a category holds several different factors.
struct FactorConflict {
  Index category = 0;
  Index flow = 0;
};

/// The matrices of a system, in memory that `owner` keeps, as a mapped file.
struct SystemMatrices {
  using View = Eigen::Map<const SparseMatrix>;

  View a;  ///< products x activities, square
  View b;  ///< elementary flows x activities
  View c;  ///< categories x elementary flows; may have no rows
  std::shared_ptr<const void> owner;
  /// Row i of A is the product of column i, also where that entry is zero.
  bool paired = false;
  /// The order of A, where it is known, in the memory of `owner`: it need not be found
  /// again for a demand that reaches all of A.
  ComponentOrder order = {};
  /// Columns that give no answer, sorted by column.
  std::vector<Obstacle> obstacles;
  /// Names for messages; positions where there are none.
  std::function<std::string(Index)> product_name, activity_name;
  /// Flows that a category (row of C) scores 0 because its factors conflict.
  std::vector<FactorConflict> conflicts;
};

/// A demand answered, by position.
struct MatrixAnswer {
  std::vector<Index> columns;  ///< the activities that the demand reaches, ascending
  Vector scaling;              ///< s, one entry per activity of the system
  /// Inventory and scores; what it says of activities counts those in `columns`.
  Assessment assessment;
  /// What was solved: A of those activities.
  std::optional<Technosphere> technosphere;
  /// Activities that use more of their own products than they make, where that makes some
  /// run backwards; see the function of this name.
  std::vector<std::vector<Index>> loops_above_one = {};
};

/// Several demands answered, by position. Inventories and scalings have an entry for each
/// flow and activity of the system.
struct MatrixAnswers : DemandScores {
  SolveReport report;
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

  /// Answers several demands in one block of solutions. One that is at fault (no such
  /// product, an obstacle, no solution, a flow with conflicting factors) says so in
  /// `failures`; the others are answered.
  /// @throws SingularError  where a defect cannot be taken apart from the rest.
  [[nodiscard]] LICHEN_API MatrixAnswers
  calculate(std::span<const std::vector<ProductAmount>> demands,
            const DemandOptions& options = {}) const;

  /// The scores of every product in every category, for `amounts` of them (one of each
  /// where that is empty), with errors; as `System::score_all`. Names of rows are those
  /// for messages, categories have none.
  /// @throws ShapeError     where amounts are not one per product.
  /// @throws SingularError  where a defect cannot be taken apart from the rest.
  /// @throws Error          where the table would take more than the limit of memory.
  [[nodiscard]] LICHEN_API ScoreTable score_all(const RunOptions& options = {},
                                                VectorView amounts = {}) const;

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
#  include "lichen/study/matrix_tables.ipp"
#endif
