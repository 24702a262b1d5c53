#include "lichen/model/method_check.hpp"

#include <gtest/gtest.h>

namespace {

using namespace lichen;

/// One category over one flow counted in kg (unit 0) and t (unit 1), with these factors.
Database with_factors(std::vector<Factor> factors) {
  Database database;
  database.unit_groups.resize(1);
  database.units = {{.group = UnitGroupIndex{0U}, .factor = 1.},
                    {.group = UnitGroupIndex{0U}, .factor = 1000.}};
  database.flows.push_back({.reference_unit = UnitIndex{0U}});
  database.categories.push_back(
      {.factor_count = static_cast<std::uint32_t>(factors.size())});
  database.factors = std::move(factors);
  return database;
}

Factor factor(double value, std::size_t unit = 0, LocationIndex location = {}) {
  return {.value = value,
          .flow = FlowIndex{0U},
          .unit = UnitIndex{unit},
          .location = location};
}

std::string kinds(const Findings& findings) {
  std::string kinds;
  for (const auto& finding : findings.items()) kinds += finding.kind + " ";
  return kinds;
}

TEST(CheckMethods, TellsConflictsFromRepetitions) {
  EXPECT_EQ(kinds(check_methods(with_factors({factor(1.), factor(2.)}))),
            "conflicting_factors ");
  EXPECT_EQ(kinds(check_methods(with_factors({factor(1.), factor(1.)}))),
            "repeated_factors ");
  EXPECT_EQ(kinds(check_methods(with_factors({factor(1.)}))), "");
}

TEST(CheckMethods, ComparesPerReferenceUnit) {
  // 1 per kg is 1000 per t.
  EXPECT_EQ(kinds(check_methods(with_factors({factor(1.), factor(1000., 1)}))),
            "repeated_factors ");
  EXPECT_EQ(kinds(check_methods(with_factors({factor(1.), factor(1., 1)}))),
            "conflicting_factors ");
}

TEST(CheckMethods, LetsPlacesDiffer) {
  EXPECT_EQ(
      kinds(check_methods(with_factors({factor(1.), factor(2., 0, LocationIndex{0U})}))),
      "");
}

}  // namespace
