#pragma once

// Amounts in reference units, and the direction in which an elementary flow counts.

#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/model/unit_check.hpp"
#include "lichen/system/columns.ipp"
#include "lichen/system/linking_report.ipp"
#include "lichen/system/options.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Converts amounts to the reference unit of their flow, by the factors of the package or
/// by those of the library's table.
class Conversions {
 public:
  Conversions(const Database& database, UnitFactors factors) : database_(database) {
    if (factors == UnitFactors::package) return;
    by_table_.reserve(database.units.size());
    for (std::size_t u = 0; u < database.units.size(); ++u) {
      by_table_.push_back(
          library_factor(database, UnitIndex{u}).value_or(database.units[u].factor));
    }
  }

  /// Reference units of its flow per unit of an exchange; NaN where it is not known. A
  /// unit that the table lacks keeps the factor that its package defines.
  [[nodiscard]] double of(const Exchange& exchange) const {
    if (!exchange.unit && !exchange.property) return 1.;
    const Flow& flow = database_.flows[exchange.flow.at()];
    const double package =
        reference_units_per(database_, flow, exchange.unit, exchange.property);
    if (by_table_.empty() || !exchange.unit) return package;
    const bool of_reference =
        !exchange.property || exchange.property == flow.reference_property;
    return package * correction(exchange.unit) /
           (of_reference && flow.reference_unit ? correction(flow.reference_unit) : 1.);
  }

 private:
  [[nodiscard]] double correction(UnitIndex unit) const {
    const double own = database_.units[unit.at()].factor;
    const double table = by_table_[unit.at()];
    return own == table ? 1. : table / own;
  }

  const Database& database_;
  std::vector<double> by_table_;  // by unit; empty where the package's factors count
};

/// True where an amount can be used; otherwise an obstacle says why not.
inline bool check_amount(const Database& database, const Activity& activity,
                         const Exchange& exchange, double conversion,
                         LinkingReport& report) {
  const std::string field = "exchanges[" + std::to_string(exchange.internal_id) + "]";
  if (!std::isfinite(exchange.amount)) {
    report.obstacle("amount_not_finite", activity, field + ".amount",
                    exchange_text(database, exchange) + " is not a finite amount",
                    "give a number");
    return false;
  }
  if (std::isfinite(conversion) && std::isfinite(exchange.amount * conversion)) {
    return true;
  }
  const Flow& flow = database.flows[exchange.flow.at()];
  const std::string reference =
      flow.reference_unit
          ? std::string(database.text(database.units[flow.reference_unit.at()].name))
          : "an unknown unit";
  report.obstacle("unknown_unit", activity, field + ".unit",
                  exchange_text(database, exchange) +
                      " cannot be converted to the reference unit of the flow, " +
                      reference,
                  "give the package the unit group and the flow property");
  return false;
}

/// The first exchange of a flow, in the order of ids.
struct FirstExchange {
  bool found = false;
  std::size_t activity = 0;  ///< position in the order of ids
  std::int32_t internal_id = 0;
  Direction direction = Direction::input;
};

inline bool precedes(const FirstExchange& left, const FirstExchange& right) {
  return std::tie(left.activity, left.internal_id, left.direction) <
         std::tie(right.activity, right.internal_id, right.direction);
}

inline bool needs_direction(const Flow& flow) {
  return flow.type == FlowType::elementary && flow.nominal == NominalDirection::unknown;
}

inline std::vector<FirstExchange> first_exchanges(const Database& database,
                                                  const CanonicalOrder& order) {
  std::vector<FirstExchange> first(database.flows.size());
  for (std::size_t a = 0; a < order.activities.size(); ++a) {
    const auto position = static_cast<std::size_t>(order.activities[a]);
    for (const Exchange& exchange :
         database.exchanges_of(database.activities[position])) {
      if (!needs_direction(database.flows[exchange.flow.at()])) continue;
      FirstExchange& best = first[exchange.flow.at()];
      const FirstExchange next{true, a, exchange.internal_id, exchange.direction};
      if (!best.found || precedes(next, best)) best = next;
    }
  }
  return first;
}

/// The direction in which each flow counts positive: its nominal one, else that of its
/// first exchange, which is a finding.
inline std::vector<NominalDirection> directions_of(const Database& database,
                                                   const CanonicalOrder& order,
                                                   Findings& findings) {
  std::vector<NominalDirection> directions;
  directions.reserve(database.flows.size());
  bool all_known = true;
  for (const Flow& flow : database.flows) {
    directions.push_back(flow.nominal);
    all_known = all_known && !needs_direction(flow);
  }
  if (all_known) return directions;
  const auto first = first_exchanges(database, order);
  for (const Index position : order.flows) {
    const auto f = static_cast<std::size_t>(position);
    if (!first[f].found) continue;
    const bool input = first[f].direction == Direction::input;
    directions[f] = input ? NominalDirection::from_nature : NominalDirection::to_nature;
    const Flow& flow = database.flows[f];
    findings.add({"unknown_direction", Severity::warning, "", name_and_id(database, flow),
                  "category",
                  "its compartment, \"" + std::string(database.text(flow.category)) +
                      "\", does not tell whether it comes from nature or goes there",
                  std::string("counts positive as an ") + (input ? "input" : "output") +
                      ", as in its first exchange"});
  }
  return directions;
}

/// +1 for an exchange in the direction in which its flow counts, -1 against it.
inline double sign_in_b(const Exchange& exchange, NominalDirection direction) {
  const bool from = direction == NominalDirection::from_nature;
  return from == (exchange.direction == Direction::input) ? 1. : -1.;
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
