// What came out: scores with errors, inventory, open flows, contributions.

#include "answer.hpp"
#include "bind.hpp"
#include "columns.hpp"
#include "report.hpp"
#include "resolved.hpp"
#include "sparse.hpp"
#include "words.hpp"

namespace lichen::python {
namespace {

py::object optional(const std::optional<double>& value) {
  return value ? py::object(py::float_(*value)) : py::none();
}

/// A list with `field(row)` of every row.
template <class Row, class Field>
py::list column(const std::vector<Row>& rows, const Field& field) {
  return to_list(rows.size(), [&](std::size_t i) { return py::object(field(rows[i])); });
}

py::list scores(const Answer& result) {
  return column(result.scores, [&](const CategoryScore& score) {
    py::dict row;
    row["id"] = to_str(result.method_id_text(score.id));
    row["category"] = to_str(score.category);
    row["value"] = score.value;
    row["unit"] = to_str(score.unit);
    row["error"] = error_dict(score.error);
    row["normalised"] = optional(score.normalised);
    row["weighted"] = optional(score.weighted);
    row["weighted_raw"] = optional(score.weighted_raw);
    return row;
  });
}

py::dict inventory(const Answer& result) {
  const auto& rows = result.inventory;
  using Row = InventoryRow;
  py::dict table;
  table["id"] = column(rows, [&](const Row& r) { return to_str(result.id_text(r.id)); });
  table["flow"] = column(rows, [](const Row& r) { return to_str(r.flow); });
  table["compartment"] = column(rows, [](const Row& r) { return to_str(r.compartment); });
  table["amount"] = column(rows, [](const Row& r) { return py::float_(r.amount); });
  table["unit"] = column(rows, [](const Row& r) { return to_str(r.unit); });
  table["direction"] =
      column(rows, [](const Row& r) { return py::str(word(r.direction)); });
  table["characterised"] =
      column(rows, [](const Row& r) { return py::bool_(r.characterised); });
  return table;
}

py::dict open_flows(const Answer& result) {
  const auto& rows = result.open_flows;
  using Row = OpenFlow;
  py::dict table;
  table["id"] = column(rows, [&](const Row& r) { return to_str(result.id_text(r.id)); });
  table["flow"] = column(rows, [](const Row& r) { return to_str(r.flow); });
  table["amount"] = column(rows, [](const Row& r) { return py::float_(r.amount); });
  table["unit"] = column(rows, [](const Row& r) { return to_str(r.unit); });
  table["kind"] = column(rows, [](const Row& r) { return py::str(word(r.kind)); });
  return table;
}

py::dict contributions(const Answer& result, std::size_t category,
                       const std::string& by) {
  const auto& all = by == "flow" ? result.by_flow : result.by_activity;
  if (category >= all.size()) throw py::index_error("no category there");
  const auto& rows = all[category];
  using Row = ContributionRow;
  py::dict table;
  table["id"] = column(rows, [&](const Row& r) { return to_str(result.id_text(r.id)); });
  table["name"] = column(rows, [](const Row& r) { return to_str(r.name); });
  table["location"] = column(rows, [](const Row& r) { return to_str(r.location); });
  table["value"] = column(rows, [](const Row& r) { return py::float_(r.value); });
  table["share"] = column(rows, [](const Row& r) { return py::float_(r.share); });
  return table;
}

py::object single_score_error(const Answer& result) {
  return result.single_score_error ? py::object(error_dict(*result.single_score_error))
                                   : py::none();
}

py::dict method(const Answer& result) {
  py::dict dict;
  dict["name"] = to_str(result.method);
  dict["id"] = to_str(result.method_id_text(result.method_id));
  dict["version"] = to_str(result.method_version);
  dict["source"] = to_str(result.method_source);
  dict["nw_set"] = to_str(result.nw_set);
  dict["nw_set_id"] = to_str(result.method_id_text(result.nw_set_id));
  dict["weighted_unit"] = to_str(result.weighted_unit);
  return dict;
}

py::dict coverage(const Answer& result) {
  py::dict dict;
  dict["characterised"] = result.coverage.characterised;
  dict["uncharacterised"] = result.coverage.uncharacterised;
  dict["units"] = column(result.coverage.units, [](const UnitCoverage& unit) {
    py::dict row;
    row["unit"] = to_str(unit.unit);
    row["flows"] = unit.flows;
    row["without_factor"] = unit.without_factor;
    row["amount"] = unit.amount;
    row["amount_without"] = unit.amount_without;
    row["share_without"] = unit.share_without;
    return row;
  });
  return dict;
}

py::list policies(const Answer& result) {
  return column(result.policies, [](const std::pair<std::string, std::string>& policy) {
    return py::make_tuple(policy.first, policy.second);
  });
}

}  // namespace

void bind_result(py::module_& m) {
  py::class_<Answer, std::shared_ptr<Answer>>(m, "Result", "The answer to one demand.")
      .def_property_readonly(
          "demand", [](const Answer& r) { return resolved_rows(*r.database, r.demand); },
          "What was asked for, after it was understood.")
      .def_property_readonly("coverage", &coverage,
                             "How much of the inventory met a factor.")
      .def_property_readonly("scores", &scores, "Scores, a dictionary per category.")
      .def_property_readonly("method", &method, "Name, id, version, set of the method.")
      .def_property_readonly(
          "single_score", [](const Answer& r) { return optional(r.single_score); },
          "The sum of weighted scores, or None.")
      .def_property_readonly("single_score_error", &single_score_error,
                             "The error of the single score, or None.")
      .def("inventory", &inventory, "Flows with an amount, by column.")
      .def("open_flows", &open_flows, "What crosses the border un-modelled, by column.")
      .def("contributions", &contributions, py::arg("category"), py::arg("by"),
           "Parts of the score at a position, by \"activity\" or \"flow\".")
      .def_property_readonly(
          "scaling",
          [](const py::object& self) {
            const Vector& s = py::cast<const Answer&>(self).scaling;
            return view_array(s.size(), s.data(), self);
          },
          "s, one entry per column; a read-only view.")
      .def_property_readonly(
          "report", [](const Answer& r) { return report_dict(r.report); },
          "Solver, components, iterations, backward error.")
      .def(
          "diagnostics",
          [](const Answer& r) { return diagnostics_dict(r.report, r.technosphere); },
          "The report with fill, condition and times.")
      .def_property_readonly(
          "findings", [](const Answer& r) { return finding_columns(r.findings); },
          "What was odd about what was used, by column.")
      .def_property_readonly(
          "finding_counts", [](const Answer& r) { return finding_counts(r.findings); },
          "(kind, severity, findings, occurrences), the gravest first.")
      .def_property_readonly("policies", &policies,
                             "Every policy in force, as (name, value).");
}

}  // namespace lichen::python
