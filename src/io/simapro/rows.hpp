#pragma once

// The blocks of a file, and the rows of a block, cut in place.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "io/simapro/dialect.hpp"

namespace lichen::detail::simapro {

/// One block: from its keyword up to its line `End`, or up to the end of the file.
struct Block {
  std::span<char> text;  ///< without the line `End`
  std::size_t line = 0;  ///< of its first line in the file, from 1
  bool ended = false;
};

/// Cuts what follows the header at the lines that hold nothing but `End`, and where such
/// a line is missing, at the keyword of the next block behind an empty line.
std::vector<Block> cut(std::span<char> content, const Dialect& dialect);

/// Reads the rows of one block. Quotes are taken off and line breaks within fields put in
/// by changing the text itself: fields point into it.
class Rows {
 public:
  Rows(const Block& block, char separator)
      : rest_(block.text), separator_(separator), line_(block.line) {}

  /// The next row with its fields, without blanks around them; false at the end. A row
  /// of empty fields is empty.
  bool next(std::vector<View>& fields);
  /// The line of the row that was read last.
  [[nodiscard]] std::size_t line() const { return row_line_; }
  /// Quotes that are opened and not closed in the block: they count as characters.
  [[nodiscard]] std::size_t unclosed_quotes() const { return unclosed_; }

 private:
  View field(bool& last);
  View plain(bool& last);
  bool quoted(View& text, bool& last);

  std::span<char> rest_;
  char separator_;
  std::size_t line_;
  std::size_t row_line_ = 0;
  std::size_t unclosed_ = 0;
};

}  // namespace lichen::detail::simapro
