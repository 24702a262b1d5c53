#include "support/ecospold1.hpp"

namespace lichen::test {

std::string es1_data_set(const std::string& name, const std::string& flows,
                         const std::string& type, const std::string& unit) {
  return "<dataset number=\"7\" generator=\"by hand\"><metaInformation>"
         "<processInformation><referenceFunction name=\"" +
         name + "\" localName=\"" + name + "\" unit=\"" + unit +
         "\" category=\"metals\" subCategory=\"extraction\" amount=\"1\" "
         "infrastructureProcess=\"false\" generalComment=\"a comment\" "
         "includedProcesses=\"all of it\" datasetRelatesToProduct=\"true\">"
         "<synonym>another name</synonym></referenceFunction>"
         "<geography location=\"DE\" text=\"one plant\"/><technology text=\"usual\"/>"
         "<timePeriod dataValidForEntirePeriod=\"true\"><startYear>2001</startYear>"
         "<endYear>2003</endYear></timePeriod><dataSetInformation type=\"" +
         type +
         "\"/></processInformation><modellingAndValidation>"
         "<representativeness samplingProcedure=\"none\"/><source number=\"1\"/>"
         "</modellingAndValidation><administrativeInformation>"
         "<dataEntryBy person=\"1\"/><dataGeneratorAndPublication person=\"1\" "
         "copyright=\"true\" accessRestrictedTo=\"0\"/><person number=\"1\"/>"
         "</administrativeInformation></metaInformation><flowData>" +
         flows + "</flowData></dataset>\n";
}

std::string es1(const std::string& data_sets, const std::string& name_space) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ecoSpold xmlns=\"" + name_space +
         "\">\n" + data_sets + "</ecoSpold>\n";
}

std::string es1_exchange(const std::string& number, const std::string& name,
                         const std::string& amount, const std::string& group,
                         const std::string& attributes) {
  const bool nature = group.ends_with('4');
  const auto blank = group.find(' ');
  const std::string element = group.substr(0, blank) + "Group";
  const std::string content =
      group.empty()
          ? ""
          : "<" + element + ">" + group.substr(blank + 1) + "</" + element + ">";
  return "<exchange number=\"" + number + "\" name=\"" + name + "\" unit=\"kg\"" +
         (nature || group.empty()
              ? " category=\"air\" subCategory=\"unspecified\""
              : " category=\"metals\" subCategory=\"extraction\" location=\"DE\"") +
         " meanValue=\"" + amount + "\"" + attributes + ">" + content + "</exchange>";
}

Database read_es1(const std::string& content) {
  const TemporaryFolder temporary;
  write_file(temporary.path("a.xml"), content);
  return io::read(temporary.path("a.xml"));
}

}  // namespace lichen::test
