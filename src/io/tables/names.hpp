#pragma once

// The words of the format for what the model has as numbers.

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "lichen/model/database.hpp"

namespace lichen::detail::tables {

template <class Value, std::size_t count>
using Words = std::array<std::pair<std::string_view, Value>, count>;

inline constexpr Words<FlowType, 3> flow_types = {{{"product", FlowType::product},
                                                   {"waste", FlowType::waste},
                                                   {"elementary", FlowType::elementary}}};
inline constexpr Words<Direction, 2> directions = {
    {{"input", Direction::input}, {"output", Direction::output}}};
inline constexpr Words<NominalDirection, 3> nominal_directions = {
    {{"from_nature", NominalDirection::from_nature},
     {"to_nature", NominalDirection::to_nature},
     {"unknown", NominalDirection::unknown}}};
inline constexpr Words<ActivityType, 2> activity_types = {
    {{"unit_process", ActivityType::unit_process},
     {"lci_result", ActivityType::lci_result}}};
inline constexpr Words<AllocationMethod, 4> allocation_methods = {
    {{"physical", AllocationMethod::physical},
     {"economic", AllocationMethod::economic},
     {"causal", AllocationMethod::causal},
     {"none", AllocationMethod::none}}};
inline constexpr Words<DistributionType, 10> distribution_types = {
    {{"lognormal", DistributionType::lognormal},
     {"normal", DistributionType::normal},
     {"triangular", DistributionType::triangular},
     {"uniform", DistributionType::uniform},
     {"beta", DistributionType::beta},
     {"gamma", DistributionType::gamma},
     {"binomial", DistributionType::binomial},
     {"undefined", DistributionType::undefined},
     {"none", DistributionType::none},
     {"other", DistributionType::other}}};
inline constexpr Words<ParameterScope, 3> parameter_scopes = {
    {{"global", ParameterScope::global},
     {"activity", ParameterScope::activity},
     {"category", ParameterScope::category}}};
inline constexpr Words<WeightScale, 2> weight_scales = {
    {{"fraction", WeightScale::fraction}, {"percent", WeightScale::percent}}};

/// The value of a word; empty where it is none of them.
template <class Value, std::size_t count>
std::optional<Value> value_of(const Words<Value, count>& words, std::string_view word) {
  for (const auto& [name, value] : words) {
    if (name == word) return value;
  }
  return std::nullopt;
}

/// The word of a value.
template <class Value, std::size_t count>
std::string_view word_of(const Words<Value, count>& words, Value value) {
  for (const auto& [name, of] : words) {
    if (of == value) return name;
  }
  return "";
}

}  // namespace lichen::detail::tables
