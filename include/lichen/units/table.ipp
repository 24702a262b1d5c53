#pragma once

#include <charconv>
#include <system_error>

#include "lichen/units/dimension.ipp"
#include "lichen/units/table.hpp"

namespace lichen::inline LICHEN_ABI::units {
namespace detail {

/// The base dimension of a name; empty where it is none.
inline std::optional<Base> base_of_name(std::string_view name) {
  for (std::size_t i = 0; i + 1 < base_count; ++i) {
    if (name == base_names[i]) return static_cast<Base>(i);
  }
  return std::nullopt;
}

/// A currency, as "EUR" or "EUR2003".
inline std::optional<Dimension> currency_of(std::string_view name) {
  if (name.size() != 3 && name.size() != 7) return std::nullopt;
  char code[4] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    if (name[i] < 'A' || name[i] > 'Z') return std::nullopt;
    code[i] = name[i];
  }
  int year = 0;
  if (name.size() == 7) {
    const auto [end, error] = std::from_chars(name.data() + 3, name.data() + 7, year);
    if (error != std::errc() || end != name.data() + 7) return std::nullopt;
  }
  return Dimension::of_currency(code, year);
}

/// One part, as "m2" or "s-1".
inline std::optional<Dimension> part_of(std::string_view part) {
  if (const auto currency = currency_of(part)) return currency;
  const auto digits = part.find_first_of("-0123456789");
  const auto base = base_of_name(part.substr(0, digits));
  if (!base) return std::nullopt;
  int power = 1;
  if (digits != part.npos) {
    const char* last = part.data() + part.size();
    const auto [end, error] = std::from_chars(part.data() + digits, last, power);
    if (error != std::errc() || end != last || power < -9 || power > 9) {
      return std::nullopt;
    }
  }
  return Dimension::of(*base, static_cast<std::int8_t>(power));
}

}  // namespace detail

LICHEN_INLINE std::optional<Dimension> parse_dimension(std::string_view text) {
  Dimension dimension;
  if (text == "1") return dimension;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    const auto end = text.find(' ');
    const auto part = detail::part_of(text.substr(0, end));
    if (!part) return std::nullopt;
    dimension = dimension * *part;
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return dimension;
}

LICHEN_INLINE std::vector<std::string> split_csv_line(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        fields.back().push_back('"');
        ++i;
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back().push_back(line[i]);
    }
  }
  return fields;
}

}  // namespace lichen::inline LICHEN_ABI::units
