// What header-only mode leaves out, it says.
#include <string>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/calc/technosphere.hpp"
#include "support/matrices.hpp"

namespace {

TEST(HeaderOnlyMode, NamesKluWhereItIsAskedFor) {
  try {
    const lichen::Technosphere technosphere(lichen::test::from_rows({{1.}}),
                                            {.solver = lichen::Solver::klu});
    FAIL() << "no NotBuiltError";
  } catch (const lichen::NotBuiltError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("KLU"), std::string::npos) << message;
    EXPECT_NE(message.find("LICHEN_BUILD_COMPILED"), std::string::npos) << message;
  }
}

TEST(HeaderOnlyMode, TakesSparseLuWhereSweepsFailOnALargeLoop) {
  const lichen::Index n = 6000;  // each activity needs 3 of the next one
  std::vector<lichen::test::Entry> entries;
  for (lichen::Index j = 0; j < n; ++j) {
    entries.push_back({j, j, 1.});
    entries.push_back({(j + 1) % n, j, -3.});
  }
  const lichen::Technosphere technosphere(lichen::test::from_entries(n, n, entries));
  const auto scaling = technosphere.solve(lichen::Vector(6000, 1.));
  for (const double s : scaling.values) EXPECT_DOUBLE_EQ(s, -0.5);
  EXPECT_EQ(scaling.report.solver, "components + Eigen SparseLU");
  EXPECT_EQ(scaling.report.notes.size(), 1u);
}

}  // namespace
