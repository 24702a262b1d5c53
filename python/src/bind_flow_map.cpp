// A flow map, by column.

#include "bind.hpp"
#include "columns.hpp"
#include "lichen/model/flow_map.hpp"

namespace lichen::python {
namespace {

py::dict entry_columns(const FlowMap& map) {
  const auto& rows = map.entries;
  const auto text = [&](auto field) {
    return to_list(rows.size(), [&](std::size_t i) { return to_str(field(rows[i])); });
  };
  py::dict table;
  table["source_id"] = text([](const FlowMapEntry& e) { return to_string(e.source); });
  table["source"] = text([](const FlowMapEntry& e) { return e.source_name; });
  table["target_id"] = text([](const FlowMapEntry& e) { return to_string(e.target); });
  table["target"] = text([](const FlowMapEntry& e) { return e.target_name; });
  table["target_context"] = text([](const FlowMapEntry& e) { return e.target_context; });
  table["factor"] =
      to_numbers<double>(rows.size(), [&](std::size_t i) { return rows[i].factor; });
  table["match"] = text([](const FlowMapEntry& e) { return e.match; });
  table["source_unit"] = text([](const FlowMapEntry& e) { return e.source_unit; });
  table["target_unit"] = text([](const FlowMapEntry& e) { return e.target_unit; });
  return table;
}

}  // namespace

void bind_flow_map(py::module_& m) {
  py::class_<FlowMap, std::shared_ptr<FlowMap>>(
      m, "FlowMap", "A table that names the flow of a method for flows of a database.")
      .def_readonly("name", &FlowMap::name, "The file it came from.")
      .def_readonly("hash", &FlowMap::hash, "Hash of the file.")
      .def_property_readonly(
          "findings", [](const FlowMap& map) { return finding_columns(map.findings); },
          "What was odd about it, by column.")
      .def_property_readonly(
          "finding_counts",
          [](const FlowMap& map) { return finding_counts(map.findings); },
          "(kind, severity, findings, occurrences), the gravest first.")
      .def("entries", &entry_columns, "Its rows by column.")
      .def("__len__", [](const FlowMap& map) { return map.entries.size(); });
}

}  // namespace lichen::python
