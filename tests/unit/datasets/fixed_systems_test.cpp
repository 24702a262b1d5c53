// The reference systems, n = 21,000: what goals are measured on does not change unseen.

#include <cstddef>
#include <cstdint>

#include <gtest/gtest.h>

#include "lichen/datasets/synthetic.hpp"
#include "lichen/linalg/matching.hpp"
#include "lichen/linalg/ordered_matrix.hpp"
#include "support/system_facts.hpp"

namespace lichen::datasets {
namespace {

struct Facts {
  Eigen::Index entries = 0;
  Index components = 0;
  Index largest_component = 0;
  int series_terms = 0;
  int sweeps = 0;
  double radius = 0.;
  std::uint64_t hash_a = 0, hash_b = 0, hash_c = 0;
};

/// Facts of a system; the demand is one unit of the first product of its large component.
Facts facts_of(const SyntheticSystem& s, int steps) {
  const OrderedMatrix ordered = order(s.a, match(s.a));
  Index large = 0;
  for (Index k = 0; k < ordered.blocks(); ++k) {
    if (ordered.block_size(k) > ordered.block_size(large)) large = k;
  }
  Vector f(static_cast<std::size_t>(s.a.cols()), 0.);
  f[static_cast<std::size_t>(members(ordered, large)[0])] = 1.;
  return {.entries = s.a.nonZeros(),
          .components = ordered.blocks(),
          .largest_component = ordered.largest_block(),
          .series_terms = test::power_series_terms(s.a, f, 1000),
          .sweeps = test::sweeps_to(s.a, f, 1e-13, 1000),
          .radius = test::spectral_radius(s.a, steps),
          .hash_a = test::hash_of(s.a),
          .hash_b = test::hash_of(s.b),
          .hash_c = test::hash_of(s.c)};
}

TEST(Regular, IsTheSystemThatGoalsAreMeasuredOn) {
  const Facts facts = facts_of(regular(), 200);
  EXPECT_EQ(facts.entries, 216'007);
  EXPECT_EQ(facts.components, 6'686);
  EXPECT_EQ(facts.largest_component, 14'082);
  EXPECT_EQ(facts.series_terms, 36);
  EXPECT_NEAR(facts.radius, 0.574, 0.001);
  // In the order of this library; the range leaves room for another.
  EXPECT_NEAR(facts.sweeps, 25, 8);
  EXPECT_EQ(facts.hash_a, 13476004435203072002ULL);
  EXPECT_EQ(facts.hash_b, 7028209189775865904ULL);
  EXPECT_EQ(facts.hash_c, 16055334872789712568ULL);
}

TEST(Hard, IsTheSystemThatGoalsAreMeasuredOn) {
  const Facts facts = facts_of(hard(), 1000);
  EXPECT_EQ(facts.entries, 216'037);
  EXPECT_EQ(facts.components, 6'686);
  EXPECT_EQ(facts.largest_component, 14'082);
  EXPECT_EQ(facts.series_terms, 205);
  // Of its tight loops the strongest, two suppliers of gain 0.95: sqrt(0.95) = 0.9747.
  EXPECT_NEAR(facts.radius, 0.9747, 0.002);
  // In the order of this library; the range leaves room for another.
  EXPECT_NEAR(facts.sweeps, 516, 160);
  EXPECT_EQ(facts.hash_a, 17722054852799407111ULL);
  EXPECT_EQ(facts.hash_b, 7028209189775865904ULL);
  EXPECT_EQ(facts.hash_c, 16055334872789712568ULL);
}

}  // namespace
}  // namespace lichen::datasets
