// Real databases, linked, against matrices that were made from the same files by code
// that shares nothing with this library (tests read them from ../shared/data).

#include "lichen/system/assembly.hpp"

#include <fstream>
#include <map>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "lichen/system/characterisation.hpp"
#include "support/data.hpp"
#include "support/matrices.hpp"
#include "support/model_case.hpp"

namespace {

using namespace lichen;
using namespace lichen::test;

constexpr LinkOptions as_published{.on_missing_provider = MissingProvider::cut_off,
                                   .on_multiple_providers = MultipleProviders::lowest_id,
                                   .allocation = Allocation::none};

nlohmann::json json_of(const std::string& name) {
  std::ifstream file(data(name));
  return nlohmann::json::parse(file);
}

/// USLCI FY18, read and linked once for all tests.
struct Uslci : ::testing::Test {
  static const Database& database() {
    static const Database read = io::read(data("uslci-fy18-jsonld").string());
    return read;
  }
  static const Assembly& assembly() {
    static const Assembly linked = assemble(database(), as_published);
    return linked;
  }
  /// Where our columns stand in the published matrices.
  static const std::vector<Index>& columns() {
    static const std::vector<Index> positions = [] {
      std::map<std::pair<Id, Id>, Index> published;
      for (const auto& pair : json_of("matrices/uslci-fy18.columns.json")) {
        const auto next = static_cast<Index>(published.size());
        published[{make_id(pair[0].get<std::string>()),
                   make_id(pair[1].get<std::string>())}] = next;
      }
      std::vector<Index> found;
      for (const Column& column : assembly().columns) {
        found.push_back(published.at({database().activities[column.activity.at()].id,
                                      database().flows[column.flow.at()].id}));
      }
      return found;
    }();
    return positions;
  }
  /// Where our rows of B stand in the published B.
  static const std::vector<Index>& rows() {
    static const std::vector<Index> positions = [] {
      std::map<Id, Index> published;
      for (const auto& id : json_of("matrices/uslci-fy18.flows.json")) {
        published.try_emplace(make_id(id.get<std::string>()),
                              static_cast<Index>(published.size()));
      }
      std::vector<Index> found;
      for (const FlowIndex flow : assembly().flows) {
        found.push_back(published.at(database().flows[flow.at()].id));
      }
      return found;
    }();
    return positions;
  }
  static FlowType type_of(ExchangeIndex exchange) {
    const FlowIndex flow = database().exchanges[exchange.at()].flow;
    return database().flows[flow.at()].type;
  }
};

Index zeros_of(const SparseMatrix& matrix) {
  Index zeros = 0;
  for (Index i = 0; i < matrix.nonZeros(); ++i) zeros += matrix.valuePtr()[i] == 0.;
  return zeros;
}

/// Compares a matrix with the published one, whose rows and columns stand elsewhere.
void expect_published(const SparseMatrix& matrix, const std::vector<Index>& rows,
                      const std::vector<Index>& columns, const SparseMatrix& published) {
  ASSERT_EQ(matrix.nonZeros(), published.nonZeros());
  for (Index c = 0; c < matrix.outerSize(); ++c) {
    for (SparseMatrix::InnerIterator it(matrix, c); it; ++it) {
      ASSERT_EQ(it.value(), published.coeff(rows[static_cast<std::size_t>(it.row())],
                                            columns[static_cast<std::size_t>(c)]));
    }
  }
}

TEST_F(Uslci, GivesThePublishedA) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  LICHEN_NEEDS_DATA("matrices");
  const SparseMatrix& a = assembly().a;
  ASSERT_EQ(a.rows(), 1022);
  ASSERT_EQ(a.cols(), 1022);
  ASSERT_EQ(a.nonZeros(), 6992);
  EXPECT_EQ(zeros_of(a), 4);
  expect_published(a, columns(), columns(), open_matrix("uslci-fy18.A"));
}

TEST_F(Uslci, GivesThePublishedBWithResourcesPositive) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  LICHEN_NEEDS_DATA("matrices");
  const SparseMatrix published = open_matrix("uslci-fy18.B");
  const SparseMatrix& b = assembly().b;
  ASSERT_EQ(b.rows(), 2918);
  ASSERT_EQ(b.nonZeros(), 32230);
  EXPECT_EQ(zeros_of(b), 56);
  for (Index c = 0; c < b.outerSize(); ++c) {
    for (SparseMatrix::InnerIterator it(b, c); it; ++it) {
      const auto row = static_cast<std::size_t>(it.row());
      const bool from = assembly().directions[row] == NominalDirection::from_nature;
      const double value =
          published.coeff(rows()[row], columns()[static_cast<std::size_t>(c)]);
      ASSERT_EQ(it.value(), from ? -value : value);
    }
  }
}

