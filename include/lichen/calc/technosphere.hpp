#pragma once

/// @file
/// The technosphere A of a product system: A s = f and its transpose.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/inverse_bound.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "lichen/linalg/refinement.hpp"
#include "lichen/linalg/tidy.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// How systems of equations are solved; `automatic` chooses and says what it chose.
enum class Solver : std::uint8_t {
  automatic,
  /// The library's own: components in order, small ones dense, others swept or
  /// accelerated. Never factorises a large one: a loop on which iterations fail is a
  /// ConvergenceError that names it.
  iterative,
  klu,      ///< KLU of SuiteSparse (compiled mode)
  dense,    ///< one dense LU with partial pivoting
  eigen_lu  ///< SparseLU of Eigen
};

/// Options of a `Technosphere`.
struct SolveOptions {
  Solver solver = Solver::automatic;
  /// Components of up to this many activities are solved by dense LU; of up to four times
  /// as many where more than an eighth of their entries are stored.
  Index dense_limit = 64;
  /// The largest componentwise backward error that is accepted.
  double tolerance = 1e-12;
  /// The most that factors of a direct solver may take, in bytes, as foreseen before any
  /// is computed, and tables of scores; 0 stands for half of the machine's memory. Beyond
  /// it a solver named and a table are an Error; `automatic` iterates.
  double memory_limit = 0.;
  /// How many right-hand sides are to come, for the choice of `automatic` and how long an
  /// order for sweeps is looked for: 16 categories, each solved, corrected and estimated.
  double expected_solves = 48.;

  friend bool operator==(const SolveOptions&, const SolveOptions&) = default;
};

/// How a solution was found, and how well it fits.
struct SolveReport {
  std::string solver;           ///< as "components + KLU"
  Index components = 0;         ///< strongly connected components of A
  Index largest_component = 0;  ///< activities in the largest
  Index iterations = 0;         ///< sweeps or refinements, the most of any component
  double contraction = 0.;      ///< measured factor per sweep, 0 where nothing was swept
  /// ω = max_i |f - A s|_i / (|A| |s| + |f|)_i (Oettli and Prager 1964); theory (3.2).
  double backward_error = 0.;
  double factor_entries = 0.;      ///< that direct solvers keep; 0 where none is used
  std::vector<std::string> notes;  ///< fall-backs taken, each in a sentence
  /// Wall time that ordering and factors took, and solving since. Never the same twice:
  /// not part of an answer.
  double preparation_seconds = 0.;
  double solution_seconds = 0.;
};

/// A solution of A s = f or of its transpose, one entry per activity (product).
struct Solution {
  Vector values;
  SolveReport report;
};

/// The technosphere matrix A, analysed and factorised once.
///
/// Rows are products, columns are activities, paired by position or not; outputs are
/// positive, inputs negative, a waste treatment has a negative diagonal. An instance
/// never changes and serves many threads at once.
class Technosphere {
 public:
  /// Brings `a` into order and prepares it for solving; `a` is not needed afterwards.
  /// @throws ShapeError     where `a` is empty, not square, or has entries that are not
  ///                        finite.
  /// @throws SingularError  where `a` has no inverse; `diagnose` tells why.
  /// @throws NotBuiltError  where the solver named is not part of this build.
  /// @throws Error          where the solver named would need more than the memory limit.
  LICHEN_API explicit Technosphere(const SparseRef& a, SolveOptions options = {});

  /// The same in an order that is known, as a snapshot keeps it.
  /// @throws ShapeError  where it is not one of `a`.
  LICHEN_API Technosphere(const SparseRef& a, SolveOptions options,
                          const ComponentOrder& known);

  /// A technosphere of other values, solved as this one: the order is kept and, with KLU,
  /// so are the pivots, where they suit; notes of its report tell. Where `a` has entries
  /// that this A has not, what does not fit them is made anew.
  /// @throws as the constructor; ShapeError also where `a` has another size.
  [[nodiscard]] LICHEN_API Technosphere with_values(const SparseRef& a) const;

  /// Solves A s = f.
  /// @throws ShapeError        where `f` does not have one entry per product, or one is
  ///                           not a finite number.
  /// @throws ConvergenceError  where ω stays above the tolerance.
  [[nodiscard]] LICHEN_API Solution solve(VectorView f) const;

  /// Solves Aᵀ λ = p: the price of every product where each activity pays p.
  [[nodiscard]] LICHEN_API Solution solve_transposed(VectorView p) const;

  /// A in the order in which it is solved.
  [[nodiscard]] LICHEN_API const OrderedMatrix& ordered() const noexcept;
  /// The way to solve for several right-hand sides side by side, in that order.
  [[nodiscard]] LICHEN_API const Refinement& refinement() const noexcept;
  /// How equations are solved, as it was made.
  [[nodiscard]] LICHEN_API const SolveOptions& options() const noexcept;
  /// The largest backward error that is accepted.
  [[nodiscard]] LICHEN_API double tolerance() const noexcept;
  /// @throws ConvergenceError  where ω is above the tolerance, or not a number.
  LICHEN_API void require_accepted(double backward_error) const;

  /// One use of the factors on A x = b, without refinement: what errors are estimated by.
  /// @pre `b` has one entry per product.
  [[nodiscard]] LICHEN_API Vector correction(VectorView b) const;
  /// The same for Aᵀ x = b.
  [[nodiscard]] LICHEN_API Vector correction_transposed(VectorView b) const;

  /// A vector that |A⁻¹ x| never exceeds where |x| ≤ t, entry by entry; none where that
  /// cannot be proved; theory (3.6). @pre t ≥ 0.
  [[nodiscard]] LICHEN_API std::optional<Vector> inverse_bound(VectorView t) const;
  /// The same for |A⁻ᵀ x|.
  [[nodiscard]] LICHEN_API std::optional<Vector> inverse_bound_transposed(
      VectorView t) const;

  /// The same for several t side by side, in the order of `ordered()`.
  [[nodiscard]] LICHEN_API const InverseBound& bounds() const;

  /// What is the same for every solution: the solver, components, decisions taken.
  [[nodiscard]] LICHEN_API const SolveReport& report() const noexcept;
  /// The measured factor per sweep, 0 where nothing is swept.
  [[nodiscard]] LICHEN_API double contraction() const noexcept;
  /// A as it was given, without its zeros and with repeated entries added, rows sorted;
  /// made when it is first asked for.
  [[nodiscard]] LICHEN_API const SparseMatrix& matrix() const;
  [[nodiscard]] LICHEN_API Index size() const noexcept;

 private:
  struct Parts;
  /// @param like  whose factors may serve; null where there is none
  Technosphere(const SparseRef& a, const SolveOptions& options,
               const ComponentOrder& known, const Parts* like);
  /// @pre `a` is compressed and of this form.
  void make(const SparseRef& a, const detail::Form& form, const ComponentOrder& known,
            const SolveOptions& options, const Parts* like);
  [[nodiscard]] Solution solve(Equation equation, VectorView b) const;
  std::shared_ptr<const Parts> parts_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/technosphere.ipp"
#endif
