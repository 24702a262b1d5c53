#pragma once

// Walks the activities in the order of ids and writes their columns.

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/allocation.ipp"
#include "lichen/system/amounts.ipp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/columns.ipp"
#include "lichen/system/entries.ipp"
#include "lichen/system/linking.ipp"
#include "lichen/system/linking_report.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

enum class Target : std::uint8_t { a, b, open };

/// An exchange on its way into a matrix. Rows of B are ranks of flows, those of `open`
/// twice the rank plus the kind, until the unused ones are dropped.
struct Item {
  Part part;  ///< converted and signed, not yet allocated
  Target target = Target::a;
  bool own = false;
  Index flow_rank = 0;
};

inline Index open_row(Index flow_rank, OpenKind kind) {
  return 2 * flow_rank + (kind == OpenKind::cut_off ? 0 : 1);
}

/// What both forms of the matrices share.
class Assembler {
 public:
  Assembler(const Database& database, const LinkOptions& options)
      : database_(database),
        options_(options),
        order_(database),
        table_(make_columns(database, order_)),
        conversions_(database, options.unit_factors),
        report_(database, table_, options),
        sharing_(database, table_, options, report_),
        a_(options.keep_parts),
        b_(options.keep_parts),
        open_(options.keep_parts) {
    directions_ = directions_of(database, order_, findings_);
  }

  Assembly square();
  RectangularAssembly rectangular();

 private:
  void read_items(ActivityIndex index);
  void read_own(ActivityIndex activity, Item& item) const;
  void read_linked(const Activity& activity, Item& item);
  void check_reference(const Activity& activity, ColumnRange columns);
  void check_products(ColumnRange columns);
  void write_column(Index column, std::size_t product, const Sharing& sharing);
  void write_whole();
  void put(const Item& item, double factor);
  void append_columns();
  template <class Matrices>
  void finish(Matrices& matrices);

  const Database& database_;
  const LinkOptions& options_;
  CanonicalOrder order_;
  ColumnTable table_;
  Conversions conversions_;
  LinkingReport report_;
  BurdenSharing sharing_;
  MatrixWriter a_, b_, open_;
  Findings findings_;
  std::vector<NominalDirection> directions_;  // by flow
  std::vector<Obstacle> obstacles_;
  std::vector<Item> items_;  // of the activity at hand
  std::vector<Part> a_column_, b_column_, open_column_;
};

inline void Assembler::read_own(ActivityIndex activity, Item& item) const {
  const Exchange& exchange = database_.exchanges[item.part.exchange.at()];
  const ColumnIndex column = table_.find(activity, exchange.flow);
  item.own = true;
  item.target = column ? Target::a : Target::open;
  item.part.row =
      column ? column.value : open_row(item.flow_rank, OpenKind::unallocated_coproduct);
}

inline void Assembler::read_linked(const Activity& activity, Item& item) {
  const Link link =
      find_provider(database_, table_, options_, activity, item.part.exchange);
  report_.note(link.outcome, activity, item.part.exchange);
  item.target = link.column ? Target::a : Target::open;
  item.part.row =
      link.column ? link.column.value : open_row(item.flow_rank, OpenKind::cut_off);
}

/// Converts, signs and links the exchanges of an activity.
inline void Assembler::read_items(ActivityIndex index) {
  items_.clear();
  const Activity& activity = database_.activities[index.at()];
  for (std::size_t i = 0; i < activity.exchange_count; ++i) {
    const ExchangeIndex position{activity.first_exchange + i};
    const Exchange& exchange = database_.exchanges[position.at()];
    const FlowFacts facts = order_.facts[exchange.flow.at()];
    const double conversion = conversions_.of(exchange);
    Item item;
    item.part = {0, exchange.internal_id, exchange.amount * conversion, position};
    item.flow_rank = facts.rank;
    const Role role = role_of(exchange, facts.type);
    if (role == Role::elementary) {
      item.target = Target::b;
      item.part.row = item.flow_rank;
      item.part.value *= sign_in_b(exchange, directions_[exchange.flow.at()]);
    } else {
      item.part.value *= sign_in_a(exchange, facts.type);
      if (role == Role::own) {
        read_own(index, item);
      } else {
        read_linked(activity, item);
      }
    }
    if (check_amount(database_, activity, exchange, conversion, report_)) {
      items_.push_back(item);
    }
  }
}

inline void Assembler::put(const Item& item, double factor) {
  Part part = item.part;
  part.value *= factor;
  if (item.target == Target::a) a_column_.push_back(part);
  if (item.target == Target::b) b_column_.push_back(part);
  if (item.target == Target::open) open_column_.push_back(part);
}

inline void Assembler::append_columns() {
  a_.append(a_column_);
  b_.append(b_column_);
  open_.append(open_column_);
}

/// One product's column: its own output whole, its part of what is shared; the other
/// products vanish where the burden is shared, and are open where it is not.
inline void Assembler::write_column(Index column, std::size_t product,
                                    const Sharing& sharing) {
  for (Item item : items_) {
    if (!item.own) {
      put(item, sharing.factor(product, item.part.exchange));
      continue;
    }
    const bool mine = item.target == Target::a && item.part.row == column;
    if (!mine && sharing.shared()) continue;
    if (!mine) {
      item.target = Target::open;
      item.part.row = open_row(item.flow_rank, OpenKind::unallocated_coproduct);
    }
    put(item, 1.);
  }
  append_columns();
}

