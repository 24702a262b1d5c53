// Life cycle models: which process supplies which.

#include "io/ilcd/parsing.hpp"

namespace lichen::detail::ilcd {
namespace {

void read_connections(pugi::xml_node node, ModelRecord& record) {
  const std::size_t from = record.instances.size() - 1;
  for (const pugi::xml_node output : node.children()) {
    if (local_name(output) != "outputExchange") continue;
    for (const pugi::xml_node target : output.children()) {
      if (local_name(target) != "downstreamProcess") continue;
      record.connections.push_back({from, attribute(output, "flowUUID"),
                                    attribute(target, "id"),
                                    attribute(target, "flowUUID")});
    }
  }
}

void read_instance(pugi::xml_node node, Parsing& parsing) {
  ModelRecord& record = parsing.file.model;
  record.instances.push_back(
      {attribute(node, "dataSetInternalID"),
       reference_of(child(node, "referenceToProcess"), parsing.texts)});
  for (const pugi::xml_node part : node.children()) {
    const View name = local_name(part);
    if (name == "connections") {
      read_connections(part, record);
    } else if (name == "scalingFactor") {
      ++parsing.file.not_kept.model_details;
    } else if (name == "parameters" || name == "groups") {
      for (const pugi::xml_node row : part.children()) {
        parsing.file.not_kept.model_details += row.type() == pugi::node_element;
      }
    }
  }
}

}  // namespace

void parse_model(pugi::xml_node root, Parsing& parsing) {
  const auto information = child(root, "lifeCycleModelInformation");
  read_heading(child(information, "dataSetInformation"), parsing);
  read_publication(child(root, "administrativeInformation"), parsing);
  for (const pugi::xml_node node : child(information, "technology", "processes")) {
    if (local_name(node) == "processInstance") read_instance(node, parsing);
  }
}

}  // namespace lichen::detail::ilcd
