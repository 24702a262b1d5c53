// Cases that books and other engines publish as matrices, on every solver.
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/prepared_scores.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "support/matrices.hpp"

namespace {

using lichen::Assessment;
using lichen::Index;
using lichen::PreparedScores;
using lichen::Solver;
using lichen::SparseMatrix;
using lichen::Technosphere;
using lichen::Vector;
using lichen::test::from_rows;
using lichen::test::unit;

/// Asserts that two vectors agree to a relative tolerance of their largest entry.
void expect_near(const Vector& found, const Vector& expected, double tolerance = 1e-12) {
  ASSERT_EQ(found.size(), expected.size());
  double largest = 0.;
  for (const double value : expected) largest = std::max(largest, std::abs(value));
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], expected[i], tolerance * largest) << "entry " << i;
  }
}

Vector values(const Assessment& assessment) {
  Vector h;
  for (const auto& score : assessment.scores) h.push_back(score.value);
  return h;
}

SparseMatrix identity(Index n) {
  SparseMatrix one(n, n);
  one.setIdentity();
  return one;
}

class MatrixCase : public testing::TestWithParam<Solver> {
 protected:
  [[nodiscard]] Technosphere technosphere(const SparseMatrix& a) const {
    return Technosphere(a, {.solver = GetParam()});
  }
  [[nodiscard]] Assessment answer(const SparseMatrix& a, const SparseMatrix& b,
                                  const SparseMatrix& c, const Vector& f) const {
    return assess(technosphere(a), b, c, f);
  }
  [[nodiscard]] Vector inventory(const SparseMatrix& a, const SparseMatrix& b,
                                 const Vector& f) const {
    return answer(a, b, identity(static_cast<Index>(b.rows())), f).inventory;
  }
};

TEST_P(MatrixCase, HeijungsAndSuh2002Chapter2) {
  const SparseMatrix a = from_rows({{10., 0.}, {-2., 100.}});
  const SparseMatrix b = from_rows({{1., 10.}, {.1, 2.}, {0., -50.}});
  const auto found = answer(a, b, from_rows({{1., 2., 0.}}), {1000., 0.});
  expect_near(found.scaling.values, {100., 2.}, 1e-15);
  expect_near(found.inventory, {120., 14., -100.}, 1e-15);
  expect_near(values(found), {148.}, 1e-15);
  // Standards note 8.1: prices of CO2 and SO2, and 8.10: A21 -2 -> -2.2 gives 122.
  const PreparedScores prices(technosphere(a), b,
                              from_rows({{1., 0., 0.}, {0., 1., 0.}}));
  expect_near(prices.prices(0), {0.12, 0.10});
  expect_near(prices.prices(1), {0.014, 0.02});
  const auto changed = answer(from_rows({{10., 0.}, {-2.2, 100.}}), b,
                              from_rows({{1., 0., 0.}}), {1000., 0.});
  expect_near(values(changed), {122.}, 1e-15);
}

TEST_P(MatrixCase, MillerAndBlair2009) {
  const SparseMatrix a = from_rows({{1. - .15, -.25}, {-.2, 1. - .05}});
  const Technosphere system = technosphere(a);
  expect_near(system.solve(Vector{1., 0.}).values, {1.25412541, .2640264}, 1e-8);
  expect_near(system.solve(Vector{0., 1.}).values, {.330033, 1.12211221}, 1e-8);
  expect_near(system.solve(Vector{600., 1500.}).values, {1247.525, 1841.584}, 1e-6);
  expect_near(system.solve(Vector{350., 1700.}).values, {1000., 2000.}, 1e-15);
}

TEST_P(MatrixCase, OpenLcaM1FullResult) {
  const SparseMatrix a = from_rows({{1., -.5}, {-1., 1.}});
  const SparseMatrix b = from_rows({{1., 2.}, {-3., -3.}});
  const SparseMatrix c = from_rows({{1., 0.}, {0., -1.}, {2., -.5}});
  const auto found = answer(a, b, c, {.5, 0.});
  expect_near(found.scaling.values, {1., 1.});
  expect_near(found.inventory, {3., -6.});
  expect_near(values(found), {3., 6., 9.});
  expect_near(contributions_by_activity(found, 0), {1., 2.});
  expect_near(contributions_by_activity(found, 1), {3., 3.});
  expect_near(contributions_by_activity(found, 2), {3.5, 5.5});
  expect_near(contributions_by_flow(found, c, 2), {6., 3.});
  const Technosphere system = technosphere(a);
  expect_near(system.solve(Vector{1., 0.}).values, {2., 2.});
  expect_near(system.solve(Vector{0., 1.}).values, {1., 2.});
  const double n[3][2] = {{6., 5.}, {12., 9.}, {18., 14.5}};
  const PreparedScores prices(system, b, c);
  for (Index k = 0; k < 3; ++k) {
    expect_near(prices.prices(k), {n[k][0], n[k][1]});
  }
}

