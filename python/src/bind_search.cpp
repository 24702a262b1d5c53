// Searching, and names to rows.

#include <pybind11/stl.h>

#include "bind.hpp"
#include "columns.hpp"
#include "lichen/study/lookup.hpp"
#include "lichen/study/near_names.hpp"
#include "lichen/study/search.hpp"

namespace lichen::python {
namespace {

py::list search_rows(const Database& database, const std::string& query, bool activities,
                     bool flows, std::size_t limit) {
  SearchOptions options;
  options.activities = activities;
  options.flows = flows;
  options.limit = limit;
  std::vector<FoundRow> found;
  {
    const py::gil_scoped_release release;
    found = search(database, query, options);
  }
  return to_list(found.size(), [&](std::size_t i) {
    const FoundRow& row = found[i];
    py::dict dict;
    dict["what"] = row.kind == FoundKind::activity ? "activity" : "flow";
    dict["name"] = to_str(row.name);
    dict["product"] = to_str(row.product);
    dict["location"] = to_str(row.location);
    dict["category"] = to_str(row.category);
    dict["amount"] = row.amount;
    dict["unit"] = to_str(row.unit);
    dict["id"] = to_str(database.id_text(row.id));
    return dict;
  });
}

std::vector<std::size_t> find_activity_rows(const Database& database,
                                            const std::string& text) {
  std::vector<std::size_t> rows;
  for (const ActivityIndex at : find_activities(database, text)) rows.push_back(at.at());
  return rows;
}

std::vector<std::string> near(const std::string& sought,
                              const std::vector<std::string>& names, std::size_t count) {
  return near_names(sought, std::vector<std::string_view>(names.begin(), names.end()),
                    count);
}

}  // namespace

void bind_search(py::module_& m) {
  m.def("search", &search_rows, py::arg("database"), py::arg("query"),
        py::arg("activities") = true, py::arg("flows") = true, py::arg("limit") = 0,
        "Activities and flows that hold every word of a query, the best first.");
  m.def("find_activities", &find_activity_rows, py::arg("database"), py::arg("text"),
        "Positions of the activities that an id, a name, or \"name, location\" stands "
        "for.");
  m.def("near_names", &near, py::arg("sought"), py::arg("names"), py::arg("count") = 5,
        "The names that are nearest to one that was not found.");
}

}  // namespace lichen::python
