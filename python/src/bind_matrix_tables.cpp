// Tables of plain matrices with labels: several demands, every activity.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bind.hpp"
#include "columns.hpp"
#include "held_system.hpp"
#include "lichen/base/error.hpp"
#include "progress.hpp"
#include "scored_demands.hpp"

namespace lichen::python {
namespace {

/// (products, amounts)
using PositionedDemand = std::pair<std::vector<Index>, std::vector<double>>;

std::vector<std::vector<ProductAmount>> amounts_of(
    const std::vector<PositionedDemand>& demands) {
  std::vector<std::vector<ProductAmount>> all;
  for (const auto& [products, amounts] : demands) {
    if (products.size() != amounts.size()) {
      throw ShapeError("a demand must have as many amounts as products");
    }
    auto& demand = all.emplace_back();
    for (std::size_t k = 0; k < products.size(); ++k) {
      demand.push_back({products[k], amounts[k]});
    }
  }
  return all;
}

/// The text of a column of labels; empty where there is no such column.
std::string label(const TableReader& table, std::size_t row, const char* column) {
  const auto at = table.find(column);
  return at ? std::string(table.at(row, *at)) : std::string();
}

/// The first of some columns that there is.
std::string first_label(const TableReader& table, std::size_t row,
                        std::initializer_list<const char*> columns) {
  for (const char* column : columns) {
    if (table.find(column)) return label(table, row, column);
  }
  return {};
}

/// Columns of the table, with their labels and the reasons of those that failed.
void put_categories(const HeldSystem& held, const MatrixAnswers& found,
                    DemandTable& table) {
  const TableReader labels = held.table("categories");
  const bool labelled = !labels.names.empty();
  std::map<std::string, Index> reasons;
  std::vector<Index> reason(found.failures.size(), -1);
  for (std::size_t i = 0; i < found.failures.size(); ++i) {
    if (found.failures[i].empty()) continue;
    const auto next = static_cast<Index>(table.reasons.size());
    const auto [at, is_new] = reasons.try_emplace(found.failures[i], next);
    if (is_new) table.reasons.push_back(found.failures[i]);
    reason[i] = at->second;
  }
  for (Index k = 0; k < found.categories; ++k) {
    const auto row = static_cast<std::size_t>(k);
    DemandCategory& category = table.categories.emplace_back();
    category.id = labelled ? first_label(labels, row, {"id"}) : std::string();
    category.category = labelled ? first_label(labels, row, {"category", "name"})
                                 : "category " + std::to_string(k);
    category.unit = labelled ? label(labels, row, "unit") : std::string();
    category.reason = reason;
    for (std::size_t i = 0; i < found.failures.size(); ++i) {
      category.scores.push_back(found.score(i, k));
    }
  }
}

ScoredDemands score_demands_of(const HeldSystem& held,
                               const std::vector<std::string>& names,
                               const std::vector<PositionedDemand>& demands,
                               const std::vector<std::string>& failures, bool inventories,
                               bool scalings, int threads, const py::object& progress) {
  const auto asked = amounts_of(demands);
  if (names.size() != asked.size() || failures.size() != asked.size()) {
    throw ShapeError("a name and a failure are needed for each demand");
  }
  DemandOptions options;
  options.inventories = inventories;
  options.scalings = scalings;
  options.threads = threads;
  options.progress = make_progress(progress);
  const py::gil_scoped_release release;
  MatrixAnswers found = held.system().calculate(asked, options);
  ScoredDemands scored;
  DemandTable& table = scored.table;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (!failures[i].empty()) found.failures[i] = failures[i];
    table.demands.push_back({names[i], {}, found.failures[i]});
  }
  put_categories(held, found, table);
  table.way = found.way;
  table.way_reason = std::move(found.reason);
  table.solutions = found.solutions;
  table.report = std::move(found.report);
  table.report.backward_error = found.backward_error;
  table.inventories = std::move(found.inventories);
  table.scalings = std::move(found.scalings);
  table.policies = held.source().policies;
  return scored;
}

/// What a row of the score table stands for: one unit made, or of a waste treated.
Vector signs_of(const TableReader& labels) {
  const auto sign = labels.find("sign");
  Vector amounts;
  for (std::size_t r = 0; sign && r < labels.rows; ++r) {
    amounts.push_back(labels.at(r, *sign) == "-1" ? -1. : 1.);
  }
  return amounts;
}

ScoreTable score_all_of(const HeldSystem& held, int threads, const py::object& progress) {
  const RunOptions run{threads, make_progress(progress)};
  const py::gil_scoped_release release;
  const TableReader activities = held.table("activities");
  const TableReader categories = held.table("categories");
  ScoreTable table = held.system().score_all(run, signs_of(activities));
  for (std::size_t j = 0; !activities.names.empty() && j < activities.rows; ++j) {
    ScoredActivity& row = table.activities[j];
    row.id = first_label(activities, j, {"activity_id", "id"});
    row.activity = first_label(activities, j, {"activity", "name"});
    row.location = label(activities, j, "location");
    row.product = label(activities, j, "product");
    row.unit = label(activities, j, "unit");
  }
  for (std::size_t k = 0; !categories.names.empty() && k < categories.rows; ++k) {
    ScoredCategory& column = table.categories[k];
    column.id = label(categories, k, "id");
    column.method = label(categories, k, "method");
    column.category = first_label(categories, k, {"category", "name"});
    column.unit = label(categories, k, "unit");
  }
  table.policies = held.source().policies;
  return table;
}

}  // namespace

void bind_matrix_tables(py::module_& m) {
  m.def("score_matrix_demands", &score_demands_of, py::arg("system"), py::arg("names"),
        py::arg("demands"), py::arg("failures"), py::arg("inventories") = false,
        py::arg("scalings") = false, py::arg("threads") = 0,
        py::arg("progress") = py::none(),
        "Score several demands of plain matrices, in one block of solutions.");
  m.def("score_matrices", &score_all_of, py::arg("system"), py::arg("threads") = 0,
        py::arg("progress") = py::none(),
        "Score one unit of every product of plain matrices.");
}

}  // namespace lichen::python
