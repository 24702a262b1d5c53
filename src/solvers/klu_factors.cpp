#include "klu_factors.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "lichen/base/abandonment.hpp"
#include "lichen/base/error.hpp"
#include "lichen/linalg/entries.hpp"

namespace lichen::inline LICHEN_ABI::detail {
namespace {

[[nodiscard]] klu_common settings() {
  klu_common common;
  klu_defaults(&common);
  common.scale = -1;  // scaled already, by powers of two
  return common;
}

/// KLU's interface takes pointers to what it only reads.
[[nodiscard]] int* indices(const Index* of) { return const_cast<int*>(of); }

/// Below so many entries a thread costs more than a wait for KLU.
constexpr Eigen::Index large = 10000;

template <class Call>
[[nodiscard]] auto left_when_large(const SparseMatrix& a, Call call) {
  return a.nonZeros() < large ? call() : left_when_interrupted(std::move(call));
}

/// Memory that KLU writes to while it factorises or solves.
struct Workspace {
  explicit Workspace(klu_numeric& numeric)
      : memory(numeric.worksize / sizeof(double) + 1) {
    numeric.Work = memory.data();
    numeric.Xwork = memory.data();
    numeric.Iwork = reinterpret_cast<int*>(memory.data() + numeric.n);
  }
  std::vector<double> memory;
};

/// Factors with numbers of their own and everything else of others.
struct CopiedNumeric {
  explicit CopiedNumeric(KluNumeric from) : numeric(*from), others(std::move(from)) {
    const auto blocks = static_cast<std::size_t>(numeric.nblocks);
    for (std::size_t k = 0; k < blocks; ++k) {
      const auto* first = static_cast<const double*>(numeric.LUbx[k]);
      const std::size_t size = first == nullptr ? 0 : numeric.LUsize[k];
      blocks_.emplace_back(first, first + size);
      places_.push_back(size == 0 ? nullptr : blocks_.back().data());
    }
    numeric.LUbx = places_.data();
    const auto* diagonal = static_cast<const double*>(numeric.Udiag);
    diagonal_.assign(diagonal, diagonal + numeric.n);
    numeric.Udiag = diagonal_.data();
    const auto* off = static_cast<const double*>(numeric.Offx);
    off_.assign(off, off + numeric.nzoff);
    off_.resize(off_.size() + 1);
    numeric.Offx = off_.data();
  }
  CopiedNumeric(const CopiedNumeric&) = delete;
  CopiedNumeric& operator=(const CopiedNumeric&) = delete;

  klu_numeric numeric;

 private:
  KluNumeric others;
  std::vector<std::vector<double>> blocks_;
  std::vector<void*> places_;
  std::vector<double> diagonal_, off_;
};

}  // namespace

void fail_klu(int status, const char* step, Index n) {
  const std::string where =
      std::string("KLU, ") + step + ", " + std::to_string(n) + " activities: ";
  if (status == KLU_SINGULAR) {
    throw SingularError(where + "a pivot is zero, the matrix has no inverse");
  }
  throw Error(where + (status == KLU_OUT_OF_MEMORY ? "out of memory"
                       : status == KLU_TOO_LARGE   ? "too many entries"
                                                   : "invalid matrix"));
}

FillIn fill_in_of(const klu_symbolic& symbolic) {
  return {symbolic.lnz + symbolic.unz, symbolic.est_flops};
}

KluOrder klu_order(const KluMatrix& a) {
  return left_when_large(*a, [a] {
    klu_common common = settings();
    const auto n = static_cast<int>(a->cols());
    klu_symbolic* made =
        klu_analyze(n, indices(a->outerIndexPtr()), indices(a->innerIndexPtr()), &common);
    if (made == nullptr) fail_klu(common.status, "ordering", n);
    return KluOrder(made, [](klu_symbolic* symbolic) {
      klu_common with = settings();
      klu_free_symbolic(&symbolic, &with);
    });
  });
}

KluNumeric klu_factors(const KluMatrix& a, const KluOrder& order, double tolerance) {
  return left_when_large(*a, [a, order, tolerance] {
    klu_common common = settings();
    common.tol = tolerance;
    klu_numeric* made =
        klu_factor(indices(a->outerIndexPtr()), indices(a->innerIndexPtr()),
                   const_cast<double*>(a->valuePtr()), order.get(), &common);
    KluNumeric numeric(made, [](klu_numeric* factors) {
      klu_common with = settings();
      if (factors != nullptr) klu_free_numeric(&factors, &with);
    });
    if (common.status == KLU_SINGULAR) return KluNumeric();
    if (made == nullptr || common.status != KLU_OK) {
      fail_klu(common.status, "factors", order->n);
    }
    return numeric;
  });
}

KluNumeric klu_refactored(const KluMatrix& a, const KluOrder& order,
                          const KluNumeric& others) {
  return left_when_large(*a, [a, order, others] {
    const auto copy = std::make_shared<CopiedNumeric>(others);
    klu_common common = settings();
    {
      const Workspace own(copy->numeric);
      klu_refactor(indices(a->outerIndexPtr()), indices(a->innerIndexPtr()),
                   const_cast<double*>(a->valuePtr()), order.get(), &copy->numeric,
                   &common);
    }
    if (common.status == KLU_SINGULAR) return KluNumeric();
    if (common.status != KLU_OK) fail_klu(common.status, "factors", order->n);
    return KluNumeric(copy, &copy->numeric);
  });
}

double klu_pivot_growth(const SparseMatrix& a, const KluOrder& order,
                        const KluNumeric& numeric) {
  klu_common common = settings();
  klu_rgrowth(indices(a.outerIndexPtr()), indices(a.innerIndexPtr()),
              const_cast<double*>(a.valuePtr()), order.get(), numeric.get(), &common);
  return common.rgrowth;
}

void klu_solve_in_place(const klu_symbolic& order, const klu_numeric& numeric,
                        bool transposed, Vector& x) {
  klu_common common = settings();
  klu_numeric own = numeric;
  const Workspace workspace(own);
  auto* symbolic = const_cast<klu_symbolic*>(&order);
  if (transposed) {
    klu_tsolve(symbolic, &own, order.n, 1, x.data(), &common);
  } else {
    klu_solve(symbolic, &own, order.n, 1, x.data(), &common);
  }
}

}  // namespace lichen::inline LICHEN_ABI::detail
