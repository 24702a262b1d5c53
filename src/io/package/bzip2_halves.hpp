#pragma once

// One bzip2 stream as two, so that two threads can unpack it.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace lichen::detail {

/// Two bzip2 streams that hold the first and the second half of the blocks of one: what
/// they unpack to, one behind the other, is what it unpacks to. Empty where the bytes are
/// no single whole bzip2 stream of two blocks or more, as its own checksum tells.
std::optional<std::array<std::string, 2>> bzip2_halves(std::string_view bytes);

}  // namespace lichen::detail
