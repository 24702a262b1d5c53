#pragma once

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>
#include <system_error>
#include <utility>

#include "lichen/base/error.hpp"
#include "lichen/units/near_match.hpp"
#include "lichen/units/registry.hpp"
#include "lichen/units/table.hpp"
#include "lichen/units/table_data.hpp"

namespace lichen::inline LICHEN_ABI::units {
namespace detail {

inline std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

/// One row of the table: the unit and all its names.
inline std::pair<Unit, std::vector<std::string>> read_row(std::string_view line,
                                                          std::size_t number) {
  const auto fail = [&](const char* what) {
    throw DataError("table of units, line " + std::to_string(number) + ": " + what);
  };
  const auto fields = split_csv_line(line);
  if (fields.size() < 4) fail("fewer than four fields");
  const auto dimension = parse_dimension(fields[2]);
  if (!dimension) fail("the dimension cannot be read");
  Unit unit{.symbol = fields[0], .dimension = *dimension};
  const char* end = fields[3].data() + fields[3].size();
  const auto [at, error] = std::from_chars(fields[3].data(), end, unit.factor);
  if (error != std::errc() || at != end || !(unit.factor > 0.)) {
    fail("the factor is no positive number");
  }
  std::vector<std::string> names{fields[0]};
  std::string_view aliases = fields[1];
  while (!aliases.empty()) {
    const auto stop = aliases.find(';');
    names.emplace_back(aliases.substr(0, stop));
    aliases.remove_prefix(stop == aliases.npos ? aliases.size() : stop + 1);
  }
  return {std::move(unit), std::move(names)};
}

}  // namespace detail

LICHEN_INLINE Registry Registry::parse(std::string_view csv) {
  Registry registry;
  std::size_t number = 0;
  while (!csv.empty()) {
    const auto stop = csv.find('\n');
    std::string_view line = csv.substr(0, stop);
    csv.remove_prefix(stop == csv.npos ? csv.size() : stop + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (++number == 1 || line.empty()) continue;  // the header
    auto [unit, names] = detail::read_row(line, number);
    for (std::string& name : names) {
      auto& same = registry.units_[std::move(name)];
      const bool taken = std::any_of(same.begin(), same.end(), [&](const Unit& other) {
        return other.dimension == unit.dimension;
      });
      if (taken) {
        throw DataError("table of units, line " + std::to_string(number) +
                        ": a name stands twice for one dimension");
      }
      same.push_back(unit);
    }
  }
  return registry;
}

LICHEN_INLINE const Registry& Registry::standard() {
  static const Registry registry = parse(lichen::detail::table_csv);
  return registry;
}

LICHEN_INLINE std::span<const Unit> Registry::candidates(std::string_view name) const {
  const auto found = units_.find(std::string(name));
  if (found == units_.end()) return {};
  return found->second;
}

LICHEN_INLINE const Unit* Registry::find(std::string_view name,
                                         const Dimension& dimension) const {
  for (const Unit& unit : candidates(name)) {
    if (unit.dimension == dimension) return &unit;
  }
  return nullptr;
}

LICHEN_INLINE const Unit& Registry::at(std::string_view name) const {
  const auto found = candidates(name);
  if (found.size() == 1) return found[0];
  std::string message = "unit \"" + std::string(name) + "\" ";
  if (found.empty()) {
    message += "is unknown";
    const auto nearest = near(name);
    for (std::size_t i = 0; i < nearest.size(); ++i) {
      message += (i == 0 ? "; near it: " : ", ") + nearest[i];
    }
  } else {
    message += "stands for several units: ";
    for (std::size_t i = 0; i < found.size(); ++i) {
      message += (i == 0 ? "" : ", ") + found[i].symbol + " (" +
                 found[i].dimension.to_string() + ")";
    }
  }
  throw UnitError(message);
}

LICHEN_INLINE std::vector<std::string> Registry::near(std::string_view name,
                                                      std::size_t count) const {
  const std::string sought = detail::lower(name);
  const std::size_t most = 1 + sought.size() / 4;
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const auto& [known, units] : units_) {
    // Without case first; among equals the one whose case fits.
    const std::size_t distance = edit_distance(sought, detail::lower(known));
    if (distance > most) continue;
    const bool other_case = edit_distance(name, known) > distance;
    found.emplace_back(2 * distance + (other_case ? 1 : 0), known);
  }
  std::sort(found.begin(), found.end());
  if (found.size() > count) found.resize(count);
  std::vector<std::string> names;
  for (auto& [distance, known] : found) names.push_back(std::move(known));
  return names;
}

}  // namespace lichen::inline LICHEN_ABI::units
