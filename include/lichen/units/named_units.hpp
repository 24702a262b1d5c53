#pragma once

/// @file
/// Typed units by the names that practitioners use, to be multiplied with a number.
///
/// Factors are those of `datasets/units` (a test compares them): a year has 365 days.

#include "lichen/units/boost.hpp"

namespace lichen::inline LICHEN_ABI::units {

/// @name Counts
/// @{
inline constexpr boost::units::unit<ItemDimension::dimension_type, CountSystem> item{};
inline constexpr boost::units::unit<PersonDimension::dimension_type, CountSystem>
    person{};
inline constexpr boost::units::unit<VehicleDimension::dimension_type, CountSystem>
    vehicle{};
inline constexpr boost::units::unit<AnimalDimension::dimension_type, CountSystem>
    animal{};
/// @}

/// @name Mass, length, area, volume, time
/// @{
inline constexpr boost::units::si::mass kilogram{};
inline constexpr boost::units::si::length metre{};
inline constexpr boost::units::si::area square_metre{};
inline constexpr boost::units::si::volume cubic_metre{};
inline constexpr boost::units::si::time second{};
inline const auto gram = 1e-3 * kilogram;
inline const auto tonne = 1e3 * kilogram;
inline const auto kilometre = 1e3 * metre;
inline const auto hectare = 1e4 * square_metre;
inline const auto litre = 1e-3 * cubic_metre;
inline const auto hour = 3600. * second;
inline const auto day = 86400. * second;
inline const auto year = 31536000. * second;
/// @}

/// @name Energy, power, radioactivity
/// @{
inline constexpr boost::units::si::energy joule{};
inline constexpr boost::units::si::power watt{};
inline constexpr boost::units::si::activity becquerel{};
inline const auto megajoule = 1e6 * joule;
inline const auto kilowatt_hour = 3.6e6 * joule;
inline const auto megawatt_hour = 3.6e9 * joule;
inline const auto kilowatt = 1e3 * watt;
inline const auto kilobecquerel = 1e3 * becquerel;
/// @}

/// @name Transport and occupation
/// @{
inline const auto tonne_kilometre = tonne * kilometre;
inline const auto person_kilometre = 1. * person * kilometre;
inline const auto vehicle_kilometre = 1. * vehicle * kilometre;
inline const auto item_kilometre = 1. * item * kilometre;
inline const auto square_metre_year = 1. * square_metre * year;
inline const auto cubic_metre_year = 1. * cubic_metre * year;
/// @}

}  // namespace lichen::inline LICHEN_ABI::units
