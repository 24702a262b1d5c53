// Systems of plain matrices: made of arrays, saved to one file, opened from it.

#include <optional>

#include <pybind11/stl.h>

#include "bind.hpp"
#include "choices.hpp"
#include "columns.hpp"
#include "held_system.hpp"
#include "lichen/base/error.hpp"
#include "lichen/store/snapshot.hpp"
#include "lichen/study/policies.hpp"
#include "lichen/study/system.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "saved_content.hpp"
#include "sparse.hpp"

namespace lichen::python {
namespace {

using Columns = std::vector<std::pair<std::string, std::vector<std::string>>>;

store::Labels labels_of(const Columns& columns) {
  store::Labels labels;
  for (const auto& [name, texts] : columns) {
    labels.names.push_back(name);
    labels.rows.resize(std::max(labels.rows.size(), texts.size()));
  }
  for (const auto& [name, texts] : columns) {
    if (texts.size() != labels.rows.size()) {
      throw ShapeError("labels \"" + name + "\" are " + std::to_string(texts.size()) +
                       ", others are " + std::to_string(labels.rows.size()));
    }
    for (std::size_t r = 0; r < texts.size(); ++r) labels.rows[r].push_back(texts[r]);
  }
  return labels;
}

void require_rows(const char* what, const store::Labels& labels, Eigen::Index rows) {
  if (labels.names.empty() || labels.rows.size() == static_cast<std::size_t>(rows))
    return;
  throw ShapeError(std::to_string(labels.rows.size()) + " labels for " +
                   std::to_string(rows) + " " + what);
}

HeldSystem from_arrays(const py::object& a, const py::object& b, const py::object& c,
                       const Columns& activities, const Columns& flows,
                       const Columns& categories, const py::dict& solve) {
  const CscArrays a_arrays(a);
  const CscArrays b_arrays(b);
  std::optional<CscArrays> c_arrays;
  if (!c.is_none()) c_arrays.emplace(c);
  const SolveOptions options = solve_options(solve);
  const LongCall call;
  auto content = std::make_shared<store::SnapshotContent>();
  store::LabelledMatrices& m = content->matrices;
  m.a = a_arrays.map();
  m.b = b_arrays.map();
  m.c.resize(0, m.b.rows());
  if (c_arrays) m.c = c_arrays->map();
  m.open.resize(0, m.a.cols());
  m.activities = labels_of(activities);
  m.flows = labels_of(flows);
  m.categories = labels_of(categories);
  require_rows("activities (columns of A)", m.activities, m.a.cols());
  require_rows("flows (rows of B)", m.flows, m.b.rows());
  require_rows("categories (rows of C)", m.categories, m.c.rows());
  content->source.policies = policies_of(LinkOptions{}, options);
  std::erase_if(content->source.policies, [](const auto& policy) {
    return policy.first != "solver" && policy.first != "dense_limit" &&
           policy.first != "tolerance" &&
           policy.first != "memory_limit";  // nothing was linked
  });
  return {content, options};
}

/// Nothing where a text is no id, so that it equals no store.
Id id_of(const std::string& text) {
  const auto id = parse_uuid(text);
  if (!id) throw DataError("\"" + text + "\" is no id of a store: give a UUID");
  return *id;
}

HeldSystem open(const std::string& path, const py::dict& solve,
                const std::optional<std::string>& store,
                const std::optional<std::uint64_t>& generation,
                const std::optional<store::PolicyTexts>& policies) {
  const SolveOptions options = solve_options(solve);
  store::SnapshotExpectation expected;
  if (store) expected.store = id_of(*store);
  expected.generation = generation;
  expected.policies = policies;
  const LongCall call;
  return {store::open_snapshot(path, expected), options};
}

void save_system(const System& system, const std::string& path, const py::dict& solve,
                 const std::vector<Chosen>& chosen) {
  const SolveOptions how = solve_options(solve);
  const auto methods = saved_methods(chosen);
  const LongCall call;
  store::write_snapshot(saved_content(system, how, methods), path);
}

MatrixAnswer calculate(const HeldSystem& held, const std::vector<Index>& products,
                       const std::vector<double>& amounts) {
  if (products.size() != amounts.size()) {
    throw ShapeError("a demand must have as many amounts as products");
  }
  std::vector<ProductAmount> demand;
  for (std::size_t k = 0; k < products.size(); ++k) {
    demand.push_back({products[k], amounts[k]});
  }
  const LongCall call;
  return held.system().calculate(demand);
}

py::dict table(const HeldSystem& held, const std::string& name) {
  const TableReader reader = held.table(name);
  py::dict columns;
  for (std::size_t c = 0; c < reader.names.size(); ++c) {
    columns[to_str(reader.names[c])] =
        to_list(reader.rows, [&](std::size_t r) { return to_str(reader.at(r, c)); });
  }
  return columns;
}

py::dict source(const HeldSystem& held) {
  const store::SnapshotSource& from = held.source();
  py::dict policies;
  for (const auto& [name, value] : from.policies) policies[to_str(name)] = to_str(value);
  py::dict dict;
  dict["store"] = from.store ? py::object(to_str(to_string(from.store))) : py::none();
  dict["generation"] = from.generation;
  dict["policies"] = policies;
  dict["lichen"] = to_str(held.lichen_version());
  return dict;
}

/// One row per category: the score and its error.
py::list scores(const MatrixAnswer& answer) {
  const auto& rows = answer.assessment.scores;
  return to_list(rows.size(), [&](std::size_t k) {
    py::dict row;
    row["value"] = rows[k].value;
    row["error"] = error_dict(rows[k].error);
    return row;
  });
}

/// Parts of a score by activity of the system.
py::array_t<double> by_activity(const MatrixAnswer& answer, Index category) {
  if (category < 0 ||
      static_cast<std::size_t>(category) >= answer.assessment.scores.size()) {
    throw py::index_error("no category there");
  }
  const Vector parts = contributions_by_activity(answer.assessment, category);
  Vector all(answer.scaling.size(), 0.);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    all[static_cast<std::size_t>(answer.columns[k])] = parts[k];
  }
  return to_array(std::move(all));
}

py::object view(const Vector& v, const py::object& owner) {
  return view_array(v.size(), v.data(), owner);
}

void bind_answer(py::module_& m) {
  py::class_<MatrixAnswer>(m, "MatrixAnswer", "A demand answered, by position.")
      .def_property_readonly("scores", &scores, "A score with its error per category.")
      .def_property_readonly(
          "scaling",
          [](const py::object& self) {
            return view(py::cast<const MatrixAnswer&>(self).scaling, self);
          },
          "s, one entry per activity.")
      .def_property_readonly(
          "inventory",
          [](const py::object& self) {
            return view(py::cast<const MatrixAnswer&>(self).assessment.inventory, self);
          },
          "g = B s, one entry per flow.")
      .def("by_activity", &by_activity, py::arg("category"),
           "The parts of a score that each activity causes itself.")
      .def_property_readonly(
          "columns",
          [](const py::object& self) {
            const auto& columns = py::cast<const MatrixAnswer&>(self).columns;
            return view_array(columns.size(), columns.data(), self);
          },
          "The activities that the demand reaches, ascending.")
      .def_readonly("loops_above_one", &MatrixAnswer::loops_above_one,
                    "Activities that use more of their own products than they make.")
      .def_property_readonly(
          "report",
          [](const MatrixAnswer& a) { return report_dict(a.assessment.scaling.report); },
          "Solver, components, iterations, backward error.")
      .def(
          "diagnostics",
          [](const MatrixAnswer& a) {
            return diagnostics_dict(a.assessment.scaling.report, a.technosphere);
          },
          "The report with fill, condition and times.");
}

}  // namespace

