// Writing the library's own plain tables.

#include "bind.hpp"
#include "lichen/io/tables.hpp"

namespace lichen::python {
namespace {

void write(const Database& database, const std::string& path) {
  const py::gil_scoped_release release;
  io::write_tables(database, path);
}

}  // namespace

void bind_tables(py::module_& m) {
  m.def("write_tables", &write, py::arg("database"), py::arg("path"), R"(
Write a database as plain tables: a folder, or a zip archive where the path ends so.

Raises
------
DataError
    If the path cannot be written.)");
}

}  // namespace lichen::python
