#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/factorization.hpp"
#include "lichen/linalg/inverse_bound.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/solvers/components.hpp"
#include "lichen/linalg/solvers/dense.hpp"
#include "lichen/linalg/solvers/eigen_lu.hpp"
#include "lichen/linalg/solvers/klu.hpp"
#include "lichen/linalg/tidy.hpp"

namespace lichen::inline LICHEN_ABI {

struct Technosphere::Parts {
  SparseMatrix a;
  SolveOptions options;
  std::shared_ptr<const OrderedMatrix> ordered;
  std::shared_ptr<const Factorization> factors;
  SolveReport report;  ///< what is the same for every solution
  mutable std::once_flag bound_made;
  mutable std::unique_ptr<InverseBound> bound;

  [[nodiscard]] const InverseBound& inverse_bound() const {
    std::call_once(bound_made,
                   [this] { bound = std::make_unique<InverseBound>(ordered); });
    return *bound;
  }
};

namespace detail {

[[nodiscard]] inline std::string shape_of(const SparseRef& a) {
  return std::to_string(a.rows()) + " products x " + std::to_string(a.cols()) +
         " activities";
}

inline void require_square_and_finite(const SparseMatrix& a) {
  if (a.rows() == 0 || a.rows() != a.cols()) {
    throw ShapeError("technosphere must be square and not empty, got " + shape_of(a));
  }
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    for (SparseMatrix::InnerIterator it(a, j); it; ++it) {
      if (std::isfinite(it.value())) continue;
      throw ShapeError("technosphere entry of product " + std::to_string(it.row()) +
                       ", activity " + std::to_string(j) + " is not a finite number");
    }
  }
}

inline void require_full_rank(const SparseRef& a, const Matching& matching) {
  const auto missing = static_cast<Index>(a.cols()) - matching.size;
  if (missing == 0) return;
  throw SingularError(
      "technosphere (" + shape_of(a) + ") has no inverse: " + std::to_string(missing) +
      (missing == 1 ? " product is" : " products are") +
      " made by no activity that is free to make it, " + std::to_string(missing) +
      (missing == 1 ? " activity makes" : " activities make") +
      " no product of its own; diagnose() lists them");
}

[[nodiscard]] inline std::shared_ptr<const Factorization> klu_or_throw(
    const SparseMatrix& a) {
#ifdef LICHEN_COMPILED
  return klu(a);
#else
  static_cast<void>(a);
  throw NotBuiltError(
      "KLU is not part of header-only mode: link lichen::lichen (CMake option "
      "LICHEN_BUILD_COMPILED), or choose another solver");
#endif
}

[[nodiscard]] inline std::shared_ptr<const Factorization> factorise(
    const SparseMatrix& a, const std::shared_ptr<const OrderedMatrix>& ordered,
    const SolveOptions& options) {
  switch (options.solver) {
    case Solver::klu:
      return klu_or_throw(a);
    case Solver::dense:
      return dense(a);
    case Solver::eigen_lu:
      return eigen_lu(a);
    case Solver::automatic:
    case Solver::iterative:
      break;
  }
  ComponentOptions how{.dense_limit = options.dense_limit};
#ifdef LICHEN_COMPILED
  how.large_fallback = klu;
#endif
  return by_components(ordered, how);
}

enum class Equation { plain, transposed };

[[nodiscard]] inline Residual left_over(const SparseMatrix& a, Equation equation,
                                        VectorView x, VectorView b) {
  return equation == Equation::plain ? residual(a, {x}, {b})
                                     : residual_transposed(a, {x}, {b});
}

[[nodiscard]] inline Answer apply(const Factorization& factors, Equation equation,
                                  VectorView b) {
  return equation == Equation::plain ? factors.solve(b) : factors.solve_transposed(b);
}

/// Positions that values of `b` can reach; elsewhere a solution is zero by structure, and
/// what a solver leaves there is rounding.
[[nodiscard]] inline std::vector<char> reached(const OrderedMatrix& m, Equation equation,
                                               VectorView b) {
  const bool plain = equation == Equation::plain;
  const std::vector<Index>& from = plain ? m.row_at : m.column_at;
  std::vector<char> seen(from.size());
  for (std::size_t p = 0; p < seen.size(); ++p) seen[p] = b[at(from[p])] != 0.;
  for (Index step = 0; step < m.blocks(); ++step) {
    const Index k = plain ? m.blocks() - 1 - step : step;
    const auto first = seen.begin() + m.block_start[at(k)];
    const auto last = seen.begin() + m.block_start[at(k) + 1];
    const auto uses = [&](std::size_t p, auto visit) {
      for (Index e = m.outer.start[p]; e < m.outer.start[p + 1]; ++e) {
        visit(seen[at(m.outer.row[at(e)])]);
      }
    };
    const auto begin = static_cast<std::size_t>(first - seen.begin());
    const auto end = static_cast<std::size_t>(last - seen.begin());
    for (std::size_t p = begin; p < end && !plain; ++p) {
      uses(p, [&](char supplier) { seen[p] = seen[p] | supplier; });
    }
    if (std::find(first, last, 1) != last) std::fill(first, last, 1);
    for (std::size_t p = begin; p < end && plain; ++p) {
      if (seen[p] != 0) uses(p, [](char& supplier) { supplier = 1; });
    }
  }
  return seen;
}

inline void keep_reached(const OrderedMatrix& m, Equation equation, VectorView b,
                         Vector& x) {
  const std::vector<char> seen = reached(m, equation, b);
  const std::vector<Index>& to = equation == Equation::plain ? m.column_at : m.row_at;
  for (std::size_t p = 0; p < seen.size(); ++p) {
    if (seen[p] == 0) x[at(to[p])] = 0.;
  }
}

/// x + d; a sum that cancels to the last bits is a zero that could not be seen before.
[[nodiscard]] inline Vector corrected(const Vector& x, const Vector& d) {
  Vector sum(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    sum[i] = x[i] + d[i];
    if (std::abs(sum[i]) <= 8. * unit_roundoff * std::abs(d[i])) sum[i] = 0.;
  }
  return sum;
}

/// A solution with its residual's ω.
struct Refined {
  Vector values;
  double backward_error = 0.;
  Index refinements = 0;
  Index sweeps = 0;
  std::vector<std::string> notes;
};

/// Iterative refinement with residuals of twice the digits (Skeel 1980; Demmel and others
/// 2006): at least one step, so that values are right to their last digits where the
/// condition allows, and more while ω is too large and still falls.
[[nodiscard]] inline Refined refine(const SparseMatrix& a, const OrderedMatrix& ordered,
                                    const Factorization& factors, Equation equation,
                                    VectorView b, double tolerance) {
  constexpr Index most = 8;
  Answer answer = apply(factors, equation, b);
  Refined best{std::move(answer.values), 0., 0, answer.sweeps, std::move(answer.notes)};
  keep_reached(ordered, equation, b, best.values);
  Residual r = left_over(a, equation, best.values, b);
  best.backward_error = r.backward_error();
  while (best.refinements < most) {
    Answer step = apply(factors, equation, r.values);
    Vector next = corrected(best.values, step.values);
    keep_reached(ordered, equation, b, next);
    Residual left = left_over(a, equation, next, b);
    const double error = left.backward_error();
    ++best.refinements;
    best.sweeps = std::max(best.sweeps, step.sweeps);
    if (error > best.backward_error && error > tolerance) break;
    if (std::isnan(error)) break;
    const bool enough = error <= tolerance || error > 0.5 * best.backward_error;
    best.values = std::move(next);
    best.backward_error = error;
    r = std::move(left);
    if (enough && best.refinements > 1) break;
    if (error <= 2. * unit_roundoff) break;
  }
  return best;
}

[[nodiscard]] inline std::string short_text(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.2g", value);
  return digits;
}

}  // namespace detail

