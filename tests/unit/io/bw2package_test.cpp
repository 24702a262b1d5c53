#include <cmath>

#include <gtest/gtest.h>

#include "io/bw2package/reader.hpp"
#include "io/package/members.hpp"
#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "support/archive.hpp"
#include "support/data.hpp"

namespace {

using namespace lichen;

/// A key as Brightway marks it.
std::string key(const std::string& database, const std::string& code) {
  return R"({"__tuple__": true, "data": [")" + database + R"(", ")" + code + R"("]})";
}

/// An exchange of the database "d" with a node.
std::string exchange(const std::string& type, const std::string& code,
                     const std::string& amount, const std::string& more = "") {
  return R"({"type": ")" + type + R"(", "input": )" + key("d", code) + R"(, "amount": )" +
         amount + more + "}";
}

/// A process that is its own product.
std::string process(const std::string& name, const std::string& exchanges) {
  return R"({"name": ")" + name +
         R"(", "unit": "kilogram", "location": "DK", "exchanges": [)" + exchanges + "]}";
}

/// A package of one database "d" with nodes of these codes.
std::string package(const std::vector<std::pair<std::string, std::string>>& nodes) {
  std::string keys;
  std::string values;
  for (const auto& [code, node] : nodes) {
    keys += (keys.empty() ? "" : ", ") + key("d", code);
    values += (values.empty() ? "" : ", ") + node;
  }
  return R"([{"__dict__": true, "keys": ["name", "data"], "values": ["d", )"
         R"({"__dict__": true, "keys": [)" +
         keys + R"(], "values": [)" + values + "]}]}]";
}

Database read(const std::string& json) {
  detail::Member member{"package.json", json};
  member.content.reserve(json.size() + detail::padding);
  Database database;
  detail::read_bw2package(member, database);
  return database;
}

std::string kinds(const Database& database) {
  std::string kinds;
  for (const auto& finding : database.findings.items()) kinds += finding.kind + " ";
  return kinds;
}

TEST(Bw2package, MakesAnActivityAndAProductOfEachProcess) {
  const Database database =
      read(package({{"a", process("Steel", exchange("production", "a", "1") + ", " +
                                               exchange("technosphere", "b", "0.5"))},
                    {"b", process("Coal", exchange("production", "b", "2"))}}));

  ASSERT_EQ(database.activities.size(), 2U);
  ASSERT_EQ(database.flows.size(), 2U);
  EXPECT_EQ(database.activities[0].id, database.flows[0].id);
  EXPECT_EQ(database.text(database.activities[0].name), "Steel");
  EXPECT_EQ(database.flows[0].type, FlowType::product);
  EXPECT_EQ(database.id_text(database.activities[0].id), "a");
  EXPECT_EQ(database.text(database.locations[0].code), "DK");
  EXPECT_EQ(database.activities[0].reference, ExchangeIndex{0U});
  EXPECT_EQ(database.activities[1].reference, ExchangeIndex{2U});
  const Exchange& coal = database.exchanges[1];
  EXPECT_EQ(coal.direction, Direction::input);
  EXPECT_EQ(coal.amount, 0.5);
  EXPECT_EQ(coal.provider, ActivityIndex{1U});
  EXPECT_EQ(database.source.name, "d");
  EXPECT_EQ(kinds(database), "");
}

TEST(Bw2package, AddsAProductionOfOneWhereNoneIsWritten) {
  const Database database =
      read(package({{"a", process("Steel", exchange("technosphere", "a", "0.1"))}}));
  ASSERT_EQ(database.exchanges.size(), 2U);
  EXPECT_EQ(database.exchanges[1].amount, 1.);
  EXPECT_EQ(database.exchanges[1].direction, Direction::output);
  EXPECT_EQ(database.activities[0].reference, ExchangeIndex{1U});
  EXPECT_EQ(kinds(database), "implied_production ");
  EXPECT_EQ(database.findings.items()[0].severity, Severity::info);
}

TEST(Bw2package, ReadsSubstitutionAsAnAvoidedProduct) {
  const Database database =
      read(package({{"a", process("Steel", exchange("production", "a", "1") + ", " +
                                               exchange("substitution", "b", "0.2"))},
                    {"b", process("Slag", exchange("production", "b", "1"))}}));
  EXPECT_TRUE(database.exchanges[1].avoided);
  EXPECT_EQ(database.exchanges[1].amount, 0.2);
}

