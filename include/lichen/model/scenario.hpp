#pragma once

/// @file
/// Scenarios by name: exchanges that take other amounts, one column of amounts for each.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// What stands at one end of an exchange: an activity, its product, or a flow. Empty
/// texts ask for nothing.
struct NodeName {
  std::string id;        ///< tried first; the code of a Brightway key is one
  std::string name;      ///< exact, or "name, location", or an id
  std::string product;   ///< id or name of one product of an activity
  std::string location;  ///< code or name
  std::string category;  ///< compartment of an elementary flow, as "air/urban air"
};

/// Which exchange of an activity is meant.
enum class ChangeKind : std::uint8_t {
  automatic,     ///< from a supplier or a flow, whichever is called so
  technosphere,  ///< what the activity takes from a supplier, or sends to a treatment
  biosphere,     ///< what it exchanges with nature
  production     ///< what it makes or treats itself
};

/// How the sign of an amount is meant.
enum class AmountSigns : std::uint8_t {
  /// As the exchange is written in the database; where there is none yet, positive for
  /// what is taken from a supplier, sent to a treatment, or goes in a flow's direction.
  own,
  /// As Brightway writes them: inputs positive, waste sent to a treatment negative, a
  /// treatment makes a negative amount.
  brightway,
  /// Brightway's `substitution`: an input that counts as made.
  brightway_substitution
};

/// One exchange that scenarios set.
struct ScenarioExchange {
  NodeName to;                   ///< the activity whose exchange it is
  NodeName from;                 ///< its supplier, or the elementary flow
  std::int32_t internal_id = 0;  ///< of one exchange of several; 0: the only one
  ChangeKind kind = ChangeKind::automatic;
  AmountSigns signs = AmountSigns::own;
  std::string unit;   ///< empty: the exchange's own; of a new one its flow's reference
  std::string place;  ///< "file:line", for messages
};

/// Many scenarios: the amounts that exchanges take, absolute, not differences.
struct ScenarioTable {
  std::vector<ScenarioExchange> exchanges;
  std::vector<std::string> names;  ///< of the scenarios
  std::vector<double> amounts;     ///< by exchange, then scenario; NaN: unchanged
  Findings findings;

  static constexpr double unchanged = std::numeric_limits<double>::quiet_NaN();

  [[nodiscard]] double amount(std::size_t exchange, std::size_t scenario) const {
    return amounts[exchange * names.size() + scenario];
  }
  [[nodiscard]] bool sets(std::size_t exchange, std::size_t scenario) const {
    return !std::isnan(amount(exchange, scenario));
  }
};

}  // namespace lichen::inline LICHEN_ABI
