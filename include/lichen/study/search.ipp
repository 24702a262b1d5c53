#pragma once

#include <algorithm>
#include <tuple>
#include <utility>

#include "lichen/study/label.ipp"
#include "lichen/study/search.hpp"
#include "lichen/study/words.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline FoundRow activity_row(const Database& database, const Activity& activity) {
  FoundRow row;
  row.id = activity.id;
  row.name = name_text(database, activity.name);
  row.location = location_text(database, activity.location);
  row.category = name_text(database, activity.category);
  if (!activity.reference) return row;
  const Exchange& reference = database.exchanges[activity.reference.at()];
  const Flow& flow = database.flows[reference.flow.at()];
  row.product = name_text(database, flow.name);
  row.amount = reference.amount;
  row.unit = reference.unit
                 ? name_text(database, database.units[reference.unit.at()].name)
                 : reference_unit_text(database, flow);
  return row;
}

inline FoundRow flow_row(const Database& database, const Flow& flow) {
  FoundRow row;
  row.kind = FoundKind::flow;
  row.id = flow.id;
  row.name = name_text(database, flow.name);
  row.product = flow.type == FlowType::elementary ? "elementary"
                : flow.type == FlowType::product  ? "product"
                                                  : "waste";
  row.location = location_text(database, flow.location);
  row.category = name_text(database, flow.category);
  row.unit = reference_unit_text(database, flow);
  row.amount = 1.;
  return row;
}

/// What a search looks for.
struct SearchQuery {
  std::string text;  ///< in lower case
  std::vector<std::string> words;
  Id id;
};

/// How well a row fits, the best first; -1 where it does not.
inline int search_rank(const SearchQuery& query, const FoundRow& row) {
  const std::string name = folded(row.name);
  if (row.id == query.id || name == query.text) return 0;
  if (!name.compare(0, query.text.size(), query.text)) return 1;
  if (holds_all(name, query.words)) return 2;
  const std::string all =
      folded(row.name + '\n' + row.product + '\n' + row.location + '\n' + row.category);
  return holds_all(all, query.words) ? 3 : -1;
}

}  // namespace detail

LICHEN_INLINE std::vector<FoundRow> search(const Database& database,
                                           std::string_view query,
                                           const SearchOptions& options) {
  const auto trimmed = detail::trimmed(query);
  const detail::SearchQuery sought{detail::folded(trimmed), detail::words_of(trimmed),
                                   make_id(trimmed)};
  std::vector<std::pair<int, FoundRow>> ranked;
  const auto offer = [&](FoundRow row) {
    const int rank = detail::search_rank(sought, row);
    if (rank >= 0) ranked.emplace_back(rank, std::move(row));
  };
  if (options.activities) {
    for (const Activity& row : database.activities)
      offer(detail::activity_row(database, row));
  }
  if (options.flows) {
    for (const Flow& row : database.flows) offer(detail::flow_row(database, row));
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    const auto key = [](const auto& entry) {
      return std::tie(entry.first, entry.second.kind, entry.second.name, entry.second.id);
    };
    return key(a) < key(b);
  });
  std::vector<FoundRow> found;
  for (auto& entry : ranked) {
    if (options.limit != 0 && found.size() == options.limit) break;
    found.push_back(std::move(entry.second));
  }
  return found;
}

}  // namespace lichen::inline LICHEN_ABI
