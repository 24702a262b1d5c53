#include "io/scenarios/rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::array own_columns = {"activity"sv,          "activity_product"sv,
                                    "activity_location"sv, "provider"sv,
                                    "provider_product"sv,  "provider_location"sv,
                                    "compartment"sv,       "type"sv,
                                    "exchange"sv,          "unit"sv};

/// The texts of a Python tuple or list, as "('air', 'urban air')"; other text as it is.
std::vector<std::string> tuple_texts(std::string_view text) {
  std::vector<std::string> texts;
  const bool tuple = !text.empty() && (text.front() == '(' || text.front() == '[');
  if (!tuple) {
    if (!text.empty()) texts.emplace_back(text);
    return texts;
  }
  for (std::size_t at = 1; at < text.size();) {
    const char quote = text[at];
    if (quote == '\'' || quote == '"') {
      std::string part;
      for (++at; at < text.size() && text[at] != quote; ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        part.push_back(text[at]);
      }
      texts.push_back(std::move(part));
      ++at;
      continue;
    }
    if (quote != ',' && quote != ' ' && quote != ')' && quote != ']') {
      const auto end = std::min(text.find_first_of(",)]", at), text.size());
      texts.emplace_back(text.substr(at, end - at));
      at = end;
      continue;
    }
    ++at;
  }
  return texts;
}

/// "('air', 'urban air')" and "air::urban air" as "air/urban air".
std::string compartment_of(std::string_view text) {
  std::string path;
  for (const std::string& part : tuple_texts(text)) {
    path += (path.empty() ? "" : "/") + part;
  }
  for (auto at = path.find("::"); at != path.npos; at = path.find("::", at)) {
    path.replace(at, 2, "/");
  }
  return path;
}

/// The code of a key ('database', 'code').
std::string code_of(std::string_view text) {
  const auto parts = tuple_texts(text);
  return parts.empty() ? std::string() : parts.back();
}

bool begins_with(std::string_view text, std::string_view what) {
  return text.substr(0, what.size()) == what;
}

}  // namespace

ScenarioColumns::ScenarioColumns(const csv::Table& table)
    : table_(table),
      differences_(table.column("to key") || table.column("to activity name")) {
  const auto find = [&](const char* name) { return table.column(name); };
  if (differences_) {
    from_ = {find("from key"), find("from activity name"), find("from reference product"),
             find("from location"), find("from categories")};
    to_ = {find("to key"), find("to activity name"), find("to reference product"),
           find("to location"), std::nullopt};
    if (!from_.key && !from_.name) from_.key = table.needed_column("from key");
    type_ = table.needed_column("flow type");
  } else {
    from_ = {std::nullopt, table.needed_column("provider"), find("provider_product"),
             find("provider_location"), find("compartment")};
    to_ = {std::nullopt, table.needed_column("activity"), find("activity_product"),
           find("activity_location"), std::nullopt};
    type_ = find("type");
    unit_ = find("unit");
    number_ = find("exchange");
  }
  for (std::size_t k = 0; k < table.columns().size(); ++k) {
    if (table.columns()[k].empty()) ++nameless_;
    if (is_scenario(table.columns()[k])) scenarios_.push_back(k);
  }
  if (scenarios_.empty()) {
    throw DataError(table.file() + ": has no column with the amounts of a scenario");
  }
}

bool ScenarioColumns::is_scenario(const std::string& column) const {
  if (column.empty()) return false;
  if (!differences_) {
    return std::find(own_columns.begin(), own_columns.end(), column) == own_columns.end();
  }
  return !begins_with(column, "from ") && !begins_with(column, "to ") &&
         column != "flow type";
}

std::string ScenarioColumns::text(std::size_t row,
                                  std::optional<std::size_t> column) const {
  return std::string(table_.at(row, column));
}

NodeName ScenarioColumns::node(std::size_t row, const Node& columns) const {
  NodeName node;
  node.id = code_of(table_.at(row, columns.key));
  node.name = text(row, columns.name);
  node.product = text(row, columns.product);
  node.location = text(row, columns.location);
  node.category = compartment_of(table_.at(row, columns.category));
  if (node.id.empty() && node.name.empty()) {
    throw DataError(table_.place(row) + ": names no " +
                    (&columns == &to_ ? "activity" : "supplier or flow"));
  }
  return node;
}

void ScenarioColumns::put_kind(std::size_t row, ScenarioExchange& exchange) const {
  const std::string_view kind = table_.at(row, type_);
  if (differences_) exchange.signs = AmountSigns::brightway;
  if (kind == "technosphere") {
    exchange.kind = ChangeKind::technosphere;
  } else if (kind == "biosphere") {
    exchange.kind = ChangeKind::biosphere;
  } else if (kind == "production") {
    exchange.kind = ChangeKind::production;
  } else if (differences_ && kind == "substitution") {
    exchange.kind = ChangeKind::technosphere;
    exchange.signs = AmountSigns::brightway_substitution;
  } else if (differences_ || !kind.empty()) {
    throw DataError(table_.place(row) + ": \"" + std::string(kind) +
                    "\" is no type of an exchange: technosphere, biosphere" +
                    (differences_ ? ", production or substitution" : " or production"));
  }
}

ScenarioExchange ScenarioColumns::exchange(std::size_t row) const {
  ScenarioExchange exchange;
  exchange.place = table_.place(row);
  exchange.to = node(row, to_);
  exchange.from = node(row, from_);
  put_kind(row, exchange);
  exchange.unit = text(row, unit_);
  const std::string_view number = table_.at(row, number_);
  if (number.empty()) return exchange;
  const auto value = csv::number_of(number);
  if (!value || *value < 1. || *value > 2147483647. || *value != std::floor(*value)) {
    throw DataError(table_.place(row) + ": \"" + std::string(number) +
                    "\" is no number of an exchange");
  }
  exchange.internal_id = static_cast<std::int32_t>(*value);
  return exchange;
}

}  // namespace lichen::detail
