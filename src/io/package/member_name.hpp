#pragma once

// Names of members: which are safe, and how their bytes are read as text.

#include <optional>
#include <string>
#include <string_view>

namespace lichen::detail {

/// True where a text is well-formed UTF-8.
bool is_utf8(std::string_view text);

/// A name as UTF-8: as it is where it is that already, else read as code page 437, which
/// is what zip archives without the UTF-8 flag are written in.
std::string utf8_name(std::string_view raw);

/// The name of a member within its package: '/' for '\', no "./", no doubled slashes.
/// Empty where the name leads out of the package: absolute, a drive letter, "..", a NUL.
std::optional<std::string> safe_member_name(std::string_view raw);

/// True for what systems leave behind and no format holds: hidden files and folders
/// (".git", "._x.json") and "__MACOSX".
bool is_clutter(std::string_view name);

}  // namespace lichen::detail
