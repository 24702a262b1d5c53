#pragma once

// Labels of matrices, and the way back to exchanges, as columns.

#include <string>

#include <pybind11/pybind11.h>

#include "lichen/study/system.hpp"

namespace lichen::python {

namespace py = pybind11;

py::dict column_labels(const System& system);
py::dict flow_labels(const System& system);
py::dict open_labels(const System& system);
py::dict part_columns(const System& system, const std::string& matrix);
py::dict obstacle_columns(const System& system);

}  // namespace lichen::python