TEST_P(MatrixCase, OpenLcaM2Loop) {
  const auto found = answer(from_rows({{.9, -.1}, {-.6, .8}}), from_rows({{0., 3.}}),
                            identity(1), {1., 0.});
  expect_near(found.scaling.values, {80. / 66., 60. / 66.});
  expect_near(found.inventory, {180. / 66.});
  expect_near(found.adjoints[0], {2.7272727272727273, 4.0909090909090909});
}

TEST_P(MatrixCase, OpenLcaM3Sankey) {
  const auto found = answer(from_rows({{1., 0., 0.}, {-1., 1., -.1}, {0., -2., 1.}}),
                            from_rows({{1., 2., 3.}}), identity(1), {1., 0., 0.});
  expect_near(contributions_by_activity(found, 0), {1., 2.5, 7.5});
  // Upstream totals: price times what runs, 11, 10, 8 (loop of 1 and 2 counted once).
  expect_near(values(found), {11.});
}

TEST_P(MatrixCase, OpenLcaM3bChainOf15000) {
  // 15,000² dense numbers would be 1.8 GB.
  const Index n = GetParam() == Solver::dense ? 1000 : 15000;
  std::vector<lichen::test::Entry> entries;
  std::vector<lichen::test::Entry> emissions;
  for (Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    emissions.push_back({0, j, 1.});
    if (j + 1 < n) entries.push_back({j + 1, j, -1.});
  }
  const auto found =
      answer(lichen::test::from_entries(n, n, entries),
             lichen::test::from_entries(1, n, emissions), identity(1), unit(n, 0));
  EXPECT_EQ(found.scores[0].value, n);
}

TEST_P(MatrixCase, OpenLcaM4AndM5Aggregation) {
  expect_near(
      inventory(from_rows({{2., -5., 0., 0., 0.},
                           {0., 1., -2., 0., 0.},
                           {0., 0., 1., 0., -6.},
                           {0., 0., -1., 4., 0.},
                           {0., 0., 0., 0., 1.}}),
                from_rows({{3., 2., 1., 1., 3.}, {1., 2., 2., 1., 1.}}), unit(5, 4)),
      {124.5, 68.5});
  expect_near(inventory(from_rows({{4., -2., 0., 0.},
                                   {0., 1., -.1, -2.},
                                   {0., -1., 2., 0.},
                                   {0., 0., 0., 1.}}),
                        from_rows({{2., 3., 2., 1.}, {3., 1., 2., 1.}}), unit(4, 3)),
              {11.526315789473684, 8.368421052631579});
}

TEST_P(MatrixCase, OpenLcaM6Demands) {
  const Technosphere system =
      technosphere(from_rows({{1., 0., 0.}, {-1., 1., 0.}, {0., -1., 1.}}));
  const SparseMatrix b = from_rows({{1., 1., 1.}});
  const double expected[] = {6., 4., 2.};
  for (Index i = 0; i < 3; ++i) {
    EXPECT_DOUBLE_EQ(assess(system, b, identity(1), unit(3, i, 2.)).scores[0].value,
                     expected[i]);
  }
}

TEST_P(MatrixCase, OpenLcaM7SelfLoop) {
  // Products p1, p2; f1 is an input (negative), f2 an output.
  const auto found = answer(from_rows({{1., -.5}, {-1., 1.}}),
                            from_rows({{-1., -2.}, {2., 1.}}), identity(2), {2., 0.});
  expect_near(found.scaling.values, {4., 4.});
  expect_near(contributions_by_activity(found, 0), {-4., -8.});
  expect_near(contributions_by_activity(found, 1), {8., 4.});
  expect_near(found.inventory, {-12., 12.});
}

TEST_P(MatrixCase, OpenLcaM9Tree) {
  const auto found = answer(from_rows({{1., 0., 0.}, {-1., 1., 0.}, {-1., 0., 1.}}),
                            from_rows({{0., .5, .5}}), identity(1), unit(3, 0));
  expect_near(values(found), {1.});
  expect_near(contributions_by_activity(found, 0), {0., .5, .5});
}

TEST_P(MatrixCase, OpenLcaM10WasteColumn) {
  const SparseMatrix a = from_rows({{1., -.5}, {1., -1.}});
  const Technosphere system = technosphere(a);
  expect_near(system.solve(Vector{1., 0.}).values, {2., 2.});
  expect_near(system.solve(Vector{0., 1.}).values, {-1., -2.});
  const PreparedScores prices(system, from_rows({{2., 4.}}), identity(1));
  expect_near(prices.prices(0), {12., -10.});
}

