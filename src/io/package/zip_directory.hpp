#pragma once

// The directory of a plain zip archive: what its members are and where their bytes lie.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lichen::detail {

/// One file of a zip archive; folders and links are left out.
struct ZipEntry {
  std::string_view name;  ///< as its bytes are
  std::string_view packed;
  std::uint64_t unpacked_size = 0;
  std::uint32_t crc = 0;
  bool deflated = false;
};

/// The name of the last member that a truncated archive names.
std::string last_zip_entry(std::string_view bytes);

/// True where the directory that a zip archive ends with is there.
bool has_zip_directory(std::string_view bytes);

/// The files of an archive whose members are stored or deflated, as nearly all are. Empty
/// where it is anything else (encrypted, of several volumes, over 4 GiB, of another
/// compression, behind a program) or contradicts itself.
std::optional<std::vector<ZipEntry>> plain_zip_entries(std::string_view bytes);

}  // namespace lichen::detail
