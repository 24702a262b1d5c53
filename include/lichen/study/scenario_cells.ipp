#pragma once

// From an amount of an exchange to what it adds to an entry of A or B.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/scenarios.hpp"
#include "lichen/model/scenario.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/scenario_names.ipp"
#include "lichen/system/amounts.ipp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// An entry of A or B that an exchange stands in, and how an amount gets there.
struct Cell {
  bool biosphere = false;
  Index row = 0;
  Index column = 0;
  /// Positions in the parts of the matrix that the new amount replaces; none: it is new.
  std::vector<std::size_t> parts;
  double factor = 1.;  ///< what one unit of the amount adds
};

/// A row of a scenario table, understood, or why it could not be.
struct ResolvedExchange {
  std::vector<Cell> cells;  ///< one per product that shares the exchange
  std::string failure;
};

/// Finds the cells of exchanges.
class CellFinder {
 public:
  explicit CellFinder(const Names& names)
      : database_(names.database()),
        assembly_(names.assembly()),
        names_(names),
        conversions_(database_, assembly_.options.unit_factors) {}

  [[nodiscard]] ResolvedExchange resolve(const ScenarioExchange& exchange) const {
    ResolvedExchange result;
    try {
      std::vector<Index> columns = names_.activity_columns(exchange.to);
      const Source source = source_of(exchange, columns);
      if (source.production && columns.size() > 1) columns = {made(exchange, columns)};
      for (const Index column : columns) {
        if (auto cell = cell_of(exchange, source, column, columns.size() == 1)) {
          result.cells.push_back(std::move(*cell));
        }
      }
      if (result.cells.empty()) {
        throw DataError(
            "it makes several products and has no such exchange yet: name the product "
            "that it is for");
      }
    } catch (const Error& error) {
      result.cells.clear();
      result.failure = (exchange.place.empty() ? "" : exchange.place + ": ") +
                       "the exchange of " + node_text(exchange.to) + " with " +
                       node_text(exchange.from) + ": " + error.what();
    }
    return result;
  }

 private:
  struct Source {
    bool biosphere = false;
    bool production = false;
    Index row = -1;  ///< of B, or of A; -1: that of each column
  };

  [[nodiscard]] Source source_of(const ScenarioExchange& exchange,
                                 const std::vector<Index>& columns) const {
    switch (exchange.kind) {
      case ChangeKind::production:
        return {false, true, -1};
      case ChangeKind::technosphere:
        return {false, false, names_.supplier(exchange.from)};
      case ChangeKind::biosphere:
        return {true, false, names_.flow_row(exchange.from)};
      case ChangeKind::automatic:
        break;
    }
    const bool supplied = names_.is_supplier(exchange.from);
    const bool flows = !names_.flow_rows(exchange.from).empty();
    if (supplied && flows) {
      throw DataError(
          "an activity or product and an elementary flow are called so: say which, "
          "technosphere or biosphere");
    }
    if (flows) return {true, false, names_.flow_row(exchange.from)};
    if (!supplied) throw names_.unknown_source(exchange.from);
    const Index row = names_.supplier(exchange.from);
    if (std::find(columns.begin(), columns.end(), row) == columns.end()) {
      return {false, false, row};
    }
    if (parts_of({false, false, row}, row, 0).empty()) return {false, true, -1};
    throw DataError(
        "it makes this product and uses it: say which, production or "
        "technosphere");
  }

  /// The column of the product that a row of production is about.
  [[nodiscard]] Index made(const ScenarioExchange& exchange,
                           const std::vector<Index>& columns) const {
    const Index column = names_.supplier(exchange.from);
    if (std::find(columns.begin(), columns.end(), column) != columns.end()) return column;
    throw DataError("it does not make this product");
  }

  [[nodiscard]] const std::vector<Contribution>& parts(bool biosphere) const {
    return biosphere ? assembly_.b_parts : assembly_.a_parts;
  }

  /// The exchanges that made an entry, as far as they are meant.
  [[nodiscard]] std::vector<std::size_t> parts_of(const Source& source, Index column,
                                                  std::int32_t internal_id) const {
    const Index row = source.row < 0 ? column : source.row;
    const auto& all = parts(source.biosphere);
    const auto before = [](const Contribution& part, std::pair<Index, Index> sought) {
      return std::tie(part.column.value, part.row) <
             std::tie(sought.first, sought.second);
    };
    std::vector<std::size_t> found;
    const auto key = std::pair(column, row);
    for (auto it = std::lower_bound(all.begin(), all.end(), key, before);
         it != all.end() && it->column.value == column && it->row == row; ++it) {
      const ExchangeIndex own =
          assembly_.columns[static_cast<std::size_t>(column)].product;
      const bool produces = !source.biosphere && it->exchange == own;
      if (produces != source.production) continue;
      const std::int32_t number = database_.exchanges[it->exchange.at()].internal_id;
      if (internal_id != 0 && number != internal_id) continue;
      found.push_back(static_cast<std::size_t>(it - all.begin()));
    }
    return found;
  }

