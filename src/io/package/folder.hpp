#pragma once

// The files of a folder.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "io/package/limits.hpp"
#include "io/package/members.hpp"

namespace lichen::detail {

/// The content of a file, with spare capacity behind its end.
/// @throws DataError  naming the file.
std::string read_file(const std::filesystem::path& path, std::uint64_t max_bytes);

/// The wanted files below a folder, sorted by name; linked folders are not entered.
std::vector<Member> read_folder(const std::filesystem::path& folder, LimitGuard& guard,
                                const MemberFilter& wanted);

}  // namespace lichen::detail
