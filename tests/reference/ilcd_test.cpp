// ILCD of others: what is in their files.

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "lichen/io/read.hpp"
#include "support/data.hpp"
#include "support/finding_of.hpp"

namespace {

using namespace lichen;
using lichen::test::data;
using lichen::test::finding_of;

Database of(const char* path) { return io::read(data(path).string()); }

std::int64_t not_kept(const Database& database, const std::string& field) {
  for (const Finding& finding : database.findings.items()) {
    if (finding.kind == "not_kept" && finding.field == field) return finding.count;
  }
  return 0;
}

double sum_of(const Database& database, Direction direction) {
  double sum = 0.;
  for (const Exchange& row : database.exchanges) {
    if (row.direction == direction) sum += row.amount;
  }
  return sum;
}

TEST(IlcdReference, ReadsAProcessOfTheElcd) {
  LICHEN_NEEDS_DATA("msrocka-ilcd-fixtures");
  const Database database = of("msrocka-ilcd-fixtures/sample_data/process.xml");
  // Counted and added up with Python's ElementTree: 421 outputs, 93 inputs.
  ASSERT_EQ(database.exchanges.size(), 514U);
  EXPECT_NEAR(sum_of(database, Direction::output), 506.6967102799711, 1e-9);
  EXPECT_NEAR(sum_of(database, Direction::input), 491.978166489644, 1e-9);
  const Activity& activity = database.activities.at(0);
  EXPECT_EQ(
      database.text(activity.name),
      "Electricity grid mix 1kV-60kV; AC; consumption mix, at consumer; 1kV - 60kV");
  EXPECT_EQ(activity.type, ActivityType::lci_result);
  const Exchange& reference = database.exchanges[activity.reference.at()];
  EXPECT_EQ(reference.amount, 3.6);
  EXPECT_EQ(to_string(database.flows[reference.flow.at()].id),
            "890a70b7-b677-4e2a-8a1b-7d017e0a10ae");
  EXPECT_EQ(database.text(database.locations[activity.location.at()].code), "BE");
  EXPECT_EQ(database.parameters.size(), 1U);
}

TEST(IlcdReference, ReadsAPackageOfOneFileOfEachKind) {
  LICHEN_NEEDS_DATA("msrocka-ilcd-fixtures");
  const Database database = of("msrocka-ilcd-fixtures/sample_data");
  ASSERT_EQ(database.categories.size(), 1U);
  // The method belongs to two methodologies.
  ASSERT_EQ(database.methods.size(), 2U);
  EXPECT_EQ(database.text(database.methods[0].name), "ILCD2011");
  EXPECT_EQ(database.text(database.methods[1].name), "ReCiPe2008");
  double sum = 0.;
  for (const Factor& factor : database.factors) sum += factor.value;
  EXPECT_EQ(database.factors.size(), 9U);
  EXPECT_NEAR(sum, 2.211e-07, 1e-15);
  EXPECT_EQ(database.units.size(), 11U);
  EXPECT_EQ(not_kept(database, "sourceDataSet"), 1);
  EXPECT_EQ(not_kept(database, "contactDataSet"), 1);
}

TEST(IlcdReference, ReadsTheReferenceUnitsOfIlcd) {
  LICHEN_NEEDS_DATA("olca-ilcd-fixtures");
  const Database database =
      of("olca-ilcd-fixtures/src/main/resources/org/openlca/ilcd/io/ilcd_folder.zip");
  EXPECT_EQ(database.unit_groups.size(), 15U);
  EXPECT_EQ(database.flow_properties.size(), 18U);
  EXPECT_EQ(database.units.size(), 117U);
  for (const UnitGroup& group : database.unit_groups) {
    ASSERT_TRUE(group.reference) << database.text(group.name);
    EXPECT_EQ(database.units[group.reference.at()].factor, 1.);
  }
}

TEST(IlcdReference, ReadsEpdPackagesAndTellsTheirModules) {
  LICHEN_NEEDS_DATA("epd-ilcd-zips");
  struct Case {
    const char* file;
    std::int64_t amounts;
  };
  for (const Case& known :
       {Case{"epd-ilcd-zips/src/test_data/environdec_with_dependencies.zip", 375},
        Case{"epd-ilcd-zips/src/test_data/oekobau_with_dependencies.zip", 325}}) {
    const Database database = of(known.file);
    ASSERT_EQ(database.activities.size(), 1U) << known.file;
    // 19 exchanges, 18 of them reminder flows; 7 results; amounts of both by module.
    EXPECT_EQ(database.exchanges.size(), 1U);
    EXPECT_EQ(finding_of(database, "reminder_flow")->count, 18);
    EXPECT_EQ(not_kept(database, "LCIAResults"), 7);
    EXPECT_EQ(finding_of(database, "module_amounts")->count, known.amounts);
    EXPECT_EQ(database.flows.size(), 19U);
    EXPECT_TRUE(database.activities[0].reference);
  }
}

TEST(IlcdReference, ReadsTheSamplesOfAPeer) {
  LICHEN_NEEDS_DATA("volca-fixtures");
  const Database database = of("volca-fixtures/test-data/SAMPLE.ilcd");
  const auto amount = [&](const char* id, std::size_t exchange) {
    for (const Activity& activity : database.activities) {
      if (to_string(activity.id) == id) {
        return database.exchanges_of(activity)[exchange].amount;
      }
    }
    return 0.;
  };
  ASSERT_EQ(database.activities.size(), 3U);
  EXPECT_EQ(amount("aaaaaaaa-0000-0000-0000-000000000005", 1), 2.5);
  // resultingAmount is missing: the mean amount counts
  EXPECT_EQ(amount("55555555-1234-1234-1234-123456789abc", 0), 42.);
  const Activity& coal = database.activities[0];
  EXPECT_EQ(database.text(coal.name), "Coal extraction");
  EXPECT_EQ(database.text(coal.category), "Energy/Hard coal");
  EXPECT_EQ(database.text(database.locations[coal.location.at()].code), "GLO");
}

TEST(IlcdReference, ReadsAllSamplesOfOpenLca) {
  LICHEN_NEEDS_DATA("olca-ilcd-fixtures");
  const Database database = of("olca-ilcd-fixtures/src/test/resources/org/openlca/ilcd");
  // process.xml has 163 exchanges; the schema's sample process names two variables.
  const auto polymer =
      std::find_if(database.activities.begin(), database.activities.end(),
                   [](const Activity& row) { return row.exchange_count == 163; });
  EXPECT_NE(polymer, database.activities.end());
  EXPECT_EQ(database.parameters.size(), 2U);
  EXPECT_EQ(not_kept(database, "CategorySystem"), 2);
  // the sample of a life cycle model comes without its processes
  EXPECT_NE(finding_of(database, "absent_activity"), nullptr);
}

}  // namespace
