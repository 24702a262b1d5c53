// Methods, and what is done when all files are there.

#include <string>
#include <utility>

#include "io/ecospold2/merge.hpp"

namespace lichen::detail::ecospold2 {
namespace {

std::string joined(View first, View second, const char* between) {
  std::string text(first);
  if (!text.empty() && !second.empty()) text.append(between);
  return text.append(second);
}

}  // namespace

Category Merger::category_of(const CategoryRecord& record, const MethodRecord& method) {
  Category category;
  const std::string id = joined(record.category_id, record.indicator_id, "_");
  const std::string text = id.empty() ? joined(method.id, record.category, "_") : id;
  category.id = tables_.keep(make_id(text), text);
  category.name = tables_.text(joined(record.category, record.indicator, " - "));
  category.unit = tables_.text(record.unit);
  category.first_factor = static_cast<std::uint32_t>(database_.factors.size());
  category.factor_count = static_cast<std::uint32_t>(record.factors.size());
  return category;
}

void Merger::add_method(const MethodRecord& record, View file) {
  const View key = record.id.empty() ? record.name : record.id;
  const std::string label = std::string(record.name) + " (" + std::string(key) + ")";
  const Id id = tables_.keep(make_id(key), key);
  if (!methods_.emplace(id, MethodIndex{database_.methods.size()}).second) {
    return report("duplicate_id", Severity::error, file, label, "impactMethod.id",
                  "two methods have this id", "the first counts");
  }
  Method method;
  method.id = id;
  method.name = tables_.text(record.name);
  for (const CategoryRecord& row : record.categories) {
    Category category = category_of(row, record);
    const CategoryIndex index{database_.categories.size()};
    if (!categories_.emplace(category.id, index).second) {
      report("duplicate_id", Severity::error, file, label, "category.id",
             "two categories have the same ids of category and indicator",
             "the first counts");
      continue;
    }
    category.file = tables_.text(file);
    for (const FactorRecord& factor : row.factors) {
      const FlowIndex flow = tables_.flow(factor.flow, Knowledge::exchange);
      database_.factors.push_back(
          {.value = factor.value,
           .flow = flow,
           .unit = tables_.unit(factor.flow.unit, factor.flow.unit_id),
           .property = {},
           .location = {}});
    }
    database_.categories.push_back(category);
    method.categories.push_back(index);
  }
  database_.methods.push_back(std::move(method));
}

void Merger::report(const char* kind, Severity severity, View file,
                    const std::string& data_set, const char* field, std::string message,
                    const char* action, std::int64_t count) {
  if (count == 0) return;
  database_.findings.add({.kind = kind,
                          .severity = severity,
                          .file = std::string(file),
                          .data_set = data_set,
                          .field = field,
                          .message = std::move(message),
                          .action = action,
                          .count = count});
}

void Merger::report_not_kept() {
  const auto not_kept = [&](const char* field, const char* what, std::int64_t count) {
    report("not_kept", Severity::info, "", "", field, what,
           "the model has no place for it: it was not read", count);
  };
  not_kept("administrativeInformation",
           "persons, sources, reviews and publication of data sets",
           not_kept_.administrative);
  not_kept("impactIndicator", "results of impact assessment that data sets bring",
           not_kept_.impact_results);
  not_kept("comment",
           "comments in a second language, on properties, volumes, uncertainties",
           not_kept_.texts);
  not_kept("property.uncertainty",
           "uncertainties of properties, volumes, transfer coefficients",
           not_kept_.property_uncertainty);
  not_kept("imageUrl", "pictures in texts", not_kept_.images);
  report("zero_product", Severity::info, "", "", "outputGroup",
         "data sets of a system model list the other products of their activity with "
         "amount 0",
         "they were not read: nothing is made of them there", zero_products_);
}

void Merger::finish() {
  tables_.finish();
  give_ids();
  std::vector<Id> source_ids;
  for (const Source& source : sources_) source_ids.push_back(source.id);
  link(database_, links_, source_ids);
  turn_wastes(database_);
  report_not_kept();
  std::string& licence = database_.source.licence;
  if (copyrighted_) licence = "protected by copyright";
  if (restricted_)
    licence += licence.empty() ? "access is restricted" : ", access is restricted";
}

}  // namespace lichen::detail::ecospold2
