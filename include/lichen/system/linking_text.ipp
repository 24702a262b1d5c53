#pragma once

// The words of obstacles and findings of linking.

#include <charconv>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/columns.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

inline std::string number_text(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value).ptr;
  return std::string(buffer, end);
}

inline std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }

/// As `"name" (id)`.
template <class Row>
std::string name_and_id(const Database& database, const Row& row) {
  return quoted(database.text(row.name)) + " (" + database.id_text(row.id) + ")";
}

/// The name of the unit of an exchange, empty where it has none.
inline std::string unit_text(const Database& database, const Exchange& exchange) {
  const UnitIndex unit =
      exchange.unit ? exchange.unit : database.flows[exchange.flow.at()].reference_unit;
  return unit ? std::string(database.text(database.units[unit.at()].name)) : "";
}

/// As `0.5 kg of "Coal" (exchange 3)`.
inline std::string exchange_text(const Database& database, const Exchange& exchange) {
  const std::string unit = unit_text(database, exchange);
  return number_text(exchange.amount) + (unit.empty() ? "" : " " + unit) + " of " +
         quoted(database.text(database.flows[exchange.flow.at()].name)) + " (exchange " +
         std::to_string(exchange.internal_id) + ")";
}

/// The activities of some columns, by name, location and id; at most ten of them.
inline std::string suppliers_text(const Database& database, const ColumnTable& table,
                                  std::span<const ColumnIndex> columns) {
  constexpr std::size_t most = 10;
  std::string text;
  for (std::size_t i = 0; i < columns.size() && i < most; ++i) {
    const ActivityIndex index = table.columns[columns[i].at()].activity;
    const Activity& activity = database.activities[index.at()];
    text += (i == 0 ? "" : "; ") + name_and_id(database, activity);
    if (activity.location) {
      const Location& location = database.locations[activity.location.at()];
      const auto code = database.text(location.code);
      text += " in " + std::string(code.empty() ? database.text(location.name) : code);
    }
  }
  if (columns.size() > most) {
    text += "; and " + std::to_string(columns.size() - most) + " more";
  }
  return text;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