LICHEN_INLINE Technosphere::Technosphere(const SparseRef& a, SolveOptions options) {
  auto parts = std::make_shared<Parts>();
  parts->a = detail::tidy(a);
  parts->options = options;
  detail::require_square_and_finite(parts->a);
  const Matching matching = match(parts->a);
  detail::require_full_rank(parts->a, matching);
  parts->ordered = std::make_shared<const OrderedMatrix>(order(parts->a, matching));
  try {
    parts->factors = detail::factorise(parts->a, parts->ordered, options);
  } catch (const SingularError& error) {
    throw SingularError("technosphere (" + detail::shape_of(parts->a) +
                        ") has no inverse: " + error.what() +
                        "; diagnose() tells which activities are at fault");
  }
  SolveReport& report = parts->report;
  report.solver = parts->factors->name();
  report.components = parts->ordered->blocks();
  report.largest_component = parts->ordered->largest_block();
  report.contraction = parts->factors->contraction();
  report.notes = parts->factors->notes();
  if (options.solver == Solver::eigen_lu && report.largest_component > 5000) {
    report.notes.push_back("SparseLU may take long on a component of " +
                           std::to_string(report.largest_component) +
                           " activities; KLU or the iteration are made for it");
  }
  parts_ = std::move(parts);
}

namespace detail {

[[nodiscard]] inline Solution solution(const SparseMatrix& a,
                                       const OrderedMatrix& ordered,
                                       const Factorization& factors, Equation equation,
                                       VectorView b, const SolveReport& common,
                                       double tolerance) {
  if (b.size() != at(static_cast<Index>(a.rows()))) {
    throw ShapeError("right-hand side has " + std::to_string(b.size()) +
                     " entries, technosphere has " + shape_of(a));
  }
  Refined refined = refine(a, ordered, factors, equation, b, tolerance);
  if (!(refined.backward_error <= tolerance)) {
    throw ConvergenceError("the solution keeps a backward error of " +
                           short_text(refined.backward_error) + ", above " +
                           short_text(tolerance) + " (" + common.solver +
                           "); diagnose() tells which activities spoil it");
  }
  Solution result{std::move(refined.values), common};
  result.report.iterations = refined.sweeps > 0 ? refined.sweeps : refined.refinements;
  result.report.backward_error = refined.backward_error;
  for (std::string& note : refined.notes) result.report.notes.push_back(std::move(note));
  return result;
}

}  // namespace detail

