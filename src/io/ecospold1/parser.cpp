// One data set: what is said about it, then its exchanges.

#include "io/ecospold1/parser.hpp"

#include <string>

#include "io/name_ids/name_ids.hpp"
#include "io/xml/document.hpp"
#include "io/xml/value.hpp"

namespace lichen::detail::ecospold1 {

using name_ids::path_of;

namespace {

View value(pugi::xml_node node, const char* name) {
  return xml::trimmed(node.attribute(name).value());
}

void append(std::string& text, const char* label, View paragraph) {
  if (paragraph.empty()) return;
  if (!text.empty()) text.push_back('\n');
  if (*label != '\0') text.append(label).append(": ");
  text.append(paragraph);
}

/// A date by an element, or the year by another, or by an attribute of some writers.
std::string date(pugi::xml_node period, const char* day, const char* year) {
  for (const char* name : {day, year}) {
    const View text = xml::trimmed(xml::text_of(period.child(name)));
    if (!text.empty()) return std::string(text.substr(0, 10));
  }
  return std::string(value(period, year));
}

void read_reference(pugi::xml_node reference, DataSetRecord& record) {
  record.name = value(reference, "name");
  record.category = value(reference, "category");
  record.sub_category = value(reference, "subCategory");
  record.unit = value(reference, "unit");
  record.cas = value(reference, "CASNumber");
  record.formula = value(reference, "formula");
  if (record.cas == "NaN") record.cas = {};
  if (record.formula == "NaN" || record.formula == "0") record.formula = {};
  record.amount = xml::number_of(reference.attribute("amount")).value_or(1.);
  record.infrastructure = xml::is_true(reference.attribute("infrastructureProcess"));
  append(record.description, "", value(reference, "generalComment"));
  append(record.description, "Included processes", value(reference, "includedProcesses"));
  std::string synonyms;
  for (const pugi::xml_node synonym : reference.children("synonym")) {
    const View text = xml::text_of(synonym);
    if (text.empty() || text == "0") continue;
    synonyms.append(synonyms.empty() ? "" : ";").append(text);
  }
  append(record.description, "Synonyms", synonyms);
  const View local = value(reference, "localName");
  record.other_names += !local.empty() && local != record.name;
}

void read_information(pugi::xml_node information, DataSetRecord& record) {
  const auto geography = information.child("geography");
  record.location = value(geography, "location");
  append(record.description, "Geography", value(geography, "text"));
  append(record.description, "Technology",
         value(information.child("technology"), "text"));
  const auto period = information.child("timePeriod");
  record.start_date = date(period, "startDate", "startYear");
  record.end_date = date(period, "endDate", "endYear");
  append(record.description, "Time period", value(period, "text"));
}

void read_rest(pugi::xml_node meta, DataSetRecord& record) {
  const auto validation = meta.child("modellingAndValidation");
  for (const pugi::xml_node child : validation.children()) {
    if (View(child.name()) != "representativeness") {
      ++record.administrative;
      continue;
    }
    append(record.description, "Sampling procedure", value(child, "samplingProcedure"));
    append(record.description, "Extrapolations", value(child, "extrapolations"));
    append(record.description, "Production volume", value(child, "productionVolume"));
  }
  const auto administration = meta.child("administrativeInformation");
  for ([[maybe_unused]] const auto child : administration.children()) {
    ++record.administrative;
  }
  const auto publication = administration.child("dataGeneratorAndPublication");
  record.copyrighted = xml::is_true(publication.attribute("copyright"));
  record.restricted = publication.attribute("accessRestrictedTo").as_int() != 0;
}

/// The kinds of data sets: 0 and 2 are systems, 1 unit processes, 3 elementary flows, 4
/// impact categories, 5 processes with several products.
void set_kind(int type, bool impact, DataSetRecord& record) {
  if (type == 2) record.type = ActivityType::lci_result;
  if (type == 3) record.kind = DataSetKind::elementary_flow;
  if (type == 4 || impact) record.kind = DataSetKind::impact_category;
}

}  // namespace

DataSetRecord parse_data_set(View file, std::span<char> text, bool impact) {
  DataSetRecord record;
  const xml::Document document(text);
  const auto root = document.root();
  const auto meta = root.child("metaInformation");
  const auto information = meta.child("processInformation");
  const auto reference = information.child("referenceFunction");
  const View number = root.attribute("number").value();
  record.number = number;
  record.readable = document.error().empty() && reference;
  if (!record.readable) {
    record.findings.add({.kind = "unreadable_data_set",
                         .severity = Severity::error,
                         .file = std::string(file),
                         .data_set = "dataset " + std::string(number),
                         .message = document.error().empty()
                                        ? "the data set has no reference function"
                                        : "cannot be read as XML: " + document.error(),
                         .action = "it was not read"});
    return record;
  }
  read_reference(reference, record);
  read_information(information, record);
  read_rest(meta, record);
  const int type = information.child("dataSetInformation").attribute("type").as_int(1);
  set_kind(type, impact, record);
  const View location = information.child("geography") ? record.location : View("GLO");
  const View infrastructure = record.infrastructure ? "true" : "false";
  record.product = path_of({record.category, record.sub_category, record.name,
                            record.unit, location, infrastructure});
  record.path = record.product + (type == 1 ? "/u" : "/s");
  xml::Oddities oddities(
      file, std::string(record.name) + " (dataset " + std::string(number) + ")");
  parse_flow_data(root.child("flowData"), record, oddities);
  oddities.move_to(record.findings);
  return record;
}

}  // namespace lichen::detail::ecospold1
