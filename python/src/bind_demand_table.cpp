// What several demands score, as columns and arrays.

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bind.hpp"
#include "choices.hpp"
#include "columns.hpp"
#include "lichen/base/error.hpp"
#include "lichen/study/system.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "resolved.hpp"
#include "scored_demands.hpp"

namespace lichen::python {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

ScoredDemands score(const System& system, const std::vector<std::string>& names,
                    const std::vector<std::vector<DemandWords>>& demands,
                    const std::vector<ChosenMethod>& methods, const FactorWords& factors,
                    bool inventories, bool scalings, int threads,
                    const py::object& progress) {
  if (names.size() != demands.size()) {
    throw ShapeError("there are " + std::to_string(names.size()) + " names for " +
                     std::to_string(demands.size()) + " demands");
  }
  std::vector<NamedDemand> asked;
  for (std::size_t i = 0; i < names.size(); ++i) {
    asked.push_back({names[i], demand_of(demands[i])});
  }
  const std::vector<MethodChoice> choices = method_choices(methods, factors);
  DemandOptions options;
  options.inventories = inventories;
  options.scalings = scalings;
  options.threads = threads;
  options.progress = make_progress(progress);
  const py::gil_scoped_release release;
  return {system.calculate(asked, choices, options), &system.database()};
}

/// One number of every score, demands x categories.
template <class Number>
py::array_t<double> numbers(const ScoredDemands& scored, const Number& number) {
  const DemandTable& table = scored.table;
  const std::size_t width = table.categories.size();
  std::vector<double> values(table.demands.size() * width);
  for (std::size_t c = 0; c < width; ++c) {
    for (std::size_t i = 0; i < table.demands.size(); ++i) {
      const bool missing = table.categories[c].reason[i] >= 0;
      values[i * width + c] = missing ? none : number(table.categories[c].scores[i]);
    }
  }
  return to_array(std::move(values))
      .reshape({static_cast<py::ssize_t>(table.demands.size()),
                static_cast<py::ssize_t>(width)});
}

/// Vectors of demands as rows, not a number where there is no answer; None where they
/// were not wanted.
py::object rows_of(const std::vector<Vector>& vectors) {
  if (vectors.empty()) return py::none();
  std::size_t width = 0;
  for (const Vector& row : vectors) width = std::max(width, row.size());
  std::vector<double> values(vectors.size() * width, none);
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    std::copy(vectors[i].begin(), vectors[i].end(),
              values.begin() + static_cast<std::ptrdiff_t>(i * width));
  }
  return to_array(std::move(values))
      .reshape(
          {static_cast<py::ssize_t>(vectors.size()), static_cast<py::ssize_t>(width)});
}

py::list method_rows(const ScoredDemands& scored) {
  const auto& methods = scored.table.methods;
  return to_list(methods.size(), [&](std::size_t i) {
    py::dict row;
    row["name"] = to_str(methods[i].name);
    row["id"] = to_str(methods[i].id);
    row["version"] = to_str(methods[i].version);
    row["source"] = to_str(methods[i].source);
    return row;
  });
}

py::dict category_columns(const ScoredDemands& scored) {
  const auto& [table, database] = scored;
  const auto column = [&](auto field) {
    return to_list(table.categories.size(),
                   [&](std::size_t i) { return to_str(field(table.categories[i])); });
  };
  const auto method = [&](const DemandCategory& c) {
    return c.method < table.methods.size() ? table.methods[c.method] : ScoringMethod();
  };
  py::dict columns;
  columns["id"] = column([](const DemandCategory& c) { return c.id; });
  columns["method"] = column([&](const DemandCategory& c) { return method(c).name; });
  columns["method_version"] =
      column([&](const DemandCategory& c) { return method(c).version; });
  columns["category"] = column([](const DemandCategory& c) { return c.category; });
  columns["unit"] = column([](const DemandCategory& c) { return c.unit; });
  return columns;
}

/// What each demand was understood to mean; empty where it was not.
py::list demand_rows(const ScoredDemands& scored) {
  const auto& demands = scored.table.demands;
  return to_list(demands.size(), [&](std::size_t i) -> py::list {
    if (scored.database == nullptr) return py::list();
    return resolved_rows(*scored.database, demands[i].demand);
  });
}

