// What rows and columns of matrices stand for, from a database.

#include <algorithm>

#include "lichen/base/error.hpp"
#include "lichen/store/matrices.hpp"

namespace lichen::inline LICHEN_ABI::store {
namespace {

std::string text(const Database& database, Text handle) {
  return std::string(database.text(handle));
}

std::string unit_of(const Database& database, const Flow& flow) {
  if (!flow.reference_unit) return "";
  return text(database, database.units[flow.reference_unit.at()].name);
}

/// The code of a place, else its name.
std::string place(const Database& database, LocationIndex index) {
  if (!index) return "";
  const Location& location = database.locations[index.at()];
  return text(database, location.code.empty() ? location.name : location.code);
}

Labels activity_labels(const Database& database, const std::vector<Column>& columns) {
  Labels labels{{"activity_id", "activity", "location", "product_id", "product", "unit"},
                {}};
  for (const Column& column : columns) {
    const Activity& activity = database.activities[column.activity.at()];
    std::vector<std::string> row = {database.id_text(activity.id),
                                    text(database, activity.name),
                                    place(database, activity.location)};
    if (column.flow) {
      const Flow& flow = database.flows[column.flow.at()];
      row.insert(row.end(), {database.id_text(flow.id), text(database, flow.name),
                             unit_of(database, flow)});
    }
    row.resize(labels.names.size());
    labels.rows.push_back(std::move(row));
  }
  return labels;
}

std::vector<std::string> flow_row(const Database& database, FlowIndex index,
                                  const char* last) {
  const Flow& flow = database.flows[index.at()];
  return {database.id_text(flow.id), text(database, flow.name),
          text(database, flow.category), unit_of(database, flow), last};
}

const char* word(NominalDirection direction) {
  switch (direction) {
    case NominalDirection::from_nature:
      return "from_nature";
    case NominalDirection::to_nature:
      return "to_nature";
    case NominalDirection::unknown:
      return "unknown";
  }
  return "unknown";
}

const char* word(OpenKind kind) {
  return kind == OpenKind::cut_off ? "cut_off" : "unallocated_coproduct";
}

/// The first method of a database that lists a category; null where none does.
const Method* method_of(const Database& methods, CategoryIndex category) {
  for (const Method& method : methods.methods) {
    const auto& own = method.categories;
    if (std::find(own.begin(), own.end(), category) != own.end()) return &method;
  }
  return nullptr;
}

}  // namespace

std::vector<std::string> Labels::column(const std::string& name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw DataError("the labels have no column \"" + name + "\"");
  const auto at = static_cast<std::size_t>(found - names.begin());
  std::vector<std::string> texts;
  texts.reserve(rows.size());
  for (const auto& row : rows) texts.push_back(row[at]);
  return texts;
}

Labels label(const Database& methods, const std::vector<CategoryIndex>& categories) {
  Labels labels{{"method", "category", "unit", "method_id", "id"}, {}};
  for (const CategoryIndex index : categories) {
    const Category& category = methods.categories[index.at()];
    const Method* method = method_of(methods, index);
    labels.rows.push_back({method != nullptr ? text(methods, method->name) : "",
                           text(methods, category.name), text(methods, category.unit),
                           method != nullptr ? methods.id_text(method->id) : "",
                           methods.id_text(category.id)});
  }
  return labels;
}

LabelledMatrices label(const Database& database, const Assembly& assembly) {
  LabelledMatrices matrices;
  matrices.a = assembly.a;
  matrices.b = assembly.b;
  matrices.open = assembly.open;
  matrices.activities = activity_labels(database, assembly.columns);
  matrices.flows.names = {"id", "flow", "compartment", "unit", "direction"};
  for (std::size_t i = 0; i < assembly.flows.size(); ++i) {
    matrices.flows.rows.push_back(
        flow_row(database, assembly.flows[i], word(assembly.directions[i])));
  }
  matrices.open_rows.names = {"id", "flow", "compartment", "unit", "kind"};
  for (const OpenRow& row : assembly.open_rows) {
    matrices.open_rows.rows.push_back(flow_row(database, row.flow, word(row.kind)));
  }
  matrices.categories.names = {"method", "category", "unit", "method_id", "id"};
  return matrices;
}

LabelledMatrices label(const Database& database, const Assembly& assembly,
                       const Database& methods,
                       const Characterisation& characterisation) {
  LabelledMatrices matrices = label(database, assembly);
  matrices.c = characterisation.c;
  matrices.categories = label(methods, characterisation.categories);
  return matrices;
}

}  // namespace lichen::inline LICHEN_ABI::store
