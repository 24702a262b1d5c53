// Processes: what is said about them, and their parameters.

#include <cmath>

#include "io/ilcd/parsing.hpp"

namespace lichen::detail::ilcd {
namespace {

void read_times(pugi::xml_node time, Parsing& parsing) {
  ProcessRecord& record = parsing.file.process;
  record.start_date = text_of(child(time, "referenceYear"));
  record.end_date = text_of(child(time, "dataSetValidUntil"));
  append(record.description, "Time",
         parsing.texts.choose(time, "timeRepresentativenessDescription"));
}

void read_geography(pugi::xml_node geography, Parsing& parsing) {
  ProcessRecord& record = parsing.file.process;
  const auto place = child(geography, "locationOfOperationSupplyOrProduction");
  // Some writers put the code on the element around it.
  record.location = attribute(place ? place : geography, "location");
  append(record.description, "Geography",
         parsing.texts.choose(place, "descriptionOfRestrictions"));
}

void read_technology(pugi::xml_node technology, Parsing& parsing) {
  ProcessRecord& record = parsing.file.process;
  append(record.description, "Technology",
         parsing.texts.choose(technology, "technologyDescriptionAndIncludedProcesses"));
  append(record.description, "Applicability",
         parsing.texts.choose(technology, "technologicalApplicability"));
  NotKept& not_kept = parsing.file.not_kept;
  for (const pugi::xml_node node : technology.children()) {
    const View name = local_name(node);
    not_kept.included += name == "referenceToIncludedProcesses";
    not_kept.sources += name == "referenceToTechnologyFlowDiagrammOrPicture" ||
                        name == "referenceToTechnologyPictogramme";
  }
}

void read_parameter(pugi::xml_node node, Parsing& parsing) {
  ParameterRecord record;
  Scatter scatter;
  record.name = attribute(node, "name");
  const std::string place = "variableParameter[" + std::string(record.name) + "]";
  for (const pugi::xml_attribute at : node.attributes()) {
    take_attribute(scatter, local_name(at.name()), xml::trimmed(at.value()));
  }
  for (const pugi::xml_node part : node.children()) {
    const View name = local_name(part);
    if (name == "formula") {
      record.formula = text_of(part);
    } else if (name == "meanValue") {
      record.value = xml::number_of(text_of(part)).value_or(not_given);
    } else {
      take(scatter, name, text_of(part));
    }
  }
  if (record.name.empty()) {
    return parsing.oddities.add("unreadable_parameter", Severity::error, place,
                                "a parameter has no name", "it was not read");
  }
  // A formula that is a number computes nothing: the parameter is an input.
  if (const auto number = xml::number_of(record.formula)) {
    if (std::isnan(record.value)) record.value = *number;
    record.formula = {};
  }
  if (std::isnan(record.value)) {
    parsing.oddities.add("bad_amount", Severity::warning, place + ".meanValue",
                         "parameters have no finite value, written with a point",
                         "they have none until their formulas give one");
  }
  record.comment = parsing.texts.choose(node, "comment");
  record.distribution = distribution_of(scatter, record.value, place, parsing);
  parsing.file.process.parameters.push_back(record);
}

void read_relations(pugi::xml_node relations, Parsing& parsing) {
  append(parsing.file.process.description, "Mathematical model",
         parsing.texts.choose(relations, "modelDescription"));
  for (const pugi::xml_node node : relations.children()) {
    if (local_name(node) == "variableParameter") read_parameter(node, parsing);
  }
}

void read_reference(pugi::xml_node reference, Parsing& parsing) {
  ProcessRecord& record = parsing.file.process;
  for (const pugi::xml_node node : reference.children()) {
    if (local_name(node) == "referenceToReferenceFlow") {
      record.references.push_back(text_of(node));
    }
  }
  append(record.description, "Functional unit",
         parsing.texts.choose(reference, "functionalUnitOrOther"));
}

/// How inventory and allocation were done.
void read_method(pugi::xml_node method, Parsing& parsing) {
  ProcessRecord& record = parsing.file.process;
  record.type_of_data_set = text_of(child(method, "typeOfDataSet"));
  if (record.type_of_data_set == "LCI result" || record.type_of_data_set == "EPD") {
    record.type = ActivityType::lci_result;
  }
  append(record.description, "LCI method principle",
         text_of(child(method, "LCIMethodPrinciple")));
  for (const pugi::xml_node node : method.children()) {
    if (local_name(node) != "LCIMethodApproaches") continue;
    if (text_of(node) == "Allocation - market value") {
      record.economic_allocation = true;
    } else {
      append(record.description, "LCI method approach", text_of(node));
    }
  }
}

/// Sources of the data by their names; reviews and declarations are counted.
void read_validation(pugi::xml_node validation, Parsing& parsing) {
  ProcessRecord& record = parsing.file.process;
  const auto sources = child(validation, "dataSourcesTreatmentAndRepresentativeness");
  for (const pugi::xml_node node : sources.children()) {
    if (local_name(node) != "referenceToDataSource") continue;
    append(record.description, "Source", reference_of(node, parsing.texts).name);
  }
  for (const pugi::xml_node node : validation.children()) {
    const View name = local_name(node);
    parsing.file.not_kept.administrative +=
        name == "validation" || name == "complianceDeclarations";
  }
}

/// Amounts by module stand in extensions of EPDs.
void count_results(pugi::xml_node results, NotKept& not_kept) {
  for (const pugi::xml_node node : results.children()) {
    if (local_name(node) != "LCIAResult") continue;
    ++not_kept.impact_results;
    for (const pugi::xml_node part : child(node, "other").children()) {
      not_kept.module_amounts += local_name(part) == "amount";
    }
  }
}

}  // namespace

void parse_process(pugi::xml_node root, Parsing& parsing) {
  const auto information = child(root, "processInformation");
  const auto data_set = child(information, "dataSetInformation");
  read_heading(data_set, parsing);
  read_publication(child(root, "administrativeInformation"), parsing);
  ProcessRecord& record = parsing.file.process;
  append(record.description, "", parsing.texts.choose(data_set, "generalComment"));
  append(record.description, "Synonyms", parsing.texts.choose(data_set, "synonyms"));
  read_reference(child(information, "quantitativeReference"), parsing);
  read_technology(child(information, "technology"), parsing);
  read_geography(child(information, "geography"), parsing);
  read_times(child(information, "time"), parsing);
  read_relations(child(information, "mathematicalRelations"), parsing);
  const auto validation = child(root, "modellingAndValidation");
  read_method(child(validation, "LCIMethodAndAllocation"), parsing);
  read_validation(validation, parsing);
  for (const pugi::xml_node node : root.children()) {
    const View name = local_name(node);
    if (name == "exchanges") parse_exchanges(node, parsing);
    if (name == "LCIAResults") count_results(node, parsing.file.not_kept);
  }
  if (record.economic_allocation && record.allocations.empty()) {
    append(record.description, "LCI method approach", "Allocation - market value");
  }
}

}  // namespace lichen::detail::ilcd
