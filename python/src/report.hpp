#pragma once

// How a system was solved, as a dictionary.

#include "columns.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"

namespace lichen::python {

inline py::dict report_dict(const SolveReport& report) {
  py::dict dict;
  dict["solver"] = to_str(report.solver);
  dict["components"] = report.components;
  dict["largest_component"] = report.largest_component;
  dict["iterations"] = report.iterations;
  dict["contraction"] = report.contraction;
  dict["backward_error"] = report.backward_error;
  dict["notes"] = to_list(report.notes.size(),
                          [&](std::size_t i) { return to_str(report.notes[i]); });
  return dict;
}

/// {"estimate", "bound" (or None), "printed", "kind"} of an error.
inline py::dict error_dict(const ScoreError& error) {
  py::dict dict;
  dict["estimate"] = error.estimate;
  dict["bound"] = error.bound ? py::object(py::float_(*error.bound)) : py::none();
  dict["printed"] = error.printed();
  dict["kind"] = error.bound ? "bound" : "10 x estimate";
  return dict;
}

}  // namespace lichen::python
