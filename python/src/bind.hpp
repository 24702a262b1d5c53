#pragma once

// What module.cpp calls, in order: one function for each bound header.

#include <pybind11/pybind11.h>

namespace lichen::python {

namespace py = pybind11;

void bind_error(py::module_& m);  // first: the others throw
void bind_database(py::module_& m);
void bind_flow_map(py::module_& m);
void bind_read(py::module_& m);
void bind_tables(py::module_& m);
void bind_matrix_market(py::module_& m);
void bind_technosphere(py::module_& m);
void bind_score(py::module_& m);
void bind_diagnosis(py::module_& m);
void bind_options(py::module_& m);
void bind_result(py::module_& m);
void bind_system(py::module_& m);
void bind_characterisation(py::module_& m);
void bind_snapshot(py::module_& m);
void bind_store(py::module_& m);
void bind_store_snapshot(py::module_& m);
void bind_scenarios(py::module_& m);
void bind_search(py::module_& m);
void bind_explain(py::module_& m);
void bind_score_table(py::module_& m);
void bind_demand_table(py::module_& m);
void bind_matrix_tables(py::module_& m);
void bind_datasets(py::module_& m);

}  // namespace lichen::python
