#pragma once

// How one component of more than one member is solved: by what the cost model chooses
// and, where an iteration fails on a right-hand side, by what comes after it.

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/linalg/accelerated_block.hpp"
#include "lichen/linalg/block.hpp"
#include "lichen/linalg/cost_model.hpp"
#include "lichen/linalg/dense_lu.hpp"
#include "lichen/linalg/entries.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/memory_limit.hpp"
#include "lichen/linalg/solvers/components.hpp"
#include "lichen/linalg/solvers/eigen_lu.hpp"
#include "lichen/linalg/sweeps.hpp"
#include "lichen/linalg/tight_loops.hpp"
#include "lichen/linalg/vanishing_residual.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Contractions above this are looked into: 0.2 is usual for a database of processes.
inline constexpr double slow_sweeping = 0.5;

/// Large components with a contraction above this are solved faster by acceleration:
/// some 40 passes in place of 200, each of twice the cost (decision 9). A measurement
/// over few sweeps may be too good, so that it is not set higher.
inline constexpr double worth_accelerating = 0.85;

/// A loop that uses all it makes contracts by 1; a few sweeps may measure a little less.
inline constexpr double may_be_singular = 0.97;

/// A component with its way. What is decided here is decided by the matrix alone, so that
/// a number does not depend on what else is asked.
class ComponentWay {
 public:
  ComponentWay(const Sweeps& sweeps, Index block, const ComponentOptions& options,
               Lanes& work)
      : sweeps_(sweeps), m_(sweeps.matrix()), block_(block), options_(options) {
    if (suits_dense_lu()) {
      way_ = Way::dense_lu;
      make_direct();
      return;
    }
    contraction_ = sweeps.contraction(block, work);
    if (contraction_ > slow_sweeping) loosen(work);
    if (contraction_ <= (quickly_factorised() ? worth_sweeping : worth_accelerating)) {
      return;
    }
    start_without_sweeps();
  }

  [[nodiscard]] Index size() const { return m_.block_size(block_); }
  [[nodiscard]] bool swept() const { return way_ == Way::sweeps; }
  /// Of what is made from the start; a fall-back on the way has its note.
  [[nodiscard]] double factor_entries() const {
    if (way_ == Way::sweeps || way_ == Way::accelerated) return 0.;
    if (sparse_) return sparse_->entries();
    return dense_ ? static_cast<double>(size()) * static_cast<double>(size()) : 0.;
  }
  [[nodiscard]] bool takes_loops_apart() const { return tight_ != nullptr; }
  [[nodiscard]] double contraction() const { return swept() ? contraction_ : 0.; }
  [[nodiscard]] const std::string& note() const { return note_; }
  [[nodiscard]] std::string name() const {
    return way_ == Way::sparse_lu ? direct_name() : name_of_way(way_);
  }

  /// Solves the component's rows of `x`, a row of lanes for every position.
  void solve(Equation equation, double* x, Lanes& lanes) const {
    const auto width = static_cast<unsigned>(lanes.width);
    unsigned open = (1U << width) - 1U;
    if (swept()) open = sweep(equation, x, lanes);
    for (unsigned lane = 0; lane < width; ++lane) {
      if ((open >> lane & 1U) == 0) continue;
      solve_lane(equation, swept() ? lanes.right.data() : x, x, lane, lanes);
    }
  }

 private:
  [[nodiscard]] double entries() const {
    const Index first = m_.block_start[at(block_)];
    return static_cast<double>(m_.inner.start[at(first + size())] -
                               m_.inner.start[at(first)]);
  }

  /// Small, or not so small but full: some thirty sweeps over a full matrix cost more
  /// than its factors.
  [[nodiscard]] bool suits_dense_lu() const {
    if (size() <= options_.dense_limit) return true;
    if (size() > 4 * options_.dense_limit) return false;
    return 8. * entries() > static_cast<double>(size()) * static_cast<double>(size());
  }
  /// Dense LU takes no more than some ten milliseconds.
  [[nodiscard]] bool quickly_factorised() const {
    return options_.may_factorise && size() <= options_.dense_fallback;
  }

  /// Takes tight loops apart, where there are any, for sweeps and acceleration.
  void loosen(Lanes& work) {
    auto tight = std::make_unique<TightLoops>(m_, block_);
    if (tight->count() == 0) return;
    auto loosened = std::make_unique<Sweeps>(tight->loosened(m_));
    const double contraction = loosened->contraction(block_, work);
    // A few sweeps hardly tell: tight loops rule only what is left after many.
    if (contraction_ <= worth_accelerating && contraction > worth_accelerating) return;
    contraction_ = contraction;
    tight_ = std::move(tight);
    loosened_ = std::move(loosened);
  }

