#pragma once

/// @file
/// Some doubles that are computed with as if they were one number.

#include <cmath>
#include <cstddef>
#include <type_traits>

#include "lichen/config.hpp"

// GCC notes that functions which take vectors by value differ between its versions 4 and
// 5; those here are inlined or internal.
#pragma GCC diagnostic ignored "-Wpsabi"

// Inlined whatever its size: what is written with it is compiled again inside functions
// for other processors.
#define LICHEN_KERNEL [[gnu::always_inline]] inline

namespace lichen::inline LICHEN_ABI::detail {

/// Doubles that one instruction works on: 1, or what a processor has (2 SSE2, 4 AVX, 8
/// AVX-512).
template <int native>
struct NativeLane;
template <>
struct NativeLane<1> {
  using Number = double;
};
template <>
struct NativeLane<2> {
  typedef double Number __attribute__((vector_size(16)));
};
template <>
struct NativeLane<4> {
  typedef double Number __attribute__((vector_size(32)));
};
template <>
struct NativeLane<8> {
  typedef double Number __attribute__((vector_size(64)));
};

/// W doubles side by side, in registers of `native` doubles.
template <int W, int native>
struct Lane {
  using Part = typename NativeLane<native>::Number;
  static constexpr int parts = W / native;
  static_assert(parts * native == W);

  Part part[parts] = {};

  LICHEN_KERNEL static Lane load(const double* from) {
    Lane x;
    for (int k = 0; k < parts; ++k) {
      __builtin_memcpy(&x.part[k], from + k * native, sizeof(Part));
    }
    return x;
  }
  LICHEN_KERNEL void store(double* to) const {
    for (int k = 0; k < parts; ++k) {
      __builtin_memcpy(to + k * native, &part[k], sizeof(Part));
    }
  }

  LICHEN_KERNEL Lane& operator+=(const Lane& y) {
    for (int k = 0; k < parts; ++k) part[k] += y.part[k];
    return *this;
  }
  LICHEN_KERNEL Lane& operator-=(const Lane& y) {
    for (int k = 0; k < parts; ++k) part[k] -= y.part[k];
    return *this;
  }
  LICHEN_KERNEL Lane& operator*=(const Lane& y) {
    for (int k = 0; k < parts; ++k) part[k] *= y.part[k];
    return *this;
  }
  LICHEN_KERNEL friend Lane operator+(Lane x, const Lane& y) { return x += y; }
  LICHEN_KERNEL friend Lane operator-(Lane x, const Lane& y) { return x -= y; }
  LICHEN_KERNEL friend Lane operator*(Lane x, const Lane& y) { return x *= y; }
  LICHEN_KERNEL friend Lane operator*(double a, Lane x) {
    for (int k = 0; k < parts; ++k) x.part[k] *= a;
    return x;
  }
  LICHEN_KERNEL Lane operator-() const {
    Lane x;
    for (int k = 0; k < parts; ++k) x.part[k] = -part[k];
    return x;
  }
};

template <int W, int native>
LICHEN_KERNEL Lane<W, native> magnitude(Lane<W, native> x) {
  for (auto& part : x.part) part = part < 0. ? -part : part;
  return x;
}

/// The larger number; the second where the first is none.
template <int W, int native>
LICHEN_KERNEL Lane<W, native> larger(const Lane<W, native>& x, Lane<W, native> y) {
  for (int k = 0; k < y.parts; ++k) {
    y.part[k] = x.part[k] > y.part[k] ? x.part[k] : y.part[k];
  }
  return y;
}

/// 1 / x where x is positive, else something large that a zero can be multiplied with.
template <int W, int native>
LICHEN_KERNEL Lane<W, native> inverse_of_positive(Lane<W, native> x) {
  const typename Lane<W, native>::Part large = typename Lane<W, native>::Part{} + 1e200;
  for (auto& part : x.part) part = part > 0. ? 1. / part : large;
  return x;
}

/// a x - rounded, exactly, for `rounded` the product as it is rounded.
template <int W, int native>
LICHEN_KERNEL Lane<W, native> lost_in_product(double a, const Lane<W, native>& x,
                                              const Lane<W, native>& rounded) {
  Lane<W, native> lost;
  for (int k = 0; k < lost.parts; ++k) {
    if constexpr (native == 1) {
      lost.part[k] = __builtin_fma(a, x.part[k], -rounded.part[k]);
    } else {
      for (int l = 0; l < native; ++l) {
        lost.part[k][l] = __builtin_fma(a, x.part[k][l], -rounded.part[k][l]);
      }
    }
  }
  return lost;
}

/// x where the condition is positive, else y.
template <int W, int native>
LICHEN_KERNEL Lane<W, native> chosen(const Lane<W, native>& condition,
                                     const Lane<W, native>& x, Lane<W, native> y) {
  for (int k = 0; k < y.parts; ++k) {
    y.part[k] = condition.part[k] > 0. ? x.part[k] : y.part[k];
  }
  return y;
}

}  // namespace lichen::inline LICHEN_ABI::detail
