#pragma once

// The files of a package in memory, wherever they lie: a folder, an archive, the library.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/io/read.hpp"

namespace lichen::detail {

/// Spare bytes behind the end of each file: simdjson reads past it (SIMDJSON_PADDING).
inline constexpr std::size_t padding = 64;

/// One file of a package. `content` has spare capacity behind its end, as simdjson wants.
struct Member {
  std::string name;  ///< path within the package, '/' separated, without "./"
  std::string content;
};

/// Says by its name whether a member is wanted; the content of others is not kept.
using MemberFilter = std::function<bool(std::string_view name)>;

/// Reads the wanted files of a folder or archive (zip, 7z, tar, gz, bz2 … by content),
/// sorted by name. A name that leaves the package ("../", absolute) is skipped with a
/// finding, so are links that lead out of a folder. Hidden files and what systems leave
/// behind (".git", "__MACOSX") are skipped. Two threads read; what comes out does not
/// depend on how fast each is.
/// @throws DataError  where the path does not exist, an archive is broken (naming the
///                    member), or a limit is passed.
std::vector<Member> read_members(const std::string& path, const io::ReadLimits& limits,
                                 const MemberFilter& wanted, Findings& findings);

/// An archive, or one file, that is in memory already.
struct ArchiveBytes {
  std::string_view bytes;
  std::string path;  ///< what messages call it; a lone file is a member of its last part
};

/// The same for an archive in memory.
std::vector<Member> read_archive(const ArchiveBytes& archive,
                                 const io::ReadLimits& limits, const MemberFilter& wanted,
                                 Findings& findings);

/// "xxh3:" and 32 hexadecimal digits: the same whatever the order of the files.
std::string content_hash(const std::vector<Member>& members);

}  // namespace lichen::detail
