#pragma once

// How the errors that are told compare with the true ones.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/calc/score.hpp"
#include "support/truth.hpp"

namespace lichen::test {

/// Gathers how errors compare with what was said about them; a test fails where a bound
/// or what is printed is below the true error.
struct ErrorTally {
  int scores = 0;
  int bounded = 0;
  int poor_estimates = 0;  ///< not within a factor of 10, nor both below 4 ulp
  int low_estimates = 0;   ///< of these, below a tenth of the error
  std::vector<double> ratios;

  void add(const Score& score, const Truth& truth) {
    const double error = truth.error_of(score.value);
    ++scores;
    bounded += score.error.bound ? 1 : 0;
    EXPECT_LE(error, score.error.printed())
        << "score " << score.value << ", estimate " << score.error.estimate << ", "
        << (score.error.bound ? "bound" : "no bound");
    if (score.error.bound) {
      EXPECT_GE(*score.error.bound, error);
    }
    const double ulp =
        std::nextafter(std::abs(score.value), std::numeric_limits<double>::infinity()) -
        std::abs(score.value);
    const double estimate = score.error.estimate;
    const bool within = error <= 10. * estimate && estimate <= 10. * error;
    const bool poor = !within && std::max(error, estimate) > 4. * ulp;
    poor_estimates += poor ? 1 : 0;
    low_estimates += poor && error > 10. * estimate ? 1 : 0;
    if (error > 0.) ratios.push_back(score.error.printed() / error);
  }

  void report(const std::string& what) {
    std::sort(ratios.begin(), ratios.end());
    const auto quantile = [&](double q) {
      if (ratios.empty()) return 0.;
      return ratios[static_cast<std::size_t>(q * static_cast<double>(ratios.size() - 1))];
    };
    testing::Test::RecordProperty(what + " scores", scores);
    std::printf(
        "%s: %d scores, %d with a bound, printed / true: median %.3g, 90 %% %.3g; "
        "%d estimates off, %d of them too low\n",
        what.c_str(), scores, bounded, quantile(0.5), quantile(0.9), poor_estimates,
        low_estimates);
  }
};

}  // namespace lichen::test
