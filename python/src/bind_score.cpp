// Scores of plain matrices.

#include "bind.hpp"
#include "lichen/calc/score.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "sparse.hpp"

namespace lichen::python {
namespace {

Assessment assess_arrays(const Technosphere& technosphere, const py::object& b,
                         const py::object& c, const VectorArgument& f) {
  const CscArrays b_arrays(b);
  const CscArrays c_arrays(c);
  const VectorView view = view_vector(f);
  const LongCall call;
  return assess(technosphere, b_arrays.map(), c_arrays.map(), view);
}

py::list scores(const Assessment& a) {
  return to_list(a.scores.size(),
                 [&](std::size_t i) { return py::float_(a.scores[i].value); });
}

py::list errors(const Assessment& a) {
  return to_list(a.scores.size(),
                 [&](std::size_t i) { return error_dict(a.scores[i].error); });
}

py::object view_of(const Vector& v, const py::object& owner) {
  return view_array(v.size(), v.data(), owner);
}

}  // namespace

void bind_score(py::module_& m) {
  py::class_<Assessment>(m, "Assessment",
                         "A demand answered: s, the inventory, scores with their errors.")
      .def_property_readonly(
          "scaling",
          [](const py::object& self) {
            return view_of(py::cast<const Assessment&>(self).scaling.values, self);
          },
          "s, one entry per activity.")
      .def_property_readonly(
          "inventory",
          [](const py::object& self) {
            return view_of(py::cast<const Assessment&>(self).inventory, self);
          },
          "g = B s, one entry per flow.")
      .def_property_readonly("scores", &scores, "h = C g, one per category.")
      .def_property_readonly("errors", &errors, "The error of each score.")
      .def_property_readonly(
          "report", [](const Assessment& a) { return report_dict(a.scaling.report); },
          "Solver, components, iterations, backward error.");

  m.def("assess", &assess_arrays, py::arg("technosphere"), py::arg("b"), py::arg("c"),
        py::arg("f"), R"(
Answer one demand for all rows of C: h = C B s with A s = f.

Parameters
----------
technosphere : Technosphere
b : scipy.sparse matrix
    Elementary flows x activities.
c : scipy.sparse matrix
    Categories x elementary flows.
f : array_like
    One entry per product.

Raises
------
ShapeError
    If sizes do not fit.
ConvergenceError
    If a solution stays above the tolerance.)");
}

}  // namespace lichen::python
