// What is read of ILCD is written to ILCD without loss; what other formats give keeps its
// scores.

#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "lichen/io/ilcd.hpp"
#include "lichen/io/read.hpp"
#include "lichen/study/demand.hpp"
#include "lichen/study/result.hpp"
#include "lichen/study/system.hpp"
#include "support/ilcd.hpp"
#include "support/random_database.hpp"
#include "support/same_database.hpp"
#include "support/seeded_check.hpp"

namespace {

using namespace lichen;
using namespace lichen::test;

/// A package of a few data sets with everything that they may have.
class RandomPackage {
 public:
  explicit RandomPackage(std::uint64_t seed) : random_(seed) {}

  Files make() {
    const int flows = 1 + below(6);
    const int processes = 1 + below(4);
    Files files;
    for (int i = 1; i <= flows; ++i) files.push_back(flow(i));
    for (int i = 1; i <= processes; ++i) files.push_back(process(i, flows, processes));
    for (int i = below(3); i > 0; --i) files.push_back(method(i, flows));
    Files all = ilcd_package(files);
    for (auto& [name, content] : all) name.insert(0, "ILCD/");
    return all;
  }

 private:
  int below(int bound) {
    return std::uniform_int_distribution<int>(0, bound - 1)(random_);
  }
  bool chance() { return below(2) == 0; }
  std::string number(const char* sign = "") {
    return sign + std::to_string(1 + below(9999)) + "." + std::to_string(below(99999)) +
           "e" + std::to_string(below(12) - 6);
  }
  std::string signed_number() { return number(chance() ? "-" : ""); }
  std::string words() {
    static const char* const of[] = {"steel",       "a < b & c", "\"quoted\"",
                                     "line\nbreak", "\xc3\xbc",  "50 %"};
    return of[below(6)];
  }
  static std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
      result += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
    }
    return result;
  }

  std::pair<std::string, std::string> flow(int i) {
    static const char* const types[] = {"Product flow", "Waste flow", "Elementary flow"};
    const std::string value = below(4) == 0 ? number() : "1.0";
    std::string properties = ilcd_property(0, 1 + below(2), value);
    if (chance()) {
      properties = ilcd_property(1, 1, number()) + ilcd_property(0, 2, value);
    }
    return ilcd_flow(i, escaped(words()), types[below(3)], properties);
  }

  std::string scatter() {
    static const char* const types[] = {"log-normal", "normal", "uniform", "undefined"};
    const std::string type = types[below(4)];
    std::string text = "<minimumAmount>" + number() + "</minimumAmount><maximumAmount>" +
                       number() + "</maximumAmount>";
    text += "<uncertaintyDistributionType>" + type + "</uncertaintyDistributionType>";
    return text + "<relativeStandardDeviation95In>" + number() +
           "</relativeStandardDeviation95In>";
  }

  std::string exchange(int id, int flows) {
    std::string more;
    if (chance()) more += "<location>C" + std::to_string(below(3)) + "</location>";
    const std::string direction = chance() ? "Input" : "Output";
    std::string amount;
    if (below(3) == 0) {
      const char* const names[] = {"a", "b_2", "gone"};
      amount = std::string("<referenceToVariable>") + names[below(3)] +
               "</referenceToVariable>";
    }
    if (chance()) amount += "<meanAmount>" + signed_number() + "</meanAmount>";
    amount += "<resultingAmount>" + signed_number() + "</resultingAmount>";
    if (chance()) amount += scatter();
    if (chance()) {
      amount +=
          "<allocations><allocation internalReferenceToCoProduct=\"1\" "
          "allocatedFraction=\"" +
          std::to_string(below(100)) + "." + std::to_string(below(1000)) +
          "\"/><allocation internalReferenceToCoProduct=\"2\" "
          "allocatedFraction=\"50\"/></allocations>";
    }
    if (chance()) {
      amount +=
          "<generalComment xml:lang=\"en\">" + escaped(words()) + "</generalComment>";
    }
    // One flow in ten is not in the package.
    const int of = below(10) == 0 ? 77 : 1 + below(flows);
    std::string text = ilcd_exchange(id, of, direction, amount);
    text.insert(text.find(direction) - std::string("<exchangeDirection>").size(), more);
    return text;
  }

  /// A provider, a pedigree: what openLCA adds.
  std::string extended(std::string exchange, int processes) {
    std::string attributes = " xmlns:olca=\"http://openlca.org/ilcd-extensions\"";
    if (chance()) {
      attributes +=
          " olca:defaultProvider=\"" + ilcd_id('d', 1 + below(processes + 1)) + "\"";
    }
    if (chance()) attributes += " olca:pedigreeUncertainty=\"(1;2;3;4;5)\"";
    if (chance()) attributes += " olca:formula=\"if(a;2;b)\"";
    exchange.insert(std::string("<exchange").size(), attributes);
    return exchange;
  }

  std::pair<std::string, std::string> process(int i, int flows, int processes) {
    std::string exchanges;
    const int count = 1 + below(6);
    for (int id = 1; id <= count; ++id) {
      const std::string one = exchange(id, flows);
      exchanges += below(3) == 0 ? extended(one, processes) : one;
    }
    std::string relations =
        "<variableParameter name=\"a\"><formula>b_2 * 2</formula><meanValue>" + number() +
        "</meanValue></variableParameter>";
    if (chance()) {
      relations += "<variableParameter name=\"b_2\"><meanValue>" + number() +
                   "</meanValue><comment xml:lang=\"en\">" + escaped(words()) +
                   "</comment></variableParameter>";
    }
    return ilcd_process(i, escaped(words()), chance() ? "1" : "2 1 3", exchanges,
                        relations);
  }

  std::pair<std::string, std::string> method(int i, int flows) {
    std::string factors;
    for (int k = below(5); k > 0; --k) {
      factors += ilcd_factor(1 + below(flows), chance() ? "Input" : "Output",
                             signed_number(), chance() ? "C1" : "");
    }
    return ilcd_method(i, escaped(words()),
                       chance() ? "<methodology>EF</methodology>" : "", factors);
  }

  std::mt19937_64 random_;
};