  [[nodiscard]] unsigned sweep(Equation equation, double* x, Lanes& lanes) const {
    if (!tight_) return sweeps_.solve(block_, equation, x, lanes);
    if (equation == Equation::plain) tight_->combine(x, lanes.width);
    const unsigned open = loosened_->solve(block_, equation, x, lanes);
    if (equation == Equation::transposed) tight_->combine_transposed(x, lanes.width);
    // What was not solved goes on from its own right-hand side.
    if (equation == Equation::plain && open != 0) {
      tight_->separate(lanes.right.data(), lanes.width);
    }
    return open;
  }

  [[nodiscard]] std::string members() const {
    return "a component of " + std::to_string(size()) + " activities";
  }
  /// An error about the members, with the first columns of A, so that it can be found.
  [[nodiscard]] ConvergenceError failure(std::string predicate) const {
    std::vector<Index> columns = lichen::members(m_, block_);
    std::string names = "columns ";
    for (std::size_t i = 0; i < columns.size() && i < 5; ++i) {
      names += (i == 0 ? "" : ", ") + std::to_string(columns[i]);
    }
    if (columns.size() > 5) names += ", ...";
    return {members(), std::move(columns), names, std::move(predicate)};
  }

  void start_without_sweeps() {
    char swept[32];
    std::snprintf(swept, sizeof swept, "%.3g", contraction_);
    note_ = members() + " swept " + swept + " (contraction): ";
    ComponentFacts facts = this->facts();
    std::vector<Way> ways{Way::accelerated};
    if (quickly_factorised()) {
      ways = {Way::dense_lu};
    } else if (options_.may_factorise) {
      ways.push_back(Way::dense_lu);
      ways.push_back(Way::sparse_lu);
      if (worth_analysing(facts, options_.work)) facts.fill_in = foreseen();
    }
    const auto choice = choose_way(facts, options_.work, ways);
    way_ = choice ? choice->way : Way::accelerated;
    if (way_ != Way::accelerated) {
      make_direct();
      note_ += direct_name() + " instead";
      return;
    }
    make_accelerated();
    if (contraction_ > may_be_singular && looks_singular()) return judge_by_factors();
    if (!acceleration_fails() || !options_.may_factorise) {
      note_ += name() + " instead";
      return;
    }
    give_up_acceleration();
  }

  /// What rounding leaves of a loop that uses all it makes has solutions, which are
  /// nothing but rounding.
  [[nodiscard]] bool looks_singular() const {
    bool solved = true;
    const bool vanish = residuals_vanish(sparse_block(m_, block_), [&](Vector& x) {
      solved = solved && accelerate(Equation::plain, x, 1e-13) >= 0;
    });
    return solved && !vanish;  // what is not solved comes to factors, which tell
  }

  /// Factors where they can be made: they tell apart what is singular and what only
  /// resists corrections.
  void judge_by_factors() {
    if (!options_.may_factorise) throw uses_all_it_makes();
    try {
      make_direct();
    } catch (const ConvergenceError&) {
      throw uses_all_it_makes();
    }
    way_ = dense_ ? Way::dense_lu : Way::sparse_lu;
    accelerated_.reset();
    note_ += "corrections do not converge, " + direct_name() + " instead";
  }

  [[nodiscard]] SingularError uses_all_it_makes() const {
    return SingularError("1 loop of activities uses up all it makes (" +
                         std::to_string(size()) + " activities)");
  }

  /// Tries one right-hand side, always the same.
  [[nodiscard]] bool acceleration_fails() const {
    Vector ones(at(size()), 1.);
    return accelerated_->solve_transposed(ones, 1e-8) < 0;
  }

  void give_up_acceleration() {
    try {
      make_direct();
    } catch (const ConvergenceError&) {
      note_ += name() + ", which may not converge";  // told where a demand comes here
      return;
    }
    way_ = dense_ ? Way::dense_lu : Way::sparse_lu;
    accelerated_.reset();
    note_ += "acceleration does not converge, " + direct_name() + " instead";
  }

  [[nodiscard]] ComponentFacts facts() const {
    return {.size = size(), .entries = entries(), .contraction = contraction_};
  }
  [[nodiscard]] std::optional<FillIn> foreseen() const {
    if (options_.sparse.foresee == nullptr) return std::nullopt;
    return options_.sparse.foresee(sparse_block(m_, block_));
  }

  [[nodiscard]] std::string direct_name() const {
    return dense_ ? "dense LU" : sparse_ ? sparse_->name() : "";
  }

