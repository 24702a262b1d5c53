#include "io/simapro/rows.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace lichen::detail::simapro {
namespace {

/// What SimaPro writes for a line break within a field.
constexpr char line_break = '\x7f';

/// A line without its end and the separators of empty fields.
View bare(View line, char separator) {
  while (!line.empty() && (line.back() == separator || line.back() == '\r' ||
                           line.back() == ' ' || line.back() == '\t')) {
    line.remove_suffix(1);
  }
  return line;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

View without_blanks(View text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Keywords of blocks that no section of a process is called by.
constexpr std::array keywords = {
    View("Process"),
    View("Product stage"),
    View("Method"),
    View("Quantities"),
    View("Units"),
    View("Raw materials"),
    View("Airborne emissions"),
    View("Waterborne emissions"),
    View("Database Input parameters"),
    View("Database Calculated parameters"),
    View("Project Input parameters"),
    View("Project Calculated parameters"),
};

bool is_keyword(View line) {
  return std::any_of(keywords.begin(), keywords.end(),
                     [&](View keyword) { return line == keyword; });
}

/// Walks over the lines of a file.
class Cutter {
 public:
  Cutter(std::span<char> content, const Dialect& dialect)
      : content_(content),
        separator_(dialect.separator),
        begin_(std::min(dialect.body, content.size())) {
    const View all(content.data(), begin_);
    line_ = 1U + static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n'));
    begin_line_ = line_;
  }

  std::vector<Block> run() {
    const View all(content_.data(), content_.size());
    constexpr std::size_t longest = 64;  // no keyword, nor End with many separators
    std::size_t at = begin_;
    while (at < all.size()) {
      const auto end = std::min(all.find('\n', at), all.size());
      const std::size_t next = std::min(end + 1, all.size());
      const View line = bare(all.substr(at, std::min(end - at, longest)), separator_);
      take(end - at < longest || line.empty() ? line : View("-"), at, next);
      ++line_;
      at = next;
    }
    if (!empty_) close(all.size(), false);
    return std::move(blocks_);
  }

 private:
  void take(View line, std::size_t at, std::size_t next) {
    if (same_word(line, "End")) {
      if (!empty_) close(at, true);
      start(next, line_ + 1);
    } else if (empty_ && line.empty()) {
      start(next, line_ + 1);  // a block starts with its keyword
    } else {
      if (!empty_ && behind_empty_ && is_keyword(line)) {
        close(at, false);
        start(at, line_);
      }
      empty_ = false;
    }
    behind_empty_ = line.empty();
  }

  void start(std::size_t at, std::size_t line) {
    begin_ = at;
    begin_line_ = line;
    empty_ = true;
  }

  void close(std::size_t at, bool ended) {
    blocks_.push_back({content_.subspan(begin_, at - begin_), begin_line_, ended});
  }

  std::span<char> content_;
  char separator_;
  std::vector<Block> blocks_;
  std::size_t begin_;  ///< of the block that is open
  std::size_t begin_line_ = 0;
  std::size_t line_ = 0;
  bool empty_ = true;  ///< nothing but empty lines since `begin_`
  bool behind_empty_ = true;
};

}  // namespace

std::vector<Block> cut(std::span<char> content, const Dialect& dialect) {
  return Cutter(content, dialect).run();
}

bool Rows::next(std::vector<View>& fields) {
  fields.clear();
  if (rest_.empty()) return false;
  row_line_ = line_;
  bool last = false;
  bool any = false;
  while (!last) {
    fields.push_back(field(last));
    any = any || !fields.back().empty();
  }
  if (!any) fields.clear();
  return true;
}

View Rows::field(bool& last) {
  std::size_t blanks = 0;
  while (blanks < rest_.size() && rest_[blanks] == ' ') ++blanks;
  if (blanks < rest_.size() && rest_[blanks] == '"') {
    View text;
    const std::span<char> before = rest_;
    rest_ = rest_.subspan(blanks);
    if (quoted(text, last)) return text;
    rest_ = before;
  }
  return plain(last);
}

View Rows::plain(bool& last) {
  std::size_t end = 0;
  bool breaks = false;
  while (end < rest_.size() && rest_[end] != separator_ && rest_[end] != '\n') {
    breaks = breaks || rest_[end] == line_break;
    ++end;
  }
  if (breaks)
    std::replace(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(end),
                 line_break, '\n');
  const View text = without_blanks(View(rest_.data(), end));
  last = end == rest_.size() || rest_[end] == '\n';
  if (last) ++line_;
  rest_ = rest_.subspan(std::min(end + 1, rest_.size()));
  return text;
}

bool Rows::quoted(View& text, bool& last) {
  // First look for the end: a quote that is never closed, or that something follows, is
  // a character like others.
  std::size_t end = 1;
  for (;; ++end) {
    const auto* found = static_cast<const char*>(
        std::memchr(rest_.data() + end, '"', rest_.size() - end));
    if (found == nullptr) {
      ++unclosed_;
      return false;
    }
    end = static_cast<std::size_t>(found - rest_.data());
    if (end + 1 >= rest_.size() || rest_[end + 1] != '"') break;
    ++end;
  }
  std::size_t behind = end + 1;
  while (behind < rest_.size() && is_blank(rest_[behind]) &&
         rest_[behind] != separator_) {
    ++behind;
  }
  const bool closes =
      behind == rest_.size() || rest_[behind] == separator_ || rest_[behind] == '\n';
  if (!closes) return false;
  std::size_t out = 1;
  for (std::size_t i = 1; i < end; ++i) {
    char c = rest_[i];
    if (c == '"') ++i;  // doubled
    if (c == '\n') ++line_;
    if (c == '\r' && i + 1 < end && rest_[i + 1] == '\n') continue;
    if (c == line_break) c = '\n';
    rest_[out++] = c;
  }
  text = without_blanks(View(rest_.data() + 1, out - 1));
  last = behind == rest_.size() || rest_[behind] == '\n';
  if (last) ++line_;
  rest_ = rest_.subspan(std::min(behind + 1, rest_.size()));
  return true;
}

}  // namespace lichen::detail::simapro
