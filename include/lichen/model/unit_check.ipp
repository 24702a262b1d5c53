#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lichen/model/unit_check.hpp"
#include "lichen/units/registry.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// The largest relative difference between two factors of the same unit.
inline constexpr double factor_tolerance = 1e-6;

inline std::string_view name_of(const Database& database, UnitIndex unit) {
  return database.text(database.units[unit.at()].name);
}

/// A number with the digits that read back to the same bits.
inline std::string shortest(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

inline bool holds_currency(const units::Dimension& dimension) {
  return dimension.exponent(units::Base::currency) != 0;
}

/// How many units of a group have a name that can mean this dimension.
inline std::size_t supporters(const Database& database, UnitGroupIndex group,
                              const units::Dimension& dimension) {
  const auto& registry = units::Registry::standard();
  return static_cast<std::size_t>(std::count_if(
      database.units.begin(), database.units.end(), [&](const PackageUnit& unit) {
        return unit.group == group &&
               registry.find(database.text(unit.name), dimension) != nullptr;
      }));
}

/// Which units an exchange or a characterisation factor names, or a flow counts in.
inline std::vector<bool> used_units(const Database& database) {
  std::vector<bool> used(database.units.size(), false);
  const auto mark = [&](UnitIndex unit) {
    if (unit) used[unit.at()] = true;
  };
  for (const Exchange& exchange : database.exchanges) mark(exchange.unit);
  for (const Factor& factor : database.factors) mark(factor.unit);
  for (const Flow& flow : database.flows) mark(flow.reference_unit);
  return used;
}

/// Makes the findings about the units of one database.
class UnitCheck {
 public:
  explicit UnitCheck(const Database& database)
      : database_(database), used_(used_units(database)) {
    for (std::size_t i = 0; i < database.unit_groups.size(); ++i) {
      dimensions_.push_back(dimension_of(database, UnitGroupIndex{i}));
    }
  }

  Findings run() {
    for (std::size_t i = 0; i < database_.units.size(); ++i) check(UnitIndex{i});
    repeated_names();
    return std::move(findings_);
  }

 private:
  void add(UnitIndex unit, const char* kind, std::string message, std::string action) {
    const PackageUnit& row = database_.units[unit.at()];
    std::string set =
        row.group
            ? std::string(database_.text(database_.unit_groups[row.group.at()].name))
            : std::string("a unit without a group");
    findings_.add(
        {.kind = kind,
         .severity = used_[unit.at()] ? Severity::warning : Severity::info,
         .file = {},
         .data_set = std::move(set) + " (unit " + database_.id_text(row.id) + ")",
         .field = "units." + std::string(name_of(database_, unit)),
         .message = std::move(message),
         .action = std::move(action)});
  }

  void check(UnitIndex unit) {
    const auto& registry = units::Registry::standard();
    const PackageUnit& row = database_.units[unit.at()];
    const std::string_view name = database_.text(row.name);
    if (registry.candidates(name).empty()) return unknown(unit, name);
    if (!row.group) return;
    const auto& dimension = dimensions_[row.group.at()];
    if (!dimension || holds_currency(*dimension)) return;
    const units::Unit* known = registry.find(name, *dimension);
    if (known == nullptr) return other_dimension(unit, name, *dimension);
    compare(unit, row.factor);
  }

  void unknown(UnitIndex unit, std::string_view name) {
    std::string message = "the unit \"" + std::string(name) + "\" is unknown";
    const auto nearest = units::Registry::standard().near(name);
    for (std::size_t i = 0; i < nearest.size(); ++i) {
      message += (i == 0 ? "; near it: " : ", ") + nearest[i];
    }
    add(unit, "unknown_unit", std::move(message),
        "it converts within its group by the package's factor, and to nothing else");
  }

  void other_dimension(UnitIndex unit, std::string_view name,
                       const units::Dimension& dimension) {
    const auto known = units::Registry::standard().candidates(name);
    add(unit, "unit_of_other_dimension",
        "the unit \"" + std::string(name) + "\" means " + known[0].dimension.to_string() +
            ", its group counts " + dimension.to_string(),
        "the package's factor is kept");
  }

  void compare(UnitIndex unit, double factor) {
    const auto ours = library_factor(database_, unit);
    if (!ours || std::isnan(factor)) return;
    if (std::abs(factor - *ours) <= factor_tolerance * std::abs(*ours)) return;
    const UnitGroup& group = database_.unit_groups[database_.units[unit.at()].group.at()];
    const std::string reference(name_of(database_, group.reference));
    add(unit, "unit_factor_differs",
        "the package has " + shortest(factor) + " " + reference + " per " +
            std::string(name_of(database_, unit)) + ", the unit table " + shortest(*ours),
        "the package's factor is used, as its amounts were written with it; "
        "unit_factors=library takes the other");
  }

  void repeated_names() {
    std::map<std::pair<UnitGroupIndex, std::string_view>, UnitIndex> first;
    for (std::size_t i = 0; i < database_.units.size(); ++i) {
      const PackageUnit& row = database_.units[i];
      if (!row.group) continue;
      const std::string_view name = database_.text(row.name);
      const auto [at, added] = first.try_emplace({row.group, name}, UnitIndex{i});
      const double other = database_.units[at->second.at()].factor;
      if (added || other == row.factor) continue;
      add(UnitIndex{i}, "repeated_unit_name",
          "the name \"" + std::string(name) + "\" stands twice in this group, for " +
              shortest(other) + " and for " + shortest(row.factor) + " reference units",
          "exchanges take the one whose id they name");
    }
  }

  const Database& database_;
  std::vector<bool> used_;
  std::vector<std::optional<units::Dimension>> dimensions_;
  Findings findings_;
};

}  // namespace detail

LICHEN_INLINE std::optional<units::Dimension> dimension_of(const Database& database,
                                                           UnitGroupIndex group) {
  if (!group) return std::nullopt;
  const UnitIndex reference = database.unit_groups[group.at()].reference;
  if (!reference) return std::nullopt;
  const auto known =
      units::Registry::standard().candidates(detail::name_of(database, reference));
  if (known.size() == 1) return known[0].dimension;
  std::optional<units::Dimension> best;
  std::size_t most = 0;
  for (const units::Unit& unit : known) {
    const std::size_t count = detail::supporters(database, group, unit.dimension);
    if (count == most) best.reset();
    if (count > most) {
      most = count;
      best = unit.dimension;
    }
  }
  return best;
}

LICHEN_INLINE std::optional<double> library_factor(const Database& database,
                                                   UnitIndex unit) {
  if (!unit) return std::nullopt;
  const UnitGroupIndex group = database.units[unit.at()].group;
  const auto dimension = dimension_of(database, group);
  if (!dimension) return std::nullopt;
  const auto& registry = units::Registry::standard();
  const UnitIndex reference = database.unit_groups[group.at()].reference;
  const auto* named = registry.find(detail::name_of(database, unit), *dimension);
  const auto* base = registry.find(detail::name_of(database, reference), *dimension);
  if (named == nullptr || base == nullptr) return std::nullopt;
  return named->factor / base->factor;
}

LICHEN_INLINE Findings check_units(const Database& database) {
  return detail::UnitCheck(database).run();
}

}  // namespace lichen::inline LICHEN_ABI
