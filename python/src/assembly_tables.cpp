// Labels of matrices, and the way back to exchanges, as columns.

#include "assembly_tables.hpp"

#include "columns.hpp"
#include "lichen/base/error.hpp"
#include "words.hpp"

namespace lichen::python {
namespace {

/// id, flow, category and unit of the flows at some rows.
template <class At>
py::dict flow_table(const Database& db, std::size_t size, const At& at) {
  SharedTexts texts(db);
  const auto flow = [&](std::size_t i) -> const Flow& { return db.flows[at(i).at()]; };
  py::dict table;
  table["id"] =
      to_list(size, [&](std::size_t i) { return to_str(db.id_text(flow(i).id)); });
  table["flow"] = to_list(size, [&](std::size_t i) { return texts(flow(i).name); });
  table["compartment"] =
      to_list(size, [&](std::size_t i) { return texts(flow(i).category); });
  table["unit"] =
      to_list(size, [&](std::size_t i) { return texts.unit(flow(i).reference_unit); });
  return table;
}

const std::vector<Contribution>& parts_of(const Assembly& assembly,
                                          const std::string& matrix) {
  if (matrix == "a") return assembly.a_parts;
  if (matrix == "b") return assembly.b_parts;
  if (matrix == "open") return assembly.open_parts;
  throw DataError("no matrix \"" + matrix + "\"; choose one of a, b, open");
}

}  // namespace

py::dict column_labels(const System& system) {
  const Database& db = system.database();
  const auto& rows = system.assembly().columns;
  SharedTexts texts(db);
  SharedIds activity_ids(db, db.activities);
  SharedIds flow_ids(db, db.flows);
  const auto activity = [&](std::size_t i) -> const Activity& {
    return db.activities[rows[i].activity.at()];
  };
  const auto column = [&](auto make) { return to_list(rows.size(), make); };
  py::dict table;
  table["activity_id"] =
      column([&](std::size_t i) { return activity_ids(rows[i].activity); });
  table["activity"] = column([&](std::size_t i) { return texts(activity(i).name); });
  table["location"] =
      column([&](std::size_t i) { return texts.place(activity(i).location); });
  table["product_id"] = column([&](std::size_t i) { return flow_ids(rows[i].flow); });
  table["product"] = column([&](std::size_t i) {
    return texts(rows[i].flow ? db.flows[rows[i].flow.at()].name : Text{});
  });
  table["unit"] = column([&](std::size_t i) {
    return rows[i].flow ? texts.unit(db.flows[rows[i].flow.at()].reference_unit)
                        : texts(Text{});
  });
  return table;
}

py::dict flow_labels(const System& system) {
  const Assembly& assembly = system.assembly();
  py::dict table = flow_table(system.database(), assembly.flows.size(),
                              [&](std::size_t i) { return assembly.flows[i]; });
  table["direction"] = to_list(assembly.directions.size(), [&](std::size_t i) {
    return py::str(word(assembly.directions[i]));
  });
  return table;
}

py::dict open_labels(const System& system) {
  const auto& rows = system.assembly().open_rows;
  py::dict table = flow_table(system.database(), rows.size(),
                              [&](std::size_t i) { return rows[i].flow; });
  table["kind"] =
      to_list(rows.size(), [&](std::size_t i) { return py::str(word(rows[i].kind)); });
  return table;
}

py::dict part_columns(const System& system, const std::string& matrix) {
  const auto& parts = parts_of(system.assembly(), matrix);
  py::dict table;
  table["row"] =
      to_numbers<Index>(parts.size(), [&](std::size_t i) { return parts[i].row; });
  table["column"] = to_numbers<Index>(
      parts.size(), [&](std::size_t i) { return parts[i].column.value; });
  table["exchange"] = to_numbers<Index>(
      parts.size(), [&](std::size_t i) { return parts[i].exchange.value; });
  table["value"] =
      to_numbers<double>(parts.size(), [&](std::size_t i) { return parts[i].value; });
  return table;
}

py::dict obstacle_columns(const System& system) {
  const auto& rows = system.assembly().obstacles;
  py::dict table;
  table["column"] =
      to_list(rows.size(), [&](std::size_t i) { return py::int_(rows[i].column.value); });
  table["kind"] =
      to_list(rows.size(), [&](std::size_t i) { return to_str(rows[i].kind); });
  table["message"] =
      to_list(rows.size(), [&](std::size_t i) { return to_str(rows[i].message); });
  table["way_out"] =
      to_list(rows.size(), [&](std::size_t i) { return to_str(rows[i].way_out); });
  return table;
}

}  // namespace lichen::python
