#include "io/simapro/dialect.hpp"

#include <algorithm>
#include <array>

namespace lichen::detail::simapro {
namespace {

constexpr View byte_order_mark = "\xef\xbb\xbf";

bool starts_with_word(View text, View word) {
  return text.size() >= word.size() && same_word(text.substr(0, word.size()), word);
}

/// The next line from `at` on, without its end; `at` moves behind it.
View next_line(View content, std::size_t& at) {
  const auto end = std::min(content.find('\n', at), content.size());
  View line = content.substr(at, end - at);
  at = std::min(end + 1, content.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// A line without quotes and the separators of empty fields around it.
View bare(View line) {
  constexpr View around = " \t;,\"";
  const auto first = line.find_first_not_of(around);
  if (first == line.npos) return {};
  return line.substr(first, line.find_last_not_of(around) - first + 1);
}

/// What stands between the braces of a line of the header; none where it is no such line.
bool entry_of(View line, View& entry) {
  line = bare(line);
  if (!line.starts_with('{')) return false;
  line.remove_prefix(1);
  if (line.ends_with('}')) line.remove_suffix(1);
  entry = trimmed(line);
  return true;
}

/// The value of an entry "key: value" of this key.
bool value_of(View entry, View key, View& value) {
  if (!starts_with_word(entry, key)) return false;
  entry = trimmed(entry.substr(key.size()));
  if (!entry.starts_with(':')) return false;
  value = trimmed(entry.substr(1));
  return true;
}

void set_separator(View word, Dialect& dialect) {
  struct Word {
    View word;
    char separator;
  };
  constexpr std::array words = {Word{"Semicolon", ';'}, Word{";", ';'},
                                Word{"Comma", ','}, Word{",", ','}, Word{"Tab", '\t'}};
  for (const Word& known : words) {
    if (!same_word(word, known.word)) continue;
    dialect.separator = known.separator;
    dialect.separator_stated = true;
  }
}

void take(View entry, Dialect& dialect) {
  View value;
  if (value_of(entry, "CSV separator", value)) {
    set_separator(value, dialect);
  } else if (value_of(entry, "Decimal separator", value)) {
    dialect.decimal = value == "," || same_word(value, "comma") ? ',' : '.';
    dialect.decimal_stated = true;
  } else if (value_of(entry, "Project", value) || value_of(entry, "Projet", value) ||
             value_of(entry, "Projekt", value) || value_of(entry, "Proyecto", value)) {
    dialect.project = value;
  } else if (value_of(entry, "CSV Format version", value)) {
    dialect.format = value;
  } else if (starts_with_word(entry, "SimaPro")) {
    dialect.exporter = entry;
  } else if (dialect.content.empty() && entry.find(':') == entry.npos) {
    dialect.content = entry;
  }
}

/// True for the first line of an export of SimaPro 7 and before.
bool is_old_start(View line) {
  return starts_with_word(line, "SimaPro") && line.find_first_of(";\t") != line.npos;
}

/// The two lines of an old header: "SimaPro 7.3;processes;Date:;…" and "Project;name".
void read_old(View first, View second, Dialect& dialect) {
  dialect.old = true;
  const char separator = first.find('\t') == first.npos ? ';' : '\t';
  dialect.separator = separator;
  dialect.separator_stated = dialect.decimal_stated = true;
  const auto end = std::min(first.find(separator), first.size());
  dialect.exporter = bare(first.substr(0, end));
  const auto begin = second.find(separator);
  if (starts_with_word(second, "Project") && begin != second.npos) {
    dialect.project = bare(second.substr(begin));
  }
}

}  // namespace

View trimmed(View text) {
  constexpr View blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool same_word(View left, View right) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  };
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(),
                    [&](char a, char b) { return lower(a) == lower(b); });
}

bool is_simapro(View content) {
  if (content.starts_with(byte_order_mark)) content.remove_prefix(byte_order_mark.size());
  std::size_t at = 0;
  View entry;
  constexpr int enough = 40;
  for (int line = 0; line < enough && at < content.size(); ++line) {
    const View text = next_line(content, at);
    if (bare(text).empty() && line == 0) continue;
    if (!entry_of(text, entry)) return is_old_start(bare(text));
    if (starts_with_word(entry, "SimaPro") || starts_with_word(entry, "CSV separator") ||
        starts_with_word(entry, "CSV Format version")) {
      return true;
    }
  }
  return false;
}

Dialect read_dialect(View content) {
  Dialect dialect;
  std::size_t at = content.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  dialect.body = at;
  View entry;
  while (at < content.size()) {
    const View line = next_line(content, at);
    if (is_old_start(bare(line)) && dialect.exporter.empty()) {
      read_old(line, next_line(content, at), dialect);
    } else if (!entry_of(line, entry)) {
      if (!bare(line).empty()) break;
    } else {
      take(entry, dialect);
    }
    dialect.body = at;
  }
  if (!dialect.separator_stated) {
    const View start = content.substr(dialect.body, 8192);
    const auto count = [&](char c) { return std::count(start.begin(), start.end(), c); };
    if (count('\t') > count(';')) dialect.separator = '\t';
  }
  return dialect;
}

}  // namespace lichen::detail::simapro
