// Impact categories, and what is done when all data sets are there.

#include <cmath>

#include "io/ecospold1/merge.hpp"
#include "io/name_ids/name_ids.hpp"

namespace lichen::detail::ecospold1 {

using name_ids::id_of;
using name_ids::path_of;

MethodIndex Merger::method_of(View name) {
  const std::string path = path_of({name});
  const auto [at, added] = methods_.try_emplace(path);
  if (added) {
    at->second = MethodIndex{database_.methods.size()};
    Method method;
    method.id = id_of(path);
    method.name = text(name);
    database_.methods.push_back(method);
  }
  return at->second;
}

void Merger::add_category(const DataSetRecord& record, View file) {
  Category category;
  category.id = id_of(path_of({record.sub_category, record.name, record.unit}));
  const CategoryIndex index{database_.categories.size()};
  const std::string label =
      std::string(record.category) + ", " + std::string(record.name);
  if (!categories_.emplace(category.id, index).second) {
    category.id =
        id_of(path_of({record.category, record.sub_category, record.name, record.unit}));
    if (!categories_.emplace(category.id, index).second) {
      return report("duplicate_id", Severity::error, file, label, "referenceFunction",
                    "two categories have the same method, name and unit",
                    "the first counts");
    }
    report("id_collision", Severity::info, file, label, "referenceFunction",
           "a category of another method has the same name and unit, hence the same id",
           "this one has an id that is made with the name of its method, too");
  }
  std::string name(record.sub_category);
  if (!record.name.empty()) name.append(name.empty() ? "" : " - ").append(record.name);
  category.name = text(name);
  category.unit = text(record.unit);
  category.description = text(record.description);
  category.file = text(file);
  category.first_factor = static_cast<std::uint32_t>(database_.factors.size());
  std::int64_t bad = 0;
  for (const ExchangeRecord& row : record.exchanges) {
    if (!std::isfinite(row.amount)) {
      ++bad;
      continue;
    }
    const FlowIndex of = flow(row.path, {row.name,
                                         row.category,
                                         row.sub_category,
                                         row.unit,
                                         {},
                                         row.cas,
                                         row.formula,
                                         row.type,
                                         row.infrastructure});
    database_.factors.push_back({.value = row.amount,
                                 .flow = of,
                                 .unit = units_.add(row.unit),
                                 .property = {},
                                 .location = location(row.location)});
  }
  category.factor_count =
      static_cast<std::uint32_t>(database_.factors.size()) - category.first_factor;
  report("bad_factor", Severity::error, file, label, "exchange.meanValue",
         "factors without a finite value", "they were not read", bad);
  database_.categories.push_back(category);
  database_.methods[method_of(record.category).at()].categories.push_back(index);
}

void Merger::finish() {
  units_.finish();
  std::int64_t unitless = 0;
  std::int64_t directionless = 0;
  for (Flow& row : database_.flows) {
    unitless += !row.reference_unit;
    directionless +=
        row.type == FlowType::elementary && row.nominal == NominalDirection::unknown;
    if (!row.reference_unit) continue;
    row.reference_property = units_.property(row.reference_unit);
    row.first_property =
        static_cast<std::uint32_t>(database_.flow_property_factors.size());
    row.property_count = 1;
    // One reference amount in reference units of the property.
    database_.flow_property_factors.push_back(
        {row.reference_property, database_.units[row.reference_unit.at()].factor});
  }
  report("no_reference_unit", Severity::error, "", "", "unit", "flows have no unit",
         "their amounts cannot be converted", unitless);
  report("no_compartment", Severity::info, "", "", "category",
         "elementary flows name no compartment that tells their direction",
         "each takes the direction of its first exchange", directionless);
  report("flow_described_differently", Severity::info, "", "", "name",
         "exchanges describe the flow of one id differently; first: " + first_collision_,
         "the first description counts", collisions_);
  report_not_kept();
  std::string& licence = database_.source.licence;
  if (copyrighted_) licence = "protected by copyright";
  if (restricted_)
    licence += licence.empty() ? "access is restricted" : ", access is restricted";
}

void Merger::report_not_kept() {
  const auto not_kept = [&](const char* field, const char* what, std::int64_t count) {
    report("not_kept", Severity::info, "", "", field, what,
           "the model has no place for it: it was not read", count);
  };
  not_kept("administrativeInformation",
           "persons, sources, reviews and publication of data sets", administrative_);
  not_kept("localName", "names in a second language", other_names_);
  not_kept("dataSetInformation.type",
           "data sets that describe an elementary flow by itself", elementary_data_sets_);
  report("reference_added", Severity::info, "", "", "referenceFunction",
         "no exchange of some data sets is a product; first: " + first_added_,
         "the products of their reference functions were added with their amounts",
         references_added_);
}

}  // namespace lichen::detail::ecospold1
