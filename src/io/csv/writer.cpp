#include "io/csv/writer.hpp"

#include <array>
#include <charconv>

namespace lichen::detail::csv {
namespace {

/// What a reader takes off the ends of a field that is not quoted.
bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

void Writer::separate() {
  if (!first_) out_.push_back(',');
  first_ = false;
}

Writer& Writer::text(std::string_view field) {
  separate();
  const bool plain =
      field.find_first_of(",\"\r\n") == field.npos &&
      (field.empty() || (!is_blank(field.front()) && !is_blank(field.back())));
  if (plain) {
    out_.append(field);
    return *this;
  }
  out_.push_back('"');
  for (const char c : field) {
    if (c == '"') out_.push_back('"');
    out_.push_back(c);
  }
  out_.push_back('"');
  return *this;
}

Writer& Writer::number(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return text({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

Writer& Writer::integer(long long value) { return text(std::to_string(value)); }

void Writer::end_row() {
  out_.push_back('\n');
  first_ = true;
}

}  // namespace lichen::detail::csv
