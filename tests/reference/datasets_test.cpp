// The project's own data sets, against the publications that they come from.

#include <cctype>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/io/read.hpp"
#include "lichen/study/system.hpp"
#include "support/data.hpp"

namespace {

using namespace lichen;

std::shared_ptr<const Database> dataset(const std::string& name) {
  return std::make_shared<const Database>(
      io::read((std::filesystem::path(LICHEN_DATASETS) / name).string()));
}

/// The factors of one category, by the text id of the flow.
std::map<std::string, double> factors(const Database& database, const std::string& id) {
  std::map<std::string, double> values;
  for (const Category& category : database.categories) {
    if (category.id != make_id(id)) continue;
    for (const Factor& factor : database.factors_of(category)) {
      values[database.id_text(database.flows[factor.flow.at()].id)] = factor.value;
    }
  }
  return values;
}

TEST(GwpFacts, KeepMethaneInTwoFlows) {
  const auto database = dataset("gwp/tables");
  const auto ar6 = factors(*database, "ipcc-ar6-gwp100");
  EXPECT_EQ(ar6.at("ch4-fossil"), 29.8);
  EXPECT_EQ(ar6.at("ch4-biogenic"), 27.0);
  const auto ar5 = factors(*database, "ipcc-ar5-gwp100");
  EXPECT_EQ(ar5.at("ch4-fossil"), 30.);
  EXPECT_EQ(ar5.at("ch4-biogenic"), 28.);
  for (const Factor& factor : database->factors) EXPECT_NE(factor.value, 27.9);
}

TEST(GwpFacts, CountNoBiogenicCarbonDioxide) {
  const auto ar6 = factors(*dataset("gwp/tables"), "ipcc-ar6-gwp100");
  EXPECT_EQ(ar6.at("co2-fossil"), 1.);
  EXPECT_EQ(ar6.at("co2-biogenic"), 0.);
  EXPECT_EQ(ar6.at("co2-uptake"), 0.);
}

TEST(GwpFacts, KeepBothValuesOfSf6UnderTwoIds) {
  const auto database = dataset("gwp/tables");
  EXPECT_EQ(factors(*database, "ipcc-ar6-gwp100").at("sf6"), 25200.);
  EXPECT_EQ(factors(*database, "ipcc-ar6-sf6-24300-gwp100").at("sf6"), 24300.);
}

/// A name as both sources can be compared by: lower case, letters and digits only.
std::string plain(const std::string& name) {
  std::string text;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      text.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    }
  }
  return text;
}

double number(const std::string& text) {
  double value = 0.;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

TEST(GwpFacts, AgreeWithAnotherCollection) {
  LICHEN_NEEDS_DATA("gwp");
  const auto database = dataset("gwp/tables");
  const std::map<std::string, std::size_t> columns = {{"ipcc-ar5-gwp100", 4},
                                                      {"ipcc-ar6-gwp100", 6},
                                                      {"ipcc-ar6-gwp20", 8},
                                                      {"ipcc-ar6-gwp500", 10}};
  std::map<std::string, std::vector<std::string>> rows;
  std::ifstream file(test::data("gwp/globalwarmingpotentials.csv"));
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
    rows[plain(cells[0])] = cells;
  }
  int compared = 0;
  for (const auto& [category, column] : columns) {
    for (const auto& [flow, value] : factors(*database, category)) {
      const auto found = rows.find(plain(flow));
      if (found == rows.end() || found->second.size() <= column) continue;
      if (found->second[column].empty()) continue;
      EXPECT_DOUBLE_EQ(value, number(found->second[column])) << category << flow;
      ++compared;
    }
  }
  EXPECT_GE(compared, 90);
}

double score(const std::string& name, const Demand& demand) {
  const auto database = dataset(name);
  MethodChoice choice;
  choice.methods = database;
  return System(database).calculate(demand, choice).scores.at(0).value;
}

TEST(HeijungsSuh, ScoresAsInTheBook) {
  EXPECT_NEAR(score("heijungs-suh", {{"Electricity production", 1000., "kWh"}}), 148.,
              148. * 1e-12);
}

TEST(MillerBlair, NeedsLabourAsInTheBook) {
  // 0.3 * 1247.525 + 0.25 * 1841.584 from L to eight digits.
  const double l[2][2] = {{1.25412541, 0.330033}, {0.2640264, 1.12211221}};
  const double x1 = l[0][0] * 600. + l[0][1] * 1500.;
  const double x2 = l[1][0] * 600. + l[1][1] * 1500.;
  EXPECT_NEAR(
      score("miller-blair", {{"Sector 1", 600., "USD"}, {"Sector 2", 1500., "USD"}}),
      0.3 * x1 + 0.25 * x2, 1e-3);
}

}  // namespace
