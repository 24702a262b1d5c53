// A linked system: answers to demands by name, matrices with their labels.

#include "answer.hpp"
#include "assembly_tables.hpp"
#include "bind.hpp"
#include "choices.hpp"
#include "columns.hpp"
#include "lichen/study/system.hpp"
#include "progress.hpp"
#include "resolved.hpp"
#include "sparse.hpp"

namespace lichen::python {
namespace {

DemandWords parse(const std::string& text) {
  DemandEntry entry = parse_demand(text);
  return {std::move(entry.activity), entry.amount, std::move(entry.unit),
          std::move(entry.product)};
}

System make_system(const std::shared_ptr<Database>& database, const py::dict& policies,
                   const py::dict& solve) {
  const LinkOptions link = link_options(policies);
  const SolveOptions how = solve_options(solve);
  const LongCall call;
  return System(database, link, how);
}

Answer calculate(const System& system, const std::vector<DemandWords>& demand,
                 const std::shared_ptr<Database>& methods, const std::string& method,
                 const std::vector<std::string>& categories, const std::string& nw_set,
                 const FactorWords& factors) {
  const MethodChoice choice = method_choice(methods, method, categories, factors, nw_set);
  const LongCall call;
  return {system.calculate(demand_of(demand), choice), system.database(), methods.get()};
}

py::list resolve(const System& system, const std::vector<DemandWords>& demand) {
  std::vector<ResolvedDemand> resolved;
  {
    const LongCall call;
    resolved = system.resolve(demand_of(demand));
  }
  return resolved_rows(system.database(), resolved);
}

/// Columns and amounts per reference unit, for answers from tables.
py::tuple demand_columns(const System& system, const std::vector<DemandWords>& demand) {
  std::vector<ResolvedDemand> resolved;
  {
    const py::gil_scoped_release release;
    resolved = system.resolve(demand_of(demand));
  }
  py::list columns;
  py::list amounts;
  for (const ResolvedDemand& entry : resolved) {
    columns.append(entry.column.value);
    amounts.append(entry.reference_amount);
  }
  return py::make_tuple(columns, amounts);
}

Answer inventory(const System& system, const std::vector<DemandWords>& demand) {
  const LongCall call;
  return {system.inventory(demand_of(demand)), system.database(), nullptr};
}

Characterisation characterise_system(const System& system, const Database& methods,
                                     const std::vector<std::size_t>& categories,
                                     const FactorWords& factors) {
  const auto& [flow_map, on_duplicate_factor, exclude_long_term] = factors;
  const auto options = characterisation_options(on_duplicate_factor, exclude_long_term);
  std::vector<CategoryIndex> rows;
  for (const std::size_t at : categories) {
    if (at >= methods.categories.size()) throw py::index_error("no category there");
    rows.emplace_back(at);
  }
  const LongCall call;
  return characterise(system.database(), system.assembly(), methods, rows,
                      std::get<0>(factors).get(), options);
}

/// One of the matrices of the assembly, as a read-only view.
template <SparseMatrix Assembly::* member>
py::object matrix(const py::object& self) {
  return view_matrix(py::cast<const System&>(self).assembly().*member, self);
}

py::array_t<double> demand_vector(const System& system,
                                  const std::vector<DemandWords>& demand) {
  Vector f;
  {
    const LongCall call;
    f = system.demand_vector(demand_of(demand));
  }
  return to_array(std::move(f));
}

Technosphere technosphere(const System& system) {
  const LongCall call;
  return system.technosphere();
}

void bind_matrices(py::class_<System>& system) {
  system.def_property_readonly("a", &matrix<&Assembly::a>, "Products x activities.")
      .def_property_readonly("b", &matrix<&Assembly::b>, "Elementary flows x activities.")
      .def_property_readonly("open", &matrix<&Assembly::open>,
                             "Cut-off inputs and un-allocated products x activities.")
      .def("columns", &column_labels, "Labels of columns, and of the rows of A.")
      .def("flows", &flow_labels, "Labels of the rows of B.")
      .def("open_rows", &open_labels, "Labels of the rows of `open`.")
      .def("parts", &part_columns, py::arg("matrix"),
           "Each exchange's part in the entries of \"a\", \"b\" or \"open\".")
      .def("obstacles", &obstacle_columns,
           "What keeps columns from being right until a policy is named.");
}

}  // namespace

void bind_system(py::module_& m) {
  m.def("parse_demand", &parse, py::arg("text"),
        "Read \"name = 2.5 kWh\" as (activity, amount, unit, product).");
  py::class_<System> system(m, "System", "A linked system that answers demands by name.");
  system
      .def(py::init(&make_system), py::arg("database"), py::arg("policies") = py::dict(),
           py::arg("solve") = py::dict())
      .def("calculate", &calculate, py::arg("demand"), py::arg("methods"),
           py::arg("method"), py::arg("categories"), py::arg("nw_set"),
           py::arg("factors"), py::keep_alive<0, 1>(), py::keep_alive<0, 3>(),
           "Answer a demand for the categories of one method.")
      .def("inventory", &inventory, py::arg("demand"), py::keep_alive<0, 1>(),
           "Answer a demand without characterisation.")
      .def("resolve", &resolve, py::arg("demand"),
           "What a demand means: activity, product, amount, a dictionary per entry.")
      .def("demand_columns", &demand_columns, py::arg("demand"),
           "The columns that a demand means, and amounts in their reference units.")
      .def("demand_vector", &demand_vector, py::arg("demand"), "f of A s = f.")
      .def("technosphere", &technosphere, "The part that can be solved, factorised.")
      .def("characterise", &characterise_system, py::arg("methods"),
           py::arg("categories"), py::arg("factors"),
           "C for the categories at some positions, and which rule gave each factor.")
      .def_property_readonly(
          "findings",
          [](const System& s) { return finding_columns(s.assembly().findings); },
          "What was odd when it was linked, by column.")
      .def_property_readonly(
          "finding_counts",
          [](const System& s) { return finding_counts(s.assembly().findings); },
          "(kind, severity, findings, occurrences), the gravest first.");
  bind_matrices(system);
}

}  // namespace lichen::python
