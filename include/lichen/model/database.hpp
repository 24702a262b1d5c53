#pragma once

/// @file
/// Everything that was read from one package: units, flows, activities, methods.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/base/text_pool.hpp"
#include "lichen/config.hpp"
#include "lichen/model/activity.hpp"
#include "lichen/model/exchange.hpp"
#include "lichen/model/flow.hpp"
#include "lichen/model/method.hpp"
#include "lichen/model/quantity.hpp"

namespace lichen::inline LICHEN_ABI {

/// Where a database came from.
struct Source {
  std::string path;     ///< as the caller named it
  std::string format;   ///< as "openLCA JSON-LD (schema v1)"
  std::string hash;     ///< "xxh3:…" of the content, whatever the order of its files
  std::string name;     ///< the package's own name, where it has one
  std::string version;  ///< the package's own version, where it has one
  std::string licence;  ///< as stated by the package
};

/// A package as it was read: tables of rows that point into each other by index.
///
/// Nothing is converted or linked here: amounts, units and signs are the source's. A
/// reader fills the tables, then hands them over as const.
struct Database {
  Source source;
  TextPool texts;
  Findings findings;

  std::vector<PackageUnit> units;
  std::vector<UnitGroup> unit_groups;
  std::vector<FlowProperty> flow_properties;
  std::vector<Location> locations;
  std::vector<Flow> flows;
  std::vector<FlowPropertyFactor> flow_property_factors;  ///< grouped by flow

  std::vector<Activity> activities;
  std::vector<Exchange> exchanges;                   ///< grouped by activity
  std::vector<AllocationFactor> allocation_factors;  ///< grouped by activity
  std::vector<Parameter> parameters;
  SideTable<Text> exchange_formulas;
  SideTable<Text> exchange_comments;
  SideTable<Distribution> distributions;
  SideTable<DataQuality> data_quality;
  SideTable<AbsentProvider> absent_providers;
  SideTable<Cost> costs;
  SideTable<Text> exchange_variables;  ///< names of amounts in formulas
  SideTable<ProductionVolume> production_volumes;
  std::vector<ExchangeProperty> exchange_properties;       ///< sorted by exchange
  std::vector<TransferCoefficient> transfer_coefficients;  ///< sorted by exchange

  std::vector<Method> methods;
  std::vector<Category> categories;
  std::vector<Factor> factors;  ///< grouped by category

  /// Ids that are not UUIDs keep the text they were made from.
  std::unordered_map<Id, Text> id_texts;

  [[nodiscard]] std::string_view text(Text handle) const { return texts.view(handle); }
  [[nodiscard]] std::span<const Exchange> exchanges_of(const Activity& activity) const {
    return std::span(exchanges).subspan(activity.first_exchange, activity.exchange_count);
  }
  [[nodiscard]] std::span<const Factor> factors_of(const Category& category) const {
    return std::span(factors).subspan(category.first_factor, category.factor_count);
  }
  [[nodiscard]] std::span<const FlowPropertyFactor> properties_of(
      const Flow& flow) const {
    return std::span(flow_property_factors)
        .subspan(flow.first_property, flow.property_count);
  }
  /// The text that an id stands for: the source's own, else the canonical UUID.
  [[nodiscard]] LICHEN_API std::string id_text(Id id) const;
};

/// Reference units per unit of an amount that is written in `unit` of `property`:
/// `unit.factor / property.factor`. Where the package lacks what it takes, NaN: an
/// unknown factor is never 1.
[[nodiscard]] LICHEN_API double reference_units_per(const Database& database,
                                                    const Flow& flow, UnitIndex unit,
                                                    FlowPropertyIndex property);

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/model/database.ipp"
#endif
