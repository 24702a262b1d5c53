#pragma once

/// @file
/// Sums and products carried as unevaluated pairs of doubles (error-free transformations:
/// Knuth 1969, Dekker 1971; Ogita, Rump and Oishi 2005). Portable, the same bits
/// anywhere.

#include <cmath>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// A number `high + low`, about 32 digits; also the accumulator of a sum of products.
struct DoubleDouble {
  double high = 0.;
  double low = 0.;

  /// The nearest double.
  [[nodiscard]] double rounded() const { return high + low; }

  /// Adds a double; what rounding loses of the high part goes to the low one.
  void add(double x) { add(x, 0.); }

  /// Adds a product, exactly but for the rounding of the low part.
  void add_product(double x, double y) {
    const DoubleDouble exact = product(x, y);
    add(exact.high, exact.low);
  }

  /// Adds a product with a pair.
  void add_product(double x, const DoubleDouble& y) {
    const DoubleDouble exact = product(x, y.high);
    add(exact.high, exact.low + x * y.low);
  }

  /// The same number with |low| at most half an ulp of high.
  [[nodiscard]] DoubleDouble normalised() const { return sum(high, low); }

  /// x + y without error, |low| at most half an ulp of high.
  [[nodiscard]] static DoubleDouble sum(double x, double y) {
    DoubleDouble exact{x, 0.};
    exact.add(y);
    return exact;
  }

  /// x y without error (none where neither underflow nor overflow is near).
  [[nodiscard]] static DoubleDouble product(double x, double y) {
    const double rounded = x * y;
#if defined(__FMA__)
    return {rounded, std::fma(x, y, -rounded)};  // the same bits, in one instruction
#else
    if (!(std::abs(x) < 0x1p960 && std::abs(y) < 0x1p960)) {
      return {rounded, std::fma(x, y, -rounded)};  // where halves would overflow
    }
    const DoubleDouble a = halves(x);
    const DoubleDouble b = halves(y);
    const double error =
        ((a.high * b.high - rounded) + a.high * b.low + a.low * b.high) + a.low * b.low;
    return {rounded, error};
#endif
  }

 private:
  /// Adds x + rest, |rest| small; one addition to the low part, for speed.
  void add(double x, double rest) {
    const double sum = high + x;
    const double part = sum - high;
    low += ((high - (sum - part)) + (x - part)) + rest;
    high = sum;
  }

  /// A number as the sum of two of 26 bits each (Dekker's and Veltkamp's splitting).
  [[nodiscard]] static DoubleDouble halves(double x) {
    const double scaled = 134217729. * x;  // 2^27 + 1
    const double high = scaled - (scaled - x);
    return {high, x - high};
  }
};

/// The unit of rounding: half the distance from 1 to the next double.
inline constexpr double unit_roundoff = 0x1p-53;

/// γ₂: the relative error of a sum of `terms` products accumulated so, with respect to
/// the sum of their magnitudes; theory (3.4).
[[nodiscard]] constexpr double gamma_two(double terms) {
  const double gamma = (terms + 4.) * unit_roundoff;
  return 4. * gamma * gamma;
}

}  // namespace lichen::inline LICHEN_ABI
