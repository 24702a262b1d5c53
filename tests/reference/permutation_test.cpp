// The same bits whatever the order of files and rows: the demonstration study with its
// rows shuffled fifty times.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

#include "lichen/io/read.hpp"
#include "lichen/study/system.hpp"
#include "support/archive.hpp"

namespace {

using namespace lichen;

/// FNV-1a over the bits of all scores, errors and amounts.
std::uint64_t hash_of(const std::string& path) {
  const auto database = std::make_shared<const Database>(io::read(path));
  const System system(database);
  const Demand demand{{"Heat supply to a building, district heat from wood", 3.}};
  MethodChoice method;
  method.methods = database;
  method.method = "Demonstration method";
  const auto result = system.calculate(demand, method);
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  const auto mix = [&hash](double value) {
    hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001b3ULL;
  };
  for (const auto& score : result.scores) {
    mix(score.value);
    mix(score.error.printed());
  }
  for (const auto& row : result.inventory) mix(row.amount);
  for (const double value : result.scaling) mix(value);
  return hash;
}

/// The lines of a table behind its header in another order. No field of the study holds a
/// line break.
std::string shuffled(const std::string& text, std::mt19937_64& random) {
  std::istringstream in(text);
  std::string header;
  std::getline(in, header);
  std::vector<std::string> rows;
  for (std::string row; std::getline(in, row);) rows.push_back(row);
  for (std::size_t i = rows.size(); i > 1; --i)
    std::swap(rows[i - 1], rows[random() % i]);
  std::string result = header + "\n";
  for (const auto& row : rows) result += row + "\n";
  return result;
}

TEST(Permutation, OfRowsChangesNoBit) {
  test::Files files;
  for (const char* name :
       {"database.csv", "flows.csv", "locations.csv", "activities.csv", "exchanges.csv",
        "allocation.csv", "parameters.csv", "methods.csv", "categories.csv",
        "factors.csv", "normalisation.csv"}) {
    std::ifstream file(std::string(LICHEN_DATASETS "/demo/") + name);
    ASSERT_TRUE(file) << name;
    std::stringstream text;
    text << file.rdbuf();
    files.emplace_back(name, text.str());
  }
  const std::uint64_t expected = hash_of("demo");
  std::mt19937_64 random(20261124);

  for (int permutation = 0; permutation < 50; ++permutation) {
    test::Files permuted;
    for (const auto& [name, text] : files) {
      // The rows of categories.csv stand in the order in which scores are shown.
      const bool keeps_order = name == "categories.csv";
      permuted.emplace_back(name, keeps_order ? text : shuffled(text, random));
    }
    const test::TemporaryFolder temporary;
    test::write_files(temporary.path("demo"), permuted);
    ASSERT_EQ(hash_of(temporary.path("demo")), expected) << "permutation " << permutation;
  }
}

}  // namespace
