#include "lichen/study/policies.hpp"

#include <gtest/gtest.h>

namespace {

using namespace lichen;

TEST(Policies, NameEveryDefault) {
  const Policies expected = {
      {"on_missing_provider", "error"}, {"on_multiple_providers", "error"},
      {"allocation", "as_declared"},    {"on_unbalanced_allocation", "error"},
      {"unit_factors", "package"},      {"strict", "false"},
      {"solver", "automatic"},          {"dense_limit", "64"},
      {"tolerance", "1e-12"},
  };
  EXPECT_EQ(policies_of(LinkOptions(), SolveOptions()), expected);
}

TEST(Policies, NameWhatWasChosen) {
  const auto policies =
      policies_of({.on_missing_provider = MissingProvider::cut_off,
                   .on_multiple_providers = MultipleProviders::lowest_id,
                   .allocation = Allocation::none,
                   .on_unbalanced_allocation = UnbalancedAllocation::keep,
                   .unit_factors = UnitFactors::library,
                   .strict = true},
                  {.solver = Solver::klu});

  const Policies expected = {
      {"on_missing_provider", "cut_off"},
      {"on_multiple_providers", "lowest_id"},
      {"allocation", "none"},
      {"on_unbalanced_allocation", "keep"},
      {"unit_factors", "library"},
      {"strict", "true"},
      {"solver", "klu"},
      {"dense_limit", "64"},
      {"tolerance", "1e-12"},
  };
  EXPECT_EQ(policies, expected);
}

TEST(Policies, OfCharacterisationNameTheRuleForDuplicates) {
  const Policies expected = {{"on_duplicate_factor", "mean"},
                             {"exclude_long_term", "true"}};
  EXPECT_EQ(policies_of({.on_duplicate_factor = DuplicateFactor::mean,
                         .exclude_long_term = true}),
            expected);
}

}  // namespace
