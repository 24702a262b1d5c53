#pragma once

/// @file
/// Reads tables of scenarios: the library's own, and scenario-difference files as the
/// Activity Browser and premise write them.

#include <string>
#include <vector>

#include "lichen/config.hpp"
#include "lichen/model/scenario.hpp"

namespace lichen::inline LICHEN_ABI::io {

/// A table in memory.
struct ScenarioText {
  std::string name;     ///< what messages call it
  std::string content;  ///< CSV, separated by commas or semicolons
};

/// Reads tables of scenarios; several are read as one. A row is an exchange, a column a
/// scenario with the absolute amounts that exchanges take; an empty field leaves one as
/// it is (counted in a finding).
///
/// Own layout: `activity`, `provider` (a supplier or an elementary flow), and, as far as
/// needed, `activity_product`, `activity_location`, `provider_product`,
/// `provider_location`, `compartment`, `type` (technosphere, biosphere, production),
/// `exchange` (its number), `unit`; every other column is a scenario.
///
/// Scenario-difference layout: `from …` and `to …` (activity name, reference product,
/// location, categories, database, key), `flow type`; every other column is a scenario.
/// Amounts are signed as Brightway does.
/// @throws DataError  where a column that is needed is absent, a field is no number,
///                    there is no scenario, or two rows set one exchange to different
///                    amounts in one scenario; it names file and line.
[[nodiscard]] LICHEN_API ScenarioTable
parse_scenarios(const std::vector<ScenarioText>& tables);

/// The same from files.
[[nodiscard]] LICHEN_API ScenarioTable
read_scenarios(const std::vector<std::string>& paths);

}  // namespace lichen::inline LICHEN_ABI::io
