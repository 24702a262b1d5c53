#include "io/package/member_name.hpp"

#include <algorithm>
#include <cctype>

#include <simdjson.h>

namespace lichen::detail {
namespace {

/// The upper half of code page 437 as Unicode code points.
constexpr char16_t code_page_437[] =
    u"\u00c7\u00fc\u00e9\u00e2\u00e4\u00e0\u00e5\u00e7\u00ea\u00eb\u00e8\u00ef\u00ee"
    u"\u00ec"
    u"\u00c4\u00c5\u00c9\u00e6\u00c6\u00f4\u00f6\u00f2\u00fb\u00f9\u00ff\u00d6\u00dc"
    u"\u00a2"
    u"\u00a3\u00a5\u20a7\u0192\u00e1\u00ed\u00f3\u00fa\u00f1\u00d1\u00aa\u00ba\u00bf"
    u"\u2310"
    u"\u00ac\u00bd\u00bc\u00a1\u00ab\u00bb\u2591\u2592\u2593\u2502\u2524\u2561\u2562"
    u"\u2556"
    u"\u2555\u2563\u2551\u2557\u255d\u255c\u255b\u2510\u2514\u2534\u252c\u251c\u2500"
    u"\u253c"
    u"\u255e\u255f\u255a\u2554\u2569\u2566\u2560\u2550\u256c\u2567\u2568\u2564\u2565"
    u"\u2559"
    u"\u2558\u2552\u2553\u256b\u256a\u2518\u250c\u2588\u2584\u258c\u2590\u2580\u03b1"
    u"\u00df"
    u"\u0393\u03c0\u03a3\u03c3\u00b5\u03c4\u03a6\u0398\u03a9\u03b4\u221e\u03c6\u03b5"
    u"\u2229"
    u"\u2261\u00b1\u2265\u2264\u2320\u2321\u00f7\u2248\u00b0\u2219\u00b7\u221a\u207f"
    u"\u00b2"
    u"\u25a0\u00a0";

void append_utf8(std::string& text, char16_t point) {
  const auto byte = [&](unsigned value) { text.push_back(static_cast<char>(value)); };
  if (point < 0x80U) {
    byte(point);
  } else if (point < 0x800U) {
    byte(0xc0U | (point >> 6U));
    byte(0x80U | (point & 0x3fU));
  } else {
    byte(0xe0U | (point >> 12U));
    byte(0x80U | ((point >> 6U) & 0x3fU));
    byte(0x80U | (point & 0x3fU));
  }
}

bool is_drive(std::string_view name) {
  return name.size() >= 2 && name[1] == ':' &&
         std::isalpha(static_cast<unsigned char>(name[0])) != 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
  return simdjson::validate_utf8(text.data(), text.size());
}

std::string utf8_name(std::string_view raw) {
  if (is_utf8(raw)) return std::string(raw);
  std::string text;
  for (const char c : raw) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(text, byte < 0x80U ? char16_t{byte} : code_page_437[byte - 0x80U]);
  }
  return text;
}

std::optional<std::string> safe_member_name(std::string_view raw) {
  std::string name = utf8_name(raw);
  for (char& c : name) {
    if (c == '\\') c = '/';
    if (c == '\0') return std::nullopt;
  }
  if (name.starts_with('/') || is_drive(name)) return std::nullopt;
  std::string clean;
  for (std::size_t start = 0; start < name.size();) {
    const std::size_t end = std::min(name.find('/', start), name.size());
    const std::string_view part = std::string_view(name).substr(start, end - start);
    if (part == "..") return std::nullopt;
    if (!part.empty() && part != ".") {
      if (!clean.empty()) clean.push_back('/');
      clean.append(part);
    }
    start = end + 1;
  }
  if (clean.empty()) return std::nullopt;
  return clean;
}

bool is_clutter(std::string_view name) {
  return name.starts_with('.') || name.find("/.") != name.npos ||
         name.starts_with("__MACOSX/");
}

}  // namespace lichen::detail
