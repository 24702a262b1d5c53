// After APPNOTE.TXT 6.3, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (end).

#include "io/package/zip_directory.hpp"

#include <algorithm>

#include "io/package/member_name.hpp"

namespace lichen::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t end_size = 22;
constexpr std::size_t longest_comment = 65535;
constexpr std::size_t header_size = 46;
constexpr std::size_t local_size = 30;
constexpr std::uint32_t wide = 0xffffffffU;  ///< the value stands in a zip64 field

/// Little-endian numbers. @pre the bytes are there.
std::uint32_t number(std::string_view bytes, std::size_t at, int size) {
  std::uint32_t value = 0;
  for (int i = size - 1; i >= 0; --i) {
    const auto byte = static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    value = (value << 8U) | byte;
  }
  return value;
}

/// Where the end record begins; npos where there is none.
std::size_t end_of_directory(std::string_view bytes) {
  if (bytes.size() < end_size) return bytes.npos;
  const std::size_t first =
      bytes.size() - std::min(bytes.size(), end_size + longest_comment);
  for (std::size_t at = bytes.size() - end_size;; --at) {
    if (bytes.substr(at, 4) == "PK\x05\x06"sv &&
        at + end_size + number(bytes, at + 20, 2) == bytes.size()) {
      return at;
    }
    if (at == first) return bytes.npos;
  }
}

/// True for a folder or a link: by its name, or by the mode that Unix archivers write.
bool is_no_file(std::string_view header, std::string_view name) {
  constexpr std::uint32_t unix_made = 3;
  constexpr std::uint32_t type_mask = 0170000;
  constexpr std::uint32_t regular = 0100000;
  if (name.empty() || name.back() == '/') return true;
  const std::uint32_t type = (number(header, 38, 4) >> 16U) & type_mask;
  return number(header, 5, 1) == unix_made && type != 0 && type != regular;
}

/// The packed bytes behind the local header of an entry; empty where it is not as told.
std::optional<std::string_view> packed_bytes(std::string_view bytes, std::size_t at,
                                             std::size_t size) {
  if (at > bytes.size() || bytes.size() - at < local_size) return std::nullopt;
  if (bytes.substr(at, 4) != "PK\x03\x04"sv) return std::nullopt;
  const std::size_t begin =
      at + local_size + number(bytes, at + 26, 2) + number(bytes, at + 28, 2);
  if (begin > bytes.size() || bytes.size() - begin < size) return std::nullopt;
  return bytes.substr(begin, size);
}

/// The entry that a header of the directory tells of. `files` is what lies before the
/// directory.
std::optional<ZipEntry> entry_of(std::string_view header, std::string_view name,
                                 std::string_view files) {
  constexpr std::uint32_t encrypted = 1U | (1U << 6U) | (1U << 13U);
  const std::uint32_t method = number(header, 10, 2);
  const std::uint32_t size = number(header, 20, 4);
  const std::uint32_t unpacked = number(header, 24, 4);
  const std::uint32_t offset = number(header, 42, 4);
  const bool plain = (number(header, 8, 2) & encrypted) == 0 &&
                     (method == 0 || method == 8) && size != wide && unpacked != wide &&
                     offset != wide && number(header, 34, 2) == 0;
  if (!plain || (method == 0 && size != unpacked)) return std::nullopt;
  const auto packed = packed_bytes(files, offset, size);
  if (!packed) return std::nullopt;
  return ZipEntry{name, *packed, unpacked, number(header, 16, 4), method == 8};
}

}  // namespace

std::string last_zip_entry(std::string_view bytes) {
  const auto at = bytes.rfind("PK\x03\x04"sv);
  if (at == bytes.npos || bytes.size() - at < local_size) return "its first bytes";
  return utf8_name(bytes.substr(at + local_size, number(bytes, at + 26, 2)));
}

bool has_zip_directory(std::string_view bytes) {
  return end_of_directory(bytes) != bytes.npos;
}

std::optional<std::vector<ZipEntry>> plain_zip_entries(std::string_view bytes) {
  const std::size_t end = end_of_directory(bytes);
  if (end == bytes.npos) return std::nullopt;
  const std::size_t size = number(bytes, end + 12, 4);
  const std::size_t begin = number(bytes, end + 16, 4);
  if (number(bytes, end + 4, 4) != 0 || begin + size != end) return std::nullopt;
  std::string_view directory = bytes.substr(begin, size);
  std::vector<ZipEntry> entries;
  std::size_t seen = 0;
  for (; !directory.empty(); ++seen) {
    if (directory.size() < header_size || directory.substr(0, 4) != "PK\x01\x02"sv) {
      return std::nullopt;
    }
    const std::size_t name_size = number(directory, 28, 2);
    const std::size_t whole =
        header_size + name_size + number(directory, 30, 2) + number(directory, 32, 2);
    if (directory.size() < whole) return std::nullopt;
    const std::string_view name = directory.substr(header_size, name_size);
    if (!is_no_file(directory, name)) {
      const auto entry = entry_of(directory, name, bytes.substr(0, begin));
      if (!entry) return std::nullopt;
      entries.push_back(*entry);
    }
    directory.remove_prefix(whole);
  }
  if (seen != number(bytes, end + 10, 2)) return std::nullopt;
  return entries;
}

}  // namespace lichen::detail
