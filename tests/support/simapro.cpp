#include "support/simapro.hpp"

#include "support/archive.hpp"

namespace lichen::test {

std::string simapro(const std::string& blocks, const std::string& separator,
                    const std::string& decimal) {
  return "{SimaPro 9.1.0.7}\r\n{processes}\r\n{Project: Bridges}\r\n"
         "{CSV Format version: 9.0.0}\r\n{CSV separator: " +
         separator + "}\r\n{Decimal separator: " + decimal +
         "}\r\n{Short date format: dd.MM.yyyy}\r\n\r\n" + blocks;
}

std::string simapro_process(const std::string& sections, const std::string& type) {
  return "Process\r\n\r\n" + simapro_section("Category type", type) + sections +
         "End\r\n\r\n";
}

std::string simapro_section(const std::string& title, const std::string& rows) {
  return title + "\r\n" + rows + "\r\n\r\n";
}

std::string simapro_product(const std::string& name, const std::string& sections) {
  return simapro_process(
      simapro_section("Products", name + ";kg;1;100;not defined;Metals\\Steel;") +
      sections);
}

std::string simapro_stage(const std::string& type, const std::string& sections) {
  return "Product stage\r\n\r\n" + simapro_section("Category type", type) + sections +
         "End\r\n\r\n";
}

Database read_simapro(const std::string& content) {
  const TemporaryFolder temporary;
  write_file(temporary.path("a.csv"), content);
  return io::read(temporary.path("a.csv"));
}

}  // namespace lichen::test
