// KLU behind the library's seam: when its factors are good enough, and what comes then.
#include "lichen/linalg/solvers/klu.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "klu_factors.hpp"
#include "lichen/base/error.hpp"
#include "lichen/base/interruption.hpp"
#include "lichen/linalg/cost_model.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/memory_limit.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/scaling.hpp"

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
/// Corrections by factors of a matrix that has an inverse make a residual this small in
/// so many steps; 1e-8 is far below what chance leaves of one that has none.
constexpr double vanished = 1e-8;
constexpr int most_corrections = 6;

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
      : scaled_(scaled(a)),
        memory_limit_(memory_limit),
        order_(klu_order(scaled_.matrix)) {
    make_factors();
  }

  /// By the order and, where they suit, the pivots of another.
  Klu(const Klu& like, Scaled of)
      : scaled_(std::move(of)), memory_limit_(like.memory_limit_), order_(like.order_) {
    look_for_interruption();
    numeric_ = klu_refactored(scaled_.matrix, order_, like.numeric_);
    if (numeric_ != nullptr && keeps_digits(like) && makes_residuals_vanish()) {
      note_ = "factors of KLU by the pivots of another matrix of the same pattern";
      return;
    }
    note_ =
        "pivots of another matrix of the same pattern do not suit: factors of KLU anew";
    make_factors();
  }

  [[nodiscard]] Answer solve(VectorView b) const override {
    Answer answer{Scaled::times(scaled_.rows, b), 0, {}};
    solve_scaled(answer.values);
    answer.values = Scaled::times(scaled_.columns, answer.values);
    return answer;
  }

  [[nodiscard]] Answer solve_transposed(VectorView b) const override {
    Answer answer{Scaled::times(scaled_.columns, b), 0, {}};
    klu_solve_in_place(*order_, *numeric_, true, answer.values);
    answer.values = Scaled::times(scaled_.rows, answer.values);
    return answer;
  }

  [[nodiscard]] std::shared_ptr<const Factorization> with_values(
      const SparseRef& a) const override {
    Scaled of = scaled(SparseMatrix(a));
    auto matrix = in_pattern(of.matrix, scaled_.matrix);
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
    numeric_ = klu_factors(scaled_.matrix, order_, tolerance);
    return numeric_ != nullptr && makes_residuals_vanish();
  }

  /// Whether pivots that were chosen for other values are about as good for these. What
  /// they lose, refinement brings back, but not all of it at any price.
  [[nodiscard]] bool keeps_digits(const Klu& like) const {
    const double grown = klu_pivot_growth(scaled_.matrix, order_, numeric_);
    if (grown >= fair_pivots) return true;
    const double then = klu_pivot_growth(like.scaled_.matrix, order_, like.numeric_);
    return grown >= fair_pivots * then;
  }

  /// Whether corrections by the factors make a residual vanish, entry by entry against
  /// |A||x|. Where yᵀ A = 0 no correction changes yᵀ r, which is not zero for a
  /// right-hand side at random. A pivot does not tell: what rounding leaves of it may be
  /// large where rounding has grown on its way, and what units leave of it may be small.
  [[nodiscard]] bool makes_residuals_vanish() const {
    const SparseMatrix& a = scaled_.matrix;
    const Vector b = right_hand_side_at_random();
    Vector r = b;
    Vector high(b.size(), 0.);
    Vector low(b.size(), 0.);
    for (int step = 0; step < most_corrections; ++step) {
      solve_scaled(r);
      for (std::size_t i = 0; i < r.size(); ++i) {
        DoubleDouble x{high[i], low[i]};
        x.add(r[i]);
        x = x.normalised();
        high[i] = x.high;
        low[i] = x.low;
      }
      r = residual(a, {high, low}, {b}).values;
      double largest = 0.;
      for (std::size_t i = 0; i < r.size(); ++i) {
        const double size = std::abs(r[i] / b[i]);
        if (!(size <= largest)) largest = size;  // also where it is not a number
      }
      if (largest < vanished) return true;
    }
    return false;
  }

  /// Numbers of the sizes that rows have in use, |A||x| where A x = 1, with any signs.
  [[nodiscard]] Vector right_hand_side_at_random() const {
    const Vector ones(static_cast<std::size_t>(order_->n), 1.);
    Vector x = ones;
    solve_scaled(x);
    Vector b = residual(scaled_.matrix, {x}, {ones}).magnitudes;
    std::uint32_t state = 12345;
    for (double& value : b) {
      state = state * 1664525U + 1013904223U;  // Numerical Recipes' generator
      value *= 1. + (state >> 8 & 0xffffU) * 0x1p-16;
      if ((state >> 31) != 0U) value = -value;
    }
    return b;
  }

  void solve_scaled(Vector& x) const { klu_solve_in_place(*order_, *numeric_, false, x); }

  Scaled scaled_;
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
  return detail::fill_in_of(*detail::klu_order(a));
}

}  // namespace lichen::inline LICHEN_ABI
