#pragma once

#include <string>

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid.hpp>

#include "lichen/base/id.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// The value of a hexadecimal digit, or -1.
inline int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

inline bool is_dash_position(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

}  // namespace detail

LICHEN_INLINE std::optional<Id> parse_uuid(std::string_view text) {
  const bool dashed = text.size() == 36;
  if (!dashed && text.size() != 32) return std::nullopt;
  std::uint64_t halves[2] = {0, 0};
  int digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (dashed && detail::is_dash_position(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = detail::hex_value(text[i]);
    if (value < 0) return std::nullopt;
    std::uint64_t& half = halves[digits++ / 16];
    half = (half << 4) | static_cast<std::uint64_t>(value);
  }
  return Id{halves[0], halves[1]};
}

LICHEN_INLINE Id make_id(std::string_view text) {
  if (const auto id = parse_uuid(text)) return *id;
  const std::string name = "lichen:" + std::string(text);
  const boost::uuids::uuid url = {{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80,
                                   0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}};
  const boost::uuids::uuid uuid =
      boost::uuids::name_generator_sha1(url)(name.data(), name.size());
  Id id;
  for (std::size_t i = 0; i < 8; ++i) id.high = (id.high << 8) | uuid.data[i];
  for (std::size_t i = 8; i < 16; ++i) id.low = (id.low << 8) | uuid.data[i];
  return id;
}

LICHEN_INLINE std::string to_string(Id id) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (int nibble = 0; nibble < 32; ++nibble) {
    if (detail::is_dash_position(text.size())) text.push_back('-');
    const std::uint64_t half = nibble < 16 ? id.high : id.low;
    text.push_back(digits[(half >> (60 - 4 * (nibble % 16))) & 0xf]);
  }
  return text;
}

}  // namespace lichen::inline LICHEN_ABI
