#include "io/tables/sheet.hpp"

#include <cmath>

namespace lichen::detail::tables {

std::optional<std::size_t> Sheet::find(std::string_view column) {
  const auto known = columns_.find(column);
  if (known != columns_.end()) return known->second;
  return columns_.emplace(std::string(column), table_.column(column)).first->second;
}

bool Sheet::yes(std::size_t row, std::string_view column) {
  const auto field = text(row, column);
  if (field == "yes" || field == "true" || field == "1") return true;
  if (!field.empty() && field != "no" && field != "false" && field != "0") {
    report("unreadable_field", Severity::error, row, column,
           "\"" + std::string(field) + "\" is neither yes nor no", "it counts as no");
  }
  return false;
}

std::optional<double> Sheet::number(std::size_t row, std::string_view column) {
  const auto field = text(row, column);
  if (field.empty()) return std::nullopt;
  const auto number = csv::number_of(field);
  if (number && std::isfinite(*number)) return number;
  report("bad_number", Severity::error, row, column,
         number ? "\"" + std::string(field) + "\" is not finite" : csv::no_number(field),
         "the row was kept without it: what depends on it is an error");
  return std::nan("");
}

void Sheet::need(std::initializer_list<std::string_view> columns) {
  for (const auto column : columns) (void)table_.needed_column(column);
}

void Sheet::report(const char* kind, Severity severity, std::size_t row,
                   std::string_view column, std::string message, std::string action) {
  database_.findings.add({.kind = kind,
                          .severity = severity,
                          .file = table_.place(row),
                          .data_set = std::string(text(row, "name")),
                          .field = std::string(column),
                          .message = std::move(message),
                          .action = std::move(action)});
}

void Sheet::report_unknown_columns() {
  for (const std::string& column : table_.columns()) {
    if (columns_.contains(column) || column.empty() || table_.size() == 0) continue;
    database_.findings.add({.kind = "unknown_column",
                            .severity = Severity::warning,
                            .file = table_.file(),
                            .field = column,
                            .message = "the format has no column of this name",
                            .action = "it was not read"});
  }
}

}  // namespace lichen::detail::tables
