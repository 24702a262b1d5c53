#include "lichen/study/weighting.hpp"

#include <optional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/model/builder.hpp"

namespace {

using namespace lichen;

/// A method of two categories, with one set of normalisation and weighting.
struct Case {
  Case(std::vector<std::pair<std::optional<double>, std::optional<double>>> rows,
       WeightScale scale = WeightScale::fraction) {
    DatabaseBuilder builder;
    const auto method = builder.method("profile");
    std::vector<NwFactor> factors;
    for (std::size_t k = 0; k < 2; ++k) {
      categories.push_back(builder.category(method, k == 0 ? "climate" : "acid", "kg"));
    }
    for (std::size_t k = 0; k < rows.size(); ++k) {
      factors.push_back({categories[k], rows[k].first, rows[k].second});
    }
    builder.nw_set(method, "world", "Pt", factors);
    methods = builder.build();
    methods.methods[0].nw_sets[0].scale = scale;
  }

  /// Scores of 4 and 6 with errors of 0.25 and 0.5.
  [[nodiscard]] WeighedProfile weighed() const {
    return weigh(methods, methods.methods[0].nw_sets[0], categories,
                 {{4., {.25, .25}}, {6., {.5, .5}}});
  }

  Database methods;
  std::vector<CategoryIndex> categories;
};

TEST(Weigh, DividesByTheReferenceAndMultipliesByTheWeight) {
  const auto profile = Case({{0.5, 3.}, {2., 0.5}}).weighed();

  EXPECT_EQ(profile.categories[0].normalised, 8.);
  EXPECT_EQ(profile.categories[0].weighted, 24.);
  EXPECT_EQ(profile.categories[1].normalised, 3.);
  EXPECT_EQ(profile.categories[1].weighted, 1.5);
  EXPECT_EQ(profile.single_score, 25.5);
  EXPECT_TRUE(profile.findings.empty());
}

TEST(Weigh, GivesTheSingleScoreAnErrorThatIsTheSumOfItsParts) {
  const auto profile = Case({{0.5, 3.}, {2., 0.5}}).weighed();

  // 0.25 × 3 / 0.5 + 0.5 × 0.5 / 2
  ASSERT_TRUE(profile.single_score_error);
  EXPECT_DOUBLE_EQ(profile.single_score_error->estimate, 1.625);
  ASSERT_TRUE(profile.single_score_error->bound);
  EXPECT_GE(*profile.single_score_error->bound, 1.625);
  EXPECT_NEAR(*profile.single_score_error->bound, 1.625, 1e-9);
}

TEST(Weigh, GivesNoBoundWhereAPartHasNone) {
  const Case rows({{0.5, 3.}, {2., 0.5}});
  const auto profile =
      weigh(rows.methods, rows.methods.methods[0].nw_sets[0], rows.categories,
            {{4., {.25, .25}}, {6., {.5, std::nullopt}}});

  EXPECT_FALSE(profile.single_score_error->bound);
}

TEST(Weigh, TakesPercentForHundredths) {
  const auto profile = Case({{0.5, 30.}, {2., 70.}}, WeightScale::percent).weighed();

  EXPECT_DOUBLE_EQ(*profile.categories[0].weighted, 2.4);
  EXPECT_DOUBLE_EQ(*profile.single_score, 8. * 0.3 + 3. * 0.7);
}

TEST(Weigh, LeavesOutACategoryWhoseCellsAreZero) {
  const auto profile = Case({{0.5, 3.}, {0., 0.}}).weighed();

  EXPECT_FALSE(profile.categories[1].normalised);
  EXPECT_FALSE(profile.categories[1].weighted);
  EXPECT_EQ(profile.single_score, 24.);
  EXPECT_TRUE(profile.findings.empty());
}

class UnusableReference : public testing::TestWithParam<std::optional<double>> {};
TEST_P(UnusableReference, IsAFindingWhereTheCategoryHasAWeight) {
  const auto profile = Case({{0.5, 3.}, {GetParam(), 0.5}}).weighed();

  EXPECT_FALSE(profile.categories[1].normalised);
  EXPECT_FALSE(profile.categories[1].weighted_raw);
  EXPECT_EQ(profile.single_score, 24.);
  ASSERT_EQ(profile.findings.size(), 1U);
  EXPECT_EQ(profile.findings.items()[0].kind, "unusable_normalisation");
  EXPECT_EQ(profile.findings.items()[0].field, "acid");
}
INSTANTIATE_TEST_SUITE_P(Values, UnusableReference,
                         testing::Values(std::optional<double>(0.),
                                         std::optional<double>(-2.),
                                         std::optional<double>()));

TEST(Weigh, WeighsTheScoresThemselvesWhereASetHasNoReference) {
  const auto profile = Case({{{}, 3.}, {{}, 0.5}}).weighed();

  EXPECT_EQ(profile.categories[0].weighted_raw, 12.);
  EXPECT_EQ(profile.categories[1].weighted_raw, 3.);
  EXPECT_FALSE(profile.categories[0].weighted);
  EXPECT_FALSE(profile.single_score);
}

TEST(Weigh, NormalisesWhereASetHasNoWeights) {
  const auto profile = Case({{0.5, {}}, {2., {}}}).weighed();

  EXPECT_EQ(profile.categories[0].normalised, 8.);
  EXPECT_FALSE(profile.categories[0].weighted);
  EXPECT_FALSE(profile.single_score);
}

TEST(Weigh, GivesNoSingleScoreOfAPartOfItsCategories) {
  const Case rows({{0.5, 3.}, {2., 0.5}});
  const auto profile = weigh(rows.methods, rows.methods.methods[0].nw_sets[0],
                             {rows.categories[0]}, {{4., {}}});

  EXPECT_EQ(profile.categories[0].weighted, 24.);
  EXPECT_FALSE(profile.single_score);
  ASSERT_EQ(profile.findings.size(), 1U);
  EXPECT_EQ(profile.findings.items()[0].kind, "partial_single_score");
}

TEST(Weigh, RefusesScoresThatAreNotOnePerCategory) {
  const Case rows({{0.5, 3.}});
  EXPECT_THROW((void)weigh(rows.methods, rows.methods.methods[0].nw_sets[0],
                           rows.categories, {{4., {}}}),
               ShapeError);
}

TEST(Weigh, GivesExactlyOneForAProfileThatIsItsReference) {
  const Case rows({{4., 0.25}, {6., 0.75}});

  EXPECT_EQ(rows.weighed().single_score, 1.);
}

}  // namespace
