#pragma once

/// @file
/// Synthetic systems built to the published structure of ecoinvent.
///
/// No open technosphere of that size exists; its counts are published (14,889 activities
/// of 3.4 cut-off: exchanges per activity, suppliers per market, consumers of a market,
/// flows per activity), and a system is held to them. What is drawn for an activity
/// depends on the seed and the activity alone: the same bits on every machine.

#include <cstdint>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::datasets {

/// How much of the price of a product is spent on inputs.
enum class Coupling : std::uint8_t {
  regular,  ///< a third in the mean: a power series of 30 to 40 terms
  hard      ///< two thirds, and twelve tight loops with gains up to 0.95
};

/// What a synthetic system holds.
struct SyntheticOptions {
  Index activities = 21'000;
  std::uint64_t seed = 1;
  Coupling coupling = Coupling::regular;
  Index flows = 2'500;       ///< rows of B and columns of C; 0 leaves both empty
  Index categories = 16;     ///< rows of C
  bool uncertainty = false;  ///< fills the sigmas
};

/// What an activity of a synthetic system is.
enum class SyntheticKind : std::uint8_t {
  market,   ///< mixes what its suppliers make, with transport and losses
  supplier  ///< makes a product, or treats a waste, of inputs from markets
};

/// The matrices of a synthetic system.
///
/// A has products as rows and activities as columns, in no order that helps a solver;
/// entry (j, j) is the reference product of activity j. Inputs are negative. A waste and
/// its treatment share a row with a negative diagonal, where those that make the waste
/// are positive. A few inputs are credits, of the opposite sign.
struct SyntheticSystem {
  SparseMatrix a;                    ///< products × activities, in units of the products
  SparseMatrix b;                    ///< flows × activities
  SparseMatrix c;                    ///< categories × flows
  std::vector<SyntheticKind> kinds;  ///< of each activity
  /// Standard deviation of the logarithm of each stored entry of A and B, where it is
  /// lognormal; 0 where it is certain. Empty where not asked for.
  Vector sigma_a, sigma_b;
};

/// Makes a system. Time and memory grow as its entries.
/// @throws ShapeError  where there are no activities, a size is negative, or the entries
///                     do not fit 32-bit positions.
[[nodiscard]] LICHEN_API SyntheticSystem synthetic(const SyntheticOptions& options);

/// The reference system that goals are measured on, of `activities` activities.
[[nodiscard]] LICHEN_API SyntheticSystem regular(Index activities = 21'000);
/// The same with strong inputs and tight loops.
[[nodiscard]] LICHEN_API SyntheticSystem hard(Index activities = 21'000);

}  // namespace lichen::inline LICHEN_ABI::datasets

#ifndef LICHEN_COMPILED
#  include "lichen/datasets/synthetic.ipp"
#endif
