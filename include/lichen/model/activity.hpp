#pragma once

/// @file
/// Activities: what transforms products, and how a joint burden is shared.

#include <cstdint>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/base/text_pool.hpp"
#include "lichen/config.hpp"
#include "lichen/model/exchange.hpp"

namespace lichen::inline LICHEN_ABI {

enum class ActivityType : std::uint8_t {
  unit_process,
  lci_result  ///< already aggregated: elementary flows only
};

/// Which factors share the burden of an activity between its products.
enum class AllocationMethod : std::uint8_t {
  none,  ///< nothing declared
  physical,
  economic,
  causal
};

/// What kind of activity a source says it is: EcoSpold 2's `specialActivityType`, by its
/// numbers.
enum class ActivityKind : std::uint8_t {
  ordinary,
  market,
  input_output,
  residual,
  production_mix,
  import_activity,
  supply_mix,
  export_activity,
  re_export,
  correction,
  market_group
};

/// How new a technology is: EcoSpold 2's `technologyLevel`, by its numbers.
enum class TechnologyLevel : std::uint8_t {
  undefined,
  new_technology,
  modern,
  current,
  old,
  outdated
};

/// An activity; its exchanges are rows `first_exchange … + exchange_count` of
/// `Database::exchanges`.
struct Activity {
  Id id;
  Text name;
  Text category;  ///< path, as "Utilities/Fossil fuel electric power"
  Text description;
  Text file;  ///< where it was read from, for findings
  Text tags;  ///< separated by ';'
  LocationIndex location;
  ExchangeIndex reference;  ///< the quantitative reference; none where none is declared
  std::uint32_t first_exchange = 0;
  std::uint32_t exchange_count = 0;
  ActivityType type = ActivityType::unit_process;
  AllocationMethod default_allocation = AllocationMethod::none;
  ActivityKind kind = ActivityKind::ordinary;
  TechnologyLevel technology = TechnologyLevel::undefined;
  bool infrastructure = false;  ///< a building, a machine, a road
  Text start_date;              ///< of the time it stands for, as written
  Text end_date;
  Text scenario;      ///< the macro-economic scenario that it belongs to
  Text system_model;  ///< as "Allocation, cut-off by classification"
};

/// The share of a burden that one product of an activity bears.
struct AllocationFactor {
  ActivityIndex activity;
  FlowIndex product;  ///< none where the source names none: then it multiplies nothing
  ExchangeIndex exchange;  ///< causal factors: the exchange that is shared; else none
  double value = 0.;
  Text formula;
  AllocationMethod method = AllocationMethod::none;
};

/// Where a parameter can be used.
enum class ParameterScope : std::uint8_t { global, activity, category };

/// A named number: an input, or one that a formula computes from others.
struct Parameter {
  Id id;
  Text name;
  Text description;
  Text formula;       ///< empty for an input parameter
  double value = 0.;  ///< as stored by the source
  Id owner;           ///< the activity or impact category of a local parameter
  ParameterScope scope = ParameterScope::global;
  Text unit;
  Distribution distribution;  ///< type `none` where the source gives none
};

}  // namespace lichen::inline LICHEN_ABI
