#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid.hpp>

#include "lichen/base/id.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// The values of hexadecimal digits by their character; 0xff for all others.
inline constexpr std::array<std::uint8_t, 256> hex_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(0xff);
  for (unsigned i = 0; i < 10; ++i) values['0' + i] = static_cast<std::uint8_t>(i);
  for (unsigned i = 10; i < 16; ++i) {
    values['a' + i - 10] = values['A' + i - 10] = static_cast<std::uint8_t>(i);
  }
  return values;
}();

/// Reads `count` hexadecimal digits into `value`; gives 0 where all of them are.
inline unsigned read_hex(const char* digits, int count, std::uint64_t& value) {
  unsigned all = 0;
  for (int i = 0; i < count; ++i) {
    const unsigned digit = hex_values[static_cast<unsigned char>(digits[i])];
    all |= digit;
    value = (value << 4) | digit;
  }
  return all & 0xf0U;
}

inline bool is_dash_position(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

}  // namespace detail

LICHEN_INLINE std::optional<Id> parse_uuid(std::string_view text) {
  const char* const at = text.data();
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  unsigned bad = 0;
  if (text.size() == 36) {
    if (at[8] != '-' || at[13] != '-' || at[18] != '-' || at[23] != '-')
      return std::nullopt;
    bad |= detail::read_hex(at, 8, high);
    bad |= detail::read_hex(at + 9, 4, high);
    bad |= detail::read_hex(at + 14, 4, high);
    bad |= detail::read_hex(at + 19, 4, low);
    bad |= detail::read_hex(at + 24, 12, low);
  } else if (text.size() == 32) {
    bad |= detail::read_hex(at, 16, high);
    bad |= detail::read_hex(at + 16, 16, low);
  } else {
    return std::nullopt;
  }
  if (bad != 0) return std::nullopt;
  return Id{high, low};
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
