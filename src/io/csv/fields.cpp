#include "io/csv/fields.hpp"

#include <algorithm>

namespace lichen::detail::csv {
namespace {

std::string_view without_blanks(std::string_view field) {
  constexpr std::string_view blank = " \t";
  const auto begin = field.find_first_not_of(blank);
  if (begin == field.npos) return "";
  return field.substr(begin, field.find_last_not_of(blank) - begin + 1);
}

/// A field whose quotes are doubled, with each of them once.
std::string undouble(std::string_view field) {
  std::string text;
  for (std::size_t at = 0; at < field.size(); ++at) {
    text.push_back(field[at]);
    if (field[at] == '"') ++at;
  }
  return text;
}

}  // namespace

std::size_t Fields::end_of_plain(std::size_t at) const {
  // find_first_of takes five times as long
  while (at < text_.size() && text_[at] != separator_ && text_[at] != '\n' &&
         text_[at] != '\r') {
    ++at;
  }
  return at;
}

std::size_t Fields::closing_quote(std::size_t at, bool& doubled) const {
  for (doubled = false;; doubled = true) {
    at = text_.find('"', at);
    if (at == text_.npos) return at;
    if (at + 1 >= text_.size() || text_[at + 1] != '"') return at;
    at += 2;
  }
}

std::string_view Fields::undoubled(std::size_t begin, std::string_view field) {
  const auto known = undoubled_.find(begin);
  return known != undoubled_.end()
             ? known->second
             : undoubled_.emplace(begin, undouble(field)).first->second;
}

std::string_view Fields::quoted(std::size_t& at, std::size_t& line) {
  bool doubled = false;
  const std::size_t begin = at;
  const std::size_t end = closing_quote(begin, doubled);
  if (end == text_.npos) throw RowProblem{line, "a quote is opened and never closed"};
  const std::string_view field = text_.substr(begin, end - begin);
  line += static_cast<std::size_t>(std::count(field.begin(), field.end(), '\n'));
  at = end + 1;
  return doubled ? undoubled(begin, field) : field;
}

std::size_t Fields::split(std::size_t at, std::size_t& line,
                          std::vector<std::string_view>& fields) {
  fields.clear();
  for (;; ++at) {
    if (at < text_.size() && text_[at] == '"') {
      fields.push_back(quoted(++at, line));
    } else {
      const std::size_t end = end_of_plain(at);
      fields.push_back(without_blanks(text_.substr(at, end - at)));
      at = end;
    }
    if (at >= text_.size()) return at;
    if (text_[at] == separator_) continue;
    if (text_[at] != '\n' && text_[at] != '\r') {
      throw RowProblem{line, "text behind a closing quote"};
    }
    ++line;
    return at + (text_.substr(at, 2) == "\r\n" ? 2 : 1);
  }
}

}  // namespace lichen::detail::csv