py::list missing(const ScoredDemands& scored) {
  py::list rows;
  const auto& categories = scored.table.categories;
  for (std::size_t c = 0; c < categories.size(); ++c) {
    for (std::size_t i = 0; i < categories[c].reason.size(); ++i) {
      const Index reason = categories[c].reason[i];
      if (reason >= 0) rows.append(py::make_tuple(i, c, reason));
    }
  }
  return rows;
}

py::dict report(const ScoredDemands& scored) {
  py::dict dict = report_dict(scored.table.report);
  dict["way"] = scored.table.way == DemandWay::prices ? "prices" : "scalings";
  dict["why"] = to_str(scored.table.way_reason);
  dict["solutions"] = scored.table.solutions;
  return dict;
}

template <class Texts, class Text>
py::list texts(const Texts& rows, const Text& text) {
  return to_list(rows.size(), [&](std::size_t i) { return to_str(text(rows[i])); });
}

void bind_numbers(py::class_<ScoredDemands>& scored) {
  const auto all = [](auto number) {
    return [number](const ScoredDemands& s) { return numbers(s, number); };
  };
  scored
      .def_property_readonly("values", all([](const Score& s) { return s.value; }),
                             "Scores, demands x categories; NaN where there is none.")
      .def_property_readonly("errors",
                             all([](const Score& s) { return s.error.printed(); }),
                             "The printed error of each score.")
      .def_property_readonly("estimates",
                             all([](const Score& s) { return s.error.estimate; }),
                             "The estimated error of each score.")
      .def_property_readonly(
          "bounds", all([](const Score& s) { return s.error.bound.value_or(none); }),
          "The rigorous bounds; NaN where none could be proved.")
      .def_property_readonly(
          "inventories",
          [](const ScoredDemands& s) { return rows_of(s.table.inventories); },
          "g of each demand, demands x flows; None where not asked for.")
      .def_property_readonly(
          "scalings", [](const ScoredDemands& s) { return rows_of(s.table.scalings); },
          "s of each demand, demands x activities; None where not asked for.");
}

}  // namespace

void bind_demand_table(py::module_& m) {
  m.def("score_demands", &score, py::arg("system"), py::arg("names"), py::arg("demands"),
        py::arg("methods"), py::arg("factors"), py::arg("inventories") = false,
        py::arg("scalings") = false, py::arg("threads") = 0,
        py::arg("progress") = py::none(), py::keep_alive<0, 1>(),
        "Score several demands in some methods, in one block of solutions.");
  py::class_<ScoredDemands> scored(m, "DemandTable", "Every demand x every category.");
  scored
      .def_property_readonly(
          "names",
          [](const ScoredDemands& s) {
            return texts(s.table.demands, [](const auto& row) { return row.name; });
          },
          "Names of the demands.")
      .def_property_readonly(
          "failures",
          [](const ScoredDemands& s) {
            return texts(s.table.demands, [](const auto& row) { return row.failure; });
          },
          "Why each demand has no score at all; empty where it has.")
      .def_property_readonly("demands", &demand_rows,
                             "What each demand means, a dictionary per entry.")
      .def_property_readonly("methods", &method_rows, "name, id, version, source.")
      .def_property_readonly("categories", &category_columns, "Labels of the columns.")
      .def_property_readonly("missing", &missing,
                             "(row, column, position in `reasons`) of each NaN.")
      .def_property_readonly(
          "reasons",
          [](const ScoredDemands& s) {
            return texts(s.table.reasons, [](const auto& text) { return text; });
          },
          "Why there are scores missing.")
      .def_property_readonly("report", &report, "How it was solved, and why so.")
      .def_property_readonly(
          "policies", [](const ScoredDemands& s) { return s.table.policies; },
          "Every policy that was in force.")
      .def_property_readonly(
          "findings",
          [](const ScoredDemands& s) { return finding_columns(s.table.findings); },
          "Findings of factors, and which demands have no score.")
      .def_property_readonly(
          "finding_counts",
          [](const ScoredDemands& s) { return finding_counts(s.table.findings); },
          "(kind, severity, findings, occurrences), the gravest first.");
  bind_numbers(scored);
}

}  // namespace lichen::python