void bind_snapshot(py::module_& m) {
  const auto matrix = [](auto member) {
    return [member](const py::object& self) {
      const auto& matrices = py::cast<const HeldSystem&>(self).system().matrices();
      return view_matrix(matrices.*member, self);
    };
  };
  py::class_<HeldSystem>(m, "MatrixSystem",
                         "Plain matrices with labels that answer demands by position.")
      .def(py::init(&from_arrays), py::arg("a"), py::arg("b"), py::arg("c") = py::none(),
           py::arg("activities") = Columns(), py::arg("flows") = Columns(),
           py::arg("categories") = Columns(), py::arg("solve") = py::dict())
      .def_static("open", &open, py::arg("path"), py::arg("solve") = py::dict(),
                  py::arg("store") = py::none(), py::arg("generation") = py::none(),
                  py::arg("policies") = py::none(), "Map a file that `save` wrote.")
      .def(
          "save",
          [](const HeldSystem& held, const std::string& path) {
            const LongCall call;
            held.save(path);
          },
          py::arg("path"), "Write all to one file.")
      .def("calculate", &calculate, py::arg("products"), py::arg("amounts"),
           "Answer a demand, products by position.")
      .def("table", &table, py::arg("name"), "A table of texts by column.")
      .def("tables", &HeldSystem::tables, "Names of the tables.")
      .def_property_readonly("a", matrix(&SystemMatrices::a), "Products x activities.")
      .def_property_readonly("b", matrix(&SystemMatrices::b), "Flows x activities.")
      .def_property_readonly("c", matrix(&SystemMatrices::c), "Categories x flows.")
      .def_property_readonly(
          "open_exchanges",
          [](const py::object& self) {
            return view_matrix(py::cast<const HeldSystem&>(self).open(), self);
          },
          "Cut-off inputs and un-allocated products x activities.")
      .def_property_readonly(
          "paired", [](const HeldSystem& held) { return held.system().paired(); },
          "Whether row i of A is the product of column i.")
      .def_property_readonly("source", &source, "Store, generation, policies, version.");
  bind_answer(m);
  m.def("save_system", &save_system, py::arg("system"), py::arg("path"), py::arg("solve"),
        py::arg("chosen"),
        "Write a linked system, with the categories of some methods, to one file.");
}

}  // namespace lichen::python
