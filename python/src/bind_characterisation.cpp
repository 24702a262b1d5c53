// C of a method for a system, and which rule gave each flow its factor.

#include "bind.hpp"
#include "columns.hpp"
#include "lichen/system/characterisation.hpp"
#include "sparse.hpp"
#include "words.hpp"

namespace lichen::python {
namespace {

py::dict match_columns(const Characterisation& made, const Database& methods) {
  const auto& rows = made.matches;
  SharedTexts texts(methods);
  SharedIds flow_ids(methods, methods.flows);
  const auto factor = [&](std::size_t i) {
    return rows[i].factor ? &methods.factors[rows[i].factor.at()] : nullptr;
  };
  const auto flow = [&](std::size_t i) {
    const Factor* f = factor(i);
    return f == nullptr ? nullptr : &methods.flows[f->flow.at()];
  };
  const auto column = [&](auto make) { return to_list(rows.size(), make); };
  py::dict table;
  table["category"] = column([&](std::size_t i) { return py::int_(rows[i].category); });
  table["flow"] = column([&](std::size_t i) { return py::int_(rows[i].flow); });
  table["rule"] = column([&](std::size_t i) { return py::str(word(rows[i].rule)); });
  table["value"] = column([&](std::size_t i) { return py::float_(rows[i].value); });
  table["match"] = column([&](std::size_t i) { return to_str(rows[i].match); });
  table["factor"] = column([&](std::size_t i) {
    const Factor* f = factor(i);
    return f == nullptr ? py::object(py::none()) : py::float_(f->value);
  });
  table["factor_unit"] = column([&](std::size_t i) {
    const Factor* f = factor(i);
    return f == nullptr ? texts(Text{}) : texts.unit(f->unit, *flow(i));
  });
  table["factor_location"] = column([&](std::size_t i) {
    const Factor* f = factor(i);
    return f == nullptr ? texts(Text{}) : texts.place(f->location);
  });
  table["factor_flow"] = column(
      [&](std::size_t i) { return texts(flow(i) == nullptr ? Text{} : flow(i)->name); });
  table["factor_compartment"] = column([&](std::size_t i) {
    return texts(flow(i) == nullptr ? Text{} : flow(i)->category);
  });
  table["factor_flow_id"] = column([&](std::size_t i) {
    const Factor* f = factor(i);
    return flow_ids(f == nullptr ? FlowIndex::none() : f->flow);
  });
  return table;
}

}  // namespace

void bind_characterisation(py::module_& m) {
  py::class_<Characterisation>(m, "Characterisation",
                               "C for some categories, with the way back to the factors.")
      .def_property_readonly(
          "c",
          [](const py::object& self) {
            return view_matrix(py::cast<const Characterisation&>(self).c, self);
          },
          "Categories x flows, as a read-only view.")
      .def("matches", &match_columns, py::arg("methods"),
           "Each factor's part in the entries of C, and failed matches, by column.")
      .def_property_readonly(
          "findings",
          [](const Characterisation& made) { return finding_columns(made.findings); },
          "What was odd when factors met flows, by column.")
      .def_property_readonly(
          "finding_counts",
          [](const Characterisation& made) { return finding_counts(made.findings); },
          "(kind, severity, findings, occurrences), the gravest first.");
}

}  // namespace lichen::python
