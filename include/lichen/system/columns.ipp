#pragma once

// Which products of which activities become columns, in which order.

#include <algorithm>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// What an exchange is to its activity.
enum class Role : std::uint8_t {
  elementary,
  own,    ///< a product that the activity makes, or a waste that it treats
  linked  ///< what another activity supplies, treats, or is spared
};

inline Role role_of(const Exchange& exchange, FlowType type) {
  if (type == FlowType::elementary) return Role::elementary;
  if (exchange.avoided) return Role::linked;
  const bool output = exchange.direction == Direction::output;
  return output == (type == FlowType::product) ? Role::own : Role::linked;
}

/// The sign of an amount in A: what an activity yields is positive, what it takes is
/// negative; what it spares others is the opposite of what it would take.
inline double sign_in_a(const Exchange& exchange, FlowType type) {
  if (exchange.avoided) return type == FlowType::product ? 1. : -1.;
  return exchange.direction == Direction::output ? 1. : -1.;
}

/// Positions of rows in ascending order of their ids.
template <class Row>
std::vector<Index> order_by_id(const std::vector<Row>& rows) {
  std::vector<std::pair<Id, Index>> keys;
  keys.reserve(rows.size());
  for (const Row& row : rows) keys.emplace_back(row.id, static_cast<Index>(keys.size()));
  std::sort(keys.begin(), keys.end());
  std::vector<Index> order;
  order.reserve(keys.size());
  for (const auto& key : keys) order.push_back(key.second);
  return order;
}

/// What linking asks of a flow again and again, close together in memory.
struct FlowFacts {
  Index rank = 0;  ///< where the flow stands in the order of ids
  FlowType type = FlowType::elementary;
};

/// The one order of everything: by id, whatever the order of the input files.
struct CanonicalOrder {
  explicit CanonicalOrder(const Database& database)
      : activities(order_by_id(database.activities)),
        flows(order_by_id(database.flows)),
        facts(flows.size()) {
    for (std::size_t i = 0; i < flows.size(); ++i) {
      const auto flow = static_cast<std::size_t>(flows[i]);
      facts[flow] = {static_cast<Index>(i), database.flows[flow].type};
    }
  }
  std::vector<Index> activities;  ///< positions in `Database::activities`
  std::vector<Index> flows;       ///< positions in `Database::flows`
  std::vector<FlowFacts> facts;   ///< by position in `Database::flows`
};

/// A range of columns.
struct ColumnRange {
  Index begin = 0;
  Index end = 0;
  [[nodiscard]] Index size() const { return end - begin; }
};

/// The columns, and which of them supply a flow.
struct ColumnTable {
  std::vector<Column> columns;
  std::vector<ColumnRange> of_activity;  ///< by position in `Database::activities`
  std::vector<Index> supplier_start;     ///< by flow, one more than flows
  std::vector<ColumnIndex> suppliers;    ///< ascending for each flow

  [[nodiscard]] std::span<const ColumnIndex> suppliers_of(FlowIndex flow) const {
    const auto begin = static_cast<std::size_t>(supplier_start[flow.at()]);
    const auto end = static_cast<std::size_t>(supplier_start[flow.at() + 1]);
    return std::span(suppliers).subspan(begin, end - begin);
  }
  /// The column in which an activity supplies a flow; none where it does not.
  [[nodiscard]] ColumnIndex find(ActivityIndex activity, FlowIndex flow) const {
    const ColumnRange range = of_activity[activity.at()];
    for (auto c = static_cast<std::size_t>(range.begin);
         c < static_cast<std::size_t>(range.end); ++c) {
      if (columns[c].flow == flow) return ColumnIndex{c};
    }
    return {};
  }
};

/// One exchange that may become a column; sorted, those of one flow stand together with
/// the one first that names the column: the reference, else the lowest internal id.
struct Output {
  Index rank = 0;
  bool is_not_reference = true;
  std::int32_t internal_id = 0;
  double amount = 0.;
  ExchangeIndex exchange;
  FlowIndex flow;
};

inline bool precedes(const Output& left, const Output& right) {
  return std::tie(left.rank, left.is_not_reference, left.internal_id, left.amount,
                  left.exchange) < std::tie(right.rank, right.is_not_reference,
                                            right.internal_id, right.amount,
                                            right.exchange);
}

inline void collect_outputs(const Database& database, const Activity& activity,
                            const CanonicalOrder& order, std::vector<Output>& outputs) {
  outputs.clear();
  for (std::size_t i = 0; i < activity.exchange_count; ++i) {
    const ExchangeIndex index{activity.first_exchange + i};
    const Exchange& exchange = database.exchanges[index.at()];
    const FlowFacts facts = order.facts[exchange.flow.at()];
    if (role_of(exchange, facts.type) != Role::own) continue;
    outputs.push_back({facts.rank, index != activity.reference, exchange.internal_id,
                       exchange.amount, index, exchange.flow});
  }
  std::sort(outputs.begin(), outputs.end(), precedes);
}

/// Adds one column for each product of an activity. A further output of nothing is none,
/// unless all are: then they stay, for the obstacle that names them.
inline void add_columns(ActivityIndex activity, std::span<const Output> outputs,
                        std::vector<Column>& columns) {
  const auto counts = [](const Output& output) {
    return !output.is_not_reference || output.amount != 0.;
  };
  const bool any = std::any_of(outputs.begin(), outputs.end(), counts);
  for (std::size_t i = 0; i < outputs.size();) {
    std::size_t next = i;
    bool kept = !any;
    for (; next < outputs.size() && outputs[next].rank == outputs[i].rank; ++next) {
      kept = kept || counts(outputs[next]);
    }
    if (kept) columns.push_back({activity, outputs[i].exchange, outputs[i].flow});
    i = next;
  }
}

/// Sorts columns by flow, by counting; within a flow they keep their order.
inline void find_suppliers(std::size_t flow_count, ColumnTable& table) {
  table.supplier_start.assign(flow_count + 1, 0);
  for (const Column& column : table.columns) ++table.supplier_start[column.flow.at() + 1];
  for (std::size_t f = 0; f < flow_count; ++f) {
    table.supplier_start[f + 1] += table.supplier_start[f];
  }
  std::vector<Index> next(table.supplier_start.begin(), table.supplier_start.end() - 1);
  table.suppliers.resize(table.columns.size());
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto at = static_cast<std::size_t>(next[table.columns[c].flow.at()]++);
    table.suppliers[at] = ColumnIndex{c};
  }
}

inline ColumnTable make_columns(const Database& database, const CanonicalOrder& order) {
  ColumnTable table;
  table.of_activity.resize(database.activities.size());
  table.columns.reserve(database.activities.size());
  std::vector<Output> outputs;
  for (const Index position : order.activities) {
    const auto a = static_cast<std::size_t>(position);
    collect_outputs(database, database.activities[a], order, outputs);
    table.of_activity[a].begin = static_cast<Index>(table.columns.size());
    add_columns(ActivityIndex{a}, outputs, table.columns);
    table.of_activity[a].end = static_cast<Index>(table.columns.size());
  }
  find_suppliers(database.flows.size(), table);
  return table;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
