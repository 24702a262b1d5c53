#pragma once

// Names put on what iterations do not solve.

#include <string>
#include <vector>

#include "lichen/base/error.hpp"
#include "lichen/calc/diagnosis.hpp"
#include "lichen/linalg/types.hpp"
#include "lichen/study/label.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// Some activities by name, five at most.
template <class Name>
std::string named_activities(const std::vector<Index>& positions, const Name& name) {
  std::vector<std::string> labels;
  for (const Index position : positions) {
    if (labels.size() == 5) break;
    labels.push_back(name(position));
  }
  std::string text = joined(labels, 5);
  const std::size_t more = positions.size() - labels.size();
  return more == 0 ? text : text + "; and " + std::to_string(more) + " more";
}

/// What `call` gives; an error of convergence names the activities at fault, or those
/// whose pivots spoil the condition of the matrix, which is asked for then only.
template <class Matrix, class Name, class Call>
auto naming_activities(const Matrix& matrix, const Name& name, const Call& call) {
  try {
    return call();
  } catch (const ConvergenceError& error) {
    if (!error.activities().empty()) {
      throw error.named(named_activities(error.activities(), name));
    }
    const std::vector<Index> at_fault = diagnose(matrix()).ill_conditioned_activities;
    if (at_fault.empty()) throw;
    throw ConvergenceError(error.what() + std::string("; activities at fault: ") +
                           named_activities(at_fault, name));
  }
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
