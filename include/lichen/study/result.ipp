#pragma once

#include <algorithm>

#include "lichen/base/error.hpp"
#include "lichen/study/label.ipp"
#include "lichen/study/near_names.hpp"
#include "lichen/study/result.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// What two results must share before their scores may meet in one number.
inline std::vector<std::pair<std::string, std::string>> set_identity(
    const Result& result) {
  std::vector<std::pair<std::string, std::string>> identity = {
      {"method", result.method + " (" + to_string(result.method_id) + ")"},
      {"version of the method", result.method_version},
      {"package of the method", result.method_source}};
  for (const auto& policy : result.policies) {
    const std::string& name = policy.first;
    if (name == "on_duplicate_factor" || name == "exclude_long_term" ||
        name == "flow_map") {
      identity.push_back(policy);
    }
  }
  return identity;
}

/// @throws DataError  where two results were made with different sets of factors.
inline void require_same_set(const Result& a, const Result& b) {
  const auto first = set_identity(a);
  const auto second = set_identity(b);
  for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
    if (first[i] == second[i]) continue;
    throw DataError("results of different sets must not be mixed: " + first[i].first +
                    " is \"" + first[i].second + "\" in one, \"" + second[i].second +
                    "\" in the other");
  }
}

}  // namespace detail

LICHEN_INLINE const CategoryScore& Result::score(std::string_view category) const {
  const auto sought = detail::trimmed(category);
  const Id id_sought = make_id(sought);
  const CategoryScore* found = nullptr;
  for (const CategoryScore& row : scores) {
    if (row.id == id_sought) return row;
    if (row.category != sought) continue;
    if (found) {
      throw DataError("\"" + row.category + "\" stands for several categories: " +
                      to_string(found->id) + " and " + to_string(row.id));
    }
    found = &row;
  }
  if (found) return *found;
  std::vector<std::string_view> names;
  for (const CategoryScore& row : scores) names.emplace_back(row.category);
  throw DataError("no score is called \"" + std::string(sought) + "\"" +
                  detail::did_you_mean(near_names(sought, names)));
}

LICHEN_INLINE ScoreDifference difference(const Result& a, const Result& b,
                                         std::string_view category) {
  detail::require_same_set(a, b);
  const CategoryScore& first = a.score(category);
  const CategoryScore& second = b.score(category);
  if (first.id != second.id || first.unit != second.unit) {
    throw DataError("\"" + first.category +
                    "\" is not the same category in both results");
  }
  ScoreDifference difference{first.category, first.unit, first.value - second.value, {}};
  difference.error.estimate = first.error.estimate + second.error.estimate;
  if (first.error.bound && second.error.bound) {
    difference.error.bound = *first.error.bound + *second.error.bound;
  }
  return difference;
}

}  // namespace lichen::inline LICHEN_ABI
