#include "io/xml/encoding.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include <iconv.h>
#include <simdjson.h>

#include "io/package/members.hpp"

namespace lichen::detail::xml {
namespace {

constexpr std::size_t enough = 8192;

/// Windows-1252 from 0x80 to 0x9f; where it has nothing, the control character.
constexpr std::array<std::uint16_t, 32> windows_1252 = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
    0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

void append(std::string& text, unsigned code) {
  if (code < 0x80U) {
    text.push_back(static_cast<char>(code));
  } else if (code < 0x800U) {
    text.push_back(static_cast<char>(0xc0U | (code >> 6U)));
    text.push_back(static_cast<char>(0x80U | (code & 0x3fU)));
  } else {
    text.push_back(static_cast<char>(0xe0U | (code >> 12U)));
    text.push_back(static_cast<char>(0x80U | ((code >> 6U) & 0x3fU)));
    text.push_back(static_cast<char>(0x80U | (code & 0x3fU)));
  }
}

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8 + padding);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool special = byte >= 0x80U && byte < 0xa0U;
    append(text, special ? windows_1252[byte - 0x80U] : byte);
  }
  return text;
}

/// Converts by the C library; false where it does not know the encoding or the bytes.
bool convert(std::string& text, const std::string& from) {
  const iconv_t converter = ::iconv_open("UTF-8", from.c_str());
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the interface's own value
  if (converter == reinterpret_cast<iconv_t>(-1)) return false;
  std::string result(text.size() * 4 + padding, '\0');
  char* in = text.data();
  char* out = result.data();
  std::size_t in_left = text.size();
  std::size_t out_left = result.size();
  const bool done = ::iconv(converter, &in, &in_left, &out, &out_left) != std::size_t(-1);
  ::iconv_close(converter);
  if (!done) return false;
  result.resize(result.size() - out_left);
  text = std::move(result);
  return true;
}

/// The encoding that an XML declaration names, in lower case; "" where it names none.
std::string declared(std::string_view text) {
  const std::string_view start = text.substr(0, 200);
  if (!start.starts_with("<?xml")) return "";
  const auto declaration = start.substr(0, start.find("?>"));
  auto at = declaration.find("encoding");
  if (at == declaration.npos) return "";
  at = declaration.find_first_of("\"'", at);
  if (at == declaration.npos) return "";
  const auto end = declaration.find(declaration[at], at + 1);
  if (end == declaration.npos) return "";
  std::string name(declaration.substr(at + 1, end - at - 1));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

/// The encoding that the first bytes tell: by their mark, or as '<' takes 2 or 4 bytes.
std::string told_by_bytes(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\xff\xfe\0\0"sv)) return "UTF-32LE";
  if (text.starts_with("\0\0\xfe\xff"sv)) return "UTF-32BE";
  if (text.starts_with("\xff\xfe"sv) || text.starts_with("<\0"sv)) return "UTF-16LE";
  if (text.starts_with("\xfe\xff"sv) || text.starts_with("\0<"sv)) return "UTF-16BE";
  return "";
}

bool is_one_byte_latin(const std::string& name) {
  return name == "iso-8859-1" || name == "latin1" || name == "latin-1" ||
         name == "windows-1252" || name == "cp1252";
}

void drop_mark(std::string& text) {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  if (std::string_view(text).starts_with(mark)) text.erase(0, mark.size());
}

Recoding by_declaration(std::string& text, const std::string& name) {
  if (is_one_byte_latin(name)) {
    text = from_windows_1252(text);
    return {name, false, ""};
  }
  if (convert(text, name)) return {name, false, ""};
  return {name, false, "its encoding " + name + " is not known, or it is not in it"};
}

}  // namespace

Recoding make_utf8(std::string& text) {
  if (const std::string told = told_by_bytes(text); !told.empty()) {
    if (!convert(text, told)) return {told, false, "it is no " + told};
    drop_mark(text);
    return {told, false, ""};
  }
  const bool is_utf8 = simdjson::validate_utf8(text.data(), text.size());
  const std::string_view view = text;
  const auto blanks =
      std::min(view.find_first_not_of("\xef\xbb\xbf \t\r\n"), view.size());
  const std::string name = declared(view.substr(blanks));
  // Only ASCII is the same in every encoding that is declared here.
  const bool is_plain = name.empty() || name == "utf-8" || name == "utf8" ||
                        name.starts_with("utf-16") || name == "us-ascii";
  if (is_plain && is_utf8) return {};
  if (!is_plain) {
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x80U;
    });
    if (ascii) return {};
    // Bytes that form UTF-8 by chance hardly exist: the declaration is what is wrong.
    if (is_utf8) return {"utf-8", true, ""};
    return by_declaration(text, name);
  }
  text = from_windows_1252(text);
  return {"windows-1252", true, ""};
}

std::optional<char> windows_1252_of(std::string_view character) {
  for (unsigned byte = 0x80U; byte <= 0xffU; ++byte) {
    std::string text;
    append(text, byte < 0xa0U ? windows_1252[byte - 0x80U] : byte);
    if (text == character) return static_cast<char>(byte);
  }
  return std::nullopt;
}

std::string ascii_start(std::string_view content) {
  std::string start;
  for (const char c : content.substr(0, enough)) {
    if (c > 0) start.push_back(c);
  }
  return start;
}

}  // namespace lichen::detail::xml