TEST(Ilcd, IsWrittenAsItIsRead) {
  holds(100, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const Database first = read_ilcd(RandomPackage(seed).make());
    const TemporaryFolder temporary;
    const std::string path = temporary.path(seed % 2 == 0 ? "written" : "written.zip");
    const Findings lost = io::write_ilcd(first, path);
    for (const Finding& finding : lost.items()) RC_FAIL(finding.message);
    RC_ASSERT(difference(first, io::read(path)) == "");
  });
}

TEST(Ilcd, TakesAnyDatabase) {
  holds(40, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const Database first = random_database(seed, 6);
    const TemporaryFolder temporary;
    (void)io::write_ilcd(first, temporary.path("written.zip"));
    if (first.activities.empty()) return;
    const Database again = io::read(temporary.path("written.zip"));
    RC_ASSERT(again.categories.size() <= first.categories.size());
  });
}

TEST(Ilcd, KeepsTheScoresOfTheDemonstration) {
  const TemporaryFolder temporary;
  (void)io::write_ilcd(io::read("demo"), temporary.path("demo.zip"));
  const System before = link(io::read("demo"));
  const System after = link(io::read(temporary.path("demo.zip")));
  const auto of_demo = std::make_shared<const Database>(io::read("demo"));
  const auto written =
      std::make_shared<const Database>(io::read(temporary.path("demo.zip")));
  const Demand demand = {DemandEntry("Heat supply to a building, gas boiler", 1., "GJ")};
  int compared = 0;
  for (const Method& method : of_demo->methods) {
    const std::string name(of_demo->text(method.name));
    const Result first = before.calculate(demand, {.methods = of_demo, .method = name});
    const Result second = after.calculate(demand, {.methods = written, .method = name});
    for (const auto& score : first.scores) {
      for (const auto& other : second.scores) {
        if (other.category != score.category) continue;
        ++compared;
        EXPECT_NEAR(other.value, score.value, 1e-12 * std::abs(score.value));
      }
    }
  }
  EXPECT_EQ(compared, static_cast<int>(of_demo->categories.size()));
}

}  // namespace