TEST_P(MatrixCase, OpenLcaM11SingularAndNotSquare) {
  EXPECT_THROW(technosphere(from_rows({{1., 0., -1.}, {0., 1., 0.}})),
               lichen::ShapeError);
  EXPECT_THROW(technosphere(from_rows({{1., -2.}, {-1., 2.}})), lichen::SingularError);
  EXPECT_THROW(technosphere(from_rows({{1., -1.}, {-1., 1.}})), lichen::SingularError);
}

TEST_P(MatrixCase, OpenLcaM12UmfpackExample) {
  const SparseMatrix a = from_rows({{2., 3., 0., 0., 0.},
                                    {3., 0., 4., 0., 6.},
                                    {0., -1., -3., 2., 0.},
                                    {0., 0., 1., 0., 0.},
                                    {0., 4., 2., 0., 1.}});
  expect_near(technosphere(a).solve(Vector{8., 45., -3., 3., 19.}).values,
              {1., 2., 3., 4., 5.});
}

TEST_P(MatrixCase, OpenLcaM13AndM14Foregrounds) {
  // M13: two units that need 0.5 of the second product each, from a library of three.
  expect_near(
      inventory(from_rows({{1., -.1, 0., 0.},
                           {-.5, 1., -.2, -.5},
                           {0., -.7, 1., 0.},
                           {0., 0., 0., 1.}}),
                from_rows({{-3., -4., -7., 0.}, {9., 2., 3., 0.}}), unit(4, 3, 2.)),
      {-11.358024691358025, 6.172839506172839}, 1e-14);
  const auto m14 = answer(from_rows({{1., 0.}, {-1., 1.}}), from_rows({{1., 1.}}),
                          from_rows({{.5}}), {1., 0.});
  expect_near(m14.scaling.values, {1., 1.});
  expect_near(m14.inventory, {2.});
  expect_near(contributions_by_activity(m14, 0), {.5, .5});
}

TEST_P(MatrixCase, OpenLcaM15AndM16Costs) {
  const auto m15 = answer(from_rows({{1., -.1, 0.}, {-2., 1., 0.}, {1., 0., -1.}}),
                          from_rows({{-2., -1., -1.}}), identity(1), unit(3, 0));
  expect_near(m15.scaling.values, {1.25, 2.5, 1.25});
  expect_near(values(m15), {-6.25});
  expect_near(m15.adjoints[0], {-6.25, -1.625, 1.});
  const auto m16 = answer(from_rows({{.9, -.7}, {-.2, .8}}), from_rows({{1.6, -6.4}}),
                          identity(1), {0., 1.});
  expect_near(values(m16), {-8.});
  expect_near(contributions_by_activity(m16, 0), {56. / 29., -288. / 29.});
}

TEST_P(MatrixCase, SubstitutionOfHeat) {
  // Standards note 8.3: the heat of a cogeneration plant saves a boiler.
  const auto found = answer(from_rows({{10., 0., 0.}, {-2., 100., -5.}, {18., 0., 90.}}),
                            from_rows({{1., 10., 3.}}), identity(1), {1000., 0., 0.});
  expect_near(found.scaling.values, {100., 1., -20.});
  expect_near(values(found), {50.});
}

TEST_P(MatrixCase, TiangongService) {
  const auto found = answer(from_rows({{1., -.5}, {-.25, 1.}}), from_rows({{2., 3.}}),
                            from_rows({{.1}}), {1., 2.});
  expect_near(found.scaling.values, {16. / 7., 18. / 7.});
  expect_near(found.inventory, {86. / 7.});
  expect_near(values(found), {8.6 / 7.});
  expect_near(technosphere(from_rows({{4., 1.}, {2., 3.}})).solve(Vector{1., 1.}).values,
              {.2, .2});
}

TEST_P(MatrixCase, LcaRsBike) {
  const SparseMatrix a = from_rows({{1., 0., 0.}, {-2.5, 1., 0.}, {0., -237., 1.}});
  expect_near(inventory(a, from_rows({{0., 26.6, 0.}}), unit(3, 0)), {66.5});
}

TEST_P(MatrixCase, PyMlcaSandwich) {
  const SparseMatrix a = from_rows(
      {{1., -1., -.01, 0.}, {0., 1., 0., -1.}, {-50., -1., 1., 0.}, {0., 0., 0., 1.}});
  expect_near(technosphere(a).solve(unit(4, 3, .1)).values, {.202, .1, 10.2, .1});
}

