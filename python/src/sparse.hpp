#pragma once

// SciPy matrices in and out. pybind11's own caster copies a sparse matrix both ways.

#include <limits>
#include <string>
#include <utility>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include "lichen/base/error.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::python {

namespace py = pybind11;

/// The arrays of a matrix: borrowed where they already fit, else converted.
class CscArrays {
 public:
  /// Takes any SciPy matrix, or what SciPy makes one of.
  explicit CscArrays(const py::object& matrix) {
    py::object csc = py::module_::import("scipy.sparse").attr("csc_matrix")(matrix);
    const auto kind = py::cast<std::string>(csc.attr("dtype").attr("kind"));
    if (kind != "f" && kind != "i" && kind != "u" && kind != "b") {
      throw py::type_error("a matrix must hold real numbers, not " +
                           py::cast<std::string>(py::str(csc.attr("dtype"))));
    }
    shape_ = narrow(csc);
    if (!py::cast<bool>(csc.attr("has_canonical_format"))) {
      csc = csc.attr("copy")();
      csc.attr("sum_duplicates")();  // sorts, too
    }
    values_ = py::cast<py::array_t<double>>(csc.attr("data"));
    inner_ = py::cast<py::array_t<Index>>(csc.attr("indices"));
    outer_ = py::cast<py::array_t<Index>>(csc.attr("indptr"));
  }

  /// Valid while this object lives.
  [[nodiscard]] Eigen::Map<const SparseMatrix> map() const {
    const auto size = static_cast<Index>(values_.size());
    return {shape_.first,  shape_.second, size,
            outer_.data(), inner_.data(), values_.data()};
  }

 private:
  /// Rows and columns, or an error where 32-bit positions do not reach.
  static std::pair<Index, Index> narrow(const py::object& csc) {
    const auto [rows, columns] =
        py::cast<std::pair<std::int64_t, std::int64_t>>(csc.attr("shape"));
    const auto entries = py::cast<std::int64_t>(csc.attr("nnz"));
    constexpr std::int64_t most = std::numeric_limits<Index>::max();
    if (rows > most || columns > most || entries > most) {
      throw ShapeError("a matrix of " + std::to_string(rows) + " x " +
                       std::to_string(columns) + " with " + std::to_string(entries) +
                       " entries is too large: 2^31 - 1 at most of each");
    }
    return {static_cast<Index>(rows), static_cast<Index>(columns)};
  }

  py::array_t<double> values_;
  py::array_t<Index> inner_;
  py::array_t<Index> outer_;
  std::pair<Index, Index> shape_;
};

/// A read-only array over memory that `owner` keeps alive.
template <class T>
py::array_t<T> view_array(std::size_t size, const T* data, const py::object& owner) {
  py::array_t<T> array(static_cast<py::ssize_t>(size), data, owner);
  array.attr("setflags")(py::arg("write") = false);
  return array;
}

/// A SciPy matrix over the memory of `a`, which `owner` keeps alive; read-only.
template <class Matrix>
py::object view_matrix(const Matrix& a, const py::object& owner) {
  const auto entries = static_cast<std::size_t>(a.nonZeros());
  const auto ends = static_cast<std::size_t>(a.cols()) + 1;
  const auto parts = py::make_tuple(view_array(entries, a.valuePtr(), owner),
                                    view_array(entries, a.innerIndexPtr(), owner),
                                    view_array(ends, a.outerIndexPtr(), owner));
  return py::module_::import("scipy.sparse")
      .attr("csc_matrix")(parts, py::arg("shape") = py::make_tuple(a.rows(), a.cols()));
}

/// A dense vector of an argument: any sequence of real numbers.
using VectorArgument = py::array_t<double, py::array::c_style | py::array::forcecast>;

/// The numbers of an argument. Valid while it lives.
inline VectorView view_vector(const VectorArgument& vector) {
  if (vector.ndim() != 1) {
    throw ShapeError("a vector must have one dimension, not " +
                     std::to_string(vector.ndim()));
  }
  return {vector.data(), static_cast<std::size_t>(vector.size())};
}

}  // namespace lichen::python
