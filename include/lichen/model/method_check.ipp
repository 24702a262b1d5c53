#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "lichen/model/method_check.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// The factors of one category, sorted so that those of one flow and place stand
/// together.
inline std::vector<const Factor*> factors_by_flow(const Database& database,
                                                  const Category& category) {
  std::vector<const Factor*> sorted;
  sorted.reserve(category.factor_count);
  for (const Factor& factor : database.factors_of(category)) sorted.push_back(&factor);
  std::sort(sorted.begin(), sorted.end(), [](const Factor* a, const Factor* b) {
    return std::tie(a->flow, a->location, a) < std::tie(b->flow, b->location, b);
  });
  return sorted;
}

/// Whether two factors of one flow say the same.
inline bool say_the_same(const Database& database, const Factor& a, const Factor& b) {
  if (a.unit == b.unit && a.property == b.property) return a.value == b.value;
  const Flow& flow = database.flows[a.flow.at()];
  const double per_a = a.value / reference_units_per(database, flow, a.unit, a.property);
  const double per_b = b.value / reference_units_per(database, flow, b.unit, b.property);
  constexpr double rounding = 1e-12;  // of the conversions
  return std::abs(per_a - per_b) <= rounding * std::abs(per_a);
}

inline void report_factors(const Database& database, const Category& category,
                           std::int64_t count, const std::string& first, bool conflict,
                           Findings& findings) {
  if (count == 0) return;
  findings.add(
      {.kind = conflict ? "conflicting_factors" : "repeated_factors",
       .severity = conflict ? Severity::warning : Severity::info,
       .file = std::string(database.text(category.file)),
       .data_set = std::string(database.text(category.name)) + " (" +
                   database.id_text(category.id) + ")",
       .field = "factors",
       .message = std::string("flows have several ") +
                  (conflict ? "different" : "equal") + " factors; first: " + first,
       .action = conflict ? "an inventory that holds such a flow is an error, unless "
                            "on_duplicate_factor chooses"
                          : "equal factors merge",
       .count = count});
}

inline void check_category(const Database& database, const Category& category,
                           Findings& findings) {
  const auto sorted = factors_by_flow(database, category);
  std::int64_t counts[2] = {0, 0};
  std::string first[2];
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const Factor& a = *sorted[i - 1];
    const Factor& b = *sorted[i];
    if (a.flow != b.flow || a.location != b.location) continue;
    const bool conflict = !say_the_same(database, a, b);
    if (counts[conflict]++ == 0) {
      const Flow& flow = database.flows[b.flow.at()];
      const std::string name(database.text(flow.name));
      first[conflict] = name.empty() ? database.id_text(flow.id)
                                     : name + " (" + database.id_text(flow.id) + ")";
    }
  }
  report_factors(database, category, counts[1], first[1], true, findings);
  report_factors(database, category, counts[0], first[0], false, findings);
}

}  // namespace detail

LICHEN_INLINE Findings check_methods(const Database& database) {
  Findings findings;
  for (const Category& category : database.categories) {
    detail::check_category(database, category, findings);
  }
  return findings;
}

}  // namespace lichen::inline LICHEN_ABI
