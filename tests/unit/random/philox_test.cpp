// Philox4x32-10 against the known answers of Random123 (tests/kat_vectors of its 1.14),
// and streams of draws against its blocks.

#include "lichen/random/philox.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace lichen {
namespace {

TEST(Philox, GivesTheKnownAnswersOfRandom123) {
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
            (PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox4x32({ones, ones, ones, ones}, {ones, ones}),
            (PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                       {0xa4093822, 0x299f31d0}),
            (PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(RandomStream, TakesSeedForKeyAndEntityAndPositionForCounter) {
  std::vector<std::uint64_t> bits(2);
  fill_bits({.seed = 0, .entity = 0}, 0, bits);
  EXPECT_EQ(bits[0], 0xe169c58d6627e8d5ULL);
  EXPECT_EQ(bits[1], 0x9b00dbd8bc57ac4cULL);
  fill_bits({.seed = 0x299f31d0a4093822, .entity = 0x0370734413198a2e},
            2 * 0x25a308d3243f6a88ULL, bits);
  const PhiloxBlock block = philox4x32({0x243f6a88, 0x25a308d3, 0x13198a2e, 0x03707344},
                                       {0xa4093822, 0x299f31d0});
  EXPECT_EQ(bits[0], (std::uint64_t{block[1]} << 32) | block[0]);
  EXPECT_EQ(bits[1], (std::uint64_t{block[3]} << 32) | block[2]);
}

TEST(RandomStream, DrawsDependOnTheirPositionAlone) {
  constexpr RandomStream stream{.seed = 42, .entity = 7};
  std::vector<double> all(100);
  fill_uniforms(stream, 1000, all);
  for (std::size_t first = 0; first < 5; ++first) {
    for (std::size_t size = 0; size < 12; ++size) {
      std::vector<double> some(size);
      fill_uniforms(stream, 1000 + first, some);
      for (std::size_t i = 0; i < size; ++i) EXPECT_EQ(some[i], all[first + i]);
    }
  }
  EXPECT_EQ(uniform_at(stream, 1017), all[17]);
}

TEST(RandomStream, DiffersBySeedAndEntity) {
  EXPECT_NE(uniform_at({1, 1}, 0), uniform_at({2, 1}, 0));
  EXPECT_NE(uniform_at({1, 1}, 0), uniform_at({1, 2}, 0));
  EXPECT_NE(uniform_at({1, 1}, 0), uniform_at({1, 1}, 1));
  EXPECT_NE(uniform_at({1, 1}, 0), uniform_at({1ULL << 32, 1}, 0));
  EXPECT_NE(uniform_at({1, 1}, 0), uniform_at({1, 1ULL << 32}, 0));
}

TEST(RandomStream, IsUniformOnAGridInsideTheUnitInterval) {
  std::vector<double> u(100'000);
  fill_uniforms({.seed = 3, .entity = 0}, 0, u);
  std::vector<int> count(16, 0);
  double sum = 0.;
  for (const double x : u) {
    ASSERT_GT(x, 0.);
    ASSERT_LT(x, 1.);
    ASSERT_EQ((1. - x) + x, 1.);
    const double grid = x * 0x1p52 - 0.5;
    ASSERT_EQ(grid, static_cast<double>(static_cast<std::uint64_t>(grid)));
    ++count[static_cast<std::size_t>(x * 16.)];
    sum += x;
  }
  // Standard errors: 0.289 / sqrt(1e5) = 0.0009 and sqrt(6250) = 79.
  EXPECT_NEAR(sum / 1e5, 0.5, 0.004);
  for (const int c : count) EXPECT_NEAR(c, 6250, 350);
}

TEST(RandomStream, TakesTheUpper52Bits) {
  std::vector<std::uint64_t> bits(64);
  std::vector<double> u(64);
  fill_bits({.seed = 9, .entity = 9}, 5, bits);
  fill_uniforms({.seed = 9, .entity = 9}, 5, u);
  for (std::size_t i = 0; i < u.size(); ++i) {
    EXPECT_EQ(u[i], (static_cast<double>(bits[i] >> 12) + 0.5) / 4503599627370496.);
  }
}

}  // namespace
}  // namespace lichen
