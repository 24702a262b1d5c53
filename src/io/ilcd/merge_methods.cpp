// Impact categories and the methods that they belong to.

#include "io/ilcd/merge.hpp"

namespace lichen::detail::ilcd {

MethodIndex Merger::method_of(View name) {
  const auto known = methods_.find(name);
  if (known != methods_.end()) return known->second;
  const MethodIndex index{database_.methods.size()};
  methods_.emplace(std::string(name), index);
  Method method;
  method.id = make_id("method " + std::string(name));
  method.name = tables_.text(name);
  database_.methods.push_back(method);
  return index;
}

void Merger::add_category(const FileRecord& file) {
  const MethodRecord& record = file.method;
  const CategoryIndex index{database_.categories.size()};
  Category category;
  category.id = tables_.id_of(file.heading.uuid);
  if (!categories_.emplace(category.id, index).second) {
    return tables_.report("duplicate_id", Severity::error, place_of(file),
                          "dataSetInformation.UUID", "two data sets have this id",
                          "the first counts");
  }
  category.name = tables_.text(file.heading.name);
  const std::string unit(tables_.unit_of(record.quantity));
  category.unit = tables_.text(unit.empty() ? record.unit : View(unit));
  category.description = tables_.text(record.description);
  category.version = tables_.text(file.heading.version);
  category.file = tables_.text(file.file);
  if (category.unit.empty()) {
    tables_.report(
        "no_category_unit", Severity::warning, place_of(file),
        "quantitativeReference.referenceQuantity",
        "the package lacks the flow property or unit group of the category" +
            (record.quantity.name.empty() ? std::string()
                                          : ": " + std::string(record.quantity.name)),
        "the unit of its scores is not known");
  }
  add_factors(file, category);
  database_.categories.push_back(category);
  for (const View name : record.methodologies) {
    auto& listed = database_.methods[method_of(name).at()].categories;
    if (listed.empty() || listed.back() != index) listed.push_back(index);
  }
  if (!record.methodologies.empty()) return;
  constexpr View none = "(categories of no method)";
  database_.methods[method_of(none).at()].categories.push_back(index);
  tables_.report("category_without_method", Severity::info, place_of(file), "methodology",
                 "the data set names no method that it belongs to",
                 "it stands in a method \"(categories of no method)\"");
}

/// Factors are for the direction in which a flow counts: one for the other direction
/// changes its sign.
void Merger::add_factors(const FileRecord& file, Category& category) {
  category.first_factor = static_cast<std::uint32_t>(database_.factors.size());
  std::int64_t turned = 0;
  for (const FactorRecord& row : file.method.factors) {
    Factor factor;
    factor.value = row.value;
    factor.flow = tables_.flow(row.flow);
    factor.location = tables_.location(row.location);
    Flow& flow = database_.flows[factor.flow.at()];
    if (row.direction && flow.type == FlowType::elementary) {
      const NominalDirection stated = *row.direction == Direction::input
                                          ? NominalDirection::from_nature
                                          : NominalDirection::to_nature;
      if (flow.nominal == NominalDirection::unknown) flow.nominal = stated;
      if (flow.nominal != stated) {
        factor.value = -factor.value;
        ++turned;
      }
    }
    database_.factors.push_back(factor);
  }
  category.factor_count =
      static_cast<std::uint32_t>(database_.factors.size()) - category.first_factor;
  tables_.report("direction_differs", Severity::info, place_of(file),
                 "factor.exchangeDirection",
                 "factors are for the other direction than that of their flows' "
                 "compartments",
                 "they changed sign", turned);
}

}  // namespace lichen::detail::ilcd
