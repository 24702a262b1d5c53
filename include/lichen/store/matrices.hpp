#pragma once

/// @file
/// The matrices of a linked database in a folder, with the labels of rows and columns.

#include <string>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/characterisation.hpp"

namespace lichen::inline LICHEN_ABI::store {

/// A table of texts: what the rows or columns of a matrix stand for, in their order.
struct Labels {
  std::vector<std::string> names;              ///< of the columns of the table
  std::vector<std::vector<std::string>> rows;  ///< one per row or column of the matrix

  /// The texts of one column of the table, one per row.
  /// @throws DataError  where the table has no such column.
  [[nodiscard]] LICHEN_API std::vector<std::string> column(const std::string& name) const;
  friend bool operator==(const Labels&, const Labels&) = default;
};

/// Matrices with their labels; signs and units are those of `Assembly` and
/// `Characterisation`.
struct LabelledMatrices {
  SparseMatrix a;     ///< products x activities
  SparseMatrix b;     ///< elementary flows x activities
  SparseMatrix open;  ///< what is cut off or not allocated x activities
  SparseMatrix c;     ///< categories x elementary flows; of size 0 where there is none
  Labels activities;  ///< activity_id, activity, location, product_id, product, unit
  Labels flows;       ///< id, flow, compartment, unit, direction
  Labels open_rows;   ///< id, flow, compartment, unit, kind
  Labels categories;  ///< method, category, unit, method_id, id
};

/// The matrices of an assembly with their labels.
[[nodiscard]] LICHEN_API LabelledMatrices label(const Database& database,
                                                const Assembly& assembly);

/// The same with C; `methods` is the database that holds its categories.
[[nodiscard]] LICHEN_API LabelledMatrices label(const Database& database,
                                                const Assembly& assembly,
                                                const Database& methods,
                                                const Characterisation& characterisation);

/// The labels of some categories of a method's database, in this order.
[[nodiscard]] LICHEN_API Labels label(const Database& methods,
                                      const std::vector<CategoryIndex>& categories);

/// Writes A.mtx, B.mtx, open.mtx and (where there is one) C.mtx, with activities.csv,
/// flows.csv, open-rows.csv and categories.csv beside them: the files of
/// `lichen matrices`.
/// @throws DataError  where the folder cannot be written, or holds other files; it
/// appears
///                    whole or not at all.
LICHEN_API void write_matrices(const LabelledMatrices& matrices,
                               const std::string& folder);

/// Reads such a folder back; other files in it are left alone.
/// @throws DataError   naming the file that is missing or cannot be read.
/// @throws ShapeError  where a matrix has not as many rows or columns as there are
/// labels.
[[nodiscard]] LICHEN_API LabelledMatrices read_matrices(const std::string& folder);

}  // namespace lichen::inline LICHEN_ABI::store
