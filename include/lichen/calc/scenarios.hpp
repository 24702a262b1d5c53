#pragma once

/// @file
/// Scores of many variants of one system: entries of A and B set to other values, each
/// variant answered exactly without being rebuilt; theory (3.8).

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/base/progress.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// One entry of a matrix and the value it takes: not a difference, and 0 removes it.
struct Change {
  Index row = 0;
  Index column = 0;
  double value = 0.;
};

/// What is different in one variant of a system.
struct Scenario {
  std::string name;
  std::vector<Change> technosphere;  ///< entries of A, there already or new
  std::vector<Change> biosphere;     ///< entries of B
};

/// How the scores of a scenario were found; both are exact to their errors.
enum class ScenarioWay : std::uint8_t {
  update,  ///< from the prices of the base and rows of its inverse
  fresh    ///< the changed system was prepared and solved on its own
};

/// A scenario answered, or why it could not be.
struct ScenarioScores {
  std::string name;
  std::string failure;  ///< what is wrong with it; empty where there are scores
  ScenarioWay way = ScenarioWay::update;
  /// One list per demand, one score per row of C; empty where it failed.
  std::vector<std::vector<Score>> scores;

  [[nodiscard]] bool failed() const { return !failure.empty(); }
};

/// Options of `Scenarios`.
struct ScenarioOptions {
  SolveOptions solve;  ///< of systems that are solved afresh
  /// Threads that work; 0: one per processor. No number depends on it.
  int threads = 0;
  /// Bytes of rows of A⁻¹ that are kept for further calls.
  std::size_t memory = std::size_t{256} << 20;
  Progress progress;  ///< counts scenarios; an exception from it cancels
  /// What a scenario says that has no solution, from the error and the changed A, as with
  /// names of activities; the words of the error where absent. Called by many threads.
  std::function<std::string(const Error&, const SparseMatrix&)> explain = {};
};

namespace detail {
class ScenarioBase;
}

/// A system that answers scenarios: what they share is found once.
///
/// A scenario that changes k columns costs the k rows of A⁻¹ of these columns (kept, so
/// that others that change them too do not pay), then a k × k system and products over
/// the changed entries. Where that is dearer than solving the changed system, or where
/// it would lose digits, the changed system is solved instead. Several changes in one
/// loop are exact in either way. An instance serves many threads at once.
class Scenarios {
 public:
  /// @throws as `PreparedScores`.
  LICHEN_API Scenarios(const Technosphere& technosphere, const SparseRef& b,
                       const SparseRef& c, ScenarioOptions options = {});
  /// With prices that are known already, of the same A, B and C.
  /// @throws ShapeError  where they are of another size.
  LICHEN_API Scenarios(const Technosphere& technosphere, const SparseRef& b,
                       const SparseRef& c, std::shared_ptr<const PreparedScores> prices,
                       ScenarioOptions options = {});

  /// Scores every scenario for every demand, in their order. One that is at fault (a
  /// position that does not exist, a value that is not finite, one entry set to two
  /// values, a system without inverse) says so in `failure`; the others are answered.
  /// @throws ShapeError  where a demand names a product that does not exist, or an amount
  ///                     is not finite.
  [[nodiscard]] LICHEN_API std::vector<ScenarioScores> score(
      std::span<const Scenario> scenarios,
      std::span<const std::vector<ProductAmount>> demands) const;
  /// One scenario, one demand.
  [[nodiscard]] LICHEN_API ScenarioScores
  score(const Scenario& scenario, const std::vector<ProductAmount>& demand) const;

  /// The prices of the base.
  [[nodiscard]] LICHEN_API const PreparedScores& prices() const;

 private:
  std::shared_ptr<const detail::ScenarioBase> base_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/scenarios.ipp"
#endif
