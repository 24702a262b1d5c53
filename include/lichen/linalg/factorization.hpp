#pragma once

/// @file
/// The seam between the library and the ways to solve a system of equations.

#include <memory>
#include <string>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// What one use of a factorization gives: an answer to be refined, not a promise.
struct Answer {
  Vector values;
  Index sweeps = 0;  ///< the most of any component; 0 where nothing was swept
  std::vector<std::string> notes;  ///< ways left on the way, each in a sentence
};

/// Solves for several right-hand sides at once, in the order of positions of an
/// `OrderedMatrix`.
class LICHEN_API OrderedSolver {
 public:
  virtual ~OrderedSolver() = default;

  /// Replaces right-hand sides by solutions. `x` has a row of `lanes.width` numbers per
  /// position. Right-hand sides stand where rows (of Aᵀ: columns) do.
  virtual void solve_ordered(Equation equation, LaneVector& x, Lanes& lanes) const = 0;
};

/// A square matrix made ready to be solved with many right-hand sides.
///
/// A backend is a function that makes one; it never changes after that, and every member
/// may be called by several threads at once.
class LICHEN_API Factorization {
 public:
  Factorization() = default;
  Factorization(const Factorization&) = delete;
  Factorization& operator=(const Factorization&) = delete;
  virtual ~Factorization() = default;

  /// Solves A x = b. @pre `b` has one entry per row.
  [[nodiscard]] virtual Answer solve(VectorView b) const = 0;
  /// Solves Aᵀ x = b. @pre `b` has one entry per column.
  [[nodiscard]] virtual Answer solve_transposed(VectorView b) const = 0;

  /// A factorization of another matrix that keeps what was decided for this one, as the
  /// order and the pivots, where they suit it; `notes()` of it tells. Null where this way
  /// keeps nothing that helps, and where `a` has entries that this matrix has not.
  /// @throws SingularError  where `a` has no inverse.
  [[nodiscard]] virtual std::shared_ptr<const Factorization> with_values(
      const SparseRef& a) const {
    static_cast<void>(a);
    return nullptr;
  }

  /// The way to solve for several right-hand sides at once; null where there is none.
  [[nodiscard]] virtual const OrderedSolver* ordered() const { return nullptr; }

  /// What it is, as "components + dense LU".
  [[nodiscard]] virtual std::string name() const = 0;
  /// The factor by which one sweep shrinks the error, as measured; 0 for a direct solver.
  [[nodiscard]] virtual double contraction() const { return 0.; }
  /// Numbers that its factors keep.
  [[nodiscard]] virtual double entries() const { return 0.; }
  /// True where loops are taken apart before sweeps, which sweeps alone would not solve
  /// soon.
  [[nodiscard]] virtual bool takes_loops_apart() const { return false; }
  /// Decisions taken while it was made, each in a sentence.
  [[nodiscard]] virtual std::vector<std::string> notes() const { return {}; }
};

/// Makes factors of a compressed square matrix of full structural rank.
/// @throws SingularError  where the matrix has no inverse.
using Factorize = std::shared_ptr<const Factorization> (*)(const SparseMatrix&);

}  // namespace lichen::inline LICHEN_ABI
