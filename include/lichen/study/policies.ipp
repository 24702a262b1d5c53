#pragma once

#include "lichen/study/label.ipp"
#include "lichen/study/policies.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline std::string yes_or_no(bool value) { return value ? "true" : "false"; }

}  // namespace detail

LICHEN_INLINE Policies policies_of(const LinkOptions& link, const SolveOptions& solve) {
  using detail::enum_word;
  Policies policies{
      {"on_missing_provider", enum_word(link.on_missing_provider, {"error", "cut_off"})},
      {"on_multiple_providers",
       enum_word(link.on_multiple_providers, {"error", "lowest_id", "same_location"})},
      {"allocation", enum_word(link.allocation, {"as_declared", "none", "physical",
                                                 "economic", "causal"})},
      {"on_unbalanced_allocation",
       enum_word(link.on_unbalanced_allocation, {"error", "normalise", "keep"})},
      {"unit_factors", enum_word(link.unit_factors, {"package", "library"})},
      {"strict", detail::yes_or_no(link.strict)},
      {"solver",
       enum_word(solve.solver, {"automatic", "iterative", "klu", "dense", "eigen_lu"})},
      {"dense_limit", std::to_string(solve.dense_limit)},
      {"tolerance", detail::amount_text(solve.tolerance)},
  };
  if (solve.memory_limit > 0.) {
    policies.push_back({"memory_limit", detail::amount_text(solve.memory_limit)});
  }
  return policies;
}

LICHEN_INLINE Policies policies_of(const CharacterisationOptions& options) {
  return {
      {"on_duplicate_factor",
       detail::enum_word(options.on_duplicate_factor,
                         {"error", "first", "last", "max", "min", "mean"})},
      {"exclude_long_term", detail::yes_or_no(options.exclude_long_term)},
  };
}

}  // namespace lichen::inline LICHEN_ABI
