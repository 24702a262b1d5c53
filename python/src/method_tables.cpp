// Methods, factors, parameters, units and places of a database as columns.

#include <limits>

#include "columns.hpp"
#include "database_tables.hpp"
#include "words.hpp"

namespace lichen::python {
namespace {

const Method& method_at(const Database& db, std::size_t at) {
  if (at >= db.methods.size()) throw py::index_error("no method there");
  return db.methods[at];
}

/// A list with a text for every row of a table.
template <class Row, class Field>
py::list column(const std::vector<Row>& rows, const Field& field) {
  return to_list(rows.size(), [&](std::size_t i) { return py::object(field(rows[i])); });
}

/// An array with a number for every row of a table.
template <class T, class Row, class Field>
py::array_t<T> numbers(const std::vector<Row>& rows, const Field& field) {
  return to_numbers<T>(rows.size(), [&](std::size_t i) { return field(rows[i]); });
}

}  // namespace

py::dict parameter_columns(const Database& db) {
  SharedTexts texts(db);
  const auto& rows = db.parameters;
  py::dict table;
  table["name"] = column(rows, [&](const Parameter& p) { return texts(p.name); });
  table["value"] = numbers<double>(rows, [](const Parameter& p) { return p.value; });
  table["formula"] = column(rows, [&](const Parameter& p) { return texts(p.formula); });
  table["scope"] =
      column(rows, [](const Parameter& p) { return py::str(word(p.scope)); });
  table["owner_id"] = column(rows, [&](const Parameter& p) {
    return p.owner ? to_str(db.id_text(p.owner)) : py::str();
  });
  table["description"] =
      column(rows, [&](const Parameter& p) { return texts(p.description); });
  table["id"] =
      column(rows, [&](const Parameter& p) { return to_str(db.id_text(p.id)); });
  return table;
}

py::dict unit_columns(const Database& db) {
  SharedTexts texts(db);
  const auto& rows = db.units;
  py::dict table;
  table["name"] = column(rows, [&](const PackageUnit& u) { return texts(u.name); });
  table["group"] = column(rows, [&](const PackageUnit& u) {
    return texts(u.group ? db.unit_groups[u.group.at()].name : Text{});
  });
  table["factor"] = numbers<double>(rows, [](const PackageUnit& u) { return u.factor; });
  table["synonyms"] =
      column(rows, [&](const PackageUnit& u) { return texts(u.synonyms); });
  table["id"] =
      column(rows, [&](const PackageUnit& u) { return to_str(db.id_text(u.id)); });
  return table;
}

py::dict location_columns(const Database& db) {
  SharedTexts texts(db);
  const auto& rows = db.locations;
  py::dict table;
  table["code"] = column(rows, [&](const Location& l) { return texts(l.code); });
  table["name"] = column(rows, [&](const Location& l) { return texts(l.name); });
  table["id"] = column(rows, [&](const Location& l) { return to_str(db.id_text(l.id)); });
  return table;
}

py::dict method_columns(const Database& db) {
  SharedTexts texts(db);
  const auto& rows = db.methods;
  py::dict table;
  table["id"] = column(rows, [&](const Method& m) { return to_str(db.id_text(m.id)); });
  table["name"] = column(rows, [&](const Method& m) { return texts(m.name); });
  table["version"] = column(rows, [&](const Method& m) { return texts(m.version); });
  table["description"] =
      column(rows, [&](const Method& m) { return texts(m.description); });
  table["categories"] = column(rows, [](const Method& m) {
    return to_list(m.categories.size(),
                   [&](std::size_t i) { return py::int_(m.categories[i].at()); });
  });
  table["nw_sets"] =
      column(rows, [](const Method& m) { return py::int_(m.nw_sets.size()); });
  return table;
}

py::dict category_columns(const Database& db) {
  SharedTexts texts(db);
  const auto& rows = db.categories;
  py::dict table;
  table["id"] = column(rows, [&](const Category& c) { return to_str(db.id_text(c.id)); });
  table["name"] = column(rows, [&](const Category& c) { return texts(c.name); });
  table["unit"] = column(rows, [&](const Category& c) { return texts(c.unit); });
  table["version"] = column(rows, [&](const Category& c) { return texts(c.version); });
  table["description"] =
      column(rows, [&](const Category& c) { return texts(c.description); });
  table["factors"] =
      column(rows, [](const Category& c) { return py::int_(c.factor_count); });
  return table;
}

py::dict nw_set_columns(const Database& db, std::size_t method) {
  SharedTexts texts(db);
  const auto& rows = method_at(db, method).nw_sets;
  py::dict table;
  table["id"] = column(rows, [&](const NwSet& s) { return to_str(db.id_text(s.id)); });
  table["name"] = column(rows, [&](const NwSet& s) { return texts(s.name); });
  table["unit"] = column(rows, [&](const NwSet& s) { return texts(s.unit); });
  table["scale"] = column(rows, [](const NwSet& s) {
    return py::str(s.scale == WeightScale::percent ? "percent" : "fraction");
  });
  return table;
}

py::dict nw_factor_columns(const Database& db, std::size_t method, std::size_t nw_set) {
  SharedTexts texts(db);
  const Method& owner = method_at(db, method);
  if (nw_set >= owner.nw_sets.size()) throw py::index_error("no such set");
  const auto& rows = owner.nw_sets[nw_set].factors;
  const auto number = [](const std::optional<double>& value) {
    return value.value_or(std::numeric_limits<double>::quiet_NaN());
  };
  py::dict table;
  table["category"] = column(rows, [&](const NwFactor& f) {
    return texts(f.category ? db.categories[f.category.at()].name : Text{});
  });
  table["normalisation"] =
      numbers<double>(rows, [&](const NwFactor& f) { return number(f.normalisation); });
  table["weight"] =
      numbers<double>(rows, [&](const NwFactor& f) { return number(f.weight); });
  return table;
}

py::dict factor_columns(const Database& db, std::size_t category) {
  if (category >= db.categories.size()) throw py::index_error("no category there");
  SharedTexts texts(db);
  SharedIds flow_ids(db, db.flows);
  const auto rows = db.factors_of(db.categories[category]);
  const auto list = [&](auto field) {
    return to_list(rows.size(), [&](std::size_t i) { return field(rows[i]); });
  };
  const auto flow = [&](const Factor& f) -> const Flow& { return db.flows[f.flow.at()]; };
  py::dict table;
  table["flow"] = list([&](const Factor& f) { return texts(flow(f).name); });
  table["category"] = list([&](const Factor& f) { return texts(flow(f).category); });
  table["value"] =
      to_numbers<double>(rows.size(), [&](std::size_t i) { return rows[i].value; });
  table["unit"] = list([&](const Factor& f) { return texts.unit(f.unit, flow(f)); });
  table["location"] = list([&](const Factor& f) { return texts.place(f.location); });
  table["flow_id"] = list([&](const Factor& f) { return flow_ids(f.flow); });
  return table;
}

}  // namespace lichen::python
