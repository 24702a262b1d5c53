// The module lichen._core: what the headers of the library offer, for Python.

#include "bind.hpp"
#include "lichen/version.hpp"

PYBIND11_MODULE(_core, m) {
  using namespace lichen::python;
  m.doc() = "The compiled part of lichen; use the package, not this module.";
  m.attr("__version__") = LICHEN_VERSION;
  bind_error(m);
  bind_database(m);
  bind_flow_map(m);
  bind_read(m);
  bind_tables(m);
  bind_matrix_market(m);
  bind_technosphere(m);
  bind_score(m);
  bind_diagnosis(m);
  bind_options(m);
  bind_result(m);
  bind_system(m);
  bind_characterisation(m);
  bind_snapshot(m);
  bind_store(m);
  bind_store_snapshot(m);
  bind_scenarios(m);
  bind_search(m);
  bind_explain(m);
  bind_score_table(m);
  bind_demand_table(m);
  bind_matrix_tables(m);
  bind_datasets(m);
}
