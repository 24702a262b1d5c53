#pragma once

/// @file
/// Flows: what activities exchange with each other and with nature.

#include <cstdint>
#include <string_view>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/base/text_pool.hpp"
#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

enum class FlowType : std::uint8_t { elementary, product, waste };

/// The way of an exchange, seen from the activity.
enum class Direction : std::uint8_t { input, output };

/// The way in which a flow counts positive; `unknown` takes the first exchange's.
enum class NominalDirection : std::uint8_t { from_nature, to_nature, unknown };

/// A product, a waste or an elementary flow.
struct Flow {
  Id id;
  Text name;
  Text category;  ///< for an elementary flow compartment/sub-compartment, as written
  Text cas;       ///< CAS registry number, as written
  Text formula;   ///< chemical formula, as written
  Text synonyms;  ///< separated by ';'
  LocationIndex location;
  FlowPropertyIndex
      reference_property;    ///< none: `reference_unit` tells all that is known
  UnitIndex reference_unit;  ///< the unit of reference amounts; none where unknown
  std::uint32_t first_property = 0;  ///< its rows in `Database::flow_property_factors`
  std::uint32_t property_count = 0;
  FlowType type = FlowType::elementary;
  NominalDirection nominal = NominalDirection::unknown;
  bool stub = false;  ///< only referred to: the package lacks its data set
};

/// The nominal direction of an elementary flow by its compartment path: *resource*,
/// *natural resource*, *in ground*, *land use* and the like are from nature; air, water,
/// soil and other emission compartments are to nature; `unknown` where neither is named.
/// Knows the paths of openLCA, ecoinvent, ILCD, SimaPro, USLCI and the federal flow list.
[[nodiscard]] LICHEN_API NominalDirection nominal_direction(std::string_view path);

/// True where a compartment path names long-term emissions (more than 100 years).
[[nodiscard]] LICHEN_API bool is_long_term(std::string_view path);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/model/flow.ipp"
#endif
