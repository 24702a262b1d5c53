#include "io/name_ids/name_ids.hpp"

#include <cstdint>

#include <boost/uuid/detail/md5.hpp>

#include "io/xml/value.hpp"

namespace lichen::detail::name_ids {
namespace {

/// The small letter of a capital one of two bytes in UTF-8: Latin, Greek, Cyrillic.
unsigned small_letter(unsigned code) {
  const bool latin_1 = code >= 0xc0U && code <= 0xdeU && code != 0xd7U;
  const bool greek = code >= 0x391U && code <= 0x3a9U && code != 0x3a2U;
  const bool cyrillic = code >= 0x410U && code <= 0x42fU;
  if (latin_1 || greek || cyrillic) return code + 0x20U;
  if (code >= 0x400U && code <= 0x40fU) return code + 0x50U;
  if (code == 0x178U) return 0xffU;
  const bool even_first = (code >= 0x100U && code <= 0x12fU) ||
                          (code >= 0x132U && code <= 0x137U) ||
                          (code >= 0x14aU && code <= 0x177U);
  const bool odd_first =
      (code >= 0x139U && code <= 0x148U) || (code >= 0x179U && code <= 0x17eU);
  if (even_first) return code | 1U;
  return odd_first && code % 2U == 1U ? code + 1U : code;
}

void append_lower(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 'A' && byte <= 'Z') {
      out.push_back(static_cast<char>(byte + 0x20));
    } else if (byte >= 0xc3U && byte <= 0xd1U && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      const unsigned code = small_letter(((byte & 0x1fU) << 6U) | (next & 0x3fU));
      out.push_back(static_cast<char>(0xc0U | (code >> 6U)));
      out.push_back(static_cast<char>(0x80U | (code & 0x3fU)));
    } else {
      out.push_back(text[i]);
    }
  }
}

}  // namespace

std::string path_of(std::initializer_list<std::string_view> names) {
  std::string path;
  std::size_t length = names.size();
  for (const std::string_view name : names) length += name.size();
  path.reserve(length);
  bool first = true;
  for (const std::string_view name : names) {
    if (!first) path.push_back('/');
    first = false;
    append_lower(path, xml::trimmed(name));
  }
  return path;
}

Id id_of(std::string_view path) {
  boost::uuids::detail::md5 hash;
  hash.process_bytes(path.data(), path.size());
  boost::uuids::detail::md5::digest_type digest;
  hash.get_digest(digest);
  std::uint8_t bytes[16];
  for (unsigned i = 0; i < 16; ++i) {
    if constexpr (sizeof digest[0] == 1) {  // Boost since 1.86
      bytes[i] = static_cast<std::uint8_t>(digest[i]);
    } else {  // four words, the highest byte first
      bytes[i] = static_cast<std::uint8_t>(digest[i / 4] >> (8U * (3U - i % 4U)));
    }
  }
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x30U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
  Id id;
  for (unsigned i = 0; i < 8; ++i) id.high = (id.high << 8U) | bytes[i];
  for (unsigned i = 8; i < 16; ++i) id.low = (id.low << 8U) | bytes[i];
  return id;
}

}  // namespace lichen::detail::name_ids
