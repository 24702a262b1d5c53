#include "support/ilcd.hpp"

namespace lichen::test {
namespace {

const std::string start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string name_space(const std::string& of) {
  return " xmlns=\"http://lca.jrc.it/ILCD/" + of +
         "\" xmlns:common=\"http://lca.jrc.it/ILCD/Common\" version=\"1.1\">";
}

std::string publication() {
  return "<administrativeInformation><publicationAndOwnership>"
         "<common:dataSetVersion>01.00.000</common:dataSetVersion>"
         "</publicationAndOwnership></administrativeInformation>";
}

std::string uuid(const std::string& id) {
  return "<common:UUID>" + id + "</common:UUID>";
}

std::string unit(int number, const std::string& name, const std::string& factor) {
  return "<unit dataSetInternalID=\"" + std::to_string(number) + "\"><name>" + name +
         "</name><meanValue>" + factor + "</meanValue></unit>";
}

std::pair<std::string, std::string> unit_group(int number, const std::string& name,
                                               const std::string& units) {
  const std::string id = ilcd_id('a', number);
  return {"unitgroups/" + id + ".xml",
          start + "<unitGroupDataSet" + name_space("UnitGroup") +
              "<unitGroupInformation><dataSetInformation>" + uuid(id) +
              "<common:name xml:lang=\"en\">" + name +
              "</common:name></dataSetInformation><quantitativeReference>"
              "<referenceToReferenceUnit>0</referenceToReferenceUnit>"
              "</quantitativeReference></unitGroupInformation>" +
              publication() + "<units>" + units + "</units></unitGroupDataSet>"};
}

std::pair<std::string, std::string> flow_property(int number, const std::string& name) {
  const std::string id = ilcd_id('b', number);
  return {"flowproperties/" + id + ".xml",
          start + "<flowPropertyDataSet" + name_space("FlowProperty") +
              "<flowPropertiesInformation><dataSetInformation>" + uuid(id) +
              "<common:name xml:lang=\"en\">" + name +
              "</common:name></dataSetInformation><quantitativeReference>"
              "<referenceToReferenceUnitGroup refObjectId=\"" +
              ilcd_id('a', number) +
              "\" type=\"unit group data set\"/></quantitativeReference>"
              "</flowPropertiesInformation>" +
              publication() + "</flowPropertyDataSet>"};
}

std::string flow_reference(int flow) {
  return "<referenceToFlowDataSet refObjectId=\"" + ilcd_id('c', flow) +
         "\" type=\"flow data set\" version=\"01.00.000\">"
         "<common:shortDescription xml:lang=\"en\">flow number " +
         std::to_string(flow) + "</common:shortDescription></referenceToFlowDataSet>";
}

}  // namespace

std::string ilcd_id(char kind, int number) {
  const std::string digits = std::to_string(number);
  std::string id(8, kind);
  id.append("-0000-0000-0000-").append(12 - digits.size(), '0').append(digits);
  return id;
}

Files ilcd_unit_groups() {
  return {unit_group(1, "Units of mass",
                     unit(0, "kg", "1") + unit(1, "g", "0.001") + unit(2, "t", "1000")),
          unit_group(2, "Units of energy", unit(0, "MJ", "1.0") + unit(1, "kWh", "3.6"))};
}

Files ilcd_flow_properties() {
  return {flow_property(1, "Mass"), flow_property(2, "Net calorific value")};
}

std::string ilcd_property(int internal_id, int property, const std::string& value) {
  return "<flowProperty dataSetInternalID=\"" + std::to_string(internal_id) +
         "\"><referenceToFlowPropertyDataSet refObjectId=\"" + ilcd_id('b', property) +
         "\" type=\"flow property data set\"/><meanValue>" + value +
         "</meanValue></flowProperty>";
}

std::pair<std::string, std::string> ilcd_flow(int number, const std::string& name,
                                              const std::string& type,
                                              const std::string& properties) {
  const std::string id = ilcd_id('c', number);
  const bool elementary = type == "Elementary flow";
  const std::string classes =
      elementary ? "<common:elementaryFlowCategorization><common:category level=\"1\">"
                   "Emissions to air</common:category><common:category level=\"0\">"
                   "Emissions</common:category></common:elementaryFlowCategorization>"
                 : "<common:classification><common:class level=\"0\">Materials"
                   "</common:class></common:classification>";
  return {"flows/" + id + ".xml",
          start + "<flowDataSet" + name_space("Flow") +
              "<flowInformation><dataSetInformation>" + uuid(id) +
              "<name><baseName xml:lang=\"en\">" + name +
              "</baseName></name><common:synonyms xml:lang=\"en\">another name"
              "</common:synonyms><classificationInformation>" +
              classes +
              "</classificationInformation><CASNumber>000124-38-9</CASNumber>"
              "<sumFormula>CO2</sumFormula></dataSetInformation><quantitativeReference>"
              "<referenceToReferenceFlowProperty>0</referenceToReferenceFlowProperty>"
              "</quantitativeReference></flowInformation><modellingAndValidation>"
              "<LCIMethod><typeOfDataSet>" +
              type + "</typeOfDataSet></LCIMethod></modellingAndValidation>" +
              publication() + "<flowProperties>" +
              (properties.empty() ? ilcd_property(0, 1, "1.0") : properties) +
              "</flowProperties></flowDataSet>"};
}

std::pair<std::string, std::string> ilcd_process(int number, const std::string& name,
                                                 const std::string& references,
                                                 const std::string& exchanges,
                                                 const std::string& relations) {
  const std::string id = ilcd_id('d', number);
  std::string reference;
  for (std::size_t at = 0; at < references.size();) {
    const auto end = std::min(references.find(' ', at), references.size());
    reference += "<referenceToReferenceFlow>" + references.substr(at, end - at) +
                 "</referenceToReferenceFlow>";
    at = end + 1;
  }
  return {"processes/" + id + ".xml",
          start + "<processDataSet" + name_space("Process") +
              "<processInformation><dataSetInformation>" + uuid(id) +
              "<name><baseName xml:lang=\"en\">" + name +
              "</baseName><mixAndLocationTypes xml:lang=\"en\">at plant"
              "</mixAndLocationTypes></name><classificationInformation>"
              "<common:classification><common:class level=\"0\">Systems</common:class>"
              "<common:class level=\"1\">Metals</common:class></common:classification>"
              "</classificationInformation><common:generalComment xml:lang=\"en\">a "
              "comment</common:generalComment></dataSetInformation>"
              "<quantitativeReference type=\"Reference flow(s)\">" +
              reference +
              "</quantitativeReference><time><common:referenceYear>2008"
              "</common:referenceYear><common:dataSetValidUntil>2015"
              "</common:dataSetValidUntil></time><geography>"
              "<locationOfOperationSupplyOrProduction location=\"DE\"/></geography>"
              "<mathematicalRelations>" +
              relations +
              "</mathematicalRelations></processInformation><modellingAndValidation>"
              "<LCIMethodAndAllocation><typeOfDataSet>Unit process, black box"
              "</typeOfDataSet></LCIMethodAndAllocation></modellingAndValidation>" +
              publication() + "<exchanges>" + exchanges +
              "</exchanges></processDataSet>"};
}

std::string ilcd_exchange(int internal_id, int flow, const std::string& direction,
                          const std::string& more) {
  return "<exchange dataSetInternalID=\"" + std::to_string(internal_id) + "\">" +
         flow_reference(flow) +
         (direction.empty()
              ? ""
              : "<exchangeDirection>" + direction + "</exchangeDirection>") +
         more + "</exchange>";
}

std::string ilcd_amount(int internal_id, int flow, const std::string& direction,
                        const std::string& amount) {
  return ilcd_exchange(internal_id, flow, direction,
                       "<meanAmount>" + amount + "</meanAmount><resultingAmount>" +
                           amount + "</resultingAmount>");
}

std::pair<std::string, std::string> ilcd_method(int number, const std::string& name,
                                                const std::string& methodologies,
                                                const std::string& factors) {
  const std::string id = ilcd_id('e', number);
  return {"lciamethods/" + id + ".xml",
          start + "<LCIAMethodDataSet" + name_space("LCIAMethod") +
              "<LCIAMethodInformation><dataSetInformation>" + uuid(id) +
              "<common:name xml:lang=\"en\">" + name + "</common:name>" + methodologies +
              "<impactCategory>Climate change</impactCategory></dataSetInformation>"
              "<quantitativeReference><referenceQuantity refObjectId=\"" +
              ilcd_id('b', 1) +
              "\" type=\"flow property data set\"/></quantitativeReference>"
              "</LCIAMethodInformation>" +
              publication() + "<characterisationFactors>" + factors +
              "</characterisationFactors></LCIAMethodDataSet>"};
}

std::string ilcd_factor(int flow, const std::string& direction, const std::string& value,
                        const std::string& location) {
  return "<factor>" + flow_reference(flow) +
         (location.empty() ? "" : "<location>" + location + "</location>") +
         "<exchangeDirection>" + direction + "</exchangeDirection><meanValue>" + value +
         "</meanValue></factor>";
}

Files ilcd_package(const Files& more) {
  Files files = ilcd_unit_groups();
  const Files properties = ilcd_flow_properties();
  files.insert(files.end(), properties.begin(), properties.end());
  files.insert(files.end(), more.begin(), more.end());
  return files;
}

Database read_ilcd(const Files& files, const io::ReadOptions& options) {
  const TemporaryFolder temporary;
  write_files(temporary.path("package"), files);
  return io::read(temporary.path("package"), options);
}

}  // namespace lichen::test
