#pragma once

/// @file
/// Impact assessment methods: categories, factors, normalisation and weighting sets.

#include <cstdint>
#include <optional>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/base/text_pool.hpp"
#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// A characterisation factor: score per `unit` of the flow in its nominal direction.
struct Factor {
  double value = 0.;
  FlowIndex flow;              ///< in the database that holds the method
  UnitIndex unit;              ///< none: the reference unit of the flow
  FlowPropertyIndex property;  ///< none: the reference property of the flow
  LocationIndex location;      ///< none: holds where no located factor does
};

/// An impact category; its factors are rows `first_factor … + factor_count` of
/// `Database::factors`.
struct Category {
  Id id;
  Text name;
  Text unit;  ///< the unit of its scores, as "kg CO2 eq"; compared as text, not converted
  Text description;
  Text version;
  Text file;
  std::uint32_t first_factor = 0;
  std::uint32_t factor_count = 0;
};

/// The row of one category in a normalisation and weighting set.
struct NwFactor {
  CategoryIndex category;
  std::optional<double> normalisation;  ///< R of h / R, in the unit of the category
  std::optional<double> weight;         ///< in the scale of the set
};

/// How the weights of a set are written.
enum class WeightScale : std::uint8_t { fraction, percent };

/// A normalisation and weighting set.
struct NwSet {
  Id id;
  Text name;
  Text unit;  ///< the unit of the weighted score, as "Pt"
  WeightScale scale = WeightScale::fraction;
  std::vector<NwFactor> factors;
};

/// A method: categories that belong together.
struct Method {
  Id id;
  Text name;
  Text version;
  Text description;
  std::vector<CategoryIndex> categories;
  std::vector<NwSet> nw_sets;
};

}  // namespace lichen::inline LICHEN_ABI
