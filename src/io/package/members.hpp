#pragma once

// The files of a package in memory, wherever they lie: a folder, an archive, the library.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/io/read.hpp"

namespace lichen::detail {

/// One file of a package. `content` has spare capacity behind its end, as simdjson wants.
struct Member {
  std::string name;  ///< path within the package, '/' separated, without "./"
  std::string content;
};

/// Says by its name whether a member is wanted; the content of others is not kept.
using MemberFilter = std::function<bool(std::string_view name)>;

/// Reads the wanted files of a folder or archive (zip, 7z, tar, gz, bz2 … by content),
/// sorted by name. A name that leaves the package ("../", absolute) is skipped with a
/// finding. Links of folders that lead outside are not followed.
/// @throws DataError  where the path does not exist, an archive is broken (naming the
///                    member), or a limit is passed.
std::vector<Member> read_members(const std::string& path, const io::ReadLimits& limits,
                                 const MemberFilter& wanted, Findings& findings);

/// "xxh3:" and 32 hexadecimal digits: the same whatever the order of the files.
std::string content_hash(const std::vector<Member>& members);

}  // namespace lichen::detail
