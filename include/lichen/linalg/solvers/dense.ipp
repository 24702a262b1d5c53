#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "lichen/base/error.hpp"
#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/solvers/dense.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// All of a sparse matrix as a dense one, by columns.
[[nodiscard]] inline Vector dense_entries(const SparseMatrix& a) {
  const auto n = static_cast<std::size_t>(a.rows());
  Vector entries(n * static_cast<std::size_t>(a.cols()), 0.);
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    for_each_entry(
        a, j, [&](Index row, double value) { entries[at(j) * n + at(row)] += value; });
  }
  return entries;
}

class DenseSolver final : public Factorization {
 public:
  explicit DenseSolver(DenseLu lu) : lu_(std::move(lu)) {}

  [[nodiscard]] Answer solve(VectorView b) const override {
    Answer answer{Vector(b.begin(), b.end()), 0, {}};
    lu_.solve(answer.values);
    return answer;
  }
  [[nodiscard]] Answer solve_transposed(VectorView b) const override {
    Answer answer{Vector(b.begin(), b.end()), 0, {}};
    lu_.solve_transposed(answer.values);
    return answer;
  }
  [[nodiscard]] std::string name() const override { return "dense LU"; }
  [[nodiscard]] double entries() const override {
    return static_cast<double>(lu_.size()) * static_cast<double>(lu_.size());
  }

 private:
  DenseLu lu_;
};

}  // namespace detail

LICHEN_INLINE std::shared_ptr<const Factorization> dense(const SparseMatrix& a) {
  DenseLu lu(static_cast<Index>(a.rows()), detail::dense_entries(a));
  if (lu.singular()) {
    throw SingularError("a pivot of the dense LU is zero: a matrix of " +
                        std::to_string(a.rows()) + " activities has no inverse");
  }
  return std::make_shared<detail::DenseSolver>(std::move(lu));
}

}  // namespace lichen::inline LICHEN_ABI
