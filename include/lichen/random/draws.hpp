#pragma once

/// @file
/// The draws of one stream, one after another.

#include <array>
#include <cstddef>
#include <cstdint>

#include "lichen/config.hpp"
#include "lichen/random/elementary.hpp"
#include "lichen/random/philox.hpp"

namespace lichen::inline LICHEN_ABI {

/// Reads a stream from its beginning. Each of its members consumes one draw and is a
/// monotone function of it.
class Draws {
 public:
  explicit Draws(RandomStream stream) : stream_(stream) {}

  /// Uniform in (0, 1).
  [[nodiscard]] double uniform() {
    if (next_ == buffer_.size()) refill();
    return buffer_[next_++];
  }
  /// One of 0, …, n - 1, each as likely (but for 1 part in 2^52 / n). @pre n > 0.
  [[nodiscard]] std::int32_t below(std::int32_t n) {
    return static_cast<std::int32_t>(uniform() * n);
  }
  /// True with probability `p`.
  [[nodiscard]] bool happens(double p) { return uniform() < p; }
  /// Standard normal.
  [[nodiscard]] double normal() { return normal_quantile(uniform()); }
  /// exp(`mu` + `sigma` z), z standard normal.
  [[nodiscard]] double lognormal(double mu, double sigma) {
    return portable_exp(mu + sigma * normal());
  }
  /// Exponential with mean 1.
  [[nodiscard]] double exponential() { return -portable_log(1. - uniform()); }

 private:
  void refill() {
    fill_uniforms(stream_, position_, buffer_);
    position_ += buffer_.size();
    next_ = 0;
  }

  RandomStream stream_;
  std::uint64_t position_ = 0;
  std::array<double, 32> buffer_{};
  std::size_t next_ = 32;
};

}  // namespace lichen::inline LICHEN_ABI
