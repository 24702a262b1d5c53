#pragma once

// Matrices for tests: written by rows, or read from the open test data.

#include <initializer_list>
#include <string>
#include <vector>

#include "lichen/calc/technosphere.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::test {

/// A sparse matrix from rows as a textbook prints them; zeros are not stored.
[[nodiscard]] SparseMatrix from_rows(
    std::initializer_list<std::initializer_list<double>> rows);

/// A sparse matrix from (row, column, value).
struct Entry {
  Index row, column;
  double value;
};
[[nodiscard]] SparseMatrix from_entries(Index rows, Index columns,
                                        const std::vector<Entry>& entries);

/// A Matrix Market file of the open test data, as "forwast.A".
[[nodiscard]] SparseMatrix open_matrix(const std::string& name);

/// The i-th unit vector, times an amount.
[[nodiscard]] Vector unit(Index size, Index i, double amount = 1.);

/// M x in plain doubles.
[[nodiscard]] Vector times(const SparseMatrix& m, VectorView x);

/// Every solver of this build.
[[nodiscard]] std::vector<Solver> all_solvers();
/// Its name, for the names of tests.
[[nodiscard]] std::string name_of(Solver solver);

}  // namespace lichen::test
