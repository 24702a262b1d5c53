#pragma once

// Definitions of elementary.hpp: reduction of the argument, then a Taylor polynomial long
// enough for the last bit.

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "lichen/random/elementary.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

// ln 2 in two parts; the first has 21 significant bits, so that its products with
// exponents are exact.
inline constexpr double ln2_high = 0x1.62e42fee00000p-1;
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/// c0 + x (c1 + x (c2 + …)).
template <std::size_t N>
constexpr double polynomial(double x, const std::array<double, N>& c) {
  double sum = c[N - 1];
  for (std::size_t i = N - 1; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

/// 1/2!, 1/3!, …, 1/13!.
constexpr std::array<double, 12> inverse_factorials() {
  std::array<double, 12> c{};
  double factorial = 1.;
  for (std::size_t i = 0; i < c.size(); ++i) {
    factorial *= static_cast<double>(i + 2);
    c[i] = 1. / factorial;
  }
  return c;
}

/// 2/3, 2/5, …, 2/23.
constexpr std::array<double, 11> odd_fractions() {
  std::array<double, 11> c{};
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = 2. / static_cast<double>(2 * i + 3);
  return c;
}

/// 2^k for a normal result.
inline double power_of_two(int k) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52U);
}

// Numerators and denominators of AS 241: near the middle, in the tails, far out.
inline constexpr std::array<double, 8> middle_above = {
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
    1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
    3.3430575583588128105e4, 2.5090809287301226727e3};
inline constexpr std::array<double, 8> middle_below = {1.,
                                                       4.2313330701600911252e1,
                                                       6.8718700749205790830e2,
                                                       5.3941960214247511077e3,
                                                       2.1213794301586595867e4,
                                                       3.9307895800092710610e4,
                                                       2.8729085735721942674e4,
                                                       5.2264952788528545610e3};
inline constexpr std::array<double, 8> tail_above = {
    1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4};
inline constexpr std::array<double, 8> tail_below = {1.,
                                                     2.05319162663775882187e0,
                                                     1.67638483018380384940e0,
                                                     6.89767334985100004550e-1,
                                                     1.48103976427480074590e-1,
                                                     1.51986665636164571966e-2,
                                                     5.47593808499534494600e-4,
                                                     1.05075007164441684324e-9};
inline constexpr std::array<double, 8> far_above = {
    6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7};
inline constexpr std::array<double, 8> far_below = {1.,
                                                    5.99832206555887937690e-1,
                                                    1.36929880922735805310e-1,
                                                    1.48753612908506148525e-2,
                                                    7.86869131145613259100e-4,
                                                    1.84631831751005468180e-5,
                                                    1.42151175831644588870e-7,
                                                    2.04426310338993978564e-15};

}  // namespace detail

LICHEN_INLINE double portable_exp(double x) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr auto terms = detail::inverse_factorials();
  if (!(x > -745.2)) return x != x ? x : 0.;
  if (x > 709.8) return infinity;
  // The nearest integer, by the position of the last bit of a sum.
  const double k = (x * 0x1.71547652b82fep+0 + 0x1.8p52) - 0x1.8p52;
  const double r = (x - k * detail::ln2_high) - k * detail::ln2_low;
  const double y = 1. + (r + r * r * detail::polynomial(r, terms));
  // In two factors, for exponents that a double does not have.
  const int power = static_cast<int>(k);
  return y * detail::power_of_two(power / 2) * detail::power_of_two(power - power / 2);
}

LICHEN_INLINE double portable_log(double x) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr auto terms = detail::odd_fractions();
  if (x == 0.) return -infinity;
  if (!(x > 0.)) return std::numeric_limits<double>::quiet_NaN();
  if (x == infinity) return x;
  int power = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    power = -54;
  }
  auto bits = std::bit_cast<std::uint64_t>(x);
  power += static_cast<int>(bits >> 52U) - 1023;
  bits = (bits & 0xfffffffffffffULL) | 0x3ff0000000000000ULL;
  double m = std::bit_cast<double>(bits);
  if (m > 0x1.6a09e667f3bcdp+0) {
    m *= 0.5;
    ++power;
  }
  // ln (1 + f) = 2 atanh s = f - (f²/2 - s (f²/2 + R)), f exact, s = f / (2 + f).
  const double f = m - 1.;
  const double s = f / (2. + f);
  const double z = s * s;
  const double rest = z * detail::polynomial(z, terms);
  const double half = 0.5 * f * f;
  const double k = power;
  return k * detail::ln2_high - ((half - (s * (half + rest) + k * detail::ln2_low)) - f);
}

LICHEN_INLINE double normal_quantile(double p) {
  using detail::polynomial;
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q *
           (polynomial(r, detail::middle_above) / polynomial(r, detail::middle_below));
  }
  const double tail = q < 0. ? p : 1. - p;
  if (!(tail > 0.)) {
    if (tail != 0.) return std::numeric_limits<double>::quiet_NaN();
    return std::copysign(std::numeric_limits<double>::infinity(), q);
  }
  const double r = std::sqrt(-portable_log(tail));
  const double x = r <= 5. ? polynomial(r - 1.6, detail::tail_above) /
                                 polynomial(r - 1.6, detail::tail_below)
                           : polynomial(r - 5., detail::far_above) /
                                 polynomial(r - 5., detail::far_below);
  return q < 0. ? -x : x;
}

}  // namespace lichen::inline LICHEN_ABI
