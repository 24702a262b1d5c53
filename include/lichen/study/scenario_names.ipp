#pragma once

// From the names of a scenario table to columns of A and rows of B, thousands at once.

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/base/id.hpp"
#include "lichen/model/scenario.hpp"
#include "lichen/study/column_names.ipp"
#include "lichen/study/label.ipp"
#include "lichen/study/lookup.ipp"
#include "lichen/study/near_names.hpp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// As people would call it, for messages.
inline std::string node_text(const NodeName& node) {
  std::string text = node.name.empty() ? node.id : node.name;
  if (!node.product.empty() && node.product != node.name) text += " | " + node.product;
  if (!node.location.empty()) text += ", " + node.location;
  if (!node.category.empty()) text += " (" + node.category + ")";
  return "\"" + text + "\"";
}

/// Rows of a database by id and by name, and the columns of each activity.
class NameIndex {
 public:
  explicit NameIndex(const Names& names)
      : names_(names), database_(names.database()), assembly_(names.assembly()) {
    const Database& database = database_;
    const Assembly& assembly = assembly_;
    fill(database.activities, activity_of_id_, activities_of_name_);
    for (std::size_t k = 0; k < assembly.flows.size(); ++k) {
      const Flow& flow = database.flows[assembly.flows[k].at()];
      row_of_id_.emplace(flow.id, static_cast<Index>(k));
      rows_of_name_[trimmed(database.text(flow.name))].push_back(k);
    }
    columns_of_activity_.resize(database.activities.size());
    for (std::size_t j = 0; j < assembly.columns.size(); ++j) {
      columns_of_activity_[assembly.columns[j].activity.at()].push_back(
          static_cast<Index>(j));
      const Flow& product = database.flows[assembly.columns[j].flow.at()];
      products_.insert(trimmed(database.text(product.name)));
      product_ids_.insert(product.id);
    }
  }

  /// The columns of the one activity that is meant; one where a product is named.
  /// @throws DataError  where there is none, or several.
  [[nodiscard]] std::vector<Index> activity_columns(const NodeName& node) const {
    const std::vector<std::size_t> found = activities(node);
    if (found.empty()) {
      const ColumnIndex column = find_column(names_, entry_of(node));
      return {column.value};
    }
    if (found.size() > 1) throw several(node, found, database_.activities);
    std::vector<Index> columns = of_product(columns_of_activity_[found.front()], node);
    if (!columns.empty()) return columns;
    throw DataError(full_label(database_, database_.activities[found.front()]) +
                    (node.product.empty()
                         ? " has no product"
                         : " makes no product called \"" + node.product + "\""));
  }

  /// The one column that supplies: of several products the reference.
  /// @throws DataError  as `activity_columns`.
  [[nodiscard]] Index supplier(const NodeName& node) const {
    const std::vector<Index> columns = activity_columns(node);
    if (columns.size() == 1) return columns.front();
    Index reference = -1;
    for (const Index j : columns) {
      const Column& column = assembly_.columns[static_cast<std::size_t>(j)];
      const Activity& activity = database_.activities[column.activity.at()];
      if (activity.reference && activity.reference == column.product) reference = j;
    }
    if (reference >= 0) return reference;
    throw DataError(node_text(node) + " makes several products: name one");
  }

  /// True where some activity or product is called so.
  [[nodiscard]] bool is_supplier(const NodeName& node) const {
    if (!activities(node).empty()) return true;
    return !node.name.empty() && (products_.contains(trimmed(node.name)) ||
                                  product_ids_.contains(make_id(node.name)) ||
                                  !names_.activities(node.name).empty());
  }

  /// The rows of B that are called so, ascending.
  [[nodiscard]] std::vector<std::size_t> flow_rows(const NodeName& node) const {
    for (const std::string* text : {&node.id, &node.name}) {
      if (text->empty()) continue;
      const auto row = row_of_id_.find(make_id(*text));
      if (row != row_of_id_.end()) return {static_cast<std::size_t>(row->second)};
    }
    std::vector<std::size_t> rows;
    const auto named = rows_of_name_.find(trimmed(node.name));
    if (named == rows_of_name_.end()) return rows;
    for (const std::size_t k : named->second) {
      const Flow& flow = database_.flows[assembly_.flows[k].at()];
      if (node.category.empty() ||
          trimmed(database_.text(flow.category)) == trimmed(node.category)) {
        rows.push_back(k);
      }
    }
    return rows;
  }

