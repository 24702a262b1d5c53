#pragma once

#include <algorithm>
#include <cmath>
#include <utility>

#include "lichen/study/contributions.hpp"
#include "lichen/study/label.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// A part of a score before names are put on it: position in a table, value.
using ScorePart = std::pair<std::size_t, double>;

/// Orders parts by size, then as they came (by id), and names them.
template <class NameRow>
std::vector<ContributionRow> named_parts(std::vector<ScorePart> parts,
                                         const NameRow& name_row) {
  double total = 0.;
  for (const ScorePart& part : parts) total += std::abs(part.second);
  std::stable_sort(parts.begin(), parts.end(),
                   [](const ScorePart& a, const ScorePart& b) {
                     return std::abs(a.second) > std::abs(b.second);
                   });
  std::vector<ContributionRow> rows;
  rows.reserve(parts.size());
  for (const auto& [at, value] : parts) {
    ContributionRow row = name_row(at);
    row.value = value;
    row.share = value / total;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// c B_j s_j of one column.
inline double column_part_of_score(const SparseMatrix& b, VectorView c,
                                   std::size_t column, double scaling) {
  double sum = 0.;
  for (SparseMatrix::InnerIterator entry(b, static_cast<Index>(column)); entry; ++entry) {
    sum += c[static_cast<std::size_t>(entry.row())] * entry.value();
  }
  return sum * scaling;
}

}  // namespace detail

LICHEN_INLINE std::vector<ContributionRow> contributions_by_activity(
    const Database& database, const Assembly& assembly, VectorView c,
    VectorView scaling) {
  std::vector<detail::ScorePart> parts;
  for (std::size_t j = 0; j < assembly.columns.size(); ++j) {
    if (scaling[j] == 0.) continue;
    const double value = detail::column_part_of_score(assembly.b, c, j, scaling[j]);
    if (value == 0.) continue;
    const std::size_t activity = assembly.columns[j].activity.at();
    if (!parts.empty() && parts.back().first == activity) {
      parts.back().second += value;  // columns of one activity stand together
    } else {
      parts.emplace_back(activity, value);
    }
  }
  std::erase_if(parts, [](const detail::ScorePart& part) { return part.second == 0.; });
  return detail::named_parts(std::move(parts), [&](std::size_t at) {
    const Activity& row = database.activities[at];
    return ContributionRow{row.id, detail::name_text(database, row.name),
                           detail::location_text(database, row.location)};
  });
}

LICHEN_INLINE std::vector<ContributionRow> contributions_by_flow(const Database& database,
                                                                 const Assembly& assembly,
                                                                 VectorView c,
                                                                 VectorView inventory) {
  std::vector<detail::ScorePart> parts;
  for (std::size_t k = 0; k < assembly.flows.size(); ++k) {
    const double value = c[k] * inventory[k];
    if (value != 0.) parts.emplace_back(assembly.flows[k].at(), value);
  }
  return detail::named_parts(std::move(parts), [&](std::size_t at) {
    const Flow& row = database.flows[at];
    return ContributionRow{row.id, detail::name_text(database, row.name),
                           detail::name_text(database, row.category)};
  });
}

}  // namespace lichen::inline LICHEN_ABI