TEST(Bw2package, MakesElementaryFlowsOfWhatExchangesTell) {
  const std::string air =
      R"({"type": "biosphere", "amount": 3, "name": "CO2", "unit": "kilogram", )"
      R"("categories": {"__tuple__": true, "data": ["air", "urban"]}, "input": )" +
      key("biosphere3", "349b29d1-3e58-4c66-98b9-9d1a076efd2e") + "}";
  const std::string ore =
      R"({"type": "biosphere", "amount": 4, "name": "Iron", "unit": "kilogram", )"
      R"("categories": ["natural resource", "in ground"], "input": )" +
      key("biosphere3", "iron") + "}";
  const Database database =
      read(package({{"a", process("Steel", exchange("production", "a", "1") + ", " + air +
                                               ", " + ore)}}));

  ASSERT_EQ(database.flows.size(), 3U);
  const Flow& co2 = database.flows[1];
  EXPECT_EQ(to_string(co2.id), "349b29d1-3e58-4c66-98b9-9d1a076efd2e");
  EXPECT_EQ(database.text(co2.category), "air/urban");
  EXPECT_EQ(co2.nominal, NominalDirection::to_nature);
  EXPECT_TRUE(co2.stub);
  EXPECT_EQ(database.exchanges[1].direction, Direction::output);
  EXPECT_EQ(database.flows[2].nominal, NominalDirection::from_nature);
  EXPECT_EQ(database.exchanges[2].direction, Direction::input);
  EXPECT_EQ(database.exchanges[2].amount, 4.);
}

TEST(Bw2package, ReadsElementaryFlowsOfThePackage) {
  const std::string node =
      R"({"name": "CO2", "unit": "kilogram", "type": "emission", "CAS number": "124-38-9",)"
      R"( "categories": ["air"]})";
  const Database database =
      read(package({{"co2", node},
                    {"a", process("Steel", exchange("production", "a", "1") + ", " +
                                               exchange("biosphere", "co2", "2"))}}));
  ASSERT_EQ(database.flows.size(), 2U);
  EXPECT_FALSE(database.flows[0].stub);
  EXPECT_EQ(database.text(database.flows[0].cas), "124-38-9");
  EXPECT_EQ(database.exchanges[1].flow, FlowIndex{0U});
}

TEST(Bw2package, KeepsTheProviderThatAnotherDatabaseHolds) {
  const std::string input =
      R"({"type": "technosphere", "amount": 1, "name": "Power", "unit": "kilowatt hour", )"
      R"("input": )" +
      key("ecoinvent", "power") + "}";
  const Database database = read(package(
      {{"a", process("Steel", exchange("production", "a", "1") + ", " + input)}}));
  const AbsentProvider* absent = database.absent_providers.find(ExchangeIndex{1U});
  ASSERT_NE(absent, nullptr);
  EXPECT_EQ(absent->id, make_id("power"));
  EXPECT_EQ(database.text(absent->name), "Power");
  EXPECT_TRUE(database.flows[1].stub);
  EXPECT_EQ(kinds(database), "absent_provider ");
}

/// The distribution of an input of amount `amount` with these fields.
const Distribution* distribution(Database& database, const std::string& amount,
                                 const std::string& fields) {
  database = read(package(
      {{"a", process("Steel", exchange("production", "a", "1") + ", " +
                                  exchange("technosphere", "a", amount, fields))}}));
  return database.distributions.find(ExchangeIndex{1U});
}

TEST(Bw2package, TranslatesDistributionsByTheirNumbers) {
  Database database;
  // Lognormal: loc and scale are of the logarithm, so the median is e^0.5.
  const auto* d = distribution(database, "2",
                               R"(, "uncertainty type": 2, "loc": 0.5, "scale": 0.25)");
  ASSERT_NE(d, nullptr);
  EXPECT_EQ(d->type, DistributionType::lognormal);
  EXPECT_DOUBLE_EQ(d->parameters[0], 1.6487212707001282);
  EXPECT_DOUBLE_EQ(d->parameters[1], 1.2840254166877414);
  d = distribution(database, "-2",
                   R"(, "uncertainty type": 2, "scale": 0.25, "negative": true)");
  ASSERT_NE(d, nullptr);
  EXPECT_EQ(d->parameters[0], -2.);  // without a centre the amount is the median
  d = distribution(database, "2", R"(, "uncertainty type": 3, "loc": 2, "scale": 0.1)");
  ASSERT_NE(d, nullptr);
  EXPECT_EQ(d->type, DistributionType::normal);
  EXPECT_EQ(d->parameters[1], 0.1);
  d = distribution(database, "2",
                   R"(, "uncertainty type": 5, "loc": 2, "minimum": 1, "maximum": 4)");
  ASSERT_NE(d, nullptr);
  EXPECT_EQ(d->type, DistributionType::triangular);
  EXPECT_EQ(d->parameters[0], 1.);
  EXPECT_EQ(d->parameters[1], 2.);
  EXPECT_EQ(d->parameters[2], 4.);
  d = distribution(database, "2",
                   R"(, "uncertainty type": 4, "minimum": 1, "maximum": 4)");
  ASSERT_NE(d, nullptr);
  EXPECT_EQ(d->type, DistributionType::uniform);
  EXPECT_EQ(d->parameters[1], 4.);
  d = distribution(database, "2", R"(, "uncertainty type": 1e300, "loc": 2)");
  ASSERT_NE(d, nullptr);
  EXPECT_EQ(d->type, DistributionType::other);
  EXPECT_EQ(distribution(database, "2", R"(, "uncertainty type": 0)"), nullptr);
  EXPECT_EQ(distribution(database, "2", ""), nullptr);
}

