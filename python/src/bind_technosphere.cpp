// The technosphere A of a product system: A s = f and its transpose.

#include "bind.hpp"
#include "choices.hpp"
#include "lichen/calc/technosphere.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "sparse.hpp"

namespace lichen::python {
namespace {

Technosphere from_scipy(const py::object& matrix, const std::string& solver,
                        Index dense_limit, double tolerance, double memory_limit) {
  const CscArrays arrays(matrix);
  const SolveOptions options =
      solve_options(solver, dense_limit, tolerance, memory_limit);
  const LongCall call;
  return Technosphere(arrays.map(), options);
}

Technosphere with_values(const Technosphere& technosphere, const py::object& matrix) {
  const CscArrays arrays(matrix);
  const LongCall call;
  return technosphere.with_values(arrays.map());
}

Solution solve(const Technosphere& technosphere, const VectorArgument& f) {
  const VectorView view = view_vector(f);
  const LongCall call;
  return technosphere.solve(view);
}

Solution solve_transposed(const Technosphere& technosphere, const VectorArgument& p) {
  const VectorView view = view_vector(p);
  const LongCall call;
  return technosphere.solve_transposed(view);
}

py::object values(const py::object& self) {
  const Vector& v = py::cast<const Solution&>(self).values;
  return view_array(v.size(), v.data(), self);
}

void bind_solution(py::module_& m) {
  py::class_<Solution>(m, "Solution",
                       "A solution of A s = f or of its transpose, and how well it fits.")
      .def_property_readonly("values", &values, "One entry per activity (product).")
      .def_property_readonly(
          "report", [](const Solution& s) { return report_dict(s.report); },
          "Solver, components, iterations, backward error.");
}

void bind_what_is_kept(py::class_<Technosphere>& type) {
  type.def("with_values", &with_values, py::arg("matrix"), R"(
A technosphere of other values, solved as this one, which stays as it is.

The order is kept and, with solver "klu", so are the pivots, where they suit; the notes of
the report tell. Where `matrix` has entries that this one has not, what does not fit them
is made anew. Answers agree with those of a new Technosphere within their errors.

Raises
------
ShapeError, SingularError
    As for a new one; ShapeError also if the matrix has another size.)")
      .def_property_readonly(
          "report",
          [](const Technosphere& technosphere) {
            return report_dict(technosphere.report());
          },
          "Solver, components and decisions: what is the same for every solution.")
      .def_property_readonly(
          "matrix",
          [](const py::object& self) {
            return view_matrix(py::cast<const Technosphere&>(self).matrix(), self);
          },
          "A, as a read-only view.");
}

}  // namespace

void bind_technosphere(py::module_& m) {
  bind_solution(m);
  py::class_<Technosphere> type(m, "Technosphere", R"(
The technosphere matrix A, analysed and factorised once.

Rows are products, columns are activities; outputs are positive, inputs negative, a waste
treatment has a negative diagonal. An instance never changes and serves many threads.

Parameters
----------
matrix : scipy.sparse matrix or array_like
    Any form, real type and width of index; duplicates add.
solver : str
    "automatic", "iterative", "klu", "dense" or "eigen_lu".
dense_limit : int
    Components of up to this many activities are solved by dense LU.
tolerance : float
    The largest componentwise backward error that is accepted.
memory_limit : float
    The most that factors may take, in bytes, as foreseen before any is computed; 0 stands
    for half of the machine's memory. Beyond it a solver named is an Error, and "automatic"
    iterates.

Raises
------
ShapeError
    If the matrix is empty, not square, or has entries that are not finite.
SingularError
    If it has no inverse.)");
  type.def(py::init(&from_scipy), py::arg("matrix"), py::arg("solver") = "automatic",
           py::arg("dense_limit") = SolveOptions{}.dense_limit,
           py::arg("tolerance") = SolveOptions{}.tolerance,
           py::arg("memory_limit") = SolveOptions{}.memory_limit)
      .def("solve", &solve, py::arg("f"), R"(
Solve A s = f.

Raises
------
ShapeError
    If `f` does not have one entry per product.
ConvergenceError
    If the backward error stays above the tolerance.)")
      .def("solve_transposed", &solve_transposed, py::arg("p"), R"(
Solve the transposed system: the price of every product where each activity pays p.

Raises
------
ShapeError
    If `p` does not have one entry per activity.
ConvergenceError
    If the backward error stays above the tolerance.)")
      .def("__len__", &Technosphere::size);
  bind_what_is_kept(type);
}

}  // namespace lichen::python
