#include "io/csv/reader.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include <simdjson.h>

#include "lichen/base/error.hpp"

namespace lichen::detail::csv {

/// Reads one text into a table.
class Parser {
 public:
  Parser(Table& table, std::string_view text, char separator)
      : table_(table), text_(text), separator_(separator) {}

  void run() {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    if (text_.substr(0, mark.size()) == mark) at_ = mark.size();
    check_encoding();
    table_.text_.reserve(text_.size());
    while (at_ < text_.size()) read_row();
    make_header();
  }

 private:
  void check_encoding() {
    const auto nul = text_.find('\0');
    if (nul != text_.npos) {
      line_ += lines_before(nul);
      fail("holds a NUL: no text, or text in UTF-16; save it as CSV in UTF-8");
    }
    if (simdjson::validate_utf8(text_.data(), text_.size())) return;
    // Somewhere it is not: only then look for the line.
    std::size_t begin = 0;
    for (auto end = text_.find('\n'); end != text_.npos; end = text_.find('\n', begin)) {
      if (!simdjson::validate_utf8(text_.data() + begin, end - begin)) break;
      begin = end + 1;
      ++line_;
    }
    fail("is not in UTF-8: save it as CSV in UTF-8");
  }

  [[nodiscard]] std::size_t lines_before(std::size_t end) const {
    const auto part = text_.substr(0, end);
    return static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
  }

  void read_row() {
    Table::Row row{line_, table_.ends_.size(), 0};
    do {
      read_field();
      ++row.count;
    } while (take(separator_));
    if (at_ < text_.size() && !take_line_end()) fail("text behind a closing quote");
    const bool empty = row.count == 1 && field(row.first).empty();
    if (empty) {
      table_.ends_.pop_back();
    } else {
      table_.rows_.push_back(row);
    }
  }

  void read_field() {
    if (take('"')) {
      read_quoted();
    } else {
      std::size_t end = at_;  // find_first_of takes five times as long
      while (end < text_.size() && !ends_field(text_[end])) ++end;
      table_.text_.append(without_blanks(text_.substr(at_, end - at_)));
      at_ = end;
    }
    table_.ends_.push_back(table_.text_.size());
  }

  static std::string_view without_blanks(std::string_view field) {
    constexpr std::string_view blank = " \t";
    const auto begin = field.find_first_not_of(blank);
    if (begin == field.npos) return "";
    return field.substr(begin, field.find_last_not_of(blank) - begin + 1);
  }

  [[nodiscard]] bool ends_field(char c) const {
    return c == separator_ || c == '\n' || c == '\r';
  }

  void read_quoted() {
    const std::size_t begin = line_;
    for (;;) {
      const auto quote = text_.find('"', at_);
      if (quote == text_.npos) {
        line_ = begin;
        fail("a quote is opened and never closed");
      }
      const auto part = text_.substr(at_, quote - at_);
      line_ += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
      table_.text_.append(part);
      at_ = quote + 1;
      if (!take('"')) return;
      table_.text_.push_back('"');
    }
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool take_line_end() {
    const bool carriage = take('\r');
    if (!take('\n') && !carriage) return false;
    ++line_;
    return true;
  }

  [[nodiscard]] std::string_view field(std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : table_.ends_[index - 1];
    return std::string_view(table_.text_).substr(begin, table_.ends_[index] - begin);
  }

  void make_header() {
    if (table_.rows_.empty()) return;
    const Table::Row header = table_.rows_.front();
    if (header.count == 1 && separator_ == ',' &&
        field(header.first).find(';') != std::string_view::npos) {
      line_ = header.line;
      fail("the header is separated by semicolons: save it separated by commas");
    }
    for (std::size_t i = 0; i < header.count; ++i) {
      std::string name(field(header.first + i));
      if (std::find(table_.columns_.begin(), table_.columns_.end(), name) !=
              table_.columns_.end() &&
          !name.empty()) {
        line_ = header.line;
        fail("the column \"" + name + "\" stands twice");
      }
      table_.columns_.push_back(std::move(name));
    }
    table_.rows_.erase(table_.rows_.begin());
    for (const Table::Row& row : table_.rows_) {
      if (row.count <= header.count) continue;
      line_ = row.line;
      fail("has " + std::to_string(row.count) + " fields, the header has " +
           std::to_string(header.count));
    }
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw DataError(table_.file_ + ":" + std::to_string(line_) + ": " + what);
  }

  Table& table_;
  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

Table::Table(std::string file, std::string_view text, char separator)
    : file_(std::move(file)) {
  Parser(*this, text, separator).run();
}

std::optional<std::size_t> Table::column(std::string_view name) const {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns_.begin());
}

std::size_t Table::needed_column(std::string_view name) const {
  if (const auto found = column(name)) return *found;
  throw DataError(file_ + ": lacks the column \"" + std::string(name) + "\"");
}

std::string_view Table::at(std::size_t row, std::optional<std::size_t> column) const {
  const Row& fields = rows_[row];
  if (!column || *column >= fields.count) return "";
  const std::size_t index = fields.first + *column;
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(begin, ends_[index] - begin);
}

std::string Table::place(std::size_t row) const {
  return file_ + ":" + std::to_string(rows_[row].line);
}

std::optional<double> number_of(std::string_view field) {
  if (!field.empty() && field.front() == '+') field.remove_prefix(1);
  double number = 0.;
  const char* end = field.data() + field.size();
  const auto [at, error] = std::from_chars(field.data(), end, number);
  if (field.empty() || error != std::errc() || at != end) return std::nullopt;
  return number;
}

std::string no_number(std::string_view field) {
  std::string point(field);
  std::replace(point.begin(), point.end(), ',', '.');
  const std::string shown = "\"" + std::string(field) + "\"";
  return point != field && number_of(point)
             ? shown + " has a decimal comma: write a point"
             : shown + " is no number";
}

}  // namespace lichen::detail::csv
