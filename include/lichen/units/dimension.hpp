#pragma once

/// @file
/// Run-time dimensions: what can be converted into what.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI::units {

/// The base dimensions: the seven of SI, and those of LCA that count things.
enum class Base : std::uint8_t {
  length,
  mass,
  time,
  current,
  temperature,
  amount,
  luminosity,
  item,
  person,
  vehicle,
  animal,
  currency
};
inline constexpr std::size_t base_count = 12;

/// Whole exponents of the base dimensions. Currencies of another name or year are other
/// dimensions: `currency` tells which one an exponent of `Base::currency` is of.
class Dimension {
 public:
  constexpr Dimension() = default;
  /// One base dimension to a power.
  [[nodiscard]] static constexpr Dimension of(Base base, std::int8_t exponent = 1) {
    Dimension dimension;
    dimension.exponents_[static_cast<std::size_t>(base)] = exponent;
    return dimension;
  }
  /// A currency of a year by its code and year, as "EUR" and 2005; year 0 where none.
  [[nodiscard]] static constexpr Dimension of_currency(const char (&code)[4], int year) {
    Dimension dimension = of(Base::currency);
    dimension.currency_ = (std::uint32_t(code[0]) << 24) |
                          (std::uint32_t(code[1]) << 16) | (std::uint32_t(code[2]) << 8);
    dimension.year_ = static_cast<std::uint16_t>(year);
    return dimension;
  }
  [[nodiscard]] constexpr int exponent(Base base) const {
    return exponents_[static_cast<std::size_t>(base)];
  }
  friend constexpr bool operator==(const Dimension&, const Dimension&) = default;
  friend constexpr Dimension operator*(Dimension a, const Dimension& b) {
    for (std::size_t i = 0; i < base_count; ++i) {
      a.exponents_[i] = static_cast<std::int8_t>(a.exponents_[i] + b.exponents_[i]);
    }
    if (a.currency_ == 0) {
      a.currency_ = b.currency_;
      a.year_ = b.year_;
    }
    return a;
  }
  friend constexpr Dimension operator/(const Dimension& a, Dimension b) {
    for (auto& exponent : b.exponents_) exponent = static_cast<std::int8_t>(-exponent);
    return a * b;
  }
  /// As "kg m2 s-2" or "EUR2005"; "1" for none.
  [[nodiscard]] LICHEN_API std::string to_string() const;

 private:
  std::array<std::int8_t, base_count> exponents_{};
  std::uint16_t year_ = 0;
  std::uint32_t currency_ = 0;
};

}  // namespace lichen::inline LICHEN_ABI::units

#ifndef LICHEN_COMPILED
#  include "lichen/units/dimension.ipp"
#endif
