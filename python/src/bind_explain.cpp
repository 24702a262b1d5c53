// Which rule gave a flow its factor, or why it has none.

#include <pybind11/stl.h>

#include "bind.hpp"
#include "choices.hpp"
#include "columns.hpp"
#include "lichen/study/explain.hpp"
#include "words.hpp"

namespace lichen::python {
namespace {

py::object factor_value(const FactorReason& reason) {
  const bool used =
      reason.rule == MatchRule::same_id || reason.rule == MatchRule::flow_map;
  return used ? py::object(py::float_(reason.value)) : py::none();
}

py::dict row_of(const Database& database, const Database& methods,
                const FactorReason& reason) {
  py::dict row;
  row["flow"] = to_str(reason.flow_name);
  row["flow_id"] = to_str(database.id_text(reason.flow));
  row["compartment"] = to_str(reason.compartment);
  row["category"] = to_str(reason.category_name);
  row["category_id"] = to_str(methods.id_text(reason.category));
  row["rule"] = word(reason.rule);
  row["factor"] = factor_value(reason);
  row["unit"] = to_str(reason.category_unit + " / " + reason.flow_unit);
  row["target"] = to_str(reason.target_name);
  row["target_id"] =
      to_str(reason.target ? methods.id_text(reason.target) : std::string());
  row["match"] = to_str(reason.match);
  row["why"] = to_str(reason.text);
  return row;
}

py::list explain(const Database& database, const std::string& flow,
                 const std::shared_ptr<Database>& methods, const std::string& method,
                 const std::vector<std::string>& categories, const FactorWords& factors) {
  const MethodChoice choice = method_choice(methods, method, categories, factors);
  std::vector<FactorReason> reasons;
  {
    const py::gil_scoped_release release;
    reasons = explain_factors(database, flow, choice);
  }
  return to_list(reasons.size(),
                 [&](std::size_t i) { return row_of(database, *methods, reasons[i]); });
}

}  // namespace

void bind_explain(py::module_& m) {
  m.def("explain", &explain, py::arg("database"), py::arg("flow"), py::arg("methods"),
        py::arg("method"), py::arg("categories"), py::arg("factors"),
        "The factors of a flow for the categories of a method, each with its reason.");
}

}  // namespace lichen::python
