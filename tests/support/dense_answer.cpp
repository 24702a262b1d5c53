#include "support/dense_answer.hpp"

#include <cmath>
#include <utility>

namespace lichen::test {
namespace {

using Rows = std::vector<std::vector<double>>;

/// Gaussian elimination with partial pivoting of [A | f].
std::vector<double> eliminate(Rows rows) {
  const std::size_t n = rows.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < n; ++i) {
      if (std::abs(rows[i][k]) > std::abs(rows[pivot][k])) pivot = i;
    }
    std::swap(rows[k], rows[pivot]);
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = rows[i][k] / rows[k][k];
      for (std::size_t j = k; j <= n; ++j) rows[i][j] -= factor * rows[k][j];
    }
  }
  std::vector<double> solution(n);
  for (std::size_t k = n; k-- > 0;) {
    double rest = rows[k][n];
    for (std::size_t j = k + 1; j < n; ++j) rest -= rows[k][j] * solution[j];
    solution[k] = rest / rows[k][k];
  }
  return solution;
}

}  // namespace

ColumnIndex column_of(const Database& database, const Assembly& assembly,
                      const std::string& activity, const std::string& product) {
  for (std::size_t c = 0; c < assembly.columns.size(); ++c) {
    const Column& column = assembly.columns[c];
    const auto name = database.text(database.activities[column.activity.at()].name);
    const auto flow = database.text(database.flows[column.flow.at()].name);
    if (name == activity && (product.empty() || flow == product)) return ColumnIndex{c};
  }
  return {};
}

std::vector<double> scaling(const Assembly& assembly, ColumnIndex column, double amount) {
  const auto n = static_cast<std::size_t>(assembly.a.cols());
  Rows rows(n, std::vector<double>(n + 1, 0.));
  for (Index c = 0; c < assembly.a.outerSize(); ++c) {
    for (SparseMatrix::InnerIterator it(assembly.a, c); it; ++it) {
      rows[static_cast<std::size_t>(it.row())][static_cast<std::size_t>(c)] = it.value();
    }
  }
  const double diagonal = rows[column.at()][column.at()];
  rows[column.at()][n] = diagonal < 0. ? -amount : amount;
  return eliminate(std::move(rows));
}

double inventory_of(const Database& database, const Assembly& assembly,
                    const std::vector<double>& scaling, const std::string& flow) {
  double sum = 0.;
  for (Index c = 0; c < assembly.b.outerSize(); ++c) {
    for (SparseMatrix::InnerIterator it(assembly.b, c); it; ++it) {
      const FlowIndex row = assembly.flows[static_cast<std::size_t>(it.row())];
      if (database.text(database.flows[row.at()].name) != flow) continue;
      sum += it.value() * scaling[static_cast<std::size_t>(c)];
    }
  }
  return sum;
}

}  // namespace lichen::test
