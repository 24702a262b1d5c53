#include "support/matrices.hpp"

#include <cstddef>

namespace lichen::test {

SparseMatrix from_entries(Index rows, Index columns, const std::vector<Entry>& entries) {
  std::vector<Eigen::Triplet<double, Index>> triplets;
  for (const Entry& e : entries) triplets.emplace_back(e.row, e.column, e.value);
  SparseMatrix m(rows, columns);
  m.setFromTriplets(triplets.begin(), triplets.end());
  return m;
}

SparseMatrix from_rows(std::initializer_list<std::initializer_list<double>> rows) {
  std::vector<Entry> entries;
  Index i = 0;
  for (const auto& row : rows) {
    Index j = 0;
    for (const double value : row) {
      if (value != 0.) entries.push_back({i, j, value});
      ++j;
    }
    ++i;
  }
  const auto columns = rows.size() == 0 ? 0 : static_cast<Index>(rows.begin()->size());
  return from_entries(i, columns, entries);
}

Vector unit(Index size, Index i, double amount) {
  Vector f(static_cast<std::size_t>(size), 0.);
  f[static_cast<std::size_t>(i)] = amount;
  return f;
}

Vector times(const SparseMatrix& m, VectorView x) {
  Vector y(static_cast<std::size_t>(m.rows()), 0.);
  for (Index j = 0; j < static_cast<Index>(m.cols()); ++j) {
    for (SparseMatrix::InnerIterator it(m, j); it; ++it) {
      y[static_cast<std::size_t>(it.row())] +=
          it.value() * x[static_cast<std::size_t>(j)];
    }
  }
  return y;
}

std::vector<Solver> all_solvers() {
  return {
      Solver::automatic, Solver::iterative, Solver::dense, Solver::eigen_lu,
#ifdef LICHEN_COMPILED
      Solver::klu,
#endif
  };
}

std::string name_of(Solver solver) {
  switch (solver) {
    case Solver::automatic:
      return "automatic";
    case Solver::iterative:
      return "iterative";
    case Solver::klu:
      return "klu";
    case Solver::dense:
      return "dense";
    case Solver::eigen_lu:
      return "eigen_lu";
  }
  return "unknown";
}

}  // namespace lichen::test
