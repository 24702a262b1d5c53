#pragma once

// Policies and options from the words and numbers that Python names them by.

#include <string>

#include <pybind11/pybind11.h>

#include "lichen/calc/technosphere.hpp"
#include "lichen/system/options.hpp"

namespace lichen::python {

namespace py = pybind11;

/// @throws DataError  where a word is unknown; it names those that are known.
LinkOptions link_options(const py::dict& words);
SolveOptions solve_options(const std::string& solver, Index dense_limit, double tolerance,
                           double memory_limit);
/// The same from their names; what is not named is at its default.
SolveOptions solve_options(const py::dict& named);
CharacterisationOptions characterisation_options(const std::string& on_duplicate_factor,
                                                 bool exclude_long_term);

}  // namespace lichen::python
