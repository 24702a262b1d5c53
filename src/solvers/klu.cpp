// KLU behind the library's seam: when its factors are good enough, and what comes then.
#include "lichen/linalg/solvers/klu.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "klu_factors.hpp"
#include "lichen/base/error.hpp"
#include "lichen/base/interruption.hpp"
#include "lichen/linalg/cost_model.hpp"
#include "lichen/linalg/memory_limit.hpp"
#include "lichen/linalg/scaling.hpp"
#include "lichen/linalg/vanishing_residual.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {
namespace {

/// Pivots leave the diagonal only below this part of their column: with the 1e-3 that KLU
/// starts from, factors of a database in mixed units took ten times the time and more
/// than the memory foreseen, and were less accurate.
constexpr double pivot_tolerance = 1e-8;
/// Where that leaves a pivot that rounding alone keeps from zero, the largest of each
/// column are taken; factors may be this many times what was foreseen then.
constexpr double free_pivots = 1.;
constexpr double growth_of_free_pivots = 4.;
/// Growth of pivots below which those of another matrix serve only where they grew no
/// less there.
constexpr double fair_pivots = 1e-3;

/// The values of a matrix where another has entries, zeros where only that one has any;
/// none where it has an entry of its own.
[[nodiscard]] std::optional<SparseMatrix> in_pattern(const SparseMatrix& values,
                                                     const SparseMatrix& pattern) {
  if (values.rows() != pattern.rows() || values.cols() != pattern.cols()) return {};
  SparseMatrix result = pattern;
  for (Index j = 0; j < static_cast<Index>(pattern.cols()); ++j) {
    SparseMatrix::InnerIterator value(values, j);
    for (SparseMatrix::InnerIterator it(result, j); it; ++it) {
      const bool has = value && value.row() == it.row();
      it.valueRef() = has ? value.value() : 0.;
      if (has) ++value;
    }
    if (value) return {};
  }
  return result;
}

class Klu final : public Factorization {
 public:
  Klu(const SparseMatrix& a, double memory_limit)
      : scaled_(std::make_shared<const Scaled>(scaled(a))),
        memory_limit_(memory_limit),
        order_(klu_order(matrix())) {
    make_factors();
  }

  /// By the order and, where they suit, the pivots of another.
  Klu(const Klu& like, Scaled of)
      : scaled_(std::make_shared<const Scaled>(std::move(of))),
        memory_limit_(like.memory_limit_),
        order_(like.order_) {
    look_for_interruption();
    numeric_ = klu_refactored(matrix(), order_, like.numeric_);
    if (numeric_ != nullptr && keeps_digits(like) && makes_residuals_vanish()) {
      note_ = "factors of KLU by the pivots of another matrix of the same pattern";
      return;
    }
    note_ =
        "pivots of another matrix of the same pattern do not suit: factors of KLU anew";
    make_factors();
  }

  [[nodiscard]] Answer solve(VectorView b) const override {
    Answer answer{Scaled::times(scaled_->rows, b), 0, {}};
    solve_scaled(answer.values);
    answer.values = Scaled::times(scaled_->columns, answer.values);
    return answer;
  }

  [[nodiscard]] Answer solve_transposed(VectorView b) const override {
    Answer answer{Scaled::times(scaled_->columns, b), 0, {}};
    klu_solve_in_place(*order_, *numeric_, true, answer.values);
    answer.values = Scaled::times(scaled_->rows, answer.values);
    return answer;
  }

  [[nodiscard]] std::shared_ptr<const Factorization> with_values(
      const SparseRef& a) const override {
    Scaled of = scaled(SparseMatrix(a));
    auto matrix = in_pattern(of.matrix, scaled_->matrix);
    if (!matrix) return nullptr;
    of.matrix.swap(*matrix);
    return std::make_shared<Klu>(*this, std::move(of));
  }

  [[nodiscard]] std::string name() const override { return "KLU"; }
  [[nodiscard]] double entries() const override {
    return static_cast<double>(numeric_->lnz) + static_cast<double>(numeric_->unz);
  }
  [[nodiscard]] std::vector<std::string> notes() const override {
    return note_.empty() ? std::vector<std::string>() : std::vector<std::string>{note_};
  }

 private:
  void make_factors() {
    refuse_fill_in(1.);
    if (factorise(pivot_tolerance)) return;
    refuse_fill_in(growth_of_free_pivots);
    if (factorise(free_pivots)) return;
    fail_klu(KLU_SINGULAR, "factors", order_->n);
  }

  /// @param growth  how many times what was foreseen
  void refuse_fill_in(double growth) const {
    const ComponentFacts facts{.size = order_->n, .fill_in = fill_in_of(*order_)};
    require_memory(growth * cost_of(Way::sparse_lu, facts, {}).memory, memory_limit_,
                   "factors of KLU for " + std::to_string(facts.size) + " activities" +
                       (growth > 1. ? ", which need pivots off the diagonal," : ""));
  }

  /// @returns false where the matrix looks as if it had no inverse.
  [[nodiscard]] bool factorise(double tolerance) {
    numeric_.reset();  // the memory, before more is taken
    look_for_interruption();
    numeric_ = klu_factors(matrix(), order_, tolerance);
    return numeric_ != nullptr && makes_residuals_vanish();
  }

  /// Whether pivots that were chosen for other values are about as good for these. What
  /// they lose, refinement brings back, but not all of it at any price.
  [[nodiscard]] bool keeps_digits(const Klu& like) const {
    const double grown = klu_pivot_growth(scaled_->matrix, order_, numeric_);
    if (grown >= fair_pivots) return true;
    const double then = klu_pivot_growth(like.scaled_->matrix, order_, like.numeric_);
    return grown >= fair_pivots * then;
  }

  [[nodiscard]] bool makes_residuals_vanish() const {
    return residuals_vanish(scaled_->matrix, [this](Vector& x) { solve_scaled(x); });
  }

  void solve_scaled(Vector& x) const { klu_solve_in_place(*order_, *numeric_, false, x); }

  /// What a call of KLU may go on using.
  [[nodiscard]] KluMatrix matrix() const { return {scaled_, &scaled_->matrix}; }

  std::shared_ptr<const Scaled> scaled_;
  double memory_limit_;
  KluOrder order_;
  KluNumeric numeric_;
  std::string note_;
};

}  // namespace
}  // namespace detail

std::shared_ptr<const Factorization> klu(const SparseMatrix& a) {
  return klu_within(a, default_memory_limit());
}

std::shared_ptr<const Factorization> klu_within(const SparseMatrix& a,
                                                double memory_limit) {
  return std::make_shared<detail::Klu>(a, memory_limit);
}

FillIn klu_fill_in(const SparseMatrix& a) {
  return detail::fill_in_of(*detail::klu_order(std::make_shared<const SparseMatrix>(a)));
}

}  // namespace lichen::inline LICHEN_ABI
