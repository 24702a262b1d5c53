// KLU behind the library's seam. KLU's solve writes into workspace inside the factors, so
// that two threads on one set give wrong answers; here each call brings its own.
#include "lichen/linalg/solvers/klu.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <klu.h>

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
/// Corrections by factors of a matrix that has an inverse make a residual this small in
/// so many steps; 1e-8 is far below what chance leaves of one that has none.
constexpr double vanished = 1e-8;
constexpr int most_corrections = 6;

[[noreturn]] void fail(const klu_common& common, const char* step, Index n) {
  const std::string where =
      std::string("KLU, ") + step + ", " + std::to_string(n) + " activities: ";
  if (common.status == KLU_SINGULAR) {
    throw SingularError(where + "a pivot is zero, the matrix has no inverse");
  }
  throw Error(where + (common.status == KLU_OUT_OF_MEMORY ? "out of memory"
                       : common.status == KLU_TOO_LARGE   ? "too many entries"
                                                          : "invalid matrix"));
}

[[nodiscard]] FillIn fill_in_of(const klu_symbolic& symbolic) {
  return {symbolic.lnz + symbolic.unz, symbolic.est_flops};
}

class Klu final : public Factorization {
 public:
  Klu(const SparseMatrix& a, double memory_limit) : scaled_(scaled(a)) {
    klu_defaults(&common_);
    common_.scale = -1;  // scaled already, by powers of two
    const auto n = static_cast<int>(a.cols());
    symbolic_ = klu_analyze(n, scaled_.matrix.outerIndexPtr(),
                            scaled_.matrix.innerIndexPtr(), &common_);
    if (symbolic_ == nullptr) fail(common_, "ordering", n);
    try {
      make_factors(memory_limit);
    } catch (...) {
      release();
      throw;
    }
  }
  ~Klu() override { release(); }

  [[nodiscard]] Answer solve(VectorView b) const override {
    Answer answer{Scaled::times(scaled_.rows, b), 0, {}};
    solve_scaled(answer.values);
    answer.values = Scaled::times(scaled_.columns, answer.values);
    return answer;
  }

  [[nodiscard]] Answer solve_transposed(VectorView b) const override {
    Answer answer{Scaled::times(scaled_.columns, b), 0, {}};
    Workspace own(*numeric_, common_);
    klu_tsolve(symbolic_, &own.numeric, symbolic_->n, 1, answer.values.data(),
               &own.common);
    answer.values = Scaled::times(scaled_.rows, answer.values);
    return answer;
  }

  [[nodiscard]] std::string name() const override { return "KLU"; }
  [[nodiscard]] double entries() const override {
    return static_cast<double>(numeric_->lnz) + static_cast<double>(numeric_->unz);
  }

 private:
  /// The factors, shared, with a workspace and a status of this call.
  struct Workspace {
    Workspace(const klu_numeric& shared, const klu_common& settings)
        : memory(shared.worksize / sizeof(double) + 1),
          numeric(shared),
          common(settings) {
      numeric.Work = memory.data();
      numeric.Xwork = memory.data();
      numeric.Iwork = reinterpret_cast<int*>(memory.data() + shared.n);
    }
    std::vector<double> memory;
    klu_numeric numeric;
    klu_common common;
  };

  void make_factors(double memory_limit) {
    refuse_fill_in(1., memory_limit);
    if (factorise(pivot_tolerance)) return;
    refuse_fill_in(growth_of_free_pivots, memory_limit);
    if (factorise(free_pivots)) return;
    klu_common failed = common_;
    failed.status = KLU_SINGULAR;
    fail(failed, "factors", symbolic_->n);
  }

  /// @param growth  how many times what was foreseen
  void refuse_fill_in(double growth, double memory_limit) const {
    const ComponentFacts facts{.size = symbolic_->n, .fill_in = fill_in_of(*symbolic_)};
    require_memory(growth * cost_of(Way::sparse_lu, facts, {}).memory, memory_limit,
                   "factors of KLU for " + std::to_string(facts.size) + " activities" +
                       (growth > 1. ? ", which need pivots off the diagonal," : ""));
  }

  /// @returns false where the matrix looks as if it had no inverse.
  [[nodiscard]] bool factorise(double tolerance) {
    if (numeric_ != nullptr) klu_free_numeric(&numeric_, &common_);
    look_for_interruption();
    common_.tol = tolerance;
    numeric_ = klu_factor(scaled_.matrix.outerIndexPtr(), scaled_.matrix.innerIndexPtr(),
                          scaled_.matrix.valuePtr(), symbolic_, &common_);
    if (numeric_ != nullptr && common_.status == KLU_OK) return makes_residuals_vanish();
    if (common_.status == KLU_SINGULAR) return false;
    fail(common_, "factors", symbolic_->n);
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
    const Vector ones(static_cast<std::size_t>(symbolic_->n), 1.);
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

  void solve_scaled(Vector& x) const {
    Workspace own(*numeric_, common_);
    klu_solve(symbolic_, &own.numeric, symbolic_->n, 1, x.data(), &own.common);
  }

  void release() noexcept {
    if (numeric_ != nullptr) klu_free_numeric(&numeric_, &common_);
    if (symbolic_ != nullptr) klu_free_symbolic(&symbolic_, &common_);
  }

  Scaled scaled_;
  klu_common common_{};
  klu_symbolic* symbolic_ = nullptr;
  klu_numeric* numeric_ = nullptr;
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
  klu_common common;
  klu_defaults(&common);
  SparseMatrix pattern = a;
  const auto n = static_cast<int>(pattern.cols());
  klu_symbolic* symbolic =
      klu_analyze(n, pattern.outerIndexPtr(), pattern.innerIndexPtr(), &common);
  if (symbolic == nullptr) detail::fail(common, "ordering", n);
  const FillIn fill_in = detail::fill_in_of(*symbolic);
  klu_free_symbolic(&symbolic, &common);
  return fill_in;
}

}  // namespace lichen::inline LICHEN_ABI
