#pragma once

// The files of an archive, by libarchive: zip, 7z, tar, and single compressed files.

#include <string>
#include <vector>

#include "io/package/limits.hpp"
#include "io/package/members.hpp"

namespace lichen::detail {

/// The wanted files of an archive, in its order. A compressed file that is no archive has
/// one member: its own name without the last extension.
/// @throws DataError  naming the member where the archive is broken.
std::vector<Member> read_archive(const std::string& path, LimitGuard& guard,
                                 const MemberFilter& wanted, Findings& findings);

}  // namespace lichen::detail
