#pragma once

#include <string>

#include "lichen/units/dimension.hpp"

namespace lichen::inline LICHEN_ABI::units {
namespace detail {

inline constexpr const char* base_names[base_count] = {
    "m", "kg", "s", "A", "K", "mol", "cd", "item", "person", "vehicle", "animal", ""};
/// The order in which people write them: mass before length before time.
inline constexpr Base writing_order[base_count] = {
    Base::currency, Base::item,        Base::person, Base::vehicle,
    Base::animal,   Base::mass,        Base::length, Base::time,
    Base::current,  Base::temperature, Base::amount, Base::luminosity};

inline std::string currency_name(std::uint32_t code, int year) {
  std::string name;
  for (int shift = 24; shift >= 8; shift -= 8) {
    name.push_back(static_cast<char>((code >> shift) & 0xff));
  }
  return year == 0 ? name : name + std::to_string(year);
}

}  // namespace detail

LICHEN_INLINE std::string Dimension::to_string() const {
  std::string text;
  for (const Base base : detail::writing_order) {
    const int power = exponent(base);
    if (power == 0) continue;
    if (!text.empty()) text.push_back(' ');
    text += base == Base::currency ? detail::currency_name(currency_, year_)
                                   : detail::base_names[static_cast<std::size_t>(base)];
    if (power != 1) text += std::to_string(power);
  }
  return text.empty() ? "1" : text;
}

}  // namespace lichen::inline LICHEN_ABI::units
