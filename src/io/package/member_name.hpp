#pragma once

// Names of members: what may come in, and in which form.

#include <optional>
#include <string>
#include <string_view>

namespace lichen::detail {

/// The name with '/' between its parts and without "./"; empty where it is absolute,
/// holds a "..", a drive, or a NUL: such a name leads out of the package.
std::optional<std::string> safe_member_name(std::string_view name);

}  // namespace lichen::detail
