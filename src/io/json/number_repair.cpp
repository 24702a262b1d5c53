#include "io/json/number_repair.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include <simdjson.h>

namespace lichen::detail::json {
namespace {

/// Where a quoted text ends: behind its second quote, or at the end of everything.
std::size_t end_of_text(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

bool is_token_part(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' ||
         c == '.';
}

/// True for what some writers write for numbers that are none, in any case of letters.
bool is_not_finite(std::string_view token) {
  std::string word;
  for (const char c :
       token.substr(token.starts_with('-') || token.starts_with('+') ? 1 : 0)) {
    word.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  }
  return word == "nan" || word == "inf" || word == "infinity";
}

/// What stands in the place of a token; the token itself where it is fine.
std::string replacement(std::string_view token, simdjson::dom::parser& parser) {
  if (is_not_finite(token)) return "null";
  // A number of up to 18 digits fits in 64 bits, and a shorter exponent in a double.
  const bool suspicious = token.size() > 18 || token.find_first_of("eE") != token.npos;
  const bool number =
      !token.empty() &&
      (token[0] == '-' || std::isdigit(static_cast<unsigned char>(token[0])) != 0);
  const std::string alone(token);
  if (!number || !suspicious || parser.parse(alone).error() == simdjson::SUCCESS) {
    return alone;
  }
  double value = 0.;
  const char* end = alone.data() + alone.size();
  const auto [at, error] = std::from_chars(alone.data(), end, value);
  if (at != end) return alone;  // no number at all: parsing will tell
  const bool whole = token.find_first_of(".eE") == token.npos;
  return error == std::errc() && std::isfinite(value) && whole ? alone + ".0" : "null";
}

}  // namespace

RepairedNumbers repair_numbers(std::string_view text) {
  RepairedNumbers repaired;
  simdjson::dom::parser parser;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (text[at] == '"') {
      end = end_of_text(text, at);
    } else if (is_token_part(text[at])) {
      while (end < text.size() && is_token_part(text[end])) ++end;
      const std::string_view token = text.substr(at, end - at);
      const std::string sound = replacement(token, parser);
      if (sound == "null" && token != "null" && repaired.absent++ == 0) {
        repaired.first_absent = at;
      }
      repaired.text += sound;
      at = end;
      continue;
    }
    repaired.text.append(text.substr(at, end - at));
    at = end;
  }
  return repaired;
}

Finding absent_numbers(const RepairedNumbers& repaired, const std::string& file) {
  return {.kind = "number_not_finite",
          .severity = Severity::warning,
          .file = file,
          .message = std::to_string(repaired.absent) +
                     " numbers are NaN, infinite or too large, the first at byte " +
                     std::to_string(repaired.first_absent),
          .action = "they were read as absent",
          .count = repaired.absent};
}

}  // namespace lichen::detail::json
