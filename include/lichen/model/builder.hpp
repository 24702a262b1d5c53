#pragma once

/// @file
/// Builds a database in code: no files, units by name or typed with Boost.Units.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/config.hpp"
#include "lichen/model/database.hpp"
#include "lichen/units/amount.hpp"
#include "lichen/units/registry.hpp"

namespace lichen::inline LICHEN_ABI {

/// What an exchange may say beyond its amount.
struct ExchangeOptions {
  ActivityIndex provider;  ///< who supplies it; none: whoever makes the product
  bool avoided = false;    ///< an avoided product or an avoided waste treatment
};

/// A database in the making.
///
/// ```cpp
/// DatabaseBuilder builder("two boilers");
/// const auto heat = builder.product("heat", "MJ");
/// const auto co2 = builder.elementary_flow("Carbon dioxide, fossil", "kg", "air");
/// const auto boiler = builder.activity("gas boiler", "DE");
/// builder.output(boiler, heat, 1. * units::megajoule);
/// builder.output(boiler, co2, 0.062, "kg");
/// Database database = builder.build();
/// ```
///
/// Ids are given, or made from kind and name (`make_id`), so that equal code makes equal
/// ids. The first product output or waste input of an activity is its reference.
class DatabaseBuilder {
 public:
  LICHEN_API explicit DatabaseBuilder(std::string_view name = {});

  /// A flow, counted in a unit of the library's table.
  /// @throws UnitError  where the unit is unknown or its name stands for several.
  /// @throws DataError  where the id is taken.
  LICHEN_API FlowIndex product(std::string_view name, std::string_view unit,
                               std::string_view id = {});
  /// A waste: who treats it takes it in. @throws as `product`.
  LICHEN_API FlowIndex waste(std::string_view name, std::string_view unit,
                             std::string_view id = {});
  /// A flow from or to nature, by its compartment, as "air/urban" or "resource/in
  /// ground". @throws as `product`.
  LICHEN_API FlowIndex elementary_flow(std::string_view name, std::string_view unit,
                                       std::string_view compartment,
                                       std::string_view id = {});

  /// An activity. @throws DataError  where the id is taken.
  LICHEN_API ActivityIndex activity(std::string_view name, std::string_view location = {},
                                    std::string_view id = {});
  /// What an activity takes in. @throws UnitError  where the amount is of another
  /// dimension than the flow.
  LICHEN_API void input(ActivityIndex activity, FlowIndex flow,
                        const units::Amount& amount, const ExchangeOptions& options = {});
  /// The same in a unit by name; empty: the unit of the flow. @throws as above.
  LICHEN_API void input(ActivityIndex activity, FlowIndex flow, double amount,
                        std::string_view unit = {}, const ExchangeOptions& options = {});
  /// What an activity gives off. @throws as `input`.
  LICHEN_API void output(ActivityIndex activity, FlowIndex flow,
                         const units::Amount& amount,
                         const ExchangeOptions& options = {});
  /// The same in a unit by name; empty: the unit of the flow. @throws as `input`.
  LICHEN_API void output(ActivityIndex activity, FlowIndex flow, double amount,
                         std::string_view unit = {}, const ExchangeOptions& options = {});

  /// Declares how an activity shares its burden.
  LICHEN_API void allocate_by(ActivityIndex activity, AllocationMethod method);
  /// The share of one product.
  LICHEN_API void share(ActivityIndex activity, AllocationMethod method,
                        FlowIndex product, double value);
  /// A global parameter.
  LICHEN_API void parameter(std::string_view name, double value);

  /// A method, its categories and their factors (score per unit of the flow).
  LICHEN_API MethodIndex method(std::string_view name, std::string_view version = {});
  LICHEN_API CategoryIndex category(MethodIndex method, std::string_view name,
                                    std::string_view unit);
  LICHEN_API void factor(CategoryIndex category, FlowIndex flow, double value);
  /// A normalisation and weighting set of a method.
  LICHEN_API void nw_set(MethodIndex method, std::string_view name, std::string_view unit,
                         std::vector<NwFactor> factors);

  /// The database; the builder is empty afterwards.
  [[nodiscard]] LICHEN_API Database build();

 private:
  FlowIndex flow(FlowType type, std::string_view name, std::string_view unit,
                 std::string_view id);
  UnitIndex unit(std::string_view name);
  UnitGroupIndex group(const units::Unit& unit, UnitIndex reference);
  LocationIndex location(std::string_view code);
  Id take_id(const std::string& kind, std::string_view name, std::string_view id);
  void add(Direction direction, ActivityIndex activity, FlowIndex flow, double amount,
           std::string_view unit, const ExchangeOptions& options);
  void add(Direction direction, ActivityIndex activity, FlowIndex flow,
           const units::Amount& amount, const ExchangeOptions& options);
  [[nodiscard]] const units::Unit& unit_of(FlowIndex flow) const;

  Database database_;
  std::vector<units::Unit> known_;                     // by unit of the database
  std::vector<std::vector<Exchange>> exchanges_;       // by activity
  std::vector<std::vector<AllocationFactor>> shares_;  // by activity
  std::vector<std::vector<Factor>> factors_;           // by category
  std::unordered_map<std::string, UnitIndex> units_;
  std::unordered_map<std::string, UnitGroupIndex> groups_;
  std::unordered_map<std::string, LocationIndex> locations_;
  std::unordered_set<Id> ids_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/model/builder.ipp"
#endif
