// EcoSpold 2 of others: published results, and one release in two formats.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/io/read.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/system.hpp"
#include "support/data.hpp"
#include "support/finding_of.hpp"

namespace {

using namespace lichen;
using lichen::test::data;

/// The inventory of a demand, by the names of flows.
std::map<std::string, double> inventory_of(const System& system,
                                           const DemandEntry& demand) {
  std::map<std::string, double> amounts;
  for (const InventoryRow& row : system.inventory({demand}).inventory) {
    amounts[row.flow] += row.amount;
  }
  return amounts;
}

struct Published {
  const char* folder;  ///< of volca-fixtures/test-data
  const char* demand;
  const char* flow;
  double amount;
};

class VolcaSample : public ::testing::TestWithParam<Published> {};

TEST_P(VolcaSample, HasItsInventory) {
  LICHEN_NEEDS_DATA("volca-fixtures/test-data");
  const Published& wanted = GetParam();
  const auto path = data("volca-fixtures/test-data") / wanted.folder;
  const System system =
      link(io::read(path.string()), {.on_missing_provider = MissingProvider::cut_off});
  const auto inventory = inventory_of(system, DemandEntry(wanted.demand));
  ASSERT_EQ(inventory.count(wanted.flow), 1U);
  EXPECT_NEAR(inventory.at(wanted.flow), wanted.amount, 1e-7 * std::abs(wanted.amount));
}

// openlca-and-others.md 7.3, by hand there; SAMPLE.min per net kilogram.
INSTANTIATE_TEST_SUITE_P(
    Published, VolcaSample,
    ::testing::Values(Published{"SAMPLE.min1", "product Z", "carbon dioxide", 2.5},
                      Published{"SAMPLE.min1", "product Z", "zinc II", 0.001},
                      Published{"SAMPLE.min2", "product X", "carbon dioxide", 1.5},
                      Published{"SAMPLE.min2", "product X", "zinc II", 0.001},
                      Published{"SAMPLE.min3", "product X", "carbon dioxide", 0.96},
                      Published{"SAMPLE.min3", "product X", "zinc II", 0.00072},
                      Published{"SAMPLE.min4", "product X", "carbon dioxide", 0.9836066},
                      Published{"SAMPLE.min4", "product X", "zinc II", 7.377049e-4},
                      Published{"SAMPLE.min", "product A", "Carbon dioxide, fossil",
                                0.284444444},
                      // Per tonne of steel; ore in grams, water in litres.
                      Published{"SAMPLE.min5", "steel", "Carbon dioxide, fossil", 2000.},
                      Published{"SAMPLE.min5", "steel", "Particulates, < 2.5 um", 800.},
                      Published{"SAMPLE.min5", "steel", "Water", 8000.},
                      Published{"SAMPLE.edge", "circular loop A (dependency test)",
                                "Carbon dioxide, fossil", 2.8356164},
                      Published{"SAMPLE.edge", "circular loop B (dependency test)",
                                "Carbon dioxide, fossil", 1.5068493},
                      Published{"SAMPLE.edge", "circular loop C (dependency test)",
                                "Carbon dioxide, fossil", 1.7671233}));

TEST(EcoSpold2Reference, ReadsTheSampleOfOpenLca) {
  LICHEN_NEEDS_DATA("olca-es2-fixtures");
  const Database database = io::read(
      data("olca-es2-fixtures/src/test/resources/spold2/sample_ecospold2.xml").string());
  const auto text = [&](Text handle) { return database.text(handle); };

  ASSERT_EQ(database.activities.size(), 1U);
  EXPECT_EQ(text(database.activities[0].name), "Sample");
  ASSERT_EQ(database.exchanges.size(), 5U);
  EXPECT_EQ(text(*database.exchange_variables.find(ExchangeIndex{std::size_t{0}})), "p");
  EXPECT_EQ(text(*database.exchange_formulas.find(ExchangeIndex{std::size_t{0}})),
            "23 + SUM(8;2)");
  EXPECT_EQ(database.exchanges[0].amount, 33.);
  ASSERT_EQ(database.parameters.size(), 2U);
  EXPECT_EQ(text(database.parameters[0].name), "vehicle_life");
  EXPECT_EQ(database.parameters[0].value, 23.);
  EXPECT_EQ(text(database.parameters[1].name), "allard_mine_area_yearly_growth");
  EXPECT_EQ(database.parameters[1].value, 1.);
  // One of each kind of uncertainty.
  const DistributionType types[] = {
      DistributionType::lognormal, DistributionType::triangular, DistributionType::normal,
      DistributionType::uniform, DistributionType::undefined};
  ASSERT_EQ(database.distributions.size(), std::size(types));
  for (std::size_t i = 0; i < std::size(types); ++i) {
    EXPECT_EQ(database.distributions.rows()[i].value.type, types[i]);
  }
  EXPECT_EQ(database.exchange_properties.size(), 30U);
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '|');) cells.push_back(cell);
  return cells;
}

