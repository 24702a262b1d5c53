#pragma once

/// @file
/// From a database to matrices: units converted, providers linked, burdens shared.

#include <memory>
#include <string>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/index.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/options.hpp"

namespace lichen::inline LICHEN_ABI {

/// A column of A and B: one product of one activity, and the row of A of the same number.
struct Column {
  ActivityIndex activity;
  ExchangeIndex product;  ///< the product output or waste input; none where implied
  FlowIndex flow;         ///< the flow of that exchange
};

/// Why a row of `open` stands outside A.
enum class OpenKind : std::uint8_t {
  cut_off,               ///< an input (or a waste) that nobody in the database supplies
  unallocated_coproduct  ///< a further output of an activity that was not allocated
};

/// A row of `open`: what enters or leaves the system without being modelled.
struct OpenRow {
  FlowIndex flow;
  OpenKind kind = OpenKind::cut_off;
};

/// Something that keeps a column from being right until a policy is named.
struct Obstacle {
  ColumnIndex column;
  std::string kind;     ///< `missing_provider`, `multiple_providers`, `no_allocation`, …
  std::string message;  ///< names the activity and the exchange
  std::string way_out;  ///< how to correct it, and the policy that settles it
};

/// One exchange's part in one entry of a matrix.
struct Contribution {
  Index row = 0;
  ColumnIndex column;
  ExchangeIndex exchange;
  double value = 0.;  ///< what it adds: converted, signed, allocated
};

/// The matrices of a database, with the way back to its exchanges.
///
/// Columns are ordered by activity id, then product flow id, then internal id; rows of B
/// and of `open` by flow id. Amounts of A are in the reference unit of the row's flow per
/// unit of the column; amounts of B in the reference unit of the flow, positive in its
/// nominal direction.
struct Assembly {
  SparseMatrix a;               ///< products × activities, square
  SparseMatrix b;               ///< elementary flows × activities
  SparseMatrix open;            ///< cut-off inputs and un-allocated products × activities
  std::vector<Column> columns;  ///< of all three, and the rows of A
  std::vector<FlowIndex> flows;  ///< rows of B
  std::vector<OpenRow> open_rows;
  std::vector<NominalDirection> directions;  ///< of the rows of B, none `unknown`
  std::vector<Obstacle> obstacles;           ///< sorted by column
  std::vector<Contribution> a_parts, b_parts, open_parts;  ///< sorted by column, row
  LinkOptions options;
  Findings findings;
};

/// A database before its multi-output activities are shared: one column per activity,
/// one row per product of each, so that A is rectangular until a policy makes it square.
///
/// Signs and units are those of `Assembly`; an input stands in the row of the provider
/// that supplies it, and all products of an activity stand in its one column.
struct RectangularAssembly {
  SparseMatrix a;                ///< products x activities
  SparseMatrix b;                ///< elementary flows x activities
  SparseMatrix open;             ///< cut-off inputs x activities
  std::vector<Column> products;  ///< rows of A, in the order of `Assembly::columns`
  std::vector<ActivityIndex> activities;  ///< columns of all three, by id
  std::vector<FlowIndex> flows;           ///< rows of B
  std::vector<OpenRow> open_rows;
  std::vector<NominalDirection> directions;  ///< of the rows of B, none `unknown`
  std::vector<Obstacle> obstacles;           ///< sorted by column
  std::vector<Contribution> a_parts, b_parts, open_parts;  ///< sorted by column, row
  Findings findings;
};

/// Links a database into matrices. An activity without any product has no column: it is
/// a finding.
/// @throws DataError  where `options.strict` is set and obstacles or errors are found.
/// @throws ShapeError where a matrix would hold more than 2^31 - 1 entries.
[[nodiscard]] LICHEN_API Assembly assemble(const Database& database,
                                           const LinkOptions& options = {});

/// Links a database and shares no burden; `options.allocation` is not used.
/// @throws as `assemble`.
[[nodiscard]] LICHEN_API RectangularAssembly
assemble_rectangular(const Database& database, const LinkOptions& options = {});

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/system/assembly.ipp"
#endif
