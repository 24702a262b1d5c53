// Wastes, which EcoSpold 2 writes as negative amounts: treatment makes -1, who gives
// waste off takes a negative amount in.

#include <string>
#include <utility>
#include <vector>

#include "io/ecospold2/merge.hpp"

namespace lichen::detail::ecospold2 {
namespace {

/// True for each flow whose amounts are all negative.
std::vector<bool> wastes_of(const Database& database) {
  std::vector<bool> negative(database.flows.size(), false);
  std::vector<bool> other(database.flows.size(), false);
  for (const Exchange& row : database.exchanges) {
    if (row.amount < 0.) {
      negative[row.flow.at()] = true;
    } else {
      other[row.flow.at()] = true;
    }
  }
  for (std::size_t i = 0; i < negative.size(); ++i) {
    if (other[i] || database.flows[i].type != FlowType::product) negative[i] = false;
  }
  return negative;
}

void negate(Distribution& distribution) {
  double* at = distribution.parameters;
  switch (distribution.type) {
    case DistributionType::lognormal:
    case DistributionType::normal:
      at[0] = -at[0];
      break;
    case DistributionType::triangular:
    case DistributionType::beta:
      std::swap(at[0], at[2]);
      for (int i = 0; i < 3; ++i) at[i] = -at[i];
      break;
    case DistributionType::uniform:
    case DistributionType::undefined:
      std::swap(at[0], at[1]);
      at[0] = -at[0];
      at[1] = -at[1];
      break;
    default:
      distribution.type = DistributionType::other;
      break;
  }
}

void turn(Database& database, ExchangeIndex index) {
  Exchange& row = database.exchanges[index.at()];
  row.amount = -row.amount;
  row.direction =
      row.direction == Direction::input ? Direction::output : Direction::input;
  if (Distribution* scatter = database.distributions.find(index)) negate(*scatter);
  if (Text* formula = database.exchange_formulas.find(index)) {
    *formula = database.texts.add("-1 * (" + std::string(database.text(*formula)) + ")");
  }
}

}  // namespace

void turn_wastes(Database& database) {
  const std::vector<bool> is_waste = wastes_of(database);
  std::int64_t count = 0;
  for (std::size_t i = 0; i < is_waste.size(); ++i) {
    if (!is_waste[i]) continue;
    database.flows[i].type = FlowType::waste;
    ++count;
  }
  if (count == 0) return;
  for (std::size_t i = 0; i < database.exchanges.size(); ++i) {
    if (is_waste[database.exchanges[i].flow.at()]) turn(database, ExchangeIndex{i});
  }
  database.findings.add(
      {.kind = "negative_waste",
       .severity = Severity::info,
       .field = "amount",
       .message = "products are exchanged in negative amounts only: they are wastes",
       .action = "they are flows of that type; amounts and directions were turned, which "
                 "changes no result",
       .count = count});
}

}  // namespace lichen::detail::ecospold2
