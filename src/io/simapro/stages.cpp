#include "io/simapro/stages.hpp"

#include <cmath>
#include <limits>
#include <optional>

#include "lichen/units/registry.hpp"

namespace lichen::detail::simapro {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Kilograms per unit; none where it does not count mass.
std::optional<double> kilograms(const Database& database, UnitIndex unit) {
  if (!unit) return std::nullopt;
  const PackageUnit& row = database.units[unit.at()];
  if (!row.group) return std::nullopt;
  const UnitIndex reference = database.unit_groups[row.group.at()].reference;
  if (!reference) return std::nullopt;
  const auto known = units::Registry::standard().candidates(
      database.text(database.units[reference.at()].name));
  if (known.size() != 1 || known[0].dimension.to_string() != "kg") return std::nullopt;
  return row.factor * known[0].factor;
}

}  // namespace

double Stages::mass(std::size_t name, const Database& database) {
  const auto found = stages_.find(name);
  if (found == stages_.end()) return nan;
  const auto known = masses_.find(name);
  if (known != masses_.end()) return known->second;
  constexpr std::size_t deepest = 1000;
  if (open_.size() > deepest || !open_.insert(name).second) return nan;
  double sum = 0.;
  for (const Part& part : found->second.parts) {
    if (stages_.count(part.name) > 0) {
      sum += part.amount * mass(part.name, database);
    } else if (const auto factor = kilograms(database, part.unit)) {
      sum += part.amount * *factor;
    }
  }
  open_.erase(name);
  return masses_[name] = sum / found->second.amount;
}

double Stages::count(std::size_t assembly, std::size_t part) const {
  const auto found = stages_.find(assembly);
  if (found == stages_.end()) return nan;
  double sum = 0.;
  for (const Part& row : found->second.parts) {
    if (row.name == part) sum += row.amount;
  }
  return sum / found->second.amount;
}

}  // namespace lichen::detail::simapro
