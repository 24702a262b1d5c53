// Methods: impact categories, damage categories, sets of weights.

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "io/name_ids/name_ids.hpp"
#include "io/simapro/merge.hpp"

namespace lichen::detail::simapro {
namespace {

using name_ids::id_of;
using name_ids::path_of;

View field_of(const BlockRecord& record, View title) {
  for (const auto& [name, text] : record.fields) {
    if (same_word(name, title)) return text;
  }
  return {};
}

}  // namespace

void Merger::add_method(const BlockRecord& record, View file) {
  Method method;
  const View name = field_of(record, "Name");
  method.name = text(name);
  method.version = text(field_of(record, "Version"));
  method.description = text(field_of(record, "Comment"));
  method.id = id_of(path_of({"method", name, database_.text(method.version)}));
  if (!ids_.insert(method.id).second) {
    return report("duplicate_id", Severity::error, file, std::string(name), "Name",
                  "two methods have the same name and version", "the first counts");
  }
  constexpr std::array kept = {View("Name"), View("Version"), View("Comment"),
                               View("Weighting unit")};
  for (const auto& [title, text] : record.fields) {
    const bool is_kept = std::any_of(kept.begin(), kept.end(),
                                     [&](View known) { return same_word(known, title); });
    method_fields_.count += !is_kept && !text.empty();
  }
  const std::size_t first = database_.methods.size();
  database_.methods.push_back(method);
  std::unordered_map<std::string, CategoryIndex> categories;
  for (const CategoryRecord& row : record.method->categories) {
    const CategoryIndex index{database_.categories.size()};
    add_category(row, database_.methods[first], file);
    if (index.at() == database_.categories.size()) continue;
    categories.emplace(path_of({row.name}), index);
    database_.methods[first].categories.push_back(index);
  }
  if (record.method->damages.empty()) {
    add_sets(record, categories, first, file);
  } else {
    const auto of_both = add_damages(record, first, categories, file);
    add_sets(record, of_both, database_.methods.size() - 1, file);
  }
}

void Merger::add_category(const CategoryRecord& row, const Method& method, View file) {
  Category category;
  category.id = id_of(path_of({"category", database_.text(method.name),
                               database_.text(method.version), row.name, row.unit}));
  if (!ids_.insert(category.id).second) {
    return report("duplicate_id", Severity::error, file, std::string(row.name),
                  "Impact category", "two categories of a method have the same name",
                  "the first counts");
  }
  category.name = text(row.name);
  category.unit = text(row.unit);
  category.version = method.version;
  category.file = text(file);
  category.first_factor = static_cast<std::uint32_t>(database_.factors.size());
  category.factor_count = static_cast<std::uint32_t>(row.factors.size());
  for (const FactorRow& factor : row.factors) {
    database_.factors.push_back(
        {.value = factor.value,
         .flow = flows_.elementary(factor.key, factor.compartment, factor.name,
                                   factor.sub_compartment, factor.unit, factor.cas),
         .unit = units_.find(factor.unit),
         .property = {},
         .location = {}});
  }
  database_.categories.push_back(category);
}

/// Damage categories are those of a method of its own: each factor of an impact category
/// times its damage factor, summed by flow and unit.
std::unordered_map<std::string, CategoryIndex> Merger::add_damages(
    const BlockRecord& record, std::size_t midpoint,
    const std::unordered_map<std::string, CategoryIndex>& categories, View file) {
  Method method = database_.methods[midpoint];
  method.name = text(std::string(database_.text(method.name)) + " - Endpoint");
  method.id = id_of(
      path_of({"method", database_.text(method.name), database_.text(method.version)}));
  method.categories.clear();
  std::unordered_map<std::string, CategoryIndex> by_name;
  for (const DamageRecord& damage : record.method->damages) {
    std::map<std::pair<FlowIndex, UnitIndex>, double> sums;
    for (const auto& [name, share] : damage.categories) {
      const auto found = categories.find(path_of({name}));
      if (found == categories.end()) {
        report("unknown_category", Severity::error, file, std::string(damage.name),
               "Impact categories",
               "the damage category names the impact category \"" + std::string(name) +
                   "\", which the method lacks",
               "it is not counted");
        continue;
      }
      for (const Factor& factor :
           database_.factors_of(database_.categories[found->second.at()])) {
        sums[{factor.flow, factor.unit}] += share * factor.value;
      }
    }
    const CategoryIndex index{database_.categories.size()};
    add_category({damage.name, damage.unit, {}}, method, file);
    if (index.at() == database_.categories.size()) continue;
    for (const auto& [flow, value] : sums) {
      database_.factors.push_back({.value = value,
                                   .flow = flow.first,
                                   .unit = flow.second,
                                   .property = {},
                                   .location = {}});
    }
    database_.categories.back().factor_count = static_cast<std::uint32_t>(sums.size());
    by_name.emplace(path_of({damage.name}), index);
    method.categories.push_back(index);
  }
  database_.methods.push_back(method);
  return by_name;
}

/// Normalisation factors are multiplied with here, and divided by in the model.
void Merger::add_sets(const BlockRecord& record,
                      const std::unordered_map<std::string, CategoryIndex>& categories,
                      std::size_t method, View file) {
  const View unit = field_of(record, "Weighting unit");
  for (const SetRecord& row : record.method->sets) {
    NwSet set;
    set.id = id_of(path_of({"set", to_string(database_.methods[method].id), row.name}));
    set.name = text(row.name);
    set.unit = text(unit);
    std::map<CategoryIndex, NwFactor> factors;
    const auto each = [&](const std::vector<NamedNumber>& numbers, const auto& use) {
      for (const auto& [name, number] : numbers) {
        const auto found = categories.find(path_of({name}));
        if (found != categories.end()) {
          NwFactor& factor = factors[found->second];
          factor.category = found->second;
          use(factor, number);
          continue;
        }
        report("unknown_category", Severity::error, file, std::string(row.name),
               "Normalization-Weighting set",
               "the set names the category \"" + std::string(name) +
                   "\", which the method lacks",
               "it is not counted");
      }
    };
    each(row.normalisation, [](NwFactor& factor, double number) {
      if (number != 0.) factor.normalisation = 1. / number;
    });
    each(row.weighting, [](NwFactor& factor, double number) { factor.weight = number; });
    for (const auto& [category, factor] : factors) set.factors.push_back(factor);
    database_.methods[method].nw_sets.push_back(std::move(set));
  }
}

}  // namespace lichen::detail::simapro
