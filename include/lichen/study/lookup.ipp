#pragma once

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/study/column_names.ipp"
#include "lichen/study/label.ipp"
#include "lichen/study/lookup.hpp"
#include "lichen/study/named_rows.ipp"
#include "lichen/study/near_names.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// As `"product" of "activity" (id, location)`.
inline std::string column_label(const Database& database, const Column& column) {
  return "\"" + name_text(database, database.flows[column.flow.at()].name) + "\" of " +
         distinct_label(database, database.activities[column.activity.at()]);
}

inline std::vector<std::string> column_labels(const Database& database,
                                              const Assembly& assembly,
                                              const std::vector<std::size_t>& columns) {
  std::vector<std::string> labels;
  for (const std::size_t column : columns) {
    labels.push_back(column_label(database, assembly.columns[column]));
  }
  return labels;
}

inline DataError unknown_activity(const Database& database, const Assembly& assembly,
                                  const std::string& sought) {
  std::vector<std::string_view> names;
  for (const Activity& row : database.activities) {
    names.push_back(trimmed(database.text(row.name)));
  }
  for (const Column& column : assembly.columns) {
    names.push_back(trimmed(database.text(database.flows[column.flow.at()].name)));
  }
  const std::string near = did_you_mean(near_names(sought, names));
  const bool equals = sought.find('=') != std::string::npos;
  return DataError(
      "no activity or product is called \"" + sought + "\"" + near +
      (equals && near.empty() ? ";" : "") +
      (equals ? " an amount begins with a number, as \"name = 1 kWh\"" : ""));
}

/// The column of an activity that makes its reference product, among some.
inline std::vector<std::size_t> reference_columns(
    const Database& database, const Assembly& assembly,
    const std::vector<std::size_t>& columns) {
  std::vector<std::size_t> references;
  for (const std::size_t j : columns) {
    const Column& column = assembly.columns[j];
    const ExchangeIndex reference = database.activities[column.activity.at()].reference;
    if (reference && column.product == reference) references.push_back(j);
  }
  return references;
}

/// The columns that the product of a demand leaves.
inline Positions columns_of_product(const Names& names, const DemandEntry& entry,
                                    const Positions& activities) {
  const Positions all = names.columns_of(activities);
  const Positions making = names.columns_making(names.flows(entry.product));
  Positions columns;
  std::set_intersection(all.begin(), all.end(), making.begin(), making.end(),
                        std::back_inserter(columns));
  if (!columns.empty()) return columns;
  throw DataError("\"" + entry.activity + "\" makes no product called \"" +
                  entry.product + "\"; it makes " +
                  (all.empty()
                       ? std::string("none")
                       : joined(column_labels(names.database(), names.assembly(), all))));
}

/// How one of several columns can be asked for alone.
inline std::string how_to_name_one(const Database& database, const Assembly& assembly,
                                   const std::vector<std::size_t>& columns) {
  std::set<Index> activities;
  std::set<std::string> places;
  for (const std::size_t j : columns) {
    const ActivityIndex at = assembly.columns[j].activity;
    activities.insert(at.value);
    places.insert(location_text(database, database.activities[at.at()].location));
  }
  std::string text = "name one by the id of its activity";
  if (places.size() == columns.size()) text += ", or as \"name, location\"";
  if (activities.size() < columns.size()) text += " and its product, as \"id | product\"";
  return text;
}

inline ColumnIndex only_column(const Database& database, const Assembly& assembly,
                               const std::vector<std::size_t>& columns,
                               const std::string& sought) {
  if (columns.size() == 1) return ColumnIndex(columns.front());
  throw DataError("\"" + sought + "\" stands for " + std::to_string(columns.size()) +
                  " products; " + how_to_name_one(database, assembly, columns) +
                  listed(column_labels(database, assembly, columns)));
}

inline ColumnIndex column_of_product_name(const Names& names, const DemandEntry& entry) {
  const Positions columns = names.columns_making(names.flows(entry.activity));
  if (columns.empty()) {
    throw unknown_activity(names.database(), names.assembly(), entry.activity);
  }
  return only_column(names.database(), names.assembly(), columns, entry.activity);
}

/// "activity | product" as the two of them, where the whole is no name and the first part
/// is one of an activity; else the entry as it is.
inline DemandEntry split_at_bar(const Names& names, const DemandEntry& entry) {
  const auto bar = entry.activity.rfind('|');
  if (!entry.product.empty() || bar == std::string::npos) return entry;
  if (!names.flows(entry.activity).empty()) return entry;
  DemandEntry parts = entry;
  parts.activity = trimmed(std::string_view(entry.activity).substr(0, bar));
  parts.product = trimmed(std::string_view(entry.activity).substr(bar + 1));
  return names.activities(parts.activity).empty() ? entry : parts;
}

/// See `lichen::find_column`.
inline ColumnIndex find_column(const Names& names, const DemandEntry& entry) {
  const Database& database = names.database();
  const Assembly& assembly = names.assembly();
  const Positions activities = names.activities(entry.activity);
  if (activities.empty()) {
    const DemandEntry parts = split_at_bar(names, entry);
    return parts.product == entry.product ? column_of_product_name(names, entry)
                                          : find_column(names, parts);
  }
  if (!entry.product.empty()) {
    return only_column(database, assembly, columns_of_product(names, entry, activities),
                       entry.activity);
  }
  const Positions columns = names.columns_of(activities);
  if (columns.empty()) {
    throw DataError(full_label(database, database.activities[activities.front()]) +
                    " has no product that could be asked for");
  }
  const Positions references = reference_columns(database, assembly, columns);
  const bool told = activities.size() == 1 && references.size() == 1;
  return only_column(database, assembly, told ? references : columns, entry.activity);
}

}  // namespace detail

LICHEN_INLINE std::vector<ActivityIndex> find_activities(const Database& database,
                                                         std::string_view text) {
  std::vector<ActivityIndex> found;
  for (const std::size_t at : detail::positions_of(database, database.activities, text)) {
    found.emplace_back(at);
  }
  return found;
}

LICHEN_INLINE std::vector<FlowIndex> find_flows(const Database& database,
                                                std::string_view text) {
  std::vector<FlowIndex> found;
  for (const std::size_t at : detail::positions_of(database, database.flows, text)) {
    found.emplace_back(at);
  }
  return found;
}

LICHEN_INLINE FlowIndex find_flow(const Database& database, std::string_view text) {
  return FlowIndex(detail::only_position(database, database.flows, text, "flow"));
}

LICHEN_INLINE ColumnIndex find_column(const Database& database, const Assembly& assembly,
                                      const DemandEntry& entry) {
  return detail::find_column(detail::ScannedNames(database, assembly), entry);
}

}  // namespace lichen::inline LICHEN_ABI
