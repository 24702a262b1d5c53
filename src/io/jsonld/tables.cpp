#include "io/jsonld/tables.hpp"

#include <algorithm>
#include <limits>

namespace lichen::detail::jsonld {

using json::Element;
using json::field;

namespace {

/// The id that a reference names, "" where there is none.
std::string_view reference_id(std::optional<Element> reference) {
  return json::text(reference, "@id");
}

/// Paths of the federal commons start with the kind of flow.
FlowType type_by_path(std::string_view path) {
  if (path.starts_with("Technosphere flows")) return FlowType::product;
  return path.starts_with("Waste flows") ? FlowType::waste : FlowType::elementary;
}

bool tells_type(std::string_view path) {
  return type_by_path(path) != FlowType::elementary ||
         path.starts_with("Elementary flows") ||
         nominal_direction(path) != NominalDirection::unknown;
}

/// The path that references of v1 spell out: ["Elementary flows", "Resource"].
std::string spelled_path(std::optional<Element> reference) {
  std::string path;
  if (const auto parts = json::array_of(field(reference, "categoryPath"))) {
    for (const Element part : *parts) {
      if (!path.empty()) path.push_back('/');
      path.append(json::text_of(part).value_or(""));
    }
  }
  return path;
}

}  // namespace

Id Tables::id_of(std::string_view text) {
  if (const auto id = parse_uuid(text)) return *id;
  const Id id = make_id(text);
  database_.id_texts.emplace(id, database_.texts.add(text));
  return id;
}

void Tables::report(const char* kind, Severity severity, const Place& place,
                    std::string field_name, std::string message, std::string action,
                    std::int64_t count) {
  std::string data_set(place.name);
  if (!place.id.empty()) data_set += " (" + std::string(place.id) + ")";
  database_.findings.add({.kind = kind,
                          .severity = severity,
                          .file = std::string(place.file),
                          .data_set = std::move(data_set),
                          .field = std::move(field_name),
                          .message = std::move(message),
                          .action = std::move(action),
                          .count = count});
}

UnitIndex Tables::unit(std::optional<Element> reference) {
  const auto id_text = reference_id(reference);
  if (id_text.empty()) return {};
  const auto [at, added] = units.try_emplace(id_of(id_text));
  if (added) {
    at->second = UnitIndex{database_.units.size()};
    database_.units.push_back({.id = at->first,
                               .name = text(json::text(reference, "name")),
                               .group = {},
                               .factor = std::numeric_limits<double>::quiet_NaN(),
                               .synonyms = {}});
  }
  return at->second;
}

FlowPropertyIndex Tables::property(std::optional<Element> reference) {
  const auto id_text = reference_id(reference);
  if (id_text.empty()) return {};
  const auto [at, added] = properties.try_emplace(id_of(id_text));
  if (added) {
    at->second = FlowPropertyIndex{database_.flow_properties.size()};
    database_.flow_properties.push_back(
        {.id = at->first, .name = text(json::text(reference, "name")), .group = {}});
  }
  return at->second;
}

LocationIndex Tables::location(std::optional<Element> reference) {
  const auto id_text = reference_id(reference);
  if (id_text.empty()) return {};
  const auto [at, added] = locations.try_emplace(id_of(id_text));
  if (added) {
    at->second = LocationIndex{database_.locations.size()};
    const Text name = text(json::text(reference, "name"));
    database_.locations.push_back({.id = at->first, .code = name, .name = name});
  }
  return at->second;
}

FlowIndex Tables::flow(std::optional<Element> reference) {
  const auto id_text = reference_id(reference);
  if (id_text.empty()) return {};
  const auto [at, added] = flows.try_emplace(id_of(id_text));
  if (!added) return at->second;
  at->second = FlowIndex{database_.flows.size()};
  Flow flow;
  flow.id = at->first;
  flow.name = text(json::text(reference, "name"));
  std::string path = category_path(*this, field(reference, "category"));
  if (path.empty()) path = spelled_path(reference);
  const auto type = json::text(reference, "flowType");
  flow.type = type.empty() ? type_by_path(path) : flow_type(type);
  if (type.empty() && !tells_type(path)) untyped_flows.insert(at->second.value);
  flow.category = text(path);
  if (flow.type == FlowType::elementary) flow.nominal = nominal_direction(path);
  flow.stub = true;
  if (const auto name = json::text(reference, "refUnit"); !name.empty()) {
    reference_unit_names.emplace(at->second.value, text(name));
  }
  database_.flows.push_back(flow);
  return at->second;
}

std::string category_path(const Tables& tables, std::optional<Element> category) {
  if (const auto path = json::text_of(category)) return std::string(*path);
  const auto id = parse_uuid(reference_id(category));
  auto found = id ? tables.categories.find(*id) : tables.categories.end();
  std::string path;
  if (found == tables.categories.end()) {  // all there is stands in the reference
    path = spelled_path(category);
    if (!path.empty()) path.push_back('/');
    return path.append(json::text(category, "name"));
  }
  const TextPool& texts = tables.database().texts;
  path = texts.view(found->second.first);
  constexpr std::size_t deepest = 256;
  std::vector<Id> seen = {*id};
  while (seen.size() < deepest) {
    const Id parent = found->second.second;
    found = tables.categories.find(parent);
    const bool again = std::find(seen.begin(), seen.end(), parent) != seen.end();
    if (found == tables.categories.end() || again) break;
    seen.push_back(parent);
    path = std::string(texts.view(found->second.first)) + "/" + path;
  }
  return path;
}

FlowType flow_type(std::string_view text) {
  if (text == "PRODUCT_FLOW") return FlowType::product;
  if (text == "WASTE_FLOW") return FlowType::waste;
  return FlowType::elementary;
}

}  // namespace lichen::detail::jsonld
