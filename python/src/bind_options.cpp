// Policies by their words; "-" and "_" are one.

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

#include <pybind11/stl.h>

#include "bind.hpp"
#include "choices.hpp"
#include "lichen/base/error.hpp"
#include "lichen/system/options.hpp"

namespace lichen::python {
namespace {

template <class Choice>
struct Word {
  const char* text;
  Choice choice;
};

constexpr Word<MissingProvider> missing_provider[] = {
    {"error", MissingProvider::error}, {"cut_off", MissingProvider::cut_off}};
constexpr Word<MultipleProviders> multiple_providers[] = {
    {"error", MultipleProviders::error},
    {"lowest_id", MultipleProviders::lowest_id},
    {"same_location", MultipleProviders::same_location}};
constexpr Word<Allocation> allocation[] = {{"as_declared", Allocation::as_declared},
                                           {"none", Allocation::none},
                                           {"physical", Allocation::physical},
                                           {"economic", Allocation::economic},
                                           {"causal", Allocation::causal}};
constexpr Word<UnbalancedAllocation> unbalanced_allocation[] = {
    {"error", UnbalancedAllocation::error},
    {"normalise", UnbalancedAllocation::normalise},
    {"keep", UnbalancedAllocation::keep}};
constexpr Word<UnitFactors> unit_factors[] = {{"package", UnitFactors::package},
                                              {"library", UnitFactors::library}};
constexpr Word<DuplicateFactor> duplicate_factor[] = {
    {"error", DuplicateFactor::error}, {"first", DuplicateFactor::first},
    {"last", DuplicateFactor::last},   {"max", DuplicateFactor::max},
    {"min", DuplicateFactor::min},     {"mean", DuplicateFactor::mean}};
constexpr Word<Solver> solvers[] = {{"automatic", Solver::automatic},
                                    {"iterative", Solver::iterative},
                                    {"klu", Solver::klu},
                                    {"dense", Solver::dense},
                                    {"eigen_lu", Solver::eigen_lu}};

template <class Choice, std::size_t size>
Choice choose(const char* option, std::string word, const Word<Choice> (&known)[size]) {
  std::replace(word.begin(), word.end(), '-', '_');
  std::string all;
  for (const auto& row : known) {
    if (word == row.text) return row.choice;
    all += std::string(all.empty() ? "" : ", ") + row.text;
  }
  throw DataError(std::string(option) + " cannot be \"" + word + "\"; choose one of " +
                  all);
}

template <class Choice, std::size_t size>
void take(const py::dict& words, const char* option, const Word<Choice> (&known)[size],
          Choice& choice) {
  if (words.contains(option)) {
    choice = choose(option, py::cast<std::string>(words[option]), known);
  }
}

template <class Choice, std::size_t size>
std::vector<std::string> list(const Word<Choice> (&known)[size]) {
  std::vector<std::string> words;
  for (const auto& row : known) words.emplace_back(row.text);
  return words;
}

}  // namespace

LinkOptions link_options(const py::dict& words) {
  LinkOptions options;
  take(words, "on_missing_provider", missing_provider, options.on_missing_provider);
  take(words, "on_multiple_providers", multiple_providers, options.on_multiple_providers);
  take(words, "allocation", allocation, options.allocation);
  take(words, "on_unbalanced_allocation", unbalanced_allocation,
       options.on_unbalanced_allocation);
  take(words, "unit_factors", unit_factors, options.unit_factors);
  if (words.contains("strict")) options.strict = py::cast<bool>(words["strict"]);
  return options;
}

SolveOptions solve_options(const std::string& solver, Index dense_limit, double tolerance,
                           double memory_limit) {
  if (!(tolerance > 0.) || !std::isfinite(tolerance)) {
    throw DataError("tolerance must be a positive number, the largest backward error");
  }
  if (dense_limit < 0) throw DataError("dense_limit must be a number of activities");
  if (!(memory_limit >= 0.)) {
    throw DataError("memory_limit must be a number of bytes, or 0 for half of memory");
  }
  SolveOptions options;
  options.solver = choose("solver", solver, solvers);
  options.dense_limit = dense_limit;
  options.tolerance = tolerance;
  options.memory_limit = memory_limit;
  return options;
}

SolveOptions solve_options(const py::dict& named) {
  const SolveOptions usual;
  const auto get = [&](const char* name, auto otherwise) {
    return named.contains(name) ? py::cast<decltype(otherwise)>(named[name]) : otherwise;
  };
  return solve_options(
      get("solver", std::string("automatic")), get("dense_limit", usual.dense_limit),
      get("tolerance", usual.tolerance), get("memory_limit", usual.memory_limit));
}

CharacterisationOptions characterisation_options(const std::string& on_duplicate_factor,
                                                 bool exclude_long_term) {
  CharacterisationOptions options;
  options.on_duplicate_factor =
      choose("on_duplicate_factor", on_duplicate_factor, duplicate_factor);
  options.exclude_long_term = exclude_long_term;
  return options;
}

MethodChoice method_choice(const std::shared_ptr<Database>& methods,
                           const std::string& method,
                           const std::vector<std::string>& categories,
                           const FactorWords& factors, const std::string& nw_set) {
  const auto& [flow_map, on_duplicate_factor, exclude_long_term] = factors;
  MethodChoice choice;
  choice.methods = methods;
  choice.method = method;
  choice.categories = categories;
  choice.nw_set = nw_set;
  choice.flow_map = flow_map;
  choice.options = characterisation_options(on_duplicate_factor, exclude_long_term);
  return choice;
}

std::vector<MethodChoice> method_choices(const std::vector<ChosenMethod>& methods,
                                         const FactorWords& factors) {
  std::vector<MethodChoice> choices;
  for (const auto& [database, method, categories] : methods) {
    choices.push_back(method_choice(database, method, categories, factors));
  }
  return choices;
}

Demand demand_of(const std::vector<DemandWords>& entries) {
  Demand demand;
  for (const auto& [activity, amount, unit, product] : entries) {
    demand.push_back({activity, amount, unit, product});
  }
  return demand;
}

void bind_options(py::module_& m) {
  m.def(
      "policies",
      [] {
        py::dict words;
        words["on_missing_provider"] = list(missing_provider);
        words["on_multiple_providers"] = list(multiple_providers);
        words["allocation"] = list(allocation);
        words["on_unbalanced_allocation"] = list(unbalanced_allocation);
        words["unit_factors"] = list(unit_factors);
        words["on_duplicate_factor"] = list(duplicate_factor);
        words["solver"] = list(solvers);
        return words;
      },
      "The words that each policy can be, as in {\"allocation\": [\"none\", …]}.");
}

}  // namespace lichen::python
