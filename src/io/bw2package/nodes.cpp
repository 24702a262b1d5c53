#include "io/bw2package/nodes.hpp"

namespace lichen::detail::bw {
namespace {

enum class NodeKind : std::uint8_t { own_product, activity, product, elementary };

/// Brightway's node types; a node without a type is a process that is its own product.
NodeKind kind_of(std::string_view type) {
  if (type.empty() || type == "process" || type == "processwithreferenceproduct") {
    return NodeKind::own_product;
  }
  if (type == "multifunctional") return NodeKind::activity;
  if (type == "product" || type == "waste") return NodeKind::product;
  return NodeKind::elementary;  // emission, natural resource, economic, social, …
}

}  // namespace

Nodes::Nodes(Database& database, UnitsByName& units, std::string file)
    : database_(database), file_(std::move(file)), units_(units) {
  // Several databases of one package share the tables.
  for (std::size_t i = 0; i < database.activities.size(); ++i) {
    activity_by_id_.emplace(database.activities[i].id, ActivityIndex{i});
  }
  for (std::size_t i = 0; i < database.flows.size(); ++i) {
    flow_by_id_.emplace(database.flows[i].id, FlowIndex{i});
  }
  own_products_.resize(database.activities.size());
}

Id Nodes::id_of(std::string_view code) {
  const Id id = make_id(code);
  if (!parse_uuid(code)) database_.id_texts.emplace(id, database_.texts.add(code));
  return id;
}

LocationIndex Nodes::location(std::string_view name) {
  if (name.empty()) return {};
  const auto [at, added] = locations_.try_emplace(std::string(name));
  if (added) {
    at->second = LocationIndex{database_.locations.size()};
    const Text text = database_.texts.add(name);
    database_.locations.push_back({.id = make_id(name), .code = text, .name = text});
  }
  return at->second;
}

std::string Nodes::path_of(Element source) const {
  std::string path;
  if (const auto parts = sequence_of(item(source, "categories"))) {
    for (const Element part : *parts) {
      if (!path.empty()) path.push_back('/');
      path.append(text_of(part).value_or(""));
    }
  }
  return path;
}

FlowIndex Nodes::add_flow(const Key& key, Element source, FlowType type, bool stub) {
  const FlowIndex index{database_.flows.size()};
  std::string_view name = text_item(source, "reference product");
  if (name.empty() || type == FlowType::elementary) name = text_item(source, "name");
  const UnitIndex unit = units_.add(text_item(source, "unit"));
  Flow flow;
  flow.id = id_of(key.code);
  flow.name = database_.texts.add(name);
  flow.cas = database_.texts.add(text_item(source, "CAS number"));
  flow.reference_unit = unit;
  flow.reference_property = units_.property(unit);
  flow.type = type;
  flow.stub = stub;
  if (type == FlowType::elementary) {
    const std::string path = path_of(source);
    flow.category = database_.texts.add(path);
    flow.nominal = nominal_direction(path);
  }
  database_.flows.push_back(flow);
  flow_by_id_.emplace(flow.id, index);
  return index;
}

void Nodes::add_activity(const Key& key, Element node, FlowIndex own) {
  const ActivityIndex index{database_.activities.size()};
  Activity activity;
  activity.id = id_of(key.code);
  activity.name = database_.texts.add(text_item(node, "name"));
  activity.category = database_.texts.add(path_of(node));
  activity.description = database_.texts.add(text_item(node, "comment"));
  activity.file = database_.texts.add(file_);
  activity.location = location(text_item(node, "location"));
  database_.activities.push_back(activity);
  activity_by_id_.emplace(activity.id, index);
  own_products_.push_back(own);
  activities_.emplace_back(index, node);
}

void Nodes::add(Element key_element, Element node) {
  const auto key = key_of(key_element);
  if (!key || !node.is_object()) {
    database_.findings.add({.kind = "unreadable_data_set",
                            .severity = Severity::error,
                            .file = file_,
                            .field = "data",
                            .message = "a node has no (database, code) key or no fields",
                            .action = "it was not read"});
    return;
  }
  const Id id = make_id(key->code);
  const NodeKind kind = kind_of(text_item(node, "type"));
  const bool is_activity = kind == NodeKind::own_product || kind == NodeKind::activity;
  if (activity_by_id_.contains(id) || flow_by_id_.contains(id)) {
    database_.findings.add({.kind = "duplicate_id",
                            .severity = Severity::error,
                            .file = file_,
                            .data_set = std::string(key->code),
                            .field = "code",
                            .message = "two nodes have this code",
                            .action = "the first was read, the other was not"});
    return;
  }
  FlowIndex own;
  if (kind == NodeKind::own_product || kind == NodeKind::product) {
    own = add_flow(*key, node, FlowType::product, false);
  } else if (kind == NodeKind::elementary) {
    add_flow(*key, node, FlowType::elementary, false);
  }
  if (is_activity) add_activity(*key, node, own);
}

ActivityIndex Nodes::activity(const Key& key) const {
  const auto found = activity_by_id_.find(make_id(key.code));
  return found == activity_by_id_.end() ? ActivityIndex{} : found->second;
}

FlowIndex Nodes::product(const Key& key, Element exchange) {
  const auto found = flow_by_id_.find(make_id(key.code));
  return found == flow_by_id_.end() ? add_flow(key, exchange, FlowType::product, true)
                                    : found->second;
}

FlowIndex Nodes::elementary_flow(const Key& key, Element exchange) {
  const auto found = flow_by_id_.find(make_id(key.code));
  return found == flow_by_id_.end() ? add_flow(key, exchange, FlowType::elementary, true)
                                    : found->second;
}

FlowIndex Nodes::own_product(ActivityIndex activity) const {
  return own_products_[activity.at()];
}

void Nodes::finish() {
  database_.flow_property_factors.clear();
  for (Flow& flow : database_.flows) {
    flow.first_property =
        static_cast<std::uint32_t>(database_.flow_property_factors.size());
    flow.property_count = flow.reference_property ? 1 : 0;
    if (flow.reference_property) {
      database_.flow_property_factors.push_back({flow.reference_property, 1.});
    }
  }
}

}  // namespace lichen::detail::bw
