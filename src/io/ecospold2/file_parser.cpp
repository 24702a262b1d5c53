// One file: data sets of activities, methods, master data.

#include "io/ecospold2/parsing.hpp"
#include "io/xml/document.hpp"
#include "io/xml/document_findings.hpp"
#include "io/xml/value.hpp"

namespace lichen::detail::ecospold2 {
namespace {

void read_flow(pugi::xml_node node, FlowType type, FileRecord& file) {
  FlowRecord flow = parse_flow(node, type);
  flow.id_text = node.attribute("id").value();
  if (flow.id_text.empty()) return;
  flow.id = make_id(flow.id_text);
  file.flows.push_back(flow);
}

/// The entries of a master data file, or of what a data set brings of them.
void read_master_data(pugi::xml_node node, FileRecord& file) {
  for (const pugi::xml_node child : node.children()) {
    const View name = child.name();
    if (name == "intermediateExchange") {
      read_flow(child, FlowType::product, file);
    } else if (name == "elementaryExchange") {
      read_flow(child, FlowType::elementary, file);
    } else if (name == "geography") {
      file.locations.push_back({child.attribute("id").value(),
                                xml::english(child, "name"),
                                xml::english(child, "shortname")});
    } else if (name == "unit") {
      file.units.push_back(
          {child.attribute("id").value(), xml::english(child, "name"), {}});
    } else if (name == "impactMethod") {
      file.methods.push_back(parse_method(child, file));
    } else if (name == "person" || name == "source" || name == "company") {
      ++file.not_kept.administrative;
    }
  }
}

void read_ecospold(pugi::xml_node root, FileRecord& file) {
  for (const pugi::xml_node child : root.children()) {
    const View name = child.name();
    if (name == "activityDataset" || name == "childActivityDataset") {
      if (auto activity = parse_activity(child, file)) {
        file.activities.push_back(std::move(*activity));
      }
    } else if (name == "impactMethod" || name == "childImpactMethod") {
      file.methods.push_back(parse_method(child, file));
    } else if (name == "usedUserMasterData") {
      read_master_data(child, file);
    }
  }
}

}  // namespace

FileRecord parse_file(std::string_view name, std::string& content) {
  FileRecord file;
  file.file = name;
  const xml::Document document(content);
  xml::report(document, name, "EcoSpold02", file.findings);
  if (!document.error().empty()) return file;
  const pugi::xml_node root = document.root();
  if (View(root.name()) == "ecoSpold") {
    read_ecospold(root, file);
  } else {
    read_master_data(root, file);
  }
  return file;
}

}  // namespace lichen::detail::ecospold2
