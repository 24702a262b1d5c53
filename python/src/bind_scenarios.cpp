// Tables of scenarios, and what they score.

#include <limits>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "bind.hpp"
#include "choices.hpp"
#include "columns.hpp"
#include "lichen/base/error.hpp"
#include "lichen/io/scenarios.hpp"
#include "lichen/study/system.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "resolved.hpp"

namespace lichen::python {
namespace {

/// A node by name and product.
using Node = std::tuple<std::string, std::string>;
/// (activity, supplier or flow, kind, number, unit)
using ExchangeRow = std::tuple<Node, Node, std::string, std::int32_t, std::string>;

/// A result with the databases that know how its ids are written.
struct Scored {
  ScenarioResult result;
  const Database* database;
  const Database* methods;
};

ChangeKind kind_of(const std::string& word) {
  if (word == "automatic") return ChangeKind::automatic;
  if (word == "technosphere") return ChangeKind::technosphere;
  if (word == "biosphere") return ChangeKind::biosphere;
  if (word == "production") return ChangeKind::production;
  throw DataError("\"" + word +
                  "\" is no kind of an exchange: technosphere, biosphere, production");
}

NodeName node_of(const Node& node) {
  NodeName made;
  std::tie(made.name, made.product) = node;
  return made;
}

ScenarioTable make_table(const std::vector<std::string>& names,
                         const std::vector<ExchangeRow>& rows,
                         const py::array_t<double, py::array::c_style>& amounts) {
  ScenarioTable table;
  table.names = names;
  for (const auto& [to, from, kind, number, unit] : rows) {
    ScenarioExchange exchange;
    exchange.to = node_of(to);
    exchange.from = node_of(from);
    exchange.kind = kind_of(kind);
    exchange.internal_id = number;
    exchange.unit = unit;
    table.exchanges.push_back(std::move(exchange));
  }
  if (static_cast<std::size_t>(amounts.size()) != names.size() * rows.size()) {
    throw ShapeError(
        "a table of scenarios needs an amount for each exchange and scenario");
  }
  table.amounts.assign(amounts.data(), amounts.data() + amounts.size());
  return table;
}

ScenarioTable parse_tables(
    const std::vector<std::pair<std::string, std::string>>& texts) {
  std::vector<io::ScenarioText> tables;
  for (const auto& [name, content] : texts) tables.push_back({name, content});
  const LongCall call;
  return io::parse_scenarios(tables);
}

ScenarioTable read_tables(const std::vector<std::string>& paths) {
  const LongCall call;
  return io::read_scenarios(paths);
}

std::string end_text(const NodeName& node) {
  return node.name.empty() ? node.id : node.name;
}

py::list exchanges(const ScenarioTable& table) {
  return to_list(table.exchanges.size(), [&](std::size_t i) {
    const ScenarioExchange& row = table.exchanges[i];
    return py::make_tuple(to_str(end_text(row.to)), to_str(end_text(row.from)),
                          to_str(row.place));
  });
}

Scored score(const System& system, const ScenarioTable& table,
             const std::vector<DemandWords>& demand,
             const std::shared_ptr<Database>& methods, const std::string& method,
             const std::vector<std::string>& categories, const FactorWords& factors,
             const py::object& progress) {
  const MethodChoice choice = method_choice(methods, method, categories, factors);
  const Demand asked = demand_of(demand);
  const Progress tell = make_progress(progress);
  const LongCall call;
  return {system.scenarios(table, asked, choice, tell), &system.database(),
          methods.get()};
}

py::list base(const Scored& scored) {
  const auto& rows = scored.result.base;
  return to_list(rows.size(), [&](std::size_t i) {
    py::dict row;
    row["id"] = to_str(scored.methods->id_text(rows[i].id));
    row["category"] = to_str(rows[i].category);
    row["value"] = rows[i].value;
    row["unit"] = to_str(rows[i].unit);
    row["error"] = error_dict(rows[i].error);
    return row;
  });
}

py::dict scenario_rows(const Scored& scored) {
  const auto& rows = scored.result.scenarios;
  py::dict table;
  table["scenario"] =
      to_list(rows.size(), [&](std::size_t i) { return to_str(rows[i].name); });
  table["failure"] =
      to_list(rows.size(), [&](std::size_t i) { return to_str(rows[i].failure); });
  table["solved"] = to_list(rows.size(), [&](std::size_t i) {
    return py::str(rows[i].way == ScenarioWay::fresh ? "fresh" : "update");
  });
  table["changes"] =
      to_list(rows.size(), [&](std::size_t i) { return py::int_(rows[i].changes); });
  table["unreached"] =
      to_list(rows.size(), [&](std::size_t i) { return py::int_(rows[i].unreached); });
  return table;
}

/// One number of every score, scenarios x categories; NaN where a scenario failed.
template <class Number>
py::array_t<double> numbers(const Scored& scored, const Number& number) {
  const auto& rows = scored.result.scenarios;
  const std::size_t width = scored.result.base.size();
  std::vector<double> values(rows.size() * width,
                             std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t c = 0; c < rows[i].scores.size(); ++c) {
      values[i * width + c] = number(rows[i].scores[c]);
    }
  }
  return to_array(std::move(values))
      .reshape({static_cast<py::ssize_t>(rows.size()), static_cast<py::ssize_t>(width)});
}

double bound_of(const Score& score) {
  return score.error.bound.value_or(std::numeric_limits<double>::quiet_NaN());
}

py::dict method(const Scored& scored) {
  const ScenarioResult& result = scored.result;
  py::dict dict;
  dict["name"] = to_str(result.method);
  dict["id"] = to_str(result.method_id ? scored.methods->id_text(result.method_id) : "");
  dict["version"] = to_str(result.method_version);
  dict["source"] = to_str(result.method_source);
  return dict;
}

void bind_scored(py::module_& m) {
  py::class_<Scored>(m, "ScenarioScores", "What scenarios score, as columns and arrays.")
      .def_property_readonly("base", &base, "The system as it is, one row per category.")
      .def_property_readonly("rows", &scenario_rows, "One entry per scenario, by column.")
      .def_property_readonly(
          "values",
          [](const Scored& s) {
            return numbers(s, [](const Score& score) { return score.value; });
          },
          "Scenarios x categories; NaN where a scenario failed.")
      .def_property_readonly(
          "errors",
          [](const Scored& s) {
            return numbers(s, [](const Score& score) { return score.error.printed(); });
          },
          "What is printed as the error of each.")
      .def_property_readonly(
          "estimates",
          [](const Scored& s) {
            return numbers(s, [](const Score& score) { return score.error.estimate; });
          },
          "The estimated errors.")
      .def_property_readonly(
          "bounds", [](const Scored& s) { return numbers(s, bound_of); },
          "The rigorous bounds; NaN where none could be proved.")
      .def_property_readonly(
          "demand",
          [](const Scored& s) { return resolved_rows(*s.database, s.result.demand); },
          "What was asked for, after it was understood.")
      .def_property_readonly("method", &method, "Name, id, version, source.")
      .def_property_readonly(
          "policies",
          [](const Scored& s) {
            return to_list(s.result.policies.size(), [&](std::size_t i) {
              const auto& [name, value] = s.result.policies[i];
              return py::make_tuple(name, value);
            });
          },
          "Every policy that was in force, as (name, value).")
      .def_property_readonly(
          "findings", [](const Scored& s) { return finding_columns(s.result.findings); },
          "What was odd about tables and scenarios, by column.")
      .def_property_readonly(
          "finding_counts",
          [](const Scored& s) { return finding_counts(s.result.findings); },
          "(kind, severity, findings, occurrences), the gravest first.");
}

}  // namespace

