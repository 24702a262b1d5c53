// The module lichen._core: what the headers of the library offer, for Python.

#include "bind.hpp"
#include "lichen/version.hpp"

PYBIND11_MODULE(_core, m) {
  m.doc() = "The compiled part of lichen; use the package, not this module.";
  m.attr("__version__") = LICHEN_VERSION;
  lichen::python::bind_error(m);
}
