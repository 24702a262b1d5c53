#include "io/tables/sheet.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace lichen::detail::tables {

std::optional<std::size_t> Sheet::find(std::string_view column) {
  for (const auto& [name, position] : columns_) {
    if (name == column) return position;
  }
  columns_.emplace_back(std::string(column), table_.column(column));
  return columns_.back().second;
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

std::optional<std::int32_t> Sheet::integer(std::size_t row, std::string_view column) {
  const auto field = text(row, column);
  if (field.empty()) return std::nullopt;
  std::int32_t whole = 0;
  const char* end = field.data() + field.size();
  const auto [at, error] = std::from_chars(field.data(), end, whole);
  if (error == std::errc() && at == end) return whole;
  report("bad_number", Severity::error, row, column,
         "\"" + std::string(field) + "\" is no whole number of 32 bits",
         "it was read as if it were empty");
  return std::nullopt;
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
    const bool asked =
        std::any_of(columns_.begin(), columns_.end(),
                    [&](const auto& known) { return known.first == column; });
    if (asked || column.empty() || table_.size() == 0) continue;
    database_.findings.add({.kind = "unknown_column",
                            .severity = Severity::warning,
                            .file = table_.file(),
                            .field = column,
                            .message = "the format has no column of this name",
                            .action = "it was not read"});
  }
}

}  // namespace lichen::detail::tables
