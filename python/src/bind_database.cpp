// A database: what was read from one package, as tables by column.

#include "bind.hpp"
#include "columns.hpp"
#include "database_tables.hpp"
#include "lichen/model/database.hpp"
#include "words.hpp"

namespace lichen::python {
namespace {

using Shared = std::shared_ptr<const Database>;

py::dict source(const Database& db) {
  py::dict source;
  source["path"] = to_str(db.source.path);
  source["format"] = to_str(db.source.format);
  source["hash"] = to_str(db.source.hash);
  source["name"] = to_str(db.source.name);
  source["version"] = to_str(db.source.version);
  source["licence"] = to_str(db.source.licence);
  return source;
}

std::size_t count_flows(const Database& db, FlowType type) {
  std::size_t count = 0;
  for (const Flow& flow : db.flows) count += flow.type == type;
  return count;
}

py::dict counts(const Database& db) {
  py::dict counts;
  counts["activities"] = db.activities.size();
  counts["exchanges"] = db.exchanges.size();
  counts["flows"] = db.flows.size();
  counts["elementary flows"] = count_flows(db, FlowType::elementary);
  counts["products"] = count_flows(db, FlowType::product);
  counts["wastes"] = count_flows(db, FlowType::waste);
  counts["units"] = db.units.size();
  counts["unit groups"] = db.unit_groups.size();
  counts["flow properties"] = db.flow_properties.size();
  counts["locations"] = db.locations.size();
  counts["parameters"] = db.parameters.size();
  counts["formulas"] = db.exchange_formulas.size();
  counts["uncertain exchanges"] = db.distributions.size();
  counts["allocation factors"] = db.allocation_factors.size();
  counts["methods"] = db.methods.size();
  counts["categories"] = db.categories.size();
  counts["factors"] = db.factors.size();
  return counts;
}

py::dict distribution_counts(const Database& db) {
  py::dict counts;
  constexpr DistributionType types[] = {
      DistributionType::none,     DistributionType::lognormal,
      DistributionType::normal,   DistributionType::triangular,
      DistributionType::uniform,  DistributionType::other,
      DistributionType::beta,     DistributionType::gamma,
      DistributionType::binomial, DistributionType::undefined};
  for (const DistributionType type : types) {
    std::size_t count = 0;
    for (const auto& row : db.distributions.rows()) count += row.value.type == type;
    if (count > 0) counts[word(type)] = count;
  }
  return counts;
}

}  // namespace

void bind_database(py::module_& m) {
  py::class_<Database, std::shared_ptr<Database>>(
      m, "Database", "Everything that was read from one package, as tables by column.")
      .def_property_readonly("source", &source, "Where it came from: path, format, hash.")
      .def_property_readonly("counts", &counts, "How many rows each table has.")
      .def_property_readonly("distribution_counts", &distribution_counts,
                             "How many exchanges scatter in which way.")
      .def_property_readonly(
          "findings", [](const Database& db) { return finding_columns(db.findings); },
          "What was odd about it, by column.")
      .def_property_readonly(
          "finding_counts",
          [](const Database& db) { return finding_counts(db.findings); },
          "(kind, severity, findings, occurrences), the gravest first.")
      .def("activities", &activity_columns, "Activities by column.")
      .def("flows", &flow_columns, "Flows by column.")
      .def("exchanges", &exchange_columns, py::arg("activity") = py::none(),
           "Exchanges by column, of all activities or of the one at a position.")
      .def("allocation_factors", &allocation_columns, py::arg("activity") = py::none(),
           "Allocation factors by column, of all activities or of one.")
      .def("parameters", &parameter_columns, "Parameters by column.")
      .def("units", &unit_columns, "Units by column.")
      .def("locations", &location_columns, "Locations by column.")
      .def("methods", &method_columns, "Methods by column.")
      .def("categories", &category_columns, "Impact categories by column.")
      .def("nw_sets", &nw_set_columns, py::arg("method"),
           "Normalisation and weighting sets of the method at a position.")
      .def("nw_factors", &nw_factor_columns, py::arg("method"), py::arg("nw_set"),
           "The rows of a normalisation and weighting set.")
      .def("factors", &factor_columns, py::arg("category"),
           "Characterisation factors of the category at a position, by column.");
}

}  // namespace lichen::python
