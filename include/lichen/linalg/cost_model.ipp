#pragma once

#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <span>
#include <string>

#include "lichen/linalg/cost_model.hpp"
#include "lichen/linalg/memory_limit.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Seconds on the machine of decision 10, one thread, portable build.
namespace measured {
inline constexpr double pass_per_entry = 1.3e-9;         // one sweep, one right-hand side
inline constexpr double accelerated_per_entry = 2.3e-9;  // with its share of directions
inline constexpr double side_by_side_gain = 2.5;         // sweeps of 8 against 8 times 1
inline constexpr double dense_per_operation = 0.25e-9;
inline constexpr double dense_solve_per_place = 0.6e-9;  // of n²
inline constexpr double sparse_per_operation = 0.3e-9;
inline constexpr double sparse_solve_per_entry = 1.1e-9;
inline constexpr double analysis_per_entry = 0.8e-6;  // up to 100,000 entries
}  // namespace measured

/// Passes of GMRES over sweeps: 40 where sweeps crawl, 100 where they diverge.
[[nodiscard]] inline double accelerated_passes(double contraction) {
  return contraction <= 1. ? 40. : 100.;
}

/// Sweeps until an error is 1e-16 of what it was.
[[nodiscard]] inline double sweeps_needed(double contraction) {
  if (!(contraction < 1.)) return std::numeric_limits<double>::infinity();
  return contraction < 1e-3 ? 6. : std::log(1e-16) / std::log(contraction);
}

[[nodiscard]] inline std::string seconds_text(double seconds) {
  char text[48];
  std::snprintf(text, sizeof text, seconds < 1. ? "%.2g ms" : "%.2g s",
                seconds < 1. ? 1e3 * seconds : seconds);
  return text;
}

[[nodiscard]] inline double memory_limit_of(const Workload& work) {
  return work.memory_limit > 0. ? work.memory_limit : default_memory_limit();
}

[[nodiscard]] inline WayCost cost_of_dense_lu(double n) {
  return {measured::dense_per_operation * n * n * n * 2. / 3.,
          measured::dense_solve_per_place * n * n, 8. * n * n};
}

[[nodiscard]] inline WayCost cost_of_sparse_lu(const std::optional<FillIn>& fill_in) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  if (!fill_in) return {infinite, infinite, 0.};
  // Twelve bytes an entry, and the fifth more that KLU begins with.
  return {measured::sparse_per_operation * fill_in->operations,
          measured::sparse_solve_per_entry * fill_in->entries, 14.4 * fill_in->entries};
}

}  // namespace detail

LICHEN_INLINE WayCost cost_of(Way way, const ComponentFacts& facts,
                              const Workload& work) {
  using namespace detail;
  const auto n = static_cast<double>(facts.size);
  const double places = n + facts.entries;
  switch (way) {
    case Way::dense_lu:
      return cost_of_dense_lu(n);
    case Way::sweeps: {
      const double gain = work.side_by_side > 1 ? measured::side_by_side_gain : 1.;
      return {0.,
              sweeps_needed(facts.contraction) * measured::pass_per_entry * places / gain,
              0.};
    }
    case Way::accelerated:
      return {10. * measured::accelerated_per_entry * places,
              accelerated_passes(facts.contraction) * measured::accelerated_per_entry *
                  places,
              24. * places + 8. * 50. * n};
    case Way::sparse_lu:
      return cost_of_sparse_lu(facts.fill_in);
  }
  return {};
}

LICHEN_INLINE double analysis_seconds(const ComponentFacts& facts) {
  const double growth = facts.entries > 1e5 ? std::sqrt(facts.entries / 1e5) : 1.;
  return detail::measured::analysis_per_entry * facts.entries * growth;
}

LICHEN_INLINE bool may_analyse(const ComponentFacts& facts, const Workload& work) {
  return analysis_seconds(facts) <= work.longest_analysis;
}

LICHEN_INLINE bool worth_analysing(const ComponentFacts& facts, const Workload& work) {
  const WayCost other = cost_of(Way::accelerated, facts, work);
  return may_analyse(facts, work) &&
         analysis_seconds(facts) < 0.1 * (other.preparation + work.solves * other.solve);
}

LICHEN_INLINE std::optional<WayChoice> choose_way(const ComponentFacts& facts,
                                                  const Workload& work,
                                                  std::span<const Way> ways) {
  const double limit = detail::memory_limit_of(work);
  std::optional<WayChoice> choice;
  double best = std::numeric_limits<double>::infinity();
  std::string too_large;
  for (const Way way : ways) {
    const WayCost cost = cost_of(way, facts, work);
    const double total = cost.preparation + work.solves * cost.solve;
    if (cost.memory > limit) {
      too_large += "; " + name_of_way(way) + " would take " +
                   detail::memory_text(cost.memory) + ", above the limit of " +
                   detail::memory_text(limit);
      continue;
    }
    if (!(total < best)) continue;
    best = total;
    choice = {way, name_of_way(way) + ", some " + detail::seconds_text(cost.preparation) +
                       " once and " + detail::seconds_text(cost.solve) +
                       " per right-hand side"};
  }
  if (choice) choice->reason += too_large;
  return choice;
}

LICHEN_INLINE std::string name_of_way(Way way) {
  switch (way) {
    case Way::dense_lu:
      return "dense LU";
    case Way::sweeps:
      return "sweeps";
    case Way::accelerated:
      return "accelerated sweeps";
    case Way::sparse_lu:
      return "sparse LU";
  }
  return "unknown";
}

}  // namespace lichen::inline LICHEN_ABI
