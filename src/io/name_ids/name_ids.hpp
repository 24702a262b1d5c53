#pragma once

// Ids of what has none: by name, as openLCA makes them.

#include <initializer_list>
#include <string>
#include <string_view>

#include "lichen/base/id.hpp"

namespace lichen::detail::name_ids {

/// The path of some names: without blanks around them, in lower case, joined by '/'.
std::string path_of(std::initializer_list<std::string_view> names);

/// The UUID of a path: version 3 (MD5) of its UTF-8 bytes, without a namespace.
/// "air/unspecified/carbon dioxide/kg" gives 5e738bf0-6bfe-3acd-8dcb-c74fe4f18b53.
Id id_of(std::string_view path);

}  // namespace lichen::detail::name_ids
