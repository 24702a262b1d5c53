// Stores: databases in one file.

#include <memory>
#include <string>

#include <pybind11/stl.h>

#include "bind.hpp"
#include "columns.hpp"
#include "held_store.hpp"
#include "lichen/base/error.hpp"
#include "lichen/store/store.hpp"
#include "progress.hpp"

namespace lichen::python {
namespace {

store::Access access_of(const std::string& word) {
  if (word == "read") return store::Access::read;
  if (word == "write") return store::Access::write;
  if (word == "create") return store::Access::create;
  throw DataError("a store is opened to \"read\", \"write\" or \"create\", not \"" +
                  word + "\"");
}

std::unique_ptr<HeldStore> opened(const std::string& path, const std::string& access,
                                  double patience) {
  store::StoreOptions options;
  options.access = access_of(access);
  options.patience =
      std::chrono::milliseconds(static_cast<std::int64_t>(patience * 1000.));
  return std::make_unique<HeldStore>(path, options);
}

py::dict entry_dict(const store::StoredDatabase& d) {
  py::dict dict;
  dict["name"] = to_str(d.name);
  dict["activities"] = d.activities;
  dict["exchanges"] = d.exchanges;
  dict["flows"] = d.flows;
  dict["methods"] = d.methods;
  dict["categories"] = d.categories;
  dict["factors"] = d.factors;
  dict["findings"] = d.findings;
  dict["path"] = to_str(d.source.path);
  dict["format"] = to_str(d.source.format);
  dict["hash"] = to_str(d.source.hash);
  dict["package"] = to_str(d.source.name);
  dict["version"] = to_str(d.source.version);
  dict["licence"] = to_str(d.source.licence);
  dict["content"] = to_str(d.content);
  dict["generation"] = d.generation;
  return dict;
}

const char* word_of(store::FoundIn what) {
  switch (what) {
    case store::FoundIn::activities:
      return "activity";
    case store::FoundIn::flows:
      return "flow";
    case store::FoundIn::categories:
      return "category";
  }
  return "";
}

py::list databases(HeldStore& held) {
  const auto all = held.with([](const store::Store& s) { return s.databases(); });
  return to_list(all.size(), [&](std::size_t i) { return entry_dict(all[i]); });
}

py::list search(HeldStore& held, const std::string& words, std::size_t limit) {
  const auto rows =
      held.with([&](const store::Store& s) { return s.search(words, limit); });
  return to_list(rows.size(), [&](std::size_t i) {
    py::dict row;
    row["what"] = word_of(rows[i].what);
    row["name"] = to_str(rows[i].name);
    row["product"] = to_str(rows[i].product);
    row["location"] = to_str(rows[i].location);
    row["category"] = to_str(rows[i].category);
    row["database"] = to_str(rows[i].database);
    row["id"] = to_str(to_string(rows[i].id));
    return row;
  });
}

void add(HeldStore& held, const std::shared_ptr<Database>& database,
         const std::string& name, bool replace, const py::object& progress) {
  const Progress told = make_progress(progress);
  const auto same = replace ? store::SameName::replace : store::SameName::error;
  held.with([&](store::Store& s) { s.add(*database, name, same, told); });
}

std::shared_ptr<Database> read(HeldStore& held, const std::string& name,
                               const py::object& progress) {
  const Progress told = make_progress(progress);
  return held.with([&](const store::Store& s) {
    return std::make_shared<Database>(s.read(name, told));
  });
}

}  // namespace

void bind_store(py::module_& m) {
  m.def("is_store", &store::is_store, py::arg("path"),
        "Whether a file is a store, by its content.");
  py::class_<HeldStore>(m, "Store", "Databases in one file.")
      .def(py::init(&opened), py::arg("path"), py::arg("access") = "read",
           py::arg("patience") = 10.)
      .def("close", &HeldStore::close, "Leave the one file, and nothing beside it.")
      .def_property_readonly("closed", &HeldStore::closed, "Whether it was closed.")
      .def_property_readonly("path", &HeldStore::path, "The file.")
      .def_property_readonly(
          "id",
          [](HeldStore& held) {
            return held.with([](const store::Store& s) { return to_string(s.id()); });
          },
          "What tells it from every other store.")
      .def_property_readonly(
          "generation",
          [](HeldStore& held) {
            return held.with([](const store::Store& s) { return s.generation(); });
          },
          "Another number after every change.")
      .def("databases", &databases, "What it holds, a dictionary for each.")
      .def("add", &add, py::arg("database"), py::arg("name"), py::arg("replace") = false,
           py::arg("progress") = py::none(), "Keep a database under a name.")
      .def("read", &read, py::arg("name"), py::arg("progress") = py::none(),
           "A database as it was added.")
      .def(
          "findings",
          [](HeldStore& held, const std::string& name) {
            return finding_columns(
                held.with([&](const store::Store& s) { return s.findings(name); }));
          },
          py::arg("name"), "What was odd about a database, by column.")
      .def(
          "remove",
          [](HeldStore& held, const std::string& name) {
            held.with([&](store::Store& s) { s.remove(name); });
          },
          py::arg("name"), "Take a database out.")
      .def(
          "rename",
          [](HeldStore& held, const std::string& name, const std::string& to) {
            held.with([&](store::Store& s) { s.rename(name, to); });
          },
          py::arg("name"), py::arg("to"), "Give a database another name.")
      .def("search", &search, py::arg("words"), py::arg("limit") = 20,
           "Rows whose names hold all words, the best first.")
      .def(
          "check",
          [](HeldStore& held) {
            return finding_columns(
                held.with([](const store::Store& s) { return s.check(); }));
          },
          "Look through the whole file: what is damaged, by column.");
}

}  // namespace lichen::python
