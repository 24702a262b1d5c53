#pragma once

#include <algorithm>
#include <set>
#include <string>

#include "lichen/base/error.hpp"
#include "lichen/study/label.ipp"
#include "lichen/study/lookup.hpp"
#include "lichen/study/named_rows.ipp"
#include "lichen/study/near_names.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline bool is_one_of(const std::vector<std::size_t>& positions, std::size_t position) {
  return std::binary_search(positions.begin(), positions.end(), position);
}

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

/// The columns of some activities that make one of some flows; all of them where `flows`
/// is null.
inline std::vector<std::size_t> columns_of(const Assembly& assembly,
                                           const std::vector<std::size_t>* activities,
                                           const std::vector<std::size_t>* flows) {
  std::vector<std::size_t> columns;
  for (std::size_t j = 0; j < assembly.columns.size(); ++j) {
    const Column& column = assembly.columns[j];
    if (activities && !is_one_of(*activities, column.activity.at())) continue;
    if (flows && !is_one_of(*flows, column.flow.at())) continue;
    columns.push_back(j);
  }
  return columns;
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
inline std::vector<std::size_t> columns_of_product(
    const Database& database, const Assembly& assembly, const DemandEntry& entry,
    const std::vector<std::size_t>& activities) {
  const auto flows = positions_of(database, database.flows, entry.product);
  auto columns = columns_of(assembly, &activities, &flows);
  if (!columns.empty()) return columns;
  const auto all = columns_of(assembly, &activities, nullptr);
  throw DataError("\"" + entry.activity + "\" makes no product called \"" +
                  entry.product + "\"; it makes " +
                  (all.empty() ? std::string("none")
                               : joined(column_labels(database, assembly, all))));
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

inline ColumnIndex column_of_product_name(const Database& database,
                                          const Assembly& assembly,
                                          const DemandEntry& entry) {
  const auto flows = positions_of(database, database.flows, entry.activity);
  const auto columns = columns_of(assembly, nullptr, &flows);
  if (columns.empty()) throw unknown_activity(database, assembly, entry.activity);
  return only_column(database, assembly, columns, entry.activity);
}

/// "activity | product" as the two of them, where the whole is no name and the first part
/// is one of an activity; else the entry as it is.
inline DemandEntry split_at_bar(const Database& database, const DemandEntry& entry) {
  const auto bar = entry.activity.rfind('|');
  if (!entry.product.empty() || bar == std::string::npos) return entry;
  if (!positions_of(database, database.flows, entry.activity).empty()) return entry;
  DemandEntry parts = entry;
  parts.activity = trimmed(std::string_view(entry.activity).substr(0, bar));
  parts.product = trimmed(std::string_view(entry.activity).substr(bar + 1));
  const bool named = !positions_of(database, database.activities, parts.activity).empty();
  return named ? parts : entry;
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
  const auto activities =
      detail::positions_of(database, database.activities, entry.activity);
  if (activities.empty()) {
    const DemandEntry parts = detail::split_at_bar(database, entry);
    return parts.product == entry.product
               ? detail::column_of_product_name(database, assembly, entry)
               : find_column(database, assembly, parts);
  }
  if (!entry.product.empty()) {
    const auto columns =
        detail::columns_of_product(database, assembly, entry, activities);
    return detail::only_column(database, assembly, columns, entry.activity);
  }
  const auto columns = detail::columns_of(assembly, &activities, nullptr);
  if (columns.empty()) {
    throw DataError(
        detail::full_label(database, database.activities[activities.front()]) +
        " has no product that could be asked for");
  }
  const auto references = detail::reference_columns(database, assembly, columns);
  const bool told = activities.size() == 1 && references.size() == 1;
  return detail::only_column(database, assembly, told ? references : columns,
                             entry.activity);
}

}  // namespace lichen::inline LICHEN_ABI