  /// The one row of B that is meant. @throws DataError  where there is none, or several.
  [[nodiscard]] Index flow_row(const NodeName& node) const {
    const std::vector<std::size_t> rows = flow_rows(node);
    if (rows.size() == 1) return static_cast<Index>(rows.front());
    if (rows.empty()) throw unknown_flow(node);
    std::vector<std::string> labels;
    for (const std::size_t k : rows) {
      const Flow& flow = database_.flows[assembly_.flows[k].at()];
      labels.push_back(full_label(database_, flow) + " in " +
                       name_text(database_, flow.category));
    }
    throw DataError(node_text(node) + " stands for " + std::to_string(rows.size()) +
                    " flows: " + joined(labels) + "; name one by its id or compartment");
  }

  /// An unknown supplier or flow, with what is called nearly so.
  [[nodiscard]] DataError unknown_source(const NodeName& node) const {
    std::vector<std::string_view> names(products_.begin(), products_.end());
    for (const Activity& row : database_.activities) {
      names.push_back(trimmed(database_.text(row.name)));
    }
    for (const FlowIndex flow : assembly_.flows) {
      names.push_back(trimmed(database_.text(database_.flows[flow.at()].name)));
    }
    return DataError("no activity, product or flow is called " + node_text(node) +
                     did_you_mean(near_names(trimmed(node.name), names)));
  }

 private:
  template <class Row>
  void fill(const std::vector<Row>& rows, std::unordered_map<Id, std::size_t>& by_id,
            std::unordered_map<std::string_view, std::vector<std::size_t>>& by_name) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      by_id.emplace(rows[i].id, i);
      by_name[trimmed(database_.text(rows[i].name))].push_back(i);
    }
  }

  static DemandEntry entry_of(const NodeName& node) {
    DemandEntry entry;
    entry.activity = node.name.empty() ? node.id : node.name;
    entry.product = node.product;
    return entry;
  }

  [[nodiscard]] std::vector<std::size_t> activities(const NodeName& node) const {
    for (const std::string* text : {&node.id, &node.name}) {
      if (text->empty()) continue;
      const auto found = activity_of_id_.find(make_id(*text));
      if (found != activity_of_id_.end()) return {found->second};
    }
    std::vector<std::size_t> fitting;
    const auto named = activities_of_name_.find(trimmed(node.name));
    if (named == activities_of_name_.end()) return fitting;
    for (const std::size_t i : named->second) {
      const Activity& activity = database_.activities[i];
      if (!is_there(activity.location, node.location)) continue;
      if (!node.product.empty() && named->second.size() > 1 &&
          of_product(columns_of_activity_[i], node).empty()) {
        continue;
      }
      fitting.push_back(i);
    }
    return fitting;
  }

  [[nodiscard]] bool is_there(LocationIndex location, std::string_view sought) const {
    if (trimmed(sought).empty()) return true;
    if (!location) return false;
    const Location& place = database_.locations[location.at()];
    return trimmed(database_.text(place.code)) == trimmed(sought) ||
           trimmed(database_.text(place.name)) == trimmed(sought);
  }

  [[nodiscard]] std::vector<Index> of_product(const std::vector<Index>& columns,
                                              const NodeName& node) const {
    if (trimmed(node.product).empty()) return columns;
    std::vector<Index> fitting;
    const Id id = make_id(node.product);
    for (const Index j : columns) {
      const Flow& flow =
          database_.flows[assembly_.columns[static_cast<std::size_t>(j)].flow.at()];
      if (flow.id == id || trimmed(database_.text(flow.name)) == trimmed(node.product)) {
        fitting.push_back(j);
      }
    }
    return fitting;
  }

  [[nodiscard]] DataError several(const NodeName& node,
                                  const std::vector<std::size_t>& found,
                                  const std::vector<Activity>& rows) const {
    std::vector<std::string> labels;
    for (const std::size_t i : found) labels.push_back(full_label(database_, rows[i]));
    return DataError(node_text(node) + " stands for " + std::to_string(found.size()) +
                     " activities: " + joined(labels) + "; name one by its id");
  }

  [[nodiscard]] DataError unknown_flow(const NodeName& node) const {
    std::vector<std::string_view> names;
    for (const FlowIndex flow : assembly_.flows) {
      names.push_back(trimmed(database_.text(database_.flows[flow.at()].name)));
    }
    return DataError("no activity exchanges an elementary flow called " +
                     node_text(node) +
                     did_you_mean(near_names(trimmed(node.name), names)));
  }

  const Names& names_;
  const Database& database_;
  const Assembly& assembly_;
  std::unordered_map<Id, std::size_t> activity_of_id_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> activities_of_name_;
  std::set<std::string_view> products_;  ///< names
  std::unordered_set<Id> product_ids_;
  std::unordered_map<Id, Index> row_of_id_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> rows_of_name_;
  std::vector<std::vector<Index>> columns_of_activity_;
};

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
