#pragma once

// How a system was solved, as a dictionary.

#include <optional>

#include "columns.hpp"
#include "lichen/calc/diagnosis.hpp"
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

/// The same with what it took, and how sensitive the part is that was solved.
inline py::dict diagnostics_dict(const SolveReport& report,
                                 const std::optional<Technosphere>& solved) {
  py::dict dict = report_dict(report);
  dict["factor_entries"] = report.factor_entries;
  dict["condition"] = py::none();
  if (solved) {
    py::gil_scoped_release release;
    const double value = condition(*solved);
    py::gil_scoped_acquire acquire;
    dict["condition"] = value;
  }
  py::dict seconds;
  seconds["preparation"] = report.preparation_seconds;
  seconds["solution"] = report.solution_seconds;
  dict["seconds"] = seconds;
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
