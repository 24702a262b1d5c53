#pragma once

// Which column of which table each field of each record is. A record that gains a field
// no longer compiles here: its columns stand beside its fields, and their numbers are
// compared. Then schema/tables_*.sql needs the column, too (docs/reference/store.md,
// "Versions").

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "lichen/model/database.hpp"
#include "store/sqlite/flat_methods.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

/// How many columns a value takes.
template <class Value>
inline constexpr std::size_t width_of = 1;
template <>
inline constexpr std::size_t width_of<Distribution> = 4;

/// The columns and fields of a record.
template <class Record>
struct Columns;

template <>
struct Columns<PackageUnit> {
  static constexpr std::string_view names = "uuid, name, unit_group, factor, synonyms";
  static auto fields(auto& record) {
    auto& [id, name, group, factor, synonyms] = record;
    return std::tie(id, name, group, factor, synonyms);
  }
};
template <>
struct Columns<UnitGroup> {
  static constexpr std::string_view names = "uuid, name, reference, default_property";
  static auto fields(auto& record) {
    auto& [id, name, reference, default_property] = record;
    return std::tie(id, name, reference, default_property);
  }
};
template <>
struct Columns<FlowProperty> {
  static constexpr std::string_view names = "uuid, name, unit_group, economic";
  static auto fields(auto& record) {
    auto& [id, name, group, economic] = record;
    return std::tie(id, name, group, economic);
  }
};
template <>
struct Columns<FlowPropertyFactor> {
  static constexpr std::string_view names = "property, factor";
  static auto fields(auto& record) {
    auto& [property, factor] = record;
    return std::tie(property, factor);
  }
};
template <>
struct Columns<Location> {
  static constexpr std::string_view names = "uuid, code, name";
  static auto fields(auto& record) {
    auto& [id, code, name] = record;
    return std::tie(id, code, name);
  }
};
template <>
struct Columns<Flow> {
  static constexpr std::string_view names =
      "uuid, name, category, cas, formula, synonyms, location, reference_property, "
      "reference_unit, first_property, property_count, type, nominal, stub";
  static auto fields(auto& record) {
    auto& [id, name, category, cas, formula, synonyms, location, property, unit, first,
           count, type, nominal, stub] = record;
    return std::tie(id, name, category, cas, formula, synonyms, location, property, unit,
                    first, count, type, nominal, stub);
  }
};
template <>
struct Columns<Activity> {
  static constexpr std::string_view names =
      "uuid, name, category, description, file, tags, location, reference, "
      "first_exchange, exchange_count, type, default_allocation, kind, technology, "
      "infrastructure, start_date, end_date, scenario, system_model";
  static auto fields(auto& record) {
    auto& [id, name, category, description, file, tags, location, reference, first, count,
           type, allocation, kind, technology, infrastructure, start, end, scenario,
           system_model] = record;
    return std::tie(id, name, category, description, file, tags, location, reference,
                    first, count, type, allocation, kind, technology, infrastructure,
                    start, end, scenario, system_model);
  }
};
template <>
struct Columns<Exchange> {
  static constexpr std::string_view names =
      "amount, flow, unit, property, provider, location, internal_id, direction, "
      "avoided, role, product_class";
  static auto fields(auto& record) {
    auto& [amount, flow, unit, property, provider, location, internal_id, direction,
           avoided, role, product_class] = record;
    return std::tie(amount, flow, unit, property, provider, location, internal_id,
                    direction, avoided, role, product_class);
  }
};
template <>
struct Columns<AllocationFactor> {
  static constexpr std::string_view names =
      "activity, product, exchange, value, formula, method";
  static auto fields(auto& record) {
    auto& [activity, product, exchange, value, formula, method] = record;
    return std::tie(activity, product, exchange, value, formula, method);
  }
};
template <>
struct Columns<Parameter> {
  static constexpr std::string_view names =
      "uuid, name, description, formula, value, owner, scope, unit, distribution, p0, "
      "p1, p2";
  static auto fields(auto& record) {
    auto& [id, name, description, formula, value, owner, scope, unit, distribution] =
        record;
    return std::tie(id, name, description, formula, value, owner, scope, unit,
                    distribution);
  }
};
template <>
struct Columns<ExchangeProperty> {
  static constexpr std::string_view names =
      "exchange, amount, name, unit, variable, formula, defining";
  static auto fields(auto& record) {
    auto& [exchange, amount, name, unit, variable, formula, defining] = record;
    return std::tie(exchange, amount, name, unit, variable, formula, defining);
  }
};
template <>
struct Columns<TransferCoefficient> {
  static constexpr std::string_view names = "exchange, partner, amount, formula";
  static auto fields(auto& record) {
    auto& [exchange, partner, amount, formula] = record;
    return std::tie(exchange, partner, amount, formula);
  }
};

