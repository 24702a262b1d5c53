#pragma once

// One table of a database while it is read: fields by column name, findings with their
// line.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/csv/reader.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::tables {

/// A table whose columns are asked for by name; those never asked for become a finding.
class Sheet {
 public:
  Sheet(Database& database, const csv::Table& table)
      : database_(database), table_(table) {}

  [[nodiscard]] std::size_t size() const { return table_.size(); }
  /// The text of a field; "" where it is empty or the column absent.
  std::string_view text(std::size_t row, std::string_view column) {
    return table_.at(row, find(column));
  }
  bool yes(std::size_t row, std::string_view column);
  /// The number of a field; empty where the field is. NaN, with a finding, where it is no
  /// finite number.
  std::optional<double> number(std::size_t row, std::string_view column);
  /// A whole number of 32 bits; empty, with a finding, where the field holds something
  /// else; empty where it is empty.
  std::optional<std::int32_t> integer(std::size_t row, std::string_view column);
  /// The value of a word; `otherwise`, with a finding, where it is none of `words`;
  /// `otherwise` where the field is empty.
  template <class Value, std::size_t count>
  Value word(std::size_t row, std::string_view column,
             const std::array<std::pair<std::string_view, Value>, count>& words,
             Value otherwise) {
    const auto field = text(row, column);
    if (field.empty()) return otherwise;
    std::string known;
    for (const auto& [name, value] : words) {
      if (name == field) return value;
      known += (known.empty() ? "" : ", ") + std::string(name);
    }
    report("unreadable_field", Severity::error, row, column,
           "\"" + std::string(field) + "\" is none of " + known,
           "it was read as if it were empty");
    return otherwise;
  }
  Text pooled(std::size_t row, std::string_view column) {
    return database_.texts.add(text(row, column));
  }
  /// @throws DataError  where the file lacks a column.
  void need(std::initializer_list<std::string_view> columns);

  void report(const char* kind, Severity severity, std::size_t row,
              std::string_view column, std::string message, std::string action);
  /// Reports the columns that nobody asked for.
  void report_unknown_columns();

 private:
  std::optional<std::size_t> find(std::string_view column);

  Database& database_;
  const csv::Table& table_;
  // A few columns: looking through them is faster than a map.
  std::vector<std::pair<std::string, std::optional<std::size_t>>> columns_;
};

}  // namespace lichen::detail::tables
