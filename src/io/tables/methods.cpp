// Methods, categories, factors and normalisation of the plain tables.

#include <algorithm>
#include <cmath>
#include <vector>

#include "io/tables/context.hpp"
#include "io/tables/names.hpp"

namespace lichen::detail::tables {
namespace {

/// The method of a field, added where it is new: a table of categories may be all there
/// is.
MethodIndex method_of(Context& context, std::string_view text) {
  if (const MethodIndex known = context.methods.find(text)) return known;
  const MethodIndex index{context.database.methods.size()};
  Method method;
  method.id = context.id_of(text);
  method.name = context.database.texts.add(text);
  context.methods.add(method.id, text, index);
  context.database.methods.push_back(std::move(method));
  return index;
}

}  // namespace

void read_methods(Context& context, Sheet& sheet) {
  sheet.need({"id", "name"});
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto name = sheet.text(row, "name");
    Method method;
    method.id = context.id_of(sheet.text(row, "id"), name);
    method.name = sheet.pooled(row, "name");
    method.version = sheet.pooled(row, "version");
    method.description = sheet.pooled(row, "description");
    if (!context.methods.add(method.id, name,
                             MethodIndex{context.database.methods.size()})) {
      sheet.report("duplicate_id", Severity::error, row, "id", "the id stands twice",
                   "the first row counts, this one was not read");
      continue;
    }
    context.database.methods.push_back(std::move(method));
  }
}

void read_categories(Context& context, Sheet& sheet) {
  sheet.need({"id", "name", "unit"});
  Database& database = context.database;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto name = sheet.text(row, "name");
    Category category;
    category.id = context.id_of(sheet.text(row, "id"), name);
    const CategoryIndex index{database.categories.size()};
    if (!context.categories.add(category.id, name, index)) {
      sheet.report("duplicate_id", Severity::error, row, "id", "the id stands twice",
                   "the first row counts, this one was not read");
      continue;
    }
    category.name = sheet.pooled(row, "name");
    category.unit = sheet.pooled(row, "unit");
    category.description = sheet.pooled(row, "description");
    category.version = sheet.pooled(row, "version");
    category.file = database.texts.add("categories.csv");
    database.categories.push_back(category);
    const auto method = sheet.text(row, "method");
    if (method.empty()) continue;  // method_categories.csv may name it
    database.methods[method_of(context, method).at()].categories.push_back(index);
  }
}

void read_method_categories(Context& context, Sheet& sheet) {
  sheet.need({"method", "category"});
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto method = context.refer(context.methods, sheet, row, "method");
    const auto category = context.refer(context.categories, sheet, row, "category");
    if (!method || !category) continue;
    context.database.methods[method.at()].categories.push_back(category);
  }
}

void finish_methods(Context& context) {
  Database& database = context.database;
  std::vector<bool> listed(database.categories.size());
  for (const Method& method : database.methods) {
    for (const CategoryIndex category : method.categories) listed[category.at()] = true;
  }
  std::vector<CategoryIndex> rest;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    if (!listed[i]) rest.push_back(CategoryIndex{i});
  }
  if (rest.empty()) return;
  const MethodIndex method = method_of(context, "(categories of no method)");
  auto& categories = database.methods[method.at()].categories;
  categories.insert(categories.end(), rest.begin(), rest.end());
  database.findings.add({.kind = "category_without_method",
                         .severity = Severity::info,
                         .file = "categories.csv",
                         .field = "method",
                         .message = "no method lists these impact categories",
                         .action = "they stand in a method \"(categories of no method)\"",
                         .count = static_cast<std::int64_t>(rest.size())});
}

void read_factors(Context& context, Sheet& sheet) {
  sheet.need({"category", "flow", "value"});
  Database& database = context.database;
  struct Row {
    CategoryIndex category;
    Factor factor;
  };
  std::vector<Row> rows;
  rows.reserve(sheet.size());
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    Factor factor;
    const auto category = context.refer(context.categories, sheet, row, "category");
    factor.flow = context.refer(context.flows, sheet, row, "flow");
    factor.value = sheet.number(row, "value").value_or(std::nan(""));
    if (!category || !factor.flow || !std::isfinite(factor.value)) {
      sheet.report("unreadable_factor", Severity::error, row, "value",
                   "the factor has no category, no flow or no finite value",
                   "it was not read");
      continue;
    }
    factor.property = context.refer(context.properties, sheet, row, "property");
    factor.unit =
        context.unit(sheet, row, context.group_of(factor.flow, factor.property));
    factor.location = context.location(sheet.text(row, "location"));
    rows.push_back({category, factor});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.category < b.category; });
  database.factors.reserve(rows.size());
  for (const Row& row : rows) {
    Category& category = database.categories[row.category.at()];
    if (category.factor_count++ == 0) {
      category.first_factor = static_cast<std::uint32_t>(database.factors.size());
    }
    database.factors.push_back(row.factor);
  }
}

void read_normalisation(Context& context, Sheet& sheet) {
  sheet.need({"method", "set", "category"});
  Database& database = context.database;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto method = context.refer(context.methods, sheet, row, "method");
    const auto category = context.refer(context.categories, sheet, row, "category");
    if (!method || !category) continue;
    const auto set_id = sheet.text(row, "set_id");
    const auto set_name = sheet.text(row, "set");
    const Id id = set_id.empty() ? make_id(to_string(database.methods[method.at()].id) +
                                           " " + std::string(set_name))
                                 : context.id_of(set_id);
    auto& sets = database.methods[method.at()].nw_sets;
    auto at = std::find_if(sets.begin(), sets.end(),
                           [&](const NwSet& set) { return set.id == id; });
    if (at == sets.end()) {
      NwSet set;
      set.id = id;
      set.name = sheet.pooled(row, "set");
      set.unit = sheet.pooled(row, "unit");
      set.scale = sheet.word(row, "scale", weight_scales, WeightScale::fraction);
      at = sets.insert(sets.end(), std::move(set));
    }
    at->factors.push_back({.category = category,
                           .normalisation = sheet.number(row, "normalisation"),
                           .weight = sheet.number(row, "weight")});
  }
}

}  // namespace lichen::detail::tables