inline void Assembler::write_whole() {
  for (const Item& item : items_) put(item, 1.);
  append_columns();
}

inline void Assembler::check_reference(const Activity& activity, ColumnRange columns) {
  if (columns.size() == 0) {
    report_.finding("no_product", Severity::error, activity, "exchanges",
                    "it makes no product and treats no waste",
                    "it has no column; a demand for it is an error");
    return;
  }
  if (!activity.reference) return;
  const Exchange& reference = database_.exchanges[activity.reference.at()];
  if (role_of(reference, order_.facts[reference.flow.at()].type) == Role::own) return;
  report_.obstacle("no_reference_product", activity, "quantitativeReference",
                   "its reference, " + exchange_text(database_, reference) +
                       ", is neither a product output nor a waste input",
                   "mark one that is");
}

/// Makes an obstacle of a product whose amount is zero: nothing can be asked of it.
inline void Assembler::check_products(ColumnRange columns) {
  for (Index c = columns.begin; c < columns.end; ++c) {
    double amount = 0.;
    for (const Item& item : items_) {
      if (item.own && item.target == Target::a && item.part.row == c) {
        amount += item.part.value;
      }
    }
    if (amount != 0.) continue;
    const Column& column = table_.columns[static_cast<std::size_t>(c)];
    const Activity& activity = database_.activities[column.activity.at()];
    const std::string what =
        exchange_text(database_, database_.exchanges[column.product.at()]) +
        " is its product, but nothing of it is made";
    report_.finding("zero_reference", Severity::error, activity, "exchanges.amount", what,
                    "an error where a demand reaches it; give it an amount");
    obstacles_.push_back({ColumnIndex{static_cast<std::size_t>(c)}, "zero_reference",
                          name_and_id(database_, activity) + ": " + what,
                          "give it an amount"});
  }
}

template <class Matrices>
void Assembler::finish(Matrices& matrices) {
  const auto flow_count = static_cast<Index>(database_.flows.size());
  for (const Index rank : b_.drop_unused_rows(flow_count)) {
    const FlowIndex flow{
        static_cast<std::size_t>(order_.flows[static_cast<std::size_t>(rank)])};
    matrices.flows.push_back(flow);
    matrices.directions.push_back(directions_[flow.at()]);
  }
  for (const Index row : open_.drop_unused_rows(2 * flow_count)) {
    const FlowIndex flow{
        static_cast<std::size_t>(order_.flows[static_cast<std::size_t>(row / 2)])};
    matrices.open_rows.push_back(
        {flow, row % 2 == 0 ? OpenKind::cut_off : OpenKind::unallocated_coproduct});
  }
  matrices.a = a_.take_matrix(static_cast<Index>(table_.columns.size()));
  matrices.b = b_.take_matrix(static_cast<Index>(matrices.flows.size()));
  matrices.open = open_.take_matrix(static_cast<Index>(matrices.open_rows.size()));
  matrices.a_parts = a_.take_parts();
  matrices.b_parts = b_.take_parts();
  matrices.open_parts = open_.take_parts();
  std::stable_sort(obstacles_.begin(), obstacles_.end(),
                   [](const Obstacle& left, const Obstacle& right) {
                     return left.column < right.column;
                   });
  matrices.obstacles = std::move(obstacles_);
  sharing_.report_idle_factors(findings_);
  findings_.append(report_.take_findings(order_));
  matrices.findings = std::move(findings_);
}

inline Assembly Assembler::square() {
  Assembly assembly;
  for (const Index position : order_.activities) {
    const ActivityIndex index{static_cast<std::size_t>(position)};
    const ColumnRange columns = table_.of_activity[index.at()];
    check_reference(database_.activities[index.at()], columns);
    if (columns.size() == 0) continue;
    read_items(index);
    const Sharing sharing = sharing_.of(index);
    for (Index c = columns.begin; c < columns.end; ++c) {
      write_column(c, static_cast<std::size_t>(c - columns.begin), sharing);
    }
    report_.close_activity(columns, obstacles_);
    check_products(columns);
  }
  finish(assembly);
  assembly.columns = std::move(table_.columns);
  assembly.options = options_;
  return assembly;
}

inline RectangularAssembly Assembler::rectangular() {
  RectangularAssembly assembly;
  for (const Index position : order_.activities) {
    const ActivityIndex index{static_cast<std::size_t>(position)};
    const ColumnRange columns = table_.of_activity[index.at()];
    check_reference(database_.activities[index.at()], columns);
    if (columns.size() == 0) continue;
    read_items(index);
    write_whole();
    const auto column = static_cast<Index>(assembly.activities.size());
    report_.close_activity({column, column + 1}, obstacles_);
    assembly.activities.push_back(index);
  }
  finish(assembly);
  assembly.products = std::move(table_.columns);
  return assembly;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
