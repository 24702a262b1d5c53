// Reading packages and flow maps.

#include "bind.hpp"
#include "lichen/io/read.hpp"
#include "progress.hpp"

namespace lichen::python {
namespace {

std::shared_ptr<Database> read(const std::string& path, const py::object& progress) {
  io::ReadOptions options;
  options.progress = make_progress(progress);
  const py::gil_scoped_release release;
  return std::make_shared<Database>(io::read(path, options));
}

std::shared_ptr<FlowMap> read_flow_map(const std::string& path) {
  const py::gil_scoped_release release;
  return std::make_shared<FlowMap>(io::read_flow_map(path));
}

}  // namespace

void bind_read(py::module_& m) {
  m.def("read", &read, py::arg("path"), py::arg("progress") = py::none(), R"(
Read a package of any known format, recognised by its content.

Parameters
----------
path : str
    A file, folder or zip archive; "demo" is the bundled study.
progress : callable, optional
    Called as ``progress(task, done, total)``, at most ten times a second.

Raises
------
DataError
    If there is nothing that can be read.)");
  m.def("read_flow_map", &read_flow_map, py::arg("path"), R"(
Read a flow map: a CSV in the form of the federal flow list.

Raises
------
DataError
    If a needed column is absent.)");
}

}  // namespace lichen::python
