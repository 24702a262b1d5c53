// The exceptions of the library, under the same names in Python.

#include <exception>

#include "bind.hpp"
#include "lichen/base/error.hpp"

namespace lichen::python {
namespace {

/// Makes an exception class `lichen.<name>` that lives as long as the interpreter.
PyObject* make_exception(py::module_& m, const char* name, const char* doc,
                         PyObject* base) {
  const std::string full = std::string("lichen.") + name;
  PyObject* type = PyErr_NewExceptionWithDoc(full.c_str(), doc, base, nullptr);
  if (type == nullptr) throw py::error_already_set();
  m.attr(name) = py::handle(type);
  return type;
}

struct Types {
  PyObject *error, *data, *unit, *shape, *singular, *convergence, *not_built;
};
Types types{};

/// Raises the Python exception of a C++ one.
void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const DataError& e) {
    PyErr_SetString(types.data, e.what());
  } catch (const UnitError& e) {
    PyErr_SetString(types.unit, e.what());
  } catch (const ShapeError& e) {
    PyErr_SetString(types.shape, e.what());
  } catch (const SingularError& e) {
    PyErr_SetString(types.singular, e.what());
  } catch (const ConvergenceError& e) {
    PyErr_SetString(types.convergence, e.what());
  } catch (const NotBuiltError& e) {
    PyErr_SetString(types.not_built, e.what());
  } catch (const Error& e) {
    PyErr_SetString(types.error, e.what());
  }
}

}  // namespace

void bind_error(py::module_& m) {
  types.error = make_exception(m, "Error", "What every exception of the library is.",
                               PyExc_Exception);
  types.data = make_exception(m, "DataError",
                              "Data that cannot be read, linked or used as it stands.",
                              types.error);
  types.unit = make_exception(
      m, "UnitError", "A unit that is unknown, ambiguous, or of the wrong dimension.",
      types.error);
  types.shape =
      make_exception(m, "ShapeError",
                     "Arrays or matrices whose sizes do not fit together.", types.error);
  types.singular = make_exception(m, "SingularError",
                                  "A system without a unique solution.", types.error);
  types.convergence = make_exception(
      m, "ConvergenceError",
      "A solution that did not reach the accuracy that is promised.", types.error);
  types.not_built = make_exception(
      m, "NotBuiltError",
      "A part that this build leaves out; the message names the CMake option.",
      types.error);
  py::register_exception_translator(&translate);
}

}  // namespace lichen::python