void bind_scenarios(py::module_& m) {
  py::class_<ScenarioTable>(m, "ScenarioTable", "Exchanges and the amounts they take.")
      .def_readonly("names", &ScenarioTable::names, "Names of the scenarios.")
      .def_property_readonly("exchanges", &exchanges,
                             "(activity, supplier or flow, place) of each row.")
      .def_property_readonly(
          "amounts",
          [](const ScenarioTable& table) {
            return to_array(table.amounts)
                .reshape({static_cast<py::ssize_t>(table.exchanges.size()),
                          static_cast<py::ssize_t>(table.names.size())});
          },
          "Exchanges x scenarios; NaN where one stays as it is.")
      .def_property_readonly(
          "findings", [](const ScenarioTable& t) { return finding_columns(t.findings); },
          "What was odd about the files, by column.");
  bind_scored(m);
  m.def("make_scenarios", &make_table, py::arg("names"), py::arg("exchanges"),
        py::arg("amounts"), "A table from (activity, supplier, kind, number, unit).");
  m.def("parse_scenarios", &parse_tables, py::arg("tables"),
        "Reads tables from (name, CSV text).");
  m.def("read_scenarios", &read_tables, py::arg("paths"), "Reads tables from files.");
  m.def("score_scenarios", &score, py::arg("system"), py::arg("table"), py::arg("demand"),
        py::arg("methods"), py::arg("method"), py::arg("categories"), py::arg("factors"),
        py::arg("progress") = py::none(), py::keep_alive<0, 1>(), py::keep_alive<0, 4>(),
        "Scores every scenario of a table for one demand.");
}

}  // namespace lichen::python
