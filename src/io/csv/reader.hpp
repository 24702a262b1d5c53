#pragma once

// Comma-separated values by RFC 4180, with a header row: rows of texts, columns by name.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lichen::detail::csv {

/// One file in memory. Rows keep their line numbers, for messages.
class Table {
 public:
  /// Reads a text. A byte order mark is skipped, empty lines too.
  /// @throws DataError  naming file and line: an unterminated quote, text behind a
  ///                    closing quote, a NUL, what is no UTF-8, a row with more fields
  ///                    than the header, a column that stands twice, a header that is
  ///                    separated by semicolons.
  Table(std::string file, std::string_view text, char separator = ',');

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// The position of a column; none where the file lacks it.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  /// @throws DataError  naming file and column where it is absent.
  [[nodiscard]] std::size_t needed_column(std::string_view name) const;

  /// A field; blanks around it count only where it is quoted. "" where the row is shorter
  /// or the column absent.
  [[nodiscard]] std::string_view at(std::size_t row,
                                    std::optional<std::size_t> column) const;
  /// "file:line" of a row.
  [[nodiscard]] std::string place(std::size_t row) const;

 private:
  struct Row {
    std::size_t line = 0;
    std::size_t first = 0;  ///< of its fields
    std::size_t count = 0;
  };
  std::string file_;
  std::string text_;               ///< all fields behind each other
  std::vector<std::size_t> ends_;  ///< of each field in `text_`
  std::vector<Row> rows_;
  std::vector<std::string> columns_;

  friend class Parser;
};

/// A number that fills a field; empty where it is none. Hexadecimal, commas and blanks
/// are none.
std::optional<double> number_of(std::string_view field);

/// Why a field is no number, for a message: a decimal comma is named as such.
std::string no_number(std::string_view field);

}  // namespace lichen::detail::csv