TEST(Bw2package, ReportsWhatItCannotRead) {
  const std::string production = exchange("production", "a", "1") + ", ";
  EXPECT_EQ(kinds(read(package(
                {{"a", process("Steel", production + exchange("magic", "a", "1"))}}))),
            "unreadable_exchange ");
  EXPECT_EQ(
      kinds(read(package({{"a", process("Steel", production + exchange("technosphere",
                                                                       "a", "null"))}}))),
      "bad_amount ");
  EXPECT_EQ(
      kinds(read(package(
          {{"a", process("Steel",
                         production + R"({"type": "technosphere", "amount": 1})")}}))),
      "unreadable_exchange ");
  EXPECT_EQ(kinds(read(package({{"a", process("Steel", exchange("production", "a", "1"))},
                                {"a", process("Steel", "")}}))),
            "duplicate_id ");
  EXPECT_EQ(kinds(read(package({{"a", "3"}}))), "unreadable_data_set ");
}

TEST(Bw2package, RefusesWhatIsNoPackage) {
  EXPECT_THROW((void)read("[{\"__dict__\": true"), DataError);
  EXPECT_THROW((void)read("[{\"name\": \"d\"}]"), DataError);
  EXPECT_THROW((void)read("[{\"name\": \"d\", \"data\": {\"keys\": [1]}}]"), DataError);
  EXPECT_THROW((void)read("3"), DataError);
}

TEST(Bw2package, OfForwastIsReadWhole) {
  LICHEN_NEEDS_DATA("forwast");
  const Database database = io::read(test::data("forwast/forwast.bw2package").string());

  // README of the data: 277 processes; 36,747 technosphere, 277 production and 2,170
  // elementary exchanges; 20 elementary flows; 81 processes count in EUR2003.
  EXPECT_EQ(database.activities.size(), 277U);
  std::size_t elementary = 0;
  std::size_t euro = 0;
  for (const Flow& flow : database.flows) {
    elementary += flow.type == FlowType::elementary;
    euro += database.text(database.units[flow.reference_unit.at()].name) == "EUR2003";
    if (flow.type == FlowType::elementary) {
      EXPECT_NE(flow.nominal, NominalDirection::unknown) << database.text(flow.name);
    }
  }
  EXPECT_EQ(elementary, 20U);
  EXPECT_EQ(euro, 81U);
  std::size_t produced = 0;
  std::size_t consumed = 0;
  for (const Exchange& row : database.exchanges) {
    const bool product = database.flows[row.flow.at()].type == FlowType::product;
    produced += product && row.direction == Direction::output;
    consumed += product && row.direction == Direction::input;
  }
  EXPECT_EQ(produced, 277U);
  EXPECT_EQ(consumed, 36747U);
  EXPECT_EQ(database.exchanges.size() - produced - consumed, 2170U);
  EXPECT_EQ(database.distributions.size(), 0U);
  EXPECT_EQ(kinds(database), "");
}

TEST(Bw2package, OfBrightwayTwoIsReadToo) {
  LICHEN_NEEDS_DATA("bw2io-fixtures");
  const Database database = io::read(
      test::data("bw2io-fixtures/tests/fixtures/bw2package/bw2_compat_test.bw2package")
          .string());
  EXPECT_EQ(database.activities.size(), 1U);
  EXPECT_EQ(database.exchanges.size(), 4U);
}

}  // namespace