/// The rows of a table of the ecospold2matrix fixtures: '|' separates, nothing is quoted,
/// the first column has no name.
std::vector<std::map<std::string, std::string>> table(const std::string& name) {
  std::ifstream file(data("es2matrix-fixtures/ecospold2matrix/test_data/" + name));
  std::string line;
  std::getline(file, line);
  const auto columns = cells_of(line);
  std::vector<std::map<std::string, std::string>> rows;
  while (std::getline(file, line)) {
    const auto cells = cells_of(line);
    rows.emplace_back();
    for (std::size_t i = 0; i < std::min(cells.size(), columns.size()); ++i) {
      rows.back()[columns[i]] = cells[i];
    }
  }
  return rows;
}

class Es2Matrix : public ::testing::Test {
 protected:
  void SetUp() override {
    LICHEN_NEEDS_DATA("es2matrix-fixtures");
    database_ = io::read(data("es2matrix-fixtures/ecospold2matrix/test_data").string());
  }

  /// The amount that an activity exchanges of a flow; NaN where there is none.
  double amount(const std::string& activity, const std::string& flow) const {
    for (const Activity& row : database_.activities) {
      if (database_.id_text(row.id) != activity) continue;
      for (const Exchange& exchange : database_.exchanges_of(row)) {
        if (database_.id_text(database_.flows[exchange.flow.at()].id) == flow) {
          return exchange.amount;
        }
      }
    }
    return std::nan("");
  }

  Database database_;
};

TEST_F(Es2Matrix, HasTheAmountsOfItsTables) {
  for (const auto& row : table("elementary_flows.csv")) {
    EXPECT_EQ(amount(row.at("fileId"), row.at("elementaryExchangeId")),
              std::stod(row.at("amount")));
  }
  for (const auto& row : table("inflows.csv")) {
    EXPECT_EQ(amount(row.at("fileId"), row.at("productId")), std::stod(row.at("amount")));
  }
  for (const auto& row : table("outflows.csv")) {
    EXPECT_EQ(amount(row.at("fileId"), row.at("productId")), std::stod(row.at("amount")));
  }
  EXPECT_EQ(database_.activities.size(), table("PRO.csv").size());
}

TEST_F(Es2Matrix, HasTheActivitiesOfItsTable) {
  const auto rows = table("PRO.csv");
  ASSERT_FALSE(rows.empty());
  for (const auto& row : rows) {
    const auto found =
        std::find_if(database_.activities.begin(), database_.activities.end(),
                     [&](const Activity& activity) {
                       return database_.id_text(activity.id) ==
                              row.at("activityId") + "_" + row.at("productId");
                     });
    ASSERT_NE(found, database_.activities.end());
    EXPECT_EQ(database_.text(found->name), row.at("activityName"));
    EXPECT_EQ(database_.text(found->category), row.at("ISIC"));
    EXPECT_EQ(database_.text(found->scenario), row.at("macroEconomicScenario"));
    EXPECT_EQ(database_.text(database_.locations[found->location.at()].code),
              row.at("geography"));
    EXPECT_EQ(found->technology == TechnologyLevel::current,
              row.at("technologyLevel") == "Current");
  }
}

