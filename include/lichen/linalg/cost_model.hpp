#pragma once

/// @file
/// What it costs to solve a component in each way, and which way is chosen.

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// The ways to solve the equations of a component.
enum class Way : std::uint8_t {
  dense_lu,     ///< one dense LU
  sweeps,       ///< Gauss-Seidel sweeps, suppliers first
  accelerated,  ///< GMRES over such sweeps
  sparse_lu     ///< sparse factors: KLU
};

/// What symbolic analysis tells of sparse factors, before any number is computed.
struct FillIn {
  double entries = 0.;     ///< of L and U
  double operations = 0.;  ///< multiplications and additions
};

/// What is known of a component before it is solved.
struct ComponentFacts {
  Index size = 0;
  double entries = 0.;      ///< off the diagonal
  double contraction = 0.;  ///< of the error in one sweep
  /// Of its sparse factors, where they were analysed.
  std::optional<FillIn> fill_in = std::nullopt;
};

/// What will be asked of it.
struct Workload {
  /// Right-hand sides still to come: 16 categories, each solved, corrected, estimated.
  double solves = 48.;
  Index side_by_side = 1;    ///< of these, how many share a pass of the sweeps
  double memory_limit = 0.;  ///< bytes; 0: `default_memory_limit()`
  /// Seconds that symbolic analysis may take: some 80,000 activities of a database, whose
  /// factors would take hundreds of times as long.
  double longest_analysis = 2.;
};

/// Seconds and bytes of one way.
struct WayCost {
  double preparation = 0.;  ///< once, in seconds
  double solve = 0.;        ///< per right-hand side, in seconds
  double memory = 0.;       ///< in bytes
};

/// A way and why it was chosen, as a sentence for reports.
struct WayChoice {
  Way way = Way::sweeps;
  std::string reason;
};

/// The cost of one way, by constants measured on one machine (decision 10): right in
/// order of magnitude, which is what a choice needs. Sweeps that do not converge and
/// factors that were not analysed cost infinitely much.
[[nodiscard]] LICHEN_API WayCost cost_of(Way way, const ComponentFacts& facts,
                                         const Workload& work);

/// Seconds that symbolic analysis of a component's factors takes, about a microsecond per
/// entry, more in large ones.
[[nodiscard]] LICHEN_API double analysis_seconds(const ComponentFacts& facts);

/// False where analysis alone takes longer than may be spent on it.
[[nodiscard]] LICHEN_API bool may_analyse(const ComponentFacts& facts,
                                          const Workload& work);

/// True where symbolic analysis costs less than it could save.
[[nodiscard]] LICHEN_API bool worth_analysing(const ComponentFacts& facts,
                                              const Workload& work);

/// The cheapest of the ways that fit into memory; none where none does. On equal terms
/// the first of `ways`.
[[nodiscard]] LICHEN_API std::optional<WayChoice> choose_way(const ComponentFacts& facts,
                                                             const Workload& work,
                                                             std::span<const Way> ways);

/// "dense LU", "sweeps", "accelerated sweeps", "sparse LU".
[[nodiscard]] LICHEN_API std::string name_of_way(Way way);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/cost_model.ipp"
#endif
