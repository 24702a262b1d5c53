#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include <Eigen/SparseLU>

#include "lichen/base/abandonment.hpp"
#include "lichen/base/error.hpp"
#include "lichen/linalg/scaling.hpp"
#include "lichen/linalg/solvers/eigen_lu.hpp"
#include "lichen/linalg/vanishing_residual.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

class EigenLu final : public Factorization {
 public:
  explicit EigenLu(const SparseMatrix& a) : scaled_(scaled(a)) {
    lu_ = factors_of(scaled_.matrix);
    if (lu_->info() != Eigen::Success || !makes_residuals_vanish()) {
      throw SingularError("SparseLU found no pivot: a matrix of " +
                          std::to_string(a.rows()) + " activities has no inverse");
    }
    transposed_ = factors_of(scaled_.matrix.transpose());
  }

  [[nodiscard]] Answer solve(VectorView b) const override {
    return apply(*lu_, b, scaled_.rows, scaled_.columns);
  }
  [[nodiscard]] Answer solve_transposed(VectorView b) const override {
    return apply(*transposed_, b, scaled_.columns, scaled_.rows);
  }
  [[nodiscard]] std::string name() const override { return "Eigen SparseLU"; }
  [[nodiscard]] double entries() const override {
    return static_cast<double>(lu_->nnzL() + lu_->nnzU()) +
           static_cast<double>(transposed_->nnzL() + transposed_->nnzU());
  }

 private:
  using Lu = Eigen::SparseLU<SparseMatrix, Eigen::COLAMDOrdering<Index>>;

  /// Factors of a matrix of their own: who is interrupted leaves the call to itself.
  [[nodiscard]] static std::shared_ptr<const Lu> factors_of(const SparseMatrix& a) {
    return left_when_interrupted([a] {
      auto lu = std::make_shared<Lu>();
      lu->compute(a);
      return std::shared_ptr<const Lu>(std::move(lu));
    });
  }

  [[nodiscard]] bool makes_residuals_vanish() const {
    return residuals_vanish(scaled_.matrix, [this](Vector& x) {
      const Eigen::Map<const Eigen::VectorXd> b(x.data(),
                                                static_cast<Eigen::Index>(x.size()));
      const Eigen::VectorXd found = lu_->solve(b);
      x.assign(found.begin(), found.end());
    });
  }

  static Answer apply(const Lu& lu, VectorView b, const Vector& left,
                      const Vector& right) {
    const Vector scaled_b = Scaled::times(left, b);
    const Eigen::Map<const Eigen::VectorXd> rhs(scaled_b.data(),
                                                static_cast<Eigen::Index>(b.size()));
    const Eigen::VectorXd x = lu.solve(rhs);
    return {Scaled::times(right, VectorView(x.data(), b.size())), 0, {}};
  }

  Scaled scaled_;
  std::shared_ptr<const Lu> lu_;
  std::shared_ptr<const Lu>
      transposed_;  ///< SparseLU's own transposed view writes into the factors
};

}  // namespace detail

LICHEN_INLINE std::shared_ptr<const Factorization> eigen_lu(const SparseMatrix& a) {
  return std::make_shared<detail::EigenLu>(a);
}

}  // namespace lichen::inline LICHEN_ABI
