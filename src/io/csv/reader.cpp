#include "io/csv/reader.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include <simdjson.h>

#include "lichen/base/error.hpp"

namespace lichen::detail::csv {

namespace {

[[noreturn]] void fail(const std::string& file, std::size_t line,
                       const std::string& what) {
  throw DataError(file + ":" + std::to_string(line) + ": " + what);
}

std::size_t lines_before(std::string_view text, std::size_t end) {
  const auto part = text.substr(0, end);
  return static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
}

void check_encoding(const std::string& file, std::string_view text) {
  const auto nul = text.find('\0');
  if (nul != text.npos) {
    fail(file, 1 + lines_before(text, nul),
         "holds a NUL: no text, or text in UTF-16; save it as CSV in UTF-8");
  }
  if (simdjson::validate_utf8(text.data(), text.size())) return;
  // Somewhere it is not: only then look for the line.
  std::size_t line = 1;
  std::size_t begin = 0;
  for (auto end = text.find('\n'); end != text.npos; end = text.find('\n', begin)) {
    if (!simdjson::validate_utf8(text.data() + begin, end - begin)) break;
    begin = end + 1;
    ++line;
  }
  fail(file, line, "is not in UTF-8: save it as CSV in UTF-8");
}

}  // namespace

Table::Table(std::string file, std::string_view text, char separator)
    : file_(std::move(file)), fields_(text, separator) {
  check_encoding(file_, text);
  try {
    read_rows();
  } catch (const RowProblem& problem) {
    fail(file_, problem.line, problem.what);
  }
}

bool Table::next_row() const {
  while (end_.at < fields_.text().size()) {
    begin_ = end_;
    end_.at = fields_.split(end_.at, end_.line, split_);
    if (split_.size() > 1 || !split_[0].empty()) return true;
  }
  return false;
}

void Table::go_to(std::size_t row) const {
  if (next_ == row + 1) return;
  if (next_ != row) {
    next_ = row / rows_per_mark * rows_per_mark;
    end_ = marks_[row / rows_per_mark];
  }
  for (; next_ <= row; ++next_) next_row();
}

void Table::read_rows() {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  if (fields_.text().starts_with(mark)) end_.at = mark.size();
  if (!next_row()) return;
  read_header(begin_.line);
  while (next_row()) {
    if (split_.size() > columns_.size()) {
      fail(file_, begin_.line,
           "has " + std::to_string(split_.size()) + " fields, the header has " +
               std::to_string(columns_.size()));
    }
    if (row_count_++ % rows_per_mark == 0) marks_.push_back(begin_);
  }
  next_ = row_count_;
}

void Table::read_header(std::size_t line) {
  if (split_.size() == 1 && fields_.separator() == ',' &&
      split_[0].find(';') != std::string_view::npos) {
    fail(file_, line,
         "the header is separated by semicolons: save it separated by commas");
  }
  for (const std::string_view name : split_) {
    if (!name.empty() && column(name)) {
      fail(file_, line, "the column \"" + std::string(name) + "\" stands twice");
    }
    columns_.emplace_back(name);
  }
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
  go_to(row);
  return !column || *column >= split_.size() ? "" : split_[*column];
}

std::string Table::place(std::size_t row) const {
  go_to(row);
  return file_ + ":" + std::to_string(begin_.line);
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
