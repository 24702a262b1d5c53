#pragma once

// Which numbers of an enumeration there are. They stand in files: a new enumerator goes
// to the end of its enumeration, into the switch here (a warning says so) and into the
// views.

#include "lichen/model/database.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

constexpr bool is_known(Severity value) {
  switch (value) {
    case Severity::info:
    case Severity::warning:
    case Severity::error:
      return true;
  }
  return false;
}
constexpr bool is_known(FlowType value) {
  switch (value) {
    case FlowType::elementary:
    case FlowType::product:
    case FlowType::waste:
      return true;
  }
  return false;
}
constexpr bool is_known(NominalDirection value) {
  switch (value) {
    case NominalDirection::from_nature:
    case NominalDirection::to_nature:
    case NominalDirection::unknown:
      return true;
  }
  return false;
}
constexpr bool is_known(Direction value) {
  switch (value) {
    case Direction::input:
    case Direction::output:
      return true;
  }
  return false;
}
constexpr bool is_known(ExchangeRole value) {
  switch (value) {
    case ExchangeRole::unstated:
    case ExchangeRole::materials_fuels:
    case ExchangeRole::electricity_heat:
    case ExchangeRole::services:
    case ExchangeRole::from_nature:
    case ExchangeRole::from_technosphere:
    case ExchangeRole::reference_product:
    case ExchangeRole::by_product:
    case ExchangeRole::material_for_treatment:
    case ExchangeRole::to_nature:
    case ExchangeRole::stock_addition:
      return true;
  }
  return false;
}
constexpr bool is_known(ProductClass value) {
  switch (value) {
    case ProductClass::unstated:
    case ProductClass::allocatable:
    case ProductClass::recyclable:
    case ProductClass::waste:
      return true;
  }
  return false;
}
constexpr bool is_known(DistributionType value) {
  switch (value) {
    case DistributionType::none:
    case DistributionType::lognormal:
    case DistributionType::normal:
    case DistributionType::triangular:
    case DistributionType::uniform:
    case DistributionType::other:
    case DistributionType::beta:
    case DistributionType::gamma:
    case DistributionType::binomial:
    case DistributionType::undefined:
      return true;
  }
  return false;
}
constexpr bool is_known(ActivityType value) {
  switch (value) {
    case ActivityType::unit_process:
    case ActivityType::lci_result:
      return true;
  }
  return false;
}
constexpr bool is_known(AllocationMethod value) {
  switch (value) {
    case AllocationMethod::none:
    case AllocationMethod::physical:
    case AllocationMethod::economic:
    case AllocationMethod::causal:
      return true;
  }
  return false;
}
constexpr bool is_known(ActivityKind value) {
  switch (value) {
    case ActivityKind::ordinary:
    case ActivityKind::market:
    case ActivityKind::input_output:
    case ActivityKind::residual:
    case ActivityKind::production_mix:
    case ActivityKind::import_activity:
    case ActivityKind::supply_mix:
    case ActivityKind::export_activity:
    case ActivityKind::re_export:
    case ActivityKind::correction:
    case ActivityKind::market_group:
      return true;
  }
  return false;
}
constexpr bool is_known(TechnologyLevel value) {
  switch (value) {
    case TechnologyLevel::undefined:
    case TechnologyLevel::new_technology:
    case TechnologyLevel::modern:
    case TechnologyLevel::current:
    case TechnologyLevel::old:
    case TechnologyLevel::outdated:
      return true;
  }
  return false;
}
constexpr bool is_known(ParameterScope value) {
  switch (value) {
    case ParameterScope::global:
    case ParameterScope::activity:
    case ParameterScope::category:
      return true;
  }
  return false;
}
constexpr bool is_known(WeightScale value) {
  switch (value) {
    case WeightScale::fraction:
    case WeightScale::percent:
      return true;
  }
  return false;
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
