// Processes with their exchanges, allocations and parameters.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "io/ilcd/write_exchanges.hpp"
#include "io/ilcd/writing.hpp"

namespace lichen::detail::ilcd {
namespace {

constexpr View types[] = {
    "Unit process, single operation", "Unit process, black box", "LCI result",
    "Partly terminated system",       "Avoided product system",  "EPD"};

/// The type as it was read, else what the model knows of it.
View type_of(const Writing& writing, const Activity& activity) {
  const View tags = writing.text(activity.tags);
  const bool result = activity.type == ActivityType::lci_result;
  for (const View type : types) {
    if (tags == type && result == (type == "LCI result" || type == "EPD")) return type;
  }
  if (result) return "LCI result";
  return tags.empty() ? View{} : types[0];
}

/// The year of a date, the only part that the format has a place for.
View year_of(View date) { return date.substr(0, 4); }

View place_code(const Writing& writing, LocationIndex location) {
  if (!location) return {};
  const Location& row = writing.database.locations[location.at()];
  return writing.text(row.code.empty() ? row.name : row.code);
}

class ProcessWriter {
 public:
  ProcessWriter(Writing& writing, ActivityIndex index)
      : writing_(writing),
        database_(writing.database),
        activity_(database_.activities[index.at()]),
        exchanges_(writing, index) {}

  void write() {
    const std::string id = to_string(activity_.id);
    open_root(xml_, "processDataSet", "Process");
    xml_.open("processInformation");
    write_information(id);
    write_references();
    write_times();
    write_geography();
    write_parameters();
    xml_.close("processInformation");
    write_method();
    add_administration(
        xml_, "01.00.000",
        database_.source.licence.find("protected by copyright") != std::string::npos);
    xml_.open("exchanges");
    exchanges_.write(xml_);
    xml_.close("exchanges").close("processDataSet");
    writing_.add("processes", id, xml_);
  }

 private:
  void write_information(const std::string& id) {
    xml_.open("dataSetInformation");
    xml_.add("common:UUID", id);
    xml_.open("name");
    xml_.add("baseName", writing_.text(activity_.name), {{"xml:lang", "en"}});
    xml_.close("name");
    add_classes(xml_, writing_.text(activity_.category), false);
    xml_.add("common:generalComment", writing_.text(activity_.description),
             {{"xml:lang", "en"}});
    xml_.close("dataSetInformation");
  }

  void write_references() {
    const auto references = exchanges_.references();
    if (references.empty()) return;
    xml_.open("quantitativeReference", {{"type", "Reference flow(s)"}});
    for (const std::string& id : references) xml_.add("referenceToReferenceFlow", id);
    xml_.close("quantitativeReference");
  }

  void write_times() {
    const View start = year_of(writing_.text(activity_.start_date));
    const View end = year_of(writing_.text(activity_.end_date));
    if (start.empty() && end.empty()) return;
    xml_.open("time");
    xml_.add("common:referenceYear", start);
    xml_.add("common:dataSetValidUntil", end);
    xml_.close("time");
  }

  void write_geography() {
    const View code = place_code(writing_, activity_.location);
    if (code.empty()) return;
    xml_.open("geography");
    xml_.add_empty("locationOfOperationSupplyOrProduction", {{"location", code}});
    xml_.close("geography");
  }

  void write_parameters() {
    bool any = false;
    for (const Parameter& row : database_.parameters) {
      if (row.scope != ParameterScope::activity || row.owner != activity_.id) continue;
      if (!any) xml_.open("mathematicalRelations");
      any = true;
      write_parameter(row);
    }
    if (any) xml_.close("mathematicalRelations");
  }

  void write_parameter(const Parameter& row) {
    const WrittenScatter scatter(row.distribution, 1.);
    xml_.start("variableParameter", {{"name", writing_.text(row.name)}});
    scatter.add_attributes(xml_);
    xml_.end_start();
    xml_.add("formula", writing_.text(row.formula));
    xml_.add("meanValue", number_text(row.value));
    scatter.add_elements(xml_, "minimumValue", "maximumValue");
    xml_.add("comment", writing_.text(row.description), {{"xml:lang", "en"}});
    xml_.close("variableParameter");
  }

  void write_method() {
    const View type = type_of(writing_, activity_);
    const bool economic = activity_.default_allocation == AllocationMethod::economic;
    if (type.empty() && !economic) return;
    xml_.open("modellingAndValidation").open("LCIMethodAndAllocation");
    xml_.add("typeOfDataSet", type);
    if (economic) xml_.add("LCIMethodApproaches", "Allocation - market value");
    xml_.close("LCIMethodAndAllocation").close("modellingAndValidation");
  }

  Writing& writing_;
  const Database& database_;
  const Activity& activity_;
  ExchangeWriter exchanges_;
  XmlText xml_;
};

}  // namespace

void write_processes(Writing& writing) {
  for (std::size_t i = 0; i < writing.database.activities.size(); ++i) {
    ProcessWriter(writing, ActivityIndex{i}).write();
  }
}

}  // namespace lichen::detail::ilcd