LICHEN_INLINE Solution Technosphere::solve(VectorView f) const {
  const Parts& p = *parts_;
  return detail::solution(p.a, *p.ordered, *p.factors, detail::Equation::plain, f,
                          p.report, p.options.tolerance);
}

LICHEN_INLINE Solution Technosphere::solve_transposed(VectorView p) const {
  const Parts& parts = *parts_;
  return detail::solution(parts.a, *parts.ordered, *parts.factors,
                          detail::Equation::transposed, p, parts.report,
                          parts.options.tolerance);
}

LICHEN_INLINE Vector Technosphere::correction(VectorView b) const {
  return parts_->factors->solve(b).values;
}

LICHEN_INLINE Vector Technosphere::correction_transposed(VectorView b) const {
  return parts_->factors->solve_transposed(b).values;
}

LICHEN_INLINE std::optional<Vector> Technosphere::inverse_bound(VectorView t) const {
  return parts_->inverse_bound().bound(t);
}

LICHEN_INLINE std::optional<Vector> Technosphere::inverse_bound_transposed(
    VectorView t) const {
  return parts_->inverse_bound().bound_transposed(t);
}

LICHEN_INLINE double Technosphere::contraction() const noexcept {
  return parts_->report.contraction;
}

LICHEN_INLINE const SparseMatrix& Technosphere::matrix() const noexcept {
  return parts_->a;
}

LICHEN_INLINE Index Technosphere::size() const noexcept {
  return static_cast<Index>(parts_->a.cols());
}

}  // namespace lichen::inline LICHEN_ABI
