#pragma once

// Where a broken JSON text breaks.

#include <string>
#include <string_view>

namespace lichen::detail::json {

/// What is wrong with a text that is no JSON, and where: "… at byte 17 (line 2)", or the
/// reason alone where no place can be told (as nesting that is too deep).
/// `reason` is the parser's word for it.
std::string error_in(std::string_view text, const std::string& reason);

}  // namespace lichen::detail::json
