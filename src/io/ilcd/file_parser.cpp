// One file: what all data sets have in common, then what is its kind's own.

#include <algorithm>
#include <utility>

#include "io/ilcd/parsing.hpp"
#include "io/xml/document.hpp"
#include "io/xml/document_findings.hpp"

namespace lichen::detail::ilcd {
namespace {

/// The classes of one classification, from the outermost on.
std::string path_of(pugi::xml_node classification) {
  std::vector<std::pair<int, View>> classes;
  for (const pugi::xml_node node : classification.children()) {
    const View name = local_name(node);
    if (name != "class" && name != "category") continue;
    if (text_of(node).empty()) continue;
    classes.emplace_back(xml::integer_of(attribute(node, "level")).value_or(0),
                         text_of(node));
  }
  std::stable_sort(classes.begin(), classes.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string path;
  for (const auto& [level, name] : classes) {
    path.append(path.empty() ? "" : "/").append(name);
  }
  return path;
}

/// Of several classifications that of ILCD itself (which has no name), else the first.
/// Compartments of elementary flows come before classes of products.
void read_category(pugi::xml_node information, Parsing& parsing) {
  int best = 0;
  for (const pugi::xml_node node : information.children()) {
    const View name = local_name(node);
    const bool compartments = name == "elementaryFlowCategorization";
    if (!compartments && name != "classification") continue;
    const View of = attribute(node, "name");
    const bool own = of.empty() || of == "ILCD" || of == "ilcd";
    const int rank = 1 + (own ? 1 : 0) + (compartments ? 2 : 0);
    parsing.file.not_kept.classifications += best > 0;
    if (rank <= best) continue;
    best = rank;
    parsing.file.heading.category = path_of(node);
  }
}

/// The name: a text, or its parts, of which flows and processes have four.
std::string name_of(pugi::xml_node information, Texts& texts) {
  const auto parts = child(information, "name");
  if (!child(parts, "baseName")) return std::string(texts.choose(information, "name"));
  std::string name;
  for (const View part : {"baseName", "treatmentStandardsRoutes", "mixAndLocationTypes",
                          "functionalUnitFlowProperties", "flowProperties"}) {
    const View text = texts.choose(parts, part);
    if (!text.empty()) name.append(name.empty() ? "" : "; ").append(text);
  }
  return name;
}

void read_locations(pugi::xml_node root, FileRecord& file) {
  for (const pugi::xml_node node : root.children()) {
    if (local_name(node) != "location") continue;
    file.locations.push_back({attribute(node, "value"), text_of(node)});
  }
}

void parse_data_set(pugi::xml_node root, Parsing& parsing) {
  switch (parsing.file.kind) {
    case FileKind::unit_group:
      return parse_unit_group(root, parsing);
    case FileKind::flow_property:
      return parse_flow_property(root, parsing);
    case FileKind::flow:
      return parse_flow(root, parsing);
    case FileKind::process:
      return parse_process(root, parsing);
    case FileKind::method:
      return parse_method(root, parsing);
    case FileKind::model:
      return parse_model(root, parsing);
    case FileKind::locations:
      return read_locations(root, parsing.file);
    default:
      return;
  }
}

/// A data set without an id cannot be referred to: it is not read.
void check_id(Parsing& parsing, const std::string& file) {
  FileRecord& record = parsing.file;
  record.readable = !is_data_set(record.kind) || !record.heading.uuid.empty();
  if (record.readable) return;
  record.findings.add({.kind = "unreadable_data_set",
                       .severity = Severity::error,
                       .file = file,
                       .data_set = record.heading.name,
                       .field = "dataSetInformation.UUID",
                       .message = "the data set has no id",
                       .action = "it was not read"});
}

}  // namespace

void NotKept::add(const NotKept& more) {
  administrative += more.administrative;
  sources += more.sources;
  impact_results += more.impact_results;
  module_amounts += more.module_amounts;
  included += more.included;
  derivations += more.derivations;
  flow_texts += more.flow_texts;
  factor_details += more.factor_details;
  classifications += more.classifications;
  model_details += more.model_details;
}

void append(std::string& text, View label, View paragraph) {
  if (paragraph.empty()) return;
  if (!text.empty()) text.push_back('\n');
  if (!label.empty()) text.append(label).append(": ");
  text.append(paragraph);
}

Reference reference_of(pugi::xml_node node, const Texts& texts) {
  Reference reference;
  reference.id = attribute(node, "refObjectId");
  reference.version = attribute(node, "version");
  if (node.first_child()) reference.name = texts.peek(node, "shortDescription");
  return reference;
}

void read_heading(pugi::xml_node information, Parsing& parsing) {
  Heading& heading = parsing.file.heading;
  heading.uuid = text_of(child(information, "UUID"));
  heading.name = name_of(information, parsing.texts);
  read_category(child(information, "classificationInformation"), parsing);
  parsing.oddities = {parsing.file.file,
                      heading.name + " (" + std::string(heading.uuid) + ")"};
}

void read_publication(pugi::xml_node administration, Parsing& parsing) {
  FileRecord& file = parsing.file;
  const auto publication = child(administration, "publicationAndOwnership");
  file.heading.version = text_of(child(publication, "dataSetVersion"));
  const View copyright = text_of(child(publication, "copyright"));
  file.copyrighted = copyright == "true" || copyright == "1";
  file.licence = text_of(child(publication, "licenseType"));
  for (const pugi::xml_node node : administration.children()) {
    file.not_kept.administrative += node.type() == pugi::node_element;
  }
}

FileRecord parse_file(View name, std::string& content, FileKind kind,
                      const Choices& choices) {
  FileRecord file;
  file.file = name;
  file.kind = kind;
  const xml::Document document(content);
  xml::report(document, name, "/ILCD", file.findings);
  if (!document.error().empty()) return file;
  Parsing parsing{file, Texts(choices.language), xml::Oddities(name, ""), choices};
  parse_data_set(document.root(), parsing);
  check_id(parsing, std::string(name));
  parsing.oddities.move_to(file.findings);
  file.languages = parsing.texts.count();
  return file;
}

}  // namespace lichen::detail::ilcd
