#include "lichen/calc/diagnosis.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/technosphere.hpp"
#include "support/data.hpp"
#include "support/matrices.hpp"

namespace {

using lichen::diagnose;
using lichen::Diagnosis;
using lichen::Index;
using lichen::SparseMatrix;
using lichen::test::Entry;
using lichen::test::from_entries;
using lichen::test::from_rows;

using Positions = std::vector<Index>;

TEST(Diagnose, FindsNothingInARegularSystem) {
  const Diagnosis found = diagnose(from_rows({{10., 0.}, {-2., 100.}}));
  EXPECT_TRUE(found.regular());
  EXPECT_TRUE(found.ill_conditioned_activities.empty());
  // By hand: |A|₁ = 100, |A⁻¹|₁ = 0.102.
  EXPECT_NEAR(found.condition, 10.2, 1e-12);
}

TEST(Condition, IsTheNormOfTheMatrixTimesThatOfItsInverse) {
  const lichen::Technosphere loop(from_rows({{1., -0.1}, {-0.25, 1.}}));

  // By hand: the inverse is {{1, 0.1}, {0.25, 1}} / 0.975; largest sums of columns.
  EXPECT_DOUBLE_EQ(lichen::condition(loop), 1.25 * 1.25 / 0.975);
}

TEST(Diagnose, NamesProductsOfAMatrixWithMoreProductsThanActivities) {
  const Diagnosis found = diagnose(from_rows({{1., 0.}, {-1., 1.}, {0., -3.}}));
  EXPECT_EQ(found.products_without_producer, (Positions{2}));
  EXPECT_TRUE(found.activities_without_product.empty());
  // Any of the three could be the one that is left over.
  EXPECT_EQ(found.contested_products, (Positions{0, 1, 2}));
  EXPECT_TRUE(std::isinf(found.condition));
}

TEST(Diagnose, NamesActivitiesOfAMatrixWithMoreActivitiesThanProducts) {
  const Diagnosis found = diagnose(from_rows({{1., 0., 1.}, {-1., 1., 0.}}));
  EXPECT_TRUE(found.products_without_producer.empty());
  EXPECT_EQ(found.activities_without_product, (Positions{2}));
  EXPECT_FALSE(found.regular());
}

TEST(Diagnose, NamesEmptyRowsAndColumns) {
  const Diagnosis found =
      diagnose(from_rows({{1., 0., 0.}, {-1., 0., 1.}, {0., 0., 0.}}));
  EXPECT_EQ(found.products_without_producer, (Positions{2}));
  EXPECT_EQ(found.activities_without_product, (Positions{1}));
  EXPECT_EQ(found.contested_products, (Positions{2}));
  EXPECT_EQ(found.contested_activities, (Positions{1}));
}

TEST(Diagnose, TakesAStoredZeroForNothing) {
  SparseMatrix a = from_rows({{1., 0.}, {-1., 5.}});
  a.coeffRef(1, 1) = 0.;
  const Diagnosis found = diagnose(a);
  EXPECT_EQ(found.products_without_producer, (Positions{1}));
  EXPECT_EQ(found.activities_without_product, (Positions{1}));
}

TEST(Diagnose, NamesALoopThatUsesAllItMakes) {
  for (const auto& a :
       {from_rows({{1., -2.}, {-1., 2.}}),     // openLCA MatrixException
        from_rows({{1., -1.}, {-1., 1.}})}) {  // each needs 1 of the other
    const Diagnosis found = diagnose(a);
    EXPECT_EQ(found.self_eating_loops, (std::vector<Positions>{{0, 1}}));
    EXPECT_TRUE(std::isinf(found.condition));
  }
}

TEST(Diagnose, NamesEachLoopOnItsOwn) {
  const Diagnosis found = diagnose(from_rows(
      {{1., -1., 0., 0.}, {-1., 1., -1., 0.}, {0., 0., 2., -4.}, {0., 0., -1., 2.}}));
  EXPECT_EQ(found.self_eating_loops, (std::vector<Positions>{{0, 1}, {2, 3}}));
}

TEST(Diagnose, NamesOnlyThoseWhoCanRunForNothing) {
  // One component of four. Run once each, 0 and 1 use up what they make: A (1, 1, 0, 0)
  // is zero, as 2 gets from 0 what it gives to 1.
  const Diagnosis found = diagnose(from_rows(
      {{1., -1., 0., 0.}, {-1., 1., 0., -2.}, {0., 0., 1., -1.}, {-3., 3., -1., 1.5}}));
  EXPECT_EQ(found.self_eating_loops, (std::vector<Positions>{{0, 1}}));
}

TEST(Diagnose, WarnsOfALoopThatReturnsNearlyAll) {
  const Diagnosis found =
      diagnose(from_rows({{1., 0., 0.}, {0., 1., -1e3}, {0., -(1e-3 - 1e-12), 1.}}));
  EXPECT_TRUE(found.regular());
  ASSERT_EQ(found.ill_conditioned_activities.size(), 1u);
  EXPECT_GE(found.ill_conditioned_activities[0], 1);
  EXPECT_GT(found.condition, 1e9);
}

TEST(Diagnose, DoesNotBlameUnits) {
  // The same activities in grams and megatonnes: a huge condition, and nobody's fault.
  const Diagnosis found = diagnose(from_rows({{1e9, -1e-3}, {-1e8, 1.}}));
  EXPECT_TRUE(found.regular());
  EXPECT_TRUE(found.ill_conditioned_activities.empty());
  EXPECT_GT(found.condition, 1e8);
}

TEST(Diagnose, FindsEightMissingProductsAmongMany) {
  // As USLCI FY20: 830 activities, 8 of them without the product of their number.
  const Index n = 830;
  std::vector<Entry> entries;
  Positions expected;
  for (Index j = 0; j < n; ++j) {
    if (j % 100 == 50 && expected.size() < 8) {
      expected.push_back(j);
    } else {
      entries.push_back({j, j, 1.});
    }
    if (j > 0) entries.push_back({j - 1, j, -0.1});
  }
  const SparseMatrix a = from_entries(n, n, entries);
  const Diagnosis found = diagnose(a);
  EXPECT_TRUE(std::includes(found.products_without_producer.begin(),
                            found.products_without_producer.end(), expected.begin(),
                            expected.end()));
  EXPECT_TRUE(std::includes(found.activities_without_product.begin(),
                            found.activities_without_product.end(), expected.begin(),
                            expected.end()));
  EXPECT_LE(found.products_without_producer.size(), 9u);
  EXPECT_THROW(lichen::Technosphere{a}, lichen::SingularError);
}

TEST(Diagnose, KnowsTheConditionOfRealMatrices) {
  LICHEN_NEEDS_DATA("matrices");
  EXPECT_NEAR(diagnose(lichen::test::open_matrix("wiod-2008.I-A.A")).condition, 6.94,
              0.005);
}

TEST(Diagnose, EstimatesTheConditionOfForwastFromBelow) {
  LICHEN_NEEDS_DATA("matrices");
  const SparseMatrix a = lichen::test::open_matrix("forwast.A");
  const lichen::Technosphere technosphere(a, {.solver = lichen::Solver::dense});
  double inverse_norm = 0.;
  for (Index j = 0; j < technosphere.size(); ++j) {
    double sum = 0.;
    for (const double x :
         technosphere.solve(lichen::test::unit(technosphere.size(), j)).values) {
      sum += std::abs(x);
    }
    inverse_norm = std::max(inverse_norm, sum);
  }
  double norm = 0.;
  for (Index j = 0; j < technosphere.size(); ++j) {
    norm = std::max(norm, a.col(j).cwiseAbs().sum());
  }
  const Diagnosis found = diagnose(a);
  EXPECT_TRUE(found.regular());
  EXPECT_TRUE(found.ill_conditioned_activities.empty());  // the units of one column
  EXPECT_GT(found.condition, 1e25);
  EXPECT_LE(found.condition, norm * inverse_norm * (1. + 1e-9));
  EXPECT_GE(found.condition, norm * inverse_norm / 3.);
}

TEST(Diagnose, HasNothingToSayAboutAnEmptyMatrix) {
  EXPECT_TRUE(diagnose(SparseMatrix(0, 0)).regular());
}

}  // namespace
