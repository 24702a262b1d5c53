// EcoSpold 1 of others: what is in their files, and what cannot be linked.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/system.hpp"
#include "support/data.hpp"
#include "support/finding_of.hpp"

namespace {

using namespace lichen;
using lichen::test::data;
using lichen::test::finding_of;

TEST(EcoSpold1Reference, ReadsAReleaseOfOneLargeFile) {
  LICHEN_NEEDS_DATA("uslci-releases");
  const Database database =
      io::read(data("uslci-releases/downloads/uslci_fy20_q2_01_olca1_10_3_ecospold2.zip")
                   .string());
  // data/README.md: 631 data sets, 37,352 exchanges; two fixed counts of the file itself:
  // 5,136 + 334 + 24 uncertain exchanges, 95 data sets with several products.
  EXPECT_EQ(database.source.format, "EcoSpold 1");
  EXPECT_EQ(database.activities.size(), 631U);
  const Finding* added = finding_of(database, "reference_added");
  const auto extra = static_cast<std::size_t>(added == nullptr ? 0 : added->count);
  EXPECT_EQ(database.exchanges.size(), 37'352U + extra);
  EXPECT_EQ(database.distributions.size(), 5'136U + 334U + 24U);
  EXPECT_TRUE(database.allocation_factors.empty());
  int several = 0;
  for (const Activity& activity : database.activities) {
    const auto rows = database.exchanges_of(activity);
    several += std::count_if(rows.begin(), rows.end(), [&](const Exchange& row) {
                 return row.role == ExchangeRole::reference_product ||
                        row.role == ExchangeRole::by_product;
               }) > 1;
  }
  EXPECT_EQ(several, 95);
  // 403 different combinations of what makes an id; the other 228 data sets are told.
  EXPECT_EQ(std::count_if(
                database.findings.items().begin(), database.findings.items().end(),
                [](const Finding& finding) { return finding.kind == "id_collision"; }),
            631 - 403);
}

TEST(EcoSpold1Reference, StopsAtProductsWithoutAllocation) {
  LICHEN_NEEDS_DATA("uslci-releases");
  const System system = link(
      io::read(data("uslci-releases/downloads/uslci_fy20_q2_01_olca1_10_3_ecospold2.zip")
                   .string()));
  const auto& findings = system.assembly().findings;
  const auto has = [&](const char* kind) {
    return finding_of(findings, kind) != nullptr;
  };
  EXPECT_TRUE(has("no_allocation"));
  EXPECT_TRUE(has("missing_provider"));
}

TEST(EcoSpold1Reference, ReadsEcoinvent2DataSets) {
  LICHEN_NEEDS_DATA("ecospolder-fixtures");
  const Database database =
      io::read(data("ecospolder-fixtures/fixtures/ecospold1").string());
  ASSERT_EQ(database.activities.size(), 5U);
  const auto found = std::find_if(
      database.activities.begin(), database.activities.end(), [&](const Activity& row) {
        return database.text(row.name) == "label housing system, pig";
      });
  ASSERT_NE(found, database.activities.end());
  EXPECT_TRUE(found->infrastructure);
  EXPECT_EQ(database.text(found->category), "agricultural means of production/buildings");
  EXPECT_EQ(database.text(found->start_date), "1994");
  EXPECT_EQ(database.text(database.locations[found->location.at()].code), "CH");
  for (const Finding& finding : database.findings.items()) {
    EXPECT_NE(finding.severity, Severity::error) << finding.kind << finding.message;
  }
}

TEST(EcoSpold1Reference, ReadsTheExamplesOfOthers) {
  LICHEN_NEEDS_DATA("olca-modules-fixtures");
  LICHEN_NEEDS_DATA("volca-fixtures");
  LICHEN_NEEDS_DATA("bw2io-fixtures");
  const Database garden = io::read(
      data("olca-modules-fixtures/olca-io/src/test/resources/org/openlca/io/ecospold1")
          .string());
  ASSERT_EQ(garden.exchanges.size(), 2U);
  EXPECT_DOUBLE_EQ(garden.distributions.rows()[0].value.parameters[1], std::sqrt(1.1));
  const System system = link(
      io::read(data("volca-fixtures/test-data/SAMPLE.ecospold1/process1.xml").string()));
  const auto inventory =
      system.inventory({DemandEntry("electricity production, wind")}).inventory;
  ASSERT_EQ(inventory.size(), 1U);
  EXPECT_DOUBLE_EQ(inventory[0].amount, 0.01);
  // The third is not EcoSpold, on purpose: its root is another.
  EXPECT_EQ(io::read(data("bw2io-fixtures/tests/fixtures/ecospold1").string())
                .activities.size(),
            2U);
}

}  // namespace
