#include "lichen/base/finding.hpp"

#include <gtest/gtest.h>

namespace {

using lichen::Findings;
using lichen::Severity;

TEST(Findings, AreCountedByKindTheGravestFirst) {
  Findings findings;
  findings.add({.kind = "unknown_unit", .severity = Severity::error});
  findings.add({.kind = "blank_name", .severity = Severity::info, .count = 7});
  findings.add({.kind = "unknown_unit", .severity = Severity::error, .count = 2});

  const auto counts = findings.counts();

  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].kind, "unknown_unit");
  EXPECT_EQ(counts[0].findings, 2);
  EXPECT_EQ(counts[0].occurrences, 3);
  EXPECT_EQ(counts[1].kind, "blank_name");
  EXPECT_EQ(counts[1].occurrences, 7);
}

}  // namespace
