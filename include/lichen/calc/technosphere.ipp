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
#include "lichen/base/stopwatch.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/linalg/cost_model.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/factorization.hpp"
#include "lichen/linalg/inverse_bound.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/memory_limit.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/refinement.hpp"
#include "lichen/linalg/solvers/components.hpp"
#include "lichen/linalg/solvers/dense.hpp"
#include "lichen/linalg/solvers/eigen_lu.hpp"
#include "lichen/linalg/solvers/klu.hpp"
#include "lichen/linalg/tidy.hpp"

namespace lichen::inline LICHEN_ABI {

struct Technosphere::Parts {
  SolveOptions options;
  std::shared_ptr<const OrderedMatrix> ordered;
  std::shared_ptr<const Factorization> factors;
  std::optional<Refinement> refinement;
  SolveReport report;  ///< what is the same for every solution
  mutable std::once_flag bound_made;
  mutable std::unique_ptr<InverseBound> bound;
  mutable std::once_flag matrix_made;
  mutable SparseMatrix matrix;  ///< in the order in which it was given

  [[nodiscard]] const InverseBound& inverse_bound() const {
    std::call_once(bound_made,
                   [this] { bound = std::make_unique<InverseBound>(ordered); });
    return *bound;
  }
  // Hardly ever asked for: a copy would cost a tenth of the first score.
  [[nodiscard]] const SparseMatrix& as_given() const {
    std::call_once(matrix_made, [this] { matrix = unordered(*ordered); });
    return matrix;
  }
};

namespace detail {

[[nodiscard]] inline std::string shape_of(const SparseRef& a) {
  return std::to_string(a.rows()) + " products x " + std::to_string(a.cols()) +
         " activities";
}

inline void require_square(const SparseRef& a) {
  if (a.rows() == 0 || a.rows() != a.cols()) {
    throw ShapeError("technosphere must be square and not empty, got " + shape_of(a));
  }
}

[[noreturn]] inline void fail_not_finite(const SparseRef& a) {
  for (Index j = 0; j < static_cast<Index>(a.cols()); ++j) {
    for (SparseRef::InnerIterator it(a, j); it; ++it) {
      if (std::isfinite(it.value())) continue;
      throw ShapeError("technosphere entry of product " + std::to_string(it.row()) +
                       ", activity " + std::to_string(j) + " is not a finite number");
    }
  }
  throw ShapeError("technosphere has entries whose sum is not a finite number");
}

inline void require_finite_side(VectorView b) {
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (std::isfinite(b[i])) continue;
    throw ShapeError("entry " + std::to_string(i) +
                     " of the right-hand side is not a finite number");
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
    const SparseRef& a, double memory_limit) {
#ifdef LICHEN_COMPILED
  return klu_within(SparseMatrix(a), memory_limit);
#else
  static_cast<void>(a);
  static_cast<void>(memory_limit);
  throw NotBuiltError(
      "KLU is not part of header-only mode: link lichen::lichen (CMake option "
      "LICHEN_BUILD_COMPILED), or choose another solver");
#endif
}

[[nodiscard]] inline std::shared_ptr<const Factorization> dense_or_throw(
    const SparseRef& a, const Workload& work) {
  const ComponentFacts facts{.size = static_cast<Index>(a.cols())};
  require_memory(cost_of(Way::dense_lu, facts, work).memory, work.memory_limit,
                 "a dense matrix of " + std::to_string(facts.size) + " activities");
  return dense(SparseMatrix(a));
}

[[nodiscard]] inline std::shared_ptr<const Factorization> factorise(
    const SparseRef& a, const std::shared_ptr<const OrderedMatrix>& ordered,
    const SolveOptions& options) {
  const Workload work{.solves = options.expected_solves,
                      .memory_limit = options.memory_limit > 0. ? options.memory_limit
                                                                : default_memory_limit()};
  switch (options.solver) {
    case Solver::klu:
      return klu_or_throw(a, work.memory_limit);
    case Solver::dense:
      return dense_or_throw(a, work);
    case Solver::eigen_lu:
      return eigen_lu(SparseMatrix(a));
    case Solver::automatic:
    case Solver::iterative:
      break;
  }
  ComponentOptions how{.dense_limit = options.dense_limit,
                       .may_factorise = options.solver == Solver::automatic,
                       .work = work};
#ifdef LICHEN_COMPILED
  how.sparse = {klu_within, klu_fill_in};
#endif
  return by_components(ordered, how);
}

/// A better order costs about what it saves three or four categories (decision 13).
[[nodiscard]] inline SweepOrder sweep_order(const SolveOptions& options) {
  return options.expected_solves < 9. ? SweepOrder::depth_first
                                      : SweepOrder::least_dependent;
}

[[nodiscard]] inline std::string short_text(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.2g", value);
  return digits;
}

}  // namespace detail

LICHEN_INLINE Technosphere::Technosphere(const SparseRef& a, SolveOptions options)
    : Technosphere(a, options, ComponentOrder(), nullptr) {}

LICHEN_INLINE Technosphere::Technosphere(const SparseRef& a, SolveOptions options,
                                         const ComponentOrder& known)
    : Technosphere(a, options, known, nullptr) {}

LICHEN_INLINE Technosphere::Technosphere(const SparseRef& a, const SolveOptions& options,
                                         const ComponentOrder& known, const Parts* like) {
  detail::require_square(a);
  if (!known.empty() && !is_in_order(a, known)) {
    throw ShapeError("the order given is not one of this technosphere (" +
                     detail::shape_of(a) + ")");
  }
  const detail::Form form = detail::form_of(a);
  if (form.sorted && a.isCompressed()) {
    make(a, form, known, options, like);
  } else {
    const SparseMatrix copy = detail::tidy(a);
    make(copy, detail::form_of(copy), known, options, like);
  }
}

LICHEN_INLINE Technosphere Technosphere::with_values(const SparseRef& a) const {
  if (a.rows() != size() || a.cols() != size()) {
    throw ShapeError("other values for a technosphere of " + std::to_string(size()) +
                     " activities must have its size, got " + detail::shape_of(a));
  }
  const OrderedMatrix& m = ordered();
  const ComponentOrder known{m.row_at, m.column_at, m.block_start};
  return {a, parts_->options, is_in_order(a, known) ? known : ComponentOrder(),
          parts_.get()};
}

namespace detail {

[[nodiscard]] inline OrderedMatrix ordered_for(const SparseRef& a, const Form& form,
                                               const ComponentOrder& known,
                                               const SolveOptions& options) {
  if (!known.empty()) {
    return pack_in_order(a, {known.row_at.begin(), known.row_at.end()},
                         {known.column_at.begin(), known.column_at.end()},
                         {known.block_start.begin(), known.block_start.end()});
  }
  const Matching matching =
      form.full_diagonal ? diagonal_matching(static_cast<Index>(a.cols())) : match(a);
  require_full_rank(a, matching);
  return order(a, matching, sweep_order(options));
}

}  // namespace detail

LICHEN_INLINE void Technosphere::make(const SparseRef& a, const detail::Form& form,
                                      const ComponentOrder& known,
                                      const SolveOptions& options, const Parts* like) {
  const detail::Stopwatch watch;
  if (!form.finite) detail::fail_not_finite(a);
  auto parts = std::make_shared<Parts>();
  parts->options = options;
  parts->ordered =
      std::make_shared<const OrderedMatrix>(detail::ordered_for(a, form, known, options));
  try {
    if (like != nullptr) parts->factors = like->factors->with_values(a);
    if (!parts->factors) {
      parts->factors = detail::factorise(a, parts->ordered, options);
    }
  } catch (const SingularError& error) {
    throw SingularError("technosphere (" + detail::shape_of(a) +
                        ") has no inverse: " + error.what() +
                        "; diagnose() tells which activities are at fault");
  }
  parts->refinement.emplace(*parts->ordered, *parts->factors, form.moderate);
  SolveReport& report = parts->report;
  report.solver = parts->factors->name();
  report.components = parts->ordered->blocks();
  report.largest_component = parts->ordered->largest_block();
  report.contraction = parts->factors->contraction();
  report.factor_entries = parts->factors->entries();
  report.notes = parts->factors->notes();
  if (options.solver == Solver::eigen_lu && report.largest_component > 5000) {
    report.notes.push_back("SparseLU may take long on a component of " +
                           std::to_string(report.largest_component) +
                           " activities; KLU or the iteration are made for it");
  }
  report.preparation_seconds = watch.seconds();
  parts_ = std::move(parts);
}

LICHEN_INLINE Solution Technosphere::solve(Equation equation, VectorView b) const {
  const detail::Stopwatch watch;
  const Parts& parts = *parts_;
  if (b.size() != detail::at(size())) {
    throw ShapeError("right-hand side has " + std::to_string(b.size()) +
                     " entries, technosphere has " + std::to_string(size()) +
                     " products");
  }
  const OrderedMatrix& m = *parts.ordered;
  const bool plain = equation == Equation::plain;
  Lanes lanes(1);
  RefinedLanes refined;
  const LaneVector right = detail::gathered(b, plain ? m.row_at : m.column_at);
  parts.refinement->solve(equation, {right, {}}, Digits::all_of_a_double,
                          parts.options.tolerance, lanes, refined);
  if (!std::isfinite(refined.backward_error[0])) detail::require_finite_side(b);
  require_accepted(refined.backward_error[0]);
  Solution result{detail::scattered(refined.high, plain ? m.column_at : m.row_at),
                  parts.report};
  result.report.iterations =
      lanes.sweeps[0] > 0 ? lanes.sweeps[0] : refined.refinements[0];
  result.report.backward_error = refined.backward_error[0];
  for (std::string& note : lanes.notes) result.report.notes.push_back(std::move(note));
  result.report.solution_seconds = watch.seconds();
  return result;
}

LICHEN_INLINE void Technosphere::require_accepted(double backward_error) const {
  if (backward_error <= tolerance()) return;
  throw ConvergenceError("the solution keeps a backward error of " +
                         detail::short_text(backward_error) + ", above " +
                         detail::short_text(tolerance()) + " (" + parts_->report.solver +
                         "); diagnose() tells which activities spoil it");
}

LICHEN_INLINE Solution Technosphere::solve(VectorView f) const {
  return solve(Equation::plain, f);
}

LICHEN_INLINE Solution Technosphere::solve_transposed(VectorView p) const {
  return solve(Equation::transposed, p);
}

LICHEN_INLINE const OrderedMatrix& Technosphere::ordered() const noexcept {
  return *parts_->ordered;
}

LICHEN_INLINE const Refinement& Technosphere::refinement() const noexcept {
  return *parts_->refinement;
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

LICHEN_INLINE const InverseBound& Technosphere::bounds() const {
  return parts_->inverse_bound();
}

LICHEN_INLINE const SolveOptions& Technosphere::options() const noexcept {
  return parts_->options;
}

LICHEN_INLINE double Technosphere::tolerance() const noexcept {
  return parts_->options.tolerance;
}

LICHEN_INLINE const SolveReport& Technosphere::report() const noexcept {
  return parts_->report;
}

LICHEN_INLINE double Technosphere::contraction() const noexcept {
  return parts_->report.contraction;
}

LICHEN_INLINE const SparseMatrix& Technosphere::matrix() const {
  return parts_->as_given();
}

LICHEN_INLINE Index Technosphere::size() const noexcept {
  return parts_->ordered->size();
}

}  // namespace lichen::inline LICHEN_ABI
