#pragma once

// Tables handed over column by column: lists of text, arrays of numbers, each text once.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include "lichen/base/finding.hpp"
#include "lichen/model/database.hpp"

namespace lichen::python {

namespace py = pybind11;

/// A Python string; what is not UTF-8 is replaced, never an error: readers reported it.
inline py::str to_str(std::string_view text) {
  PyObject* made =
      PyUnicode_DecodeUTF8(text.data(), static_cast<py::ssize_t>(text.size()), "replace");
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(made);
}

/// An array that takes a vector over, without a copy.
template <class T>
py::array_t<T> to_array(std::vector<T> values) {
  auto owned = std::make_unique<std::vector<T>>(std::move(values));
  const auto* data = owned->data();
  const auto size = static_cast<py::ssize_t>(owned->size());
  const py::capsule owner(owned.release(),
                          [](void* held) { delete static_cast<std::vector<T>*>(held); });
  return py::array_t<T>(size, data, owner);
}

/// A list made by calling `make(i)` for every position.
template <class Make>
py::list to_list(std::size_t size, const Make& make) {
  py::list list(size);
  for (std::size_t i = 0; i < size; ++i) {
    const py::object item = make(i);
    PyList_SET_ITEM(list.ptr(), static_cast<py::ssize_t>(i), item.inc_ref().ptr());
  }
  return list;
}

/// An array of `make(i)` for every position.
template <class T, class Make>
py::array_t<T> to_numbers(std::size_t size, const Make& make) {
  std::vector<T> values(size);
  for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<T>(make(i));
  return to_array(std::move(values));
}

/// A list of truth values.
template <class Make>
py::list to_flags(std::size_t size, const Make& make) {
  return to_list(size, [&](std::size_t i) { return py::bool_(make(i)); });
}

/// The texts of a database as Python strings, each made on first use and then shared.
class SharedTexts {
 public:
  explicit SharedTexts(const Database& database)
      : database_(database), made_(database.texts.size()) {}

  py::object operator()(Text text) {
    py::object& made = made_[text.value];
    if (!made) made = to_str(database_.text(text));
    return made;
  }
  /// The code of a place, else its name; empty where there is no place.
  py::object place(LocationIndex location) {
    if (!location) return (*this)(Text{});
    const Location& row = database_.locations[location.at()];
    return (*this)(row.code.empty() ? row.name : row.code);
  }
  /// The name of a unit; empty where it is unknown.
  py::object unit(UnitIndex unit) {
    return (*this)(unit ? database_.units[unit.at()].name : Text{});
  }
  /// The name of a unit, of the flow's reference unit where none is given.
  py::object unit(UnitIndex given, const Flow& flow) {
    return unit(given ? given : flow.reference_unit);
  }

 private:
  const Database& database_;
  std::vector<py::object> made_;
};

/// The ids of a table's rows as Python strings, each made on first use and then shared.
template <class Row>
class SharedIds {
 public:
  SharedIds(const Database& database, const std::vector<Row>& rows)
      : database_(database), rows_(rows), made_(rows.size()) {}

  /// The id of a row; the empty text where `index` is none.
  template <class Index>
  py::object operator()(Index index) {
    if (!index) return py::str();
    py::object& made = made_[index.at()];
    if (!made) made = to_str(database_.id_text(rows_[index.at()].id));
    return made;
  }

 private:
  const Database& database_;
  const std::vector<Row>& rows_;
  std::vector<py::object> made_;
};

/// Findings, a list for each field.
inline py::dict finding_columns(const Findings& findings) {
  const auto& rows = findings.items();
  const auto column = [&](auto field) {
    return to_list(rows.size(), [&](std::size_t i) { return to_str(field(rows[i])); });
  };
  py::dict table;
  table["kind"] = column([](const Finding& f) -> const std::string& { return f.kind; });
  table["severity"] = column([](const Finding& f) { return to_string(f.severity); });
  table["file"] = column([](const Finding& f) -> const std::string& { return f.file; });
  table["data_set"] =
      column([](const Finding& f) -> const std::string& { return f.data_set; });
  table["field"] = column([](const Finding& f) -> const std::string& { return f.field; });
  table["message"] =
      column([](const Finding& f) -> const std::string& { return f.message; });
  table["action"] =
      column([](const Finding& f) -> const std::string& { return f.action; });
  table["count"] =
      to_list(rows.size(), [&](std::size_t i) { return py::int_(rows[i].count); });
  return table;
}

/// Counts of findings: (kind, severity, findings, occurrences), the gravest first.
inline py::list finding_counts(const Findings& findings) {
  py::list list;
  for (const FindingCount& row : findings.counts()) {
    list.append(
        py::make_tuple(row.kind, to_string(row.severity), row.findings, row.occurrences));
  }
  return list;
}

}  // namespace lichen::python
