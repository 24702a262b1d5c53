// Why a matrix has no inverse, or a poor one.

#include "bind.hpp"
#include "lichen/calc/diagnosis.hpp"
#include "progress.hpp"
#include "sparse.hpp"

namespace lichen::python {
namespace {

py::dict diagnose_matrix(const py::object& matrix) {
  const CscArrays arrays(matrix);
  Diagnosis found;
  {
    const LongCall call;
    found = diagnose(arrays.map());
  }
  py::dict dict;
  dict["products_without_producer"] = py::cast(found.products_without_producer);
  dict["activities_without_product"] = py::cast(found.activities_without_product);
  dict["self_eating_loops"] = py::cast(found.self_eating_loops);
  dict["condition"] = found.condition;
  dict["ill_conditioned_activities"] = py::cast(found.ill_conditioned_activities);
  return dict;
}

}  // namespace

void bind_diagnosis(py::module_& m) {
  m.def("diagnose", &diagnose_matrix, py::arg("matrix"), R"(
Examine a technosphere matrix: what makes it singular or ill-conditioned.

Returns
-------
dict
    Positions of ``products_without_producer``, ``activities_without_product``,
    ``self_eating_loops`` and ``ill_conditioned_activities``; the ``condition``.)");
}

}  // namespace lichen::python