TEST_F(Es2Matrix, LinksInputsToTheSourcesOfItsTable) {
  for (const auto& row : table("inflows.csv")) {
    for (const Activity& activity : database_.activities) {
      if (database_.id_text(activity.id) != row.at("fileId")) continue;
      const auto exchanges = database_.exchanges_of(activity);
      const auto found =
          std::find_if(exchanges.begin(), exchanges.end(), [&](const Exchange& exchange) {
            return database_.id_text(database_.flows[exchange.flow.at()].id) ==
                   row.at("productId");
          });
      ASSERT_NE(found, exchanges.end());
      ASSERT_TRUE(found->provider);
      EXPECT_EQ(database_.id_text(database_.activities[found->provider.at()].id),
                row.at("sourceActivityId") + "_" + row.at("productId"));
    }
  }
}

/// The amounts of an activity, sorted; what comes in counts negative, so that it does
/// not matter how a format writes wastes.
std::vector<double> amounts_of(const Database& database, const Activity& activity) {
  std::vector<double> amounts;
  for (const Exchange& row : database.exchanges_of(activity)) {
    amounts.push_back(row.direction == Direction::input ? -row.amount : row.amount);
  }
  std::sort(amounts.begin(), amounts.end());
  return amounts;
}

bool agree(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
           return std::abs(x - y) <= 1e-12 * std::max(std::abs(x), std::abs(y));
         });
}

/// The units of exchanges of the one that have no counterpart in the other.
std::set<std::string> units_of_lost(const Database& whole, const Activity& of_whole,
                                    const std::vector<double>& amounts) {
  std::set<std::string> units;
  for (const Exchange& row : whole.exchanges_of(of_whole)) {
    const double amount = row.direction == Direction::input ? -row.amount : row.amount;
    const bool kept = std::any_of(amounts.begin(), amounts.end(),
                                  [&](double other) { return agree({amount}, {other}); });
    if (!kept) units.emplace(whole.text(whole.units[row.unit.at()].name));
  }
  return units;
}

TEST(EcoSpold2Reference, ReadsTheReleaseThatJsonLdHoldsToo) {
  LICHEN_NEEDS_DATA("uslci-releases");
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  const Database spold = io::read(
      data("uslci-releases/downloads/uslci_fy18_q1_01_olca1_5_ecospold2.zip").string());
  const Database json = io::read(data("uslci-fy18-jsonld").string());
  std::map<Id, const Activity*> in_json;
  for (const Activity& activity : json.activities) in_json[activity.id] = &activity;

  int shared = 0;
  int equal = 0;
  int fewer = 0;
  std::set<std::string> lost;
  std::set<Id> differing;
  for (const Activity& activity : spold.activities) {
    const auto found = in_json.find(activity.id);
    if (found == in_json.end()) continue;
    ++shared;
    const auto amounts = amounts_of(spold, activity);
    if (agree(amounts, amounts_of(json, *found->second))) {
      ++equal;
      continue;
    }
    differing.insert(activity.id);
    if (activity.exchange_count == found->second->exchange_count) continue;
    ++fewer;
    lost.merge(units_of_lost(json, *found->second, amounts));
  }

  EXPECT_EQ(spold.activities.size(), 767U);
  EXPECT_EQ(spold.exchanges.size(), 7539U + 24950U);
  EXPECT_EQ(spold.parameters.size(), 537U);
  EXPECT_EQ(shared, 754);
  EXPECT_EQ(equal, 724);
  EXPECT_EQ(fewer, 29);
  // Whoever wrote the files left out exchanges in units that the format has no id for.
  EXPECT_EQ(lost, (std::set<std::string>{"USD", "gal", "t"}));
  // Where that was the reference product, a finding tells; in the others nothing is left
  // of it.
  int told = 0;
  for (const Activity& activity : spold.activities) {
    told += !activity.reference && differing.count(activity.id) > 0;
  }
  EXPECT_EQ(told, 15);
  EXPECT_EQ(std::count_if(spold.findings.items().begin(), spold.findings.items().end(),
                          [](const Finding& finding) {
                            return finding.kind == "no_reference_flow";
                          }),
            21);
}

}  // namespace
