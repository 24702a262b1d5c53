#pragma once

// Policies, options, methods and demands from the words and numbers that Python names
// them by.

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include <pybind11/pybind11.h>

#include "lichen/calc/technosphere.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/method_choice.hpp"
#include "lichen/system/options.hpp"

namespace lichen::python {

namespace py = pybind11;

/// @throws DataError  where a word is unknown; it names those that are known.
LinkOptions link_options(const py::dict& words);
SolveOptions solve_options(const std::string& solver, Index dense_limit, double tolerance,
                           double memory_limit);
/// The same from their names; what is not named is at its default.
SolveOptions solve_options(const py::dict& named);
CharacterisationOptions characterisation_options(const std::string& on_duplicate_factor,
                                                 bool exclude_long_term);

/// How factors meet flows: (flow map or None, on_duplicate_factor, exclude_long_term).
using FactorWords = std::tuple<std::shared_ptr<FlowMap>, std::string, bool>;

/// Categories of a method, and how they meet the system.
/// @throws DataError  where a word is unknown.
MethodChoice method_choice(const std::shared_ptr<Database>& methods,
                           const std::string& method,
                           const std::vector<std::string>& categories,
                           const FactorWords& factors, const std::string& nw_set = {});

/// (methods, method, categories)
using ChosenMethod =
    std::tuple<std::shared_ptr<Database>, std::string, std::vector<std::string>>;
/// The same for several methods.
std::vector<MethodChoice> method_choices(const std::vector<ChosenMethod>& methods,
                                         const FactorWords& factors);

/// (activity, amount, unit, product)
using DemandWords = std::tuple<std::string, double, std::string, std::string>;
Demand demand_of(const std::vector<DemandWords>& entries);

}  // namespace lichen::python
