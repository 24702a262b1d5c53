// Impact categories, methods, normalisation and weighting sets.

#include <algorithm>
#include <cmath>

#include "io/jsonld/entities.hpp"
#include "io/jsonld/number.hpp"

namespace lichen::detail::jsonld {

using json::Element;
using json::field;

namespace {

/// Factors of a category that counts inputs (or outputs) hold in that direction; ours
/// hold in the nominal direction of the flow. A flow whose direction nothing tells takes
/// the category's.
double in_nominal_direction(double value, std::string_view direction, Flow& flow) {
  if (direction != "INPUT" && direction != "OUTPUT") return value;
  const auto declared =
      direction == "INPUT" ? NominalDirection::from_nature : NominalDirection::to_nature;
  if (flow.nominal == NominalDirection::unknown) flow.nominal = declared;
  return flow.nominal == declared ? value : -value;
}

void read_factors(Tables& tables, const DataSet& data_set, Category& category) {
  Database& database = tables.database();
  const auto direction = json::text(data_set.element, "direction");
  category.first_factor = static_cast<std::uint32_t>(database.factors.size());
  std::int64_t unreadable = 0;
  std::int64_t formulas = 0;
  if (const auto factors = json::array_of(field(data_set.element, "impactFactors"))) {
    for (const Element element : *factors) {
      const FlowIndex flow = tables.flow(field(element, "flow"));
      const auto value = number_in(field(element, "value"));
      if (!flow || !value || !std::isfinite(*value)) {
        ++unreadable;
        continue;
      }
      formulas += !json::text(element, "formula").empty();
      Factor factor;
      factor.flow = flow;
      factor.value = in_nominal_direction(*value, direction, database.flows[flow.at()]);
      factor.unit = tables.unit(field(element, "unit"));
      factor.property = tables.property(field(element, "flowProperty"));
      factor.location = tables.location(field(element, "location"));
      database.factors.push_back(factor);
    }
  }
  category.factor_count =
      static_cast<std::uint32_t>(database.factors.size()) - category.first_factor;
  if (unreadable > 0) {
    tables.report("bad_factor", Severity::error, data_set.place(), "impactFactors",
                  "factors without a flow or without a finite value",
                  "they were not read", unreadable);
  }
  if (formulas > 0) {
    tables.report("factor_formula", Severity::warning, data_set.place(), "impactFactors",
                  "factors are given by formulas", "their stored values are used",
                  formulas);
  }
}

NwSet nw_set_of(Tables& tables, const DataSet& data_set) {
  NwSet set;
  set.id = tables.id_of(json::text(data_set.element, "@id"));
  set.name = tables.text(json::text(data_set.element, "name"));
  set.unit = tables.text(json::text(data_set.element, "weightedScoreUnit"));
  const auto factors = json::array_of(field(data_set.element, "factors"));
  if (!factors) return set;
  std::int64_t unknown = 0;
  for (const Element element : *factors) {
    const auto id = json::text(field(element, "impactCategory"), "@id");
    const auto found = tables.impact_categories.find(tables.id_of(id));
    if (found == tables.impact_categories.end()) {
      ++unknown;
      continue;
    }
    NwFactor factor;
    factor.category = found->second;
    factor.normalisation = number_in(field(element, "normalisationFactor"));
    factor.weight = number_in(field(element, "weightingFactor"));
    set.factors.push_back(factor);
  }
  if (unknown > 0) {
    tables.report("unknown_category", Severity::warning, data_set.place(), "factors",
                  "rows of a normalisation and weighting set name categories that the "
                  "package lacks",
                  "they were not read", unknown);
  }
  return set;
}

}  // namespace

void read_impact_category(Tables& tables, const DataSet& data_set) {
  Database& database = tables.database();
  const Id id = tables.id_of(json::text(data_set.element, "@id"));
  const CategoryIndex index{database.categories.size()};
  if (!tables.define(tables.impact_categories, id, index, data_set.place())) return;
  Category category;
  category.id = id;
  category.name = tables.text(json::text(data_set.element, "name"));
  category.unit =
      tables.text(json::text_of(field(data_set.element, "refUnit", "referenceUnitName"))
                      .value_or(""));
  tables.has_old_words |= field(data_set.element, "referenceUnitName").has_value();
  tables.has_new_words |= field(data_set.element, "refUnit").has_value();
  category.description = tables.text(json::text(data_set.element, "description"));
  category.version = tables.text(json::text(data_set.element, "version"));
  category.file = tables.text(data_set.file);
  read_factors(tables, data_set, category);
  database.categories.push_back(category);
  if (const auto parameters = json::array_of(field(data_set.element, "parameters"))) {
    for (const Element parameter : *parameters) {
      read_parameter(tables, {parameter, data_set.file, ""}, id, true);
    }
  }
}

void read_impact_method(Tables& tables, const DataSet& data_set) {
  Database& database = tables.database();
  Method method;
  method.id = tables.id_of(json::text(data_set.element, "@id"));
  for (const Method& other : database.methods) {
    if (other.id == method.id) {
      tables.report("duplicate_id", Severity::error, data_set.place(), "@id",
                    "two methods have this id", "the first counts");
      return;
    }
  }
  method.name = tables.text(json::text(data_set.element, "name"));
  method.version = tables.text(json::text(data_set.element, "version"));
  method.description = tables.text(json::text(data_set.element, "description"));
  std::int64_t unknown = 0;
  if (const auto rows = json::array_of(field(data_set.element, "impactCategories"))) {
    for (const Element row : *rows) {
      const auto found =
          tables.impact_categories.find(tables.id_of(json::text(row, "@id")));
      if (found == tables.impact_categories.end()) {
        ++unknown;
      } else {
        method.categories.push_back(found->second);
      }
    }
  }
  if (unknown > 0) {
    tables.report("unknown_category", Severity::warning, data_set.place(),
                  "impactCategories",
                  "the package lacks categories that the method lists",
                  "the method goes without them", unknown);
  }
  if (const auto sets = json::array_of(field(data_set.element, "nwSets"))) {
    for (const Element set : *sets) {
      if (field(set, "factors")) {
        method.nw_sets.push_back(nw_set_of(tables, {set, data_set.file, ""}));
      } else {  // v1: a reference; the set follows from its own data set
        NwSet reference;
        reference.id = tables.id_of(json::text(set, "@id"));
        reference.name = tables.text(json::text(set, "name"));
        method.nw_sets.push_back(reference);
      }
    }
  }
  database.methods.push_back(std::move(method));
}

void read_nw_set(Tables& tables, const DataSet& data_set) {
  NwSet set = nw_set_of(tables, data_set);
  for (Method& method : tables.database().methods) {
    for (NwSet& listed : method.nw_sets) {
      if (listed.id != set.id) continue;
      listed = std::move(set);
      return;
    }
  }
  tables.report("unlisted_nw_set", Severity::warning, data_set.place(), "@id",
                "no method lists this normalisation and weighting set",
                "it was not read");
}

void finish_methods(Tables& tables) {
  Database& database = tables.database();
  std::vector<bool> listed(database.categories.size(), false);
  for (const Method& method : database.methods) {
    for (const CategoryIndex category : method.categories) listed[category.at()] = true;
  }
  Method rest;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    if (!listed[i]) rest.categories.push_back(CategoryIndex{i});
  }
  if (rest.categories.empty()) return;
  rest.id = make_id("categories of no method");
  rest.name = tables.text("(categories of no method)");
  tables.report("category_without_method", Severity::info, {"", "", ""},
                "impactCategories", "no method lists these impact categories",
                "they stand in a method \"(categories of no method)\"",
                static_cast<std::int64_t>(rest.categories.size()));
  database.methods.push_back(std::move(rest));
}

}  // namespace lichen::detail::jsonld
