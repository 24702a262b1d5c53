#pragma once

// The tables of a database as dictionaries of columns.

#include <optional>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "lichen/model/database.hpp"

namespace lichen::python {

namespace py = pybind11;

py::dict activity_columns(const Database& db);
py::dict flow_columns(const Database& db);
py::dict exchange_columns(const Database& db, std::optional<std::size_t> activity);
py::dict allocation_columns(const Database& db, std::optional<std::size_t> activity);
py::dict parameter_columns(const Database& db);
py::dict unit_columns(const Database& db);
py::dict location_columns(const Database& db);

py::dict method_columns(const Database& db);
py::dict category_columns(const Database& db);
py::dict nw_set_columns(const Database& db, std::size_t method);
py::dict nw_factor_columns(const Database& db, std::size_t method, std::size_t nw_set);
py::dict factor_columns(const Database& db, std::size_t category);

}  // namespace lichen::python