  /// The cell of one column; none where a product shares nothing of the exchange.
  [[nodiscard]] std::optional<Cell> cell_of(const ScenarioExchange& exchange,
                                            const Source& source, Index column,
                                            bool only) const {
    Cell cell{source.biosphere, source.row < 0 ? column : source.row, column, {}, 1.};
    cell.parts = parts_of(source, column, exchange.internal_id);
    if (cell.parts.empty()) {
      if (!only) return std::nullopt;
      if (exchange.internal_id != 0) {
        throw DataError("there is none of number " +
                        std::to_string(exchange.internal_id));
      }
      cell.factor = new_sign(exchange, source, cell) * unit_factor(exchange, cell);
      return cell;
    }
    cell.factor = factor_of(exchange, source, cell);
    return cell;
  }

  [[nodiscard]] const Flow& flow_of(const Cell& cell) const {
    const auto row = static_cast<std::size_t>(cell.row);
    const FlowIndex flow =
        cell.biosphere ? assembly_.flows[row] : assembly_.columns[row].flow;
    return database_.flows[flow.at()];
  }

  /// Reference units of the flow per unit that the table names, 1 where it names none.
  [[nodiscard]] double unit_factor(const ScenarioExchange& exchange,
                                   const Cell& cell) const {
    if (exchange.unit.empty()) return 1.;
    DemandEntry one;
    one.activity = exchange.from.name;
    one.unit = exchange.unit;
    return reference_amount(database_, flow_of(cell), one,
                            assembly_.options.unit_factors);
  }

  /// +1 or -1 for an exchange that is not there yet.
  [[nodiscard]] double new_sign(const ScenarioExchange& exchange, const Source& source,
                                const Cell& cell) const {
    if (cell.biosphere || exchange.signs == AmountSigns::brightway_substitution)
      return 1.;
    if (exchange.signs == AmountSigns::brightway) return source.production ? 1. : -1.;
    const auto row = static_cast<std::size_t>(cell.row);
    const ExchangeIndex product = assembly_.columns[row].product;
    if (!product) return source.production ? 1. : -1.;
    const Exchange& made = database_.exchanges[product.at()];
    const bool treats = (made.direction == Direction::input) != (made.amount < 0.);
    return treats == source.production ? -1. : 1.;
  }

  /// What one unit adds where exchanges are replaced: their own sign, unit and share.
  [[nodiscard]] double factor_of(const ScenarioExchange& exchange, const Source& source,
                                 const Cell& cell) const {
    const auto& all = parts(cell.biosphere);
    double per_unit = 0.;
    for (const std::size_t position : cell.parts) {
      const Contribution& part = all[position];
      const Exchange& row = database_.exchanges[part.exchange.at()];
      const double conversion = conversions_.of(row);
      double factor =
          row.amount != 0. ? part.value / row.amount : sign_of(row, cell) * conversion;
      if (!exchange.unit.empty()) {
        factor = factor / conversion * unit_factor(exchange, cell);
      }
      if (per_unit == 0.) per_unit = factor;
      const bool alike = std::abs(per_unit - factor) <= 1e-12 * std::abs(per_unit);
      if (!alike) throw unlike(cell);
    }
    switch (exchange.signs) {
      case AmountSigns::own:
        return per_unit;
      case AmountSigns::brightway:
        return cell.biosphere || source.production ? std::abs(per_unit)
                                                   : -std::abs(per_unit);
      case AmountSigns::brightway_substitution:
        break;
    }
    return std::abs(per_unit);
  }

  [[nodiscard]] double sign_of(const Exchange& exchange, const Cell& cell) const {
    if (!cell.biosphere) return sign_in_a(exchange, flow_of(cell).type);
    return sign_in_b(exchange, assembly_.directions[static_cast<std::size_t>(cell.row)]);
  }

  [[nodiscard]] DataError unlike(const Cell& cell) const {
    std::string numbers;
    for (const std::size_t position : cell.parts) {
      const ExchangeIndex exchange = parts(cell.biosphere)[position].exchange;
      numbers += (numbers.empty() ? "" : ", ") +
                 std::to_string(database_.exchanges[exchange.at()].internal_id);
    }
    return DataError(
        "there are several, of different units, signs or shares: name one by its number, "
        "of " +
        numbers);
  }

