#pragma once

/// @file
/// How much memory a solver may take, so that fill-in never takes the machine down.

#include <string>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// Bytes that factors may take where nobody says otherwise: half of the machine's memory,
/// 4 GiB where the system does not tell.
[[nodiscard]] LICHEN_API double default_memory_limit();

namespace detail {

/// "1.5 GB", "20 MB": for messages.
[[nodiscard]] LICHEN_API std::string memory_text(double bytes);

/// @throws Error  where `bytes` for `what` ("factors of KLU") are above the limit; says
///                what to do.
LICHEN_API void require_memory(double bytes, double limit, const std::string& what);

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/linalg/memory_limit.ipp"
#endif
