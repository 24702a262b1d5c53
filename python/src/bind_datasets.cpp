// Synthetic systems for tests, benchmarks and examples.

#include <cstdint>
#include <memory>
#include <string>

#include "bind.hpp"
#include "lichen/base/error.hpp"
#include "lichen/datasets/families.hpp"
#include "sparse.hpp"

namespace lichen::python {
namespace {

using datasets::Family;
using datasets::SyntheticSystem;

Family family_of(const std::string& word) {
  std::string known;
  for (const Family family : datasets::families) {
    if (datasets::name_of(family) == word) return family;
    known += known.empty() ? "" : ", ";
    known += datasets::name_of(family);
  }
  throw DataError("no kind of synthetic system is called '" + word +
                  "'; there are: " + known);
}

std::unique_ptr<SyntheticSystem> make(Index activities, const std::string& kind,
                                      std::uint64_t seed, bool uncertainty) {
  const Family family = family_of(kind);
  const bool drawn = family == Family::regular || family == Family::hard;
  if (uncertainty && !drawn) {
    throw DataError("a system of kind '" + kind +
                    "' has no uncertainty; 'regular' and 'hard' have");
  }
  const py::gil_scoped_release release;
  if (!drawn) {
    return std::make_unique<SyntheticSystem>(
        datasets::system_of(family, activities, seed));
  }
  const auto coupling =
      family == Family::hard ? datasets::Coupling::hard : datasets::Coupling::regular;
  return std::make_unique<SyntheticSystem>(
      datasets::synthetic({.activities = activities,
                           .seed = seed,
                           .coupling = coupling,
                           .uncertainty = uncertainty}));
}

py::object matrix(const py::object& self, SparseMatrix SyntheticSystem::* member) {
  return view_matrix(py::cast<const SyntheticSystem&>(self).*member, self);
}

py::object numbers(const py::object& self, Vector SyntheticSystem::* member) {
  const Vector& v = py::cast<const SyntheticSystem&>(self).*member;
  return view_array(v.size(), v.data(), self);
}

py::object markets(const SyntheticSystem& system) {
  py::array_t<bool> flags(static_cast<py::ssize_t>(system.kinds.size()));
  bool* flag = flags.mutable_data();
  for (const auto kind : system.kinds) *flag++ = kind == datasets::SyntheticKind::market;
  return flags;
}

}  // namespace

void bind_datasets(py::module_& m) {
  py::class_<SyntheticSystem>(m, "SyntheticSystem",
                              "The matrices of a synthetic system, as read-only views.")
      .def_property_readonly(
          "technosphere",
          [](const py::object& self) { return matrix(self, &SyntheticSystem::a); },
          "A: products x activities, inputs negative, wastes with a negative diagonal.")
      .def_property_readonly(
          "biosphere",
          [](const py::object& self) { return matrix(self, &SyntheticSystem::b); },
          "B: flows x activities.")
      .def_property_readonly(
          "characterisation",
          [](const py::object& self) { return matrix(self, &SyntheticSystem::c); },
          "C: categories x flows.")
      .def_property_readonly("markets", &markets, "True for each activity that mixes.")
      .def_property_readonly(
          "technosphere_sigma",
          [](const py::object& self) { return numbers(self, &SyntheticSystem::sigma_a); },
          "Of each stored entry of A, the deviation of its logarithm; 0: certain.")
      .def_property_readonly(
          "biosphere_sigma",
          [](const py::object& self) { return numbers(self, &SyntheticSystem::sigma_b); },
          "The same of each stored entry of B.")
      .def("__len__", [](const SyntheticSystem& s) { return s.kinds.size(); });
  m.def("synthetic", &make, py::arg("activities"), py::arg("kind"), py::arg("seed"),
        py::arg("uncertainty"),
        "Make a synthetic system: see lichen.datasets.synthetic.");
  py::list kinds;
  for (const Family family : datasets::families) {
    kinds.append(std::string(datasets::name_of(family)));
  }
  m.attr("SYNTHETIC_KINDS") = py::tuple(kinds);
}

}  // namespace lichen::python
