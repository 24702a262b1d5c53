// One data set of an activity: what is said about it, then its exchanges.

#include <string>

#include "io/ecospold2/parsing.hpp"
#include "io/xml/value.hpp"

namespace lichen::detail::ecospold2 {
namespace {

void append_paragraph(std::string& text, View label, View paragraph) {
  if (paragraph.empty()) return;
  if (!text.empty()) text.push_back('\n');
  if (!label.empty()) text.append(label).append(": ");
  text.append(paragraph);
}

void append_tag(std::string& tags, View tag) {
  if (tag.empty()) return;
  if (!tags.empty()) tags.push_back(';');
  tags.append(tag);
}

/// Reads what stands around the exchanges.
class MetaParser {
 public:
  MetaParser(ActivityRecord& record, FileRecord& file, xml::Oddities& oddities)
      : record_(record), file_(file), oddities_(oddities) {}

  void read_description(pugi::xml_node description) {
    read_activity(description.child("activity"));
    read_classifications(description);
    if (const auto geography = description.child("geography")) {
      record_.location_id = geography.attribute("geographyId").value();
      record_.location = xml::english(geography, "shortname");
      paragraph("Geography", geography.child("comment"));
    }
    if (const auto technology = description.child("technology")) {
      read_level(technology.attribute("technologyLevel"));
      paragraph("Technology", technology.child("comment"));
    }
    if (const auto period = description.child("timePeriod")) {
      record_.start_date = period.attribute("startDate").value();
      record_.end_date = period.attribute("endDate").value();
      paragraph("Time period", period.child("comment"));
    }
    if (const auto scenario = description.child("macroEconomicScenario")) {
      record_.scenario = xml::english(scenario, "name");
      append_paragraph(record_.description, "Macro-economic scenario",
                       xml::english(scenario, "comment"));
    }
  }

  void read_validation(pugi::xml_node node) {
    for (const pugi::xml_node child : node.children()) {
      if (View(child.name()) == "representativeness") {
        read_representativeness(child);
      } else {
        ++file_.not_kept.administrative;
      }
    }
  }

  void read_administration(pugi::xml_node node) {
    for (const pugi::xml_node child : node.children()) {
      const View name = child.name();
      if (name == "fileAttributes") continue;
      ++file_.not_kept.administrative;
      if (name != "dataGeneratorAndPublication") continue;
      record_.copyrighted = xml::is_true(child.attribute("isCopyrightProtected"));
      record_.restricted = child.attribute("accessRestrictedTo").as_int() != 0;
    }
  }

 private:
  void read_activity(pugi::xml_node activity) {
    if (activity.attribute("type").as_int() == 2) record_.type = ActivityType::lci_result;
    const int kind = activity.attribute("specialActivityType").as_int();
    constexpr int last = static_cast<int>(ActivityKind::market_group);
    if (kind >= 0 && kind <= last) {
      record_.kind = static_cast<ActivityKind>(kind);
    } else {
      oddities_.add("unreadable_field", Severity::warning, "activity.specialActivityType",
                    "the special activity type is none of the format's",
                    "the activity counts as an ordinary one");
    }
    if (activity.attribute("inheritanceDepth").as_int() > 0) report_inheritance();
    paragraph("", activity.child("generalComment"));
    paragraph("Included activities start", activity, "includedActivitiesStart");
    paragraph("Included activities end", activity, "includedActivitiesEnd");
    paragraph("Allocation", activity.child("allocationComment"));
    std::string synonyms;
    for (const auto synonym : activity.children("synonym")) {
      append_tag(synonyms, xml::text_of(synonym));
    }
    append_paragraph(record_.description, "Synonyms", synonyms);
    for (const auto tag : activity.children("tag")) {
      append_tag(record_.tags, xml::text_of(tag));
    }
  }

  void report_inheritance() {
    oddities_.add("inherits_from_parent", Severity::error, "activity.parentActivityId",
                  "the data set inherits from a parent: it may state only what differs",
                  "only what it states itself was read");
  }

  void read_level(pugi::xml_attribute attribute) {
    constexpr int usual = static_cast<int>(TechnologyLevel::current);
    const int level = attribute.as_int(usual);
    if (level >= 0 && level <= static_cast<int>(TechnologyLevel::outdated)) {
      record_.technology = static_cast<TechnologyLevel>(level);
    }
  }

  /// ISIC is the category, else the first classification; the others become tags.
  void read_classifications(pugi::xml_node description) {
    View system_of_category;
    for (const auto node : description.children("classification")) {
      const View system = xml::english(node, "classificationSystem");
      const View value = xml::english(node, "classificationValue");
      if (value.empty()) continue;
      const bool better =
          record_.category.empty() ||
          (system.starts_with("ISIC") && !system_of_category.starts_with("ISIC"));
      const View other_system = better ? system_of_category : system;
      const View other = better ? record_.category : value;
      if (better) {
        record_.category = value;
        system_of_category = system;
      }
      if (!other.empty()) {
        append_tag(record_.tags, std::string(other_system) + ": " + std::string(other));
      }
    }
  }

  void read_representativeness(pugi::xml_node node) {
    record_.system_model = xml::english(node, "systemModelName");
    paragraph("Sampling procedure", node, "samplingProcedure");
    paragraph("Extrapolations", node, "extrapolations");
  }

  void paragraph(View label, pugi::xml_node text_and_images) {
    if (text_and_images) {
      append_paragraph(record_.description, label,
                       parse_text(text_and_images, file_.not_kept));
    }
  }

  void paragraph(View label, pugi::xml_node parent, const char* name) {
    append_paragraph(record_.description, label, xml::english(parent, name));
  }

  ActivityRecord& record_;
  FileRecord& file_;
  xml::Oddities& oddities_;
};

/// Expects about as many exchanges as the data set has children.
void reserve(ActivityRecord& record, pugi::xml_node flow_data) {
  std::size_t children = 0;
  for ([[maybe_unused]] const auto child : flow_data.children()) ++children;
  record.exchanges.reserve(children);
}

}  // namespace

std::optional<ActivityRecord> parse_activity(pugi::xml_node node, FileRecord& file) {
  const auto description = node.child("activityDescription");
  const auto activity = description.child("activity");
  ActivityRecord record;
  record.id_text = activity.attribute("id").value();
  record.name = xml::english(activity, "activityName");
  xml::Oddities oddities(
      file.file, std::string(record.name) + " (" + std::string(record.id_text) + ")");
  if (record.id_text.empty()) {
    oddities.add("unreadable_data_set", Severity::error, "activity.id",
                 "the data set has no id", "it was not read");
    oddities.move_to(file.findings);
    return std::nullopt;
  }
  record.id = make_id(record.id_text);
  MetaParser meta(record, file, oddities);
  meta.read_description(description);
  meta.read_validation(node.child("modellingAndValidation"));
  meta.read_administration(node.child("administrativeInformation"));
  const auto flow_data = node.child("flowData");
  reserve(record, flow_data);
  parse_flow_data(flow_data, record, file.not_kept, oddities);
  oddities.move_to(file.findings);
  return record;
}

}  // namespace lichen::detail::ecospold2
