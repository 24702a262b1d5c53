// Linked systems of stores, kept beside them.

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include <pybind11/stl.h>

#include "bind.hpp"
#include "choices.hpp"
#include "columns.hpp"
#include "held_store.hpp"
#include "held_system.hpp"
#include "lichen/store/store_snapshot.hpp"
#include "lichen/study/policies.hpp"
#include "saved_content.hpp"

namespace lichen::python {
namespace {

/// (database, databases of methods, what else it depends on)
using Key = std::tuple<std::string, std::vector<std::string>, store::PolicyTexts>;

store::SnapshotKey key_of(const Key& key, const py::dict& link, const py::dict& solve) {
  store::SnapshotKey made;
  made.database = std::get<0>(key);
  made.methods = std::get<1>(key);
  made.policies = policies_of(link_options(link), solve_options(solve));
  const auto& more = std::get<2>(key);
  made.policies.insert(made.policies.end(), more.begin(), more.end());
  return made;
}

py::tuple find_system(HeldStore& held, const Key& key, const py::dict& link,
                      const py::dict& solve) {
  const store::SnapshotKey made = key_of(key, link, solve);
  const SolveOptions options = solve_options(solve);
  store::FoundSnapshot found =
      held.with([&](const store::Store& s) { return store::find_snapshot(s, made); });
  py::object system = py::none();
  if (found.snapshot) system = py::cast(HeldSystem(*found.snapshot, options));
  return py::make_tuple(system, finding_columns(found.findings));
}

std::string keep_system(HeldStore& held, const Key& key, const py::dict& link,
                        const System& system, const py::dict& solve,
                        const std::vector<Chosen>& chosen) {
  const store::SnapshotKey made = key_of(key, link, solve);
  const SolveOptions options = solve_options(solve);
  const auto choices = saved_methods(chosen);
  return held.with([&](const store::Store& s) {
    return store::keep_snapshot(s, made, saved_content(system, options, choices));
  });
}

}  // namespace

void bind_store_snapshot(py::module_& m) {
  m.def(
      "find_system", &find_system, py::arg("store"), py::arg("key"), py::arg("link"),
      py::arg("solve"),
      "The system that is kept beside a store (None where there is none that fits), and "
      "findings.");
  m.def(
      "keep_system", &keep_system, py::arg("store"), py::arg("key"), py::arg("link"),
      py::arg("system"), py::arg("solve"), py::arg("chosen"),
      "Keep a linked system beside its store; its path, empty where no place takes it.");
}

}  // namespace lichen::python