TEST_P(MatrixCase, PymrioTwoRegions) {
  const double z[6][6] = {{10, 5, 1, 6, 5, 7},  {0, 2, 0, 0, 5, 3},
                          {10, 3, 20, 4, 2, 0}, {5, 0, 0, 1, 10, 9},
                          {0, 10, 1, 0, 20, 1}, {5, 0, 0, 1, 10, 10}};
  const Vector x{51, 15, 58, 50, 52, 39};
  const double flows[2][6] = {{20, 1, 42, 4, 20, 5}, {5, 4, 11, 8, 2, 10}};
  std::vector<lichen::test::Entry> a;
  std::vector<lichen::test::Entry> b;
  for (Index j = 0; j < 6; ++j) {
    const double output = x[static_cast<std::size_t>(j)];
    for (Index i = 0; i < 6; ++i) a.push_back({i, j, (i == j) - z[i][j] / output});
    for (Index k = 0; k < 2; ++k) b.push_back({k, j, flows[k][j] / output});
  }
  const Technosphere system = technosphere(lichen::test::from_entries(6, 6, a));
  const PreparedScores m(system, lichen::test::from_entries(2, 6, b), identity(2));
  expect_near(m.prices(0),
              {.89663832, 1.79654749, 1.16667966, .30131247, 1.43718868, .71776247},
              1e-8);
  expect_near(m.prices(1),
              {.30046205, .90523877, .311411, .23778766, .53315607, .60317916}, 1e-8);
  Vector first_row;
  for (Index j = 0; j < 6; ++j) first_row.push_back(system.solve(unit(6, j)).values[0]);
  expect_near(first_row,
              {1.33871463, .96897625, .05036623, .1782096, .57520194, .49851791}, 1e-8);
}

TEST_P(MatrixCase, MultiLcaWhoseDiagonalIsNotTheProduction) {
  const SparseMatrix a = from_rows({{-.2, -.5, 1., -.1, 0., -.1},
                                    {1., 0., 0., -.2, -.1, 0.},
                                    {-.5, 1., 0., 0., 0., -.2},
                                    {0., 0., 0., -.4, 1., 0.},
                                    {0., 0., 0., 1., 0., 0.},
                                    {0., 0., 0., 0., 0., 1.}});
  const SparseMatrix b = from_rows({{2., 4., 8., 1., 2., 1.},
                                    {1., 2., 3., 0., 0., 0.},
                                    {0., 0., 0., 0., 1., 2.},
                                    {0., 0., 0., 0., 0., 3.}});
  const SparseMatrix c = from_rows({{1., 1., 1., 1.}, {0., 10., 0., 10.}});
  const Technosphere system = technosphere(a);
  const auto gamma = assess(system, b, c, unit(6, 0));
  expect_near(gamma.scaling.values, {0., 0., 1., 0., 0., 0.});
  expect_near(values(gamma), {11., 30.});
  const auto epsilon = assess(system, b, c, unit(6, 3, 2.));
  expect_near(epsilon.scaling.values, {.2, .1, .09, 0., 2., 0.});
  expect_near(values(epsilon), {8.19, 6.7});
  const auto zeta = assess(system, b, c, unit(6, 5, 3.));
  expect_near(zeta.scaling.values, {0., .6, .6, 0., 0., 3.});
  expect_near(values(zeta), {28.2, 120.});
}

TEST_P(MatrixCase, StructuralPathExample) {
  // Standards note 8.9: T, q and y = e3.
  const SparseMatrix a = from_rows({{.9, -.2, 0.}, {-.3, .9, -.1}, {0., -.4, .8}});
  const auto found = answer(a, from_rows({{.5, 2., 1.}}), identity(1), unit(3, 2));
  expect_near(found.scaling.values, {0.03546099, 0.15957447, 1.32978723}, 1e-8);
  expect_near(found.adjoints[0], {5. / 3., 10. / 3., 5. / 3.});
  expect_near(values(found), {5. / 3.});
}

TEST_P(MatrixCase, TieredHybrid) {
  // Standards note 8.10: fuel also buys 5 EUR per 100 l from a sector with a = 0.2.
  const SparseMatrix a = from_rows({{10., 0., 0.}, {-2., 100., 0.}, {0., -5., .8}});
  expect_near(inventory(a, from_rows({{1., 10., .5}}), {1000., 0., 0.}), {126.25});
}

INSTANTIATE_TEST_SUITE_P(Solvers, MatrixCase,
                         testing::ValuesIn(lichen::test::all_solvers()),
                         [](const auto& test) {
                           return lichen::test::name_of(test.param);
                         });

}  // namespace
