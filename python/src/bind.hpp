#pragma once

// What module.cpp calls, in order: one function for each bound header.

#include <pybind11/pybind11.h>

namespace lichen::python {

namespace py = pybind11;

void bind_error(py::module_& m);  // first: the others throw

}  // namespace lichen::python
