#pragma once

// The fields of one row after another of a text of comma-separated values.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lichen::detail::csv {

/// Why a row cannot be read, and in which line of the text.
struct RowProblem {
  std::size_t line;
  const char* what;
};

/// Splits rows of a text into fields, which are views of it; what has doubled quotes is
/// kept beside it, so that a field lives as long as this and the text.
class Fields {
 public:
  Fields(std::string_view text, char separator) : text_(text), separator_(separator) {}

  /// Puts the fields of the row that begins at `at` into `fields`, and gives the position
  /// behind its line end. `line` is its line, and becomes that of the next row.
  /// @throws RowProblem
  std::size_t split(std::size_t at, std::size_t& line,
                    std::vector<std::string_view>& fields);

  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  [[nodiscard]] char separator() const noexcept { return separator_; }

 private:
  /// A quoted field whose text begins at `at`, which becomes the position behind it.
  std::string_view quoted(std::size_t& at, std::size_t& line);
  /// The text with each doubled quote once.
  std::string_view undoubled(std::size_t begin, std::string_view field);
  /// The end of an unquoted field.
  [[nodiscard]] std::size_t end_of_plain(std::size_t at) const;
  /// The position of the quote that closes the field whose text begins at `at`; npos
  /// where none does. Says whether it holds doubled quotes.
  [[nodiscard]] std::size_t closing_quote(std::size_t at, bool& doubled) const;

  std::string_view text_;
  char separator_;
  std::unordered_map<std::size_t, std::string> undoubled_;  // by where its text begins
};

}  // namespace lichen::detail::csv
