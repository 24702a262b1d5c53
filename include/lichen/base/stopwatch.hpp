#pragma once

/// @file
/// How long something took, for reports; no number of an answer depends on it.

#include <chrono>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI::detail {

/// Runs from its construction.
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

}  // namespace lichen::inline LICHEN_ABI::detail
