#include "io/csv/writer.hpp"

#include <array>
#include <charconv>

namespace lichen::detail::csv {

void Writer::separate() {
  if (!first_) out_.push_back(',');
  first_ = false;
}

Writer& Writer::text(std::string_view field) {
  separate();
  const bool plain = field.find_first_of(",\"\r\n") == field.npos &&
                     (field.empty() || (field.front() != ' ' && field.back() != ' '));
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
