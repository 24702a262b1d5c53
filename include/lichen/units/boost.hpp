#pragma once

/// @file
/// The compile-time edge: quantities of Boost.Units in, run-time amounts out.
///
/// `1.0 * units::kilowatt_hour`, `500. * units::tonne_kilometre`; quantities of any other
/// system of Boost.Units (`3.6e6 * boost::units::si::joules`) are taken as well. To add a
/// mass to an energy, or items to a mass, does not compile.

#include <cstdint>
#include <type_traits>

#include <boost/units/base_dimension.hpp>
#include <boost/units/base_unit.hpp>
#include <boost/units/get_dimension.hpp>
#include <boost/units/make_system.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/systems/si.hpp>
#include <boost/units/unit.hpp>

#include "lichen/config.hpp"
#include "lichen/units/amount.hpp"

namespace lichen::inline LICHEN_ABI::units {

/// @name What life cycle assessment counts: dimensions of their own, never mixed.
/// @{
struct ItemDimension : boost::units::base_dimension<ItemDimension, 7001> {};
struct PersonDimension : boost::units::base_dimension<PersonDimension, 7002> {};
struct VehicleDimension : boost::units::base_dimension<VehicleDimension, 7003> {};
struct AnimalDimension : boost::units::base_dimension<AnimalDimension, 7004> {};
struct ItemUnit : boost::units::base_unit<ItemUnit, ItemDimension::dimension_type, 7001> {
};
struct PersonUnit
    : boost::units::base_unit<PersonUnit, PersonDimension::dimension_type, 7002> {};
struct VehicleUnit
    : boost::units::base_unit<VehicleUnit, VehicleDimension::dimension_type, 7003> {};
struct AnimalUnit
    : boost::units::base_unit<AnimalUnit, AnimalDimension::dimension_type, 7004> {};
/// @}

/// The system of counts, beside that of SI.
using CountSystem =
    boost::units::make_system<ItemUnit, PersonUnit, VehicleUnit, AnimalUnit>::type;

namespace detail {

template <class Tag>
struct BaseOf;
template <Base base>
using Is = std::integral_constant<Base, base>;
template <>
struct BaseOf<boost::units::length_base_dimension> : Is<Base::length> {};
template <>
struct BaseOf<boost::units::mass_base_dimension> : Is<Base::mass> {};
template <>
struct BaseOf<boost::units::time_base_dimension> : Is<Base::time> {};
template <>
struct BaseOf<boost::units::current_base_dimension> : Is<Base::current> {};
template <>
struct BaseOf<boost::units::temperature_base_dimension> : Is<Base::temperature> {};
template <>
struct BaseOf<boost::units::amount_base_dimension> : Is<Base::amount> {};
template <>
struct BaseOf<boost::units::luminous_intensity_base_dimension> : Is<Base::luminosity> {};
template <>
struct BaseOf<ItemDimension> : Is<Base::item> {};
template <>
struct BaseOf<PersonDimension> : Is<Base::person> {};
template <>
struct BaseOf<VehicleDimension> : Is<Base::vehicle> {};
template <>
struct BaseOf<AnimalDimension> : Is<Base::animal> {};

constexpr bool is_count(Base base) { return base >= Base::item; }

/// Walks through the list of base dimensions that Boost.Units keeps of a unit.
template <class List>
struct Walk {
  using Item = typename List::item;
  using Power = typename Item::value_type;
  using Rest = Walk<typename List::next>;
  static_assert(Power::Denominator == 1,
                "lichen::units::Dimension holds whole exponents only");
  static constexpr Base base = BaseOf<typename Item::tag_type>::value;
  static constexpr Dimension dimension =
      Dimension::of(base, static_cast<std::int8_t>(Power::Numerator)) * Rest::dimension;
  /// The coherent unit: SI, or the counts.
  using System =
      std::conditional_t<is_count(base), CountSystem, boost::units::si::system>;
  using One =
      boost::units::unit<boost::units::list<Item, boost::units::dimensionless_type>,
                         System>;
  using Coherent =
      typename boost::units::multiply_typeof_helper<One, typename Rest::Coherent>::type;
};
template <>
struct Walk<boost::units::dimensionless_type> {
  static constexpr Dimension dimension{};
  using Coherent = boost::units::si::dimensionless;
};

template <class Unit>
using WalkOf = Walk<typename boost::units::get_dimension<Unit>::type>;

}  // namespace detail

/// The run-time dimension of a unit of Boost.Units.
template <class Unit>
inline constexpr Dimension dimension_of = detail::WalkOf<Unit>::dimension;

/// Drops the compile-time unit: the value in coherent units, the dimension as data.
template <class Unit>
[[nodiscard]] Amount to_amount(const boost::units::quantity<Unit, double>& quantity) {
  using Coherent = typename detail::WalkOf<Unit>::Coherent;
  return {boost::units::quantity<Coherent, double>(quantity).value(), dimension_of<Unit>};
}

template <class Unit>
struct AmountOf<boost::units::quantity<Unit, double>> {
  static Amount of(const boost::units::quantity<Unit, double>& quantity) {
    return to_amount(quantity);
  }
};

}  // namespace lichen::inline LICHEN_ABI::units

#include "lichen/units/named_units.hpp"
