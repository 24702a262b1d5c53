// Tables of scenarios: rows of several files become one table, each exchange once.

#include "io/csv/reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/package/members.hpp"
#include "io/scenarios/rows.hpp"
#include "lichen/base/error.hpp"
#include "lichen/io/scenarios.hpp"

namespace lichen::detail {
namespace {

std::string shown(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof(buffer), value).ptr};
}

/// Commas, or semicolons where the first line holds more of them.
char separator_of(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  return std::count(line.begin(), line.end(), ';') >
                 std::count(line.begin(), line.end(), ',')
             ? ';'
             : ',';
}

/// What makes two rows mean one exchange.
std::string key_of(const ScenarioExchange& exchange) {
  std::string key;
  for (const NodeName* node : {&exchange.to, &exchange.from}) {
    const bool by_id = !node->id.empty();
    for (const std::string* text :
         {&node->id, &node->name, &node->product, &node->location, &node->category}) {
      if (by_id && text != &node->id) continue;
      key += *text + '\x1f';
    }
  }
  return key + std::to_string(static_cast<int>(exchange.kind)) + '\x1f' +
         std::to_string(static_cast<int>(exchange.signs)) + '\x1f' +
         std::to_string(exchange.internal_id);
}

std::string name_of(const NodeName& node) {
  return "\"" + (node.name.empty() ? node.id : node.name) + "\"";
}

/// Gathers rows of files.
class TableBuilder {
 public:
  void add(const io::ScenarioText& file) {
    const csv::Table table(file.name, file.content, separator_of(file.content));
    const ScenarioColumns columns(table);
    std::vector<std::size_t> scenarios;
    for (const std::size_t k : columns.scenarios()) {
      scenarios.push_back(scenario(table.columns()[k]));
    }
    std::int64_t empty = 0;
    std::int64_t idle = 0;
    for (std::size_t row = 0; row < table.size(); ++row) {
      const std::size_t at = exchange(columns.exchange(row));
      std::size_t set = 0;
      for (std::size_t k = 0; k < scenarios.size(); ++k) {
        const double value = amount(table, row, columns.scenarios()[k]);
        if (std::isnan(value)) continue;
        put(at, scenarios[k], value, table.place(row));
        ++set;
      }
      empty += static_cast<std::int64_t>(scenarios.size() - set);
      idle += set == 0 ? 1 : 0;
    }
    report(file.name, empty, idle, columns.nameless());
  }

  ScenarioTable take() {
    const std::size_t width = result_.names.size();
    result_.amounts.reserve(rows_.size() * width);
    for (std::vector<Amount>& row : rows_) {
      row.resize(width);
      for (const Amount& amount : row) result_.amounts.push_back(amount.value);
    }
    if (repeated_ > 0) {
      add_finding("repeated_scenario_row", "",
                  "rows that name an exchange of another row",
                  "each is one row of the table", repeated_);
    }
    return std::move(result_);
  }

 private:
  struct Amount {
    double value = ScenarioTable::unchanged;
    std::string place;
  };

  std::size_t scenario(const std::string& name) {
    const auto [found, added] = scenario_of_.emplace(name, result_.names.size());
    if (added) result_.names.push_back(name);
    return found->second;
  }

  std::size_t exchange(ScenarioExchange row) {
    const auto [found, added] = row_of_.emplace(key_of(row), result_.exchanges.size());
    if (added) {
      result_.exchanges.push_back(std::move(row));
      rows_.emplace_back();
      return found->second;
    }
    const ScenarioExchange& first = result_.exchanges[found->second];
    if (first.unit != row.unit) {
      throw DataError(first.place + " and " + row.place + " set one exchange, " +
                      name_of(row.from) + " in " + name_of(row.to) +
                      ", in different units: \"" + first.unit + "\" and \"" + row.unit +
                      "\"");
    }
    ++repeated_;
    return found->second;
  }

  static double amount(const csv::Table& table, std::size_t row, std::size_t column) {
    const std::string_view field = table.at(row, column);
    if (field.empty()) return ScenarioTable::unchanged;
    const auto number = csv::number_of(field);
    if (number && !std::isinf(*number)) return *number;
    throw DataError(table.place(row) + ": the amount of scenario \"" +
                    table.columns()[column] +
                    "\": " + (number ? "it is infinite" : csv::no_number(field)));
  }

  void put(std::size_t row, std::size_t scenario, double value, std::string place) {
    std::vector<Amount>& amounts = rows_[row];
    if (amounts.size() <= scenario) amounts.resize(scenario + 1);
    Amount& amount = amounts[scenario];
    if (!std::isnan(amount.value) && amount.value != value) {
      const ScenarioExchange& exchange = result_.exchanges[row];
      throw DataError(amount.place + " and " + place + " set one exchange, " +
                      name_of(exchange.from) + " in " + name_of(exchange.to) +
                      ", to different amounts in scenario \"" + result_.names[scenario] +
                      "\": " + shown(amount.value) + " and " + shown(value));
    }
    amount = {value, std::move(place)};
  }

  void add_finding(const char* kind, const std::string& file, const char* message,
                   const char* action, std::int64_t count) {
    result_.findings.add({.kind = kind,
                          .severity = Severity::info,
                          .file = file,
                          .message = message,
                          .action = action,
                          .count = count});
  }

  void report(const std::string& file, std::int64_t empty, std::int64_t idle,
              std::size_t nameless) {
    if (empty > 0) {
      add_finding("unchanged_in_scenario", file, "fields without an amount",
                  "the exchange stays as it is in the scenario", empty);
    }
    if (idle > 0) {
      add_finding("scenario_row_without_amounts", file, "rows without any amount",
                  "they change nothing", idle);
    }
    if (nameless > 0) {
      add_finding("nameless_column", file, "columns without a name", "they were not read",
                  static_cast<std::int64_t>(nameless));
    }
  }

  ScenarioTable result_;
  std::vector<std::vector<Amount>> rows_;
  std::map<std::string, std::size_t> row_of_, scenario_of_;
  std::int64_t repeated_ = 0;
};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace
}  // namespace lichen::detail

namespace lichen::inline LICHEN_ABI::io {

ScenarioTable parse_scenarios(const std::vector<ScenarioText>& tables) {
  if (tables.empty()) throw DataError("no table of scenarios was given");
  detail::TableBuilder builder;
  for (const ScenarioText& table : tables) builder.add(table);
  return builder.take();
}

ScenarioTable read_scenarios(const std::vector<std::string>& paths) {
  std::vector<ScenarioText> tables;
  Findings findings;
  for (const std::string& path : paths) {
    if (detail::ends_with(path, ".xlsx") || detail::ends_with(path, ".xls")) {
      throw DataError(path + ": save the sheet as CSV (Python reads .xlsx by itself)");
    }
    auto members = detail::read_members(path, {}, {}, findings);
    if (members.size() != 1) throw DataError(path + ": a table of scenarios is one file");
    tables.push_back({path, std::move(members[0].content)});
  }
  return parse_scenarios(tables);
}

}  // namespace lichen::inline LICHEN_ABI::io