TEST_F(Uslci, LosesNoInputAndNoCoproduct) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  std::size_t products = 0, wastes = 0, coproducts = 0, ambiguous = 0;
  for (const Contribution& part : assembly().open_parts) {
    const OpenRow& row = assembly().open_rows[static_cast<std::size_t>(part.row)];
    if (row.kind == OpenKind::unallocated_coproduct) {
      ++coproducts;
    } else {
      ++(type_of(part.exchange) == FlowType::waste ? wastes : products);
    }
  }
  EXPECT_EQ(products, 4035U);
  EXPECT_EQ(wastes, 84U);
  EXPECT_EQ(coproducts, 1010U);

  std::map<FlowIndex, int> suppliers;
  for (const Column& column : assembly().columns) ++suppliers[column.flow];
  for (const Contribution& part : assembly().a_parts) {
    const Exchange& exchange = database().exchanges[part.exchange.at()];
    if (exchange.direction == Direction::input && suppliers[exchange.flow] > 1) {
      ++ambiguous;
    }
  }
  EXPECT_EQ(ambiguous, 336U);
}

TEST_F(Uslci, FindsEveryChoiceThatWasMade) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  std::map<std::string, std::int64_t> occurrences;
  for (const FindingCount& count : assembly().findings.counts()) {
    occurrences[count.kind] += count.occurrences;
  }
  EXPECT_EQ(occurrences["missing_provider"], 2461 + 74);
  EXPECT_EQ(occurrences["multiple_providers"], 249);
  // Reading has reported the 11,642 factors that name no product; linking does not again.
  EXPECT_EQ(occurrences["allocation_without_product"], 0);
  EXPECT_TRUE(assembly().obstacles.empty());
}

TEST_F(Uslci, LeavesEveryChoiceAnObstacleWithoutPolicies) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  const Assembly strict = assemble(database());
  std::map<std::string, std::size_t> obstacles;
  for (const Obstacle& obstacle : strict.obstacles) ++obstacles[obstacle.kind];
  EXPECT_EQ(obstacles["missing_provider"], 4035U + 84U);
  EXPECT_EQ(obstacles["multiple_providers"], 336U);
  EXPECT_EQ(obstacles["no_allocation"], 388U);  // the columns of 132 activities
  EXPECT_THROW((void)assemble(database(), {.strict = true}), DataError);
}

TEST_F(Uslci, GivesTheSameBitsForPermutedInput) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  Database shuffled = io::read(data("uslci-fy18-jsonld").string());
  shuffle(shuffled, 1);
  const Assembly again = assemble(shuffled, as_published);
  for (const auto& [left, right] :
       {std::pair{&again.a, &assembly().a}, std::pair{&again.b, &assembly().b},
        std::pair{&again.open, &assembly().open}}) {
    ASSERT_EQ(left->nonZeros(), right->nonZeros());
    for (Index i = 0; i < left->nonZeros(); ++i) {
      ASSERT_EQ(left->innerIndexPtr()[i], right->innerIndexPtr()[i]);
      ASSERT_EQ(left->valuePtr()[i], right->valuePtr()[i]);
    }
  }
}

TEST_F(Uslci, MeetsAR6ThroughTheFederalFlowList) {
  LICHEN_NEEDS_DATA("uslci-fy18-jsonld");
  LICHEN_NEEDS_DATA("olca-methods");
  LICHEN_NEEDS_DATA("fedefl");
  const Database methods = io::read(data("olca-methods/IPCC_json_v1.0.3.zip").string());
  const FlowMap map = io::read_flow_map(
      data("fedefl/fedelemflowlist/flowmapping/USLCIv2019Q4.csv").string());
  CategoryIndex ar6;
  for (std::size_t i = 0; i < methods.categories.size(); ++i) {
    if (methods.text(methods.categories[i].name) == "AR6-100") ar6 = CategoryIndex{i};
  }
  ASSERT_TRUE(ar6);

  const Characterisation with =
      characterise(database(), assembly(), methods, {ar6}, &map);
  EXPECT_EQ(with.c.nonZeros(), 112);
  EXPECT_EQ(with.matches.size(), 112U);
  for (const FactorMatch& match : with.matches) {
    EXPECT_EQ(match.rule, MatchRule::flow_map);
  }
  const Characterisation without = characterise(database(), assembly(), methods, {ar6});
  EXPECT_EQ(without.c.nonZeros(), 0);
}

TEST(Forwast, GivesThePublishedMatrices) {
  LICHEN_NEEDS_DATA("forwast");
  LICHEN_NEEDS_DATA("matrices");
  const Database database = io::read(data("forwast/forwast.bw2package").string());
  const Assembly assembly = assemble(database);
  EXPECT_TRUE(assembly.obstacles.empty());
  // Published: activities in the order of the file, flows in that of their first
  // exchange.
  std::vector<Index> columns, rows;
  for (const Column& column : assembly.columns) columns.push_back(column.activity.value);
  std::map<FlowIndex, Index> first;
  for (const Exchange& exchange : database.exchanges) {
    if (database.flows[exchange.flow.at()].type != FlowType::elementary) continue;
    first.try_emplace(exchange.flow, static_cast<Index>(first.size()));
  }
  for (const FlowIndex flow : assembly.flows) rows.push_back(first.at(flow));
  expect_published(assembly.a, columns, columns, open_matrix("forwast.A"));
  expect_published(assembly.b, rows, columns, open_matrix("forwast.B"));
}

}  // namespace