  const Database& database_;
  const Assembly& assembly_;
  NameIndex names_;
  Conversions conversions_;
};

/// One new value of a part of an entry, or a new part.
struct PartChange {
  bool biosphere = false;
  Index column = 0;
  Index row = 0;
  std::size_t part = 0;  ///< position in the parts; `new_part`: there is none yet
  double value = 0.;
  std::size_t exchange = 0;  ///< row of the table

  static constexpr std::size_t new_part = static_cast<std::size_t>(-1);
  [[nodiscard]] auto key() const { return std::tie(biosphere, column, row, part); }
  [[nodiscard]] bool same_cell(const PartChange& other) const {
    return biosphere == other.biosphere && column == other.column && row == other.row;
  }
};

/// The parts that a scenario sets, sorted, each once.
/// @throws DataError  naming two rows of the table that set one exchange differently.
inline std::vector<PartChange> part_changes(
    const ScenarioTable& table, std::size_t scenario,
    const std::vector<ResolvedExchange>& exchanges) {
  std::vector<PartChange> changes;
  for (std::size_t e = 0; e < exchanges.size(); ++e) {
    if (!table.sets(e, scenario)) continue;
    if (!exchanges[e].failure.empty()) throw DataError(exchanges[e].failure);
    const double amount = table.amount(e, scenario);
    for (const Cell& cell : exchanges[e].cells) {
      PartChange change{cell.biosphere,       cell.column,          cell.row,
                        PartChange::new_part, cell.factor * amount, e};
      if (!std::isfinite(change.value)) {
        throw DataError("the amount of " + node_text(table.exchanges[e].from) + " in " +
                        node_text(table.exchanges[e].to) + " is not a finite number");
      }
      if (cell.parts.empty()) changes.push_back(change);
      for (const std::size_t part : cell.parts) {
        change.part = part;
        changes.push_back(change);
        change.value = 0.;  // the first holds all of it
      }
    }
  }
  std::stable_sort(
      changes.begin(), changes.end(),
      [](const PartChange& x, const PartChange& y) { return x.key() < y.key(); });
  for (std::size_t k = 1; k < changes.size(); ++k) {
    const PartChange& x = changes[k - 1];
    const PartChange& y = changes[k];
    if (x.key() != y.key() || x.value == y.value) continue;
    const auto named = [&](const PartChange& change) {
      const ScenarioExchange& row = table.exchanges[change.exchange];
      return row.place.empty() ? node_text(row.from) + " in " + node_text(row.to)
                               : row.place;
    };
    throw DataError("one exchange of " + node_text(table.exchanges[x.exchange].to) +
                    " with " + node_text(table.exchanges[x.exchange].from) +
                    " is set twice, to different amounts: by " + named(x) + " and by " +
                    named(y));
  }
  changes.erase(std::unique(changes.begin(), changes.end(),
                            [](const PartChange& x, const PartChange& y) {
                              return x.key() == y.key();
                            }),
                changes.end());
  return changes;
}

/// An entry as the sum of its parts, in the order in which linking adds them.
inline double entry_with(const Assembly& assembly, const PartChange* first,
                         const PartChange* last) {
  const auto& all = first->biosphere ? assembly.b_parts : assembly.a_parts;
  const auto before = [](const Contribution& part, const PartChange& sought) {
    return std::tie(part.column.value, part.row) < std::tie(sought.column, sought.row);
  };
  double sum = 0.;
  const PartChange* next = first;
  for (auto it = std::lower_bound(all.begin(), all.end(), *first, before);
       it != all.end() && it->column.value == first->column && it->row == first->row;
       ++it) {
    const auto position = static_cast<std::size_t>(it - all.begin());
    const bool set = next != last && next->part == position;
    sum += set ? next->value : it->value;
    if (set) ++next;
  }
  for (; next != last; ++next) sum += next->value;
  return sum;
}

/// Entries of A and B as a scenario has them, by positions of the assembly.
inline Scenario scenario_of(const Assembly& assembly, const ScenarioTable& table,
                            std::size_t at,
                            const std::vector<ResolvedExchange>& exchanges) {
  const std::vector<PartChange> changes = part_changes(table, at, exchanges);
  Scenario scenario;
  scenario.name = table.names[at];
  for (std::size_t k = 0; k < changes.size();) {
    std::size_t end = k + 1;
    while (end < changes.size() && changes[end].same_cell(changes[k])) ++end;
    const double value = entry_with(assembly, &changes[k], changes.data() + end);
    auto& list = changes[k].biosphere ? scenario.biosphere : scenario.technosphere;
    list.push_back({changes[k].row, changes[k].column, value});
    k = end;
  }
  return scenario;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
