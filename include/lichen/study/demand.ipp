#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "lichen/base/error.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/demand_units.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// True where a text begins as a number does, or as the words for what is no number do.
inline bool begins_a_number(std::string_view text) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-'))
    text.remove_prefix(1);
  if (text.empty()) return false;
  const char first = text.front();
  return (first >= '0' && first <= '9') || (first == '.' && text.size() > 1) ||
         text.substr(0, 3) == "nan" || text.substr(0, 3) == "inf";
}

inline DataError bad_amount(std::string_view text) {
  return DataError("the amount of a demand must be a finite number: \"" +
                   std::string(text) + "\"");
}

}  // namespace detail

LICHEN_INLINE DemandEntry parse_demand(std::string_view text) {
  DemandEntry entry;
  const auto equals = text.rfind('=');
  std::string_view amount =
      equals == text.npos ? std::string_view() : detail::trimmed(text.substr(equals + 1));
  if (equals != text.npos && amount.empty()) throw detail::bad_amount(text);
  const bool given = detail::begins_a_number(amount);
  entry.activity = detail::trimmed(given ? text.substr(0, equals) : text);
  if (entry.activity.empty())
    throw DataError("a demand names no activity: \"" + std::string(text) + "\"");
  if (!given) return entry;
  if (amount.front() == '+') amount.remove_prefix(1);
  const char* end = amount.data() + amount.size();
  const auto read = std::from_chars(amount.data(), end, entry.amount);
  if (read.ec != std::errc() || !std::isfinite(entry.amount)) {
    throw detail::bad_amount(text);
  }
  entry.unit = detail::trimmed({read.ptr, static_cast<std::size_t>(end - read.ptr)});
  return entry;
}

LICHEN_INLINE double reference_amount(const Database& database, const Flow& flow,
                                      const DemandEntry& entry,
                                      UnitFactors unit_factors) {
  if (!std::isfinite(entry.amount)) {
    throw detail::bad_amount(entry.activity + " = " + detail::amount_text(entry.amount));
  }
  const std::string of =
      "\"" + std::string(detail::trimmed(database.text(flow.name))) + "\"";
  if (entry.dimension) return detail::typed_amount(database, flow, entry, of);
  const std::string_view name = detail::trimmed(entry.unit);
  if (name.empty()) return entry.amount;
  const bool library_first = unit_factors == UnitFactors::library;
  for (const bool library : {library_first, !library_first}) {
    const auto factor =
        library ? detail::only_factor(detail::library_readings(database, flow, name),
                                      name, of)
                : detail::package_factor(database, flow, name, of);
    if (factor) return entry.amount * *factor;
  }
  throw detail::unit_refusal(database, flow, name, of);
}

LICHEN_INLINE std::vector<DemandUnit> demand_units(const Database& database,
                                                   const Flow& flow,
                                                   UnitFactors unit_factors) {
  std::vector<std::string> names = detail::own_unit_names(database, flow);
  if (flow.property_count <= 1) {
    names.insert(names.end(), {"mg", "g",   "kg",  "t", "J",     "MJ",   "GJ",  "TJ",
                               "Wh", "kWh", "MWh", "m", "km",    "m2",   "ha",  "km2",
                               "l",  "m3",  "h",   "d", "kg*km", "t*km", "p*km"});
  }
  Flow own = flow;
  own.property_count = 0;  // what other properties say holds for this flow alone
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<DemandUnit> found;
  for (const std::string& name : names) {
    if (name.empty()) continue;
    try {
      found.push_back(
          {name, reference_amount(database, own, {"", 1., name}, unit_factors)});
    } catch (const UnitError&) {
      // Of another dimension, or ambiguous: no unit of this flow.
    }
  }
  return found;
}

}  // namespace lichen::inline LICHEN_ABI
