// What is read of SimaPro CSV is written so that it reads back the same.

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "lichen/io/read.hpp"
#include "lichen/io/simapro.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/system.hpp"
#include "support/archive.hpp"
#include "support/data.hpp"
#include "support/same_database.hpp"
#include "support/seeded_check.hpp"
#include "support/simapro.hpp"

namespace {

using namespace lichen;
using lichen::test::difference;
using lichen::test::read_simapro;
using lichen::test::simapro;
using lichen::test::simapro_section;
using lichen::test::TemporaryFolder;

/// Makes SimaPro CSV of all kinds of rows.
class RandomFile {
 public:
  explicit RandomFile(std::uint64_t seed) : random_(seed) {}

  std::string make() {
    count_ = 1 + below(5);
    std::string blocks;
    for (std::size_t i = 0; i < count_; ++i) blocks += process(i);
    if (below(2) == 0) blocks += method();
    blocks +=
        "Quantities\r\nMass;Yes\r\nEnergy;Yes\r\n\r\nEnd\r\n\r\nUnits\r\nkg;Mass;1;kg\r\n"
        "g;Mass;0.001;kg\r\nMJ;Energy;1;MJ\r\nkWh;Energy;3.6;MJ\r\n\r\nEnd\r\n\r\n";
    if (below(2) == 0) {
      blocks +=
          "Airborne emissions\r\nSubstance 0;kg;000124-38-9;Formula: "
          "CO2\r\n\r\nEnd\r\n\r\n"
          "Database Input parameters\r\ng1;" +
          number() + ";" + scatter() + ";No;a comment\r\n\r\nEnd\r\n";
    }
    return simapro(blocks);
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  std::string number() {
    return std::to_string(below(1000)) + "." + std::to_string(below(100000)) + "e-" +
           std::to_string(below(9));
  }
  std::string amount() {
    const std::size_t kind = below(8);
    if (kind == 0) return "x * " + number();
    if (kind == 1) return "2*(3+" + number() + ")";
    return kind == 2 ? "-" + number() : number();
  }
  std::string scatter() {
    switch (below(4)) {
      case 0:
        return "Lognormal;1." + std::to_string(below(1000)) + ";0;0";
      case 1:
        return "Normal;" + number() + ";0;0";
      case 2:
        return "Uniform;0;0." + std::to_string(below(10)) + ";" +
               std::to_string(1000 + below(10));
      default:
        return "Undefined;0;0;0";
    }
  }
  std::string words() {
    constexpr const char* of[] = {
        "",           "plain",   "\"with; semicolon\"", "Erd\xf6l", "\"say \"\"a\"\"\"",
        "one\x7ftwo", "\"End\"", "{in braces}"};
    return of[below(8)];
  }
  std::string unit() { return below(2) == 0 ? "kg" : "g"; }
  std::string name(std::size_t i) {
    return "\"Product " + std::to_string(i) +
           (i % 2 == 0 ? " {CH}; x\"" : ", \"\"y\"\"\"");
  }
  static bool treats(std::size_t i) { return i % 4 == 3; }
  /// A demand for a product, or for a treatment; some name what nobody makes.
  std::string technosphere(bool treated = false) {
    std::size_t i = below(count_ + 2);
    while (treats(i) != treated) i = below(8);
    return name(i) + ";" + unit() + ";" + amount() + ";" + scatter() + ";" + words();
  }
  std::string elementary() {
    return "Substance " + std::to_string(below(4)) + ";" +
           (below(2) == 0 ? "" : "low. pop.") + ";" + unit() + ";" + amount() + ";" +
           scatter() + ";" + words();
  }
  std::string maybe(const std::string& title, const std::string& row) {
    return below(2) == 0 ? "" : simapro_section(title, row);
  }

  std::string process(std::size_t i) {
    std::string text =
        "Process\r\n\r\n" +
        simapro_section("Category type", treats(i) ? "waste treatment" : "material") +
        maybe("Type", "System") + maybe("Process name", "Process " + std::to_string(i)) +
        maybe("Time period", "2005-2009") + maybe("Technology", words()) +
        maybe("Multiple output allocation", "Socio-economic causality") +
        maybe("Infrastructure", "Yes") + maybe("Comment", words());
    if (treats(i)) {
      text += simapro_section("Waste treatment", name(i) + ";kg;" + number() +
                                                     ";All waste types;A\\B;" + words());
    } else {
      const std::size_t share = below(1000);
      text += simapro_section("Products",
                              name(i) + ";kg;" + number() + ";" + std::to_string(share) +
                                  ";not defined;A\\B;" + words() + "\r\nBy-product " +
                                  std::to_string(i) + ";MJ;" + number() + ";" + number() +
                                  ";not defined;A;");
    }
    text +=
        maybe("Avoided products", technosphere()) + maybe("Resources", elementary()) +
        maybe("Materials/fuels", technosphere() + "\r\n" + technosphere()) +
        maybe("Electricity/heat", technosphere()) +
        maybe("Emissions to air", elementary() + "\r\n" + elementary()) +
        maybe("Final waste flows", elementary()) +
        maybe("Waste to treatment", technosphere(true)) +
        maybe("Input parameters", "p;" + number() + ";" + scatter() + ";No;" + words()) +
        maybe("Calculated parameters", "q;p * 2;" + words());
    return text + "End\r\n\r\n";
  }

  std::string method() {
    return "Method\r\n\r\n" + simapro_section("Name", "Method") +
           simapro_section("Version", "1;04") + maybe("Comment", words()) +
           simapro_section("Weighting unit", "Pt") +
           simapro_section("Impact category", "Warming;kg CO2 eq") +
           simapro_section("Substances", "Air;(unspecified);Substance 0;000124-38-9;" +
                                             number() + ";kg\r\nRaw;in ground;Ore;;" +
                                             number() + ";g") +
           maybe("Damage category",
                 "Health;DALY\r\n\r\nImpact categories\r\nWarming;" + number() +
                     "\r\n\r\nNormalization-Weighting set\r\nWorld"
                     "\r\n\r\nNormalization\r\nHealth;" +
                     number() + "\r\n\r\nWeighting\r\nHealth;" + number()) +
           "End\r\n\r\n";
  }

  std::mt19937_64 random_;
  std::size_t count_ = 0;
};

/// The database of a file that another was written to.
Database again(const Database& first, Findings& lost, const std::string& name = "a.csv") {
  const TemporaryFolder temporary;
  lost = io::write_simapro(first, temporary.path(name));
  return io::read(temporary.path(name));
}

TEST(SimaProCsv, ReadsBackTheSame) {
  lichen::test::holds(200, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const Database first = read_simapro(RandomFile(seed).make());
    Findings lost;
    const Database second = again(first, lost);
    RC_LOG() << seed;
    RC_ASSERT(difference(first, second) == "");
    for (const Finding& finding : lost.items()) {
      RC_LOG() << finding.field << ": " << finding.message;
    }
    RC_ASSERT(lost.empty());
  });
}

TEST(SimaProCsv, KeepsTheScoresOfAnotherFormat) {
  const Database demo = io::read("demo");
  const TemporaryFolder temporary;
  const std::string path = temporary.path("demo.csv");
  const Findings lost = io::write_simapro(demo, path);
  for (const Finding& finding : lost.items()) EXPECT_EQ(finding.kind, "not_written");
  const Demand demand = {parse_demand("Heat supply to a building, gas boiler = 1 GJ")};
  const Result before = link(io::read("demo")).calculate(demand, io::read("demo"));
  const Result after = link(io::read(path)).calculate(demand, io::read(path));
  ASSERT_EQ(before.scores.size(), after.scores.size());
  ASSERT_FALSE(before.scores.empty());
  for (std::size_t i = 0; i < before.scores.size(); ++i) {
    const double value = before.scores[i].value;
    EXPECT_NEAR(after.scores[i].value, value, 1e-12 * std::abs(value));
  }
}

TEST(SimaProCsv, IsWindows1252WhereTextsFitAndUtf8WhereNot) {
  Findings lost;
  const Database latin = again(
      read_simapro(simapro(lichen::test::simapro_product("Erd\xc3\xb6l \xe2\x82\xac"))),
      lost);
  EXPECT_TRUE(lost.empty());
  EXPECT_EQ(latin.text(latin.activities[0].name), "Erd\xc3\xb6l \xe2\x82\xac");
  const Database greek =
      again(read_simapro(simapro(lichen::test::simapro_product("\xce\xb1"))), lost);
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_EQ(lost.items()[0].kind, "not_windows_1252");
  EXPECT_EQ(greek.text(greek.activities[0].name), "\xce\xb1");
}

TEST(SimaProCsv, GivesProductsNamesThatLink) {
  // Two processes make one flow: each gets a name of its own, and consumers that
  // declare a provider still find it.
  Database database = read_simapro(
      simapro(lichen::test::simapro_product(
                  "A", simapro_section("Materials/fuels", "B;kg;2;Undefined;0;0;0;")) +
              lichen::test::simapro_product("B") + lichen::test::simapro_product("B")));
  database.exchanges[1].provider = ActivityIndex{2};
  Findings lost;
  const Database written = again(database, lost);
  EXPECT_EQ(written.exchanges[1].provider, ActivityIndex{2});
  EXPECT_EQ(lost.items()[0].field, "Products");
}

TEST(SimaProCsv, ReadsBackTheFixturesOfOthers) {
  LICHEN_NEEDS_DATA("simapro-csv-fixtures");
  for (const char* name : {"allocation.csv", "method.csv", "method_end.csv",
                           "inventory.csv", "project_params.csv"}) {
    const Database first = io::read(
        test::data(std::string("simapro-csv-fixtures/tests/fixtures/") + name).string());
    Findings lost;
    const Database second = again(first, lost, name);
    EXPECT_EQ(difference(first, second), "") << name;
  }
}

}  // namespace
