// The scores of every activity, column by column.

#include <tuple>

#include "bind.hpp"
#include "choices.hpp"
#include "columns.hpp"
#include "lichen/study/score_table.hpp"
#include "lichen/study/system.hpp"
#include "progress.hpp"
#include "report.hpp"

namespace lichen::python {
namespace {

ScoreTable score_all(const System& system, const std::vector<ChosenMethod>& methods,
                     const FactorWords& factors, int threads,
                     const py::object& progress) {
  const std::vector<MethodChoice> choices = method_choices(methods, factors);
  const RunOptions run{threads, make_progress(progress)};
  const LongCall call;
  return system.score_all(choices, run);
}

py::dict activity_columns(const ScoreTable& table) {
  const auto text = [&](auto field) {
    return to_list(table.activities.size(),
                   [&](std::size_t i) { return to_str(field(table.activities[i])); });
  };
  py::dict columns;
  columns["id"] = text([](const ScoredActivity& a) { return a.id; });
  columns["activity"] = text([](const ScoredActivity& a) { return a.activity; });
  columns["location"] = text([](const ScoredActivity& a) { return a.location; });
  columns["product"] = text([](const ScoredActivity& a) { return a.product; });
  columns["unit"] = text([](const ScoredActivity& a) { return a.unit; });
  return columns;
}

py::dict category_columns(const ScoreTable& table) {
  const auto text = [&](auto field) {
    return to_list(table.categories.size(),
                   [&](std::size_t i) { return to_str(field(table.categories[i])); });
  };
  py::dict columns;
  columns["id"] = text([](const ScoredCategory& c) { return c.id; });
  columns["method"] = text([](const ScoredCategory& c) { return c.method; });
  columns["category"] = text([](const ScoredCategory& c) { return c.category; });
  columns["unit"] = text([](const ScoredCategory& c) { return c.unit; });
  columns["proved"] = to_flags(table.categories.size(),
                               [&](std::size_t i) { return table.categories[i].proved; });
  return columns;
}

/// Values or errors as activities x categories, columns contiguous.
template <Vector ScoredCategory::* member>
py::array_t<double> matrix(const ScoreTable& table) {
  const auto rows = static_cast<py::ssize_t>(table.activities.size());
  const auto columns = static_cast<py::ssize_t>(table.categories.size());
  py::array_t<double, py::array::f_style> all({rows, columns});
  for (py::ssize_t c = 0; c < columns; ++c) {
    const Vector& values = table.categories[static_cast<std::size_t>(c)].*member;
    std::copy(values.begin(), values.end(), all.mutable_data(0, c));
  }
  return all;
}

/// (row, column, reason) of every score that is not there.
py::list missing(const ScoreTable& table) {
  py::list rows;
  for (std::size_t c = 0; c < table.categories.size(); ++c) {
    const auto& reason = table.categories[c].reason;
    for (std::size_t j = 0; j < reason.size(); ++j) {
      if (reason[j] >= 0) rows.append(py::make_tuple(j, c, reason[j]));
    }
  }
  return rows;
}

}  // namespace

void bind_score_table(py::module_& m) {
  m.def("score_all", &score_all, py::arg("system"), py::arg("methods"),
        py::arg("factors"), py::arg("threads") = 0, py::arg("progress") = py::none(),
        "Score one unit of every activity's product in some methods.");
  py::class_<ScoreTable>(m, "ScoreTable", "Every activity x every category.")
      .def_property_readonly("activities", &activity_columns, "Labels of the rows.")
      .def_property_readonly("categories", &category_columns, "Labels of the columns.")
      .def_property_readonly("values", &matrix<&ScoredCategory::values>,
                             "Scores, activities x categories; NaN where there is none.")
      .def_property_readonly("errors", &matrix<&ScoredCategory::errors>,
                             "The printed error of each score.")
      .def_property_readonly("missing", &missing,
                             "(row, column, position in `reasons`) of each NaN.")
      .def_property_readonly(
          "reasons",
          [](const ScoreTable& t) {
            return to_list(t.reasons.size(),
                           [&](std::size_t i) { return to_str(t.reasons[i]); });
          },
          "Why there are scores missing.")
      .def_property_readonly(
          "report", [](const ScoreTable& t) { return report_dict(t.report); },
          "How the system was solved.")
      .def_property_readonly(
          "policies", [](const ScoreTable& t) { return t.policies; },
          "Every policy that was in force.")
      .def_property_readonly(
          "findings", [](const ScoreTable& t) { return finding_columns(t.findings); },
          "Findings of factors, and what has no score.")
      .def_property_readonly(
          "finding_counts",
          [](const ScoreTable& t) { return finding_counts(t.findings); },
          "(kind, severity, findings, occurrences), the gravest first.");
}

}  // namespace lichen::python
