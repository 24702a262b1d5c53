#pragma once

/// @file
/// Which code of the inner loops runs: for the processor that is compiled for or, in
/// compiled mode, for the one that runs.

#include <algorithm>
#include <type_traits>

#include "lichen/config.hpp"
#include "lichen/linalg/lane_bounds.hpp"
#include "lichen/linalg/lane_combination.hpp"
#include "lichen/linalg/lane_kernels.hpp"
#include "lichen/linalg/lane_products.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Doubles in a register of the processor that is compiled for.
#if defined(__AVX512F__)
inline constexpr int native_lanes = 8;
#elif defined(__AVX__)
inline constexpr int native_lanes = 4;
#else
inline constexpr int native_lanes = 2;
#endif

/// Whether it multiplies and adds in one operation.
#if defined(__FMA__) || defined(__aarch64__)
inline constexpr bool native_fused = true;
#else
inline constexpr bool native_fused = false;
#endif

/// Calls `f` with a width of lanes as a constant.
template <class F>
void with_width(Index width, F f) {
  if (width == 1) {
    f(std::integral_constant<int, 1>{});
  } else if (width == 4) {
    f(std::integral_constant<int, 4>{});
  } else {
    f(std::integral_constant<int, 8>{});
  }
}

/// Calls `f` with what a sweep does as a constant.
template <class F>
void with_part(SweepPart part, F f) {
  if (part == SweepPart::none) {
    f(std::integral_constant<SweepPart, SweepPart::none>{});
  } else if (part == SweepPart::sizes) {
    f(std::integral_constant<SweepPart, SweepPart::sizes>{});
  } else {
    f(std::integral_constant<SweepPart, SweepPart::test>{});
  }
}

#ifdef LICHEN_COMPILED
/// One sweep, by the best code for the processor that runs it.
void run_sweep(Index width, SweepPart part, const Sweep& sweep);
/// One residual of the transposed matrix, likewise.
void run_residual(Index width, const LaneResidual& task);
/// Products with a transposed matrix, likewise.
void run_products(Index width, const LaneProducts& task);
/// Sums of rows of lanes, likewise.
void run_combination(Index width, const LaneCombination& task);
/// One pass that lets bounds grow, and one that tests them, likewise.
void run_growth(Index width, const LaneBound& task);
void run_bound_test(Index width, const LaneBound& task);
#else
inline void run_sweep(Index width, SweepPart part, const Sweep& sweep) {
  with_width(width, [&](auto w) {
    with_part(part,
              [&](auto p) { sweep_rows<w(), std::min(w(), native_lanes), p()>(sweep); });
  });
}
inline void run_residual(Index width, const LaneResidual& task) {
  with_width(width, [&](auto w) {
    residual_rows<w(), std::min(w(), native_lanes), native_fused>(task);
  });
}
inline void run_products(Index width, const LaneProducts& task) {
  with_width(width, [&](auto w) {
    product_rows<w(), std::min(w(), native_lanes), native_fused>(task);
  });
}
inline void run_combination(Index width, const LaneCombination& task) {
  with_width(width, [&](auto w) {
    combine_rows<w(), std::min(w(), native_lanes), native_fused>(task);
  });
}
inline void run_growth(Index width, const LaneBound& task) {
  with_width(width, [&](auto w) { grow_rows<w(), std::min(w(), native_lanes)>(task); });
}
inline void run_bound_test(Index width, const LaneBound& task) {
  with_width(width, [&](auto w) { test_rows<w(), std::min(w(), native_lanes)>(task); });
}
#endif

}  // namespace lichen::inline LICHEN_ABI::detail
