#pragma once

// The words that stand for enumerators in Python, as they are spelt in C++.

#include "lichen/calc/technosphere.hpp"
#include "lichen/model/activity.hpp"
#include "lichen/model/exchange.hpp"
#include "lichen/model/flow.hpp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/characterisation.hpp"

namespace lichen::python {

inline const char* word(ActivityType type) {
  return type == ActivityType::lci_result ? "lci_result" : "unit_process";
}
inline const char* word(AllocationMethod method) {
  constexpr const char* words[] = {"none", "physical", "economic", "causal"};
  return words[static_cast<std::size_t>(method)];
}
inline const char* word(ParameterScope scope) {
  constexpr const char* words[] = {"global", "activity", "category"};
  return words[static_cast<std::size_t>(scope)];
}
inline const char* word(FlowType type) {
  constexpr const char* words[] = {"elementary", "product", "waste"};
  return words[static_cast<std::size_t>(type)];
}
inline const char* word(Direction direction) {
  return direction == Direction::input ? "input" : "output";
}
inline const char* word(NominalDirection direction) {
  constexpr const char* words[] = {"from_nature", "to_nature", "unknown"};
  return words[static_cast<std::size_t>(direction)];
}
inline const char* word(DistributionType type) {
  constexpr const char* words[] = {"none",     "lognormal", "normal", "triangular",
                                   "uniform",  "other",     "beta",   "gamma",
                                   "binomial", "undefined"};
  return words[static_cast<std::size_t>(type)];
}
inline const char* word(OpenKind kind) {
  return kind == OpenKind::cut_off ? "cut_off" : "unallocated_coproduct";
}
inline const char* word(MatchRule rule) {
  constexpr const char* words[] = {"same_id",      "flow_map",    "no_factor",
                                   "only_located", "conflicting", "excluded_long_term",
                                   "unit_mismatch"};
  return words[static_cast<std::size_t>(rule)];
}

}  // namespace lichen::python
