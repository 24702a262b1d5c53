#pragma once

// Numbers of data sets.

#include <charconv>
#include <optional>
#include <system_error>

#include "io/json/value.hpp"

namespace lichen::detail::jsonld {

/// A number, or a text that is nothing but one ("1.5"); also "NaN" and "Infinity", which
/// some writers put into texts, so that they are seen and refused. Empty for all else.
inline std::optional<double> number_in(std::optional<json::Element> element) {
  if (const auto number = json::number_of(element)) return number;
  const auto text = json::text_of(element);
  if (!text || text->empty()) return std::nullopt;
  double number = 0.;
  const char* end = text->data() + text->size();
  const auto [at, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc() || at != end) return std::nullopt;
  return number;
}

/// A whole number of 32 bits, however it is written ("3", 3.0); empty for all else.
inline std::optional<int> whole_number(std::optional<json::Element> element) {
  const auto number = number_in(element);
  constexpr double limit = 2147483647.;
  if (!number || !(*number >= -limit && *number <= limit)) return std::nullopt;
  const int whole = static_cast<int>(*number);
  return static_cast<double>(whole) == *number ? std::optional(whole) : std::nullopt;
}

}  // namespace lichen::detail::jsonld
