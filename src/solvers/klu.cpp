// KLU behind the library's seam. KLU's solve writes into workspace inside the factors, so
// that two threads on one set give wrong answers; here each call brings its own.
#include "lichen/linalg/solvers/klu.hpp"

#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <klu.h>

#include "lichen/base/error.hpp"
#include "lichen/linalg/cost_model.hpp"
#include "lichen/linalg/memory_limit.hpp"
#include "lichen/linalg/scaling.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {
namespace {

/// Pivots leave the diagonal only below this part of their column: with the 1e-3 that KLU
/// starts from, factors of a database in mixed units took ten times the time and more
/// than the memory foreseen, and were less accurate.
constexpr double pivot_tolerance = 1e-8;

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
    common_.tol = pivot_tolerance;
    const auto n = static_cast<int>(a.cols());
    int* start = scaled_.matrix.outerIndexPtr();
    int* row = scaled_.matrix.innerIndexPtr();
    symbolic_ = klu_analyze(n, start, row, &common_);
    if (symbolic_ == nullptr) fail(common_, "ordering", n);
    refuse_fill_in(memory_limit);
    numeric_ = klu_factor(start, row, scaled_.matrix.valuePtr(), symbolic_, &common_);
    const bool made = numeric_ != nullptr && common_.status == KLU_OK;
    if (made && !has_vanishing_pivot()) return;
    klu_common failed = common_;
    if (made) failed.status = KLU_SINGULAR;
    release();
    fail(failed, "factors", n);
  }
  ~Klu() override { release(); }

  [[nodiscard]] Answer solve(VectorView b) const override {
    Answer answer{Scaled::times(scaled_.rows, b), 0, {}};
    Workspace own(*numeric_, common_);
    klu_solve(symbolic_, &own.numeric, symbolic_->n, 1, answer.values.data(),
              &own.common);
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

  void refuse_fill_in(double memory_limit) {
    const ComponentFacts facts{.size = symbolic_->n, .fill_in = fill_in_of(*symbolic_)};
    try {
      require_memory(cost_of(Way::sparse_lu, facts, {}).memory, memory_limit,
                     "factors of KLU for " + std::to_string(facts.size) + " activities");
    } catch (...) {
      release();
      throw;
    }
  }

  /// True where rounding alone keeps a pivot of a loop from being zero.
  [[nodiscard]] bool has_vanishing_pivot() const {
    const auto* pivots = static_cast<const double*>(numeric_->Udiag);
    for (int block = 0; block < symbolic_->nblocks; ++block) {
      const int first = symbolic_->R[block];
      const int last = symbolic_->R[block + 1];
      double smallest = std::abs(pivots[first]);
      double largest = smallest;
      for (int k = first; k < last; ++k) {
        smallest = std::fmin(smallest, std::abs(pivots[k]));
        largest = std::fmax(largest, std::abs(pivots[k]));
      }
      if (!(smallest > 0x1p-52 * largest)) return true;
    }
    return false;
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
