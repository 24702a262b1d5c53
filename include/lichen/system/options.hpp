#pragma once

/// @file
/// The policies of linking: every choice that decides a number has a name.

#include <cstdint>
#include <string_view>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// What becomes of an input whose product nobody in the database makes.
enum class MissingProvider : std::uint8_t {
  error,   ///< an error where a demand reaches it
  cut_off  ///< it ends in a row of its own: reported, not modelled
};

/// What becomes of an input that several activities could supply, none declared.
enum class MultipleProviders : std::uint8_t {
  error,         ///< an error where a demand reaches it
  lowest_id,     ///< the provider of the smallest id
  same_location  ///< the only one in the consumer's location, else an error
};

/// How the burden of an activity with several products is shared.
enum class Allocation : std::uint8_t {
  as_declared,  ///< by the method that the activity declares; an error where it has none
  none,         ///< one column per product, each with the whole burden (it repeats)
  physical,
  economic,
  causal
};

/// Whose conversion factors count between units of one group.
enum class UnitFactors : std::uint8_t {
  package,  ///< those that the package defines: its amounts were written with them
  library   ///< those of the unit table, by name
};

/// What becomes of allocation factors that do not sum to 1 over the products.
enum class UnbalancedAllocation : std::uint8_t {
  error,      ///< an error where a demand reaches the activity
  normalise,  ///< divided by their sum
  keep        ///< used as they are
};

/// How a database becomes matrices.
struct LinkOptions {
  MissingProvider on_missing_provider = MissingProvider::error;
  MultipleProviders on_multiple_providers = MultipleProviders::error;
  Allocation allocation = Allocation::as_declared;
  UnbalancedAllocation on_unbalanced_allocation = UnbalancedAllocation::error;
  UnitFactors unit_factors = UnitFactors::package;
  bool strict = false;     ///< obstacles are errors even where no demand reaches them
  bool keep_parts = true;  ///< keep the way back to the exchanges (24 bytes for each)
};

/// Which factor of several different ones for one flow counts.
enum class DuplicateFactor : std::uint8_t { error, first, last, max, min, mean };

/// How a method meets a database.
struct CharacterisationOptions {
  DuplicateFactor on_duplicate_factor = DuplicateFactor::error;
  bool exclude_long_term = false;  ///< drop emissions after more than 100 years
};

}  // namespace lichen::inline LICHEN_ABI
