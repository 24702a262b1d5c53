#pragma once

/// @file
/// Activities: what transforms products, and how a joint burden is shared.

#include <cstdint>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/base/text_pool.hpp"
#include "lichen/config.hpp"

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
};

}  // namespace lichen::inline LICHEN_ABI
