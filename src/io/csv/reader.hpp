#pragma once

// Comma-separated values by RFC 4180, with a header row: rows of texts, columns by name.

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv/fields.hpp"

namespace lichen::detail::csv {

/// One file in memory: where its rows begin, and the fields of the row that was asked for
/// last. A field is a view of the text, so that a file of a hundred megabytes is held
/// once. Rows keep their line numbers, for messages. One thread at a time may ask.
class Table {
 public:
  /// Reads a text, which must outlive the table and its fields. A byte order mark is
  /// skipped, empty lines too.
  /// @throws DataError  naming file and line: an unterminated quote, text behind a
  ///                    closing quote, a NUL, what is no UTF-8, a row with more fields
  ///                    than the header, a column that stands twice, a header that is
  ///                    separated by semicolons.
  Table(std::string file, std::string_view text, char separator = ',');
  template <std::same_as<std::string> Passing>
  Table(std::string file, Passing&& text, char separator = ',') = delete;

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] std::size_t size() const { return row_count_; }
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
  /// A place between two rows.
  struct Place {
    std::size_t at = 0;  ///< in the text
    std::size_t line = 1;
  };
  void read_rows();
  void read_header(std::size_t line);
  /// Splits the next row that is not empty; false at the end.
  bool next_row() const;
  /// Makes `row` the row that is split.
  void go_to(std::size_t row) const;

  static constexpr std::size_t rows_per_mark = 8;
  std::string file_;
  std::vector<std::string> columns_;
  std::size_t row_count_ = 0;
  std::vector<Place> marks_;  ///< before each eighth row: 2 bytes a row

  mutable Fields fields_;
  mutable std::vector<std::string_view> split_;  ///< the fields of one row
  mutable Place begin_;                          ///< of it
  mutable Place end_;
  mutable std::size_t next_ = 0;  ///< the row behind it
};

/// A number that fills a field; empty where it is none. Hexadecimal, commas and blanks
/// are none.
std::optional<double> number_of(std::string_view field);

/// Why a field is no number, for a message: a decimal comma is named as such.
std::string no_number(std::string_view field);

}  // namespace lichen::detail::csv