  /// Solves one lane after the sweeps, from the rows of `b` to those of `x`.
  void solve_lane(Equation equation, const double* b, double* x, unsigned lane,
                  Lanes& lanes) const {
    const auto width = static_cast<std::size_t>(lanes.width);
    const std::size_t first = at(m_.block_start[at(block_)]);
    Vector& values = lanes.one_lane;
    values.resize(at(size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = b[(first + i) * width + lane];
    }
    if (!all_zero(values.data(), size())) solve_values(equation, values, lane, lanes);
    for (std::size_t i = 0; i < values.size(); ++i) {
      x[(first + i) * width + lane] = values[i];
    }
  }

  void solve_values(Equation equation, Vector& x, unsigned lane, Lanes& lanes) const {
    const bool iterated = way_ == Way::sweeps || way_ == Way::accelerated;
    if (iterated && !quickly_factorised()) {
      std::call_once(accelerated_once_, [this] { make_accelerated_late(); });
      // A correction is wanted to some digits only.
      const double goal = lanes.sized ? 1e-8 : std::max(lanes.tolerance, 1e-13);
      const Index passes = accelerate(equation, x, goal);
      if (passes >= 0) {
        lanes.sweeps[lane] = std::max(lanes.sweeps[lane], passes);
        if (swept())
          tell(lanes, "did not converge in sweeps: accelerated sweeps instead");
        return;
      }
    }
    if (iterated) {
      std::call_once(direct_once_, [this] { make_direct(); });
      tell(lanes, "did not converge: " + direct_name() + " instead");
    }
    const bool plain = equation == Equation::plain;
    Vector& work = lanes.one_lane_work;
    if (dense_) return plain ? dense_->solve(x, work) : dense_->solve_transposed(x, work);
    x = plain ? sparse_->solve(x).values : sparse_->solve_transposed(x).values;
  }

  /// @returns the passes, or -1 where it fails; x is as it was then, but for rounding.
  Index accelerate(Equation equation, Vector& x, double goal) const {
    const Index first = m_.block_start[at(block_)];
    if (equation == Equation::plain) {
      if (tight_) tight_->combine(x.data(), 1, first);
      const Index passes = accelerated_->solve(x, goal);
      if (tight_ && passes < 0) tight_->separate(x.data(), 1, first);
      return passes;
    }
    const Index passes = accelerated_->solve_transposed(x, goal);
    if (tight_ && passes > 0) tight_->combine_transposed(x.data(), 1, first);
    return passes;
  }

  void tell(Lanes& lanes, const std::string& what) const {
    std::string note = members() + " " + what;
    const auto end = lanes.notes.end();
    if (std::find(lanes.notes.begin(), end, note) == end) {
      lanes.notes.push_back(std::move(note));
    }
  }

  /// Where sweeps do not converge as was measured.
  void make_accelerated_late() const {
    if (accelerated_) return;
    make_accelerated();
    if (!looks_singular()) return;
    accelerated_.reset();
    throw failure("uses up all it makes, to rounding: it has no unique solution");
  }

  void make_accelerated() const {
    if (accelerated_) return;
    accelerated_.emplace(
        loosened_ ? loosened_->matrix() : m_, block_,
        AccelerationOptions{.memory_limit = 0.25 * memory_limit_of(options_.work)});
  }

  [[nodiscard]] Way direct_way() const {
    if (suits_dense_lu() || quickly_factorised()) return Way::dense_lu;
    if (!options_.may_factorise) {
      throw failure(
          "converges neither in sweeps nor accelerated: a loop that makes hardly more "
          "than it uses, or runs on credits; solver \"automatic\" factorises it");
    }
    ComponentFacts facts = this->facts();
    if (options_.sparse.foresee != nullptr && !may_analyse(facts, options_.work)) {
      throw failure(
          "converges neither in sweeps nor accelerated, and is too large to be "
          "factorised unasked: the analysis alone would take some " +
          seconds_text(analysis_seconds(facts)) + "; solver \"klu\" takes its time");
    }
    facts.fill_in = foreseen();
    if (!facts.fill_in && size() > 5000) return Way::sparse_lu;  // SparseLU, unforeseen
    const Way ways[] = {Way::dense_lu, Way::sparse_lu};
    const auto choice = choose_way(facts, options_.work, ways);
    if (choice) return choice->way;
    throw failure("does not converge, and its factors would take more than " +
                  memory_text(memory_limit_of(options_.work)) + ": raise memory_limit");
  }

  void make_direct() const {
    if (direct_way() == Way::dense_lu) {
      DenseLu lu(size(), dense_block(m_, block_));
      if (lu.singular()) {
        throw uses_all_it_makes();
      }
      dense_.emplace(std::move(lu));
      return;
    }
    const SparseMatrix block = sparse_block(m_, block_);
    sparse_ = options_.sparse.factorise != nullptr
                  ? options_.sparse.factorise(block, memory_limit_of(options_.work))
                  : eigen_lu(block);
  }

  const Sweeps& sweeps_;
  const OrderedMatrix& m_;
  Index block_;
  ComponentOptions options_;
  Way way_ = Way::sweeps;
  double contraction_ = 0.;
  std::string note_;
  // Made once, by the first thread that comes there; the others wait.
  mutable std::once_flag accelerated_once_, direct_once_;
  std::unique_ptr<const TightLoops> tight_;
  std::unique_ptr<const Sweeps> loosened_;
  mutable std::optional<AcceleratedBlock> accelerated_;
  mutable std::optional<DenseLu> dense_;
  mutable std::shared_ptr<const Factorization> sparse_;
};

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
