// Matrix Market files.

#include <filesystem>
#include <memory>

#include <pybind11/stl/filesystem.h>

#include "bind.hpp"
#include "lichen/store/matrix_market.hpp"
#include "sparse.hpp"

namespace lichen::python {
namespace {

py::object read(const std::filesystem::path& path) {
  auto matrix = std::make_unique<SparseMatrix>();
  {
    const py::gil_scoped_release release;
    *matrix = store::read_matrix_market(path.string());
    matrix->makeCompressed();
  }
  const SparseMatrix& view = *matrix;
  const py::capsule owner(matrix.release(),
                          [](void* held) { delete static_cast<SparseMatrix*>(held); });
  return view_matrix(view, owner);
}

void write(const py::object& matrix, const std::filesystem::path& path) {
  const CscArrays arrays(matrix);
  const py::gil_scoped_release release;
  store::write_matrix_market(arrays.map(), path.string());
}

}  // namespace

void bind_matrix_market(py::module_& m) {
  m.def("read_matrix_market", &read, py::arg("path"), R"(
Read a Matrix Market coordinate file, plain or gzip-compressed.

Raises
------
DataError
    Naming the line that cannot be read.)");
  m.def("write_matrix_market", &write, py::arg("matrix"), py::arg("path"), R"(
Write a matrix as a Matrix Market coordinate file with 17 digits.

Raises
------
DataError
    If the path cannot be written.)");
}

}  // namespace lichen::python