// Values of side tables.
template <>
struct Columns<Text> {
  static constexpr std::string_view names = "";  // another in each table
  static auto fields(auto& value) { return std::tie(value); }
};
template <>
struct Columns<Distribution> {
  static constexpr std::string_view names = "type, p0, p1, p2";
  static auto fields(auto& value) {
    auto& [type, parameters] = value;
    static_assert(std::extent_v<std::remove_reference_t<decltype(parameters)>> == 3);
    return std::tie(type, parameters[0], parameters[1], parameters[2]);
  }
};
template <>
struct Columns<DataQuality> {
  static constexpr std::string_view names = "entry, base_uncertainty";
  static auto fields(auto& value) {
    auto& [entry, base_uncertainty] = value;
    return std::tie(entry, base_uncertainty);
  }
};
template <>
struct Columns<AbsentProvider> {
  static constexpr std::string_view names = "uuid, name";
  static auto fields(auto& value) {
    auto& [id, name] = value;
    return std::tie(id, name);
  }
};
template <>
struct Columns<Cost> {
  static constexpr std::string_view names = "value, formula, currency";
  static auto fields(auto& value) {
    auto& [amount, formula, currency] = value;
    return std::tie(amount, formula, currency);
  }
};
template <>
struct Columns<ProductionVolume> {
  static constexpr std::string_view names = "amount, variable, formula";
  static auto fields(auto& value) {
    auto& [amount, variable, formula] = value;
    return std::tie(amount, variable, formula);
  }
};

// Methods; the rows that belong to one stand in tables of their own.
template <>
struct Columns<Method> {
  static constexpr std::string_view names = "uuid, name, version, description";
  static auto fields(auto& record) {
    auto& [id, name, version, description, categories, nw_sets] = record;
    return std::tie(id, name, version, description);
  }
};
template <>
struct Columns<Category> {
  static constexpr std::string_view names =
      "uuid, name, unit, description, version, file, first_factor, factor_count";
  static auto fields(auto& record) {
    auto& [id, name, unit, description, version, file, first, count] = record;
    return std::tie(id, name, unit, description, version, file, first, count);
  }
};
template <>
struct Columns<Factor> {
  static constexpr std::string_view names = "value, flow, unit, property, location";
  static auto fields(auto& record) {
    auto& [value, flow, unit, property, location] = record;
    return std::tie(value, flow, unit, property, location);
  }
};
template <>
struct Columns<MethodCategory> {
  static constexpr std::string_view names = "method, category";
  static auto fields(auto& record) {
    auto& [method, category] = record;
    return std::tie(method, category);
  }
};
template <>
struct Columns<FlatNwSet> {
  static constexpr std::string_view names = "method, uuid, name, unit, scale";
  static auto fields(auto& record) {
    auto& [method, set] = record;
    auto& [id, name, unit, scale, factors] = set;
    return std::tie(method, id, name, unit, scale);
  }
};
template <>
struct Columns<FlatNwFactor> {
  static constexpr std::string_view names = "nw_set, category, normalisation, weight";
  static auto fields(auto& record) {
    auto& [set, factor] = record;
    auto& [category, normalisation, weight] = factor;
    return std::tie(set, category, normalisation, weight);
  }
};
template <>
struct Columns<IdText> {
  static constexpr std::string_view names = "uuid, text";
  static auto fields(auto& record) {
    auto& [id, text] = record;
    return std::tie(id, text);
  }
};

/// How many columns the fields of a record take.
template <class... Fields>
constexpr std::size_t width_of_all(const std::tuple<Fields...>* /*fields*/) {
  return (width_of<std::remove_cvref_t<Fields>> + ... + 0);
}
template <class Record>
inline constexpr std::size_t columns_of = width_of_all(
    static_cast<const decltype(Columns<Record>::fields(std::declval<Record&>()))*>(
        nullptr));

constexpr std::size_t names_in(std::string_view list) {
  std::size_t count = list.empty() ? 0 : 1;
  for (const char c : list) count += c == ',' ? 1U : 0U;
  return count;
}
template <class Record>
inline constexpr bool is_complete =
    columns_of<Record> == names_in(Columns<Record>::names);
static_assert(is_complete<PackageUnit> && is_complete<UnitGroup> &&
              is_complete<FlowProperty> && is_complete<FlowPropertyFactor> &&
              is_complete<Location> && is_complete<Flow> && is_complete<Activity> &&
              is_complete<Exchange> && is_complete<AllocationFactor> &&
              is_complete<Parameter> && is_complete<ExchangeProperty> &&
              is_complete<TransferCoefficient> && is_complete<Distribution> &&
              is_complete<DataQuality> && is_complete<AbsentProvider> &&
              is_complete<Cost> && is_complete<ProductionVolume> && is_complete<Method> &&
              is_complete<Category> && is_complete<Factor> &&
              is_complete<MethodCategory> && is_complete<FlatNwSet> &&
              is_complete<FlatNwFactor> && is_complete<IdText>);

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
